"""ja-timex: dates and times of day in Japanese. Durations and sets are left aside, as in the cases."""

from datetime import datetime
from importlib import import_module
from typing import Any

from bench.rivals import Finder, Found
from bench.rivals.joining import joined

OPEN = "X"
DIRECTED = ("BEFORE", "NOW", "AFTER")
LENGTHS = {"year": 4, "month": 7, "day": 10}
"""Of a moment that is so many of these away; hours and minutes are exact."""


def finder() -> Finder:
    """The finder of ja-timex, with the day of writing as its reference."""
    parser_class = import_module("ja_timex").TimexParser
    at = import_module("pendulum").datetime
    parser = parser_class()

    def find(text: str, written: datetime) -> list[Found]:
        parser.reference = at(
            written.year, written.month, written.day, written.hour, written.minute, tz="Asia/Tokyo"
        )
        found = [_found(timex) for timex in parser.parse(text)]
        return joined([one for one in found if one is not None])

    return find


def _found(timex: Any) -> Found | None:
    """A moment; a duration is one only where it counts from the reference (3日前)."""
    if timex.type not in ("DATE", "TIME") and timex.mod not in DIRECTED:
        return None
    start, end = timex.span
    return Found("date", start, end, _value(timex))


def _value(timex: Any) -> str | None:
    if timex.type == "TIME":
        hour, *rest = timex.value.split("-")
        minutes = rest[0] if rest and OPEN not in rest[0] else "00"
        return f"{hour}:{minutes}"
    try:
        moment = timex.to_datetime()
    except (ValueError, TypeError, KeyError, AttributeError):  # month ends, 32日
        return str(timex.value)
    if moment is None:
        return str(timex.value)
    if timex.type != "DATE":
        return _away(moment, next(iter(timex.parsed), ""))
    parts = str(timex.value).split("-")
    known = next((i for i in (3, 2, 1) if len(parts) >= i and OPEN not in parts[i - 1]), 1)
    return _written(moment)[: (4, 7, 10)[known - 1]]


def _away(moment: Any, unit: str) -> str:
    """3日前, 先週, 来年: a day, the days of a week, a year."""
    if unit == "week":
        monday = moment.subtract(days=moment.isoweekday() - 1)
        return f"{_written(monday)[:10]}/{_written(monday.add(days=6))[:10]}"
    return _written(moment)[: LENGTHS.get(unit, 16)]


def _written(moment: Any) -> str:
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}T{moment.hour:02}:{moment.minute:02}"
