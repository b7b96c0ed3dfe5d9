"""What is new between two accounts of one incident."""

from dataclasses import dataclass
from typing import Literal

from db.records.timeline import Edit, Entry, FigureMove
from db.records.words import Standing

Difference = Literal["date", "figures", "status", "sources", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """An entry that was there before and says something else."""

    entry: Entry
    before: Entry
    what: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A publisher that was asked and gave no good answer."""

    publisher: str
    standing: Standing
    last_ok: str | None
    """Its last good answer; None: there never was one."""
    last_outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The later account, by what the earlier one did not have."""

    since: str
    """The moment (EDTF), or `build:N`."""
    until: str | None
    """The newest capture."""
    documents: int
    captures: int
    """How many more."""
    new: tuple[Entry, ...] = ()
    changed: tuple[EntryChange, ...] = ()
    superseded: tuple[EntryChange, ...] = ()
    """Their figure was overtaken or corrected by a later one."""
    gone: tuple[Entry, ...] = ()
    figures: tuple[FigureMove, ...] = ()
    edits: tuple[Edit, ...] = ()
    silent: tuple[Silence, ...] = ()
