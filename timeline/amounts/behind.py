"""What stands behind a Japanese number and makes it a sum or a count: a unit, a ticker, a counter, a noun with の.

The patterns are put together when a text first has their first character there: most texts need a dozen of them.
"""

import re
from collections.abc import Iterable
from functools import cache

from timeline.amounts.rules import HEADS, RULES, TICKERS, UNITS, any_of

_COUNTERS: dict[str, str] = RULES["japanese"]["counters"]
_NEVER_AFTER: str = RULES["japanese"]["never_after"]
_NOT_MONEY = "[形周盤滑玉硬札卓化論]|大統領|建て|相場|安|高"
_EXTENTS = ("余り", "あまり", "余", "超", "以上", "近く", "ほど", "程度", "弱", "強")
_LINKS = frozenset(word[0] for word in ("の", "つの", *_EXTENTS, "を超える"))
RANGE = ("~", "か")
"""First characters of what joins the two ends of a range: 3~5億円, 3億から5億円."""

BEGINS = "".join(sorted({word[0] for word in (*UNITS, *TICKERS, *_COUNTERS)} | _LINKS | set(RANGE)))
"""First characters of all that can stand behind a number; behind any other one a number is no sum and no count."""


def _beginning(char: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word[0] == char]


def _counters(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    barred = ((word, _COUNTERS[word] + "|" if _COUNTERS[word] else "") for word in ordered)
    return "|".join(f"{re.escape(word)}(?!{never}{_NEVER_AFTER})" for word, never in barred)


@cache
def unit_pattern(char: str) -> re.Pattern[str] | None:
    """Units, tickers and counters that begin with a character: group `unit`, `ticker` or `counter`.

    >>> unit_pattern("円").match("円形"), unit_pattern("件").match("件に").lastgroup
    (None, 'counter')
    """
    kinds = []
    if units := _beginning(char, UNITS):
        kinds.append(f"(?P<unit>{any_of(units)})(?!{_NOT_MONEY})")
    if codes := _beginning(char, TICKERS):
        kinds.append(f"(?P<ticker>{any_of(codes)})(?![A-Za-z0-9])")
    if counters := _beginning(char, _COUNTERS):
        kinds.append(f"(?P<counter>{_counters(counters)})")
    return re.compile("|".join(kinds)) if kinds else None


@cache
def link_pattern(char: str) -> re.Pattern[str] | None:
    """What links a number with a noun: 12の銀行, 二つのサービス, 100を超える施設, 30余人."""
    if char not in _LINKS:
        return None
    return re.compile(
        rf"""(?:(?P<tsu>つ)?の|(?P<extent>{"|".join(_EXTENTS)})の|(?P<beyond>を超える|を上回る|を超す))
        (?P<head>[一-龥ァ-ヶー々]{{0,8}}?(?:{any_of(HEADS)}))(?!員|長|名|側)
        {rf"|余[ ]?(?P<counter>{_counters(_COUNTERS)})" if char == "余" else ""}""",
        re.VERBOSE,
    )
