"""Redirects: each hop is a request of its own, kept and settled; at most five in a row."""

from collections.abc import Sequence
from functools import partial
from typing import Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from w3lib.url import safe_url_string

from spiders.answers import Answer, NotFetched
from spiders.middlewares.asked import MARK
from spiders.pipelines import Keeper
from spiders.session import Session, session_of

CODES = frozenset({301, 302, 303, 307, 308})


class Redirects:
    """Follows Location; where to, the address guard and robots.txt decide when the new request passes them."""

    def __init__(self, session: Session, limit: int) -> None:
        self._session, self._limit = session, limit
        self._keeper = Keeper(session)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For the crawl's session."""
        return cls(session_of(crawler), crawler.settings.getint("REDIRECT_MAX_TIMES"))

    def process_response(self, request: Request, response: Answer) -> Answer | Request:
        """An answer that is no redirect passes; a redirect becomes the request that it asks for."""
        location = response.header("Location")
        if response.status not in CODES or not location:
            return response
        source = request.meta.get("keii_source")
        hops = [*request.meta.get("keii_hops", ()), request.url]
        keep = partial(self._keeper.keep, response, role="answer", source=source, requested=request.url)
        try:
            target = self._followed(request.url, location, hops)
        except NotFetched:
            with self._session.together():
                keep()
            raise
        with self._session.together():
            self._session.settle(
                request.url, "redirected", f"to {target}", source=source, capture=keep(), at=response.at
            )
        return self._next(request, target, hops)

    def _followed(self, url: str, location: str, hops: Sequence[str]) -> str:
        if len(hops) > self._limit:
            raise NotFetched("error", f"more than {self._limit} redirects in a row")
        target = _target(url, location)
        if target in hops:
            raise NotFetched("error", f"redirects in a circle, back to {target}")
        return target

    def _next(self, request: Request, target: str, hops: list[str]) -> Request:
        # The address the incident names was asked for on purpose: another request for the target is no copy.
        meta = {**request.meta, "keii_hops": hops, MARK: False}
        for gone in ("download_slot", "retry_times", "keii_waited"):
            meta.pop(gone, None)
        following = request.replace(url=target, meta=meta, dont_filter=True, priority=request.priority + 2)
        assert isinstance(following, Request)
        return following


def _target(url: str, location: str) -> str:
    """Where a redirect leads. An address that cannot be requested at all ends it.

    >>> _target("https://news.example/a/b", "../c")
    'https://news.example/c'
    """
    try:
        target = safe_url_string(urljoin(url, location.strip()))
    except ValueError as error:
        raise NotFetched("refused-address", f"redirects to {location[:200]!r}: {error}") from None
    if not target.lower().startswith(("http://", "https://")):
        raise NotFetched("refused-address", f"redirects to {target[:200]!r}, which is not http or https")
    return target
