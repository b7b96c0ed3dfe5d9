"""Reads one date expression at a given place: groups of the patterns to an `Expression`. No resolving here."""

import re

from timeline.dates.calendar import ERA_LETTERS, era_year
from timeline.dates.clock import add_clock, read_number
from timeline.dates.distance import SEASONS, read_distance
from timeline.dates.expression import Expression, Relative
from timeline.dates.japanese_words import (
    DAYS,
    EDGES,
    MONTHS,
    PARTS,
    RELATIVE_QUARTERS,
    WEEKDAYS,
    WEEKS,
    YEARS,
)
from timeline.dates.lookalikes import is_length_in_days, is_no_date
from timeline.dates.patterns import BRACKETED, NUMERIC, TO_DAY, WEEK_OF, WORDS
from timeline.dates.unread import BEFORE_NO_DATE, is_of_no_year
from timeline.dates.zones import zone_before
from timeline.patterns import lazy_pattern

# What a bracket or a time of day may begin with: tried only there.
_BRACKET = frozenset(" (")
_CLOCK_BEGINS = frozenset(" の同T0123456789午正未早朝昼夕深夜明晩APap")
# The commonest forms, with nothing behind them that could belong to them: read at once, without trying all others.
_ENDS = (
    "[、はがをもかま。)」\\n]|と(?!も)|(?<=[0-9]日)付(?!き|け)|以[降来]|時点|現在|ごろ|頃|[過す]ぎ|より|\\Z"
)
_COMMON = lazy_pattern(
    rf"""(?:
        (?:(?P<year>[12][0-9]{{3}})年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[0-9]{{1,2}})日)?
      | (?P<lone_year>[12][0-9]{{3}})年
      | (?P<before>今月|同|翌)?(?P<lone_day>3[01]|[12][0-9]|[1-9])日
      | (?P<word>同日|この日|前日|翌日|本日|昨日)
    )
    (?: (?<=日)(?P<half>午[前後])?(?P<hour>1?[0-9]|2[0-3])時(?:(?P<minute>[1-5]?[0-9])分|(?P<half_past>半))?
        (?={_ENDS}|に)
      | (?:(?<=日)(?:午[前後]|未明|早朝|朝|夕方?|深?夜))?
        (?={_ENDS}|に(?![0-9一約最平つ])|の(?=会|発|時点|記|取|段|被|件|事|報|午[前後]に)|:(?=[぀-ヿ一-鿿]))
    )""",
    re.VERBOSE,
)
_CLOCK_ALONE = lazy_pattern("[0-9]{1,2}:[0-9]{2}")
_NUMERIC_MARKS = frozenset("-/.・,")


def read(folded: str, start: int) -> Expression | None:
    """The expression that begins exactly here, None where there is none."""
    match = _COMMON.match(folded, start)
    found = (_common(folded, match) if match else None) or _read(folded, start)
    if found is not None and start and folded[start - 1] in BEFORE_NO_DATE:
        found.no_date = found.no_date or is_of_no_year(folded, found)
    return found


def _read(folded: str, start: int) -> Expression | None:
    """What is not one of the commonest forms."""
    if _CLOCK_ALONE.match(folded, start):
        alone = Expression(start, start)
        add_clock(folded, alone)
        return alone if alone.hour is not None else None
    found: Expression | None = None
    near = "" if folded.startswith("午", start) else folded[start : start + 9]  # 午前8時 is a time
    if not _NUMERIC_MARKS.isdisjoint(near):
        found = _numeric(folded, start)
    if found is None and ("前" in near or "後" in near or "まえ" in near):
        found = read_distance(folded, start)
    if found is None and near:
        found = _words(folded, start)
    if found is None:
        found = Expression(start=start, end=start)
    after = folded[found.end : found.end + 1]
    if after in _BRACKET and (match := BRACKETED.match(folded, found.end)):
        if found.end > start and found.weekday is None:
            found.weekday_noted = WEEKDAYS[match["weekday"]]
            found.end = match.end()
    elif (
        after == "~"
        and found.day is not None
        and found.first_day is None
        and (match := TO_DAY.match(folded, found.end))
    ):
        found.first_day, found.day = found.day, int(match["day"])
        found.end = match.end()
    if found.day is not None and folded.startswith("の週", found.end) and WEEK_OF.match(folded, found.end):
        found.week_of, found.end = 0, found.end + 2
    if folded[found.end : found.end + 1] in _CLOCK_BEGINS:
        add_clock(folded, found)
    return found if found.end > start and (found.has_date or found.has_clock) else None


def _common(folded: str, match: re.Match[str]) -> Expression | None:
    """None where the generic way may come to something else."""
    year, month, day, lone_year, before, lone_day, word, half, hour, minute, half_past = match.groups()
    start = match.start()
    found = Expression(start, match.end())
    if month:
        found.month = int(month)
        if day:
            found.day = int(day)
        elif folded[start - 1 : start] == "第":
            return None
        if year:
            found.year = int(year)
    elif lone_day:
        found.day = int(lone_day)
        if before == "今月":
            found.relative_month = MONTHS[before]
        elif before:
            found.relative_day = DAYS[before]
        elif is_length_in_days(folded, found):
            return None
    elif lone_year:
        found.year = int(lone_year)
    else:
        found.relative_day = DAYS[word]
    if hour:
        found.hour = int(hour)
        if half and found.hour > 11:
            return None
        if half == "午後":
            found.hour += 12
        if minute or half_past:
            found.minute = int(minute or 30)
        found.zone = zone_before(folded, start)
    found.closed = True
    return found


def _numeric(folded: str, start: int) -> Expression | None:
    match = NUMERIC.match(folded, start)
    if match is None:
        return None
    found = Expression(start=start, end=match.end())
    if match["iso_year"]:
        found.year, found.month, found.day = (
            int(match["iso_year"]),
            int(match["iso_month"]),
            int(match["iso_day"]),
        )
    elif match["eu_year"]:
        found.year, found.month, found.day = (
            int(match["eu_year"]),
            int(match["eu_month"]),
            int(match["eu_day"]),
        )
    elif match["us_year"]:
        found.year, found.month, found.day = (
            int(match["us_year"]),
            int(match["us_month"]),
            int(match["us_day"]),
        )
        if found.month > 12:
            found.month, found.day = found.day, found.month
    elif match["year"]:
        found.year, found.month = int(match["year"]), int(match["month"])
    else:
        era = ERA_LETTERS.get(match["era"], match["era"])
        found.era, found.year = era, era_year(era, int(match["era_year"]))
        found.month = int(match["era_month"])
        found.day = int(match["era_day"]) if match["era_day"] else None
        found.broken = found.year is None
    return found


def _words(folded: str, start: int) -> Expression | None:
    match = WORDS.match(folded, start)
    if match is None or match.end() == start:
        return None
    found = Expression(start=start, end=match.end())
    _read_year(match, found)
    _read_month(match, found)
    _read_day(match, found)
    _read_week(match, found)
    if edge := match["edge"]:
        _read_edge(edge, found)
    while folded[found.end - 1] in " の、/":
        found.end -= 1
    if is_no_date(folded, match, found):
        return None
    return found if found.has_date or found.broken else None


def _read_year(match: re.Match[str], found: Expression) -> None:
    if written := match["year"]:
        number = 1 if written == "元" else read_number(written)
        if number is None:
            found.broken = True
        elif era := match["era"]:
            found.era, found.year = era, era_year(era, number)
            found.broken = found.year is None
        elif written == "元" or number < 1000:
            found.short_year = number
            found.no_date = match[0].startswith("西暦")
        else:
            found.year = number
        found.first_year = int(match["first_year"]) if match["first_year"] else None
    elif quarter := match["relative_quarter"]:
        found.relative_quarter = RELATIVE_QUARTERS[quarter[0]]
        return
    elif relative := match["relative_year"] or match["season_year"]:
        found.relative_year = YEARS[relative]
    else:
        return
    found.fiscal = bool(match["fiscal"] or match["relative_fiscal"])
    if quarter := match["quarter"]:
        found.months_of_season, found.in_fiscal = _quarter(quarter, found.fiscal)
    elif season := match["season"]:
        found.months_of_season = SEASONS[season]
    elif part := match["of_year"]:
        found.months_of_season = SEASONS.get(part)
        found.part = PARTS.get(part)


def _quarter(written: str, fiscal: bool) -> tuple[tuple[int, int], bool]:
    """First and last month of 第1四半期, 4Q, 上半期; those of a 年度 begin in April.

    >>> _quarter("第4四半期", False), _quarter("上期", True)
    (((10, 12), False), ((4, 9), True))
    """
    if written[0] in "上下":
        first, months = (1 if written[0] == "上" else 7), 6
    else:
        number = next(char for char in written if char in "1234一二三四")
        first, months = 3 * int(number.translate(_KANJI_DIGITS)) - 2, 3
    if fiscal:
        first = (first + 2) % 12 + 1
    return (first, first + months - 1), fiscal


_KANJI_DIGITS = str.maketrans("一二三四五", "12345")


def _read_month(match: re.Match[str], found: Expression) -> None:
    if match["slash_month"]:
        found.month, found.day = int(match["slash_month"]), int(match["slash_day"])
        return
    if written := match["month"]:
        found.month = read_number(written) or 0
        found.first_month = int(match["first_month"]) if match["first_month"] else None
    elif relative := match["relative_month"]:
        found.relative_month = MONTHS[relative]
    if part := match["of_month"]:
        found.part = PARTS[part]
    if nth := match["nth"]:
        found.nth_weekday = int(nth.translate(_KANJI_DIGITS)), WEEKDAYS[match["nth_weekday"]]


def _read_day(match: re.Match[str], found: Expression) -> None:
    if written := match["day"]:
        found.day = read_number(written) or 0
        if more := match["more_days"]:
            found.more_days = match.start("more_days"), more
        if first := match["first_day"]:
            found.first_day, found.listed = int(first), match["day_mark"] not in "~-"
            found.first_end = match.end("first_day")
        if relation := match["relation"]:
            found.relative_day = DAYS[relation.removesuffix("の")]
    elif relative := match["relative_day"]:
        found.relative_day = DAYS[relative]


def _read_week(match: re.Match[str], found: Expression) -> None:
    if week := match["week"]:
        found.weeks = WEEKS[week]
    found.weekend = bool(match["weekend"] or match["this_weekend"])
    if found.weekend and found.weeks is None:
        found.weeks, found.nearest_weekend = Relative(0), 1
    if match["holiday"]:
        found.month, found.day = (1, 1) if match["holiday"][0] == "元" else (12, 31)
    if weekday := match["weekday"]:
        found.toward = 1 if match["following"] else 0
        found.weekday = WEEKDAYS[weekday]


def _read_edge(edge: str, found: Expression) -> None:
    """年末, 月末: the end of the year or month that is spoken of."""
    if edge in EDGES:
        found.month, found.part = EDGES[edge]
        found.turn_of_year = edge in ("年末", "年明け") and found.relative_year is None and found.year is None
        found.fiscal = edge.startswith("年度")
        if found.relative_year is None and found.year is None and not found.turn_of_year:
            found.relative_year = Relative(0)
        return
    found.relative_month = found.relative_month or Relative(0)
    found.part = "end" if edge == "月末" else "early"
