"""The walk, again and again: which incident is due, what it brought, when it is due next.

Clock, waiting and walking are handed in; what was done before is read from the run rows, so that a watch that was
killed, or is started by cron each time, goes on where it was.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from db.store import Run
from keii.news import MOVES, News
from keii.schedule import Rhythm

RUN = "watch"
"""Name of the run rows by which a watch knows what it did."""
NAP = timedelta(minutes=1)
"""Longest sleep at a time: the clock may have jumped."""
OVERSLEPT = timedelta(minutes=1)
"""What is later than that was slept through, and is planned anew."""
AWAKE = timedelta(seconds=10)
"""After a sleep of the machine, until its network is likely to be there."""
LOCKED_OUT = timedelta(minutes=1)
"""Until the next try where another command holds the workspace."""


@dataclass(frozen=True, slots=True)
class Walked:
    """How one walk ended."""

    news: News
    failures: tuple[str, ...] = ()


class Blocked(Exception):
    """The walk could not begin: another command holds the workspace."""


class Teller(Protocol):
    """Who is told what happens."""

    def walked(self, slug: str, walked: Walked, due: datetime) -> None:
        """A walk has ended; the next one is due then."""

    def blocked(self, slug: str, reason: str, due: datetime) -> None:
        """A walk could not begin."""

    def waiting(self, dues: Mapping[str, datetime]) -> None:
        """Nothing is due before the earliest of these moments."""


def past(runs: Sequence[Run]) -> tuple[datetime | None, int]:
    """When the last walk of a watch began, and how many before now found nothing new, one after the other."""
    walks = [run for run in runs if run.command == RUN]
    still = 0
    for run in reversed(walks):
        if any(run.counts.get(name) for name in MOVES):
            break
        # Of one that was stopped it is not known whether it would have brought something.
        still += bool(run.counts)
    last = datetime.fromisoformat(walks[-1].started_at) if walks else None
    return last, still


@dataclass(slots=True, kw_only=True)
class Watch:
    """What is watched, and how."""

    zones: Mapping[str, ZoneInfo]
    """Incident → the zone that its quiet hours are in."""
    rhythm: Rhythm
    walk: Callable[[str], Walked]
    """Crawl, read and build one incident; raises Blocked."""
    past: Callable[[str], tuple[datetime | None, int]]
    """What `past` says of the incident's run rows."""
    teller: Teller
    clock: Callable[[], datetime]
    """The present moment, with its zone."""
    sleep: Callable[[float], None]
    """Wait so many seconds; a signal ends it by its exception."""
    chance: random.Random = field(default_factory=random.Random)

    def run(self, *, once: bool = False) -> None:
        """Walk whenever it is due, for ever; with `once` only what is due now."""
        dues = self._dues()
        while True:
            self._walk_due(dues)
            if once:
                self.teller.waiting(dues)
                return
            self._wait(dues)

    def _dues(self) -> dict[str, datetime]:
        return {slug: self._due(slug) for slug in self.zones}

    def _due(self, slug: str, begun: datetime | None = None) -> datetime:
        """When an incident is due, after a walk that began at `begun`, whatever came of it."""
        last, still = self.past(slug)
        if begun is not None and (last is None or last < begun):
            last = begun
        return self.rhythm.next_walk(last, still, self.clock(), self.zones[slug], self.chance)

    def _walk_due(self, dues: dict[str, datetime]) -> None:
        """The due ones, the longest overdue first; each is planned anew at once."""
        for slug in sorted(dues, key=lambda slug: dues[slug]):
            if dues[slug] > self.clock():
                return
            begun = self.clock()
            try:
                walked = self.walk(slug)
            except Blocked as reason:
                dues[slug] = self.clock() + LOCKED_OUT
                self.teller.blocked(slug, str(reason), dues[slug])
                continue
            dues[slug] = self._due(slug, begun)
            self.teller.walked(slug, walked, dues[slug])

    def _wait(self, dues: dict[str, datetime]) -> None:
        """Until the first is due; a clock that jumped meanwhile plans all anew."""
        self.teller.waiting(dues)
        while (now := self.clock()) < min(dues.values()):
            nap = min(min(dues.values()) - now, NAP)
            self.sleep(nap.total_seconds())
            woken = self.clock()
            if woken < now or woken - now > nap + OVERSLEPT:
                self.sleep(AWAKE.total_seconds())
                dues.update(self._dues())
