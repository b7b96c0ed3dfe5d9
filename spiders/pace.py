"""The distance between two requests to one host. Knows nothing of Scrapy; one connection a host is its job."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic

from spiders.answers import NotFetched


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

    def hold(self, host: str, seconds: float) -> None:
        """A host asks to be left alone for a while."""
        self._held[host] = max(self._held.get(host, 0.0), self._clock() + seconds)

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
        while (wait := self._wait(host)) > 0 and not self._stopped:
            # Looked at again afterwards: meanwhile the host may have asked to be left alone.
            await self._sleep(wait)
        if self._stopped:
            raise NotFetched("error", "the crawl was stopped before this was fetched")
        self._next[host] = self._clock() + self._delays.get(host, self._delay)

    def _wait(self, host: str) -> float:
        held = self._held.get(host, 0.0) - self._clock()
        if held > self._longest_wait:
            raise NotFetched("rate-limited", f"{host} asked to be left alone for {held:.0f} s more; next run")
        return max(held, self._next.get(host, 0.0) - self._clock())

    async def _sleep(self, seconds: float) -> None:
        if self._stop is None:
            self._stop = asyncio.Event()
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return
