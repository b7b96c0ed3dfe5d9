"""The pages: each asks its questions in one moment, words the answer and fills its template."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from datasette.app import Datasette
from datasette.utils.asgi import Base400, Request, Response
from markupsafe import Markup

from db.browse.access import sees_texts, strict_policy
from db.browse.asking import NothingThere, account_of, allowed, ask, asking, database_of, stamp
from db.browse.faces import Faces, faces
from db.browse.words import page_words
from db.records import Timeline
from db.store import Slow, pages

Context = dict[str, Any]


async def shown(
    datasette: Datasette,
    request: Request,
    template: str,
    language: str,
    context: Mapping[str, Any],
    *styles: str,
) -> Response:
    """A page of ours, under a policy without scripts; `styles` are the style sheets that stand in it."""
    face = faces()
    whole = {
        "w": page_words(language), "words": face.words(language), "lang": face.words(language).language,
        "address": face.address, "visible": face.visible, "document_at": document_at, "name_at": name_at,
        "entry_at": entry_at, "database_at": datasette.urls.database(database_of(datasette).name),
        "styles": [Markup(style) for style in styles],  # noqa: S704 - made by whoever drew the parts
        "texts": sees_texts(request), **context,
    }  # fmt: skip
    body = await datasette.render_template(template, whole, request=request)
    digests = (base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles)
    body = body.encode("utf-8", "replace").decode()  # a text may hold half a character
    return Response.html(body, headers={"content-security-policy": strict_policy(*digests)})


def document_at(digest: str) -> str:
    """The address of a page by its digest."""
    return f"/document/{quote(digest.removeprefix('sha256:'), safe='')}"


def name_at(name: str) -> str:
    """The address of everything about a name."""
    return f"/name/{quote(name.encode('utf-8', 'replace'), safe='')}"


def entry_at(slug: str, entry: str) -> str:
    """The address of a line."""
    return f"/incident/{quote(slug, safe='')}/entry/{quote(entry, safe='')}"


async def home(datasette: Datasette, request: Request) -> Response:
    """All incidents: how they stand, what changed last, how the damage grew."""
    face = faces()
    await allowed(datasette, request)
    held, key = asking(datasette), ("home", stamp(database_of(datasette)))
    found = held.kept(key) or held.keep(key, await ask(datasette, request, pages.accounts))
    language = found[0].incident.language if found else "ja"
    told = [
        {
            "incident": a.incident,
            "summary": face.summary(a.timeline) if a.timeline else [],
            "spark": Markup(_spark(face, a.timeline)),  # noqa: S704 - escaped by whoever drew it
            "changed": _changed(face, a.timeline),
            "timeline": a.timeline,
        }
        for a in found
    ]
    return await shown(datasette, request, "keii_home.html", language, {"incidents": told, "here": "home"})


def _beside(slug: str) -> str:
    """Where the lines of an incident have their pages, seen from its own: a page of 500 lines says it 500 times."""
    return f"{quote(slug, safe='')}/entry/"


def _spark(face: Faces, timeline: Timeline | None) -> str:
    return face.spark(timeline, page_words(timeline.language)["spark"]) if timeline else ""


def _changed(face: Faces, timeline: Timeline | None) -> str:
    if timeline is None or timeline.as_of is None:
        return ""
    return face.when(timeline.as_of, timeline.incident.timezone, face.words(timeline.language))


async def incident(datasette: Datasette, request: Request) -> Response:
    """One incident: its timeline as in the HTML file, with charts, standing, disputes, edits and sources."""
    slug, whole = unquote(request.url_vars["slug"]), sees_texts(request)
    account = await account_of(datasette, request, slug, whole=whole)
    face, timeline, language = faces(), account.timeline, account.incident.language
    parts: Mapping[str, str] = {}
    style = ""
    if timeline is not None:
        key = ("parts", slug, whole, stamp(database_of(datasette)))
        held = asking(datasette)
        kept = held.kept(key) or held.keep(key, face.parts(timeline, _beside(slug)))
        parts, style = kept
        language = timeline.language
    context = {
        "incident": account.incident,
        "timeline": timeline,
        "parts": {name: Markup(part) for name, part in parts.items()},  # noqa: S704 - escaped by whoever drew it
        "decided": timeline.decided if timeline else (),
    }
    return await shown(
        datasette, request, "keii_incident.html", language, context, *([style] if style else [])
    )


async def entry(datasette: Datasette, request: Request) -> Response:
    """One line: everything that is said of it, with the words, the captures and a person's decisions."""
    from db.browse.proof import proofs

    slug, wanted = unquote(request.url_vars["slug"]), unquote(request.url_vars["entry"])
    whole = sees_texts(request)
    account = await account_of(datasette, request, slug, whole=whole)
    line = next((e for e in account.timeline.entries if e.id == wanted), None) if account.timeline else None
    if line is None or account.timeline is None:
        raise NothingThere(f"no such line in {slug}")
    face, words = faces(), faces().words(account.timeline.language)
    found = await ask(datasette, request, proofs, line, face, words, whole, account.incident.timezone)
    context = {
        "incident": account.incident,
        "entry": line,
        "figures": [words.figure(f) for f in line.figures],
        "proofs": found,
        "decided": [d for d in account.timeline.decided if line.id in (d.entry, d.found)],
    }
    return await shown(datasette, request, "keii_entry.html", account.timeline.language, context)


async def document(datasette: Datasette, request: Request) -> Response:
    """One captured page: its text with the facts marked, its versions and what changed, its claims."""
    from db.browse.document import document_context

    found = await ask(datasette, request, pages.page, f"sha256:{unquote(request.url_vars['digest'])}")
    if found is None:
        raise NothingThere("no page with this digest was read")
    whole, face = sees_texts(request), faces()
    language = found.reading.document.language or "ja"
    context = await ask(datasette, request, document_context, found, face, language, whole, request.args)
    return await shown(datasette, request, "keii_document.html", language, context)


async def names(datasette: Datasette, request: Request) -> Response:
    """Every name that the timelines tell of."""
    found = await ask(datasette, request, pages.names)
    return await shown(
        datasette,
        request,
        "keii_names.html",
        await _language(datasette, request),
        {"names": found, "here": "names"},
    )


async def name(datasette: Datasette, request: Request) -> Response:
    """Everything about a bank, a service or an authority, over all incidents."""
    wanted = unquote(request.url_vars["name"])

    def asked(connection: Any) -> Context:
        return {
            "lines": pages.lines_naming(connection, wanted),
            "claims": pages.claims_naming(connection, wanted),
            "standing": pages.standing_of(connection, wanted),
        }

    found = await ask(datasette, request, asked)
    if not found["lines"] and not found["claims"]:
        raise NothingThere("no such name in what was read")
    return await shown(
        datasette,
        request,
        "keii_name.html",
        await _language(datasette, request),
        {"name": wanted, **found, "here": "names"},
    )


async def _language(datasette: Datasette, request: Request) -> str:
    """The language of the incidents, for pages over all of them."""
    found: str = await ask(datasette, request, pages.language)
    return found


async def feed(datasette: Datasette, request: Request) -> Response:
    """Atom."""
    return await _file(datasette, request, "feed", "application/atom+xml; charset=utf-8")


async def calendar(datasette: Datasette, request: Request) -> Response:
    """iCalendar."""
    return await _file(datasette, request, "calendar", "text/calendar; charset=utf-8")


async def timeline_json(datasette: Datasette, request: Request) -> Response:
    """`timeline.json`."""
    return await _file(datasette, request, "json", "application/json; charset=utf-8")


async def _file(datasette: Datasette, request: Request, form: str, content_type: str) -> Response:
    await allowed(datasette, request)
    account = await account_of(
        datasette, request, unquote(request.url_vars["slug"]), whole=sees_texts(request)
    )
    if account.timeline is None:
        raise NothingThere("this incident was not built yet")
    body: str = getattr(faces(), form)(account.timeline)
    return Response(body.encode("utf-8", "replace"), content_type=content_type)


async def plain_answer(datasette: Datasette, request: Request, error: Exception) -> Response | None:
    """A page that says what was not there, not allowed or not in time; None where the program is at fault."""
    if isinstance(error, Slow):
        status, reason = 503, error.reason
    elif isinstance(error, Base400):
        status, reason = error.status, str(error)
    else:
        return None
    if request.path.endswith(".json") or not asking(datasette).databases:
        return Response.json({"ok": False, "error": reason, "status": status}, status=status)
    context = {"status": status, "reason": reason}
    answer = await shown(datasette, request, "keii_error.html", _preferred(request), context)
    answer.status = status
    return answer


def _preferred(request: Request) -> str:
    return "ja" if "ja" in (request.headers.get("accept-language") or "ja") else "en"
