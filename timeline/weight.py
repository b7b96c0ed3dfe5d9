"""Which dated sentences have weight: the day is told by several independent sources, or the words are at the heart.

A sentence is central as far as its terms are those of many documents. Kinds of claims and languages play no part.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from statistics import fmean, median

from db.records import CitedClaim
from timeline.claims import is_weak
from timeline.claims.dated import ASIDE
from timeline.clusters import Cluster
from timeline.moments import day_of
from timeline.statements import Statement
from timeline.terms import terms

SAMPLE = 300
"""The most documents whose words show what an incident is about."""
TOLD_OF = 6
"""How many of the commonest terms of a sentence make it central."""
A_DAY = 5
"""The most weak lines of one day."""
ALONE = 0.1
"""How central the sentence of a day must be that no other source tells of, as a share of the middle of all."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the documents of an incident are about, and which days they tell of."""

    shares: Mapping[str, float]
    """Of each term the share of the other sources that use it too."""
    middle: float
    """The centrality of a sentence in the middle of all."""
    heard: Mapping[str, Set[str]]
    """The independent sources that tell something of a day."""
    pages: Mapping[str, float]
    """How central the sentences of a page are, by its address."""

    def centrality(self, cited: CitedClaim) -> float:
        """How far the words of a claim, and those around them on its page, are those of all: 0 to 1."""
        citation = cited.citation
        return (_common(citation.quote, self.shares) + self.pages[citation.url]) / 2


def _common(quote: str, shares: Mapping[str, float]) -> float:
    """The shares of the commonest terms of a sentence."""
    known = sorted((shares.get(term, 0.0) for term in terms(quote)), reverse=True)
    return sum(known[:TOLD_OF]) / TOLD_OF


def find_weights(statements: Sequence[Statement]) -> Weights:
    """The weights that the sentences of all claims give."""
    heard: dict[str, set[str]] = defaultdict(set)
    quotes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for statement in statements:
        for cited in statement.claims:
            if not cited.claim.by_reader:
                heard[day_of(statement.key.date)].add(cited.citation.origin)
                quotes[cited.citation.url].add((cited.citation.origin, cited.citation.quote))
    sample = sorted(quotes, key=lambda url: sha256(url.encode("utf-8", "surrogatepass")).digest())[:SAMPLE]
    shares = _shares(quotes[url] for url in sample)
    pages = {url: fmean(sorted(_common(q, shares) for _o, q in told)) for url, told in quotes.items()}
    sentences = [
        (_common(quote, shares) + pages[url]) / 2 for url in sample for _origin, quote in quotes[url]
    ]
    return Weights(shares, median(sentences) if sentences else 0.0, heard, pages)


def _shares(pages: Iterable[Set[tuple[str, str]]]) -> dict[str, float]:
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
        central = max(weights.centrality(c) for s in cluster.statements for c in s.claims)
        told_by = {c.citation.origin for s in cluster.statements for c in s.claims}
        if _has_weight(cluster, central, weights):
            first = min(c.citation.quote for s in cluster.statements for c in s.claims)
            weak[day_of(cluster.moment)].append(((-len(told_by), -round(central, 9), first), cluster))
    for day in sorted(weak):
        kept += [cluster for _rank, cluster in sorted(weak[day], key=lambda pair: pair[0])[:A_DAY]]
    return kept


def _has_weight(cluster: Cluster, central: float, weights: Weights) -> bool:
    day = day_of(cluster.moment)
    if len(weights.heard.get(day, ())) > 1:
        return True
    aside = all(c.claim.rule == ASIDE for s in cluster.statements for c in s.claims)
    return not aside and len(day) >= len("2024-05") and central >= ALONE * weights.middle
