"""Sums and counts behind a Japanese number. It is looked for only where a number stands, and in linear time:
runs of digits are possessive, and a search never starts inside a run."""

import re
from collections.abc import Iterator

from db.records import Mention
from timeline.amounts.qualifier import AFTER_NUMBER, LOOK_BACK, amount, with_qualifier
from timeline.amounts.rules import HEADS, RULES, TICKER_NAMES, TICKERS, UNITS, any_of
from timeline.numerals import JAPANESE, MULTIPLIERS, Number, read_japanese


def _counters() -> str:
    counters: dict[str, str] = RULES["japanese"]["counters"]
    never = RULES["japanese"]["never_after"]
    ordered = sorted(counters, key=lambda word: (-len(word), word))
    return "|".join(f"{word}(?!{counters[word] + '|' if counters[word] else ''}{never})" for word in ordered)


_SHARED = [
    "円",
    "ドル",
    "ユーロ",
    "ポンド",
    "ウォン",
    "件",
    "人",
    "名",
    "社",
    "口座",
    "台",
    "店",
    "店舗",
    "回",
    "行",
    "銀行",
    "カ所",
]

# No search starts inside a number, nor behind 第 (an ordinal) or a decimal point.
_NOT_INSIDE = rf"(?<![0-9.第数何〇零一二三四五六七八九{MULTIPLIERS}])(?<![0-9],)(?<![0-9]-)"

_RUN = re.compile(
    rf"[0-9数何〇零一二三四五六七八九{MULTIPLIERS}][0-9.,数何〇零一二三四五六七八九{MULTIPLIERS}]*+"
)
_JAPANESE = re.compile(
    rf"""{_NOT_INSIDE}
    (?P<number>{JAPANESE})
    (?:
        \ ?(?P<unit>{any_of(UNITS)})(?![形周盤滑玉硬札卓]|大統領|建て|相場|安|高)
      | \ ?(?P<ticker>{any_of(TICKERS)})(?![A-Za-z0-9])
      | (?P<more>余)?\ ?(?P<counter>{_counters()})
      | (?:(?P<tsu>つ)?の|(?P<extent>余り|あまり|余|超|以上|近く|ほど|程度|弱|強)の
          |(?P<beyond>を超える|を上回る|を超す))
        (?P<head>[一-龥ァ-ヶー々]{{0,8}}?(?:{any_of(HEADS)}))(?!員|長|名|側)
      | ~(?=(?P<other>{JAPANESE})\ ?(?P<shared>{any_of(_SHARED)}))
    )""",
    re.VERBOSE,
)

_PLAIN_END = re.compile(rf"([0-9][0-9,.]*+)([{MULTIPLIERS}]++)\Z")


def japanese_amounts(folded: str) -> Iterator[Mention]:
    """Those behind a Japanese number; the full pattern is tried once at every run of digits."""
    done = 0
    for run in _RUN.finditer(folded):
        if run.start() < done:
            continue
        if match := _JAPANESE.match(folded, run.start()):
            mention = None if _is_rate(folded, run.start()) else _japanese(folded, match)
            if mention:
                yield mention
                done = match.end()


def _japanese(folded: str, match: re.Match[str]) -> Mention | None:
    run = match["number"]
    value = read_japanese(run)
    if unit := match["unit"]:
        if (run[0] in MULTIPLIERS and run[0] in "万億兆京") or _is_exchange_rate(folded, match, value):
            return None
        return amount("money", folded, match.start(), match.end(), value, UNITS[unit])
    if ticker := match["ticker"]:
        if value == 1 and folded[match.end() : match.end() + 1] in ("=", "約"):
            return None
        return amount("money", folded, match.start(), match.end(), value, TICKER_NAMES.get(ticker, ticker))
    if shared := match["shared"]:
        return _range_start(match, _lifted(run, value, match["other"]), shared)
    return _count(folded, match, value)


def _lifted(run: str, value: Number, other: str) -> Number:
    """The value of the 3 of 3~5億円: it shares the multiplier, too; the 5000 of 5000~1万円 does not."""
    end = _PLAIN_END.match(other)
    if end is None or value is None or not run[-1].isdigit():
        return value
    first, last = read_japanese(run), read_japanese(end[1])
    if isinstance(first, int) and isinstance(last, int) and first < last:
        return read_japanese(run + end[2])
    return value


def _range_start(match: re.Match[str], value: Number, unit: str) -> Mention:
    """The 30万 of 30万~60万円: it has the unit of its other end."""
    kind_unit = ("money", UNITS[unit]) if unit in UNITS else ("count", unit)
    return Mention(
        kind="money" if kind_unit[0] == "money" else "count",
        start=match.start(),
        end=match.end() - 1,
        text=match["number"],
        value=value,
        unit=kind_unit[1],
        qualifier="vague" if value is None else "atleast",
    )


_PER_TIME = re.compile(
    r"(?:(?<![0-9月日同翌])1(?:日|時間|分間?|秒間?|週間|[かカヵヶケ箇]月|年)(?:に|当たり|あたり|につき|の?平均)"
    r"|毎(?:日|月|年|週|時|分|秒)|(?<![0-9今先来同翌前隔])[週月]に|(?:日|時間|週|月|年)(?:当たり|あたり))"
    r"(?:に|平均|約|およそ|最大|最高|で|計|延べ|ほぼ|の| )*+\Z"
)
_PER_TIME_ENDS = frozenset("日間分秒月年週時にりき均約そ大高で計べぼの ")
_ONE_OF_ANOTHER = re.compile(
    r"(?<![0-9])1(?:ドル|ユーロ|ポンド|元|ウォン|株|口|[A-Z]{3,4}|ビットコイン)\ ?=?\ ?約?\Z"
)


def _is_rate(folded: str, start: int) -> bool:
    """Whether a number is so many a day: 1日当たり約100件, 毎月5万円."""
    if folded[start - 1 : start] not in _PER_TIME_ENDS:
        return False
    return _PER_TIME.search(folded, max(0, start - LOOK_BACK), start) is not None


def _is_exchange_rate(folded: str, match: re.Match[str], value: Number) -> bool:
    """Both sides of 1ドル=150円."""
    if value == 1 and folded[match.end() : match.end() + 1] in tuple("=約0123456789"):
        return True
    before = folded[match.start() - 1 : match.start()]
    if before not in _RATE_ENDS:
        return False
    return _ONE_OF_ANOTHER.search(folded, max(0, match.start() - 12), match.start()) is not None


_RATE_ENDS = frozenset("=約ルロドン元株口 ") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SHARE = re.compile(r"[0-9](?:人|社|件|口座|行)(?:に|のうち|中)\Z")
_SHARE_AFTER = ("に1人", "に1社", "に1件", "に一人", "中1人")


def _count(folded: str, match: re.Match[str], value: Number) -> Mention | None:
    """A count; None for 一行 (a party), 十六銀行 (a name), 1つの (an article)."""
    run, head = match["number"], match["head"]
    if head is not None:
        if run[0] in "万億兆京" or (value == 1 and not (run == "1" and match["tsu"])):
            return None
        unit = next((noun for noun in _HEADS_BY_LENGTH if head.endswith(noun)), head)
        mention = amount("count", folded, match.start(), match.end(), value, unit)
        if value is None or not (match["extent"] or match["beyond"]):
            return mention
        return with_qualifier(mention, AFTER_NUMBER.get(match["extent"], "over"))
    unit = match["counter"]
    if run[0] not in "0123456789数何" and (
        unit == "銀行" or run[0] in "万億兆京" or (run == "一" and unit != "人")
    ):
        return None
    if run == "何" or folded.startswith(_SHARE_AFTER, match.end()):
        return None
    start = match.start()
    if value == 1 and _SHARE.search(folded, max(0, start - 6), start):
        return None
    if isinstance(value, int) and 1 < value < 10 and folded[max(0, start - 2) : start] == f"{value - 1}、":
        start, value = start - 2, None  # 3、4人: three or four
    mention = amount("count", folded, start, match.end(), value, unit)
    return mention if not match["more"] else with_qualifier(mention, "over")


_HEADS_BY_LENGTH = sorted(HEADS, key=len, reverse=True)
