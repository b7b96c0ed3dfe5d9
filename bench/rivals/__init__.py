"""Other systems, each behind an adapter that gives what it finds as (kind, start, end, value, unit).

An adapter is generous: what a system says in another way (a time beside its date, 約 as bounds) is put together. It
runs in .venv-bench, so adapters import the standard library and their own system only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Found(NamedTuple):
    """One thing that a rival found."""

    kind: str
    """money | count | date"""
    start: int
    end: int
    value: str | int | None
    unit: str | None = None


Finder = Callable[[str, datetime], list[Found]]
"""A text and the moment it was written → what is found."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A system to compare with."""

    name: str
    module: str
    """The module here that has its `finder()`."""
    kinds: tuple[str, ...]
    """What it looks for at all."""
    sample: int
    """Characters that it reads in one round of the speed comparison: about a second's work."""


RIVALS = {
    rival.name: rival
    for rival in (
        Rival("ja-timex", "japanese_timex", ("date",), 150_000),
        Rival("pynormalizenumexp", "numexp", ("money", "count", "date"), 10_000),
        Rival("dateparser", "dateparser_search", ("date",), 60_000),
        Rival("price-parser", "prices", ("money",), 100_000),
        Rival("ms-recognizers-text-suite", "recognizers", ("money", "count", "date"), 10_000),
    )
}
"""By the name under which each is installed."""
