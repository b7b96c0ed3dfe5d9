"""Stretches of the calendar: quarters, seasons, fiscal years, and the second Monday of a month."""

from timeline.dates.calendar import Moment, days_in, valid
from timeline.dates.context import Context, Span
from timeline.dates.expression import Expression, Relative


def quarter(relative: Relative, context: Context) -> Span | None:
    """前四半期, 今四半期: three months of the calendar."""
    base = context.base(relative)
    if base is None or base.year is None or base.month is None:
        return None
    year, quarter = divmod(base.year * 4 + (base.month - 1) // 3 + relative.by, 4)
    return Moment(year, quarter * 3 + 1), Moment(year, quarter * 3 + 3)


def nth_weekday(nth_weekday: tuple[int, int], month: Moment) -> Span | None:
    """The day of 10月の第2月曜日, -1 for the last one; None where the month has no such day."""
    nth, weekday_ = nth_weekday
    first = month._replace(day=1).date if valid(month._replace(day=1)) else None
    if first is None or month.month is None:
        return None
    day = 1 + (weekday_ - first.weekday()) % 7
    day += 7 * (nth - 1) if nth > 0 else (days_in(month.year, month.month) - day) // 7 * 7
    return (month._replace(day=day), None) if day <= days_in(month.year, month.month) else None


def fiscal_year(said: Expression, moment: Moment) -> Span:
    """April to March; 年度末 is its last day."""
    year = moment.year or 0
    if said.part == "end":
        return Moment(year + 1, 3, 31), None
    if moment.month is not None:
        return Moment(year + (moment.month < 4), moment.month, moment.day), None
    return Moment(year, 4), Moment(year + 1, 3)


def season(months: tuple[int, int], year: int) -> Span:
    """First and last month; winter ends in the year after."""
    first, last = months
    return Moment(year, first), Moment(year + (last < first), last)
