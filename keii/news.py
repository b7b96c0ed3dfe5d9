"""What a walk brought: figures that moved, lines that are new or stand differently, edited notices, pages fetched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from db.records import Timeline

_SIGNS = {"figures": "*", "new": "+", "changed": "~", "gone": "-", "edits": "!"}
MOVES = ("new entries", "changed entries", "figures moved", "edited notices")
"""The counts by which a run row tells that a walk found news."""


@dataclass(frozen=True, slots=True)
class News:
    """The difference that one walk made, in the words of the timeline, a line each."""

    figures: Sequence[str] = ()
    """Latest figures that are others now, before and after."""
    new: Sequence[str] = ()
    """Lines that were not there before, in the order of the timeline."""
    changed: Sequence[str] = ()
    """Lines with another date, other figures, or another status: superseded, disputed, corrected."""
    gone: Sequence[str] = ()
    edits: Sequence[str] = ()
    """Notices that were changed after their publication."""
    captures: int = 0
    """Pages that were new or said something else."""

    @property
    def moved(self) -> bool:
        """Whether the account of the incident is another than before."""
        return any(getattr(self, part) for part in _SIGNS)

    @classmethod
    def between(cls, before: Timeline | None, after: Timeline | None, counts: Mapping[str, int]) -> "News":
        """What `after` tells and `before` did not (None: not built yet); `counts` are those of the walk."""
        captures = counts.get("read ok", 0)
        if after is None:
            return cls(captures=captures)
        from timeline.comparison import compare
        from timeline.render.comparison import in_short

        empty = replace(after, entries=(), series=(), edits=(), sources=(), documents=0, captures=0)
        return cls(**in_short(compare(before or empty, after, ""), after), captures=captures)

    def counts(self) -> dict[str, int]:
        """For the run row: how many of each."""
        moved = (len(self.new), len(self.changed) + len(self.gone), len(self.figures), len(self.edits))
        return {"new captures": self.captures, **dict(zip(MOVES, moved, strict=True))}

    def lines(self) -> list[str]:
        """For people: what is new, a line each; what moved first.

        >>> News(figures=["被害額は66万円から120万円へ"], new=["2020年9月14日 被害は120万円"]).lines()
        ['* 被害額は66万円から120万円へ', '+ 2020年9月14日 被害は120万円']
        """
        return [f"{sign} {line}" for part, sign in _SIGNS.items() for line in getattr(self, part)]

    def as_object(self) -> dict[str, Any]:
        """For programs."""
        return {
            **{name.replace(" ", "_"): number for name, number in self.counts().items()},
            "news": self.lines(),
        }
