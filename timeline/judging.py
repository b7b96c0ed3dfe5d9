"""What became of each figure of a series: superseded, disputed, corrected, or standing.

A later as-of supersedes; other values of the same moment are a dispute, unless one comes from a higher tier; a lower
tier stands beside. Corrections come from `timeline.corrections`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from timeline.agreement import agree
from timeline.moments import has_time, minute_of
from timeline.tracks import BESIDE, GROWS_BY_THE_HOUR, Reading, Track

LONGEST_RUN = 1000
"""Readings of a series beyond which no run of them is looked for: a bound on the work."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Readings of one moment that cannot all be right, about one role; the first stands highest."""

    track: Track
    role: str
    readings: tuple[Reading, ...]


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
        grows = track.role in GROWS_BY_THE_HOUR and not alike[0].explicit
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
