"""What an event says: one date, one set of figures and organisations out of its statements, with its evidence.

Which statements are one event stands in `timeline.clusters`; what became of its figures in `timeline.judging`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from db.records import (
    Certainty,
    CitedClaim,
    ClaimKind,
    Event,
    Figure,
    NameClass,
    Organisation,
    Role,
    Standing,
)
from timeline.agreement import FigureKey, agree, preference
from timeline.clusters import Cluster, merge
from timeline.folding import fold
from timeline.moments import day_of, minute_of, order_of
from timeline.others import merge_others
from timeline.retelling import retold_folded
from timeline.statements import STOPS, Statement, worth_of
from timeline.undated import place_undated
from timeline.weight import find_weights, weighty

TIERS: dict[Standing, int] = {
    "official": 0, "regulator": 0, "agency": 1, "newspaper": 1, "trade": 1, "blog": 2, "unknown": 2, "reader": 3,
}  # fmt: skip
"""Whose figures may stand against each other: within a tier the later word counts, a lower tier never replaces."""
_CERTAINTIES: tuple[Certainty, ...] = ("stated", "planned", "possible", "denied")
_HIT = ("target", "affected", "via")
_ROLES: dict[Role, int] = {"actor": 0, "target": 1, "affected": 2, "via": 3, "speaker": 4, "mentioned": 5}


def tier_of(event: Event) -> int:
    """The tier of the best standing that says it.

    >>> tier_of(Event(kind="other", date="2020", claims=()))
    3
    """
    return min((TIERS[cited.citation.standing] for cited in event.claims), default=3)


def origins_of(claims: Iterable[CitedClaim]) -> frozenset[str]:
    """The independent origins of some claims; readers count only where nobody else says it."""
    claims = tuple(claims)
    heard = frozenset(c.citation.origin for c in claims if not c.claim.by_reader)
    return heard or frozenset(c.citation.origin for c in claims)


def find_events(statements: Sequence[Statement]) -> list[Event]:
    """The events that the statements tell, in the order of the timeline."""
    dated = [statement for statement in statements if statement.dated]
    known = fold(merge(s for s in dated if s.key.kind != "other"))
    clusters = retold_folded([*known, *merge_others(s for s in dated if s.key.kind == "other")])
    others = [cluster for cluster in clusters if cluster.kind == "other"]
    clusters = [c for c in clusters if c.kind != "other"] + weighty(others, find_weights(statements))
    clusters += place_undated([statement for statement in statements if not statement.dated], clusters)
    events = [_event(cluster) for cluster in retold_folded(clusters)]
    return sorted(events, key=place_of)


def place_of(event: Event) -> tuple[str, ...]:
    """A key that sorts events as the timeline shows them: by time, a figure by the moment it holds for."""
    as_of = event.as_of or event.date
    within = order_of(as_of if day_of(as_of) == day_of(event.date) else event.date)
    return (order_of(event.date)[:10], within, order_of(event.date), event.kind, *_said(event))


def id_of(event: Event, aspects: Iterable[str] = ()) -> str:
    """A short name made of what the event says, whoever says it and however often.

    >>> id_of(Event(kind="other", date="2020-09-11", claims=()))
    '03c0ea19d2'
    """
    said = (
        event.date,
        event.kind,
        ",".join(sorted(aspects)) or event.aspect or "",
        *_figures_and_names(event),
    )
    return sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _said(event: Event) -> tuple[str, ...]:
    return event.as_of or "", event.aspect or "", event.certainty, *_figures_and_names(event)


def _figures_and_names(event: Event) -> tuple[str, str]:
    figures = sorted(
        f"{f.role}={f.value}{f.unit}/{f.qualifier}/{f.scope or ''}/{f.basis or ''}" for f in event.figures
    )
    return ";".join(figures), ";".join(sorted({o.name for o in event.organisations}))


def _event(cluster: Cluster) -> Event:
    statements = sorted(cluster.statements, key=lambda s: worth_of(s.claims[0]))
    telling = [s for s in statements if s.key.by_reader == cluster.by_reader]
    claims = tuple(sorted((c for s in statements for c in s.claims), key=worth_of))
    return Event(
        kind=_kind(cluster, claims),
        date=_date(cluster, telling),
        claims=claims,
        organisations=_organisations(telling),
        figures=tuple(_figures(telling)),
        aspect=next((s.claims[0].claim.aspect for s in telling if s.key.aspect), None),
        as_of=_as_of(cluster, telling),
        certainty=min((s.claims[0].claim.certainty for s in telling), key=_CERTAINTIES.index),
        status="current" if cluster.dated else "unresolved",
    )


def _as_of(cluster: Cluster, telling: Sequence[Statement]) -> str | None:
    """The moment it holds for; none where a stop is told by when it began, too."""
    began = cluster.kind in STOPS and any(s.dated and s.key.as_of is None for s in telling)
    return None if began else cluster.as_of


def _kind(cluster: Cluster, claims: Sequence[CitedClaim]) -> ClaimKind:
    """The kind of the cluster, whatever else was folded into it."""
    return next(c.claim.kind for c in claims if c.claim.kind == cluster.kind)


def _date(cluster: Cluster, telling: Sequence[Statement]) -> str:
    """When it happened, as finely as any statement tells; for figures the date that goes with their as-of."""
    if cluster.kind == "damage_figure":
        fitting = [s.key.date for s in telling if s.key.as_of == cluster.as_of] or [
            s.key.date for s in telling
        ]
        return min(fitting, key=lambda d: (order_of(d)[:10], -len(minute_of(d)), d))
    told = [s for s in telling if s.dated] or list(telling)
    dated = [s.key.date for s in told if s.key.as_of is None] or [s.key.date for s in told]
    return min(dated, key=lambda d: (-len(minute_of(d)), order_of(d), d))


def _figures(telling: Sequence[Statement]) -> Iterator[Figure]:
    """One figure a role, scope and basis; of those that agree the most trusted, then the finest."""
    held: dict[FigureKey, list[tuple[int, Figure]]] = defaultdict(list)
    for statement in telling:
        tier = TIERS[statement.claims[0].citation.standing]
        for key, figures in statement.figures.items():
            held[key] += [(tier, figure) for figure in figures]
    for key in sorted(held, key=str):
        yield from _distinct(held[key])


def _distinct(figures: Sequence[tuple[int, Figure]]) -> list[Figure]:
    ordered = sorted(figures, key=lambda pair: (pair[0], *preference(pair[1]), pair[1].basis or "~"))
    kept: list[Figure] = []
    for _tier, figure in ordered:
        if not any(_same(figure, other) for other in kept):
            kept.append(replace(figure, start=None, end=None))
    return kept


def _same(a: Figure, b: Figure) -> bool:
    return agree(a, b) and (a.basis == b.basis or a.basis is None or b.basis is None)


def _place_in_page(statement: Statement) -> tuple[str, int, int]:
    citation = statement.claims[0].citation
    return citation.url, citation.section_index, citation.start


def _organisations(telling: Sequence[Statement]) -> tuple[Organisation, ...]:
    """Everybody who takes part or speaks, once, in the order of the fullest and most trusted statement.

    Where a bank stops something, the other banks do so too, although a page says it of them in the passive.
    """
    parts: dict[str, tuple[Role, NameClass]] = {}
    for statement in sorted(telling, key=lambda s: (-len(s.names), _place_in_page(s))):
        for organisation in statement.claims[0].claim.organisations:
            known = parts.get(organisation.name)
            if organisation.role == "mentioned":
                continue
            if known is None or _ROLES[organisation.role] < _ROLES[known[0]] == _ROLES["speaker"]:
                parts[organisation.name] = (organisation.role, organisation.name_class)
    if telling[0].key.kind in STOPS and any(part == ("actor", "bank") for part in parts.values()):
        parts = {n: ("actor" if c == "bank" and r in _HIT else r, c) for n, (r, c) in parts.items()}
    found = [Organisation(name=n, name_class=c, role=r) for n, (r, c) in parts.items()]
    return tuple(sorted(found, key=lambda o: _ROLES[o.role]))
