"""Which address shows what. They are stable: feeds and other people's pages point to them."""

from collections.abc import Callable
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from datasette.views.index import IndexView

from db.browse import views
from db.browse.asking import asking
from db.browse.searching import search_page


async def front(datasette: Datasette, request: Request, send: Any) -> Response | None:
    """The incidents; Datasette's own front page where no workspace is open."""
    if asking(datasette).databases:
        return await views.home(datasette, request)
    own: Response | None = await IndexView.as_view(datasette)(request, send)
    return own


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/$", front),
    (r"^/incident/(?P<slug>[^/]+)$", views.incident),
    (r"^/incident/(?P<slug>[^/]+)/entry/(?P<entry>[^/]+)$", views.entry),
    (r"^/incident/(?P<slug>[^/]+)/feed\.atom$", views.feed),
    (r"^/incident/(?P<slug>[^/]+)/calendar\.ics$", views.calendar),
    (r"^/incident/(?P<slug>[^/]+)/timeline\.json$", views.timeline_json),
    (r"^/document/(?P<digest>[^/]+)$", views.document),
    (r"^/names$", views.names),
    (r"^/name/(?P<name>[^/]+)$", views.name),
    (r"^/search$", search_page),
)
