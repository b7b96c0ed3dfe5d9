"""The search page: lines of timelines and passages of documents that hold all the words, each word marked."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.browse.asking import ask
from db.browse.marking import Run, Span, runs
from db.browse.views import shown
from db.store import Hit, Slow, pages, search
from db.store.bigrams import folded

SHOWN = 30
LINES = 20
_NOTHING: dict[str, Any] = {"incidents": [], "language": "ja", "hits": [], "lines": [], "next": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A passage with its words marked."""

    hit: Hit
    title: list[Run]
    runs: list[Run]


def marked(text: str, terms: list[str]) -> list[Run]:
    """A text with every place of every word marked.

    >>> [(r.text, r.kinds) for r in marked("計２,５４２万円", ["2542万円"])]
    [('計', ''), ('２,５４２万円', 'found')]
    """
    spans = [Span(start, end, "found") for term in terms for start, end in search.places(text, term)]
    return list(runs(text, spans))


async def search_page(datasette: Datasette, request: Request) -> Response:
    """What holds the words, over all incidents or in one."""
    words, slug = (request.args.get("q") or "").strip()[:200], request.args.get("incident") or ""
    before = request.args.get("before") or ""
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None

    def asked(connection: Any) -> dict[str, Any]:
        incidents = pages.titles(connection)
        row = next((i for i, known, _ in incidents if known == slug), None)
        found = {**_NOTHING, "incidents": incidents, "language": pages.language(connection)}
        if words:
            hits, found["next"] = search.newest(connection, words, row, SHOWN, start)
            terms = [term for term in map(folded, words.split()) if term]
            found["hits"] = [_view(hit, terms) for hit in hits]
            if start is None:
                found["lines"] = [
                    (s, e, date, marked(text, terms))
                    for s, e, date, text in pages.lines_with(connection, terms, row, LINES)
                ]
        return found

    try:
        found = await ask(datasette, request, asked)
    except Slow:
        found = {**_NOTHING, "slow": True}
    more = {"q": words, "incident": slug, "before": found["next"]}
    older = f"/search?{urlencode({k: v for k, v in more.items() if v})}" if found["next"] else None
    context = {**found, "q": words, "slug": slug, "older": older, "here": "search"}
    return await shown(datasette, request, "keii_search.html", found["language"], context)


def _view(hit: Hit, terms: list[str]) -> HitView:
    return HitView(hit=hit, title=marked(hit.title or hit.url, terms), runs=marked(hit.quote, terms))
