"""The spider of an incident: what its sources offer, and the pages and notices that belong to it."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar

from scrapy import Request

from db.archive import ArchiveError
from db.records import NoticeList, Source
from spiders.answers import Answer
from spiders.base import IncidentSpider, Output
from spiders.doors import doors
from spiders.errors import NoIncident
from spiders.feeds import FeedError, FeedItem, day_of, find_items
from spiders.feeds.notice_lists import read_list
from spiders.keywords import Keywords
from spiders.pipelines import Fetched, Role
from spiders.session import Session
from spiders.templates import window
from spiders.wayback import PastCapture, find_captures, past_capture

Found = TypeVar("Found")

_SLACK = timedelta(days=1)
"""Feeds date in their own zone."""


class ArticleSpider(IncidentSpider):
    """Follows an item only where it holds a keyword, or a search for one found it; counts the rest."""

    name = "articles"

    def __init__(self, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(session, **kwargs)
        self._keywords = Keywords(session.incident.keywords if session else ())
        self._window = window(session.incident) if session else (None, None)
        self._fetched: Counter[str] = Counter()
        self._sitemaps: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._kept: set[tuple[str, str]] | None = None

    async def start(self) -> AsyncIterator[Request]:
        """What the incident names: notices and pages first, they are what was asked for by hand."""
        if self.session is None:
            raise NoIncident
        for source in self.session.sources:
            for request in self._named(source):
                yield request

    def _named(self, source: Source) -> Iterator[Request]:
        assert self.session is not None
        readers: dict[str, Callable[..., Output]] = {
            "feed": self.read_feed, "search": self.read_search, "past": self.read_past,
        }  # fmt: skip
        for door in doors(source, self.session.incident, self.session.today(), self.settings["WAYBACK"]):
            if door.url in self._seen:
                continue
            self._seen.add(door.url)
            if door.kind in ("notice", "page"):
                yield from self.ask_if_possible(door.url, door.kind, source)
            elif door.recipe is not None:
                reader = partial(self.read_notices, recipe=door.recipe)
                yield from self.ask_if_possible(door.url, "feed", source, reader)
            else:
                yield from self.ask_if_possible(door.url, "feed", source, readers[door.kind])

    def keep(self, response: Answer, source: Source, role: Role) -> Output:
        """A page that was reached by a redirect need not be fetched again when a feed names it."""
        self._seen.add(response.url)
        yield from super().keep(response, source, role)

    def read_feed(self, response: Answer, source: Source, role: Role) -> Output:
        """A feed is kept, and what it names is followed where it belongs to the incident."""
        items = yield from self._offered(response, source, role, self._items)
        yield from self._followed(items, source, response)

    def read_search(self, response: Answer, source: Source, role: Role) -> Output:
        """What a search for the incident found belongs to it."""
        items = yield from self._offered(response, source, role, self._items)
        yield from self._followed(items, source, response, found=True)

    def read_notices(self, response: Answer, source: Source, role: Role, *, recipe: NoticeList) -> Output:
        """A list of notices is kept, its notices are watched, and its next page is read, if it is one of the first."""
        following: list[str] = []

        def read(answer: Answer) -> Sequence[FeedItem]:
            kind = answer.header("Content-Type") if answer.status == 200 else None
            page = read_list(self._payload(answer), kind, answer.url, recipe)
            following.extend([page.next] if page.next else [])
            return page.items

        items = yield from self._offered(response, source, role, read)
        yield from self._followed(items, source, response, role="notice", found=recipe.every)
        number = response.meta.get("keii_list_page", 1)
        for url in following if items and number < recipe.pages else ():
            if url not in self._seen:
                self._seen.add(url)
                again = partial(self.read_notices, recipe=recipe)
                for request in self.ask_if_possible(url, "feed", source, again):
                    request.meta["keii_list_page"] = number + 1
                    yield request

    def read_past(self, response: Answer, source: Source, role: Role) -> Output:
        """An answer of the Wayback Machine's index is kept; captures that are not here yet are fetched."""
        assert self.session is not None
        captures = yield from self._offered(response, source, role, lambda a: find_captures(self._payload(a)))
        for past in captures:
            if self._has(past):
                continue
            if not self._within_budget(self._fetched, "PAGES_A_SOURCE", source):
                self.session.report.over_budget += 1
                continue
            address = past.address(self.settings["WAYBACK"])
            yield from self.ask_if_possible(address, "notice", source, self.keep_past)

    def keep_past(self, response: Answer, source: Source, role: Role) -> Output:
        """A past capture is kept under the page's own address and the time at which it was taken."""
        past = past_capture(response.url)
        if past is None or response.status != 200 or not response.body:
            yield from self.keep(response, source, role)
            return
        visited = (response.url, response.at)
        answer = response.replace(url=past.url)
        answer.at, answer.payload = past.captured_at, response.payload
        yield Fetched(
            answer=answer, role=role, source=source.id, requested=response.url, name="ok",
            reason=f"as it was on {past.captured_at}", visited=visited,
        )  # fmt: skip

    def _has(self, past: PastCapture) -> bool:
        assert self.session is not None
        if self._kept is None:
            kept = self.session.store.captures(self.session.incident.slug)
            self._kept = {(capture.url, capture.captured_at) for capture in kept}
        return self.session.replay is None and (past.url, past.captured_at) in self._kept

    def _offered(
        self, response: Answer, source: Source, role: Role, read: Callable[[Answer], Sequence[Found]]
    ) -> Generator[Fetched | Request, None, Sequence[Found]]:
        """Keep the answer, and give what it offers: nothing where it cannot be read, which is told, or is empty."""
        if response.status not in (200, 304):
            yield from self.keep(response, source, role)
            return ()
        requested = self.requested(response)
        try:
            found = read(response)
        except (FeedError, ArchiveError) as error:
            yield Fetched(
                answer=response, role=role, source=source.id, requested=requested, name="not-a-page",
                reason=f"no feed: {error}",
            )  # fmt: skip
            return ()
        if not found and response.status == 200:
            yield Fetched(
                answer=response, role=role, source=source.id, requested=requested, name="empty",
                reason="it can be read, but names no page",
            )  # fmt: skip
            return ()
        yield from self.keep(response, source, role)
        return found

    def _items(self, response: Answer) -> Sequence[FeedItem]:
        return find_items(self._payload(response), response.url)

    def _payload(self, response: Answer) -> bytes:
        """What a feed says; of one that is not modified what it said before, as some pages may be wanting."""
        if response.status == 200:
            return response.payload
        assert self.session is not None
        kept = self.session.store.latest_capture(response.url, self.session.incident.slug, until=response.at)
        if kept is None:
            raise FeedError("it is said not to be modified, but was never kept")
        return self.session.archive.read(kept)

    def _followed(
        self, items: Sequence[FeedItem], source: Source, response: Answer, *, role: Role = "page", found: bool = False
    ) -> Iterator[Request]:  # fmt: skip
        assert self.session is not None
        report = self.session.report
        depth = response.meta.get("depth", 0) + 1
        for item in items:
            if item.url in self._seen or self._is_known(item):
                continue
            if self._is_outside(item) or not (found or self._belongs(item)):
                report.passed_over += 1
            elif not self._may_fetch(item, source, depth):
                report.over_budget += 1
            else:
                self._seen.add(item.url)
                yield from self._ask_for(item, source, role, depth)

    def _is_known(self, item: FeedItem) -> bool:
        """A sitemap that has not changed since the day it was followed names nothing new; a site has hundreds."""
        changed = day_of(item.modified) if item.is_sitemap else None
        assert self.session is not None
        if changed is None or self.session.replay is not None:
            return False
        followed = self.session.store.followed_at(self.session.incident.slug, item.url)
        return followed is not None and changed < date.fromisoformat(followed[:10])

    def _belongs(self, item: FeedItem) -> bool:
        return item.is_sitemap or self._keywords.found_in(item.title, item.summary, item.url)

    def _is_outside(self, item: FeedItem) -> bool:
        """From before the incident, or from after it. A page that has changed since may be older, not newer."""
        first, last = self._window
        published = day_of(item.published)
        newest = published or day_of(item.modified)
        if first is not None and newest is not None and newest < first.date() - _SLACK:
            return True
        return last is not None and published is not None and published > last.date() + _SLACK

    def _ask_for(self, item: FeedItem, source: Source, role: Role, depth: int) -> Iterator[Request]:
        if item.is_sitemap:
            return self.ask_if_possible(item.url, "feed", source, self.read_feed, depth=depth)
        return self.ask_if_possible(item.url, role, source, depth=depth)

    def _may_fetch(self, item: FeedItem, source: Source, depth: int) -> bool:
        if item.is_sitemap:
            if depth > self.settings.getint("DEPTH_LIMIT"):
                return False
            return self._within_budget(self._sitemaps, "SITEMAPS_A_SOURCE", source)
        return self._within_budget(self._fetched, "PAGES_A_SOURCE", source)

    def _within_budget(self, spent: Counter[str], limit: str, source: Source) -> bool:
        if spent[source.id] >= self.settings.getint(limit):
            return False
        spent[source.id] += 1
        return True
