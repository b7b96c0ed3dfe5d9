"""Whole answers only: content coding and page must come to their end. The coding is taken off beside the body."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from db.archive import ArchiveError
from db.archive.coding import CodingError, decode_payload
from db.records import OutcomeName
from spiders.answers import Answer, NotFetched
from spiders.session import Session, session_of

_END = b"</html"


class WholeResponses:
    """Refuses an answer whose coding is cut off, wrong, unknown, or hides more than may be taken.

    A server that gives too small a length cuts a page off where nobody notices: a page that has lost the end that it
    had before, and is shorter, is refused too.
    """

    def __init__(self, session: Session, max_size: int) -> None:
        self._session, self._max_size = session, max_size

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawl's bound."""
        return cls(session_of(crawler), crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Answer) -> Answer:
        """Put the decoded payload beside the body."""
        if response.status == 304 or not response.body:
            return response
        try:
            response.payload = decode_payload(response.body, response.raw_headers, limit=self._max_size)
        except CodingError as error:
            raise NotFetched(_name(str(error)), str(error)) from None
        if response.status == 200 and self._has_lost_its_end(response):
            raise NotFetched("incomplete", "it breaks off before </html>, with which it ended before")
        return response

    def _has_lost_its_end(self, response: Answer) -> bool:
        page = response.payload.lower()
        if b"<html" not in page or _END in page or self._session.replay is not None:
            return False
        kept = self._session.store.latest_capture(response.url, self._session.incident.slug)
        if kept is None or kept.status != 200:
            return False
        try:
            before = self._session.archive.read(kept)
        except ArchiveError:
            return False
        return len(page) < len(before) and _END in before.lower()


def _name(reason: str) -> OutcomeName:
    if reason.startswith("incomplete"):
        return "incomplete"
    return "too-large" if reason.startswith("too large") else "error"
