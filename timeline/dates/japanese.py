"""Reads one date expression at a given place: groups of the patterns to an `Expression`. No resolving here."""

import re

from db.records import Qualifier
from timeline.dates.calendar import ERA_LETTERS, era_year
from timeline.dates.distance import SEASONS, read_distance
from timeline.dates.expression import Expression, Relative
from timeline.dates.patterns import (
    BRACKETED,
    CLOCK,
    EVERY_SO_MANY,
    FRACTION_AFTER,
    FRACTION_BEFORE,
    NO_DAY_AFTER,
    NUMERIC,
    PER_DAY,
    TO_DAY,
    WORDS,
)
from timeline.dates.zones import ENGLISH_ZONES, JAPANESE_ZONES, read_offset, zone_before
from timeline.numerals import read_japanese

_YEARS = {
    "昨年": Relative(-1), "去年": Relative(-1), "今年": Relative(0), "ことし": Relative(0), "本年": Relative(0),
    "来年": Relative(1), "一昨年": Relative(-2), "おととし": Relative(-2), "再来年": Relative(2),
    "翌年": Relative(1, True), "同年": Relative(0, True), "前年": Relative(-1, True),
    "今": Relative(0), "この": Relative(0), "昨": Relative(-1), "来": Relative(1),
}  # fmt: skip
_MONTHS = {
    "今月": Relative(0), "当月": Relative(0), "本月": Relative(0), "先月": Relative(-1), "来月": Relative(1),
    "先々月": Relative(-2), "再来月": Relative(2),
    "同月": Relative(0, True), "翌月": Relative(1, True), "前月": Relative(-1, True),
}  # fmt: skip
_DAYS = {
    "本日": Relative(0), "今日": Relative(0), "きょう": Relative(0), "昨日": Relative(-1), "きのう": Relative(-1),
    "一昨日": Relative(-2), "おととい": Relative(-2),
    "この日": Relative(0, True), "次の日": Relative(1, True),
    "明日": Relative(1), "あした": Relative(1), "あす": Relative(1),
    "明後日": Relative(2), "あさって": Relative(2), "今朝": Relative(0), "けさ": Relative(0), "今夜": Relative(0),
    "今晩": Relative(0), "昨夜": Relative(-1), "昨晩": Relative(-1), "翌朝": Relative(1, True),
    "同日": Relative(0, True), "翌日": Relative(1, True), "前日": Relative(-1, True), "翌々日": Relative(2, True),
    "前々日": Relative(-2, True), "同じく": Relative(0, True), "同": Relative(0, True), "翌": Relative(1, True),
}  # fmt: skip
_WEEKS = {
    "今週": Relative(0), "先週": Relative(-1), "来週": Relative(1), "先々週": Relative(-2), "再来週": Relative(2),
    "翌週": Relative(1, True), "前週": Relative(-1, True), "同週": Relative(0, True),
}  # fmt: skip
_PARTS: dict[str, Qualifier] = {
    "上旬": "early", "初旬": "early", "初め": "early", "はじめ": "early", "初頭": "early", "頭": "early",
    "前半": "early",
    "明け": "early", "中旬": "mid", "半ば": "mid", "中頃": "mid", "中ごろ": "mid", "下旬": "late", "後半": "late",
    "末": "end", "末日": "end",
}  # fmt: skip
_WEEKDAYS = {name: index for index, name in enumerate("月火水木金土日")}
_WEEKDAYS |= {name: index for index, name in enumerate("Mon Tue Wed Thu Fri Sat Sun".split())}  # noqa: SIM905
_EDGES: dict[str, tuple[int, Qualifier]] = {
    "年末": (12, "end"), "年初": (1, "early"), "年明け": (1, "early"), "年度末": (3, "end"), "年度初め": (4, "early"),
}  # fmt: skip
_IN_THE_EVENING = (
    "午後",
    "夜",
    "夕方",
    "夕",
    "夕刻",
    "夜遅く",
    "晩",
    "PM",
    "pm",
    "今夜",
    "今晩",
    "昨夜",
    "昨晩",
)


# What a bracket or a time of day may begin with: tried only there.
_BRACKET = frozenset(" (")
_CLOCK_BEGINS = frozenset(" の同T0123456789午正未早朝昼夕深夜明晩APap")
# The commonest form with nothing behind it that could belong to it: read without trying all the others.
_PLAIN = re.compile(r"(?:([12][0-9]{3})年)?([0-9]{1,2})月([0-9]{1,2})日(?=[にはがをもかま、。)」\n]|\Z)")
_NUMERIC_MARKS = frozenset("-/.・")


def _number(written: str) -> int | None:
    """Digits or kanji; None where they make no number."""
    if written.isdecimal():
        return int(written)
    number = read_japanese(written)
    return number if isinstance(number, int) else None


def read(folded: str, start: int) -> Expression | None:
    """The expression that begins exactly here, None where there is none."""
    if match := _PLAIN.match(folded, start):
        return _plain(match)
    near = folded[start : start + 9]
    found: Expression | None = None
    if not _NUMERIC_MARKS.isdisjoint(near):
        found = _numeric(folded, start)
    if found is None and ("前" in near or "後" in near):
        found = read_distance(folded, start)
    found = found or _words(folded, start)
    if found is None:
        found = Expression(start=start, end=start)
    after = folded[found.end : found.end + 1]
    if after in _BRACKET and (match := BRACKETED.match(folded, found.end)):
        if found.end > start and found.weekday is None:
            found.weekday_noted = _WEEKDAYS[match["weekday"]]
            found.end = match.end()
    elif (
        after == "~"
        and found.day is not None
        and found.first_day is None
        and (match := TO_DAY.match(folded, found.end))
    ):
        found.first_day, found.day = found.day, int(match["day"])
        found.end = match.end()
    if folded[found.end : found.end + 1] in _CLOCK_BEGINS:
        _add_clock(folded, found)
    return found if found.end > start and (found.has_date or found.has_clock) else None


def _plain(match: re.Match[str]) -> Expression:
    found = Expression(start=match.start(), end=match.end())
    found.year = int(match[1]) if match[1] else None
    found.month, found.day = int(match[2]), int(match[3])
    return found


def read_clock(folded: str, start: int) -> Expression | None:
    """A time in figures that ends a range of times (10:00~11:00); alone it would be none."""
    match = CLOCK.match(folded, start)
    if match is None or not match["hour2"]:
        return None
    found = Expression(start=start, end=match.end())
    _read_clock(match, found, match["hour2"], match["part"] or "")
    _read_zone(folded, match, found)
    return found if found.hour is not None else None


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
        found.month, found.day = int(match["era_month"]), int(match["era_day"])
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
    while folded[found.end - 1] in " の、":
        found.end -= 1
    if _is_no_date(folded, match, found):
        return None
    return found if found.has_date or found.broken else None


def _is_no_date(folded: str, match: re.Match[str], found: Expression) -> bool:
    """3年 and 20年 without a month are lengths of time; so is 3日 behind この, わずか, 約."""
    if found.short_year is not None and not (found.month or match["fiscal"] or match["of_year"]):
        return True
    if found.short_year is not None and len(match["year"]) != 2 and match["year"] != "元":
        return True
    bare_day = found.day is not None and found.month is None and found.relative_month is None
    if bare_day and found.relative_day is None and found.year is None:
        if folded[found.start] not in "0123456789" and folded[found.end : found.end + 1] in (
            "市",
            "月",
            "町",
        ):
            return True
        if EVERY_SO_MANY.match(folded, found.end) or (found.day == 1 and PER_DAY.match(folded, found.end)):
            return True
        return folded[max(0, found.start - 4) : found.start].rstrip().endswith(NO_DAY_AFTER)
    if match["slash_month"] and found.year is None and found.relative_year is None:
        before = folded[max(0, found.start - 4) : found.start]
        return before.endswith(FRACTION_BEFORE) or FRACTION_AFTER.match(folded, found.end) is not None
    return (
        found.relative_day is not None
        and found.day is None
        and _IN_APPOSITION.match(folded, found.end) is not None
    )


# 開始翌日の今月2日: the day is said behind it; the word counts from something that is no date.
_IN_APPOSITION = re.compile(r"の(?:今月|先月|来月|同月|[0-9]{1,2}月)")


def _read_year(match: re.Match[str], found: Expression) -> None:
    if written := match["year"]:
        number = 1 if written == "元" else _number(written)
        if number is None:
            found.broken = True
        elif era := match["era"]:
            found.era, found.year = era, era_year(era, number)
            found.broken = found.year is None
        elif written == "元" or number < 1000:
            found.short_year = number
        else:
            found.year = number
        found.first_year = int(match["first_year"]) if match["first_year"] else None
    elif relative := match["relative_year"] or match["season_year"]:
        found.relative_year = _YEARS[relative]
    else:
        return
    found.fiscal = bool(match["fiscal"] or match["relative_fiscal"])
    if quarter := match["quarter"]:
        found.months_of_season, found.in_fiscal = _quarter(quarter, found.fiscal)
    elif season := match["season"]:
        found.months_of_season = SEASONS[season]
    elif part := match["of_year"]:
        found.months_of_season = SEASONS.get(part)
        found.part = _PARTS.get(part)


def _quarter(written: str, fiscal: bool) -> tuple[tuple[int, int], bool]:
    """First and last month of 第1四半期, 4Q, 上半期; those of a 年度 begin in April.

    >>> _quarter("第4四半期", False), _quarter("上期", True)
    (((10, 12), False), ((4, 9), True))
    """
    if written[0] in "上下":
        first, months = (1 if written[0] == "上" else 7), 6
    else:
        number = next(char for char in written if char in "1234一二三四")
        first, months = 3 * int(number.translate(_QUARTERS)) - 2, 3
    if fiscal:
        first = (first + 2) % 12 + 1
    return (first, first + months - 1), fiscal


_QUARTERS = str.maketrans("一二三四", "1234")


def _read_month(match: re.Match[str], found: Expression) -> None:
    if match["slash_month"]:
        found.month, found.day = int(match["slash_month"]), int(match["slash_day"])
        return
    if written := match["month"]:
        found.month = _number(written) or 0
        found.first_month = int(match["first_month"]) if match["first_month"] else None
    elif relative := match["relative_month"]:
        found.relative_month = _MONTHS[relative]
    if part := match["of_month"]:
        found.part = _PARTS[part]


def _read_day(match: re.Match[str], found: Expression) -> None:
    if written := match["day"]:
        found.day = _number(written) or 0
        if first := match["first_day"]:
            found.first_day, found.listed = int(first), match["day_mark"] not in "~-"
            found.first_end = match.end("first_day")
        if relation := match["relation"]:
            found.relative_day = _DAYS[relation.removesuffix("の")]
    elif relative := match["relative_day"]:
        found.relative_day = _DAYS[relative]


def _read_week(match: re.Match[str], found: Expression) -> None:
    if week := match["week"]:
        found.weeks = _WEEKS[week]
    found.weekend = bool(match["weekend"] or match["this_weekend"])
    if found.weekend and found.weeks is None:
        found.weeks, found.nearest_weekend = Relative(0), 1
    if match["holiday"]:
        found.month, found.day = (1, 1) if match["holiday"][0] == "元" else (12, 31)
    if weekday := match["weekday"]:
        found.toward = 1 if match["following"] else 0
        found.weekday = _WEEKDAYS[weekday]


def _read_edge(edge: str, found: Expression) -> None:
    """年末, 月末: the end of the year or month that is spoken of."""
    if edge in _EDGES:
        found.month, found.part = _EDGES[edge]
        found.fiscal = edge.startswith("年度")
        if found.relative_year is None and found.year is None:
            found.relative_year = Relative(0)
        return
    found.relative_month = found.relative_month or Relative(0)
    found.part = "end" if edge == "月末" else "early"


def _add_clock(folded: str, found: Expression) -> None:
    iso = found.day is not None and folded[found.end : found.end + 1] == "T"
    match = CLOCK.match(folded, found.end + iso)
    if match is None or match.end() == found.end + iso:
        return
    part = match["part"] or ""
    alone = found.end == found.start
    hour = match["hour"] or match["hour2"]
    if hour is None and part != "正午":
        if not alone:
            found.end = match.end()
        return
    if alone and match["hour2"] and not part and not match["meridiem"]:
        return
    if hour is None:
        found.hour = 12
    else:
        _read_clock(match, found, hour, part or _word_of_day(folded, found))
    found.end = match.end()
    _read_zone(folded, match, found)


def _word_of_day(folded: str, found: Expression) -> str:
    """昨夜10時: the day's word says which half of the day."""
    return folded[found.end - 2 : found.end] if found.end - found.start >= 2 else ""


def _read_clock(match: re.Match[str], found: Expression, written: str, part: str) -> None:
    hour = _number(written)
    minute = _number(match["minute"] or match["minute2"] or ("30" if match["half"] else "0"))
    second = match["second"] or match["second2"]
    if hour is None or minute is None or hour > 29 or minute > 59:
        found.broken = True
        return
    meridiem = (match["meridiem"] or "").lower()[:1]
    if (part in _IN_THE_EVENING or meridiem == "p") and 5 * (part in ("夜", "晩", "夜遅く")) <= hour < 12:
        hour += 12
    elif (part in ("午前", "午前中", "AM", "am") or meridiem == "a") and hour == 12:
        hour = 0
    elif part in ("夜", "深夜", "夜中") and hour == 12:
        hour = 24
    elif part in ("昼", "昼過ぎ") and hour < 5:
        hour += 12
    found.hour, found.minute, found.same_half = hour, minute, bool(match["same_half"])
    found.second = int(second) if second and int(second) <= 59 else None
    if match["first_hour"]:
        found.first_hour = int(match["first_hour"])


def _read_zone(folded: str, match: re.Match[str], found: Expression) -> None:
    """The zone behind a time or before its date; 10:00-11:00 is no offset."""
    written = match["offset"] or match["offset2"]
    named = match["named"] or match["zone"]
    if match["offset"] and written.startswith("-") and folded[match.start() - 1 : match.start()] != "T":
        before = match.start("offset")
        if folded[before - 1] != " ":
            found.end, written = before, None
    if written:
        found.zone = read_offset(written)
    elif named:
        found.zone = JAPANESE_ZONES.get(named) or ENGLISH_ZONES[named]
    else:
        found.zone = zone_before(folded, found.start)
