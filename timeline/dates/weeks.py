"""Weeks, weekends and weekdays by the day of writing."""

from datetime import date

from timeline.dates.calendar import Moment, add_days
from timeline.dates.context import Context, Foretells, Span
from timeline.dates.expression import Expression, Relative


def _weekend_of(said: Expression, context: Context, foretells: Foretells) -> Relative:
    """This week's or the one before: 週末 and "over the weekend" leave it to the words of the clause."""
    today = context.today
    if today is None or not said.nearest_weekend or today.weekday() >= 5:
        return said.weeks or Relative(0)
    says = foretells() or said.nearest_weekend
    return Relative(0 if says > 0 else -1)


def week(said: Expression, context: Context, foretells: Foretells) -> Span | None:
    """Its first and last day, those of its weekend, or the one day of it that is said (先週金曜)."""
    weeks = _weekend_of(said, context, foretells)
    base = context.base(weeks)
    anchor = base.date if base else None
    monday = add_days(anchor, weeks.by * 7 - anchor.weekday()) if anchor else None
    if monday is None:
        return None
    if said.weekday is not None:
        day = plus(monday, said.weekday)
        return (day, None) if day else None
    first = plus(monday, 5 if said.weekend else 0)
    last = plus(monday, 6)
    return (first, last) if first and last else None


def week_around(day: date, side: int) -> Span | None:
    """The seven days that a day begins (1) or ends (-1), or the week from Monday that it lies in (0).

    A week said of a Sunday begins with it.
    """
    begins = 0 if side > 0 or (not side and day.weekday() == 6) else 6 if side < 0 else day.weekday()
    first, last = plus(day, -begins), plus(day, 6 - begins)
    return (first, last) if first and last else None


def weekend_of(day: date, _side: int) -> Span | None:
    """Saturday and Sunday of the week from Monday that a day lies in: the weekend of Feb. 15."""
    saturday = 5 - day.weekday()
    first, last = plus(day, saturday), plus(day, saturday + 1)
    return (first, last) if first and last else None


def weekday(said: Expression, context: Context, foretells: Foretells) -> Moment | None:
    """The nearest such day up to the day of writing; the next one where the words say so."""
    today = context.today
    if today is None or said.weekday is None:
        return None
    back = (today.weekday() - said.weekday) % 7
    if said.toward:
        back = back or 7
        if said.toward == -2 and back <= min(2, today.weekday()):
            back += 7
        return plus(today, -back if said.toward < 0 else 7 - back % 7)
    if back and foretells() > 0:
        return plus(today, 7 - back)
    return plus(today, -back)


def plus(day: date, days: int) -> Moment | None:
    """The day so many days on."""
    moved = add_days(day, days)
    return Moment(moved.year, moved.month, moved.day) if moved else None
