"""Sums with their sign or code before the number, and English sums and counts."""

import re
from collections.abc import Iterator

from db.records import Mention
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

_SCALES = any_of(ENGLISH_SCALES)
_PREFIXED = re.compile(
    rf"""(?<![A-Za-z0-9])(?P<unit>{any_of(BEFORE)})\ ?
    (?P<number>{ARABIC})
    (?:(?P<japanese>\ ?[{MULTIPLIERS}]++(?:{ARABIC}[{MULTIPLIERS}]*+)?+)|[ -]?(?P<scale>{_SCALES})(?![A-Za-z0-9]))?""",
    re.VERBOSE,
)

_WORDS = any_of(word for word, value in ENGLISH_WORDS.items() if value > 1)
_NUMBER_WORDS = (
    rf"(?:{_WORDS}|{_WORDS.title()})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?(?![A-Za-z-])"
)
_VAGUE_WORDS = (
    r"(?:[Ss]everal|[Aa]\ few|[Dd]ozens\ of|[Hh]undreds\ of|[Tt]housands\ of|[Mm]illions\ of|[Bb]illions\ of"
    r"|[Tt]ens\ of|[Ss]cores\ of)(?:\ (?:hundreds?|thousands?|millions?|billions?|dozens?)(?:\ of)?)?"
)
_NO_ADJECTIVE = any_of(RULES["english"]["not_adjectives"])
_ADJECTIVE = rf"(?:(?!(?:{_NO_ADJECTIVE})\ )[a-z][a-z'-]{{1,15}}\ |[A-Z][A-Za-z]{{1,11}}\ )"
_ENGLISH_AMOUNT = re.compile(
    rf"""(?=[0-9A-Za-z])(?<![A-Za-z0-9.,<#/:$-])
    (?:
        (?:(?P<low>{ARABIC})(?:-|~|\ (?:to|or)\ ))?(?P<number>{ARABIC})
      | (?P<dozen>[Aa]|[Tt]wo|[Tt]hree|[Ff]our)\ dozen(?:\ or\ so)?(?![A-Za-z])
      | (?P<one>[Hh]alf\ an?|[Aa]|[Oo]ne)(?=[ -](?:hundred|thousand|[mbtr]{{1,2}}illion)\ )
      | (?P<single>[Oo]ne)(?=\ [a-z])(?!\ (?:of|in|on|or|out)\ )
      | (?P<words>{_NUMBER_WORDS}) | (?P<vague>{_VAGUE_WORDS})
    )
    (?:[ -](?P<scale>hundred|thousand|million|billion|trillion|mln|bn|mn)(?![A-Za-z])
      |(?<=[0-9])(?P<short>bn|mn|mln|tn|[mkMKB])(?=\ [A-Za-z]))?(?:-plus(?=\ ))?
    (?:
        [ -](?P<unit>{any_of([*ENGLISH, *TICKERS])})(?![A-Za-z0-9])
      | \ (?P<adjectives>{_ADJECTIVE}{{0,3}}?)(?P<noun>{any_of(NOUNS)})(?![A-Za-z-])
    )""",
    re.VERBOSE,
)
_SIGNS = tuple(sorted({mark if mark.isalpha() else mark[-1] for mark in BEFORE}))
_HAS_ENGLISH = re.compile(r"[A-Za-z]{2} |[0-9](?:[ -][A-Za-z]{2}|[mkMKB] [a-z])")


def other_amounts(folded: str) -> Iterator[Mention]:
    """Those of signs and of English words, not yet settled; a text without Latin letters costs next to nothing."""
    if any(sign in folded for sign in _SIGNS):
        for match in _PREFIXED.finditer(folded):
            yield _prefixed(folded, match)
    if _HAS_ENGLISH.search(folded):
        yield from english_amounts(folded)


def _prefixed(folded: str, match: re.Match[str]) -> Mention:
    number, japanese = match["number"], match["japanese"]
    value = read_japanese(number + japanese) if japanese else read_english(number, match["scale"])
    return amount("money", folded, match.start(), match.end(), value, BEFORE[match["unit"]])


_YEAR = re.compile(r"(?:19|20)[0-9][0-9]\Z")
_IN_YEAR = re.compile(r"(?<![A-Za-z])(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|of|from|[Dd]uring|early|late|mid) \Z")


def _english(folded: str, match: re.Match[str]) -> Mention | None:
    number, scale = match["number"] or match["words"], match["scale"] or match["short"]
    if _PER_TIME_AFTER.match(folded, match.end()) or _IN_SO_MANY.search(
        folded, max(0, match.start() - 8), match.start()
    ):
        return None
    value = _english_value(match, number, scale)
    start = match.start("number") if match["low"] else match.start()
    if unit := match["unit"]:
        code = ENGLISH.get(unit) or TICKER_NAMES.get(unit, unit)
        return amount("money", folded, start, match.end(), value, code)
    if (
        number
        and not scale
        and _YEAR.match(number)
        and (match["adjectives"] or _IN_YEAR.search(folded, max(0, match.start() - 8), match.start()))
    ):
        return None
    mention = amount("count", folded, start, match.end(), value, match["noun"])
    return with_qualifier(mention, "about") if match["dozen"] and mention.qualifier == "exact" else mention


def _english_value(match: re.Match[str], number: str | None, scale: str | None) -> Number:
    if match["vague"]:
        return None
    if dozen := match["dozen"]:
        return 12 * ENGLISH_WORDS.get(dozen.lower(), 1)
    if one := match["one"] or match["single"]:
        return read_english("0.5" if one.lower().startswith("half") else "1", scale)
    return read_english(number or "", scale)


def english_amounts(folded: str) -> Iterator[Mention]:
    """Those of English words; of a range (100-200 accounts, 10 to 20 million yen) both ends."""
    for match in _ENGLISH_AMOUNT.finditer(folded):
        mention = _english(folded, match)
        if mention is None:
            continue
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


def _range_end(folded: str, start: int, end: int, value: Number, unit: str | None, kind: str) -> Mention:
    return with_qualifier(amount(kind, folded, start, end, value, unit or ""), "atleast")


_PER_TIME_AFTER = re.compile(r"\ (?:an?|per|every|each)\ (?:second|minute|hour|day|week|month|year)\b")
_IN_SO_MANY = re.compile(r"(?:[0-9]|one|two|nine) in \Z")
