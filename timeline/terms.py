"""The words of a sentence that tell what it is about, in Japanese and English, without a dictionary.

Japanese is written without spaces: pairs of kanji and whole words of katakana stand in for words.
"""

from functools import lru_cache

from timeline.patterns import lazy_pattern

_RUNS = lazy_pattern(r"[一-鿿々]{2,}|[ァ-ヶー]{3,}|[A-Za-z][A-Za-z'-]{2,}")
_KATAKANA = lazy_pattern(r"[ァ-ヶー]")
_EMPTY = lazy_pattern(
    r"(?:the|and|for|that|with|was|were|has|had|have|been|this|from|are|but|not|they|their|its|his|her|who|which|will"
    r"|would|said|says|after|before|about|into|over|than|more|also|when|what|there|where|could|being|other|our|out"
    r"|(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_ENDINGS = lazy_pattern(r"(?:'s|ies|ing|ed|es|s)$")
_STEM = 4
ALIKE = 0.5
"""The share of terms from which on two sentences of one day tell the same."""


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """The terms of a text; dates, numbers and empty words are none.

    >>> sorted(terms("15日、県警が本社を捜索した")), sorted(terms("Police arrested seven men on Friday"))
    (['捜索', '本社', '県警'], ['arrest', 'men', 'police', 'seven'])
    """
    found: set[str] = set()
    for run in _RUNS.findall(text):
        if run[0] < "\u3000":
            word = run.lower()
            if not _EMPTY.fullmatch(word):
                found.add(_stem(word))
        elif _KATAKANA.match(run):
            found.add(run)
        else:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


def _stem(word: str) -> str:
    """The word without an English ending, where enough of it is left."""
    stem = _ENDINGS.sub("", word)
    return stem if len(stem) >= _STEM else word


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the terms of the shorter that the longer has too; 0 where one has none.

    >>> alike(terms("本社を捜索"), terms("県警が本社を家宅捜索した"))
    1.0
    """
    least = min(len(a), len(b))
    return len(a & b) / least if least else 0.0
