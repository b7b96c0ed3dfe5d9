"""Conditional requests: a page that has not changed since it was kept need not be sent again."""

from collections import Counter
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from spiders.session import Session, session_of


class ConditionalGet:
    """Adds If-None-Match and If-Modified-Since, but not on every tenth visit: servers may be wrong."""

    def __init__(self, session: Session, full_every: int) -> None:
        self._session, self._full_every = session, full_every
        self._visits: Counter[str] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For the crawl's session."""
        return cls(session_of(crawler), crawler.settings.getint("FULL_FETCH_EVERY"))

    def process_request(self, request: Request) -> None:
        """Make a request conditional on what is kept of its very address."""
        # A redirected request carries the headers of the one before it.
        for header in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(header, None)
        if self._session.replay is not None or not self._may_be_short(request.url):
            return
        kept = self._session.store.latest_capture(request.url, self._session.incident.slug)
        if kept is None or kept.url != request.url or kept.status != 200:
            return
        if kept.etag:
            request.headers["If-None-Match"] = kept.etag
        if kept.last_modified:
            request.headers["If-Modified-Since"] = kept.last_modified

    def _may_be_short(self, url: str) -> bool:
        if self._visits is None:
            self._visits = Counter(self._session.store.visits(self._session.incident.slug))
        return (self._visits[url] + 1) % self._full_every != 0
