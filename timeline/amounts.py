"""Finds sums of money and counts. Dates, names, and what a figure means are found elsewhere.

What is counted and what money is called are data (`rules/amounts.toml`); how a number is written stands in
`timeline.numerals`. The finders look only where a number stands, and every pattern runs in linear time: runs of
digits are possessive, and a search never starts inside a run.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from db.records import Mention, Qualifier
from timeline.numerals import (
    ARABIC,
    ENGLISH_SCALES,
    ENGLISH_WORDS,
    JAPANESE,
    MULTIPLIERS,
    Number,
    read_english,
    read_japanese,
)

_RULES: dict[str, Any] = tomllib.loads(files("timeline.rules").joinpath("amounts.toml").read_text("utf-8"))


def _any(words: Iterable[str]) -> str:
    """An alternation of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _counters() -> str:
    counters: dict[str, str] = _RULES["japanese"]["counters"]
    never = _RULES["japanese"]["never_after"]
    ordered = sorted(counters, key=lambda word: (-len(word), word))
    return "|".join(f"{word}(?!{counters[word] + '|' if counters[word] else ''}{never})" for word in ordered)


_UNITS: dict[str, str] = _RULES["money"]["after"]
_BEFORE: dict[str, str] = _RULES["money"]["before"]
_ENGLISH: dict[str, str] = _RULES["money"]["english"]
_TICKERS: list[str] = _RULES["money"]["tickers"]["codes"]
_TICKER_NAMES: dict[str, str] = _RULES["money"]["ticker_names"]
_HEADS: list[str] = _RULES["japanese"]["heads"]["nouns"]
_NOUNS: list[str] = _RULES["english"]["nouns"]

# No search starts inside a number, nor behind 第 (an ordinal) or a decimal point.
_NOT_INSIDE = rf"(?<![0-9.第数何〇零一二三四五六七八九{MULTIPLIERS}])(?<![0-9],)(?<![0-9]-)"

_RUN = re.compile(
    rf"[0-9数何〇零一二三四五六七八九{MULTIPLIERS}][0-9.,数何〇零一二三四五六七八九{MULTIPLIERS}]*+"
)
_JAPANESE = re.compile(
    rf"""{_NOT_INSIDE}
    (?P<number>{JAPANESE})
    (?:
        \ ?(?P<unit>{_any(_UNITS)})(?![形周盤滑玉硬札卓]|大統領|建て|相場|安|高)
      | \ ?(?P<ticker>{_any(_TICKERS)})(?![A-Za-z0-9])
      | (?P<more>余)?\ ?(?P<counter>{_counters()})
      | (?P<tsu>つ)?の(?P<head>[一-龥ァ-ヶー々]{{0,8}}?(?:{_any(_HEADS)}))(?!員|長|名|側)
      | ~(?={JAPANESE}\ ?(?P<shared>円|ドル|ユーロ|{_any(["件", "人", "名", "社", "口座"])}))
    )""",
    re.VERBOSE,
)

_SCALES = _any(ENGLISH_SCALES)
_PREFIXED = re.compile(
    rf"""(?<![A-Za-z0-9])(?P<unit>{_any(_BEFORE)})\ ?
    (?P<number>{ARABIC})
    (?:(?P<japanese>\ ?[{MULTIPLIERS}]++(?:{ARABIC}[{MULTIPLIERS}]*+)?+)|[ -]?(?P<scale>{_SCALES})(?![A-Za-z0-9]))?""",
    re.VERBOSE,
)

_WORDS = _any(word for word, value in ENGLISH_WORDS.items() if value > 1)
_NUMBER_WORDS = (
    rf"(?:{_WORDS}|{_WORDS.title()})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?(?![A-Za-z-])"
)
_VAGUE_WORDS = (
    r"(?:[Ss]everal|[Aa]\ few|[Dd]ozens\ of|[Hh]undreds\ of|[Tt]housands\ of|[Mm]illions\ of|[Bb]illions\ of"
    r"|[Tt]ens\ of|[Ss]cores\ of)(?:\ (?:hundreds?|thousands?|millions?|billions?|dozens?)(?:\ of)?)?"
)
_ADJECTIVE = rf"(?:(?!(?:{_any(_RULES['english']['not_adjectives'])})\ )[a-z][a-z'-]{{1,15}}\ |[A-Z][A-Za-z]{{1,11}}\ )"
_ENGLISH_AMOUNT = re.compile(
    rf"""(?=[0-9A-Za-z])(?<![A-Za-z0-9.,<#/:$-])
    (?:(?P<number>{ARABIC})|(?P<words>{_NUMBER_WORDS})|(?P<vague>{_VAGUE_WORDS}))
    (?:[ -](?P<scale>hundred|thousand|million|billion|trillion|mln|bn|mn)(?![A-Za-z]))?
    (?:
        [ -](?P<unit>{_any([*_ENGLISH, *_TICKERS])})(?![A-Za-z0-9])
      | \ (?P<adjectives>{_ADJECTIVE}{{0,3}}?)(?P<noun>{_any(_NOUNS)})(?![A-Za-z-])
    )""",
    re.VERBOSE,
)
_HAS_ENGLISH = re.compile(r"[A-Za-z]{2} |[0-9][ -][A-Za-z]{2}")


def _meanings(side: str) -> dict[str, Qualifier]:
    return {word: name for name, words in _RULES["qualifiers"][side].items() for word in words}


_BEFORE_NUMBER = _meanings("before")
_SKIPPED = tuple(sorted(_RULES["qualifiers"]["skip"]["words"], key=len, reverse=True))
_BEFORE_WORDS = tuple(_BEFORE_NUMBER)
_LONGEST_FIRST = sorted(_BEFORE_NUMBER, key=len, reverse=True)
_LAST_CHARACTERS = frozenset(word[-1] for word in (*_BEFORE_WORDS, *_SKIPPED)) | {" ", "、"}
_LOOK_BACK = 24

_AFTER_NUMBER = _meanings("after")
_AFTER = re.compile(rf"[ ,]?({_any(_AFTER_NUMBER)})")
_FIRST_CHARACTERS = frozenset(word[0] for word in _AFTER_NUMBER) | {" ", ","}


def find_amounts(folded: str) -> list[Mention]:
    """Sums and counts of a folded text, in order; `Mention.text` is the folded slice.

    >>> [(m.kind, m.text, m.value, m.unit, m.qualifier) for m in find_amounts("全国12の銀行で約1990万円余り")]
    [('count', '12の銀行', 12, '銀行', 'exact'), ('money', '1990万円', 19900000, 'JPY', 'over')]
    >>> [(m.text, m.value, m.unit) for m in find_amounts("25.42 million yen from 11 partner banks")]
    [('25.42 million yen', 25420000, 'JPY'), ('11 partner banks', 11, 'banks')]
    """
    found = list(_japanese_amounts(folded))
    if "¥" in folded or "$" in folded or _HAS_ENGLISH.search(folded) or "€" in folded or "£" in folded:
        found += [_prefixed(folded, match) for match in _PREFIXED.finditer(folded)]
    if _HAS_ENGLISH.search(folded):
        found += [
            mention for match in _ENGLISH_AMOUNT.finditer(folded) if (mention := _english(folded, match))
        ]
        found = _settled(found)
    return found


def _japanese_amounts(folded: str) -> Iterator[Mention]:
    """Those behind a Japanese number; the full pattern is tried once at every run of digits."""
    done = 0
    for run in _RUN.finditer(folded):
        if run.start() < done:
            continue
        if match := _JAPANESE.match(folded, run.start()):
            mention = _japanese(folded, match)
            if mention:
                yield mention
                done = match.end()


def _settled(mentions: list[Mention]) -> list[Mention]:
    """In order and without overlaps: the one that starts first, the longer one at the same place."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _japanese(folded: str, match: re.Match[str]) -> Mention | None:
    run = match["number"]
    value = read_japanese(run)
    if unit := match["unit"]:
        if run[0] in MULTIPLIERS and run[0] in "万億兆京":
            return None
        return _amount("money", folded, match.start(), match.end(), value, _UNITS[unit])
    if ticker := match["ticker"]:
        return _amount("money", folded, match.start(), match.end(), value, _TICKER_NAMES.get(ticker, ticker))
    if shared := match["shared"]:
        return _range_start(match, value, shared)
    return _count(folded, match, value)


def _range_start(match: re.Match[str], value: Number, unit: str) -> Mention:
    """The 30万 of 30万~60万円: it has the unit of its other end."""
    kind_unit = ("money", _UNITS[unit]) if unit in _UNITS else ("count", unit)
    return Mention(
        kind="money" if kind_unit[0] == "money" else "count",
        start=match.start(),
        end=match.end() - 1,
        text=match["number"],
        value=value,
        unit=kind_unit[1],
        qualifier="vague" if value is None else "atleast",
    )


_NUMBERED_BANK = re.compile(r"[〇一二三四五六七八九十百]+(?:銀行|行)")


def _count(folded: str, match: re.Match[str], value: Number) -> Mention | None:
    """A count; None for 一行 (a party), 十六銀行 (a name), 1つの (an article)."""
    run, head = match["number"], match["head"]
    if head is not None:
        if value == 1 or run[0] in "万億兆京":
            return None
        unit = next((noun for noun in _HEADS_BY_LENGTH if head.endswith(noun)), head)
        return _amount("count", folded, match.start(), match.end(), value, unit)
    unit = match["counter"]
    if run[0] not in "0123456789数何" and (
        unit == "銀行" or run[0] in "万億兆京" or (run == "一" and unit != "人")
    ):
        return None
    if run == "何":
        return None
    start = match.start()
    if isinstance(value, int) and 1 < value < 10 and folded[max(0, start - 2) : start] == f"{value - 1}、":
        start, value = start - 2, None  # 3、4人: three or four
    mention = _amount("count", folded, start, match.end(), value, unit)
    return mention if not match["more"] else _with_qualifier(mention, "over")


_HEADS_BY_LENGTH = sorted(_HEADS, key=len, reverse=True)


def _with_qualifier(mention: Mention, qualifier: Qualifier) -> Mention:
    return Mention(
        kind=mention.kind, start=mention.start, end=mention.end, text=mention.text, value=mention.value,
        unit=mention.unit, qualifier=qualifier,
    )  # fmt: skip


def _prefixed(folded: str, match: re.Match[str]) -> Mention:
    number, japanese = match["number"], match["japanese"]
    value = read_japanese(number + japanese) if japanese else read_english(number, match["scale"])
    return _amount("money", folded, match.start(), match.end(), value, _BEFORE[match["unit"]])


_YEAR = re.compile(r"(?:19|20)[0-9][0-9]\Z")
_IN_YEAR = re.compile(r"(?<![A-Za-z])(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|of|from|[Dd]uring|early|late|mid) \Z")


def _english(folded: str, match: re.Match[str]) -> Mention | None:
    number, scale = match["number"] or match["words"], match["scale"]
    if match["vague"]:
        value: Number = None
    else:
        value = read_english(number, scale)
    if unit := match["unit"]:
        code = _ENGLISH.get(unit) or _TICKER_NAMES.get(unit, unit)
        return _amount("money", folded, match.start(), match.end(), value, code)
    if (
        number
        and not scale
        and _YEAR.match(number)
        and (match["adjectives"] or _IN_YEAR.search(folded, max(0, match.start() - 8), match.start()))
    ):
        return None
    return _amount("count", folded, match.start(), match.end(), value, match["noun"])


def _amount(kind: str, folded: str, start: int, end: int, value: Number, unit: str) -> Mention:
    return Mention(
        kind="money" if kind == "money" else "count",
        start=start,
        end=end,
        text=folded[start:end],
        value=value,
        unit=unit,
        qualifier="vague" if value is None else _qualifier(folded, start, end),
    )


def _qualifier(folded: str, start: int, end: int) -> Qualifier:
    """What the words around a number make of it; the word behind it wins: 約150人余り is over."""
    if folded[end : end + 1] in _FIRST_CHARACTERS and (after := _AFTER.match(folded, end)):
        return _AFTER_NUMBER[after[1]]
    last = folded[start - 1 : start]
    if last == "~":
        return "upto"
    if last in _LAST_CHARACTERS:
        return _qualifier_before(folded[max(0, start - _LOOK_BACK) : start])
    return "exact"


def _qualifier_before(text: str) -> Qualifier:
    """The qualifier that a text ends with, behind it perhaps 計 or "a total of"."""
    text = text.rstrip(" 、").lower()
    for _ in range(3):
        if text.endswith(_BEFORE_WORDS):
            word = next(word for word in _LONGEST_FIRST if text.endswith(word))
            whole = not word[0].isascii() or not text[: -len(word)][-1:].isalpha()
            return _BEFORE_NUMBER[word] if whole else "exact"
        if not text.endswith(_SKIPPED):
            break
        text = text.removesuffix(next(word for word in _SKIPPED if text.endswith(word))).rstrip(" 、")
    return "exact"
