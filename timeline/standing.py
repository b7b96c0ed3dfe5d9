"""How each bank and service stands: damaged, stopped, resumed, and since when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Literal, get_args

from db.records import Aspect, Event, Incident, NameClass, Organisation, StandingRow, State
from timeline.moments import is_known, may_be_same, minute_of, order_of
from timeline.scopes import own_names

SHOWN: tuple[NameClass, ...] = ("bank", "service", "exchange", "broker", "facility")
_AFTER: dict[str, Literal["suspended", "resumed"]] = {"suspension": "suspended", "resumption": "resumed"}
_PARTS = ("damage", *get_args(Aspect))
_SUBJECTS = ("target", "affected", "via")
_SERVICE_WORDS = ("サービス", "service")
Happening = tuple[str, Event, str]


def find_standing(
    incident: Incident, events: Sequence[Event], ids: Sequence[str], whole: Set[str] = frozenset()
) -> tuple[StandingRow, ...]:
    """One row for each bank and service that was damaged or stopped, banks first, in the order of their names.

    `whole` names what the incident is about where its title does not.
    """
    named = {o.name for event in events for o in event.organisations}
    told = own_names(incident, named) or whole
    damage: dict[str, State] = {}
    changes: dict[tuple[str, Aspect], list[Happening]] = defaultdict(list)
    classes: dict[str, NameClass] = {}
    for event, entry in zip(events, ids, strict=True):
        if not _counts(event):
            continue
        for organisation in _subjects(event, told):
            classes.setdefault(organisation.name, organisation.name_class)
            if event.kind == "damage_figure":
                known = damage.get(organisation.name)
                if (
                    event.certainty == "stated"
                    and event.note not in ("says", "beside")
                    and (known is None or order_of(event.date) < order_of(known.since))
                ):
                    damage[organisation.name] = State(status="confirmed", since=event.date, entry=entry)
            elif event.kind in _AFTER and stops_a_service(event):
                changes[organisation.name, event.aspect or "service"].append((event.date, event, entry))
    names = {*damage, *(name for name, _aspect in changes)}
    rows = (_row(name, classes[name], damage.get(name), changes) for name in names)
    told_of = (row for row in rows if any(getattr(row, part) is not None for part in _PARTS))
    return tuple(sorted(told_of, key=lambda row: (SHOWN.index(row.name_class), row.organisation)))


def _counts(event: Event) -> bool:
    """Only what trusted or at least named sources say happened or will happen, on a known date."""
    if event.status in ("unresolved", "corrected") or not is_known(event.date):
        return False
    return event.certainty in ("stated", "planned") and any(not c.claim.by_reader for c in event.claims)


def stops_a_service(event: Event) -> bool:
    """Whether a stop is known to be one of a service: an assembly line that stops is none of an operator's services."""
    if event.aspect not in (None, "service"):
        return True
    named = any(o.name_class == "service" and o.role in _SUBJECTS for o in event.organisations)
    return named or any(word in c.citation.quote.lower() for c in event.claims[:3] for word in _SERVICE_WORDS)


def _subjects(event: Event, told: Set[str]) -> list[Organisation]:
    """Who was damaged or stopped: the targets; the actor where it stopped its part in the incident's own service.

    What a bank does with another service is that service's row: a bank's is about the service of the incident.
    """
    shown = [o for o in event.organisations if o.name_class in SHOWN]
    own = {o.name for o in shown if o.name in told}
    targets = [o for o in shown if o.role in _SUBJECTS]
    others = [o for o in targets if o.name not in own]
    if event.kind == "damage_figure":
        scopes = {figure.scope for figure in event.figures}
        return others or [o for o in shown if o.name in scopes and o.name not in own] or targets
    services = [o for o in others if o.name_class != "bank"]
    if services and not own:
        return services
    actors = [o for o in shown if o.role == "actor" and o.name not in own]
    if any(o.name_class == "bank" for o in others):
        return others
    return [*actors, *others] or targets or [o for o in shown if o.role == "actor"]


def _row(
    name: str,
    name_class: NameClass,
    damage: State | None,
    changes: dict[tuple[str, Aspect], list[Happening]],
) -> StandingRow:
    def state(aspect: Aspect) -> State | None:
        return _state(changes.get((name, aspect), ()))

    return StandingRow(
        organisation=name,
        name_class=name_class,
        damage=damage,
        linking=state("linking"),
        charging=state("charging"),
        withdrawal=state("withdrawal"),
        service=state("service"),
    )


def _state(happenings: Iterable[Happening]) -> State | None:
    """The last state, since it began; a plan only where nothing is known to have happened."""
    ordered = sorted(happenings, key=lambda h: (order_of(h[0]), h[2]))
    stated = [h for h in ordered if h[1].certainty == "stated"]
    if not stated:
        # When a stop began whose end is planned is not known.
        stops = [h for h in ordered if h[1].kind == "suspension"]
        return State(status="planned", since=stops[0][0], entry=stops[0][2]) if stops else None
    kind = stated[-1][1].kind
    date, _event, entry = _beginning(list(_same_at_the_end(stated)), ordered)
    return State(status=_AFTER[kind], since=date, entry=entry)


def _same_at_the_end(stated: Sequence[Happening]) -> Iterator[Happening]:
    for happening in reversed(stated):
        if happening[1].kind != stated[-1][1].kind:
            return
        yield happening


def _beginning(run: Sequence[Happening], told: Sequence[Happening]) -> Happening:
    """The first of a run that is told latest first, told as finely as any that agrees with it.

    Where it is only known to be so as of a moment, that moment; plans for the day tell the hour too.
    """
    began = [happening for happening in run if happening[1].as_of is None]
    holds = [happening for happening in run if happening[1].as_of is not None]
    if not began or (holds and _is_before(holds[-1][0], began[-1][0])):
        return holds[-1]
    first = began[-1]
    planned = [h for h in told if h[1].certainty == "planned" and h[1].kind == first[1].kind]
    fitting = [h for h in (*began, *planned) if may_be_same(h[0], first[0])]
    return max(fitting, key=lambda h: (len(minute_of(h[0])), [-ord(c) for c in h[0]], h[2]))


def _is_before(a: str, b: str) -> bool:
    """Whether a moment is before another as far as both are told."""
    a, b = order_of(a), order_of(b)
    cut = min(len(a), len(b))
    return a[:cut] < b[:cut]
