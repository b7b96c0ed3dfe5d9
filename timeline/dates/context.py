"""What is known at one place of a text when a date there is resolved: the anchor, and the date mentioned last."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from timeline.dates.calendar import Moment
from timeline.dates.expression import Relative

Foretells = Callable[[], int]
"""What the clause around a date says of its time: 1 to come, 2 a deadline, -1 past, 0 nothing. Asked only where
it matters."""


@dataclass(slots=True)
class Context:
    """What is known at one place of a text."""

    written: Moment | None
    """When the section was written."""
    last: Moment | None = None
    """The date mentioned last."""
    same_sentence: bool = False
    """The date mentioned last stands in the same sentence."""
    same_line: bool = False
    log: bool = False
    """This expression and the one before it both begin their lines, as a day and the times under it do."""
    joined: bool = False
    """Only から or the like stands between the date mentioned last and this one."""
    era: str | None = None
    today: date | None = field(init=False)
    """The day the section was written."""

    def __post_init__(self) -> None:
        self.today = self.written.date if self.written else None

    @property
    def year(self) -> int | None:
        """The year the section was written in, else that of the date mentioned last."""
        if self.written and self.written.year:
            return self.written.year
        return self.last.year if self.last else None

    def base(self, relative: Relative) -> Moment | None:
        """What a relative word counts from."""
        return (self.last or self.written) if relative.to_last else self.written


Span = tuple[Moment, Moment | None]
