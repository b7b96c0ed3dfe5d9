"""Sums and counts behind a Japanese number. It is looked for only where a number stands, and in linear time:
runs of digits are possessive, and a search never starts inside a run."""

import re
from collections.abc import Iterator

from db.records import Mention
from timeline.amounts.behind import BEGINS, RANGE, link_pattern, unit_pattern
from timeline.amounts.qualifier import AFTER_NUMBER, CHANGE, LOOK_BACK, amount, with_qualifier
from timeline.amounts.rules import HEADS, RULES, TICKER_NAMES, UNITS
from timeline.numerals import JAPANESE, MULTIPLIERS, Number, read_japanese
from timeline.patterns import lazy_pattern

_DIGITS = f"0-9数何〇零一二三四五六七八九{MULTIPLIERS}"
# No number begins inside another, nor behind 第 (an ordinal) or a decimal point; behind most stands no unit (月, 日).
# The first digit comes before what is asked of the characters around it, so that the search leaps to the next digit.
_CANDIDATE = lazy_pattern(
    rf"[{_DIGITS}](?<![{_DIGITS}.第複].)(?<![{_DIGITS}],.)(?<![0-9]-.)[{_DIGITS}.,]*+(?=[ ]?[{BEGINS}{MULTIPLIERS}数])",
    re.DOTALL,
)
_NUMBER = lazy_pattern(JAPANESE, re.VERBOSE)
_SHARED = lazy_pattern(
    rf"(?:~|から)[約計]?(?P<other>{JAPANESE})[ ]?"
    rf"(?P<shared>円|ドル|ユーロ|ポンド|ウォン|件|人|名|社|口座|台|店舗|店|回|銀行|行|カ所)"
    rf"(?P<change>{CHANGE})?",
    re.VERBOSE,
)
_PLAIN_END = lazy_pattern(rf"([0-9][0-9,.]*+)([{MULTIPLIERS}]++)\Z")


def japanese_amounts(folded: str) -> Iterator[Mention]:
    """Those behind a Japanese number; the full patterns are tried once at every run of digits."""
    done = 0
    for candidate in _CANDIDATE.finditer(folded):
        start, end = candidate.span()
        if start < done:
            continue
        if not folded[start:end].isdecimal() or folded[end] == " ":  # most are digits and no more
            number = _NUMBER.match(folded, start)
            if number is None:
                continue
            end = number.end()
        mention = _behind(folded, start, end)
        if mention:
            yield mention
            done = mention.end


def _behind(folded: str, start: int, end: int) -> Mention | None:
    """The sum or count that the number `folded[start:end]` is by what stands behind it."""
    at = end + (folded[end : end + 1] == " ")
    char = folded[at : at + 1]
    found = pattern.match(folded, at) if (pattern := unit_pattern(char)) else None
    if found is None:
        if at == end and char in RANGE:
            return _range_start(folded, start, end)
        found = pattern.match(folded, at) if (pattern := link_pattern(char)) else None
    if found is None or _is_rate(folded, start):
        return None
    run = folded[start:end]
    kind = found.lastgroup
    if kind == "head":
        return _linked(folded, start, run, found)
    if kind == "counter":
        return _counted(folded, start, run, found["counter"], found.end(), more=at < found.start("counter"))
    return _money(folded, start, run, found)


def _money(folded: str, start: int, run: str, found: re.Match[str]) -> Mention | None:
    value, end = read_japanese(run), found.end()
    if found.lastgroup == "ticker":
        if value == 1 and _IS_UNIT.match(folded, end):
            return None
        ticker = found["ticker"]
        return amount("money", folded, start, end, value, TICKER_NAMES.get(ticker, ticker))
    if run[0] in "万億兆京" or _is_exchange_rate(folded, start, end, value) or _is_unit_price(folded, start):
        return None
    return amount("money", folded, start, end, value, UNITS[found["unit"]])


def _lifted(run: str, value: Number, other: str) -> Number:
    """The value of the 3 of 3~5億円: it shares the multiplier, too; the 5000 of 5000~1万円 does not."""
    end = _PLAIN_END.match(other)
    if end is None or value is None or not run[-1].isdigit():
        return value
    first, last = read_japanese(run), read_japanese(end[1])
    if isinstance(first, int) and isinstance(last, int) and first < last:
        return read_japanese(run + end[2])
    return value


def _range_start(folded: str, start: int, end: int) -> Mention | None:
    """The 30万 of 30万~60万円: it has the unit of its other end."""
    found = _SHARED.match(folded, end)
    if found is None or _is_rate(folded, start):
        return None
    run, unit = folded[start:end], found["shared"]
    value = _lifted(run, read_japanese(run), found["other"])
    money = unit in UNITS
    made = amount("money" if money else "count", folded, start, end, value, UNITS[unit] if money else unit)
    # 73から120件に増えた: before and after, no range.
    return made if value is None or found["change"] else with_qualifier(made, "atleast")


_PER_TIME = lazy_pattern(
    r"(?:(?<![0-9月日同翌])1(?:日|時間|分間?|秒間?|週間|[かカヵヶケ箇]月|年)(?:に|当たり|あたり|につき|の?平均)"
    r"|毎(?:日|月|年|週|時|分|秒)|(?<![0-9今先来同翌前隔])[週月]に|(?:日|時間|週|月|年)(?:当たり|あたり))"
    r"(?:に|平均|約|およそ|最大|最高|で|計|延べ|ほぼ|の| )*+\Z"
)
_IS_UNIT = lazy_pattern(r"\ ?(?:[=約]|当たり|あたり|につき)")
"""1XEM当たり: the thing that has a price, no sum."""
_UNIT_PRICE = lazy_pattern(
    r"1\ ?(?:[A-Z]{3,5}|ビットコイン|通貨(?:単位)?|単位|コイン|トークン|口|株|枚|通|冊|個|点|本)"
    r"(?:当たり|あたり|につき)"
    r"(?:約|およそ|平均|、| )*\Z|(?<![0-9])1件につき(?:約|およそ)*\Z"
)
"""What one of many costs; so much for each person (1人につき5万円) is a sum that people get."""
_PER_TIME_ENDS = frozenset("日間分秒月年週時にりき均約そ大高で計べぼの ")
_ONE_OF_ANOTHER = lazy_pattern(
    r"(?<![0-9])1(?:ドル|ユーロ|ポンド|元|ウォン|株|口|[A-Z]{3,4}|ビットコイン)\ ?=?\ ?約?\Z"
)


def _is_rate(folded: str, start: int) -> bool:
    """Whether a number is so many a day: 1日当たり約100件, 毎月5万円."""
    if folded[start - 1 : start] not in _PER_TIME_ENDS:
        return False
    near = folded[max(0, start - LOOK_BACK) : start]
    if not ("1" in near or "毎" in near or "たり" in near or "週に" in near or "月に" in near):
        return False  # one of these is in all that the pattern matches
    return _PER_TIME.search(folded, max(0, start - LOOK_BACK), start) is not None


def _is_exchange_rate(folded: str, start: int, end: int, value: Number) -> bool:
    """Both sides of 1ドル=150円."""
    if value == 1 and folded[end : end + 1] in tuple("=約0123456789"):
        return True
    if folded[start - 1 : start] not in _RATE_ENDS:
        return False
    return _ONE_OF_ANOTHER.search(folded, max(0, start - 12), start) is not None


def _is_unit_price(folded: str, start: int) -> bool:
    """Whether a sum is what one of many costs: 1件につき500円, 1XEM当たり88.549円."""
    if folded[start - 1 : start] not in _UNIT_PRICE_ENDS:
        return False
    return _UNIT_PRICE.search(folded, max(0, start - LOOK_BACK), start) is not None


_UNIT_PRICE_ENDS = frozenset("りき約そ均、 ")
_RATE_ENDS = frozenset("=約ルロドン元株口 ") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SHARE = lazy_pattern(r"[0-9](?:人|社|件|口座|行)(?:に|のうち|中)\Z")
_SHARE_AFTER = ("に1人", "に1社", "に1件", "に一人", "中1人")


def _linked(folded: str, start: int, run: str, found: re.Match[str]) -> Mention | None:
    """A count with の; None for 1つの (an article)."""
    value, end, head = read_japanese(run), found.end(), found["head"]
    if run[0] in "万億兆京" or (value == 1 and not (run == "1" and found["tsu"])):
        return None
    unit = next((noun for noun in _HEADS_BY_LENGTH if head.endswith(noun)), head)
    mention = amount("count", folded, start, end, value, unit)
    if value is None or not (found["extent"] or found["beyond"]):
        return mention
    return with_qualifier(mention, AFTER_NUMBER.get(found["extent"], "over"))


def _counted(folded: str, start: int, run: str, unit: str, end: int, *, more: bool) -> Mention | None:
    """A count with its counter; None for 一行 (a party), 十六銀行 (a name)."""
    if run[0] not in "0123456789数何" and (
        unit in _DIGITS_ONLY or run[0] in "万億兆京" or (run == "一" and unit != "人")
    ):
        return None
    if run == "何" or folded.startswith(_SHARE_AFTER, end):
        return None
    value = read_japanese(run)
    if value == 1 and _SHARE.search(folded, max(0, start - 6), start):
        return None
    if isinstance(value, int) and 1 < value < 10 and folded[max(0, start - 2) : start] == f"{value - 1}、":
        start, value = start - 2, None  # 3、4人: three or four
    mention = amount("count", folded, start, end, value, unit)
    return with_qualifier(mention, "over") if more else mention


_DIGITS_ONLY = frozenset(RULES["japanese"]["digits_only"]["counters"])
_HEADS_BY_LENGTH = sorted(HEADS, key=len, reverse=True)
