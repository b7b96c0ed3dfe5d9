"""Text with stretches of it marked: what to draw, in order, nothing lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, what it is and what is said of it."""

    start: int
    end: int
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the text with everything that it is."""

    text: str
    kinds: str
    """Classes, separated by blanks; empty: nothing."""
    title: str


def runs(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> Iterator[Run]:
    """The text, or a part of it, cut where spans begin and end; they may overlap.

    >>> [(r.text, r.kinds) for r in runs("被害は120件だった", [Span(0, 9, "quote"), Span(3, 7, "count")])]
    [('被害は', 'quote'), ('120件', 'count quote'), ('だっ', 'quote'), ('た', '')]
    """
    end = len(text) if end is None else min(end, len(text))
    kept = [s for s in spans if s.start < end and s.end > start]
    cuts = sorted({start, end, *(p for s in kept for p in (s.start, s.end) if start < p < end)})
    waiting = sorted(kept, key=lambda s: s.start, reverse=True)
    over: list[Span] = []
    for first, last in pairwise(cuts):
        while waiting and waiting[-1].start <= first:
            over.append(waiting.pop())
        over = [s for s in over if s.end >= last]
        kinds = " ".join(sorted({s.kind for s in over}))
        yield Run(text[first:last], kinds, " / ".join(s.title for s in over if s.title))


def around(text: str, start: int, end: int, characters: int = 160) -> tuple[int, int]:
    """A stretch of the text with words before and after it, to the ends of lines at most."""
    first = max(text.rfind("\n", 0, start) + 1, start - characters)
    line_end = text.find("\n", end)
    return first, min(len(text) if line_end < 0 else line_end, end + characters)
