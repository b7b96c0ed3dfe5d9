"""What a walk brought: the lines of the timeline that are new or stand differently, and how much was fetched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db.store import Told


@dataclass(frozen=True, slots=True)
class News:
    """The difference that one walk made."""

    new: tuple[Told, ...] = ()
    """Lines that were not there before, in the order of the timeline."""
    changed: tuple[Told, ...] = ()
    """Lines whose status is another: a figure superseded, disputed or corrected."""
    captures: int = 0
    """Pages that were new or said something else."""

    @property
    def moved(self) -> bool:
        """Whether the account of the incident is another than before."""
        return bool(self.new or self.changed)

    @classmethod
    def between(cls, before: Iterable[Told], after: Iterable[Told], counts: Mapping[str, int]) -> "News":
        """What `after` tells and `before` did not; `counts` are those of the walk."""
        was = {line.entry: line.status for line in before}
        lines = tuple(after)
        return cls(
            new=tuple(line for line in lines if line.entry not in was),
            changed=tuple(line for line in lines if was.get(line.entry, line.status) != line.status),
            captures=counts.get("read ok", 0),
        )

    def counts(self) -> dict[str, int]:
        """For the run row: how many of each."""
        return {
            "new captures": self.captures,
            "new entries": len(self.new),
            "changed entries": len(self.changed),
        }

    def lines(self) -> list[str]:
        """For people: what is new, a line each.

        >>> News(new=(Told("e1", "2020-09-14", "damage_figure", "被害は120件", "current"),)).lines()
        ['+ 2020-09-14 被害は120件']
        """
        return [f"+ {line.date} {line.text}" for line in self.new] + [
            f"~ {line.date} {line.text} ({line.status})" for line in self.changed
        ]

    def as_object(self) -> dict[str, Any]:
        """For programs."""
        return {
            **{name.replace(" ", "_"): number for name, number in self.counts().items()},
            "news": self.lines(),
        }
