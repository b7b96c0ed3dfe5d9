"""robots.txt, obeyed (RFC 9309): one that cannot be reached is not consent but "not now"."""

import asyncio
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from db.archive import ArchiveError
from db.store import StoreError
from spiders.answers import Answer, NotFetched, NotInArchive, name_of_failure, name_of_status
from spiders.pipelines import Keeper
from spiders.session import Session, session_of

PRIORITY = 1000
ROLE = "robots"


class Rules:
    """What one site's robots.txt says, or why nothing may be fetched there in this run."""

    def __init__(self, text: str = "", *, closed: str | None = None) -> None:
        self._parsed = Protego.parse(text)
        self._closed = closed

    def why_not(self, url: str, agent: str) -> str | None:
        """Why an address is not fetched; None where it may be.

        >>> rules = Rules("User-agent: *\\nDisallow: /private/")
        >>> rules.why_not("https://news.example/private/a", "keii")
        'robots.txt disallows it'
        >>> rules.why_not("https://news.example/a", "keii")
        """
        if self._closed is not None:
            return self._closed
        return None if self._parsed.can_fetch(url, agent) else "robots.txt disallows it"

    def delay(self, agent: str) -> float | None:
        """Crawl-delay in seconds, where there is one."""
        delay = self._parsed.crawl_delay(agent)
        return None if delay is None else float(delay)


def rules_of(status: int, payload: bytes, *, bound: int) -> Rules:
    """What an answer to the request for robots.txt means.

    401 and 403 close a site (stricter than the RFC), 404 and 410 open it; whatever else is no success is a
    site that could not be asked.

    >>> [rules_of(s, b"", bound=9).why_not("https://news.example/", "keii") is None for s in (200, 404, 403, 503)]
    [True, True, False, False]
    """
    if 200 <= status < 300:
        return Rules(payload[:bound].decode("utf-8-sig", "replace"))
    if status in (404, 410):
        return Rules()
    if status in (401, 403):
        return Rules(closed=f"robots.txt is answered with {status}: the site is closed to crawlers")
    return Rules(closed=f"robots.txt is answered with {status}: not now")


class Robots:
    """Fetches each site's robots.txt once a crawl, before anything else of it."""

    def __init__(self, crawler: Crawler, session: Session) -> None:
        settings = crawler.settings
        self._crawler, self._session = crawler, session
        self._keeper = Keeper(session)
        self._agent: str = settings["ROBOTS_AGENT"]
        self._bound = settings.getint("ROBOTS_MAXSIZE")
        self._longest = settings.getfloat("LONGEST_WAIT")
        self._sites: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For the crawl's session."""
        return cls(crawler, session_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Let a request pass, or end it as `robots`."""
        if request.meta.get("keii_role") == ROLE:
            return
        parts = urlsplit(request.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._sites:
            self._sites[site] = asyncio.ensure_future(self._fetch(site))
        rules = await asyncio.shield(self._sites[site])
        reason = rules.why_not(request.url, self._agent) or self._too_slow(rules, parts.hostname or "")
        if reason is not None:
            raise NotFetched("robots", reason)

    def _too_slow(self, rules: Rules, host: str) -> str | None:
        delay = rules.delay(self._agent)
        if delay is None or self._session.replay is not None:
            return None
        if delay > self._longest:
            return f"robots.txt asks for {delay:g} s between two requests; more than {self._longest:g} s"
        self._session.pace.slow(host, delay)
        return None

    async def _fetch(self, site: str) -> Rules:
        url = f"{site}/robots.txt"
        request = Request(
            url, priority=PRIORITY, callback=NO_CALLBACK, meta={"keii_role": ROLE}, dont_filter=True
        )
        try:
            answer = await self._crawler.engine.download_async(request)
            assert isinstance(answer, Answer)
            return self._kept(answer, url)
        except (ArchiveError, StoreError):
            raise  # Nothing is wrong with the site: it is the crawl that cannot go on.
        except NotInArchive as missing:
            self._session.settle(url, "gone", f"{missing.reason}: everything is allowed", listed=False)
            return Rules()
        except Exception as error:  # noqa: BLE001 - whatever kept robots.txt away closes the site for this run
            name, reason = name_of_failure(error)
            self._session.settle(url, name, reason)
            return Rules(closed=f"robots.txt could not be fetched ({name}: {reason}): not now")

    def _kept(self, answer: Answer, url: str) -> Rules:
        with self._session.together():
            capture = self._keeper.keep(answer, role="robots", source=None, requested=url)
            name = name_of_status(answer.status)
            if name == "ok" and capture is None:
                name = "unchanged"
            self._session.settle(
                answer.url, name, _said(answer.status), capture=capture, at=answer.at, listed=False
            )
        return rules_of(answer.status, answer.payload, bound=self._bound)


def _said(status: int) -> str:
    return "" if status == 200 else f"status {status}"
