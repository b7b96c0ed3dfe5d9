"""Events that are one although they were told apart: rows of a table, figures without their scope, later repeats.

Each pass looks every cluster up by what makes it distinct, once. Statements of one day are merged in
`timeline.clusters`; what an event then says stands in `timeline.events`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date

from db.records import Figure
from timeline.agreement import MONEY_ROLES, FigureKey
from timeline.clusters import Cluster, agreeing, size_classes
from timeline.moments import day_of, minute_of, order_of
from timeline.statements import STOPS, Statement

_BANKS: FigureKey = ("banks", "行", None)
_BESIDE_DAYS = 2
_SHORT = 3
"""Digits of a count that may be told twice by chance."""
_ANYBODY = ""
"""Whom a sentence means that names nobody."""
_RETOLD = (*STOPS, "press_conference", "compensation", "arrest", "regulator")


def fold(clusters: list[Cluster]) -> list[Cluster]:
    """The clusters with those that are one event put together."""
    return _retold_folded(
        _discoveries_folded(
            _repeats_folded(_beside_totals(_scopes_filled(_overlaps_folded(_tables_folded(clusters)))))
        )
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


def _overlaps_folded(clusters: list[Cluster]) -> list[Cluster]:
    """Stops of one day of which one page names some and another page others are one, where they share a name."""
    first: dict[Hashable, Cluster] = {}
    kept = []
    for cluster in sorted(clusters, key=lambda c: (-len(c.core), sorted(c.core), c.moment, c.order)):
        plain = cluster.kind in STOPS and not cluster.figures and not cluster.as_of and not cluster.by_reader
        certainty = sorted({s.key.certainty for s in cluster.statements})
        group = (cluster.kind, minute_of(cluster.moment), cluster.aspect, *certainty)
        known = next((first[group, name] for name in sorted(cluster.core) if (group, name) in first), None)
        if known is None or not plain:
            kept.append(cluster)
            known = cluster if plain else None
        else:
            for statement in cluster.statements:
                known.take(statement)
        if known is not None:
            first.update(
                ((group, name), known) for name in sorted(cluster.core) if (group, name) not in first
            )
    return kept


def _beside_totals(clusters: list[Cluster]) -> list[Cluster]:
    """How many banks were hit, told beside the totals without a moment of its own, holds as of the moment of these."""
    totals: dict[tuple[str, int], list[tuple[int, Cluster]]] = defaultdict(list)
    for cluster in clusters:
        if cluster.kind == "damage_figure" and not cluster.by_reader and not _only_banks(cluster):
            for cited in (c for s in cluster.statements if s.figures for c in s.claims):
                place = cited.citation.digest, cited.citation.section_index
                totals[place].append((cited.claim.start, cluster))
    kept = []
    for cluster in clusters:
        total = _total_beside(cluster, totals) if _only_banks(cluster) else None
        if total is None:
            kept.append(cluster)
            continue
        for statement in cluster.statements:
            total.take(statement)
    return kept


def _only_banks(cluster: Cluster) -> bool:
    """Whether it is a bare count of the banks that were hit, by no moment of its own."""
    return (
        cluster.kind == "damage_figure"
        and cluster.as_of is None
        and not cluster.by_reader
        and cluster.figures.keys() == {_BANKS}
    )


def _total_beside(
    cluster: Cluster, totals: dict[tuple[str, int], list[tuple[int, Cluster]]]
) -> Cluster | None:
    """The totals that every page of the count tells last before it, at most some days earlier."""
    found: dict[int, Cluster] = {}
    for cited in (c for s in cluster.statements for c in s.claims):
        place = cited.citation.digest, cited.citation.section_index
        before = [told for told in totals.get(place, ()) if told[0] < cited.claim.start]
        if not before:
            return None
        total = max(before, key=lambda told: (told[0], -told[1].order))[1]
        found[id(total)] = total
    total = next(iter(found.values()))
    apart = _days_apart(day_of(total.moment), day_of(cluster.moment))
    if len(found) > 1 or apart is None or not 0 <= apart <= _BESIDE_DAYS:
        return None
    banks = total.figures.get(_BANKS)
    return total if banks is None or agreeing(cluster.figures[_BANKS], banks) else None


def _days_apart(some: str, other: str) -> int | None:
    try:
        return (date.fromisoformat(other) - date.fromisoformat(some)).days
    except ValueError:
        return None


def _discoveries_folded(clusters: list[Cluster]) -> list[Cluster]:
    """What came to light with the very figures of a damage figure of that day is told with it."""
    told: dict[Hashable, Cluster] = {}
    for cluster in clusters:
        if cluster.kind == "damage_figure" and not cluster.by_reader:
            for (role, unit, _scope), figures in cluster.figures.items():
                told.update(((day_of(cluster.moment), role, unit, f.value), cluster) for f in figures)
    kept = []
    for cluster in clusters:
        tokens = {
            (day_of(cluster.moment), role, unit, figure.value)
            for (role, unit, _scope), figures in cluster.figures.items()
            for figure in figures
        }
        found = {id(told[token]): told[token] for token in tokens if token in told}
        if cluster.kind != "discovery" or not tokens <= told.keys() or len(found) != 1:
            kept.append(cluster)
            continue
        (damage,) = found.values()
        for statement in cluster.statements:
            damage.take(replace(statement, figures={}))
    return kept


def _retold_folded(clusters: list[Cluster]) -> list[Cluster]:
    """What is told again with no more than its month or year is the last such event of that month or year."""
    ordered = sorted(clusters, key=lambda c: (order_of(c.moment), c.kind, c.order))
    last: dict[Hashable, Cluster] = {}
    for cluster in ordered:
        day = day_of(cluster.moment)
        if len(day) == 10 and cluster.kind in _RETOLD:
            for name in (*cluster.names, _ANYBODY):
                last[cluster.kind, cluster.aspect, day[:7], name] = cluster
                last[cluster.kind, cluster.aspect, day[:4], name] = cluster
    kept = []
    for cluster in ordered:
        day = day_of(cluster.moment)
        names = cluster.core or cluster.names
        tokens = [(cluster.kind, cluster.aspect, day, name) for name in sorted(names) or (_ANYBODY,)]
        found = {id(last[token]): last[token] for token in tokens if token in last}
        one = next(iter(found.values()), None)
        if (
            len(day) == 10
            or len(found) != 1
            or cluster.figures
            or one is None
            or not cluster.core <= one.core
        ):
            kept.append(cluster)
            continue
        for statement in cluster.statements:
            one.take(statement)
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
    for _key, size in size_classes(sums, reach=0 if scope else 1):
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
            agreeing(figures, earlier.figures[key])
            for key, figures in cluster.figures.items()
            if key in earlier.figures
        ):
            return earlier
    return None


def _distinct_values(cluster: Cluster) -> Iterator[Hashable]:
    """Figures that are hardly the same by chance: sums of two digits, sums with a number of cases, long counts."""
    for key, figures in sorted(cluster.figures.items(), key=lambda item: str(item[0])):
        if key[0] in ("cases", "people", "accounts"):
            for figure in figures:
                if len(str(figure.value)) > _SHORT and len(str(figure.value).rstrip("0")) >= _SHORT:
                    yield key, figure.value
        if key[0] in MONEY_ROLES:
            for figure in figures:
                if len(str(figure.value).rstrip("0")) >= 2:
                    yield key, figure.value
                yield from (
                    (key, figure.value, n.value) for n in cluster.figures.get(("cases", "件", key[2]), ())
                )
