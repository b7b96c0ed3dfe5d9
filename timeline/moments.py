"""Moments as EDTF strings: their precision, their order, and whether two may be the same moment.

Finding dates in text stands in `timeline.dates`; wording them in `timeline.wording`.
"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from timeline.patterns import lazy_pattern

_ZONED = lazy_pattern(r"T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$")
_MARKS = str.maketrans("", "", "~?%")
UNKNOWN = "XXXX"
"""The date of what nobody dated: a year that is not known."""


def start_of(moment: str) -> str:
    """The moment itself, or the beginning of a range.

    >>> start_of("2020-08/2020-09")
    '2020-08'
    """
    return moment.partition("/")[0]


@lru_cache(maxsize=65536)
def day_of(moment: str) -> str:
    """The moment cut to the day, or to what is known of it.

    >>> day_of("2020-09-11T00:00+09:00"), day_of("2020-09"), day_of("2020-08/2020-09")
    ('2020-09-11', '2020-09', '2020-08')
    """
    return start_of(moment)[:10]


def has_time(moment: str) -> bool:
    """Whether the moment names a time of day."""
    return "T" in start_of(moment)


def is_known(moment: str) -> bool:
    """Whether the calendar place of the moment is known (no unknown digit in it).

    >>> is_known("2020-09"), is_known("XXXX-09-11")
    (True, False)
    """
    return "X" not in moment


@lru_cache(maxsize=65536)
def minute_of(moment: str) -> str:
    """The beginning of the moment without zone and seconds, as it is compared.

    >>> minute_of("2020-09-11T00:00+09:00")
    '2020-09-11T00:00'
    """
    return start_of(moment)[:16]


@lru_cache(maxsize=65536)
def order_of(moment: str) -> str:
    """A key under which moments sort by time; the less precise before what lies in it, unknown years last.

    >>> sorted(["2020-09-11", "XXXX-09-11", "2020-09", "2020-09-01T10:00+09:00"], key=order_of)
    ['2020-09', '2020-09-01T10:00+09:00', '2020-09-11', 'XXXX-09-11']
    """
    return minute_of(moment) + ("/" + moment.partition("/")[2] if "/" in moment else "")


def may_be_same(a: str, b: str) -> bool:
    """Whether two moments agree as far as the less precise one goes. A range agrees only with itself.

    >>> may_be_same("2020-09-11", "2020-09-11T00:00+09:00"), may_be_same("2020-09-11T09:00", "2020-09-11T10:00")
    (True, False)
    """
    if "/" in a or "/" in b:
        return a == b
    a, b = minute_of(a), minute_of(b)
    cut = min(len(a), len(b))
    return a[:cut] == b[:cut]


@lru_cache(maxsize=65536)
def in_zone(moment: str, timezone: str) -> str:
    """The moment in the zone of the incident, without seconds and marks of doubt; unchanged where it has no zone.

    >>> in_zone("2020-09-10T15:00Z", "Asia/Tokyo"), in_zone("2020-09-11T00:00:00+09:00", "Asia/Tokyo")
    ('2020-09-11T00:00+09:00', '2020-09-11T00:00+09:00')
    >>> in_zone("2020-09", "Asia/Tokyo")
    '2020-09'
    """
    if "/" in moment:
        return "/".join(in_zone(end, timezone) for end in moment.split("/"))
    moment = moment.translate(_MARKS)
    found = _ZONED.search(moment)
    if found is None or not is_known(moment):
        return moment
    try:
        when = datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(ZoneInfo(timezone))
    except (ValueError, OverflowError):
        return moment
    return when.isoformat(timespec="minutes")
