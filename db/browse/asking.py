"""Questions to the workspace that Datasette has open, and timelines drawn once while the file stays the same."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Base400, Request

from db.store import Missing, guarding, pages
from db.store.pages import Account
from db.store.public import public

T = TypeVar("T")
SECONDS = 3.0
"""Most seconds that the questions of one page may take."""
_KEPT = 8


class NothingThere(Base400):  # type: ignore[misc]
    """There is no such page. Datasette's own NotFound would be redirected where an address holds Japanese."""

    status = 404


class Asking:
    """The workspaces of one Datasette, and what was drawn of them."""

    def __init__(self) -> None:
        self.databases: list[str] = []
        self.language = "ja"
        """Of most incidents: what cells of tables are worded in."""
        self._drawn: OrderedDict[tuple[Any, ...], Any] = OrderedDict()

    async def find_workspaces(self, datasette: Datasette) -> None:
        """Look which databases are keii's."""
        self.databases = [
            name
            for name, database in datasette.databases.items()
            if database.path and await database.execute_fn(guarding.is_workspace)
        ]
        for name in self.databases[:1]:
            self.language = await datasette.get_database(name).execute_fn(pages.language)

    def kept(self, key: tuple[Any, ...]) -> Any:
        """What was kept under this key, or None."""
        return self._drawn.get(key)

    def keep(self, key: tuple[Any, ...], made: T) -> T:
        """Keep something; of everything the last few are kept."""
        self._drawn[key] = made
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        return made


def asking(datasette: Datasette) -> Asking:
    """What belongs to a Datasette."""
    found = getattr(datasette, "_keii", None)
    if found is None:
        found = datasette._keii = Asking()
    return found


def database_of(datasette: Datasette) -> Database:
    """The workspace: the first of keii's databases."""
    known = asking(datasette).databases
    if not known:
        raise NothingThere("no database of keii is open here")
    return datasette.get_database(known[0])


async def allowed(datasette: Datasette, request: Request) -> None:
    """Raises Forbidden where the request may not see the workspace."""
    database = database_of(datasette)
    await datasette.ensure_permissions(request.actor, [("view-database", database.name), "view-instance"])


async def ask(datasette: Datasette, request: Request, question: Callable[..., T], *arguments: Any) -> T:
    """What a function answers that gets a connection first; raises NothingThere, Forbidden, Slow."""
    database = database_of(datasette)
    await allowed(datasette, request)

    def answer(connection: Any) -> T:
        with guarding.one_moment(connection, SECONDS):
            return question(connection, *arguments)

    try:
        found: T = await database.execute_fn(answer)
    except Missing as error:
        raise NothingThere(error.reason) from None
    return found


def stamp(database: Database) -> tuple[int, ...]:
    """What changes when the file does: its times and sizes, and those of its log."""
    files = [Path(database.path), Path(f"{database.path}-wal")]
    found = [file.stat() for file in files if file.exists()]
    return tuple(n for s in found for n in (s.st_mtime_ns, s.st_size))


async def account_of(datasette: Datasette, request: Request, slug: str, *, whole: bool) -> Account:
    """An incident with its timeline, with short quotes unless `whole`."""

    def asked(connection: Any) -> Account:
        found = pages.account(connection, slug)
        if found.timeline is None or whole:
            return found
        return Account(incident=found.incident, timeline=public(found.timeline))

    held, key = asking(datasette), ("account", slug, whole, stamp(database_of(datasette)))
    await allowed(datasette, request)
    kept: Account | None = held.kept(key)
    return kept or held.keep(key, await ask(datasette, request, asked))
