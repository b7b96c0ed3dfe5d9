"""Lines that would tell again what another line tells: a sentence that is evidence elsewhere, figures that stand there.

Their words stay as evidence of the line that tells it. What is merged within one kind stands in `timeline.clusters`
and `timeline.folding`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from db.records import CitedClaim, Figure
from timeline.agreement import MONEY_ROLES, UNITS, agree
from timeline.clusters import LOOK_AT, Cluster, founded_on
from timeline.corrections import corrects
from timeline.facets import facets_in
from timeline.moments import day_of, order_of
from timeline.statements import Statement
from timeline.telling import NEWS

_LEFTOVER = ("other", "discovery")
"""Kinds that tell only what no other kind tells of the same sentence."""
_BEGUN = frozenset({"finished", "started", "paid"})
_DAY = len("2020-09-11")

Place = tuple[str, int, int]
"""A sentence: its capture, its section and where it begins."""


def retold_folded(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters without those that only tell again what one of another kind tells."""
    sentences: dict[Place, list[Cluster]] = defaultdict(list)
    counted: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if cluster.kind in _LEFTOVER or cluster.by_reader:
            continue
        for place in {_place(cited) for s in cluster.statements for cited in s.claims}:
            sentences[place].append(cluster)
        if cluster.kind == "damage_figure":
            for period in _periods(day_of(cluster.moment)):
                counted[period].append(cluster)
    kept: list[Cluster] = []
    for cluster in _promises_folded(clusters):
        kept += _without_told(cluster, sentences, counted) if cluster.kind in _LEFTOVER else (cluster,)
    return kept


def _promises_folded(clusters: Sequence[Cluster]) -> Iterator[Cluster]:
    """What was promised before and is only reported again is the promise of that day."""
    first: dict[frozenset[str], Cluster] = {}
    for cluster in sorted(clusters, key=lambda c: (order_of(c.moment), c.kind, c.order)):
        promises = [_promises(statement) for statement in cluster.statements] if _may_promise(cluster) else []
        known = first.setdefault(cluster.names, cluster) if any(promises) else cluster
        again = all(promises) and all(map(_is_of_its_report, cluster.statements))
        if known is cluster or not again:
            yield cluster
            continue
        for statement in cluster.statements:
            known.take(replace(statement, dated=False))


def _may_promise(cluster: Cluster) -> bool:
    """Whether it is compensation by somebody of which no figure is told."""
    return bool(
        cluster.kind == "compensation" and cluster.names and not cluster.figures and not cluster.by_reader
    )


def _promises(statement: Statement) -> bool:
    """Whether it is to come and has not begun."""
    for cited in statement.claims:
        facets = facets_in("compensation", cited.citation.quote)
        if _BEGUN & set(facets) or not ("promised" in facets or statement.key.certainty == "planned"):
            return False
    return True


def _is_of_its_report(statement: Statement) -> bool:
    """Whether it is dated by nothing but the day of its report."""
    return all(day_of(cited.claim.reported_on or "") == statement.key.date for cited in statement.claims)


def _without_told(
    cluster: Cluster, sentences: dict[Place, list[Cluster]], counted: dict[str, list[Cluster]]
) -> Iterator[Cluster]:
    """What is left of a cluster: all, nothing, or the statements that say more."""
    if cluster.by_reader or _corrects(cluster.statements):
        yield cluster
        return
    damage = _with_its_figures(cluster, counted.get(day_of(cluster.moment), ())[:LOOK_AT])
    if damage is not None:
        moment = damage.statements[0].key
        for statement in cluster.statements:
            key = statement.key._replace(date=moment.date, as_of=moment.as_of)
            damage.take(replace(statement, key=key, figures={}))
        return
    rest = [s for s in cluster.statements if not _is_told(s, sentences)]
    if len(rest) == len(cluster.statements):
        yield cluster
    elif rest:
        yield _made_of(rest, cluster.order)


def _corrects(statements: Iterable[Statement]) -> bool:
    return any(corrects(cited.citation.quote) for s in statements for cited in s.claims)


def _is_told(statement: Statement, sentences: dict[Place, list[Cluster]]) -> bool:
    """Whether another kind tells each of its sentences on that day, or more finely within that month or year."""
    day = day_of(statement.key.date)
    if all(cited.claim.rule in NEWS for cited in statement.claims):
        return False
    if statement.key.kind == "discovery" and (statement.figures or len(day) < _DAY):
        return False
    return all(
        any(day_of(told.moment).startswith(day) for told in sentences.get(_place(cited), ()))
        for cited in statement.claims
    )


def _with_its_figures(cluster: Cluster, told: Iterable[Cluster]) -> Cluster | None:
    """The damage of that day or month that holds every figure of a sentence which no rule knows, a sum among them."""
    figures = [figure for alike in cluster.figures.values() for figure in alike]
    if cluster.kind != "other" or not any(figure.role in MONEY_ROLES for figure in figures):
        return None
    return next((other for other in told if all(_holds(other, figure) for figure in figures)), None)


def _holds(cluster: Cluster, figure: Figure) -> bool:
    """Whether the cluster tells that number of that unit, in whichever role."""
    unit = UNITS.get(figure.unit, figure.unit)
    return any(
        UNITS.get(other.unit, other.unit) == unit and agree(replace(figure, role=other.role), other)
        for alike in cluster.figures.values()
        for other in alike
    )


def _made_of(statements: Sequence[Statement], order: int) -> Cluster:
    first, *others = statements
    made = founded_on(first, order)
    for statement in others:
        made.take(statement)
    return made


def _place(cited: CitedClaim) -> Place:
    return cited.citation.digest, cited.citation.section_index, cited.claim.start


def _periods(day: str) -> Iterator[str]:
    """The day, its month and its year."""
    yield from dict.fromkeys((day, day[:7], day[:4]))
