"""Times of day in Japanese and numeric forms: 午後3時半, 12:50, 24時. What day they belong to is not decided here."""

import re

from timeline.dates.expression import Expression
from timeline.dates.patterns import CLOCK, TIME_ENDS, TIME_GOES_ON
from timeline.dates.zones import ENGLISH_ZONES, JAPANESE_ZONES, read_offset, zone_before
from timeline.numerals import read_japanese

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


def read_number(written: str) -> int | None:
    """Digits or kanji; None where they make no number."""
    if written.isdecimal():
        return int(written)
    number = read_japanese(written)
    return number if isinstance(number, int) else None


def read_clock(folded: str, start: int) -> Expression | None:
    """A time in figures that ends a range of times (10:00~11:00); alone it would be none."""
    match = CLOCK.match(folded, start)
    if match is None or not match["hour2"]:
        return None
    found = Expression(start=start, end=match.end())
    _read_clock(match, found, match["hour2"], match["part"] or "")
    _read_zone(folded, match, found)
    return found if found.hour is not None else None


def add_clock(folded: str, found: Expression) -> None:
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
    if alone and match["hour2"] and not part and not match["meridiem"] and not _is_time(folded, match):
        return
    if hour is None:
        found.hour = 12
    else:
        _read_clock(match, found, hour, part or _word_of_day(folded, found))
    found.end = match.end()
    _read_zone(folded, match, found)


def _is_time(folded: str, match: re.Match[str]) -> bool:
    """Whether 12:50 alone is a time of day, no score, ratio, chapter or length of a film."""
    before = folded[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:]
    if match["second2"] and int(match["hour2"]) < _LONGEST_RECORDING:
        return False
    if (before.isascii() and before.isalnum()) or before in _NO_TIME_BEHIND:
        return False
    behind = (TIME_GOES_ON if len(match["hour2"]) == 1 else TIME_ENDS).match(folded, match.end())
    return behind is not None


_LONGEST_RECORDING = 5
"""Hours: 00:35:30 alone is a place in a recording."""
_NO_TIME_BEHIND = frozenset((".", ":", "/", "第", "章"))


def _word_of_day(folded: str, found: Expression) -> str:
    """昨夜10時: the day's word says which half of the day."""
    return folded[found.end - 2 : found.end] if found.end - found.start >= 2 else ""


def _read_clock(match: re.Match[str], found: Expression, written: str, part: str) -> None:
    hour = read_number(written)
    minute = read_number(match["minute"] or match["minute2"] or ("30" if match["half"] else "0"))
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
