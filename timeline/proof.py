"""Whether a line says more than it cites: each amount, count and date in it must stand in a cited sentence.

It looks at the words that were made, not at how they were made, so that a slip in wording or merging shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db.records import Citation, Claim, Entry, Mention, Reading
from timeline.anchor import Anchor
from timeline.mentions import find_mentions
from timeline.moments import day_of, in_zone, minute_of, start_of
from timeline.names import Gazetteer
from timeline.text import fold
from timeline.wording import SHOWN_NAMES
from timeline.wording.quoting import one_line

Place = tuple[str, str]
"""Address and digest: what a citation calls its document by."""


@dataclass(slots=True)
class _Said:
    """What the cited sentences of one line say."""

    numbers: set[str] = field(default_factory=set)
    moments: set[str] = field(default_factory=set)


def unproved(
    entry: Entry, readings: Mapping[Place, Reading], gazetteer: Gazetteer, timezone: str
) -> list[str]:
    """What the line of an entry says that no sentence it cites does; a person's own words are theirs to prove."""
    if entry.by_hand:
        return []
    said = _said(entry.citations, readings, timezone)
    said.numbers |= _derived(entry)
    bare = _without_quotes(entry)
    anchor = Anchor(written_on=day_of(entry.date), timezone=timezone)
    found = [m.text for m in find_mentions(fold(bare), anchor, gazetteer) if not _stands(m, said, timezone)]
    return found if _same_day(entry.date, said.moments) else [entry.date, *found]


def _said(citations: Sequence[Citation], readings: Mapping[Place, Reading], timezone: str) -> _Said:
    said = _Said()
    for citation in citations:
        reading = readings.get((citation.url, citation.digest))
        if reading is None or citation.section_index >= len(reading.facts):
            continue
        facts, section = (
            reading.facts[citation.section_index],
            reading.document.sections[citation.section_index],
        )
        claims = [c for c in facts.claims if c.start < citation.end and citation.start < c.end]
        spans = [(citation.start, citation.end), *((c.start, c.end) for c in claims)]
        _add_mentions(said, [m for m in facts.mentions if any(a <= m.start < b for a, b in spans)])
        _add_claims(said, claims)
        said.moments |= {
            d for d in (section.written_on, reading.document.published, reading.document.reference_date) if d
        }
    said.moments = {in_zone(moment, timezone) for moment in said.moments}
    return said


def _add_mentions(said: _Said, mentions: Sequence[Mention]) -> None:
    for mention in mentions:
        if mention.kind != "name" and mention.value is not None:
            (said.moments if mention.kind == "date" else said.numbers).add(str(mention.value))


def _add_claims(said: _Said, claims: Sequence[Claim]) -> None:
    """A claim may take figures from the sentence behind its own, and its day from the one before."""
    for claim in claims:
        said.numbers |= {str(figure.value) for figure in claim.figures if figure.value is not None}
        said.moments |= {moment for moment in (claim.date, claim.as_of, claim.reported_on) if moment}


def _derived(entry: Entry) -> set[str]:
    """How many names a line leaves out: 甲銀行…ほか10行."""
    names = len(entry.organisations)
    return {str(number) for number in range(1, max(1, names - SHOWN_NAMES + 1))}


def _without_quotes(entry: Entry) -> str:
    """The line without the words of its sources and the names in it, which are no figures of its own."""
    text = one_line(entry.text)
    names = [*(c.publisher for c in entry.citations), *(o.name for o in entry.organisations)]
    for words in sorted({one_line(c.quote) for c in entry.citations} | set(names), key=len, reverse=True):
        text = text.replace(words, " ") if words else text
    return text


def _stands(printed: Mention, said: _Said, timezone: str) -> bool:
    if printed.kind == "name" or printed.value is None:
        return True
    if printed.kind != "date":
        return str(printed.value) in said.numbers
    moment = minute_of(in_zone(str(printed.value), timezone))
    return any(_agree(moment, minute_of(end)) for m in said.moments for end in m.split("/"))


def _agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _same_day(date: str, moments: set[str]) -> bool:
    """Whether a line's day is one that is told; its beginning counts where it is a stretch of time."""
    day = day_of(start_of(date))
    return "X" in day or any(_agree(day, day_of(moment)) for moment in moments)
