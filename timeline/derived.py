"""Points that nobody told but two figures prove: a total less its increment is the total of the earlier moment.

Only where the sentence names that earlier moment (24日時点から8件増); without it nothing is concluded.
"""

from collections.abc import Iterator, Mapping, Sequence

from db.records import CitedClaim, Event, Figure, Mention, Point, Reading
from timeline.agreement import agree, number
from timeline.moments import in_zone, is_known, order_of
from timeline.tracks import Track

Place = tuple[str, int]
"""Digest of the document and number of the section."""
_INCREMENT_OF = {"damage_total": "damage_increment", "cases": "cases_increment"}


def dates_of(readings: Sequence[Reading]) -> dict[Place, tuple[Mention, ...]]:
    """The dates mentioned in each section, for the moments that increments are counted from."""
    return {
        (reading.document.digest, index): tuple(m for m in facts.mentions if m.kind == "date")
        for reading in readings
        for index, facts in enumerate(reading.facts)
        if any(f.role in _INCREMENT_OF.values() for c in facts.claims for f in c.figures)
    }


def derive(
    track: Track,
    events: Sequence[Event],
    ids: Sequence[str],
    dates: Mapping[Place, tuple[Mention, ...]],
    timezone: str,
) -> Iterator[Point]:
    """The points of a series that its increments prove and that it does not have."""
    known = list(track.readings)
    for reading in track.readings:
        event = events[reading.event]
        step = _increment(event, track, _INCREMENT_OF.get(track.role))
        total = number(reading.lead.value)
        since = _counted_from(event, reading.moment, dates, timezone)
        if step is None or total is None or since is None:
            continue
        more = number(step.value)
        if more is None or not 0 < more < total:
            continue
        lead = Figure(role=track.role, value=_plain(total - more), unit=track.unit)
        if any(agree(lead, other.lead) and other.moment < reading.moment for other in known):
            continue
        yield Point(
            as_of=since,
            value=lead.value or 0,
            status="derived",
            entry=ids[reading.event],
            qualifier=reading.lead.qualifier,
            cases=_cases_before(event, track, reading.beside.get("cases")),
        )


def _plain(value: object) -> int | str:
    return value if isinstance(value, int) else str(value)


def _increment(event: Event, track: Track, role: str | None) -> Figure | None:
    fitting = (f for f in event.figures if (f.role, f.scope) == (role, track.scope))
    return next((f for f in fitting if f.basis in (None, track.basis)), None)


def _cases_before(event: Event, track: Track, cases: Figure | None) -> int | None:
    step = _increment(event, track, "cases_increment")
    if cases is None or step is None or not isinstance(cases.value, int) or not isinstance(step.value, int):
        return None
    return cases.value - step.value


def _counted_from(
    event: Event, moment: str, dates: Mapping[Place, tuple[Mention, ...]], timezone: str
) -> str | None:
    """The latest moment before this one that the sentence with the increment names."""
    for cited in event.claims:
        named = [
            in_zone(str(mention.value), timezone)
            for mention in dates.get((cited.citation.digest, cited.citation.section_index), ())
            if mention.value is not None and _before_increment(mention, cited)
        ]
        earlier = [
            m for m in named if is_known(m) and "/" not in m and order_of(m) < order_of(moment)[: len(m)]
        ]
        if earlier:
            return max(earlier, key=order_of)
    return None


def _before_increment(mention: Mention, cited: CitedClaim) -> bool:
    steps = [f.start for f in cited.claim.figures if f.role in _INCREMENT_OF.values() and f.start is not None]
    return bool(steps) and cited.claim.start <= mention.start < max(steps)
