"""The spider of an incident: feeds and sitemaps, and the pages and notices that belong to it."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request

from db.archive import ArchiveError
from db.records import Source
from spiders.answers import Answer
from spiders.base import IncidentSpider, Output
from spiders.feeds import FeedError, FeedItem, find_items
from spiders.keywords import Keywords
from spiders.pipelines import Fetched, Role
from spiders.session import Session


class ArticleSpider(IncidentSpider):
    """Follows an item of a feed only where its title, summary or address holds a keyword; counts the rest."""

    name = "articles"

    def __init__(self, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(session, **kwargs)
        self._keywords = Keywords(session.incident.keywords if session else ())
        self._fetched: Counter[str] = Counter()
        self._sitemaps: Counter[str] = Counter()
        self._seen: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        """What the incident names: notices and pages first, they are what was asked for by hand."""
        assert self.session is not None
        for source in self.session.sources:
            for request in self._named(source):
                yield request

    def _named(self, source: Source) -> Iterator[Request]:
        for role, addresses in (("notice", source.notices), ("page", source.pages)):
            for url in addresses:
                if url not in self._seen:
                    self._seen.add(url)
                    yield self.ask(url, role, source)  # type: ignore[arg-type]
        for url in dict.fromkeys((*source.feeds, *source.sitemaps)):
            if url not in self._seen:
                self._seen.add(url)
                yield self.ask(url, "feed", source, self.read_feed)

    def keep(self, response: Answer, source: Source, role: Role) -> Output:
        """A page that was reached by a redirect need not be fetched again when a feed names it."""
        self._seen.add(response.url)
        yield from super().keep(response, source, role)

    def read_feed(self, response: Answer, source: Source, role: Role) -> Output:
        """A feed is kept, and what it names is followed where it belongs to the incident."""
        if response.status not in (200, 304):
            yield from self.keep(response, source, role)
            return
        try:
            items = find_items(self._payload(response), response.url)
        except (FeedError, ArchiveError) as error:
            yield Fetched(
                answer=response, role=role, source=source.id, requested=self.requested(response),
                name="not-a-page", reason=f"no feed: {error}",
            )  # fmt: skip
            return
        yield from self.keep(response, source, role)
        yield from self._followed(items, source, response.meta.get("depth", 0) + 1)

    def _payload(self, response: Answer) -> bytes:
        """What a feed says; of one that is not modified what it said before, as some pages may be wanting."""
        if response.status == 200:
            return response.payload
        assert self.session is not None
        kept = self.session.store.latest_capture(response.url, self.session.incident.slug)
        if kept is None:
            raise FeedError("it is said not to be modified, but was never kept")
        return self.session.archive.read(kept)

    def _followed(self, items: list[FeedItem], source: Source, depth: int) -> Iterator[Request]:
        assert self.session is not None
        report = self.session.report
        for item in items:
            if item.url in self._seen:
                continue
            wanted = item.is_sitemap or self._keywords.found_in(item.title, item.summary, item.url)
            if not wanted:
                report.passed_over += 1
            elif not self._within_budget(item, source, depth):
                report.over_budget += 1
            else:
                self._seen.add(item.url)
                yield self._ask_for(item, source, depth)

    def _ask_for(self, item: FeedItem, source: Source, depth: int) -> Request:
        if item.is_sitemap:
            return self.ask(item.url, "feed", source, self.read_feed, depth=depth)
        return self.ask(item.url, "page", source, depth=depth)

    def _within_budget(self, item: FeedItem, source: Source, depth: int) -> bool:
        limit = self.settings.getint("SITEMAPS_A_SOURCE" if item.is_sitemap else "PAGES_A_SOURCE")
        spent = self._sitemaps if item.is_sitemap else self._fetched
        if spent[source.id] >= limit or (item.is_sitemap and depth > self.settings.getint("DEPTH_LIMIT")):
            return False
        spent[source.id] += 1
        return True
