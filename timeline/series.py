"""Series as they are written, and events with what became of their figures; derived points come in beside them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from db.records import Event, Point, Series, Status
from timeline.moments import order_of
from timeline.tracks import PointStatus, Reading, Track

_WORST: tuple[PointStatus, ...] = ("corrected", "disputed", "current", "superseded")


def judged(events: Sequence[Event], tracks: Iterable[Track]) -> list[Event]:
    """The events with the status that their figures have."""
    found: dict[int, list[Reading]] = defaultdict(list)
    for track in tracks:
        for reading in track.readings:
            found[reading.event].append(reading)
    return [_with_status(event, found.get(place, ())) for place, event in enumerate(events)]


def _with_status(event: Event, readings: Sequence[Reading]) -> Event:
    if not readings:
        beside = event.kind == "damage_figure" and event.figures and event.status == "current"
        told = beside and all(c.claim.by_reader for c in event.claims)
        return replace(event, note="says") if told else event
    worst = min(readings, key=lambda r: _WORST.index(r.status))
    status: Status = worst.status if worst.status != "derived" else "current"
    return replace(event, status=status, note=worst.note)


def written(track: Track, ids: Sequence[str], derived: Iterable[Point] = ()) -> Series:
    """The series with its points in order, derived ones among them."""
    points = [*(_point(reading, ids) for reading in track.readings), *derived]
    points.sort(key=lambda p: (order_of(p.as_of), p.status != "derived", str(p.value), p.entry))
    return Series(
        role=track.role, unit=track.unit, points=tuple(points), scope=track.scope, basis=track.basis
    )


def _point(reading: Reading, ids: Sequence[str]) -> Point:
    def count(name: str) -> int | None:
        figure = reading.beside.get(name)
        return figure.value if figure is not None and isinstance(figure.value, int) else None

    value = reading.lead.value
    return Point(
        as_of=reading.moment,
        value=value if value is not None else 0,
        status=reading.status,
        entry=ids[reading.event],
        qualifier=reading.lead.qualifier,
        cases=count("cases"),
        people=count("people"),
        banks=count("banks"),
    )
