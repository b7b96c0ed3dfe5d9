"""Whole answers only: content coding and page must come to their end. The coding is taken off beside the body."""

import codecs
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

    A server that gives too small a length cuts a page off where nobody notices: a page that ends within a word or a
    tag, or is shorter and has lost the end that it had before, is refused too.
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
        if response.status == 200 and self._session.replay is None:
            page = response.payload.lower()
            if _is_markup(page) and b"<html" in page and _END not in page:
                self._refuse_what_breaks_off(page, response)
        return response

    def _refuse_what_breaks_off(self, page: bytes, response: Answer) -> None:
        """Raise NotFetched for a page without its end; many that are whole leave </html> away, but end with a tag."""
        if not page.rstrip().endswith(b">"):
            raise NotFetched("incomplete", "it breaks off in the middle")
        if self._ended_before(page, response):
            raise NotFetched("incomplete", "it breaks off before </html>, with which it ended before")

    def _ended_before(self, page: bytes, response: Answer) -> bool:
        kept = self._session.store.latest_capture(response.url, self._session.incident.slug)
        if kept is None or kept.status != 200:
            return False
        try:
            before = self._session.archive.read(kept)
        except ArchiveError:
            return False
        return len(page) < len(before) and _END in before.lower()


def _is_markup(page: bytes) -> bool:
    """Whether it begins as a page or a feed does: JSON may hold half a page as a text."""
    return page.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")


def _name(reason: str) -> OutcomeName:
    if reason.startswith("incomplete"):
        return "incomplete"
    return "too-large" if reason.startswith("too large") else "error"
