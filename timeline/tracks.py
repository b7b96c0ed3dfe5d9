"""The figures of events in series: one for each role, unit, scope and basis, in order; nothing is judged yet.

Totals, parts and increments are never mixed; confirmed figures and those without a basis are one series, what is only
reported another beside it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from db.records import Basis, Event, Figure
from timeline.agreement import agree, key_of, number
from timeline.corrections import corrects
from timeline.events import origins_of, tier_of
from timeline.moments import is_known, minute_of, order_of
from timeline.scopes import tells_one

LEADS = ("damage_total", "damage_part", "cases", "cases_part", "people", "accounts", "banks", "services")
"""The figure that a point is about, the first of these that the event has; the others stand beside it."""
_TOTALS = ("damage_total", "cases", "people", "accounts")
BESIDE = {"cases": ("cases", "cases_part"), "people": ("people",), "banks": ("banks",)}
"""What stands beside the leading figure, and in which roles."""
TrackKey = tuple[str, str, str | None, Basis | None]
"""Role, unit, scope and basis."""
GROWS_BY_THE_HOUR = ("banks", "services")
"""Told without an as-of, these differ within a day without anybody being wrong."""
PointStatus = Literal["current", "superseded", "disputed", "corrected", "derived"]


@dataclass(slots=True)
class Reading:
    """One event's figure in a series."""

    event: int
    moment: str
    explicit: bool
    """The text says for which moment the figure holds."""
    lead: Figure
    beside: dict[str, Figure]
    tier: int
    origins: int
    reported: str
    pages: frozenset[str] = frozenset()
    """Digests of the pages that tell it."""
    said_to_change: bool = False
    """The text says that it corrects what was told before."""
    status: PointStatus = "superseded"
    note: str | None = None
    taken_back: str | None = None
    """The role beside the leading one whose figure was corrected."""

    @property
    def value(self) -> Decimal:
        """The leading figure as a number."""
        return Decimal(number(self.lead.value) or 0)

    @property
    def place(self) -> tuple[str, str, Decimal]:
        """Where it stands in its series."""
        return order_of(self.moment), self.reported, self.value


@dataclass(frozen=True, slots=True)
class Track:
    """A series before it is written: its readings in order."""

    role: str
    unit: str
    scope: str | None
    basis: Basis | None
    readings: tuple[Reading, ...]

    @property
    def of_unknown_parts(self) -> bool:
        """Parts of which nobody says whose they are: each may be another one, so none replaces or disputes another."""
        return self.scope is None and self.role.endswith("_part")


def find_tracks(events: Sequence[Event]) -> list[Track]:
    """The series that the stated damage figures of some events form, without any judgement yet."""
    tracks: dict[TrackKey, list[Reading]] = defaultdict(list)
    for place, event in enumerate(events):
        if not _in_a_series(event):
            continue
        one = tells_one(event)
        for lead, beside in _leads(event.figures):
            if lead.scope is not None or not one:
                basis = None if lead.role in GROWS_BY_THE_HOUR else lead.basis
                tracks[*key_of(lead), basis].append(_reading(place, event, lead, beside))
    for place, event in enumerate(events):
        for lead in _given_instead(event):
            if not any(agree(lead, figure) for r in tracks[*key_of(lead), None] for figure in _told_in(r)):
                tracks[*key_of(lead), None].append(_reading(place, event, lead, {}))
    return [
        Track(*key, readings=tuple(sorted(_without_parts(readings), key=lambda r: r.place)))
        for key, readings in sorted(_bases_joined(tracks).items(), key=lambda item: _track_order(item[0]))
    ]


def _without_parts(readings: Sequence[Reading]) -> Iterator[Reading]:
    """All but those whose every page tells more than twice as much of the moment: it tells a whole and a part."""
    most: dict[tuple[str, str], Decimal] = {}
    for reading in readings:
        for page in reading.pages:
            place = (page, minute_of(reading.moment))
            most[place] = max(reading.value, most.get(place, reading.value))
    for reading in readings:
        if not all(most[page, minute_of(reading.moment)] > reading.value * 2 for page in reading.pages):
            yield reading


def _given_instead(event: Event) -> Iterator[Figure]:
    """The totals that a correction gives and that no damage figure may tell: they are points all the same."""
    if event.kind != "other" or event.certainty != "stated" or event.status == "unresolved":
        return
    told = [c for c in event.claims if not c.claim.by_reader and corrects(c.citation.quote)]
    for figure in event.figures:
        given = any(agree(figure, other) for c in told for other in c.claim.figures)
        if given and figure.role in _TOTALS and number(figure.value) is not None:
            yield figure


def _told_in(reading: Reading) -> Iterator[Figure]:
    yield reading.lead
    yield from reading.beside.values()


def _in_a_series(event: Event) -> bool:
    """Only what is stated, of a known moment, and by more than readers: what a reader tells stands for itself."""
    told = event.kind == "damage_figure" and event.certainty == "stated" and event.status != "unresolved"
    return told and is_known(event.as_of or event.date) and not all(c.claim.by_reader for c in event.claims)


def _bases_joined(tracks: Mapping[TrackKey, list[Reading]]) -> dict[TrackKey, list[Reading]]:
    """Confirmed figures and those without a basis are one series; what is only reported is another, beside them."""
    bases: dict[tuple[str, str, str | None], set[Basis]] = defaultdict(set)
    for role, unit, scope, basis in tracks:
        if basis is not None:
            bases[role, unit, scope].add(basis)
    joined: dict[TrackKey, list[Reading]] = defaultdict(list)
    for (role, unit, scope, basis), readings in tracks.items():
        told = bases[role, unit, scope]
        kept = (
            basis if len(told) > 1 or (basis == "reported" and (role, unit, scope, None) in tracks) else None
        )
        joined[role, unit, scope, kept] += readings
    return joined


def _track_order(key: TrackKey) -> tuple[object, ...]:
    role, unit, scope, basis = key
    return scope is not None, scope or "", LEADS.index(role), unit, basis or ""


def _leads(figures: Sequence[Figure]) -> Iterator[tuple[Figure, dict[str, Figure]]]:
    """The leading figure of each scope and basis, with what stands beside it."""
    groups: dict[tuple[str | None, Basis | None], list[Figure]] = defaultdict(list)
    summed = {f.scope: f.basis for f in reversed(figures) if f.role not in GROWS_BY_THE_HOUR}
    for figure in figures:
        basis = summed.get(figure.scope) if figure.role in GROWS_BY_THE_HOUR else figure.basis
        groups[figure.scope, basis].append(figure)
    for group in groups.values():
        by_role = {key_of(f)[0]: f for f in reversed(group) if number(f.value) is not None}
        role = next((role for role in LEADS if role in by_role), None)
        if role is not None:
            part = role.endswith("_part")
            beside = {
                name: by_role[r]
                for name, roles in BESIDE.items()
                # The last one stands: beside a whole the whole number, beside a part that of the part.
                for r in (roles if part else reversed(roles))
                if r in by_role and r != role
            }
            yield by_role[role], beside


def _reading(place: int, event: Event, lead: Figure, beside: dict[str, Figure]) -> Reading:
    return Reading(
        event=place,
        moment=event.as_of or event.date,
        explicit=event.as_of is not None,
        lead=lead,
        beside=beside,
        tier=tier_of(event),
        origins=len(origins_of(event.claims)),
        reported=min((c.claim.reported_on or c.citation.published or "~" for c in event.claims), default="~"),
        pages=frozenset(c.citation.digest for c in event.claims),
        said_to_change=any(corrects(c.citation.quote) for c in event.claims if not c.claim.by_reader),
    )
