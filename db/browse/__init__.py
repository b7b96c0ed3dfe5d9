"""The workspace in Datasette: a plug-in with pages for readers, and tables that say what they hold.

Entry point of Datasette (see pyproject.toml), so it is there with plain `datasette keii.db` too. Here stand only its
hooks; how a timeline looks is handed in (faces.py), who sees what stands in access.py. Datasette loads this while it
is loaded itself: what needs more of it than its hooks is imported when a hook is called.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from db.store import guarding

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

    from db.browse.access import App


@hookimpl
def startup(datasette: "Datasette") -> Callable[[], Any]:
    """Find out which databases are keii's."""
    from db.browse.asking import asking

    async def inner() -> None:
        await asking(datasette).find_workspaces(datasette)

    return inner


@hookimpl
def prepare_connection(conn: Any) -> None:
    """A workspace is read, within bounds, and nothing else."""
    if guarding.is_workspace(conn):
        guarding.guard(conn)


@hookimpl
def register_routes() -> Sequence[tuple[str, Callable[..., Any]]]:
    """The pages."""
    from db.browse.routes import ROUTES

    return ROUTES


@hookimpl
def asgi_wrapper() -> Callable[["App"], "App"]:
    """Every answer with its policy."""
    from db.browse.access import with_headers

    return with_headers


@hookimpl(trylast=True)
def actor_from_request(request: "Request") -> dict[str, str] | None:
    """Who sits at the machine may see the whole texts; somebody who logged in is somebody already."""
    from db.browse.access import LOCAL, is_local

    return {"id": LOCAL} if is_local(request.scope) else None


@hookimpl
def permission_allowed(
    datasette: "Datasette", actor: dict[str, Any] | None, action: str, resource: Any
) -> bool | None:
    """Others see tables without a word of the pages, and ask what was prepared."""
    from db.browse.access import LOCAL, others_may
    from db.browse.asking import asking

    if (actor or {}).get("id") in (LOCAL, "root"):
        return None
    return others_may(asking(datasette).databases, action, resource)


@hookimpl
def get_metadata(datasette: "Datasette") -> dict[str, Any]:
    """What tables and columns are, and the questions that were prepared."""
    from db.browse.asking import asking
    from db.browse.tables import metadata

    return metadata(tuple(asking(datasette).databases))


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: "Datasette"
) -> Any:
    """Dates, sums and links as people read them."""
    from db.browse.asking import asking
    from db.browse.tables import cell

    known = asking(datasette)
    return cell(row, value, column, table, known.language) if database in known.databases else None


@hookimpl
def extra_template_vars(request: "Request | None", datasette: "Datasette") -> dict[str, Any]:
    """The frame of every page."""
    from db.browse.access import nonce_of
    from db.browse.asking import asking

    return {"nonce": nonce_of(request), "keii": bool(asking(datasette).databases)}


@hookimpl
def handle_exception(datasette: "Datasette", request: "Request", exception: Exception) -> Any:
    """What is no fault of the program is a plain page: not found, not allowed, not in time."""
    from db.browse.views import plain_answer

    async def inner() -> "Response | None":
        return await plain_answer(datasette, request, exception)

    return inner
