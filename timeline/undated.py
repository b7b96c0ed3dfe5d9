"""Statements without a date: evidence for the last like event before their report, else events of their own."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from timeline.clusters import LOOK_AT, Cluster, agreeing, fullness, merge, size_classes
from timeline.moments import order_of
from timeline.statements import Statement


def place_undated(undated: Sequence[Statement], clusters: Sequence[Cluster]) -> list[Cluster]:
    """Give the statements to the events that they are evidence for; returns the events that are only theirs."""
    index: dict[Hashable, list[Cluster]] = defaultdict(list)
    for cluster in sorted(clusters, key=lambda c: (order_of(c.moment), c.kind, c.order), reverse=True):
        for token in {*cluster.core, *size_classes(cluster.figures)}:
            index[cluster.kind, token].append(cluster)
    rest: list[Statement] = []
    for statement in sorted(undated, key=fullness):
        found = _like_event(statement, index)
        if found is not None:
            found.take(statement)
        else:
            rest.append(statement)
    return merge(rest)


def _like_event(statement: Statement, index: dict[Hashable, list[Cluster]]) -> Cluster | None:
    tokens: list[Hashable] = [*sorted(statement.core), *size_classes(statement.figures, reach=1)]
    for token in tokens:
        for cluster in index.get((statement.key.kind, token), ())[:LOOK_AT]:
            if order_of(cluster.moment)[:10] <= order_of(statement.key.date) and _says_no_more(
                statement, cluster
            ):
                return cluster
    return None


def _says_no_more(statement: Statement, cluster: Cluster) -> bool:
    aspect = statement.key.aspect
    if (aspect and aspect != cluster.aspect) or not statement.figures.keys() <= cluster.figures.keys():
        return False
    if not all(agreeing(figures, cluster.figures[key]) for key, figures in statement.figures.items()):
        return False
    return statement.core <= cluster.core
