"""The one door to the archive and the store: what was fetched is kept, then counted."""

from dataclasses import dataclass
from typing import Literal, Self

from scrapy.crawler import Crawler

from db.records import Capture, OutcomeName
from spiders.answers import Answer
from spiders.session import Session, session_of

SETTLED = "keii_settled"
"""Key of a request's meta: how it ended is noted."""

Role = Literal["page", "notice", "feed", "robots", "answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer and the outcome that its request ends in: what the spider hands to the pipeline."""

    answer: Answer
    role: Role
    source: str | None
    requested: str
    name: OutcomeName
    reason: str = ""
    visited: tuple[str, str] | None = None
    """Address and time of the visit, where the answer is kept under others: it is a capture of somebody else's."""


class Keeper:
    """Puts answers into the archive and then into the store, so that a row is always backed by bytes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, answer: Answer, *, role: Role, source: str | None, requested: str) -> int | None:
        """Keep an answer; the row of its capture, None where it was there already.

        What is there is told by address, time and digest, so replaying a file twice changes nothing. Call it together
        with what notes how the request ended: a kill in between would leave a page that nobody seems to have given.
        """
        store, slug = self._session.store, self._session.incident.slug
        digest = self._session.digest(answer.body)
        key = (answer.url, answer.at, digest)
        if store.capture_like(*key, slug) is not None:
            return None
        # Another incident may have it: no second copy in the archive.
        capture = store.capture_like(*key)
        if capture is None:
            first = store.capture_with_digest(digest)
            stored = self._session.archive.append_response(
                url=answer.url, status=answer.status, headers=answer.raw_headers, body=answer.body,
                at=answer.at, first=first,
            )  # fmt: skip
            capture = Capture(
                url=answer.url, captured_at=answer.at, digest=stored.digest, warc=stored.warc,
                offset=stored.offset, status=answer.status, content_type=answer.header("Content-Type"),
                etag=answer.header("ETag"), last_modified=answer.header("Last-Modified"),
                revisit=stored.revisit, source=source, role=role,
                requested_url=requested if requested != answer.url else None,
            )  # fmt: skip
        self._session.report.captures += 1
        return store.save_visit(slug, capture).id


class KeepCapture:
    """Scrapy's item pipeline: every item is a Fetched, and ends as a capture and an outcome."""

    def __init__(self, session: Session) -> None:
        self._session, self._keeper = session, Keeper(session)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For the crawl's session."""
        return cls(session_of(crawler))

    def process_item(self, item: Fetched) -> Fetched:
        """Keep what was fetched, and settle its request. Where that cannot be done, the crawl ends."""
        answer = item.answer
        leases, request = self._session.leases, answer.request
        assert request is not None
        if leases is not None and not leases.may_keep(request):
            self._session.settle(answer.url, "error", "another worker has taken it over", listed=False)
            request.meta[SETTLED] = True
            return item
        with self._session.together():
            self._settle(item, answer, settled=request.meta.get(SETTLED, False))
        request.meta[SETTLED] = True
        if leases is not None:
            leases.ended(request, fetched=True)
        return item

    def _settle(self, item: Fetched, answer: Answer, *, settled: bool) -> None:
        name, reason, capture, session = item.name, item.reason, None, self._session
        if answer.status != 304:
            before = session.store.latest_capture(answer.url, session.incident.slug, until=answer.at)
            capture = self._keeper.keep(answer, role=item.role, source=item.source, requested=item.requested)
            if name == "ok" and capture is None:
                name, reason = "unchanged", "this visit was kept before"
            elif (
                name == "ok" and not item.visited and before and before.digest == session.digest(answer.body)
            ):
                name, reason = "unchanged", "the same bytes as last time"
        if settled:
            return  # What followed from it could not be read, which is told already.
        url, at = item.visited or (answer.url, answer.at)
        session.settle(url, name, reason, source=item.source, capture=capture, at=at)
