"""All finders over one section, and their overlaps settled in one place. No finding here."""

from operator import attrgetter

from db.records import Mention
from timeline.amounts import find_amounts
from timeline.anchor import Anchor
from timeline.dates import find_dates
from timeline.foreign import foreign_dates, is_foreign, is_name_there
from timeline.names import Gazetteer, find_names
from timeline.patterns import lazy_pattern
from timeline.text import fold

_ADDRESS = lazy_pattern(r"(?:https?://|www\.)[!-~]++|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}")
_ADDRESS_MARKS = ("://", "www.", "@")
_BLANK = "\x00"


def find_mentions(text: str, anchor: Anchor, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Every sum, count, date and name of a section, sorted by start, no two overlapping.

    Addresses of pages and mail are blanked first: a date or a name inside of one is not said by the text.
    """
    folded = _without_addresses(fold(text))
    on = anchor.written_on[:10] if anchor.written_on else None
    names = find_names(folded, gazetteer, on)
    dates = find_dates(folded, anchor)
    if is_foreign(folded):
        settled = settle([*filter(is_name_there, names), *dates, *foreign_dates(folded)])
    else:
        settled = settle([*names, *dates, *find_amounts(folded)])
    if folded is text:
        return tuple(settled)
    return tuple(mention._replace(text=text[mention.start : mention.end]) for mention in settled)


def _without_addresses(folded: str) -> str:
    if any(mark in folded for mark in _ADDRESS_MARKS):
        return _ADDRESS.sub(lambda found: _BLANK * len(found[0]), folded)
    return folded


_START = attrgetter("start")
_RANK = {"name": 0, "date": 1, "money": 2, "count": 3}


def settle(found: list[Mention]) -> list[Mention]:
    """The mentions in order, without overlaps: the one that begins first stays, of two that begin together the
    longer one, of two of equal length name, date, money, count in this order.

    >>> bank = Mention(kind="name", start=0, end=4, text="十六銀行")
    >>> count = Mention(kind="count", start=0, end=4, text="十六銀行")
    >>> settle([count, bank]) == [bank]
    True
    """
    kept: list[Mention] = []
    start = end = 0
    for mention in sorted(found, key=_START):
        if mention.start >= end:
            kept.append(mention)
        elif mention.start == start and _goes_before(mention, kept[-1]):
            kept[-1] = mention
        else:
            continue
        start, end = mention.start, mention.end
    return kept


def _goes_before(mention: Mention, other: Mention) -> bool:
    """Which of two mentions that begin together stays."""
    return (-mention.end, _RANK[mention.kind]) < (-other.end, _RANK[other.kind])
