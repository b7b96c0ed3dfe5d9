"""Reads one English date expression at a given place, from the groups of its pattern. No resolving here."""

import re
from dataclasses import replace

from db.records import Qualifier
from timeline.dates.english_lookalikes import is_no_date
from timeline.dates.english_patterns import (
    A_YEAR,
    AND_LATER,
    BEFORE_CLOCK,
    BEFORE_MONTH,
    BEFORE_YEAR,
    CLOCK,
    DATE,
    DATE_BEHIND,
    DAY_WORDS,
    HOLIDAYS,
    MONTHS,
    WEEKDAYS,
    WHICH,
)  # fmt: skip
from timeline.dates.expression import Expression, Relative
from timeline.dates.zones import ENGLISH_ZONES, read_offset
from timeline.numerals import ENGLISH_WORDS
from timeline.patterns import lazy_pattern

_PARTS: dict[str, Qualifier] = {
    "early": "early", "start": "early", "beginning": "early", "mid": "mid", "middle": "mid",
    "late": "late", "end": "end", "early part": "early", "later part": "late", "latter part": "late",
    "late part": "late", "middle part": "mid",
}  # fmt: skip
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_LOOK_BACK = 12
_WORD_BEHIND = lazy_pattern(r" [a-z]{2}(?!ople)")


def read(folded: str, start: int) -> Expression | None:
    """The English expression that begins exactly here, None where there is none."""
    if match := DATE.match(folded, start):
        found = Expression(start=start, end=match.end())
        found.english = True
        if _read_date(folded, match, found):
            _read_clock(match, found, 1)
            _read_clock(match, found, 2)
            found.no_date = is_no_date(folded, found)
            return found
    return _clock_alone(folded, start)


def _clock_alone(folded: str, start: int) -> Expression | None:
    """A time of day without a day; one in brackets is the same moment in another zone."""
    match = CLOCK.match(folded, start)
    if match is None or folded[start - 1 : start] == "(":
        return None
    before = BEFORE_CLOCK.search(folded, max(0, start - _LOOK_BACK), start)
    if not match["hour1"] and not before and not match["zone1"]:
        return None
    found = Expression(start=start, end=match.end())
    _read_clock(match, found, 1)
    found.no_date = is_no_date(folded, found)
    return found


def _read_date(folded: str, match: re.Match[str], found: Expression) -> bool:
    """Fill in the day, month, year or week; whether there is one."""
    if match["month"] or match["month2"]:
        _read_day_of_month(folded, match, found)
    elif nth := match["nth"]:
        found.nth_weekday = _NTHS[nth.lower()], WEEKDAYS[match["nth_weekday"]]
        _read_month_of_nth(match, found)
    elif weekday := match["weekday"]:
        _read_weekday(match, found, weekday)
    elif word := match["word"]:
        found.relative_day = DAY_WORDS[word.lower()]
    elif holiday := match["holiday"]:
        found.month, found.day = HOLIDAYS[holiday]
    elif match["number"]:
        if match["way"] != "ago" and DATE_BEHIND.match(folded, match.end()):
            return False
        _read_ago(match, found)
    elif week := match["which_week"]:
        found.weeks, found.weekend = WHICH[week.lower()], bool(match["weekend"])
    else:
        return _read_period(folded, match, found)
    return True


def _read_day_of_month(folded: str, match: re.Match[str], found: Expression) -> None:
    month, day, to_day, to = match["month"], match["day"], match["to_day"], match["to"]
    year = match["year"]
    if month is None:
        month, day, to_day, year, to = (match[name] for name in ("month2", "day2", "to_day2", "year2", "to2"))
    found.month, found.day = MONTHS[month.rstrip(".")], int(day)
    if to_day:
        found.first_day, found.day = found.day, int(to_day)
        found.listed = to == " and " and not folded.endswith("etween ", 0, found.start)
        found.first_end = match.end("day") if match["day"] else match.end("day2")
    if year:
        found.year = int(year)
    elif short := match["short_year"] or match["short_year2"]:
        found.year = _in_full(short)
    elif which := match["which_of_day"]:
        found.relative_year = WHICH[which]
    elif not to_day:
        _read_later_year(folded, match.end(), found)
    if week := match["week_of"]:
        found.weekend = match["of_weekend"] is not None
        found.week_of = 0 if week == "of" else -1 if week == "ending" else 1
    if weekday := match["weekday_of"]:
        found.weekday_noted = WEEKDAYS[weekday.rstrip(".")]


_LAST_SHORT = 40
"""'39 is a year of this century, '40 one of the last."""


def _in_full(year: str) -> int:
    """The 2020 of March '20."""
    return int(year) + (2000 if int(year) < _LAST_SHORT else 1900)


def _read_later_year(folded: str, end: int, found: Expression) -> bool:
    """The year that stands behind a later month or day: Jan. 30 to Feb. 2, 2024. Whether there is a later one."""
    later = AND_LATER.match(folded, end)
    if later and later["year"] and found.month:
        found.year = int(later["year"]) - (MONTHS[later["month"].rstrip(".")] < found.month)
    return later is not None


def _read_month_of_nth(match: re.Match[str], found: Expression) -> None:
    """Of the first Monday of October 2024, the last Friday of next month."""
    if which := match["nth_which"]:
        found.relative_month = WHICH[which]
        return
    found.month = MONTHS[match["nth_month"].rstrip(".")]
    found.year = int(match["nth_year"]) if match["nth_year"] else None


def _read_weekday(match: re.Match[str], found: Expression, weekday: str) -> None:
    found.weekday = WEEKDAYS[weekday]
    which = (match["which_day"] or "").lower()
    if match["weekday_week"]:
        found.weeks = WHICH[match["weekday_week"]]
    elif which == "this":
        found.weeks = Relative(0)
    elif which in ("last", "this past", "the previous"):
        found.toward = -2 if which == "last" else -1
    elif which in ("next", "the following"):
        found.toward = 1


def _read_ago(match: re.Match[str], found: Expression) -> None:
    written = match["number"].lower()
    number = 1 if written in ("a", "an") else int(written) if written.isdigit() else ENGLISH_WORDS[written]
    way = match["way"]
    by = Relative(number if way == "later" else -number, to_last=way != "ago")
    match match["unit"]:
        case "day":
            found.relative_day = by
        case "week":
            found.relative_day = replace(by, by=by.by * 7)
        case "month":
            found.relative_month = by
        case _:
            found.relative_year = by


def _read_period(folded: str, match: re.Match[str], found: Expression) -> bool:
    """A month or year alone, if the words around it say that it is one."""
    part = (match["part"] or "").lower().removeprefix("the ").removesuffix(" of")
    found.part = _PARTS.get(part)
    before = max(0, found.start - _LOOK_BACK)
    if month := match["lone_month"]:
        found.month = MONTHS[month.rstrip(".")]
        if match["lone_month_year"]:
            found.year = int(match["lone_month_year"])
        elif match["short_month_year"]:
            found.year = _in_full(match["short_month_year"])
        elif which := match["which_of_month"]:
            found.relative_year = WHICH[which]
        elif _read_later_year(folded, match.end(), found):
            return True
        elif not part and not BEFORE_MONTH.search(folded, before, found.start):
            return False
        return True
    if which := match["which_named"]:
        _read_named(match, found, which.lower())
        return True
    if match["past_weekend"]:
        found.weeks, found.weekend, found.nearest_weekend = Relative(0), True, -1
        return True
    if match["quarter"] or match["quarter_behind"]:
        return _read_quarter(match, found)
    if which := match["which_month"]:
        found.relative_month = WHICH[which.lower()]
        return True
    if whole := match["whole"]:
        found.relative_year = Relative(0) if whole.endswith("year") else None
        found.relative_month = None if found.relative_year else Relative(0)
        return bool(part)
    if match["year_end"]:
        found.month, found.part, found.turn_of_year = 12, "end", True
        return True
    if which := match["which_year"]:
        found.relative_year = WHICH[which.lower()]
        return True
    if season := match["season_of"]:
        found.relative_year = WHICH[match["which_season_year"]]
        found.months_of_season = _SEASONS[season.lower()]
        return True
    found.year = int(match["lone_year"])
    if season := match["season"]:
        found.months_of_season = _SEASONS[season.lower()]
    return bool(
        part
        or season
        or BEFORE_YEAR.search(folded, before, found.start)
        or (A_YEAR.search(folded, before, found.start) and _WORD_BEHIND.match(folded, found.end))
    )


def _read_named(match: re.Match[str], found: Expression, which: str) -> None:
    """last July, next spring: the nearest one before or after the month of writing."""
    if month := match["named_month"]:
        found.month = MONTHS[month.rstrip(".")]
    else:
        found.months_of_season = _SEASONS[match["named_season"].lower()]
        found.month = found.months_of_season[0]
    if which == "this":
        found.relative_year = WHICH[which]
    else:
        found.nearest_month = -1 if which == "last" else 1


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def _read_quarter(match: re.Match[str], found: Expression) -> bool:
    """Q1 2024, the second half of 2024: a range of months."""
    written = (match["quarter"] or match["quarter_behind"]).lower().removeprefix("the ")
    half = written[0] == "h" or written.endswith("half")
    number = int(written[1]) if written[0] in "qh" else _QUARTERS.get(written.split()[0]) or int(written[0])
    if half:
        number = min(number, 2)
    months = 6 if half else 3
    found.months_of_season = (months * (number - 1) + 1, months * number)
    if which := match["which_quarter_year"]:
        found.relative_year = WHICH[which.lower()]
    else:
        found.year = int(match["quarter_year"] or match["quarter_of"])
    return True


def _read_clock(match: re.Match[str], found: Expression, number: int) -> None:
    hour, hours, word = match[f"hour{number}"], match[f"hours{number}"], match[f"word{number}"]
    if hour:
        found.hour = int(hour) % 12 + 12 * (match[f"half{number}"] in "Pp")
        found.minute = int(match[f"minute{number}"] or 0)
    elif hours:
        found.hour, found.minute = int(hours), int(match[f"minutes{number}"])
        found.second = int(match[f"seconds{number}"]) if match[f"seconds{number}"] else None
    elif word:
        # Midnight ends the day it is said of: "midnight Sunday" is Monday 0:00.
        found.hour, found.minute = (24 if word.lower() == "midnight" else 12), 0
    else:
        return
    if zone := match[f"zone{number}"]:
        found.zone = ENGLISH_ZONES[zone]
    elif offset := match[f"offset{number}"]:
        found.zone = read_offset(offset)
