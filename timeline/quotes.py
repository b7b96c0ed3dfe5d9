"""Which part of a sentence is quoted."""

import re
from datetime import date

from db.records import Claim
from timeline.patterns import lazy_pattern

_MONTH = lazy_pattern(r"\d{4}-(?:0[1-9]|1[0-2])")
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
QUOTE = 120
"""The longest quote that is published, in code points."""
_WORD = 24
"""The longest word that is kept whole."""


def quoted_span(text: str, claim: Claim) -> tuple[int, int]:
    """The part of the sentence that is quoted: all of it, or 120 characters that hold its figures."""
    start, end = claim.start, claim.end
    if end - start > QUOTE:
        ends = [
            figure.end for figure in claim.figures if figure.end is not None and start < figure.end <= end
        ]
        told = max(ends) if ends else _told_at(text, claim)
        first = max(start, told - QUOTE)
        last = min(end, first + QUOTE)
        start = _after_word(text, first) if first > start else start
        end = _before_word(text, last) if last < end else end
    quote = text[start:end]
    return start + len(quote) - len(quote.lstrip()), end - (len(quote) - len(quote.rstrip()))


def _told_at(text: str, claim: Claim) -> int:
    """Where an English sentence is over that tells of several days, up to the one that the claim is about."""
    day = (claim.date or "").partition("/")[0].partition("T")[0]
    if _MONTH.fullmatch(day[:7]) is None:
        return claim.start
    named = f"{_NAMES[int(day[5:7]) - 1]}[a-z]*"
    if len(day) == len("2020-09-11"):
        of_month = int(day[8:])
        weekday = _WEEKDAYS[date.fromisoformat(day).weekday()]
        named = rf"{named}\.? {of_month}(?!\d)|(?<!\d){of_month} {named}|{weekday}"
    found = re.compile(rf"\b(?:{named})").search(text, claim.start, claim.end)
    if found is None:
        return claim.start
    return next((at for at in range(found.end(), claim.end) if text[at].isspace()), claim.end)


def _after_word(text: str, at: int) -> int:
    """Where the word that is cut at a place is over; the place itself where none is, or it is a very long one."""
    return next((i for i in range(at, at + _WORD) if not _in_word(text, i)), at)


def _before_word(text: str, at: int) -> int:
    """Where the word that is cut at a place begins; the place itself where none is, or it is a very long one."""
    return next((i for i in range(at, at - _WORD, -1) if not _in_word(text, i)), at)


def _in_word(text: str, at: int) -> bool:
    """Whether a place stands within a word that is written with spaces around it, or within a number."""
    before, after = text[at - 1 : at], text[at : at + 1]
    return all(c.isascii() and not c.isspace() for c in (before, after) if c) and bool(before and after)
