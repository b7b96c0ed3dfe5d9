"""Which statements are one event: same kind, moment, aspect, organisations and figures, as far as each is told.

Statements are taken one bucket (kind and day) at a time, the fullest first; each looks only at the clusters that
share a name or a figure with it, so the work grows with the claims, not with their pairs. What an event then
says stands in `timeline.events`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from db.records import Figure
from timeline.agreement import FigureKey, agree, number
from timeline.moments import day_of, has_time, may_be_same, minute_of, order_of
from timeline.statements import STOPS, Statement

LOOK_AT = 64
"""The most clusters that one statement is compared with."""
_COUNTS_OF_OTHERS = ("banks", "services")
"""Told with a deed of the same names, these may be counted one way or another without there being two deeds."""
_STEPS = 4.5
"""Size classes of a figure: a factor of 1.25 each; rounding never reaches beyond the neighbouring class."""


@dataclass(slots=True)
class Cluster:
    """Statements of one event."""

    kind: str
    moment: str
    statements: list[Statement]
    names: frozenset[str]
    core: frozenset[str]
    aspect: str | None
    figures: dict[FigureKey, list[Figure]]
    as_of: str | None = None
    dated: bool = True
    by_reader: bool = False
    order: int = field(default=0)

    def take(self, statement: Statement) -> None:
        """Add a statement and what it knows beyond the others."""
        self.statements.append(statement)
        if statement.key.by_reader and not self.by_reader:
            return
        self.names |= statement.names
        self.core |= statement.core
        self.aspect = self.aspect or statement.key.aspect
        if len(minute_of(statement_moment(statement))) > len(minute_of(self.moment)) and statement.dated:
            self.moment = statement_moment(statement)
        self.as_of = max(self.as_of, statement.key.as_of, key=lambda m: len(m or ""))
        for key, figures in statement.figures.items():
            self.figures.setdefault(key, []).extend(figures)


def statement_moment(statement: Statement) -> str:
    """The moment a statement is about: for damage the moment its figures hold for.

    Of what is stopped as of an hour only the day is told.
    """
    key = statement.key
    if key.kind == "damage_figure":
        return key.as_of or key.date
    return day_of(key.date) if key.kind in STOPS and key.as_of else key.date


def merge(statements: Iterable[Statement]) -> list[Cluster]:
    """Statements that say the same are one event; looked for within each kind and day."""
    buckets: dict[tuple[str, bool, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        key = statement.key
        buckets[key.kind, key.certainty == "denied", day_of(statement_moment(statement))].append(statement)
    return [cluster for bucket in buckets.values() for cluster in _merged(bucket)]


def _merged(bucket: list[Statement]) -> list[Cluster]:
    """The clusters of one kind and day."""
    bucket.sort(key=fullness)
    clusters: list[Cluster] = []
    index: dict[Hashable, list[Cluster]] = defaultdict(list)
    for statement in bucket:
        found = _best(statement, _candidates(statement, index, clusters))
        if found is None:
            found = founded_on(statement, len(clusters))
            clusters.append(found)
        else:
            found.take(statement)
        _register(found, statement, index)
    return clusters


def fullness(statement: Statement) -> tuple[object, ...]:
    """The fullest first: readers last, more names, more figures, a finer moment; then by what is said."""
    key = statement.key
    return (
        key.by_reader,
        -len(statement.core),
        -len(statement.names),
        -len(statement.figures),
        -len(minute_of(statement_moment(statement))),
        key.aspect or "",
        order_of(statement_moment(statement)),
        key.figures,
        key.names,
        key.certainty,
        key.date,
    )


def founded_on(statement: Statement, order: int = 0) -> Cluster:
    """A cluster of one statement; `order` tells it from others."""
    return Cluster(
        kind=statement.key.kind,
        moment=statement_moment(statement),
        statements=[statement],
        names=statement.names,
        core=statement.core,
        aspect=statement.key.aspect,
        figures={key: list(figures) for key, figures in statement.figures.items()},
        as_of=statement.key.as_of,
        dated=statement.dated,
        by_reader=statement.key.by_reader,
        order=order,
    )


def _register(cluster: Cluster, statement: Statement, index: dict[Hashable, list[Cluster]]) -> None:
    for token in {*statement.names, *size_classes(statement.figures)}:
        if not index[token] or index[token][-1] is not cluster:
            index[token].append(cluster)


def size_classes(figures: dict[FigureKey, list[Figure]], reach: int = 0) -> Iterator[tuple[FigureKey, int]]:
    """Each figure's role and size class, with its neighbours where `reach` is 1."""
    for key, alike in figures.items():
        for figure in alike:
            value = number(figure.value)
            size = int(log(value) * _STEPS) if value is not None and value > 0 else -9
            yield from ((key, size + step) for step in range(-reach, reach + 1))


def _candidates(
    statement: Statement, index: dict[Hashable, list[Cluster]], clusters: list[Cluster]
) -> list[Cluster]:
    tokens: list[Hashable] = [*size_classes(statement.figures, reach=1)]
    if not _counts(statement):
        if not statement.core and (statement.key.kind in STOPS or not statement.names):
            return clusters[:LOOK_AT]
        tokens += sorted(statement.core or statement.names)
    found = {id(c): c for token in tokens for c in index.get(token, ())[:LOOK_AT]}
    return sorted(found.values(), key=lambda c: c.order)


def _counts(statement: Statement) -> bool:
    """Whether figures alone say what the statement is about: damage with at least one number."""
    return statement.key.kind == "damage_figure" and bool(statement.figures)


def _best(statement: Statement, candidates: Iterable[Cluster]) -> Cluster | None:
    """The cluster that the statement belongs to; without names or figures only where there is no choice."""
    fitting = [(_nearness(statement, c), c) for c in candidates if joins(statement, c)]
    if not fitting:
        return None
    agreed = any(nearness[0] for nearness, _cluster in fitting)
    if not statement.core and not agreed and len(fitting) > 1:
        fitting = [(n, c) for n, c in fitting if not c.core]
        fitting = [(n, c) for n, c in fitting if c.names == statement.names] or fitting
        if not fitting:
            return None
    return max(fitting, key=lambda pair: (pair[0], -pair[1].order))[1]


def _nearness(statement: Statement, cluster: Cluster) -> tuple[int, bool, bool, int]:
    agreed = sum(key in cluster.figures for key in statement.figures)
    return (
        agreed,
        cluster.aspect == statement.key.aspect,
        minute_of(cluster.moment) == minute_of(statement_moment(statement)),
        -len(cluster.core ^ statement.core),
    )


def joins(statement: Statement, cluster: Cluster) -> bool:
    """Whether a statement says no other than the cluster does, or less."""
    moment = statement_moment(statement)
    if not may_be_same(moment, cluster.moment):
        return False
    aspect = statement.key.aspect
    if aspect and cluster.aspect and aspect != cluster.aspect:
        return False
    shared = [key for key in statement.figures if key in cluster.figures]
    named = statement.names <= cluster.names and statement.key.kind != "damage_figure" and statement.names
    differ = [key for key in shared if not agreeing(statement.figures[key], cluster.figures[key])]
    if any(not named or key[0] not in _COUNTS_OF_OTHERS for key in differ):
        return False
    if _counts(statement):
        return bool(shared)
    finer = has_time(moment) and not has_time(cluster.moment)
    if finer and statement.core != cluster.core:
        return False
    if statement.core:
        return statement.core <= cluster.core
    if statement.key.kind in STOPS and (shared or not cluster.core):
        return True
    if statement.key.kind == "damage_figure" and cluster.figures:
        return False
    return statement.names <= cluster.names


def agreeing(some: Sequence[Figure], others: Sequence[Figure]) -> bool:
    """Whether one of some figures agrees with one of others, on the same or an unsaid basis."""
    return any(
        agree(a, b) for a in some for b in others if a.basis == b.basis or a.basis is None or b.basis is None
    )
