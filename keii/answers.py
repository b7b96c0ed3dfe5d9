"""The answer of `keii extract --jsonl`: the facts of one document as an object of the documented form."""

import json
from typing import Any

from db.records import Claim, Document, Facts, Mention
from keii.extraction import facts_of, joined_text
from keii.lines import Line
from timeline.render.fact_objects import figure_object, organisation_object

DEFAULT_TIMEZONE = "Asia/Tokyo"
_SAID_OF_A_PAGE = ("html", "publisher", "kind", "published", "reference_date", "updated", "title")


def read_line(line: Line, timezone: str = DEFAULT_TIMEZONE) -> Document:
    """The document of one line, cut into sections; nothing is stored."""
    from spiders.reading import read_capture, read_text

    if line.text is not None:
        return read_text(
            line.text,
            url=line.url,
            publisher=line.publisher,
            published=line.published,
            title=line.title,
            reference_date=line.reference_date,
            kind=line.kind,
            digest="",
            captured_at="",
            timezone=timezone,
        )
    # As `keii import` would read it: what the line says goes before what the page says of itself.
    given = {key: getattr(line, key) for key in _SAID_OF_A_PAGE}
    return read_capture(
        json.dumps(given).encode(),
        url=line.url or "import:stdin",
        content_type="application/json",
        captured_at="",
        digest="",
        timezone=timezone,
    )


def answer(line: Line, timezone: str = DEFAULT_TIMEZONE) -> dict[str, Any]:
    """`{"id", "mentions", "claims"}`; `text` too where it was read out of HTML, since offsets count in it."""
    document = read_line(line, timezone)
    found = facts_object(facts_of(document, timezone))
    head: dict[str, Any] = {"id": line.id if line.id is not None else line.url}
    return head | ({} if line.text is not None else {"text": joined_text(document)[0]}) | found


def facts_object(facts: Facts) -> dict[str, Any]:
    """Mentions and claims in the documented form."""
    return {
        "mentions": [mention_object(m) for m in facts.mentions],
        "claims": [claim_object(c) for c in facts.claims],
    }


def mention_object(mention: Mention) -> dict[str, Any]:
    """One mention; a name has a canonical form, a class and perhaps a code, the others a value."""
    place = {"kind": mention.kind, "start": mention.start, "end": mention.end, "text": mention.text}
    if mention.kind == "name":
        code = {"code": mention.code} if mention.code else {}
        return place | {"canonical": mention.canonical, "class": mention.name_class} | code
    unit = {} if mention.kind == "date" else {"unit": mention.unit}
    return place | {"value": mention.value} | unit | {"qualifier": mention.qualifier}


def claim_object(claim: Claim) -> dict[str, Any]:
    """One claim."""
    return {
        "kind": claim.kind,
        "start": claim.start,
        "end": claim.end,
        "date": claim.date,
        "as_of": claim.as_of,
        "attributed_to": list(claim.attributed_to),
        "organisations": [organisation_object(o) for o in claim.organisations],
        "figures": [figure_object(f) for f in claim.figures],
        "aspect": claim.aspect,
        "certainty": claim.certainty,
    }
