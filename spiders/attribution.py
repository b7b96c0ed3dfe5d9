"""Whose word a page is: that of the source which led to it, or of the known publisher on whose site it stands."""

from urllib.parse import urlsplit

from db.records import Capture, Source
from spiders.publishers import Publisher, publisher_of


def speaker(capture: Capture, source: Source | None) -> Source | None:
    """The source that a capture is read as; None: the page must say itself whose it is.

    What an aggregator found, or an import brought, is its own publisher's. So is a page of a known publisher that
    somebody else's list leads to: a bank that links to a newspaper does not vouch for it.

    >>> bank = Source(id="b", publisher="B", standing="official", feeds=("https://b.example/rss",))
    >>> found = Capture(url="https://www.fsa.go.jp/1.html", captured_at="", digest="", warc="", offset=0)
    >>> speaker(found, bank).publisher
    '金融庁'
    """
    if source is None and (capture.content_type or "").startswith("application/json"):
        return None  # A line of an import says it.
    publisher = publisher_of(capture.url)
    if source is None or source.aggregates:
        return publisher.source if publisher else None
    return source if publisher is None or _is_of(source, publisher) else publisher.source


def _is_of(source: Source, publisher: Publisher) -> bool:
    """Whether a source is a user's own view of a known publisher: by its name, or as it begins on its site."""
    if source.id == publisher.id or source.publisher in (publisher.name, *publisher.aliases):
        return True
    lists = (recipe.url for recipe in source.lists)
    doors = (*source.feeds, *source.sitemaps, *source.pages, *source.notices, *lists, *source.wayback)
    return any(publisher.is_at(urlsplit(door).hostname or "") for door in doors)
