"""What proves a line: each quote in its surroundings, and the claims that were read at its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.browse.faces import Faces, Words
from db.browse.marking import Run, Span, around, runs
from db.records import Citation, Claim, Entry, Facts, Reading
from db.store import pages

MOST = 60
"""The most quotes that are shown with their surroundings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One citation."""

    citation: Citation
    published: str
    captured: str
    runs: Sequence[Run]
    claims: Sequence["ClaimView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim in words."""

    claim: Claim
    quote: str
    date: str
    figures: Sequence[str]


def proofs(
    connection: Any, entry: Entry, face: Faces, words: Words, whole: bool, timezone: str
) -> list[Proof]:
    """Every citation of a line, other origins first; without `whole` only the quotes."""
    found = []
    read: dict[str, Reading | None] = {}
    for citation in face.chosen(entry.citations)[:MOST]:
        if citation.digest not in read:
            stored = pages.page(connection, citation.digest) if citation.digest else None
            read[citation.digest] = stored.reading if stored else None
        found.append(_proof(citation, read[citation.digest], face, words, whole, timezone))
    return found


def _proof(
    citation: Citation, reading: Reading | None, face: Faces, words: Words, whole: bool, timezone: str
) -> Proof:
    drawn = [Run(citation.quote, "quote", "")]
    claims: list[ClaimView] = []
    if reading is not None and citation.section_index < len(reading.document.sections):
        text, facts = (
            reading.document.sections[citation.section_index].text,
            reading.facts[citation.section_index],
        )
        if text[citation.start : citation.start + len(citation.quote)] == citation.quote:
            claims = [v for v in claim_views(text, facts, words) if _meets(v.claim, citation)]
            spans = [*mention_spans(facts, face, words), Span(citation.start, citation.end, "quote")]
            place = around(text, citation.start, citation.end) if whole else (citation.start, citation.end)
            drawn = list(runs(text, spans, *place))
    return Proof(
        citation=citation,
        published=words.moment(citation.published) if citation.published else "",
        captured=face.when(citation.captured_at, timezone, words) if citation.captured_at else "",
        runs=drawn,
        claims=claims,
    )


def _meets(claim: Claim, citation: Citation) -> bool:
    return claim.start < citation.end and claim.end > citation.start


def claim_views(text: str, facts: Facts, words: Words) -> list[ClaimView]:
    """The claims of a section in words."""
    return [
        ClaimView(
            claim=claim,
            quote=text[claim.start : claim.end],
            date=words.moment(claim.date) if claim.date else "",
            figures=[words.figure(figure) for figure in claim.figures],
        )
        for claim in facts.claims
    ]


def mention_spans(facts: Facts, face: Faces, words: Words) -> list[Span]:
    """The facts of a section as marks, each with what it was understood to be."""
    return [Span(m.start, m.end, m.kind, face.told(m, words)) for m in facts.mentions]
