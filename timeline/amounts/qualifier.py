"""What the words around a number make of it: about, over, at least; and the mention with it."""

import re
from collections.abc import Iterable

from db.records import Mention, MentionKind, Qualifier
from timeline.amounts.rules import RULES, any_of
from timeline.numerals import Number


def _meanings(side: str) -> dict[str, Qualifier]:
    return {word: name for name, words in RULES["qualifiers"][side].items() for word in words}


def _by_last(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by their last character, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[-1], []).append(word)
    return found


_BEFORE_NUMBER = _meanings("before")
_QUALIFIERS = _by_last(_BEFORE_NUMBER)
_SKIPPED = _by_last(RULES["qualifiers"]["skip"]["words"])
_LAST_CHARACTERS = frozenset((*_QUALIFIERS, *_SKIPPED, " ", "、"))
LOOK_BACK = 24

AFTER_NUMBER = _meanings("after")
_AFTER = re.compile(rf"[ ,]?({any_of(AFTER_NUMBER)})")
_FIRST_CHARACTERS = frozenset(word[0] for word in AFTER_NUMBER) | {" ", ","}


def with_qualifier(mention: Mention, qualifier: Qualifier) -> Mention:
    """The same mention with another qualifier."""
    return mention._replace(qualifier=qualifier)


def amount(kind: MentionKind, folded: str, start: int, end: int, value: Number, unit: str) -> Mention:
    """The mention of a sum or count; vague where its value is not known."""
    qualifier: Qualifier = "vague" if value is None else _qualifier(folded, start, end)
    return Mention(kind, start, end, folded[start:end], value, unit, qualifier)


def _qualifier(folded: str, start: int, end: int) -> Qualifier:
    """What the words around a number make of it; the word behind it wins: 約150人余り is over."""
    if folded[end : end + 1] in _FIRST_CHARACTERS and (after := _AFTER.match(folded, end)):
        return AFTER_NUMBER[after[1]]
    last = folded[start - 1 : start]
    if last == "~":
        return "upto"
    if last in _LAST_CHARACTERS:
        return _qualifier_before(folded[max(0, start - LOOK_BACK) : start])
    return "exact"


def _qualifier_before(text: str) -> Qualifier:
    """The qualifier that a text ends with, behind it perhaps 計 or "a total of"."""
    text = text.rstrip(" 、").lower()
    for _ in range(3):
        last = text[-1:]
        if word := next((word for word in _QUALIFIERS.get(last, ()) if text.endswith(word)), None):
            whole = not word[0].isascii() or not text[: -len(word)][-1:].isalpha()
            return _BEFORE_NUMBER[word] if whole else "exact"
        skipped = next((word for word in _SKIPPED.get(last, ()) if text.endswith(word)), None)
        if skipped is None:
            break
        text = text.removesuffix(skipped).rstrip(" 、")
    return "exact"
