"""All finders over one section, and their overlaps settled in one place. No finding here."""

import re
from dataclasses import replace

from db.records import Mention
from timeline.amounts import find_amounts
from timeline.anchor import Anchor
from timeline.dates import find_dates
from timeline.names import Gazetteer, find_names
from timeline.text import fold

_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]++|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}")
_ADDRESS_MARKS = ("://", "www.", "@")
_BLANK = "\x00"


def find_mentions(text: str, anchor: Anchor, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Every sum, count, date and name of a section, sorted by start, no two overlapping.

    Addresses of pages and mail are blanked first: a date or a name inside of one is not said by the text.
    """
    folded = _without_addresses(fold(text))
    on = anchor.written_on[:10] if anchor.written_on else None
    found = [
        *find_amounts(folded),
        *find_dates(folded, anchor),
        *find_names(folded, gazetteer, on),
    ]
    return tuple(
        mention
        if mention.text == (slice_ := text[mention.start : mention.end])
        else replace(mention, text=slice_)
        for mention in settle(found)
    )


def _without_addresses(folded: str) -> str:
    if any(mark in folded for mark in _ADDRESS_MARKS):
        return _ADDRESS.sub(lambda found: _BLANK * len(found[0]), folded)
    return folded


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
    end = 0
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end, _RANK[mention.kind])):
        if mention.start >= end:
            kept.append(mention)
            end = mention.end
    return kept
