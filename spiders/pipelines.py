"""The one door to the archive and the store: what was fetched is kept, then counted."""

from dataclasses import dataclass
from typing import Literal, Self

from scrapy.crawler import Crawler

from db.archive import ArchiveError
from db.records import Capture, OutcomeName
from db.store import StoreError
from spiders.answers import Answer
from spiders.session import Session, session_of

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

        What is there is told by address, time and digest, so replaying a file twice changes nothing.
        """
        try:
            return self._keep(answer, role, source, requested)
        except (ArchiveError, StoreError) as error:
            self._session.fail(error)
            raise

    def _keep(self, answer: Answer, role: Role, source: str | None, requested: str) -> int | None:
        store, slug = self._session.store, self._session.incident.slug
        digest = self._session.digest(answer.body)
        key = (answer.url, answer.at, digest)
        if key in self._session.kept:
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
        self._session.kept.add(key)
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
        try:
            return self._settled(item)
        except StoreError as error:
            self._session.fail(error)
            raise

    def _settled(self, item: Fetched) -> Fetched:
        name, reason, capture, answer = item.name, item.reason, None, item.answer
        leases, request = self._session.leases, answer.request
        if leases is not None and request is not None and not leases.may_keep(request):
            self._session.settle(answer.url, "error", "another worker has taken it over", listed=False)
            return item
        if answer.status != 304:
            before = self._session.store.latest_capture(answer.url, self._session.incident.slug)
            capture = self._keeper.keep(answer, role=item.role, source=item.source, requested=item.requested)
            if name == "ok" and capture is None:
                name, reason = "unchanged", "this visit was kept before"
            elif (
                name == "ok"
                and not item.visited
                and before is not None
                and before.digest == self._session.digest(answer.body)
            ):
                name, reason = "unchanged", "the same bytes as last time"
        url, at = item.visited or (answer.url, answer.at)
        self._session.settle(url, name, reason, source=item.source, capture=capture, at=at)
        if leases is not None and request is not None:
            leases.ended(request, fetched=True)
        return item
