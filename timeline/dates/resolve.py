"""Resolves expressions to moments: against the day a section was written, and the date mentioned last.

Nothing is guessed: a word that needs a day which is not known stays unresolved. A day or month without its year is
the nearest one in the past; one in the future only where the words of the clause say so.
"""

from timeline.dates.calendar import Moment, add_months, days_in, roll_over, short_year, valid
from timeline.dates.context import Context, Foretells, Span
from timeline.dates.expression import Expression, Relative
from timeline.dates.periods import fiscal_year, nth_weekday, quarter, season
from timeline.dates.weeks import plus, week, week_around, weekday, weekend_of
from timeline.dates.years import turn_of_year, year_of


def resolve(said: Expression, context: Context, foretells: Foretells) -> Span | None:
    """First and last moment that an expression means; the last is None where it is one moment only."""
    if said.broken:
        return None
    span = _span(said, context, foretells)
    if span is None or not valid(span[0]) or not (span[1] is None or valid(span[1])):
        return None
    return span


def common(said: Expression, context: Context, foretells: Foretells) -> Moment | None:
    """What an expression means that nothing follows: the way that most dates go."""
    if said.relative_day is None:
        if said.year is not None:
            moment: Moment | None = Moment(said.year, said.month, said.day)
        elif said.relative_month is not None:
            moment = _calendar(said, context, foretells)
        elif said.month is not None:
            moment = Moment(year_of(said, context, foretells), said.month, said.day)
        else:
            moment = _day_alone(said.day or 0, context, foretells)
    elif said.day is None:
        moment = _moved_day(said.relative_day, context)
    elif _has_base(said.relative_day, context):
        moment = _day_near(said, context)
    else:
        moment = _calendar(said, context, foretells)
    if moment is None or not valid(moment):
        return None
    if said.hour is not None:
        moment = Moment(moment.year, moment.month, moment.day, said.hour, said.minute, None, said.zone)
    return moment


def _span(said: Expression, context: Context, foretells: Foretells) -> Span | None:
    if said.hour is not None and said.only_clock:
        if (
            said.same_half
            and said.hour
            and said.hour < 12
            and context.last
            and (context.last.hour or 0) >= 12
        ):
            said.hour += 12
        return _with_clock(_day_of_clock(context), said)
    if said.weeks is not None and said.day is None:
        span = week(said, context, foretells)
        return _with_clock(span[0], said) if span and said.weekday is not None else span
    if said.day is None and said.relative_day is not None:
        return _with_clock(_moved_day(said.relative_day, context), said)
    if said.day is None and said.weekday is not None:
        return _with_clock(weekday(said, context, foretells), said)
    if said.relative_quarter is not None:
        return quarter(said.relative_quarter, context)
    if said.relative_day is not None and said.month is None and _has_base(said.relative_day, context):
        return _first_of_two(_with_clock(_day_near(said, context), said), said)
    moment = _calendar(said, context, foretells)
    if moment is None:
        return None
    if said.weekday_noted is not None and valid(moment):
        moment = _checked(moment, said, context)
    if said.nth_weekday is not None:
        return nth_weekday(said.nth_weekday, moment)
    if said.months_of_season and moment.year is not None:
        year = moment.year + (said.in_fiscal and said.months_of_season[0] < 4)
        return season(said.months_of_season, year)
    if said.fiscal and moment.year is not None:
        return fiscal_year(said, moment)
    if said.week_of is not None and valid(moment) and moment.date:
        return (weekend_of if said.weekend else week_around)(moment.date, said.week_of)
    return _first_of_two(_with_clock(moment, said), said)


def _with_clock(moment: Moment | None, said: Expression) -> Span | None:
    if moment is None:
        return None
    if said.hour is None:
        if said.part == "end":
            return _end_of(moment), None
        return moment, None
    timed = Moment(moment.year, moment.month, moment.day, said.hour, said.minute, said.second, said.zone)
    if said.first_hour is not None:
        return timed._replace(hour=said.first_hour, minute=0, second=None), roll_over(timed)
    return (roll_over(timed) if valid(timed) else timed), None


def _end_of(moment: Moment) -> Moment:
    """The last day of the month or year: 9月末, 昨年末."""
    if moment.day is not None or (moment.year is None and moment.month == 2):
        return moment
    month = 12 if moment.month is None else moment.month
    return moment._replace(month=month, day=days_in(moment.year, month)) if 1 <= month <= 12 else moment


def _first_of_two(span: Span | None, said: Expression) -> Span | None:
    """The 8 of 8~15日, the 8 of 8、9月, the 2019 of 2019~2020年."""
    if span is None or span[1] is not None:
        return span
    last = span[0]
    if said.first_day is not None and last.day is not None:
        first = Moment(last.year, last.month, said.first_day)
        if said.first_day > last.day and last.month is not None and last.year is not None:
            year, month = add_months(last.year, last.month, -1)
            first = Moment(year, month, said.first_day)
    elif said.first_month is not None and last.month is not None:
        before = said.first_month > last.month and last.year is not None
        first = Moment(last.year - 1 if before and last.year else last.year, said.first_month)
    elif said.first_year is not None and last.month is None:
        first = Moment(said.first_year)
    else:
        return span
    return first, last


_NEWS_DAYS = 45


def _checked(moment: Moment, said: Expression, context: Context) -> Moment:
    """The weekday in brackets chooses the year of a date far from the day of writing; else it is only compared."""
    day = moment.date
    if day is None or day.weekday() == said.weekday_noted:
        return moment
    today = context.today
    if said.year is None and said.relative_year is None and today and abs((day - today).days) > _NEWS_DAYS:
        for years in (-1, 1):
            other = moment._replace(year=day.year + years)
            if valid(other) and other.date and other.date.weekday() == said.weekday_noted:
                return other
    said.weekday_disagrees = True
    return moment


def _day_of_clock(context: Context) -> Moment | None:
    """The day of a time that stands alone: the one mentioned last on the line or above it, else the day of writing.

    A text that tells the hours of a day goes on telling them in the next paragraph.
    """
    last = context.last
    if last and last.date and (context.same_line or context.log or last.hour is not None):
        return Moment(last.year, last.month, last.day)
    today = context.today
    return Moment(today.year, today.month, today.day) if today else None


def _moved_day(relative: Relative, context: Context) -> Moment | None:
    """本日, 昨日, 同日, 翌日: a day counted from the anchor or from the date mentioned last."""
    base = context.base(relative)
    if relative.to_last and context.last and context.last.day is None and context.last.year is not None:
        base = context.written
    if not relative.by and base is not None and base.day is not None:
        return Moment(base.year, base.month, base.day)
    day = base.date if base else None
    return plus(day, relative.by) if day else None


def _has_base(relative: Relative, context: Context) -> bool:
    """Whether 翌22日 has a date to count from; the day of writing is none for it."""
    return not relative.to_last or context.last is not None or relative.by == 0


def _day_near(said: Expression, context: Context) -> Moment | None:
    """本日4日, 翌4日, 同3日: the day of that number nearest to what the word says."""
    assert said.relative_day is not None
    assert said.day is not None
    base = context.base(said.relative_day)
    if base is None or base.year is None or base.month is None:
        return Moment(base.year if base else None, base.month if base else None, said.day)
    if said.day == 1 and base.day is not None and not said.relative_day.to_last:
        # 今日1日: today, all day long.
        return _moved_day(said.relative_day, context)
    if said.relative_day.to_last and said.relative_day.by == 0:
        return Moment(base.year, base.month, said.day)
    year, month = base.year, base.month
    if base.day is not None and said.relative_day.by > 0 and said.day < base.day:
        year, month = add_months(year, month, 1)
    elif base.day is not None and said.relative_day.by < 0 and said.day > base.day:
        year, month = add_months(year, month, -1)
    return Moment(year, month, said.day)


def _calendar(said: Expression, context: Context, foretells: Foretells) -> Moment | None:
    """Year, month and day, each said or concluded."""
    year = _year(said, context)
    if year is None and (said.relative_year is not None or said.short_year is not None):
        return None
    if said.relative_month is not None:
        base = context.base(said.relative_month)
        if base is None or base.year is None or base.month is None:
            return None
        return Moment(*add_months(base.year, base.month, said.relative_month.by), said.day)
    if said.month is None and said.day is not None and year is None:
        return _day_alone(said.day, context, foretells)
    if said.nearest_month and said.month is not None and context.written and context.written.year:
        own = context.written.month or 1
        ahead = said.month > own if said.nearest_month > 0 else said.month >= own
        year = context.written.year + (not ahead if said.nearest_month > 0 else -ahead)
    if said.turn_of_year and year is None:
        year = turn_of_year(said, context, foretells)
    elif said.month is not None and year is None:
        year = year_of(said, context, foretells)
    return Moment(year, said.month, said.day)


def _year(said: Expression, context: Context) -> int | None:
    if said.relative_year is not None:
        base = context.base(said.relative_year)
        if (
            said.fiscal
            and base
            and base.year
            and base.month
            and base.month < 4
            and not said.relative_year.to_last
        ):
            return base.year - 1 + said.relative_year.by
        return base.year + said.relative_year.by if base and base.year is not None else None
    if said.short_year is not None:
        if said.of_era_named and not context.era:
            return None
        return short_year(said.short_year, context.era, context.year)
    return said.year


def _day_alone(day: int, context: Context, foretells: Foretells) -> Moment | None:
    """A day without its month."""
    written, last = context.written, context.last
    if last is not None and _goes_on(day, context) and (context.same_sentence or foretells() <= 0):
        return Moment(last.year, last.month, day)
    if written is None or written.year is None or written.month is None:
        if last is not None and last.month is not None:
            return Moment(last.year, last.month, day)
        return Moment(None, None, day)
    if written.day is None:
        return Moment(written.year, written.month, day)
    return Moment(*_month_of(day, written, foretells), day)


def _goes_on(day: int, context: Context) -> bool:
    """Whether the day belongs to the month of the date mentioned last: 7月1日に始まり、3日に…"""
    last, written = context.last, context.written
    if last is None or last.month is None:
        return False
    if written is None or written.month is None:
        return True
    if (last.year, last.month) == (written.year, written.month):
        return bool(
            context.same_sentence
            and written.day
            and day > written.day
            and last.day
            and day > last.day
            and last.day > written.day
        )
    if last.day is not None and day < last.day:
        return False
    if context.same_sentence:
        return True
    then = last.date
    return bool(context.same_line and then and context.today and (context.today - then).days > 45)


def _month_of(day: int, written: Moment, foretells: Foretells) -> tuple[int, int]:
    """Year and month of a day without its month."""
    year, month, own = written.year or 0, written.month or 1, written.day or 1
    before = add_months(year, month, -1)
    if not 1 <= day <= 31:
        return year, month
    if day <= own:
        after = add_months(year, month, 1)
        if day < own and day <= days_in(*after) and foretells() > (0 if own - day > 15 else 1):
            return after
        return year, month
    while day > days_in(*before):
        before = add_months(*before, -1)
    if day > days_in(year, month):
        return before
    ahead = day - own
    back = own + days_in(*add_months(year, month, -1)) - day
    says = foretells()
    if says > 0 or (says == 0 and ahead <= 7 and back > 20):
        return year, month
    return before
