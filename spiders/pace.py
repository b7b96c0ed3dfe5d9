"""The distance between two requests to one host. Knows nothing of Scrapy; one connection a host is its job."""

import asyncio
from collections.abc import Callable
from time import monotonic

from spiders.answers import NotFetched


class Pace:
    """When a host may be asked again: `delay` after the last request began, or when it said (Retry-After)."""

    def __init__(self, delay: float, longest_wait: float, *, clock: Callable[[], float] = monotonic) -> None:
        self._delay, self._longest_wait, self._clock = delay, longest_wait, clock
        self._delays: dict[str, float] = {}
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._stop: asyncio.Event | None = None
        self._stopped = False

    def slow(self, host: str, seconds: float) -> None:
        """A host asks for a longer distance (Crawl-delay)."""
        self._delays[host] = max(seconds, self._delay)

    def hold(self, host: str, seconds: float) -> bool:
        """A host asks to be left alone for a while; whether that is short enough to wait for."""
        self._held[host] = max(self._held.get(host, 0.0), self._clock() + seconds)
        return seconds <= self._longest_wait

    def stop(self) -> None:
        """End all waiting: who still waits is not fetched."""
        self._stopped = True
        if self._stop is not None:
            self._stop.set()

    async def turn(self, host: str) -> None:
        """Wait until the host may be asked, and take the turn.

        Raises NotFetched where the host wants to be left alone for longer than a run should last, or where
        the crawl is stopped.
        """
        held = self._held.get(host, 0.0) - self._clock()
        if held > self._longest_wait:
            raise NotFetched("rate-limited", f"{host} asked to be left alone for {held:.0f} s more; next run")
        begin = max(self._next.get(host, 0.0), self._held.get(host, 0.0), self._clock())
        self._next[host] = begin + self._delays.get(host, self._delay)
        await self._sleep(begin - self._clock())
        if self._stopped:
            raise NotFetched("error", "the crawl was stopped before this was fetched")

    async def _sleep(self, seconds: float) -> None:
        if seconds <= 0 or self._stopped:
            return
        if self._stop is None:
            self._stop = asyncio.Event()
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return
