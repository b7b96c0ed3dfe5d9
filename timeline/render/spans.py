"""Moments as stretches of time, for formats that have no partial dates: calendars, charts, slides."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from timeline.moments import in_zone, is_known, minute_of

Precision = Literal["year", "month", "day", "minute"]


@dataclass(frozen=True, slots=True)
class Span:
    """From when to before when something was, in the zone of the incident; how exactly that is known."""

    start: datetime
    end: datetime
    precision: Precision


@lru_cache(maxsize=4096)
def span_of(moment: str, timezone: str) -> Span | None:
    """The time that a moment covers; None where its place in the calendar is not known.

    >>> span = span_of("2019-10", "Asia/Tokyo")
    >>> span.start.isoformat(), span.end.isoformat(), span.precision
    ('2019-10-01T00:00:00+09:00', '2019-11-01T00:00:00+09:00', 'month')
    >>> span_of("2020-09-10T15:00Z", "Asia/Tokyo").start.isoformat()
    '2020-09-11T00:00:00+09:00'
    >>> span_of("XXXX-09-11", "Asia/Tokyo") is None
    True
    """
    if not is_known(moment):
        return None
    first, _, last = in_zone(moment, timezone).partition("/")
    start, end = _one(first, timezone), _one(last or first, timezone)
    if start is None or end is None or end.end < start.start:
        return start
    return Span(start.start, end.end, start.precision)


def _one(moment: str, timezone: str) -> Span | None:
    day, _, clock = minute_of(moment).partition("T")
    parts = day.split("-")
    zone = ZoneInfo(timezone)
    try:
        numbers = [int(part) for part in parts]
        if clock:
            hour, minute = (int(part) for part in clock.split(":"))
            year, month, date = numbers
            at = datetime(year, month, date, hour, minute, tzinfo=zone)
            return Span(at, at, "minute")
        return _whole(numbers, zone)
    except (ValueError, OverflowError, TypeError):
        return None


def _whole(numbers: list[int], zone: ZoneInfo) -> Span | None:
    """A day, a month or a year."""
    if len(numbers) == 3:
        start = datetime(numbers[0], numbers[1], numbers[2], tzinfo=zone)
        return Span(start, start + timedelta(days=1), "day")
    if len(numbers) == 2:
        start = datetime(numbers[0], numbers[1], 1, tzinfo=zone)
        after = divmod(numbers[0] * 12 + numbers[1], 12)
        return Span(start, datetime(after[0], after[1] + 1, 1, tzinfo=zone), "month")
    if len(numbers) == 1:
        return Span(
            datetime(numbers[0], 1, 1, tzinfo=zone), datetime(numbers[0] + 1, 1, 1, tzinfo=zone), "year"
        )
    return None
