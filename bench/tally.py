"""Counting what was right: precision, recall and F1 of one-to-one pairs. What right means stands in `marking`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bench.table import Cell

Row = dict[str, Any]
"""A marked or a found thing, as its JSON has it."""


@dataclass(slots=True)
class Tally:
    """How many were marked, found, and right.

    >>> Tally(gold=4, found=2, right=1).cells()
    (4, 2, 1, 0.5, 0.25, 0.3333333333333333)
    """

    gold: int = 0
    found: int = 0
    right: int = 0
    recalled: int | None = None
    """Right ones for recall, where some cases tell nothing of precision."""

    def add(self, other: "Tally") -> None:
        """Take in another tally."""
        if self.recalled is not None or other.recalled is not None:
            self.recalled = self.hits + other.hits
        self.gold += other.gold
        self.found += other.found
        self.right += other.right

    @property
    def hits(self) -> int:
        return self.right if self.recalled is None else self.recalled

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def cells(self) -> tuple[Cell, ...]:
        """Marked, found, right, precision, recall, F1."""
        return (self.gold, self.found, self.hits, self.precision, self.recall, self.f1)


@dataclass(slots=True)
class Pairs:
    """What was paired, what nobody found, what nobody marked."""

    right: int
    missed: list[Row]
    extra: list[Row]


def pair(gold: Sequence[Row], found: Sequence[Row], right: Callable[[Row, Row], bool]) -> Pairs:
    """Each marked thing, in order, with the first found one that is right and not taken yet.

    >>> pair([{"v": 1}, {"v": 1}], [{"v": 1}, {"v": 2}], lambda a, b: a == b).extra
    [{'v': 2}]
    """
    left, missed = list(found), []
    for marked in gold:
        place = next((i for i, candidate in enumerate(left) if right(marked, candidate)), None)
        if place is None:
            missed.append(marked)
        else:
            del left[place]
    return Pairs(len(gold) - len(missed), missed, left)
