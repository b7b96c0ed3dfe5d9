"""A place where a name stands, and which of several overlapping ones counts."""

from collections.abc import Iterable
from typing import NamedTuple

from timeline.names.gazetteer import Name


class Spot(NamedTuple):
    """A stretch of text and the name there; without one it only keeps shorter names away."""

    start: int
    end: int
    name: Name | None


def longest(spots: Iterable[Spot]) -> list[Spot]:
    """Spots without overlaps, in order: the longer one wins, of two equal ones the first.

    >>> [spot[:2] for spot in longest([Spot(2, 4, None), Spot(0, 3, None), Spot(5, 6, None)])]
    [(0, 3), (5, 6)]
    """
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.start, -s.end)):
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
        elif spot.end - spot.start > kept[-1].end - kept[-1].start:
            kept[-1] = spot
    return kept
