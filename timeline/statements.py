"""Claims made ready for merging: each with its citation, its moments in the incident's zone, and what it is about.

A statement is what one or several claims say in exactly the same structure. How statements become events stands
in `timeline.events`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from db.records import (
    Citation,
    CitedClaim,
    Claim,
    Document,
    Figure,
    Incident,
    Organisation,
    Reading,
    Section,
    Standing,
)
from timeline.agreement import FigureKey, agree, key_of, number, preference
from timeline.corrections import corrected_in, dated_when_told, with_corrected
from timeline.moments import UNKNOWN, day_of, in_zone, is_known, order_of
from timeline.origins import RANK, find_origins, plain_name
from timeline.quotes import quoted_span
from timeline.scopes import Surroundings, acting, scoped
from timeline.telling import telling

STOPS = ("suspension", "resumption")
_BYSTANDERS = ("speaker", "mentioned")


class Key(NamedTuple):
    """The structure of a claim; claims of equal keys say exactly the same."""

    kind: str
    date: str
    as_of: str | None
    aspect: str | None
    certainty: str
    figures: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, str], ...]
    by_reader: bool
    words: str = ""
    """The sentence itself, where the kind says nothing."""


@dataclass(slots=True)
class Statement:
    """What claims of one structure say, and which claims those are."""

    key: Key
    claims: list[CitedClaim]
    figures: dict[FigureKey, list[Figure]]
    names: frozenset[str]
    """Everybody who takes part; not who only says so."""
    core: frozenset[str]
    """The names that tell this event from others: without those that the whole incident is about."""
    dated: bool = True
    """False where the text does not say when: `date` is then the day of the report."""


def find_statements(incident: Incident, readings: Sequence[Reading], around: Surroundings) -> list[Statement]:
    """The statements of all readings, sorted by what they say; the same list in whichever order readings come."""
    origins = find_origins([reading.document for reading in readings])
    media = _media(incident, readings)
    alike: dict[tuple[Key, bool], dict[tuple[str, ...], CitedClaim]] = defaultdict(dict)
    for cited, key, dated in _first_told(
        told for reading in readings for told in _cited(incident, reading, origins, media, around)
    ):
        _keep_earliest(alike[key, dated], cited)
    return [
        _statement(key, list(claims.values()), around.backdrop, dated=dated)
        for (key, dated), claims in sorted(
            alike.items(), key=lambda item: (_sortable(item[0][0]), item[0][1])
        )
    ]


def _first_told(told: Iterable[tuple[CitedClaim, Key, bool]]) -> Iterator[tuple[CitedClaim, Key, bool]]:
    """What each page says, once: a sentence that a later version dates anew, by its own day only, says nothing new."""
    first: dict[tuple[object, ...], tuple[CitedClaim, Key, bool]] = {}
    for item in told:
        cited, key, _dated = item
        if cited.claim.reported_on is None or key.date != day_of(cited.claim.reported_on) or key.as_of:
            yield item
            continue
        citation = cited.citation
        place = (citation.url, citation.section, citation.quote, key._replace(date=""))
        known = first.setdefault(place, item)
        if (citation.captured_at, key.date) < (known[0].citation.captured_at, known[1].date):
            first[place] = item
    yield from first.values()


def participants(organisations: Iterable[Organisation]) -> frozenset[str]:
    """The names that take part; the speaker only where nobody else does."""
    organisations = tuple(organisations)
    acting = frozenset(o.name for o in organisations if o.role not in _BYSTANDERS)
    return acting or frozenset(o.name for o in organisations if o.role == "speaker")


def _cited(
    incident: Incident,
    reading: Reading,
    origins: Mapping[str, str],
    media: Mapping[str, str],
    around: Surroundings,
) -> Iterator[tuple[CitedClaim, Key, bool]]:
    document = reading.document
    origin = origins[document.url]
    for index, (section, facts) in enumerate(zip(document.sections, reading.facts, strict=True)):
        for claim in _each_aspect(telling(facts)):
            sentence = section.text[claim.start : claim.end]
            placed = _placed(claim, document, section, incident.timezone)
            placed = dated_when_told(with_corrected(placed, sentence, facts), sentence, facts)
            placed = acting(placed, document, around)
            placed = scoped(placed, sentence, document, around)
            told_by = _relayed(claim, media) or origin
            citation = _cite(placed, document, section, index, told_by)
            dated = claim.date is not None and is_known(claim.date) and not _holds_later(placed, document)
            yield CitedClaim(claim=placed, citation=citation), _key_of(placed, citation.quote), dated


def _holds_later(claim: Claim, document: Document) -> bool:
    """Whether a figure is said to hold for a day after the page was captured: its date is a slip, or a lie."""
    moment = claim.as_of or claim.date
    if claim.kind != "damage_figure" or claim.certainty != "stated" or not moment or not is_known(moment):
        return False
    return order_of(moment)[:10] > _day_after(document.captured_at)


@lru_cache(maxsize=65536)
def _day_after(captured_at: str) -> str:
    """The day after a capture, as a page may be written in another time zone; the end of time where it has none."""
    try:
        return (date.fromisoformat(captured_at[:10]) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return "~"


def _each_aspect(claims: Iterable[Claim]) -> Iterator[Claim]:
    """A claim that stops several things at once is a statement about each."""
    for claim in claims:
        yield replace(claim, also=()) if claim.also else claim
        for aspect in claim.also:
            yield replace(claim, aspect=aspect, also=())


def _placed(claim: Claim, document: Document, section: Section, timezone: str) -> Claim:
    """The claim with its moments in the incident's zone; undated, it stands on the day of its report."""
    reported = claim.reported_on or section.written_on or document.published
    reported = in_zone(reported, timezone) if reported else None
    date = claim.date or (day_of(reported) if reported else UNKNOWN)
    by_reader = claim.by_reader or section.kind == "comment"
    as_of = in_zone(claim.as_of, timezone) if claim.as_of else None
    date = in_zone(date, timezone)
    if (date, as_of, reported, by_reader) == (claim.date, claim.as_of, claim.reported_on, claim.by_reader):
        return claim
    return replace(claim, date=date, as_of=as_of, reported_on=reported, by_reader=by_reader)


def _cite(claim: Claim, document: Document, section: Section, index: int, origin: str) -> Citation:
    start, end = quoted_span(section.text, claim)
    standing: Standing = "reader" if claim.by_reader else document.standing
    return Citation(
        url=document.url,
        publisher=document.publisher,
        standing=standing,
        title=document.title,
        published=document.published,
        section=section.kind,
        section_index=index,
        quote=section.text[start:end],
        start=start,
        end=end,
        digest=document.digest,
        captured_at=document.captured_at,
        origin=section.author or "reader" if claim.by_reader else origin,
    )


def _media(incident: Incident, readings: Sequence[Reading]) -> dict[str, str]:
    """Publishers that report on others: who repeats them is no origin of its own."""
    reporting = ("agency", "newspaper", "trade")
    names = {s.publisher for s in incident.sources if s.standing in reporting}
    names |= {r.document.publisher for r in readings if r.document.standing in reporting}
    return {plain_name(name): name for name in sorted(names, key=lambda n: (-len(n), n))}


def _relayed(claim: Claim, media: Mapping[str, str]) -> str | None:
    return next((media[name] for name in map(plain_name, claim.attributed_to) if name in media), None)


def _key_of(claim: Claim, quote: str) -> Key:
    figures = [
        (f.role, f.unit, str(f.value), f.qualifier, f.scope or "", f.basis or "") for f in claim.figures
    ]
    names = [(o.name, o.role) for o in claim.organisations]
    if len(figures) > 1:
        figures.sort()
    if len(names) > 1:
        names = sorted(set(names))
    return Key(
        claim.kind,
        claim.date or UNKNOWN,
        claim.as_of,
        claim.aspect,
        claim.certainty,
        tuple(figures),
        tuple(names),
        claim.by_reader,
        quote if claim.kind == "other" else "",
    )


def _sortable(key: Key) -> tuple[object, ...]:
    return tuple(part if part is not None else "" for part in key)


def _keep_earliest(claims: dict[tuple[str, ...], CitedClaim], cited: CitedClaim) -> None:
    """One claim a page, section kind and wording: a later version of the page adds no second citation."""
    citation = cited.citation
    place = (citation.url, citation.section, citation.quote)
    other = claims.get(place)
    if other is None or (citation.captured_at, citation.digest, citation.section_index, citation.start) < (
        other.citation.captured_at,
        other.citation.digest,
        other.citation.section_index,
        other.citation.start,
    ):
        claims[place] = cited


def _statement(key: Key, claims: list[CitedClaim], backdrop: frozenset[str], *, dated: bool) -> Statement:
    claims.sort(key=worth_of)
    claim = claims[0].claim
    figures = _figures(claims[0])
    names = participants(claim.organisations)
    core = _stopped(claim, backdrop) if claim.kind in STOPS else names - backdrop
    return Statement(key, claims, figures, names, core, dated)


def _figures(cited: CitedClaim) -> dict[FigureKey, list[Figure]]:
    """What a claim says to hold: without what it takes back, and of damage one value a role, scope and basis."""
    taken_back = [old for old, _new in corrected_in(cited)]
    figures: dict[FigureKey, list[Figure]] = defaultdict(list)
    for figure in cited.claim.figures:
        if figure.value is None or figure in taken_back:
            continue
        alike = figures[key_of(figure)]
        same = next((f for f in alike if f.basis == figure.basis), None)
        if same is None or cited.claim.kind != "damage_figure":
            alike.append(figure)
        elif _latest(same, figure) is figure:
            alike[alike.index(same)] = figure
    return dict(figures)


def _latest(a: Figure, b: Figure) -> Figure:
    """Of two values told for one thing, the one it grew to; the finer where one is the rounding of the other."""
    if agree(a, b):
        return min(a, b, key=preference)
    return max(a, b, key=lambda f: number(f.value) or 0)


def _stopped(claim: Claim, backdrop: frozenset[str]) -> frozenset[str]:
    """Whose part was stopped or resumed; an actor's own where no other is named. Who ran the service is no matter."""
    parts = [o for o in claim.organisations if o.name not in backdrop]
    targets = frozenset(o.name for o in parts if o.role in ("target", "affected", "via"))
    return targets or frozenset(o.name for o in parts if o.role == "actor" and o.name_class != "operator")


def worth_of(cited: CitedClaim) -> tuple[int, str, str, str, int, int]:
    """A key that sorts the claim of the highest standing first, then the earliest reported."""
    claim, citation = cited.claim, cited.citation
    return (
        RANK[citation.standing],
        claim.reported_on or citation.published or "~",
        citation.url,
        citation.captured_at + citation.digest,
        citation.section_index,
        citation.start,
    )
