"""What the class and id of an element say: navigation, a byline, a caption, an addendum, the article's text.

The words are data (`boilerplate.toml`, `metadata.toml`, `partial.toml`). Each spelling is looked at once.
"""

import re
from functools import cache, lru_cache

from spiders.reading.rules import load_rules

SKIPPED = 1
"""Navigation, adverts, related links: none of it is text of the page."""
QUIET = 2
"""About the text, not of it: byline, date, tags."""
CAPTION = 4
DATED = 8
ADDENDUM = 16
PARTIAL = 32
FRAME = 64
"""The footer and the like, whatever else its name says."""
_RANK = 8
_NO_RANK = (1 << _RANK) - 1
_SEPARATOR = re.compile(r"[\s_-]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=16_384)
def marks_of(names: str) -> int:
    """The marks of an element with these classes and id; the rank of a container of text is in `rank_in`.

    >>> marks_of("relatedPosts") == SKIPPED, rank_in(marks_of("lead entry-content")), marks_of("lead")
    (True, 1, 0)
    """
    words = [_word_marks(word) for word in names.split()]
    ranks = [rank for word in words if (rank := rank_in(word))]
    marks = min(ranks, default=0) << _RANK
    for word in words:
        marks |= word & _NO_RANK
    return marks


@lru_cache(maxsize=16_384)
def _word_marks(word: str) -> int:
    spread = _CAMEL.sub("-", word).lower()
    parts = [part for part in _SEPARATOR.split(spread) if part]
    known = _known()
    marks = 0
    for length in range(1, 4):
        for start in range(len(parts) - length + 1):
            part = "".join(parts[start : start + length])
            marks |= known.get(part, 0) | known.get(part.removesuffix("s"), 0)
    for rank, pattern in enumerate(_containers(), start=1):
        if pattern.search(word) or pattern.search(spread):
            return marks | rank << _RANK
    return marks


def rank_in(marks: int) -> int:
    """How surely the element holds the article's text: 1 is surest, 0 says nothing."""
    return marks >> _RANK


@cache
def _known() -> dict[str, int]:
    """The marks of every word, written without separators and without the s of a plural."""
    rules = load_rules("boilerplate")
    words = (
        (SKIPPED, rules["names"]), (FRAME, rules["frame"]), (QUIET, rules["quiet"]), (CAPTION, rules["captions"]),
        (ADDENDUM, rules["addenda"]), (DATED, load_rules("metadata")["printed"]["names"]),
        (PARTIAL, load_rules("partial")["names"]),
    )  # fmt: skip
    known: dict[str, int] = {}
    for mark, names in words:
        for name in names:
            known[name] = known.get(name, 0) | mark
    return known


@cache
def _containers() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile("|".join(patterns), re.IGNORECASE) for patterns in load_rules("boilerplate")["containers"]
    )
