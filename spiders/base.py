"""IncidentSpider: requests out of an incident, and what becomes of each answer. Which ones is a subclass's."""

from collections.abc import Callable, Iterator
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from db.archive import ArchiveError
from db.records import Source
from db.store import StoreError
from spiders.answers import Answer, NotInArchive, Stopped, name_of_failure, name_of_status, unforeseen
from spiders.pipelines import SETTLED, Fetched, Role
from spiders.session import Session

Output = Iterator[Fetched | Request]


class IncidentSpider(Spider):
    """A spider that works for one session; everything it fetches is kept and settled."""

    def __init__(self, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider that hears of exceptions, which Scrapy would only log."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.settle_unread, signals.spider_error)
        crawler.signals.connect(spider.settle_unkept, signals.item_error)
        return spider

    def ask_if_possible(
        self, url: str, role: Role, source: Source, callback: Callable[..., Any] | None = None,
        *, depth: int = 0,
    ) -> Iterator[Request]:  # fmt: skip
        """As `ask`; an address of which no request can be made is settled as refused, and what follows goes on."""
        assert self.session is not None
        try:
            request = self.ask(url, role, source, callback, depth=depth)
        except ValueError as error:
            self.session.asked()
            self.session.settle(url, "refused-address", f"not an address: {error}", source=source.id)
            return
        self.session.planned += 1
        yield request

    def ask(
        self, url: str, role: Role, source: Source, callback: Callable[..., Any] | None = None,
        *, depth: int = 0,
    ) -> Request:  # fmt: skip
        """A request for an address of a source."""
        meta = {"keii_role": role, "keii_source": source.id, "depth": depth}
        read: Callable[..., Any] = callback or self.keep
        return Request(
            url, callback=read, errback=self.settle_failure, meta=meta,
            cb_kwargs={"source": source, "role": role},
        )  # fmt: skip

    def keep(self, response: Answer, source: Source, role: Role) -> Output:
        """An answer becomes a capture; one that is no page is kept as a mere answer."""
        name = name_of_status(response.status)
        reason = "" if response.status == 200 else f"status {response.status}"
        if name == "ok" and not response.body:
            name, reason = "not-a-page", "the answer is empty"
        if name == "unchanged":
            reason = "not modified"
        yield Fetched(
            answer=response, role=role if name == "ok" else "answer", source=source.id,
            requested=self.requested(response), name=name, reason=reason,
        )  # fmt: skip

    def settle_failure(self, failure: Failure) -> None:
        """A request without an answer is settled under the name of what went wrong."""
        assert self.session is not None
        request, error = failure.request, failure.value  # type: ignore[attr-defined]
        assert error is not None
        if isinstance(error, (ArchiveError, StoreError)):
            # Nothing is wrong with the page: it is the crawl that cannot go on.
            self.session.fail(error)
            return
        name, reason = name_of_failure(error)
        self.session.settle(
            request.url, name, reason, source=request.meta.get("keii_source"),
            listed=not isinstance(error, NotInArchive),
        )  # fmt: skip
        self._end(request, fetched=not isinstance(error, Stopped))

    def settle_unread(self, failure: Failure, response: Response | Failure | None) -> None:
        """An exception that nobody foresaw where an answer is read; without one, in what the incident names."""
        self._settle_unforeseen(failure.value, getattr(response, "request", None))

    def settle_unkept(self, failure: Failure, item: Any) -> None:
        """The same where an answer is kept."""
        self._settle_unforeseen(failure.value, item.answer.request if isinstance(item, Fetched) else None)

    def _settle_unforeseen(self, error: BaseException | None, request: Request | None) -> None:
        """It costs that page, and is told; where it is no page's, the crawl cannot go on."""
        assert self.session is not None
        if not isinstance(error, Exception):
            return
        if request is None or isinstance(error, (ArchiveError, StoreError)):
            self.session.fail(error)
        elif request.meta.get(SETTLED):
            self.session.report.failures.append(f"{request.url}: error: {unforeseen(error)}")
        else:
            source = request.meta.get("keii_source")
            self.session.settle(request.url, "error", unforeseen(error), source=source)
            self._end(request, fetched=True)

    def _end(self, request: Request, *, fetched: bool) -> None:
        assert self.session is not None
        request.meta[SETTLED] = True
        if self.session.leases is not None:
            self.session.leases.ended(request, fetched=fetched)

    @staticmethod
    def requested(response: Answer) -> str:
        """The address first asked for, before redirects."""
        request = response.request
        assert request is not None
        return str((request.meta.get("keii_hops") or [request.url])[0])
