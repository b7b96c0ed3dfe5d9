"""The year of a month or a day that is written without one: near the day of writing, or that of its account."""

from datetime import date

from timeline.dates.calendar import Moment, days_in
from timeline.dates.context import Context, Foretells
from timeline.dates.expression import Expression

_SOON_DAYS = 62
"""A date so near in the future needs no word that says it is to come, if none says that it is past."""


def turn_of_year(said: Expression, context: Context, foretells: Foretells) -> int | None:
    """年末 is last year's until March, 年明け next year's from October on; unless the words say otherwise."""
    written = context.written
    if written is None or written.year is None or written.month is None:
        return context.year
    if said.month == 12:
        return written.year - (written.month <= 2 and foretells() <= 0)
    return written.year + (written.month >= 10 and foretells() >= 0)


def year_of(said: Expression, context: Context, foretells: Foretells) -> int | None:
    """The year of a month, or of a month and day."""
    month, day = said.month or 0, said.day
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= days_in(None, month)):
        return None
    written = context.written
    if written is None or written.year is None:
        return context.last.year if context.last else None
    chained = _chained_year(month, day, context, _STILL_NEWS_ENGLISH if said.english else _STILL_NEWS)
    if chained is not None:
        return chained
    if written.month is None:
        return written.year
    return _nearest_year(month, day, written, foretells)


def _days_from(written: Moment, year: int, month: int, day: int | None) -> int:
    """Days from the day of writing, by the middle of a month where there is no day."""
    if day is None:
        return ((year - (written.year or 0)) * 12 + month - (written.month or 1)) * 30
    then = date(year, month, day if day < 29 else min(day, days_in(year, month)))
    return (
        then.toordinal() - date(written.year or year, written.month or month, written.day or 15).toordinal()
    )


def _nearest_year(month: int, day: int | None, written: Moment, foretells: Foretells) -> int:
    year = written.year or 0
    away = _days_from(written, year, month, day)
    if away > 0:
        if away <= _SOON_DAYS:
            return year if foretells() >= 0 or away <= 1 else year - 1
        return year if foretells() > 0 else year - 1
    if away < -60 and foretells() > (0 if away < -180 else 1):
        return year + 1
    return year


_STILL_NEWS, _STILL_NEWS_ENGLISH = 60, 183
"""A date of so many days ago is of the year of writing rather than of an account. English says the years of those."""


def _chained_year(month: int, day: int | None, context: Context, still_news: int) -> int | None:
    """The year of the date mentioned last, where an account of an earlier year goes on: 2018年1月に…、3月には…"""
    last, written = context.last, context.written
    if last is None or written is None or last.year is None or last.month is None:
        return None
    if context.joined and (month, day or 31) >= (last.month, last.day or 1):
        return last.year
    if last.year == written.year:
        return None
    if not (context.same_sentence or context.same_line):
        return None
    if (month, day or 31) < (last.month, last.day or 1):
        return None
    if last.year > (written.year or 0):
        return None
    recent = (
        written.month is not None
        and -still_news <= _days_from(written, written.year or 0, month, day) <= _SOON_DAYS
    )
    return None if recent and not context.same_sentence else last.year
