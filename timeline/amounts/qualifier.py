"""What the words around a number make of it: about, over, at least; and the mention with it."""

from collections.abc import Iterable

from db.records import Mention, MentionKind, Qualifier
from timeline.amounts.rules import RULES, any_of
from timeline.making import make_mention
from timeline.numerals import MULTIPLIERS, Number
from timeline.patterns import lazy_pattern


def _meanings(side: str) -> dict[str, Qualifier]:
    return {word: name for name, words in RULES["qualifiers"][side].items() for word in words}


def _by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their last character, the longest first; English ones also as they begin a sentence."""
    found: dict[str, tuple[str, ...]] = {}
    forms = {form for word in words for form in (word, word.capitalize())}
    for word in sorted(forms, key=lambda word: (-len(word), word)):
        found[word[-1]] = (*found.get(word[-1], ()), word)
    return found


_BEFORE_NUMBER = _meanings("before")
_QUALIFIERS = _by_last(_BEFORE_NUMBER)
_SKIPPED = _by_last(RULES["qualifiers"]["skip"]["words"])
_GAPS = frozenset(" 、")
_AFTER_GAPS = frozenset(" ,")
_LAST_CHARACTERS = frozenset((*_QUALIFIERS, *_SKIPPED)) | _GAPS
LOOK_BACK = 24

AFTER_NUMBER = _meanings("after")
_AFTER = lazy_pattern(rf"[ ,]({any_of(AFTER_NUMBER)})")
_AFTER_BY_FIRST: dict[str, tuple[str, ...]] = {}
for _word in sorted(AFTER_NUMBER, key=len, reverse=True):
    _AFTER_BY_FIRST[_word[0]] = (*_AFTER_BY_FIRST.get(_word[0], ()), _word)


def with_qualifier(mention: Mention, qualifier: Qualifier) -> Mention:
    """The same mention with another qualifier; one whose value is not known stays vague: 数余社."""
    return mention if mention.value is None else mention._replace(qualifier=qualifier)


def amount(kind: MentionKind, folded: str, start: int, end: int, value: Number, unit: str) -> Mention:
    """The mention of a sum or count; vague where its value is not known."""
    qualifier: Qualifier = "vague" if value is None else _qualifier(folded, start, end)
    return make_mention((kind, start, end, folded[start:end], value, unit, qualifier, None, None, None))


def _qualifier(folded: str, start: int, end: int) -> Qualifier:
    """What the words around a number make of it; the word behind it wins: 約150人余り is over."""
    first = folded[end : end + 1]
    for word in _AFTER_BY_FIRST.get(first, ()):
        if folded.startswith(word, end):
            return AFTER_NUMBER[word]
    if first in _AFTER_GAPS and (after := _AFTER.match(folded, end)):
        return AFTER_NUMBER[after[1]]
    last = folded[start - 1 : start]
    if last == "~" or (last == "ら" and _ends_range(folded, start, end)):
        return "upto"
    return _qualifier_before(folded, start) if last in _LAST_CHARACTERS else "exact"


CHANGE = "に(?:増|減|拡|膨|ふく|上方|下方|修正|引き|訂正|なっ)"
"""Behind 73から120件: what was before and what is now, no range."""
_CHANGES = lazy_pattern(CHANGE)
_IN_NUMBER = frozenset(f"0123456789{MULTIPLIERS}")


def _ends_range(folded: str, start: int, end: int) -> bool:
    """Whether a number is the end of 3億から5億円; behind a unit (3件から5件) it may be anything."""
    return (
        folded.endswith("から", 0, start)
        and folded[start - 3 : start - 2] in _IN_NUMBER
        and not _CHANGES.match(folded, end)
    )


def _qualifier_before(folded: str, at: int) -> Qualifier:
    """The qualifier that stands before a place, behind it perhaps 計 or "a total of"."""
    for _ in range(3):
        while folded[at - 1 : at] in _GAPS:
            at -= 1
        last = folded[at - 1 : at]
        for word in _QUALIFIERS.get(last, ()):
            if folded.endswith(word, 0, at):
                inside = word[0].isascii() and folded[at - len(word) - 1 : at - len(word)].isalpha()
                return "exact" if inside else _BEFORE_NUMBER.get(word) or _BEFORE_NUMBER[word.lower()]
        skipped = next((word for word in _SKIPPED.get(last, ()) if folded.endswith(word, 0, at)), None)
        if skipped is None:
            break
        at -= len(skipped)
    return "exact"
