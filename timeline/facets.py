"""What exactly was done, by the words of the sentence: an order or a warning, begun or finished.

The words are data (`rules/facets.toml`), the same for all languages of pages; nothing here knows a kind.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from db.records import Event

SHOWN = 2
"""The most facets that one line names."""
CONSIDERED = 8


@cache
def _rules() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = resources.files("timeline").joinpath("rules/facets.toml").read_text(encoding="utf-8")
    kinds = tomllib.loads(text)
    return {
        kind: {name: tuple(w.casefold() for w in words) for name, words in t.items()}
        for kind, t in kinds.items()
    }


@lru_cache(maxsize=4096)
def facets_in(kind: str, quote: str) -> tuple[str, ...]:
    """The facets that a sentence shows, in the order of the rules.

    >>> facets_in("regulator", "金融庁は報告を命じ、注意喚起もした。"), facets_in("other", "…")
    (('order', 'warning'), ())
    """
    folded = quote.casefold()
    rules = _rules().get(kind, {}).items()
    return tuple(name for name, words in rules if any(word in folded for word in words))


def facets_of(event: Event) -> list[str]:
    """The facets that most of the best claims of an event show, at most two."""
    order = list(_rules().get(event.kind, ()))
    seen = Counter(
        f for c in event.claims[:CONSIDERED] for f in facets_in(event.kind, c.citation.quote)[:SHOWN]
    )
    often = sorted(seen, key=lambda name: (-seen[name], order.index(name)))[:SHOWN]
    return sorted(often, key=order.index)
