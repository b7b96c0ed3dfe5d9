"""Eras, years without their century, moments and their EDTF form. Nothing here reads text in running order."""

from calendar import isleap
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from timeline.dates.zones import LOCAL

ERAS: dict[str, tuple[int, int]] = {
    "令和": (2018, 60),
    "平成": (1988, 36),
    "昭和": (1925, 64),
    "大正": (1911, 15),
    "明治": (1867, 45),
}
"""Year before the first one, and the last year accepted: 平成33年 was printed before 令和 was known, 平成99年 never."""
ERA_LETTERS = {
    "R": "令和",
    "H": "平成",
    "S": "昭和",
    "T": "大正",
    "M": "明治",
    "令": "令和",
    "平": "平成",
    "昭": "昭和",
}
FIRST_YEAR, LAST_YEAR = 1800, 2199


class Moment(NamedTuple):
    """A point in time as precise as it was said; what was not said is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    zone: str | None = None

    @property
    def date(self) -> date | None:
        """The day, where it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def era_year(era: str, number: int) -> int | None:
    """The Gregorian year of an era's year; None where the era never had it.

    >>> era_year("令和", 1), era_year("昭和", 64), era_year("平成", 99)
    (2019, 1989, None)
    """
    before, last = ERAS[ERA_LETTERS.get(era, era)]
    return before + number if 1 <= number <= last else None


def short_year(number: int, era: str | None, reference: int | None) -> int | None:
    """The year that two digits stand for: of the era the text uses, else of the century that fits the reference.

    >>> short_year(23, "平成", 2012), short_year(23, None, 2024), short_year(23, None, 2012), short_year(99, None, 2024)
    (2011, 2023, 2011, 1999)
    """
    if era and (year := era_year(era, number)) is not None and (reference is None or year <= reference + 5):
        return year
    if reference is None:
        return None
    if 2000 + number <= reference + 2:
        return 2000 + number
    if number <= 31 and 1988 + number <= reference + 1:
        return 1988 + number
    return 1900 + number if number >= 50 else None


def days_in(year: int | None, month: int) -> int:
    """How many days a month has; the most it can have where the year is not known."""
    if month == 2:
        return 29 if year is None or isleap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def valid(moment: Moment) -> bool:
    """Whether the calendar and the clock have this moment: no 30 February, no 13th month, no 24:61."""
    year, month, day, hour, minute, second, _ = moment
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    if month is not None and not 1 <= month <= 12:
        return False
    if day is not None and not 1 <= day <= (
        28 if day < 29 else 31 if month is None else days_in(year, month)
    ):
        return False
    return hour is None or (hour <= 29 and minute <= 59 and (second or 0) <= 59)


def add_days(day: date, days: int) -> date | None:
    """The day so many days on; None beyond the years of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month so many months on.

    >>> add_months(2020, 1, -1), add_months(2020, 11, 3)
    ((2019, 12), (2021, 2))
    """
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def roll_over(moment: Moment) -> Moment:
    """24時 to 29時 (broadcasting hours) as hours of the next day; unchanged where the day is not known."""
    if moment.hour is None or moment.hour < 24:
        return moment
    day = moment.date
    if day is None:
        return moment
    following = add_days(day, 1)
    if following is None:
        return moment
    return moment._replace(
        year=following.year, month=following.month, day=following.day, hour=moment.hour - 24
    )


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def offset(moment: Moment, zone: str) -> str:
    """`+09:00`: the offset of the zone (IANA name or an offset) at that moment; empty where there is none.

    >>> offset(Moment(2020, 9, 11, 0), "Asia/Tokyo"), offset(Moment(2020, 7, 1, 12), "America/New_York")
    ('+09:00', '-04:00')
    """
    if zone == "Asia/Tokyo":
        return "+09:00"
    if zone[:1] in "+-":
        return zone
    if zone == "UTC":
        return "+00:00"
    if zone == LOCAL:
        return ""
    day = moment.date
    known = _zone(zone)
    if day is None or known is None or moment.hour is None:
        return ""
    local = datetime(day.year, day.month, day.day, moment.hour % 24, moment.minute, tzinfo=known)
    return f"{local:%z}"[:3] + ":" + f"{local:%z}"[3:5]


@lru_cache(maxsize=1024)
def edtf(moment: Moment, zone: str) -> str | None:
    """The EDTF string: `2020-09`, `XXXX-09-11`, `2020-09-11T00:00+09:00`. None for a time without a day.

    Kept for the last ones asked for: a text names few days, and each again and again.

    >>> edtf(Moment(2020, 9, 30, 24), "Asia/Tokyo"), edtf(Moment(None, 9, 11), "Asia/Tokyo")
    ('2020-10-01T00:00+09:00', 'XXXX-09-11')
    """
    year, month, day, hour, _, _, _ = moment
    if hour is None and year is not None and month is not None and day is not None:
        return f"{year:04d}-{month:02d}-{day:02d}"
    moment = roll_over(moment)
    if moment.year is None and moment.month is None and moment.day is None:
        return None
    text = "XXXX" if moment.year is None else f"{moment.year:04d}"
    if moment.month is None and moment.day is None:
        return text
    text += "-XX" if moment.month is None else f"-{moment.month:02d}"
    if moment.day is None:
        return text
    text += f"-{moment.day:02d}"
    if moment.hour is None or moment.hour > 23:
        return text
    text += f"T{moment.hour:02d}:{moment.minute:02d}"
    if moment.second is not None:
        text += f":{moment.second:02d}"
    return text + offset(moment, moment.zone or zone)


@lru_cache(maxsize=256)
def read_edtf(value: str | None) -> Moment | None:
    """The moment of a plain EDTF date or date and time; None for anything else (ranges take their start).

    >>> read_edtf("2020-09-11T21:13+09:00")
    Moment(year=2020, month=9, day=11, hour=21, minute=13, second=None, zone='+09:00')
    """
    if not value:
        return None
    day, _, clock = value.split("/")[0].strip("~?% ").partition("T")
    numbers = day.split("-")
    if (
        not all(part.isascii() and part.isdigit() for part in numbers)
        or len(numbers) > 3
        or len(numbers[0]) != 4
    ):
        return None
    year, month, date_ = [*map(int, numbers), None, None][:3]
    moment = Moment(year, month, date_)
    if clock[:2].isdigit() and clock[3:5].isdigit():
        tail = clock[5:].lstrip(":0123456789.")
        zone = "+00:00" if tail == "Z" else tail or None
        moment = moment._replace(hour=int(clock[:2]), minute=int(clock[3:5]), zone=zone)
    return moment if valid(moment) else None
