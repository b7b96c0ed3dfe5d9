"""Counts what is asked for: each request once, its retries not again."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from spiders.session import Session, session_of

MARK = "keii_asked"


class Asked:
    """First of all, so that every request is counted that can end."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For the crawl's session."""
        return cls(session_of(crawler))

    def process_request(self, request: Request) -> None:
        """Count a request that was not counted yet."""
        if not request.meta.get(MARK):
            request.meta[MARK] = True
            self._session.asked()
