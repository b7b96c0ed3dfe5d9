"""What changed within the sentences of an edited text: which words went, which came, and where they stood.

Sentences are matched in order; of a sentence that became a similar one, only the words that differ are told, with a
few words of what stayed around them.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from db.records import Change
from timeline.patterns import lazy_pattern

_WORDS = lazy_pattern(r"\d[\d,.]*|[A-Za-z]+|\s+|[ァ-ヶー]+|.", re.S)
SIMILAR = 0.65
"""Sentences that share so much are one sentence, edited."""
KEPT = 24
"""Characters of what stayed that are shown on each side of a change."""
SENTENCES = 30
"""The most sentences of one edit that are told, and the most characters of one of them that are compared."""
LENGTH = 400


def find_changes(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """The changes between two lists of sentences, in reading order; sentences that stayed are not told.

    >>> [(c.kind, c.text) for c in find_changes(["被害は73件です。"], ["被害は75件です。"])]
    [('kept', '被害は'), ('removed', '73'), ('added', '75'), ('kept', '件です。')]
    """
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    told: list[Change] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            told += _block(before[a:b], after[c:d])
    return tuple(told)


def _block(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Sentences that took the place of others: what went, then what came, each of these beside its likeness."""
    before, after = before[:SENTENCES], after[:SENTENCES]
    old_of: dict[int, int] = {}
    for place, new in enumerate(after):
        free = (i for i, old in enumerate(before) if i not in old_of.values() and _alike(old, new))
        if (found := next(free, None)) is not None:
            old_of[place] = found
    gone = (old for i, old in enumerate(before) if i not in old_of.values())
    yield from (Change(kind="removed", text=_cut(old)) for old in gone)
    for place, new in enumerate(after):
        if place in old_of:
            yield from _within(before[old_of[place]], new)
        else:
            yield Change(kind="added", text=_cut(new))


def _alike(old: str, new: str) -> bool:
    if max(len(old), len(new)) > LENGTH:
        return False
    matcher = SequenceMatcher(None, _WORDS.findall(old), _WORDS.findall(new), autojunk=False)
    return matcher.quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR


def _within(old: str, new: str) -> Iterator[Change]:
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for place, (kind, i, j, k, m) in enumerate(codes):
        gone, come = "".join(a[i:j]), "".join(b[k:m])
        if kind == "equal":
            yield Change(kind="kept", text=_middle(gone, first=place == 0, last=place == len(codes) - 1))
            continue
        if gone:
            yield Change(kind="removed", text=gone)
        if come:
            yield Change(kind="added", text=come)


def _middle(text: str, *, first: bool, last: bool) -> str:
    """What stayed, its far side cut: only what stands next to a change shows where it is."""
    if len(text) <= KEPT * 2:
        return text
    head = "" if first else text[:KEPT]
    tail = "" if last else text[-KEPT:]
    return f"{head}…{tail}"


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= LENGTH else sentence[: LENGTH - 1] + "…"
