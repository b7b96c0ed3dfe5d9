"""Written days and times as this package meets them: patterns' fragments, and the way to an EDTF string.

For timestamps and addendum headings only; the dates inside a text are found by the `timeline` package.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH_NAME = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"

_FOLDED = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    0x2010: 0x2D,
    0x2212: 0x2D,
}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_NEAR = timedelta(days=45)


def fold(text: str) -> str:
    """Full-width letters, digits and signs as ASCII, each in its place.

    >>> fold("(9/14)追記")
    '(9/14)追記'
    """
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, perhaps with a time, as far as it is written out."""

    day: int
    """0: only a time was written, so the day is that of the document."""
    month: int | None = None
    year: int | None = None
    hour: int | None = None
    minute: int | None = None


def moment_of(groups: dict[str, str | None]) -> Moment | None:
    """The moment in the named groups `era year month name day half hour minute` of a match, if it can exist.

    >>> moment_of({"year": "2020", "month": "9", "day": "14", "half": "午後", "hour": "3"})
    Moment(day=14, month=9, year=2020, hour=15, minute=0)
    >>> moment_of({"month": "13", "day": "1"}) is None
    True
    """
    name, month = groups.get("name"), groups.get("month")
    number = MONTHS[name.rstrip(".").lower()] if name else int(month) if month else None
    moment = Moment(int(groups["day"] or 0), number, _year(groups), *_clock(groups))
    if not 1 <= moment.day <= 31 or (number is not None and not 1 <= number <= 12):
        return None
    return moment if moment.year is None or _date(moment.year, number or 1, moment.day) else None


def _year(groups: dict[str, str | None]) -> int | None:
    year = groups.get("year")
    if not year:
        return None
    number = 1 if year == "元" else int(year)
    if era := groups.get("era"):
        return _ERAS[era] + number
    return number + 2000 if number < 100 else number


def _clock(groups: dict[str, str | None]) -> tuple[int | None, int | None]:
    if not groups.get("hour"):
        return None, None
    hour, minute = int(groups["hour"] or 0), int(groups.get("minute") or 0)
    half = (groups.get("half") or "").lower().replace(".", "")
    if half in ("午後", "pm") and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else (None, None)


def written_moment(moment: Moment, zone: str) -> str | None:
    """The EDTF string of a moment whose year is known, or `XXXX-09-14` where it is not.

    >>> written_moment(Moment(14, 9, 2020, 15, 0), "Asia/Tokyo")
    '2020-09-14T15:00+09:00'
    >>> written_moment(Moment(14, 9), "Asia/Tokyo")
    'XXXX-09-14'
    """
    if moment.month is None:
        return None
    if moment.year is None:
        return f"XXXX-{moment.month:02}-{moment.day:02}"
    day = _date(moment.year, moment.month, moment.day)
    if day is None:
        return None
    if moment.hour is None or moment.minute is None:
        return day.isoformat()
    return _stamp(datetime.combine(day, time(moment.hour, moment.minute), _zone(zone)))


def completed(moment: Moment, base: str | None, latest: str | None) -> Moment:
    """The moment with its missing year (and month): the nearest one on or after `base`, but not after `latest`.

    >>> completed(Moment(5, 1), "2020-12-28", None).year
    2021
    >>> completed(Moment(9, 9), "2020-09-10T12:00+09:00", None).year
    2020
    >>> completed(Moment(9, 9), None, "2021-01-01").year is None
    True
    """
    start, end = day_of(base), day_of(latest)
    if moment.year is not None or start is None:
        return moment
    if moment.day == 0:
        return Moment(start.day, start.month, start.year, moment.hour, moment.minute)
    months = [moment.month] if moment.month else list(range(1, 13))
    days = [
        found for year in (start.year - 1, start.year, start.year + 1) for month in months
        if month and (found := _date(year, month, moment.day))
    ]  # fmt: skip
    allowed = [day for day in days if end is None or day <= end + timedelta(days=1)] or days
    later = [day for day in allowed if day >= start]
    nearest = min(allowed, key=lambda day: abs(day - start), default=None)
    # A page's date may be that of its republication: a day shortly before it is no day of the next year.
    chosen = min(later, default=nearest)
    if chosen and nearest and chosen - start > timedelta(days=300) and abs(nearest - start) <= _NEAR:
        chosen = nearest
    if chosen is None:
        return moment
    return Moment(moment.day, chosen.month, chosen.year, moment.hour, moment.minute)


def day_of(edtf: str | None) -> date | None:
    """The calendar day that an EDTF string begins with."""
    try:
        return date.fromisoformat((edtf or "")[:10])
    except ValueError:
        return None


def read_iso(text: str, zone: str) -> str | None:
    """An ISO 8601 (or nearly) timestamp as machines write it → EDTF in the zone; a day or month stays one.

    >>> read_iso("2020-09-10T03:00:00Z", "Asia/Tokyo"), read_iso("2020-09-10", "Asia/Tokyo")
    ('2020-09-10T12:00+09:00', '2020-09-10')
    >>> read_iso("2020-09-10 12:00:00.000 +0900", "UTC"), read_iso("soon", "UTC")
    ('2020-09-10T03:00+00:00', None)
    """
    text = fold(text).strip().replace("/", "-").replace(" +", "+").replace(" ", "T", 1)
    if len(text) <= 10:
        day = day_of(text)
        return day.isoformat() if day and len(text) == 10 else None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return in_zone(moment, zone)


def in_zone(moment: datetime, zone: str) -> str | None:
    """EDTF of a point in time as the clocks of a zone show it; without a zone of its own it is in that zone."""
    try:
        local = moment.astimezone(_zone(zone)) if moment.tzinfo else moment.replace(tzinfo=_zone(zone))
    except (OverflowError, ValueError):
        return None
    return _stamp(local)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo | timezone:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return UTC
