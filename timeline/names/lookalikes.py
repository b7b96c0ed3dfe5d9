"""What looks like a name and was not found as one, and why: for a person who wonders. No fact is made of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from db.records import Mention
from timeline.names.gazetteer import Form, Gazetteer, key_of
from timeline.names.ordinary import ordinary_words
from timeline.names.runs import made_of
from timeline.patterns import lazy_pattern

Looks = Literal["bank", "other", "authority", "service", "katakana", "latin"]
Why = Literal["unknown", "longer", "spelling", "barred"]

_MASK = "\x00"
_ADDRESS = lazy_pattern(r"(?:https?://|www\.)[!-~]++|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}")
_KATAKANA = lazy_pattern(r"[A-Za-z0-9]{0,20}[ァ-ヺー][A-Za-z0-9ァ-ヺー・&]{1,40}")
_LATIN = lazy_pattern(
    r"(?<![A-Za-z0-9'])(?:[a-z]{1,2})?[A-Z][A-Za-z0-9&'.-]{0,30}(?: [A-Z][A-Za-z0-9&'.-]{0,30}){0,5}"
)
_HIRAGANA_BEGINS = r"(?:(?<![^、。「・\n \x00-])|(?<=[^ぁ-ゟ][はがをにのとでもへや]))"
_BEFORE_ENDING = rf"[一-鿿々ァ-ヺーA-Za-z0-9・&]{{1,14}}|{_HIRAGANA_BEGINS}[ぁ-ゟ]{{3,6}}"
_SENTENCE_BEGINS = lazy_pattern(r"(?:^|[.!?。！？\n:\"“(「\x00-])\s*\Z")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
SHORTEST_KNOWN = 3
"""Characters of a known name inside of a longer word that is worth telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """A stretch of text that looks like a name and is not taken for one."""

    start: int
    end: int
    looks: Looks
    """What it looks like: an ending of banks, of other bodies …, or only its script."""
    why: Why
    """unknown: no list has it; longer: a known name stands in it, but the word goes on; spelling: known only when
    written otherwise; barred: listed as no name."""
    known: str | None = None
    """Canonical name of what it holds or is spelt like."""


def find_lookalikes(folded: str, gazetteer: Gazetteer, found: Sequence[Mention]) -> list[Lookalike]:
    """What looks like a name in a folded text apart from the mentions found in it, in order.

    >>> from timeline.names.gazetteer import load_gazetteer
    >>> text = "ウミネコペイとみどり銀行のサービス"
    >>> [(text[a.start:a.end], a.looks) for a in find_lookalikes(text, load_gazetteer(), [])]
    [('ウミネコペイ', 'service'), ('みどり銀行', 'bank')]
    """
    masked = _without(_ADDRESS.sub(lambda hit: _MASK * len(hit[0]), folded), found)
    kept: list[Lookalike] = []
    spans = sorted(_candidates(masked, gazetteer), key=lambda span: (span[0], -span[1]))
    for start, end, looks in spans:
        if not kept or start >= kept[-1].end:
            why, known = _reason(masked[start:end], gazetteer)
            kept.append(Lookalike(start=start, end=end, looks=looks, why=why, known=known))
    return kept


def _without(text: str, found: Sequence[Mention]) -> str:
    parts, at = [], 0
    for mention in found:
        parts += [text[at : mention.start], _MASK * (mention.end - mention.start)]
        at = mention.end
    return "".join((*parts, text[at:]))


def _candidates(masked: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int, Looks]]:
    yield from _with_endings(masked, gazetteer)
    yield from _in_katakana(masked)
    yield from _in_latin(masked, gazetteer)


def _with_endings(masked: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int, Looks]]:
    introducing, stops = gazetteer.cues["introducing"], gazetteer.stops
    barred = ordinary_words("katakana") | ordinary_words("stems") | stops["stop_body"] | stops["stop_bank"]
    kinds: tuple[tuple[Looks, Sequence[str], frozenset[str]], ...] = (
        ("bank", introducing["bank_after"], barred | stops["stop_places"]),
        ("other", introducing["body_after"], barred),
        ("authority", introducing["authority_after"], barred),
        ("service", sorted(ordinary_words("service_endings")), barred | ordinary_words("english")),
    )
    for looks, endings, stop in kinds:
        for hit in _ending(tuple(endings)).finditer(masked):
            if len(hit[1]) > 1 and not made_of(hit[1], stop, 12):
                yield hit.start(), hit.end(), looks


@cache
def _ending(endings: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(endings, key=len, reverse=True)))
    return re.compile(f"({_BEFORE_ENDING})(?:{words})(?![ァ-ヺーA-Za-z])")


def _in_katakana(masked: str) -> Iterator[tuple[int, int, Looks]]:
    ordinary = ordinary_words("katakana") | ordinary_words("english") | _LETTERS
    for hit in _KATAKANA.finditer(masked):
        words = hit[0].rstrip("・&")
        katakana = sum("ァ" <= c <= "ヺ" for c in words)
        if katakana > 2 and not all(made_of(part, ordinary, 12) for part in words.split("・") if part):
            yield hit.start(), hit.start() + len(words), "katakana"


def _in_latin(masked: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int, Looks]]:
    ordinary = ordinary_words("english") | gazetteer.stops["stop_en"]
    for hit in _LATIN.finditer(masked):
        start, words = hit.start(), hit[0].rstrip(".'-&").removesuffix("'s")
        while (first := words.partition(" "))[0].rstrip(".") in ordinary:
            start, words = start + len(first[0]) + 1, first[2]
        if len(words) < 2 or (" " not in words and _begins_sentence(masked, start, words)):
            continue
        yield start, start + len(words), "latin"


def _begins_sentence(masked: str, start: int, word: str) -> bool:
    """A word with a capital only because a sentence begins with it."""
    return word[1:].islower() and _SENTENCE_BEGINS.search(masked, max(0, start - 4), start) is not None


def _reason(words: str, gazetteer: Gazetteer) -> tuple[Why, str | None]:
    best: tuple[int, Form] | None = None
    for last, form in gazetteer.automaton.iter(key_of(words)):
        if (
            form.cue is None
            and form.length >= min(SHORTEST_KNOWN, len(words))
            and (best is None or form.length > best[1].length)
        ):
            best = last + 1 - form.length, form
    if best is None:
        return "unknown", None
    start, form = best
    known = form.names[0].canonical if form.names else None
    if form.exact is not None and words[start : start + form.length] != form.exact:
        return ("spelling", known) if form.length == len(words) else ("unknown", None)
    if known is None:
        return "barred", None
    return "longer", known
