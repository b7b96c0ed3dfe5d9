"""When a claim happened, and the moment its figures hold for. The dates themselves were read by `timeline.dates`."""

import re
from dataclasses import dataclass

from db.records import Mention
from timeline.claims.passages import Cue, Passage

_AS_OF_AFTER = re.compile(r"\s*(?:ごろ|頃)?(?:の)?(?:時点|現在|夜の時点|までに|まで|夜までに|夜の)")
_AS_OF_BEFORE = re.compile(r"(?:as of|by|until|through|up to)(?: \w+)? \Z")
_BREAK = re.compile(r"[、,;。]|し、|\band\b|\bbut\b")
_SINCE_AFTER = re.compile(r"以降|以来|の開始|に始まった")


@dataclass(slots=True)
class Context:
    """What the passages before have said about time."""

    written_on: str | None
    announced: str | None = None
    as_of: str | None = None


def as_of_dates(passage: Passage) -> list[Mention]:
    """The dates of a passage that say for which moment a figure holds: 27日午後8時時点, as of Sept. 10."""
    return [date for date in dates_of(passage) if is_as_of(passage, date)]


def is_as_of(passage: Passage, date: Mention) -> bool:
    """Whether a date is the moment something holds for."""
    return bool(
        _AS_OF_AFTER.match(passage.folded, date.end, min(passage.end, date.end + 12))
        or _AS_OF_BEFORE.search(passage.folded, max(passage.start, date.start - 24), date.start)
    )


def dates_of(passage: Passage) -> list[Mention]:
    """The dates of a passage that were understood."""
    return [date for date in passage.of("date") if isinstance(date.value, str)]


def day(value: str) -> str:
    """The date without a time of day.

    >>> day("2020-09-11T00:00+09:00"), day("2019-10")
    ('2020-09-11', '2019-10')
    """
    return value.split("T")[0]


def first_end(value: str) -> str:
    """Where a range begins; any other date as it is."""
    begin, _, end = value.partition("/")
    return begin if begin not in ("", "..") else end


def last_end(value: str) -> str:
    """Where a range ends; any other date as it is."""
    begin, _, end = value.partition("/")
    return end if end not in ("", "..") else begin


def date_at(passage: Passage, cue: Cue, *, spoken: bool = False) -> Mention | None:
    """The date that belongs to a cue: the nearest before it, else the first one after it in its clause.

    `spoken` is for words of saying, whose date stands at the front: 15日の会見で、先週金曜に行った…と明かした.
    """
    dates = [d for d in dates_of(passage) if not _SINCE_AFTER.match(passage.folded, d.end)]
    if spoken and dates:
        return dates[0]
    before = [date for date in dates if date.end <= cue.start]
    if passage.is_latin():
        return min(dates, key=lambda date: _distance(date, cue), default=None)
    if before:
        return before[-1]
    return next((date for date in dates if _same_clause(passage, cue.end, date.start)), None)


def _distance(date: Mention, cue: Cue) -> int:
    return max(cue.start - date.end, date.start - cue.end)


def _same_clause(passage: Passage, start: int, end: int) -> bool:
    return not re.search(r"[、;。]", passage.folded[start:end])
