"""The dates of a text as they are written, in order, each with its other end where two are joined to a range."""

import re
from collections.abc import Callable, Iterable, Iterator

from timeline.dates import clock, japanese
from timeline.dates.expression import Expression
from timeline.dates.patterns import LEAD
from timeline.patterns import lazy_pattern

_JAPANESE = lazy_pattern("[ぁ-んァ-ヶ一-龠]")
# It begins with a letter in every case: of these Japanese has fewer than digits.
_ENGLISH = lazy_pattern(
    r"""[A-Za-z](?:
        (?<=[A-Za-z][a-z])[.,:;]?\ ["'(]?[A-Za-z0-9] | (?<=[QH])[1-4]\ [of2]
      | (?<=[AaPp])(?:(?<=[0-9].)|(?<=[0-9]\ .))\.?[Mm] | (?<=[0-9]\ [JFMASOND])[a-z]{2} | (?<=20[0-9]{2}\ [QH])
    )""",
    re.VERBOSE,
)


def has_english(folded: str) -> bool:
    """Whether more than names is written in English, so that it is worth while to look for dates in it.

    >>> has_english("PayPayとLINE Payは"), has_english("更新: 21 Feb 2025"), has_english("Friday")
    (False, True, True)
    """
    if " " in folded or "m" in folded or "M" in folded:  # without these there is nothing to find
        return _ENGLISH.search(folded) is not None or not _JAPANESE.search(folded)
    return not _JAPANESE.search(folded)


Pair = tuple[Expression, Expression | None]
"""An expression, and its other end where `~` joins two to a range."""


def find_pairs(folded: str, *, english: bool) -> Iterable[Pair]:
    """The expressions in order, of both languages, with those that are no dates; where two begin inside each other,
    the longer one."""
    if not english:
        return _pairs_of(folded, LEAD, japanese.read)
    pairs = list(_pairs_of(folded, LEAD, japanese.read))
    # Imported late: their patterns take long to put together, and most texts need none.
    from timeline.dates.english import read as read_english
    from timeline.dates.english_patterns import LEAD as ENGLISH_LEAD

    others = list(_pairs_of(folded, ENGLISH_LEAD, read_english))
    if not others:
        return pairs
    pairs += others
    kept: list[Pair] = []
    for pair in sorted(pairs, key=lambda pair: (pair[0].start, -_end(pair), not pair[0].no_date)):
        if not kept or pair[0].start >= _end(kept[-1]):
            kept.append(pair)
        elif _end(pair) - pair[0].start > _end(kept[-1]) - kept[-1][0].start:
            kept[-1] = pair
    return kept


def _end(pair: Pair) -> int:
    return (pair[1] or pair[0]).end


def _pairs_of(
    folded: str, leads: re.Pattern[str], read: Callable[[str, int], Expression | None]
) -> Iterator[Pair]:
    """The expressions of one language."""
    done = near = 0
    repeats = last = -_NEAR
    for lead in leads.finditer(folded):
        start = lead.start()
        if start < done:
            continue
        near = near + 1 if start - last <= _NEAR else 0
        if near > _MOST_NEAR:
            last = start + _LENGTH
            continue
        last = start
        said = read(folded, start)
        if said is None:
            continue
        if folded.startswith("から", said.end):
            other = _stretch_end(folded, said, read)
        else:
            other = None if said.closed else _other_end(folded, said, read)
        done = last = (other or said).end
        if start == repeats:
            said.no_date = True
        if said.no_date and (behind := _GOES_ON.match(folded, done)):
            repeats = behind.end()  # 毎年3月から5月まで: neither is a date
        yield said, other


_GOES_ON = lazy_pattern("から|の| (?:from|to|until|and|at) ")
_NEAR, _MOST_NEAR, _LENGTH = 8, 1000, 12
"""More dates in a row than `_MOST_NEAR`, with no more than `_NEAR` characters from one to the next, are no text; those
that go on in the row, each taken to be `_LENGTH` characters long, are passed over."""


_JOIN = lazy_pattern(r" ?[~-] ?(?![~-])")


def _other_end(
    folded: str, said: Expression, read: Callable[[str, int], Expression | None]
) -> Expression | None:
    """The expression that `~` or `-` joins to this one."""
    if folded[said.end : said.end + 1] not in _JOINS or not (join := _JOIN.match(folded, said.end)):
        return None
    other = read(folded, join.end())
    if other is None and said.has_clock:
        other = clock.read_clock(folded, join.end())
    if other is not None and join[0][0] == " " and other.has_clock != said.has_clock:
        # Printed lines set a day and a time apart so: 21 Feb 2025 - 10:00.
        if other.only_clock and said.day is not None and said.first_day is None:
            said.__dict__.update(other.__dict__ | {"start": said.start})
        return None
    return other


_JOINS = frozenset(" ~-")


def _stretch_end(
    folded: str, said: Expression, read: Callable[[str, int], Expression | None]
) -> Expression | None:
    """The other end of 2月から9月にかけて; から alone says since when, and joins nothing."""
    start = said.end + len("から")
    if folded.find("にかけ", start, start + _STRETCH) < 0:
        return None
    other = read(folded, start)
    if other is None or not folded.startswith("にかけ", other.end):
        return None
    said.closed = False
    return other


_STRETCH = 24
"""Characters that the end of a stretch of time may be long, with にかけ behind it."""
