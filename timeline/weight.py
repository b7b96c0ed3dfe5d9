"""Which dated sentences have weight: the day is told by several independent sources, or the words are at the heart.

A sentence is central as far as its terms are those of many documents. Kinds of claims and languages play no part.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from hashlib import sha256
from operator import itemgetter
from statistics import fmean, median

from timeline.claims import is_weak
from timeline.claims.dated import ASIDE, BESIDE
from timeline.clusters import LOOK_AT, Cluster
from timeline.moments import day_of
from timeline.statements import Statement
from timeline.terms import ALIKE, alike, terms

Quote = tuple[str, str]
"""An origin and its words."""
SAMPLE = 300
"""The most documents whose words show what an incident is about."""
TOLD_OF = 6
"""How many of the commonest terms of a sentence make it central."""
A_DAY = 5
"""The most weak lines of one day."""
BESIDES = 2
"""The most of them that stand beside what rules know of that day."""
ALONE = 0.1
"""How central the sentence of a day must be that no other source tells of, as a share of the middle of all."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the documents of an incident are about, and which days they tell of."""

    shares: Mapping[str, float]
    """Of each term the share of the other sources that use it too."""
    heard: Mapping[str, Set[str]]
    """The independent sources that tell something of a day."""
    quotes: Mapping[str, Set[Quote]]
    """What is quoted of each page, by its address."""
    claimed: Mapping[str, Set[str]]
    """The words of what rules know, by day."""
    middle: float = 0.0
    """The centrality of a sentence in the middle of all."""
    pages: dict[str, float] = field(default_factory=dict)
    """How central the sentences of a page are, by its address, as far as it was asked."""

    def centrality(self, url: str, quote: str) -> float:
        """How far the words of a sentence, and those around it on its page, are those of all: 0 to 1."""
        if url not in self.pages:
            self.pages[url] = fmean(sorted(self._common(told) for _origin, told in self.quotes[url]))
        return (self._common(quote) + self.pages[url]) / 2

    def _common(self, quote: str) -> float:
        """The shares of the commonest terms of a sentence."""
        known = sorted((self.shares.get(term, 0.0) for term in terms(quote)), reverse=True)
        return sum(known[:TOLD_OF]) / TOLD_OF


def find_weights(statements: Sequence[Statement]) -> Weights:
    """The weights that the sentences of all claims give."""
    heard: dict[str, set[str]] = defaultdict(set)
    quotes: dict[str, set[Quote]] = defaultdict(set)
    claimed: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        day = heard[day_of(statement.key.date)]
        if statement.key.kind != "other":
            claimed[day_of(statement.key.date)].update(c.citation.quote for c in statement.claims)
        for cited in () if statement.key.by_reader else statement.claims:
            citation = cited.citation
            day.add(citation.origin)
            quotes[citation.url].add((citation.origin, citation.quote))
    sample = sorted(quotes, key=lambda url: sha256(url.encode("utf-8", "surrogatepass")).digest())[:SAMPLE]
    weights = Weights(_shares(quotes[url] for url in sample), heard, quotes, claimed)
    sentences = [weights.centrality(url, quote) for url in sample for _origin, quote in quotes[url]]
    return replace(weights, middle=median(sentences)) if sentences else weights


def _shares(pages: Iterable[Set[Quote]]) -> dict[str, float]:
    """Of each term the share of the other sources that use it too."""
    told: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for origin, quote in page:
            told[origin] |= terms(quote)
    counts = Counter(term for found in told.values() for term in found)
    others = max(1, len(told) - 1)
    return {term: (count - 1) / others for term, count in counts.items()}


def weighty(clusters: Iterable[Cluster], weights: Weights) -> list[Cluster]:
    """The clusters without those that are only dated sentences of little weight."""
    kept: list[Cluster] = []
    weak: dict[str, list[tuple[tuple[object, ...], Cluster]]] = defaultdict(list)
    for cluster in clusters:
        if not all(is_weak(c.claim) for s in cluster.statements for c in s.claims):
            kept.append(cluster)
            continue
        told = {(c.citation.url, c.citation.quote) for s in cluster.statements for c in s.claims}
        central = max(weights.centrality(url, quote) for url, quote in told)
        told_by = {c.citation.origin for s in cluster.statements for c in s.claims}
        if _has_weight(cluster, central, len(told_by), weights):
            first = min(quote for _url, quote in told)
            weak[day_of(cluster.moment)].append(((-len(told_by), -round(central, 9), first), cluster))
    for day in sorted(weak):
        kept += _of_a_day([cluster for _rank, cluster in sorted(weak[day], key=itemgetter(0))], day, weights)
    return kept


def _of_a_day(ranked: Sequence[Cluster], day: str, weights: Weights) -> list[Cluster]:
    """The first of the weak lines of a day; few of them where other claims of the same pages tell of it."""
    beside = 0
    kept: list[Cluster] = []
    for cluster in ranked:
        if all(c.claim.rule == BESIDE for s in cluster.statements for c in s.claims):
            if beside == BESIDES or _is_claimed(cluster, weights.claimed.get(day, frozenset())):
                continue
            beside += 1
        kept.append(cluster)
    return kept[:A_DAY]


def _is_claimed(cluster: Cluster, quotes: Set[str]) -> bool:
    """Whether a rule knows what the sentences say, by like words."""
    said = [terms(quote) for quote in {c.citation.quote for s in cluster.statements for c in s.claims}]
    known = [terms(quote) for quote in sorted(quotes)[:LOOK_AT]]
    return any(alike(a, b) >= ALIKE for a in said for b in known)


def _has_weight(cluster: Cluster, central: float, told_by: int, weights: Weights) -> bool:
    day = day_of(cluster.moment)
    if len(day) < len("2024-05"):
        return told_by > 1
    if len(weights.heard.get(day, ())) > 1:
        return True
    aside = all(c.claim.rule == ASIDE for s in cluster.statements for c in s.claims)
    return not aside and central >= ALONE * weights.middle
