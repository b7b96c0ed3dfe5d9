"""How figures grew: series of points, and what became of each event's figure.

One series for each role, unit, scope and basis; totals, parts and increments are never mixed. A later as-of
supersedes; other values of the same moment are a dispute, unless one comes from a higher tier; a lower tier
stands beside. Corrections come from `timeline.corrections`, derived points from `timeline.derived`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from db.records import Basis, Event, Figure, Point, Series, Status
from timeline.agreement import agree, key_of, number
from timeline.corrections import corrects
from timeline.events import origins_of, tier_of
from timeline.moments import has_time, is_known, minute_of, order_of
from timeline.scopes import tells_one

LEADS = ("damage_total", "damage_part", "cases", "cases_part", "people", "accounts", "banks", "services")
"""The figure that a point is about, the first of these that the event has; the others stand beside it."""
_TOTALS = ("damage_total", "cases", "people", "accounts")
BESIDE = {"cases": ("cases", "cases_part"), "people": ("people",), "banks": ("banks",)}
TrackKey = tuple[str, str, str | None, Basis | None]
"""Role, unit, scope and basis."""
LONGEST_RUN = 1000
_GROWS_BY_THE_HOUR = ("banks", "services")
"""Told without an as-of, these differ within a day without anybody being wrong."""
PointStatus = Literal["current", "superseded", "disputed", "corrected", "derived"]
_WORST: tuple[PointStatus, ...] = ("corrected", "disputed", "current", "superseded")


@dataclass(slots=True)
class Reading:
    """One event's figure in a series."""

    event: int
    moment: str
    explicit: bool
    """The text says for which moment the figure holds."""
    lead: Figure
    beside: dict[str, Figure]
    tier: int
    origins: int
    reported: str
    said_to_change: bool = False
    """The text says that it corrects what was told before."""
    status: PointStatus = "superseded"
    note: str | None = None
    taken_back: str | None = None
    """The role beside the leading one whose figure was corrected."""

    @property
    def value(self) -> Decimal:
        """The leading figure as a number."""
        return Decimal(number(self.lead.value) or 0)

    @property
    def place(self) -> tuple[str, str, Decimal]:
        """Where it stands in its series."""
        return order_of(self.moment), self.reported, self.value


@dataclass(frozen=True, slots=True)
class Track:
    """A series before it is written: its readings in order."""

    role: str
    unit: str
    scope: str | None
    basis: Basis | None
    readings: tuple[Reading, ...]

    @property
    def of_unknown_parts(self) -> bool:
        """Parts of which nobody says whose they are: each may be another one, so none replaces or disputes another."""
        return self.scope is None and self.role.endswith("_part")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Readings of one moment that cannot all be right, about one role; the first stands highest."""

    track: Track
    role: str
    readings: tuple[Reading, ...]


def find_tracks(events: Sequence[Event]) -> list[Track]:
    """The series that the stated damage figures of some events form, without any judgement yet."""
    tracks: dict[TrackKey, list[Reading]] = defaultdict(list)
    for place, event in enumerate(events):
        if not _in_a_series(event):
            continue
        one = tells_one(event)
        for lead, beside in _leads(event.figures):
            if lead.scope is not None or not one:
                basis = None if lead.role in _GROWS_BY_THE_HOUR else lead.basis
                tracks[*key_of(lead), basis].append(_reading(place, event, lead, beside))
    for place, event in enumerate(events):
        for lead in _given_instead(event):
            if not any(agree(lead, figure) for r in tracks[*key_of(lead), None] for figure in _told_in(r)):
                tracks[*key_of(lead), None].append(_reading(place, event, lead, {}))
    return [
        Track(*key, readings=tuple(sorted(readings, key=lambda r: r.place)))
        for key, readings in sorted(_bases_joined(tracks).items(), key=lambda item: _track_order(item[0]))
    ]


def _given_instead(event: Event) -> Iterator[Figure]:
    """The totals that a correction gives and that no damage figure may tell: they are points all the same."""
    if event.kind != "other" or event.certainty != "stated" or event.status == "unresolved":
        return
    if any(c.claim.by_reader or not corrects(c.citation.quote) for c in event.claims):
        return
    yield from (f for f in event.figures if f.role in _TOTALS and number(f.value) is not None)


def _told_in(reading: Reading) -> Iterator[Figure]:
    yield reading.lead
    yield from reading.beside.values()


def _in_a_series(event: Event) -> bool:
    """Only what is stated, of a known moment, and by more than readers: what a reader tells stands for itself."""
    told = event.kind == "damage_figure" and event.certainty == "stated" and event.status != "unresolved"
    return told and is_known(event.as_of or event.date) and not all(c.claim.by_reader for c in event.claims)


def _bases_joined(tracks: Mapping[TrackKey, list[Reading]]) -> dict[TrackKey, list[Reading]]:
    """Confirmed figures and those without a basis are one series; what is only reported is another, beside them."""
    bases: dict[tuple[str, str, str | None], set[Basis]] = defaultdict(set)
    for role, unit, scope, basis in tracks:
        if basis is not None:
            bases[role, unit, scope].add(basis)
    joined: dict[TrackKey, list[Reading]] = defaultdict(list)
    for (role, unit, scope, basis), readings in tracks.items():
        told = bases[role, unit, scope]
        kept = (
            basis if len(told) > 1 or (basis == "reported" and (role, unit, scope, None) in tracks) else None
        )
        joined[role, unit, scope, kept] += readings
    return joined


def _track_order(key: TrackKey) -> tuple[object, ...]:
    role, unit, scope, basis = key
    return scope is not None, scope or "", LEADS.index(role), unit, basis or ""


def _leads(figures: Sequence[Figure]) -> Iterator[tuple[Figure, dict[str, Figure]]]:
    """The leading figure of each scope and basis, with what stands beside it."""
    groups: dict[tuple[str | None, Basis | None], list[Figure]] = defaultdict(list)
    summed = {f.scope: f.basis for f in reversed(figures) if f.role not in _GROWS_BY_THE_HOUR}
    for figure in figures:
        basis = summed.get(figure.scope) if figure.role in _GROWS_BY_THE_HOUR else figure.basis
        groups[figure.scope, basis].append(figure)
    for group in groups.values():
        by_role = {key_of(f)[0]: f for f in reversed(group) if number(f.value) is not None}
        role = next((role for role in LEADS if role in by_role), None)
        if role is not None:
            beside = {
                name: by_role[r]
                for name, roles in BESIDE.items()
                for r in roles
                if r in by_role and r != role
            }
            yield by_role[role], beside


def _reading(place: int, event: Event, lead: Figure, beside: dict[str, Figure]) -> Reading:
    return Reading(
        event=place,
        moment=event.as_of or event.date,
        explicit=event.as_of is not None,
        lead=lead,
        beside=beside,
        tier=tier_of(event),
        origins=len(origins_of(event.claims)),
        reported=min((c.claim.reported_on or c.citation.published or "~" for c in event.claims), default="~"),
        said_to_change=any(corrects(c.citation.quote) for c in event.claims if not c.claim.by_reader),
    )


def judge(
    tracks: Sequence[Track],
    corrected: Mapping[int, str],
    ids: Sequence[str],
    beside: Mapping[int, tuple[str, str]] = MappingProxyType({}),
) -> list[Conflict]:
    """Give every reading its status and note; returns the conflicts found.

    `corrected` names the events whose leading figure was corrected, and by what; `beside` those of which another
    figure was, with its role; `ids` are the entries' ids.
    """
    conflicts: list[Conflict] = []
    for track in tracks:
        for reading in track.readings:
            if reading.event in corrected:
                reading.status, reading.note = "corrected", corrected[reading.event]
            elif reading.event in beside:
                reading.taken_back, note = beside[reading.event]
                if _has_twin(reading, track.readings):
                    reading.status, reading.note = "corrected", note
        open_ = [r for r in track.readings if r.status != "corrected"]
        if track.of_unknown_parts:
            for reading in open_:
                reading.status = "current"
            continue
        conflicts += _same_moment(track, open_)
        _stand_low_ones_beside([r for r in open_ if r.status != "disputed"])
        _stand_strangers_beside([r for r in open_ if r.status != "disputed"])
        _supersede([r for r in open_ if r.status != "disputed"], ids)
    _supersede_by_those_beside(tracks, ids)
    return conflicts


def _has_twin(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether the same is told of the same moment with another figure where this one was corrected."""
    old = reading.beside.get(reading.taken_back or "")
    return old is not None and any(
        other.event != reading.event
        and minute_of(other.moment) == minute_of(reading.moment)
        and agree(other.lead, reading.lead)
        and (now := other.beside.get(reading.taken_back or "")) is not None
        and not agree(now, old)
        for other in readings
    )


def _same_moment(track: Track, readings: Sequence[Reading]) -> Iterator[Conflict]:
    moments: dict[tuple[str, bool, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        when = "" if reading.explicit or not has_time(reading.reported) else minute_of(reading.reported)
        moments[minute_of(reading.moment), reading.explicit, when].append(reading)
    for alike in moments.values():
        grows = track.role in _GROWS_BY_THE_HOUR and not alike[0].explicit
        if len(alike) > 1 and not (grows and len({r.tier for r in alike}) == 1):
            yield from _conflicts(track, sorted(alike, key=lambda r: (r.tier, -r.origins, r.place)))


def _conflicts(track: Track, alike: Sequence[Reading]) -> Iterator[Conflict]:
    """Where readings of one moment differ: in the leading figure, or in one beside it."""
    for role in ("", *(BESIDE if alike[0].explicit else ())):
        sides = [(r, r.beside.get(role) if role else r.lead) for r in alike]
        told = [(r, f) for r, f in sides if f is not None and role != r.taken_back]
        differing = tuple(r for r, f in told if not agree(f, told[0][1]))
        if differing:
            _dispute(told[0][0], differing)
            yield Conflict(track, role or track.role, (told[0][0], *differing))


def _dispute(first: Reading, others: Sequence[Reading]) -> None:
    for other in others:
        other.status = "disputed"
        other.note = "says" if other.tier > first.tier else "disputed"
    if any(other.tier == first.tier for other in others):
        first.status, first.note = "disputed", "disputed"


def _stand_low_ones_beside(readings: Sequence[Reading]) -> None:
    """A figure that only a low tier says, and that does not fit between the others, never replaces them."""
    trusted = [r for r in readings if r.tier <= 1]
    if not trusted:
        return
    for reading in readings:
        if reading.tier >= 2 and not _fits(reading, trusted):
            reading.status, reading.note = "disputed", "says"


def _fits(reading: Reading, trusted: Sequence[Reading]) -> bool:
    before = [r for r in trusted if r.place[0] <= reading.place[0]]
    after = [r for r in trusted if r.place[0] > reading.place[0]]
    if before and reading.value < before[-1].value:
        return agree(reading.lead, before[-1].lead)
    if after:
        return reading.value <= after[0].value or agree(reading.lead, after[0].lead)
    return reading.origins > 1 or agree(reading.lead, before[-1].lead)


def _stand_strangers_beside(readings: Sequence[Reading]) -> None:
    """A total that falls by more than half and is not followed is hardly the same total: it stands beside.

    Kept is the run of readings, each at least half of the one before, that most and the most trusted tell. A
    correction breaks no run: it is said.
    """
    if len(readings) > LONGEST_RUN:
        return
    best: list[tuple[int, int | None]] = []
    for place, reading in enumerate(readings):
        before = [(best[p][0], -p) for p in range(place) if _may_follow(readings[p], reading)]
        weight, earlier = max(before) if before else (0, 0)
        best.append((weight + (3 if reading.tier <= 1 else 1), -earlier if before else None))
    at: int | None = max(range(len(best)), key=lambda p: (best[p][0], readings[p].value, p)) if best else None
    kept = set()
    while at is not None:
        kept.add(at)
        at = best[at][1]
    for place, reading in enumerate(readings):
        if place not in kept:
            reading.status, reading.note = "disputed", "beside"


def _may_follow(earlier: Reading, later: Reading) -> bool:
    return later.said_to_change or later.value * 2 >= earlier.value


def _supersede(readings: Sequence[Reading], ids: Sequence[str]) -> None:
    for reading, later in pairwise(readings):
        reading.status, reading.note = "superseded", f"superseded:{ids[later.event]}"
    if readings:
        readings[-1].status = "current"


def _supersede_by_those_beside(tracks: Sequence[Track], ids: Sequence[str]) -> None:
    """The last of a series is not the latest where a later one stands beside the figures of another series."""
    for track in tracks:
        name = next((name for name, roles in BESIDE.items() if track.role in roles), None)
        later = [
            reading
            for other in tracks
            if other is not track and other.scope == track.scope and name is not None
            for reading in other.readings
            if name in reading.beside and reading.status in ("current", "superseded")
        ]
        last = max(later, key=lambda r: r.place, default=None)
        for reading in track.readings if last is not None else ():
            if last is not None and reading.status == "current" and reading.place[0] < last.place[0]:
                reading.status, reading.note = "superseded", f"superseded:{ids[last.event]}"


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
