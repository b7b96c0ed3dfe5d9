"""Retry-After: a host that is busy is left alone for as long as it says."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from spiders.answers import Answer
from spiders.pace import LONGEST_HOLD
from spiders.session import Session, session_of

UNSAID = 300.0
"""Seconds for a 429 that does not say how long, or says it in no form there is."""


def seconds_to_wait(value: str | None, now: str) -> float | None:
    """Retry-After as seconds from `now` (UTC): a number or an HTTP date; None where it is neither.

    >>> seconds_to_wait("120", "2020-09-10T12:00:00Z")
    120.0
    >>> seconds_to_wait("Thu, 10 Sep 2020 12:01:00 GMT", "2020-09-10T12:00:00Z")
    60.0
    >>> seconds_to_wait("9" * 10, "2020-09-10T12:00:00Z") == LONGEST_HOLD
    True
    >>> seconds_to_wait("soon", "2020-09-10T12:00:00Z")
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST_HOLD)
    try:
        until = parsedate_to_datetime(text)
        from_now = until.timestamp() - _timestamp(now)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(from_now, 0.0), LONGEST_HOLD)


def _timestamp(at: str) -> float:
    return datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp()


def pause_asked_for(answer: Answer) -> float | None:
    """Seconds that an answer asks its host to be left alone for; None where it asks for none."""
    if answer.status not in (429, 503):
        return None
    asked_for = seconds_to_wait(answer.header("Retry-After"), answer.at)
    return UNSAID if asked_for is None and answer.status == 429 else asked_for


class Patience:
    """Asks again where a busy host says when, and that is soon; spiders.fetching holds the host back itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For the crawl's session."""
        return cls(session_of(crawler))

    def process_response(self, request: Request, response: Answer) -> Answer | Request:
        """Let an answer pass, or ask once more."""
        if self._session.replay is not None or request.meta.get("keii_waited"):
            return response
        seconds = pause_asked_for(response)
        if seconds is None or not self._session.pace.may_wait(seconds):
            return response
        again: Request = request.replace(dont_filter=True, priority=request.priority - 1)
        again.meta["keii_waited"] = True
        return again
