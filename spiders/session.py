"""One crawl of one incident while it runs: its store, its numbers, its end. Fetches and parses nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from db.archive import Archive, ArchiveError
from db.records import Incident, Outcome, OutcomeName, Source
from db.store import Store, StoreError
from spiders.pace import Pace, later

if TYPE_CHECKING:
    from spiders.frontier import Frontier

LISTED = frozenset(
    {"timeout", "incomplete", "too-large", "not-a-page", "refused-address", "forbidden", "error"}
)
"""Outcomes that a user should hear of one by one; the others are ordinary answers."""

UNASKED = frozenset({"robots", "refused-address"})
"""Outcomes of addresses whose host was not asked for them."""


@dataclass(slots=True, kw_only=True)
class CrawlReport:
    """What a crawl did. The sum of `counts` is the number of requests."""

    requests: int = 0
    """Addresses asked for; a redirect asks for one more, a retry does not."""
    counts: Counter[OutcomeName] = field(default_factory=Counter)
    captures: int = 0
    """Answers that were kept."""
    passed_over: int = 0
    """Addresses in feeds and sitemaps that do not belong to the incident: counted, not fetched."""
    over_budget: int = 0
    """Addresses that belong to the incident, but were more than one run fetches."""
    failures: list[str] = field(default_factory=list)
    """`URL: outcome: reason`, for the outcomes that a user should hear of."""
    sessions: int = 1
    """How many crawls a replayed file held."""


class ReplayFile(Protocol):
    """What answers the requests of a replay."""

    @property
    def name(self) -> str: ...

    def ended_at(self, session: int) -> str: ...


class Leases(Protocol):
    """Who hands out the requests of a crawl that several workers share (spiders.frontier)."""

    def may_keep(self, request: Request) -> bool: ...

    def ended(self, request: Request, *, fetched: bool) -> None: ...


@dataclass(slots=True, kw_only=True)
class Session:
    """What the spider, the middlewares and the pipeline of a crawl share."""

    incident: Incident
    sources: tuple[Source, ...]
    store: Store
    archive: Archive
    pace: Pace
    clock: Callable[[], str]
    report: CrawlReport
    run: int | None = None
    replay: "ReplayFile | None" = None
    round: int = 0
    """The session of the replayed file whose crawl is repeated."""
    frontier: "Frontier | None" = None
    """Where the crawl is shared with other workers."""
    leases: Leases | None = None
    """The scheduler of a shared crawl, while it is open."""
    progress: Callable[[int, int], None] | None = None
    fatal: Exception | None = None
    """Why nothing more can be kept (disk full, database locked): the crawl ends with it."""
    on_fatal: Callable[[], None] = lambda: None
    planned: int = 0
    """Requests that the spider has handed over, for the progress."""

    @staticmethod
    def digest(body: bytes) -> str:
        """The name that the archive gives to a payload."""
        return f"sha256:{sha256(body).hexdigest()}"

    def now(self) -> str:
        """The present moment, UTC; of a replay the end of the crawl that is repeated."""
        return self.replay.ended_at(self.round) if self.replay is not None else self.clock()

    def today(self) -> date:
        """The day of the crawl; of a replay the day of the crawl that is repeated."""
        return date.fromisoformat(self.now()[:10])

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is kept and noted within the block stays all of it or not at all; where it cannot, the crawl ends."""
        try:
            with self.store.together():
                yield
        except (ArchiveError, StoreError) as error:
            self.fail(error)
            raise

    def asked(self) -> None:
        """A request is on its way; it will be settled once."""
        self.report.requests += 1

    def settle(
        self, url: str, name: OutcomeName, reason: str = "", *,
        source: str | None = None, capture: int | None = None, at: str | None = None, listed: bool = True,
    ) -> None:  # fmt: skip
        """Note how a request ended; exactly once for each that was asked."""
        outcome = Outcome(
            url=url, at=at or self.now(), stage="crawl", name=name, reason=reason, source=source,
            capture=capture,
        )  # fmt: skip
        replayed = self.replay is not None
        asked = None if replayed or name in UNASKED else urlsplit(url).hostname
        with self.together():
            self.store.save_outcome(self.incident.slug, self.run, outcome, host=asked, replayed=replayed)
        self.report.counts[name] += 1
        if listed and name in LISTED:
            self.report.failures.append(f"{url}: {name}: {reason}")
        self.tell()

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, in later runs too."""
        self.pace.hold(host, seconds)
        with self.together():
            self.store.hold_host(host, later(self.clock(), seconds))

    def tell(self) -> None:
        """Say how far the crawl is."""
        if self.progress is not None:
            done = self.report.counts.total()
            self.progress(done, max(done, self.report.requests, self.planned))

    def fail(self, error: Exception) -> None:
        """End the crawl: what was asked for cannot be kept."""
        if self.fatal is None:
            self.fatal = error
            self.on_fatal()


def session_of(crawler: Crawler) -> Session:
    """The session that a crawler works for; without one (`scrapy shell`) a component stays out."""
    session = getattr(crawler.spider, "session", None)
    if not isinstance(session, Session):
        raise NotConfigured("only spiders.crawl.crawl() starts a crawl that is kept")
    return session
