"""Which part of a sentence is quoted."""

from db.records import Claim

QUOTE = 120
"""The longest quote that is published, in code points."""
_WORD = 24
"""The longest word that is kept whole."""


def quoted_span(text: str, claim: Claim) -> tuple[int, int]:
    """The part of the sentence that is quoted: all of it, or 120 characters that hold its figures."""
    start, end = claim.start, claim.end
    if end - start > QUOTE:
        ends = [
            figure.end for figure in claim.figures if figure.end is not None and start < figure.end <= end
        ]
        first = max(start, (max(ends) if ends else start) - QUOTE)
        last = min(end, first + QUOTE)
        start = _after_word(text, first) if first > start else start
        end = _before_word(text, last) if last < end else end
    quote = text[start:end]
    return start + len(quote) - len(quote.lstrip()), end - (len(quote) - len(quote.rstrip()))


def _after_word(text: str, at: int) -> int:
    """Where the word that is cut at a place is over; the place itself where none is, or it is a very long one."""
    return next((i for i in range(at, at + _WORD) if not _in_word(text, i)), at)


def _before_word(text: str, at: int) -> int:
    """Where the word that is cut at a place begins; the place itself where none is, or it is a very long one."""
    return next((i for i in range(at, at - _WORD, -1) if not _in_word(text, i)), at)


def _in_word(text: str, at: int) -> bool:
    """Whether a place stands within a word that is written with spaces around it, or within a number."""
    before, after = text[at - 1 : at], text[at : at + 1]
    return all(c.isascii() and not c.isspace() for c in (before, after) if c) and bool(before and after)
