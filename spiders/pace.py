"""The distance between two requests to one host. Knows nothing of Scrapy; one connection a host is its job."""

import asyncio
import math
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from time import monotonic

from db.records import HostPause
from spiders.answers import NotFetched, Stopped

LONGEST_HOLD = 86_400.0
"""Seconds for which a host is left alone at the most, whatever it asks for."""


def later(at: str, seconds: float) -> str:
    """A moment so many seconds after another, rounded up; both UTC.

    >>> later("2020-09-10T12:00:00Z", 59.5)
    '2020-09-10T12:01:00Z'
    """
    then = datetime.fromisoformat(at) + timedelta(seconds=math.ceil(seconds))
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


def _between(earlier: str, moment: str) -> float:
    return (datetime.fromisoformat(moment) - datetime.fromisoformat(earlier)).total_seconds()


class Pace:
    """When a host may be asked again: `delay` after the last request began, or when it said (Retry-After)."""

    def __init__(self, delay: float, longest_wait: float, *, clock: Callable[[], float] = monotonic) -> None:
        self._delay, self._longest_wait, self._clock = delay, longest_wait, clock
        self._delays: dict[str, float] = {}
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._stop: asyncio.Event | None = None
        self._stopped = False

    def slow(self, host: str, seconds: float) -> None:
        """A host asks for a longer distance (Crawl-delay)."""
        self._delays[host] = max(seconds, self._delay)

    def delay_of(self, host: str) -> float:
        """Seconds between two requests to a host."""
        return self._delays.get(host, self._delay)

    def hold(self, host: str, seconds: float) -> None:
        """A host asks to be left alone for a while."""
        self._held[host] = max(self._held.get(host, 0.0), self._clock() + seconds)

    def resume(self, pauses: Iterable[HostPause], now: str) -> None:
        """Keep the distance to what was asked in earlier runs too; `now` is UTC.

        A moment that lies ahead (the clock went back) counts as this moment, one that is held for longer than a
        day as a day.
        """
        for pause in pauses:
            if pause.asked_at is not None:
                # Both moments are cut to whole seconds: they may be closer by almost one.
                since = max(_between(pause.asked_at, now) - 1, 0.0)
                self._next[pause.host] = self._clock() + self._delay - since
            if pause.held_until is not None:
                self.hold(pause.host, min(_between(now, pause.held_until), LONGEST_HOLD))

    def may_wait(self, seconds: float) -> bool:
        """Whether a pause is short enough to be waited for within a run."""
        return seconds <= self._longest_wait

    def stop(self) -> None:
        """End all waiting: who still waits is not fetched."""
        self._stopped = True
        if self._stop is not None:
            self._stop.set()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked, and keep the turn as long as the block lasts.

        Raises NotFetched where the host wants to be left alone for longer than a run should last, or where
        the crawl is stopped.
        """
        # Scrapy's own slots let several requests through at once when there is no delay.
        async with self._turns[host]:
            await self._until_allowed(host)
            yield

    async def _until_allowed(self, host: str) -> None:
        while (wait := self.wait(host)) > 0 and not self._stopped:
            # Looked at again afterwards: meanwhile the host may have asked to be left alone.
            await self._sleep(wait)
        if self._stopped:
            raise Stopped("error", "the crawl was stopped before this was fetched")
        self._next[host] = self._clock() + self.delay_of(host)

    def wait(self, host: str) -> float:
        """Seconds until a host may be asked; raises NotFetched where that is longer than a run should last."""
        held = self._held.get(host, 0.0) - self._clock()
        if held > self._longest_wait:
            raise NotFetched("rate-limited", f"{host} asked to be left alone for {held:.0f} s more; next run")
        return max(held, self._next.get(host, 0.0) - self._clock(), 0.0)

    async def _sleep(self, seconds: float) -> None:
        if self._stop is None:
            self._stop = asyncio.Event()
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return
