"""Retry-After: a host that is busy is left alone for as long as it says."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from spiders.answers import Answer
from spiders.session import Session, session_of

UNSAID = 300.0
"""Seconds for a 429 that does not say how long, or says it in no form there is."""
LONGEST = 86_400.0


def seconds_to_wait(value: str | None, now: str) -> float | None:
    """Retry-After as seconds from `now` (UTC): a number or an HTTP date; None where it is neither.

    >>> seconds_to_wait("120", "2020-09-10T12:00:00Z")
    120.0
    >>> seconds_to_wait("Thu, 10 Sep 2020 12:01:00 GMT", "2020-09-10T12:00:00Z")
    60.0
    >>> seconds_to_wait("9" * 10, "2020-09-10T12:00:00Z") == LONGEST
    True
    >>> seconds_to_wait("soon", "2020-09-10T12:00:00Z")
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST)
    try:
        until = parsedate_to_datetime(text)
        from_now = until.timestamp() - _timestamp(now)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(from_now, 0.0), LONGEST)


def _timestamp(at: str) -> float:
    return datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp()


class Patience:
    """Holds a host back after 429 and 503; tries the request once more where the wait is short."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For the crawl's session."""
        return cls(session_of(crawler))

    def process_response(self, request: Request, response: Answer) -> Answer | Request:
        """Let an answer pass; a busy host's is asked again where it says when, and that is soon."""
        if response.status not in (429, 503) or self._session.replay is not None:
            return response
        asked_for = seconds_to_wait(response.header("Retry-After"), response.at)
        if asked_for is None and response.status == 503:
            return response
        short = self._session.pace.hold(
            urlsplit(request.url).hostname or "", UNSAID if asked_for is None else asked_for
        )
        if not short or request.meta.get("keii_waited"):
            return response
        again: Request = request.replace(dont_filter=True, priority=request.priority - 1)
        again.meta["keii_waited"] = True
        return again
