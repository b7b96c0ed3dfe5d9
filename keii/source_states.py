"""How each source of an incident did: when it last worked, what it last answered, what it gave, and what is wrong.

A 304 says that nothing has changed, so it makes nothing good that was bad before. A feed that can be read but is
empty, and an address that is gone, are states of their own, apart from failures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from db.records import Incident, Outcome, Source
from spiders.doors import doors

State = Literal["works", "empty", "gone", "failing", "never asked"]

QUIET = timedelta(days=14)
"""A source that works, but has given nothing new for so long, is told."""
FORGOTTEN = timedelta(days=7)

_STATES: dict[str, State] = {"ok": "works", "empty": "empty", "gone": "gone"}
_NEUTRAL = ("redirected", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """One source; moments are UTC."""

    id: str
    publisher: str
    state: State
    last_worked: str | None
    last_answer: Outcome | None
    documents: int
    newest: str | None
    """When the newest page was first seen."""
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Address:
    """What became of one address so far."""

    state: State = "never asked"
    worked: str | None = None
    last: Outcome | None = None

    def take(self, outcome: Outcome) -> None:
        self.last = outcome
        if outcome.name not in _NEUTRAL:
            self.state = _STATES.get(outcome.name, "failing")
        elif outcome.name == "redirected" or self.state == "never asked":
            self.state = "works"
        if self.state == "works":
            self.worked = outcome.at


def source_states(
    incident: Incident, outcomes: Sequence[Outcome], pages: Mapping[str, tuple[int, str]], now: str
) -> list[SourceState]:
    """The state of every source; `pages` tells of each how many pages it gave, and when the newest was first seen."""
    addresses: dict[str, dict[str, _Address]] = {source.id: {} for source in incident.sources}
    for outcome in sorted(outcomes, key=lambda o: (o.at, o.stage == "read")):
        if outcome.source in addresses and (outcome.stage == "crawl" or outcome.name != "ok"):
            addresses[outcome.source].setdefault(outcome.url, _Address()).take(outcome)
    return [
        _state(source, incident, addresses[source.id], *pages.get(source.id, (0, None)), now=now)
        for source in incident.sources
    ]


def _state(
    source: Source,
    incident: Incident,
    asked: Mapping[str, _Address],
    documents: int,
    newest: str | None,
    *,
    now: str,
) -> SourceState:
    named = [door.url for door in doors(source, incident, date.fromisoformat(now[:10]))]
    at_the_doors = {url: asked.get(url, _Address()) for url in named}
    last = max((a.last for a in asked.values() if a.last), key=lambda o: o.at, default=None)
    worked = max((a.worked for a in asked.values() if a.worked), default=None)
    state = _overall([address.state for address in at_the_doors.values()])
    return SourceState(
        id=source.id, publisher=source.publisher, state=state, last_worked=worked, last_answer=last,
        documents=documents, newest=newest, notes=tuple(_notes(state, at_the_doors, last, newest, now)),
    )  # fmt: skip


def _overall(states: Sequence[State]) -> State:
    """Of a source with several doors: it works where one does; otherwise what is nearest to working.

    >>> _overall(["gone", "works"]), _overall(["failing", "empty"]), _overall(["gone", "failing"]), _overall([])
    ('works', 'empty', 'failing', 'never asked')
    """
    order: tuple[State, ...] = ("works", "empty", "failing", "gone")
    return next((state for state in order if state in states), "never asked")


def _notes(
    state: State, at_the_doors: Mapping[str, _Address], last: Outcome | None, newest: str | None, now: str
) -> Iterable[str]:
    if not at_the_doors:
        yield "nothing to follow: it names no feed, list, page or notice"
    for url, address in at_the_doors.items():
        if address.state in ("gone", "failing", "empty") and address.last is not None:
            how = (
                address.last.reason
                if address.last.name == "unchanged"
                else f"{address.last.name}: {address.last.reason}"
            )
            since = f", since {address.last.first_at}" if address.last.first_at else ""
            yield f"{url}: {address.state} ({how.rstrip(': ')}{since})"
    if last is not None and _ago(last.at, now) > FORGOTTEN:
        yield f"not asked for {_ago(last.at, now).days} days"
    elif state == "works" and newest is not None and _ago(newest, now) > QUIET:
        yield f"silent: nothing new for {_ago(newest, now).days} days"
    elif state == "works" and newest is None:
        yield "silent: it works, but has given no page on the incident"


def _ago(moment: str, now: str) -> timedelta:
    return datetime.fromisoformat(now) - datetime.fromisoformat(moment)
