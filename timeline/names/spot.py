"""A place where a name stands, and which of several overlapping ones counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from db.records import NameClass
from timeline.names.gazetteer import Gazetteer, Name

_BY_END = itemgetter(1)


class Spot(NamedTuple):
    """A stretch of text and the name there; without one it only keeps shorter names away."""

    start: int
    end: int
    name: Name | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """A name that a text introduces, and what it is called from there on."""

    start: int
    end: int
    canonical: str
    name_class: NameClass = "other"
    aliases: tuple[str, ...] = ()
    name: Name | None = None
    """The known name that gets an alias."""


class Place(NamedTuple):
    """A cue word and what a reader of it may look at: a tuple, since there is one for every cue of a text."""

    folded: str
    start: int
    end: int
    known: Mapping[int, Spot]
    """Names already found, by where they end."""
    gazetteer: Gazetteer


def longest(spots: Iterable[Spot]) -> list[Spot]:
    """Spots without overlaps, in order: the longer one wins, of two equal ones the first.

    >>> [spot[:2] for spot in longest([Spot(2, 4, None), Spot(0, 3, None), Spot(5, 6, None)])]
    [(0, 3), (5, 6)]
    """
    kept: list[Spot] = []
    for spot in sorted(spots, key=_BY_END):
        length = spot.end - spot.start
        while kept and kept[-1].end > spot.start and kept[-1].end - kept[-1].start < length:
            kept.pop()
        if not kept or kept[-1].end <= spot.start:
            kept.append(spot)
    return kept
