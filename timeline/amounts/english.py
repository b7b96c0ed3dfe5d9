"""Sums with their sign or code before the number, and English sums and counts."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from db.records import Mention, MentionKind
from timeline.amounts.qualifier import amount, with_qualifier
from timeline.amounts.rules import BEFORE, ENGLISH, NOUNS, RULES, TICKER_NAMES, TICKERS, any_of
from timeline.numerals import (
    ARABIC,
    ENGLISH_SCALES,
    ENGLISH_WORDS,
    MULTIPLIERS,
    Number,
    read_english,
    read_japanese,
)
from timeline.patterns import lazy_pattern


@cache
def _prefixed_amount() -> re.Pattern[str]:
    """Put together when the first text with a sign or a code is read."""
    return re.compile(
        rf"""(?<![A-Za-z0-9])(?P<unit>{any_of(BEFORE)})\ ?
        (?:(?P<low>{ARABIC})(?P<join>-|~|\ to\ |\ and\ (?=[^0-9]))(?P<sign>{any_of(BEFORE)})?\ ?
           (?={ARABIC}(?:[{MULTIPLIERS}]|[ -]?(?:{any_of(ENGLISH_SCALES)})(?![A-Za-z0-9]))))?
        (?P<number>{ARABIC})
        (?:(?P<japanese>\ ?[{MULTIPLIERS}]++(?:{ARABIC}[{MULTIPLIERS}]*+)?+)
          |[ -]?(?P<scale>{any_of(ENGLISH_SCALES)})(?![A-Za-z0-9]))?""",
        re.VERBOSE,
    )


_NUMBER_WORDS = [word for word, value in ENGLISH_WORDS.items() if value > 1]
_SINGULAR = frozenset(RULES["english"]["singular"])
_VAGUE = {
    "several": "", "a few": "", "dozens": " of", "hundreds": " of", "thousands": " of", "millions": " of",
    "billions": " of", "tens": " of", "scores": " of",
}  # fmt: skip
_OPENERS = ("a ", "one", "half a", *_NUMBER_WORDS, *_VAGUE)
# Every way to begin starts with a letter or a digit itself: the search leaps to the next one.
_STARTS_WITH_DIGIT = lazy_pattern(r"[0-9](?<![A-Za-z0-9.,<#/:$-].)[0-9.,]*+(?=[ ~-]?[A-Za-z0-9])", re.DOTALL)
_STARTS_WITH_WORD = lazy_pattern(
    "|".join(re.escape(w) for word in _OPENERS for w in (word, word.capitalize()))
)
_INSIDE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,<#/:$-")
_HAS_DIGIT = lazy_pattern(r"[0-9](?:[ -][A-Za-z]{2}|[mkMKB] [a-z]|bn |mn )")
_HAS_WORDS = lazy_pattern(r"[a-z] [a-z]{2}")


@cache
def _english_amount() -> re.Pattern[str]:
    """Put together when the first English text is read."""
    any_case = any_of(w for word in _NUMBER_WORDS for w in (word, word.capitalize()))
    words = rf"(?:{any_case})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?(?![A-Za-z-])"
    vague = "|".join(f"[{w[0].upper()}{w[0]}]{re.escape(w[1:] + of)}" for w, of in _VAGUE.items())
    plural = [noun for noun in NOUNS if noun not in _SINGULAR]
    no_adjective = any_of(RULES["english"]["not_adjectives"])
    adjective = (
        rf"(?:(?!(?:{no_adjective})\ )[a-z][a-z'-]{{1,15}}\ (?:and\ [A-Za-z]{{2,12}}\ )?"
        r"|[A-Z][A-Za-z]{1,11}\ |[A-Z]\.[A-Z]\.\ )"
    )
    return re.compile(
        rf"""(?:
            (?P<single>[Oo]ne|1)(?=\ [a-z])(?!\ (?:of|in|on|or|out|hundred|thousand|[mbtr]{{1,2}}illion)\ )
          | (?:(?P<low>{ARABIC})(?:-|~|\ (?:to|or)\ ))?(?P<number>{ARABIC})
          | (?P<dozen>[Aa]|[Tt]wo|[Tt]hree|[Ff]our)\ dozen(?:\ or\ so)?(?![A-Za-z])
          | (?P<one>[Hh]alf\ an?|[Aa]|[Oo]ne)(?=[ -](?:hundred|thousand|[mbtr]{{1,2}}illion)\ )
          | (?P<words>{words})
          | (?P<vague>(?:{vague})(?:\ (?:hundreds?|thousands?|millions?|billions?|dozens?)(?:\ of)?)?)
        )
        (?:[ -](?P<scale>hundred|thousand|million|billion|trillion|lakh|crore|mln|bn|mn)(?![A-Za-z])
          |(?<=[0-9])(?P<short>bn|mn|mln|tn|[mkMKB])(?=\ [A-Za-z]))?(?:-plus(?=\ ))?
        (?:
            [ -](?P<unit>{any_of([*ENGLISH, *TICKERS])})(?![A-Za-z0-9])
          | \ (?P<adjectives>{adjective}{{0,3}}?)
            (?:(?P<noun>(?(single)(?:{any_of(_SINGULAR)})|(?:{any_of(plural)})))
              |(?<=[ ])(?P<other>[a-z]{{3,18}}(?<!s)s))(?![A-Za-z-])
        )""",
        re.VERBOSE,
    )


_SIGNS = "".join(sorted({mark[-1] for mark in BEFORE if not mark[0].isalpha() or mark[-1] == "$"}))
_HAS_SIGN = lazy_pattern(f"[{_SIGNS}][ ]?[0-9]")
# Whether any of the four may be there: asked first, since most Japanese texts have none.
_HAS_ANY = lazy_pattern(
    rf"""[A-Za-z{_SIGNS}](?:
        [ ]?[0-9] | [A-Zs.][A-Z.]?[ ]?[0-9] | (?<=[a-z])\ [a-z]{{2}}
      | (?<=[0-9][ -].)[A-Za-z] | (?<=[0-9][mkMKB])\ [a-z] | (?<=[0-9][bm])n[ ]
    )""",
    re.VERBOSE,
)
_HAS_CODE = lazy_pattern(r"[A-Z][A-Zs][A-Z.]?[ ]?[0-9]")
_NOT_COUNTED = frozenset(RULES["english"]["not_counted"])
_BEFORE_COUNTS = frozenset(RULES["english"]["before_counts"])
_CAPITAL_WORD = lazy_pattern(r"(?<![A-Za-z-])([A-Z][a-z]+) \Z")


def other_amounts(folded: str) -> Iterator[Mention]:
    """Those of signs and of English words, not yet settled; a text without Latin letters costs next to nothing."""
    if not _HAS_ANY.search(folded):
        return
    if _HAS_SIGN.search(folded) or _HAS_CODE.search(folded):
        for match in _prefixed_amount().finditer(folded):
            yield from _prefixed(folded, match)
    if _HAS_DIGIT.search(folded):
        yield from _english_amounts(folded, (found.start() for found in _STARTS_WITH_DIGIT.finditer(folded)))
    if _HAS_WORDS.search(folded):
        yield from _english_amounts(folded, _word_starts(folded))


def _word_starts(folded: str) -> Iterator[int]:
    for found in _STARTS_WITH_WORD.finditer(folded):
        if folded[found.start() - 1 : found.start()] not in _INSIDE:
            yield found.start()


def _prefixed(folded: str, match: re.Match[str]) -> Iterator[Mention]:
    """A sum with its sign before it; of a range that shares its scale ($3-5 million) both ends."""
    number, scale, unit = match["number"], match["japanese"] or match["scale"], BEFORE[match["unit"]]
    value = _scaled(number, scale, japanese=match["japanese"] is not None)
    if match["low"] is None:
        yield amount("money", folded, match.start(), match.end(), value, unit)
        return
    low = match["low"]
    joined = match["join"] != " and " or folded.endswith("etween ", 0, match.start())
    # Floats only tell which is larger: of $500,000 to $1 million the first has no scale.
    shared = joined and float(low.replace(",", "")) < float(number.replace(",", ""))
    least = _scaled(low, scale, japanese=match["japanese"] is not None) if shared else read_english(low)
    first = amount("money", folded, match.start(), match.end("low"), least, unit)
    start = match.start("sign") if match["sign"] else match.start("number")
    last = amount(
        "money", folded, start, match.end(), value, BEFORE[match["sign"]] if match["sign"] else unit
    )
    yield with_qualifier(first, "atleast") if joined else first
    yield with_qualifier(last, "upto") if joined else last


def _scaled(number: str, scale: str | None, *, japanese: bool) -> Number:
    return read_japanese(number + (scale or "")) if japanese else read_english(number, scale)


_YEAR = lazy_pattern(r"(?:19|20)[0-9][0-9]\Z")
_IN_YEAR = lazy_pattern(r"(?<![A-Za-z])(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|of|from|[Dd]uring|early|late|mid) \Z")
_IN_NAME = lazy_pattern(
    r"(?:Fortune|Global|Top|top|P|FTSE|Nikkei|Russell|Windows|[Ss]ection|[Aa]rticle|Unit|Flight|Type) \Z"
)


def _is_part_of_name(folded: str, start: int) -> bool:
    """Whether a number belongs to the words before it: Fortune 500 companies."""
    return _IN_NAME.search(folded, max(0, start - 9), start) is not None


def _is_counted(folded: str, match: re.Match[str]) -> bool:
    """Whether a plural that is in no list counts something: 35 requests, but Figure 6 depicts."""
    before = _CAPITAL_WORD.search(folded, max(0, match.start() - 16), match.start())
    return (
        match["number"] is not None
        and match["other"] not in _NOT_COUNTED
        and (before is None or before[1] in _BEFORE_COUNTS)
    )


def _english(folded: str, match: re.Match[str]) -> Mention | None:
    number, scale = match["number"] or match["words"], match["scale"] or match["short"]
    if _PER_TIME_AFTER.match(folded, match.end()) or _IN_SO_MANY.search(
        folded, max(0, match.start() - 8), match.start()
    ):
        return None
    value = _english_value(match, number, scale)
    start = match.start("number") if match["low"] else match.start()
    if unit := match["unit"]:
        if unit == "won" and isinstance(value, int) and value < _LEAST_WON:
            return None
        code = ENGLISH.get(unit) or TICKER_NAMES.get(unit, unit)
        return amount("money", folded, start, match.end(), value, code)
    noun = match["noun"] or match["other"]
    if _is_part_of_name(folded, match.start()) or (match["other"] and not _is_counted(folded, match)):
        return None
    if (
        number
        and not scale
        and _YEAR.match(number)
        and (match["adjectives"] or _IN_YEAR.search(folded, max(0, match.start() - 8), match.start()))
    ):
        return None
    mention = amount("count", folded, start, match.end(), value, noun)
    return with_qualifier(mention, "about") if match["dozen"] and mention.qualifier == "exact" else mention


_LEAST_WON = 100
"""Nobody counts in less: Team 4 won."""


def _english_value(match: re.Match[str], number: str | None, scale: str | None) -> Number:
    if match["vague"]:
        return None
    if dozen := match["dozen"]:
        return 12 * ENGLISH_WORDS.get(dozen.lower(), 1)
    if one := match["one"] or match["single"]:
        return read_english("0.5" if one.lower().startswith("half") else "1", scale)
    return read_english(number or "", scale)


def _english_amounts(folded: str, starts: Iterable[int]) -> Iterator[Mention]:
    """Those of English words; of a range (100-200 accounts, 10 to 20 million yen) both ends."""
    pattern, done = _english_amount(), 0
    for at in starts:
        match = pattern.match(folded, at) if at >= done else None
        if match is None:
            continue
        mention = _english(folded, match)
        if mention is None:
            continue
        done = mention.end
        if match["low"] and not folded.endswith("rom ", 0, match.start()):
            low = read_english(match["low"], match["scale"] or match["short"])
            if isinstance(low, int) and isinstance(mention.value, int) and low < mention.value:
                yield _range_end(
                    folded, match.start("low"), match.end("low"), low, mention.unit, mention.kind
                )
                mention = with_qualifier(mention, "upto")
            elif folded[match.end("low")] in "-~":
                continue
        yield mention


def _range_end(
    folded: str, start: int, end: int, value: Number, unit: str | None, kind: MentionKind
) -> Mention:
    return with_qualifier(amount(kind, folded, start, end, value, unit or ""), "atleast")


_PER_TIME_AFTER = lazy_pattern(r"\ (?:an?|per|every|each)\ (?:second|minute|hour|day|week|month|year)\b")
_IN_SO_MANY = lazy_pattern(r"(?:[0-9]|one|two|nine) in \Z")
