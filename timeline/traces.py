"""The same line under another id: what an entry said, and how alike two of them are.

An id is made of what an entry says. When a source is added, a rule is mended or a figure is told more finely, the line
gets another id; its words in its sources stay. Nothing here decides what a line says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.records import Citation, Entry, Event, Figure, Said
from timeline.agreement import agree, key_of
from timeline.moments import may_be_same

Words = tuple[str, str]
"""Address and quote, as it is compared: without white space and signs that nobody sees."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What is compared."""

    date: str | None
    kind: str | None
    aspects: frozenset[str]
    figures: tuple[Figure, ...]
    names: frozenset[str]
    words: frozenset[Words]


def trace_of_said(said: Said) -> Trace:
    """What a decision remembers of an entry."""
    words = [(said.url or "", said.quote)] if said.quote else []
    aspects = [said.aspect] if said.aspect else []
    return _trace(said.date, said.kind, aspects, said.figures, said.names, words)


def trace_of_entry(entry: Entry) -> Trace:
    """What an entry says."""
    names = [organisation.name for organisation in entry.organisations]
    aspects = [entry.aspect] if entry.aspect else []
    return _trace(entry.date, entry.kind, aspects, entry.figures, names, _words(entry.citations))


def trace_of_events(events: Sequence[Event]) -> Trace:
    """What the events of one line say."""
    event = events[0]
    aspects = [e.aspect for e in events if e.aspect]
    names = [organisation.name for organisation in event.organisations]
    words = _words(cited.citation for e in events for cited in e.claims)
    return _trace(event.date, event.kind, aspects, event.figures, names, words)


def _trace(
    date: str | None,
    kind: str | None,
    aspects: Iterable[str],
    figures: Iterable[Figure],
    names: Iterable[str],
    words: Iterable[Words],
) -> Trace:
    return Trace(
        date,
        kind,
        frozenset(aspects),
        tuple(figures),
        frozenset(names),
        frozenset((url, _bare(quote)) for url, quote in words),
    )


def _bare(quote: str) -> str:
    return "".join(c for c in quote if c.isprintable() and c != " ")


def _words(citations: Iterable[Citation]) -> Iterable[Words]:
    return ((citation.url, citation.quote) for citation in citations)


def likeness(old: Trace, new: Trace) -> int:
    """How alike two lines are; 0 where they cannot be the same line.

    They are where they stand on the same words and agree in kind, figures or day; without common words where kind and
    day agree, and figures or names too. Figures that clash are never the same line.

    >>> a = Trace("2020-09-11", "arrest", frozenset(), (), frozenset({"警察"}), frozenset({("https://a.example", "…")}))
    >>> b = Trace("2020-09-11", "investigation", frozenset(), (), frozenset(), a.words)
    >>> likeness(a, b) > 0, likeness(a, Trace("2020-09-12", "arrest", frozenset(), (), a.names, frozenset()))
    (True, 0)
    """
    alike = _figures_alike(old.figures, new.figures)
    if alike is None:
        return 0
    shared = bool(old.words & new.words)
    quoted = shared or bool({quote for _, quote in old.words} & {quote for _, quote in new.words})
    kind = old.kind == new.kind
    day = bool(old.date and new.date and may_be_same(old.date, new.date))
    named = bool(old.names & new.names)
    aspect = old.aspects == new.aspects
    if quoted:
        same = kind or alike > 0 or day
    else:
        said_so = alike > 0 or (not old.figures and not new.figures and named and old.names == new.names)
        same = kind and day and aspect and said_so
    if not same:
        return 0
    return (
        8 * shared
        + 6 * quoted
        + 4 * kind
        + 4 * min(alike, 1)
        + 2 * day
        + (old.date == new.date)
        + named
        + aspect
    )


def _figures_alike(old: Sequence[Figure], new: Sequence[Figure]) -> int | None:
    """How many figures of the one the other tells too; None where it tells another value for the same thing."""
    held: dict[object, list[Figure]] = {}
    for figure in new:
        held.setdefault(key_of(figure), []).append(figure)
    alike = 0
    for figure in old:
        others = held.get(key_of(figure))
        if others is None:
            continue
        if not any(agree(figure, other) for other in others):
            return None
        alike += 1
    return alike


def find_line(
    name: str, said: Trace, lines: Mapping[str, Trace], taken: Iterable[str] = ()
) -> tuple[str | None, tuple[str, ...]]:
    """The id under which a line stands now, None where it cannot be told; and those that are equally near.

    Lines that differ in little have ids that differ in a number at the end, which may change places: of those the one
    with the remembered words counts.
    """
    base = name.partition("-")[0]
    alike = [id for id in lines if id.partition("-")[0] == base]
    if name in lines and (len(alike) == 1 or not said.words or said.words & lines[name].words):
        return name, ()
    passed = set(taken)
    scores = {
        id: score for id, trace in lines.items() if id not in passed and (score := likeness(said, trace))
    }
    if not scores:
        return (name, ()) if name in lines else (None, ())
    best = max(scores.values())
    nearest = tuple(sorted(id for id, score in scores.items() if score == best))
    return (nearest[0], ()) if len(nearest) == 1 else (None, nearest)
