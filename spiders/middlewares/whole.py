"""Whole answers only: the content coding is taken off beside the body, and must come to its end."""

from scrapy import Request
from scrapy.crawler import Crawler

from db.archive.coding import CodingError, decode_payload
from db.records import OutcomeName
from spiders.answers import Answer, NotFetched


class WholeResponses:
    """Refuses an answer whose coding is cut off, wrong, unknown, or hides more than may be taken."""

    def __init__(self, max_size: int) -> None:
        self._max_size = max_size

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "WholeResponses":
        """With the crawl's bound."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Answer) -> Answer:
        """Put the decoded payload beside the body."""
        if response.status == 304 or not response.body:
            return response
        try:
            response.payload = decode_payload(response.body, response.raw_headers, limit=self._max_size)
        except CodingError as error:
            raise NotFetched(_name(str(error)), str(error)) from None
        return response


def _name(reason: str) -> OutcomeName:
    if reason.startswith("incomplete"):
        return "incomplete"
    return "too-large" if reason.startswith("too large") else "error"
