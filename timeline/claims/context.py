"""What the passages before the one at hand have said: when things were announced, what they were about."""

from dataclasses import dataclass, field

from db.records import Aspect, Mention

_REACH = 6


@dataclass(slots=True)
class Context:
    """What is known of the section, and what the passages before have said about time."""

    written_on: str | None
    """The day of it."""
    reported_on: str | None = None
    """`written_on` of the section, as it was given."""
    by_reader: bool = False
    """The section is a reader's comment."""
    announced: str | None = None
    announced_by: dict[str, str] = field(default_factory=dict)
    """The day of the last announcement of each topic."""
    topic: str | None = None
    """What the passage at hand begins with, as far as that has announced something."""
    as_of: str | None = None
    as_of_at: int = -9
    """Index of the passage that named the moment `as_of`."""
    damage: int = -9
    """Index of the last passage that spoke of damage."""
    repaid_at: int = -9
    """Index of the passage that told last of compensation, and of no damage."""
    stopped: Aspect | None = None
    """What the last stop or restart was of: the next sentence often leaves it out."""
    stopped_at: int = -9
    line: tuple[str, int] = ("", -1)
    """What `under` was before the day that the line at hand begins with, and where the line ends."""
    under: str | None = None
    """The day that the heading above names for the lines under it."""
    passed_over: set[str] = field(default_factory=set)
    """Days of the passage before that 同日 does not mean."""
    undated: set[tuple[str, int, str | None, str | None]] = field(default_factory=set)
    """Kind, start, rule and date of the claims whose own words name no day."""
    subjects: list[Mention] = field(default_factory=list)
    """Whom 同社, 同行, the company would mean: the last bank and the last other company, the latest first."""
    at: int = 0
    """Index of the passage at hand."""

    def moment(self) -> str | None:
        """The day of the moment that figures of the passage right before held for."""
        return self.as_of.split("T")[0] if self.as_of and self.at - self.as_of_at <= 1 else None

    def fallback(self) -> str | None:
        """The day of what names none itself: that of the heading, of the announcement, of the text."""
        return self.under or self.announced_by.get(self.topic or "") or self.announced or self.written_on

    def aspect(self) -> Aspect | None:
        """What a stop is of that names nothing itself."""
        return self.stopped if self.at - self.stopped_at <= _REACH else None

    def tells_damage(self) -> bool:
        """Whether damage is what the passages are about."""
        return self.at - self.damage <= _REACH
