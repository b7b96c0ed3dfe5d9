"""Which sentences of kind `other` are one event: those of one day with the same figures and names, or in like words."""

from collections import defaultdict
from collections.abc import Iterable

from timeline.clusters import LOOK_AT, Cluster, agreeing, founded_on, fullness, statement_moment
from timeline.moments import day_of, may_be_same
from timeline.statements import Statement
from timeline.terms import ALIKE, alike, terms


def merge_others(statements: Iterable[Statement]) -> list[Cluster]:
    """The events of kind `other`."""
    days: dict[tuple[str, bool], list[Statement]] = defaultdict(list)
    for statement in statements:
        days[day_of(statement_moment(statement)), statement.key.certainty == "denied"].append(statement)
    return [cluster for day in days.values() for cluster in _merged(day)]


def _merged(day: list[Statement]) -> list[Cluster]:
    clusters: list[Cluster] = []
    words: list[frozenset[str]] = []
    for statement in sorted(day, key=lambda s: (fullness(s), s.key.words)):
        said = terms(statement.key.words)
        for place, cluster in enumerate(clusters[:LOOK_AT]):
            if _joins(statement, cluster, said, words[place]):
                cluster.take(statement)
                break
        else:
            clusters.append(founded_on(statement, len(clusters)))
            words.append(said)
    return clusters


def _joins(statement: Statement, cluster: Cluster, said: frozenset[str], words: frozenset[str]) -> bool:
    moment = statement_moment(statement)
    if not may_be_same(moment, cluster.moment):
        return False
    if any(not agreeing(f, cluster.figures[k]) for k, f in statement.figures.items() if k in cluster.figures):
        return False
    if alike(said, words) >= ALIKE:
        return True
    some, others = statement.figures.keys(), cluster.figures.keys()
    return statement.names == cluster.names and (some <= others or others <= some)
