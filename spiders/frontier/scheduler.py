"""Scrapy's scheduler on a leased queue: scrapy-redis's, but for what it loses when a worker is killed."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy_redis.scheduler import Scheduler

from spiders.base import IncidentSpider
from spiders.frontier.joining import Frontier, settle_left_behind
from spiders.frontier.requests import LEASE, read_request, write_request
from spiders.session import Session, session_of

_RENEWALS = 3
"""How often a lease is renewed in its time."""


class LeasedScheduler(Scheduler):  # type: ignore[misc]  # scrapy-redis has no types
    """The requests of all workers of a crawl; the engine asks it for the next one."""

    spider: IncidentSpider

    def __init__(self, session: Session, frontier: Frontier, fingerprint: Callable[[Request], bytes]) -> None:
        super().__init__(frontier.redis, persist=True)
        self._session, self._frontier, self._fingerprint = session, frontier, fingerprint
        self.queue = frontier.queue
        self._sources = {source.id: source for source in session.sources}
        self._renewing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For the crawl's session, which must have joined a frontier."""
        session = session_of(crawler)
        assert session.frontier is not None
        assert crawler.request_fingerprinter is not None
        return cls(session, session.frontier, crawler.request_fingerprinter.fingerprint)

    def open(self, spider: Any) -> None:
        """Take up the round, and what this worker left behind in it."""
        self.spider = spider
        began = self.queue.begin()
        settle_left_behind(self._frontier, self._session.store, self._session.incident.slug, began)
        self._session.leases = self
        self._renewing = asyncio.ensure_future(self._renew())

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self.queue.lease / _RENEWALS)
            self.queue.renew()

    def close(self, reason: str) -> None:
        """Give back what was not fetched."""
        if self._renewing is not None:
            self._renewing.cancel()
        for leased in sorted(self.queue.held):
            self.queue.release(leased)

    def enqueue_request(self, request: Request) -> bool:
        """Put a request in; one that goes on from another (a redirect, another try) takes its place."""
        fingerprint = None if request.dont_filter else self._fingerprint(request).hex()
        return self.queue.push(
            write_request(request), fingerprint=fingerprint, priority=request.priority,
            replaces=request.meta.pop(LEASE, None),
        )  # fmt: skip

    def next_request(self) -> Request | None:
        """The next request that nobody else has."""
        while (leased := self.queue.pop()) is not None:
            try:
                request = read_request(leased.data, self.spider, self._sources)
            except ValueError as error:
                self._session.report.failures.append(f"shared queue: {error}")
                self.queue.done(leased.id)
                continue
            request.meta[LEASE] = leased.id
            return request
        return None

    def has_pending_requests(self) -> bool:
        """Whether anything is waiting or at work anywhere: what another worker fetches may bring more, or come back."""
        return len(self.queue) > 0

    # What the session says of a request (see Session.leases)

    def may_keep(self, request: Request) -> bool:
        """Whether an answer may be written down: not where the lease was lost and another worker has it."""
        leased = request.meta.get(LEASE)
        return leased is None or self.queue.commit(leased)

    def ended(self, request: Request, *, fetched: bool) -> None:
        """The request has ended, and that is written down; or nobody got round to it here."""
        leased = request.meta.get(LEASE)
        if leased is not None:
            (self.queue.done if fetched else self.queue.release)(leased)
