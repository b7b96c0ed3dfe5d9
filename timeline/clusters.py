"""Which statements are one event: same kind, moment, aspect, organisations and figures, as far as each is told.

Statements are taken one bucket (kind and day) at a time, the fullest first; each looks only at the clusters that
share a name or a figure with it, so the work grows with the claims, not with their pairs. What an event then
says stands in `timeline.events`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log

from db.records import Figure
from timeline.agreement import MONEY_ROLES, FigureKey, agree, number
from timeline.moments import day_of, has_time, may_be_same, minute_of, order_of
from timeline.statements import STOPS, Statement

LOOK_AT = 64
"""The most clusters that one statement is compared with."""
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
    """The moment a statement is about: for damage the moment its figures hold for."""
    key = statement.key
    return (key.as_of or key.date) if key.kind == "damage_figure" else key.date


def find_clusters(statements: Sequence[Statement]) -> list[Cluster]:
    """The events that the statements tell, each as the cluster of its statements."""
    buckets: dict[tuple[str, bool, str], list[Statement]] = defaultdict(list)
    undated = []
    for statement in statements:
        if statement.dated:
            key = statement.key
            buckets[key.kind, key.certainty == "denied", day_of(statement_moment(statement))].append(
                statement
            )
        else:
            undated.append(statement)
    clusters = [cluster for bucket in buckets.values() for cluster in _merged(bucket)]
    clusters = _repeats_folded(_scopes_filled(_tables_folded(clusters)))
    return [*clusters, *_undated_placed(undated, clusters)]


def _merged(bucket: list[Statement]) -> list[Cluster]:
    """The clusters of one kind and day."""
    bucket.sort(key=_fullness)
    clusters: list[Cluster] = []
    index: dict[Hashable, list[Cluster]] = defaultdict(list)
    for statement in bucket:
        found = _best(statement, _candidates(statement, index, clusters))
        if found is None:
            found = _founded_on(statement, len(clusters))
            clusters.append(found)
        else:
            found.take(statement)
        _register(found, statement, index)
    return clusters


def _fullness(statement: Statement) -> tuple[object, ...]:
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


def _founded_on(statement: Statement, order: int = 0) -> Cluster:
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
    for token in {*statement.names, *_sizes(statement.figures)}:
        if not index[token] or index[token][-1] is not cluster:
            index[token].append(cluster)


def _sizes(figures: dict[FigureKey, list[Figure]], reach: int = 0) -> Iterator[tuple[FigureKey, int]]:
    """Each figure's role and size class, with its neighbours where `reach` is 1."""
    for key, alike in figures.items():
        for figure in alike:
            value = number(figure.value)
            size = int(log(value) * _STEPS) if value is not None and value > 0 else -9
            yield from ((key, size + step) for step in range(-reach, reach + 1))


def _candidates(
    statement: Statement, index: dict[Hashable, list[Cluster]], clusters: list[Cluster]
) -> list[Cluster]:
    tokens: list[Hashable] = [*_sizes(statement.figures, reach=1)]
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
    agreeing = any(nearness[0] for nearness, _cluster in fitting)
    if not statement.core and not agreeing and len(fitting) > 1:
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
    if any(not _agreeing(statement.figures[key], cluster.figures[key]) for key in shared):
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


def _agreeing(some: Sequence[Figure], others: Sequence[Figure]) -> bool:
    """Whether one of some figures agrees with one of others, on the same or an unsaid basis."""
    return any(
        agree(a, b) for a in some for b in others if a.basis == b.basis or a.basis is None or b.basis is None
    )


def _tables_folded(clusters: list[Cluster]) -> list[Cluster]:
    """Rows of one page that say the same of one service after another are one event."""
    first: dict[Hashable, Cluster] = {}
    kept = []
    for cluster in clusters:
        pages = {cited.citation.url for s in cluster.statements for cited in s.claims}
        certainty = {s.key.certainty for s in cluster.statements}
        if (
            cluster.kind not in STOPS
            or cluster.figures
            or not cluster.core
            or len(pages) > 1
            or len(certainty) > 1
        ):
            kept.append(cluster)
            continue
        row = (cluster.kind, minute_of(cluster.moment), cluster.aspect, *pages, *certainty, cluster.by_reader)
        known = first.setdefault(row, cluster)
        if known is cluster:
            kept.append(cluster)
        else:
            for statement in cluster.statements:
                known.take(statement)
    return kept


def _scopes_filled(clusters: list[Cluster]) -> list[Cluster]:
    """Sum and number of cases told without a scope are those of a bank that tells the very same on that day."""
    scoped: dict[Hashable, Cluster] = {}
    for cluster in clusters:
        for scope in sorted({key[2] for key in cluster.figures if key[2]}):
            for token in _sums_and_cases(cluster, scope):
                scoped.setdefault(token, cluster)
    kept = []
    for cluster in clusters:
        found = next((scoped[token] for token in _sums_and_cases(cluster, None) if token in scoped), None)
        if found is None or cluster.by_reader or found.by_reader or any(key[2] for key in cluster.figures):
            kept.append(cluster)
            continue
        scope = next(
            s for s in sorted({k[2] for k in found.figures if k[2]}) if ("cases", "件", s) in found.figures
        )
        for statement in cluster.statements:
            found.take(_scoped(statement, scope))
    return kept


def _sums_and_cases(cluster: Cluster, scope: str | None) -> Iterator[Hashable]:
    """Day, number of cases and size of the sum, with its neighbours where the scope is to be found."""
    if cluster.kind != "damage_figure":
        return
    sums = {k: f for k, f in cluster.figures.items() if k[0] == "damage_total" and k[2] == scope}
    for _key, size in _sizes(sums, reach=0 if scope else 1):
        for count in cluster.figures.get(("cases", "件", scope), ()):
            yield day_of(cluster.moment), count.value, size


def _scoped(statement: Statement, scope: str) -> Statement:
    figures: dict[FigureKey, list[Figure]] = {
        (role, unit, scope): [replace(f, scope=scope) for f in told]
        for (role, unit, _none), told in statement.figures.items()
    }
    return replace(statement, figures=figures)


def _repeats_folded(clusters: list[Cluster]) -> list[Cluster]:
    """Damage told again later without an as-of, with the very figures of an earlier event, is that event."""
    ordered = sorted(clusters, key=lambda c: (order_of(c.moment), c.kind, c.order))
    told: dict[Hashable, Cluster] = {}
    kept = []
    for cluster in ordered:
        earlier = (
            None if cluster.kind != "damage_figure" or cluster.by_reader else _told_before(cluster, told)
        )
        if earlier is not None:
            for statement in cluster.statements:
                earlier.take(statement)
            continue
        kept.append(cluster)
        if cluster.kind == "damage_figure":
            for token in _distinct_values(cluster):
                told[token] = cluster
    return kept


def _told_before(cluster: Cluster, told: dict[Hashable, Cluster]) -> Cluster | None:
    if cluster.as_of is not None:
        return None
    for token in _distinct_values(cluster):
        earlier = told.get(token)
        if earlier is not None and all(
            _agreeing(figures, earlier.figures[key])
            for key, figures in cluster.figures.items()
            if key in earlier.figures
        ):
            return earlier
    return None


def _distinct_values(cluster: Cluster) -> Iterator[Hashable]:
    """Figures that are hardly the same by chance: sums of two digits or more, sums with a number of cases."""
    for key, figures in sorted(cluster.figures.items(), key=lambda item: str(item[0])):
        if key[0] in MONEY_ROLES:
            for figure in figures:
                if len(str(figure.value).rstrip("0")) >= 2:
                    yield key, figure.value
                yield from (
                    (key, figure.value, n.value) for n in cluster.figures.get(("cases", "件", key[2]), ())
                )


def _undated_placed(undated: Sequence[Statement], clusters: Sequence[Cluster]) -> list[Cluster]:
    """Statements without a date: evidence for the last like event before their report, else events of their own."""
    index: dict[Hashable, list[Cluster]] = defaultdict(list)
    for cluster in sorted(clusters, key=lambda c: (order_of(c.moment), c.kind, c.order), reverse=True):
        for token in {*cluster.core, *_sizes(cluster.figures)}:
            index[cluster.kind, token].append(cluster)
    rest: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in sorted(undated, key=_fullness):
        found = _like_event(statement, index)
        if found is not None:
            found.take(statement)
        else:
            rest[statement.key.kind, statement.key.date].append(statement)
    return [cluster for bucket in rest.values() for cluster in _merged(bucket)]


def _like_event(statement: Statement, index: dict[Hashable, list[Cluster]]) -> Cluster | None:
    tokens: list[Hashable] = [*sorted(statement.core), *_sizes(statement.figures, reach=1)]
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
    if not all(_agreeing(figures, cluster.figures[key]) for key, figures in statement.figures.items()):
        return False
    return statement.core <= cluster.core
