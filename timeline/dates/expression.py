"""What one date expression says, before it is resolved: the hand-over from the readers to the resolver."""

from dataclasses import dataclass
from typing import Any

from db.records import Qualifier


@dataclass(frozen=True, slots=True)
class Relative:
    """So many units from the anchor, or from the date that was mentioned last (同, 翌, the following)."""

    by: int
    to_last: bool = False


class Expression:
    """One end of a date as it is written; None where it does not say. The defaults stand on the class: there is
    one for every date of a text, and most say little."""

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end

    year: int | None = None
    short_year: int | None = None
    era: str | None = None
    relative_year: Relative | None = None
    month: int | None = None
    relative_month: Relative | None = None
    day: int | None = None
    relative_day: Relative | None = None
    weeks: Relative | None = None
    weekday: int | None = None
    """Monday is 0."""
    toward: int = 0
    """-1: the one before the day of writing (this past Friday), -2: the same, but not one of these two days
    (last Friday), 1: the one after."""
    weekday_noted: int | None = None
    """The one in brackets behind a date: checked, never resolved."""
    weekday_disagrees: bool = False
    """The calendar has another one for this date."""
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    same_half: bool = False
    """同3時半: the half of the day that was mentioned last."""
    zone: str | None = None
    relative_quarter: Relative | None = None
    nth_weekday: tuple[int, int] | None = None
    """10月の第2月曜日: which one of the month, and the weekday."""
    more_days: tuple[int, str] | None = None
    """The days of a list before the last two (the 3、 of 3、5、9日), and where they begin."""
    first_year: int | None = None
    first_month: int | None = None
    first_day: int | None = None
    first_hour: int | None = None
    """The first of two numbers that share a unit: the 8 of 8~15日, of 8、9月."""
    first_end: int | None = None
    """Where the first of two numbers ends."""
    listed: bool = False
    """The two are listed (8、9日), not the ends of a range (8~9日)."""
    months_of_season: tuple[int, int] | None = None
    fiscal: bool = False
    in_fiscal: bool = False
    """The months are those of a fiscal year: January to March lie in the year after."""
    weekend: bool = False
    nearest_weekend: int = 0
    """1: the coming one unless the words say past (週末); -1: the past one unless they say to come."""
    nearest_month: int = 0
    """-1: the latest such month before this one (last July); 1: the next one."""
    turn_of_year: bool = False
    """年末, 年明け: of the year that is near."""
    week_of: int | None = None
    """The week around this day (0), the one that begins (1) or ends (-1) with it."""
    year_alone: bool = False
    """22年: a length of time, unless years have been spoken of."""
    of_era_named: bool = False
    """3年9月: of the era that the text has named, else no date."""
    english: bool = False
    closed: bool = False
    """Nothing behind it can belong to it: no other end, no other day of a list."""
    part: Qualifier | None = None
    """early, mid, late or end of the month or year; since, until."""
    broken: bool = False
    """Written as a date, but none that the calendar has."""
    no_date: bool = False
    """Of a year that is not read, or of every year: passed over with its other end."""

    def changed(self, **parts: Any) -> "Expression":
        """A copy that says something else in these parts."""
        copy = Expression(self.start, self.end)
        copy.__dict__.update(self.__dict__ | parts)
        return copy

    @property
    def has_clock(self) -> bool:
        """Whether it says a time of day."""
        return self.hour is not None

    @property
    def only_clock(self) -> bool:
        """Whether it says a time of day and nothing else."""
        return self.hour is not None and not self.has_date

    @property
    def has_date(self) -> bool:
        """Whether it says a day, month, year or week."""
        return not (
            self.day is None
            and self.month is None
            and self.year is None
            and self.relative_day is None
            and self.relative_month is None
            and self.relative_year is None
            and self.short_year is None
            and self.weeks is None
            and self.weekday is None
            and self.relative_quarter is None
        )
