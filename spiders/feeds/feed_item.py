"""What a feed, a sitemap or a list says of a page, and the small parts that their readers share."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

MAX_ITEMS = 50_000
"""What the sitemap protocol allows in one file; no feed comes near."""
_TEXT_KEPT = 2_000

_TAG = re.compile(r"<[^<>]{0,1000}>")
_SPACE = re.compile(r"\s+")
_RFC_822 = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{2,4}\b")
_DAY = re.compile(r"((?:19|20)\d\d)(?:\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})|(\d\d)(\d\d))(?!\d)")


class FeedError(ValueError):
    """Bytes that are no feed or sitemap, or that would attack a parser; str() is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An address that a feed, a sitemap or a list names, and what it says of it."""

    url: str
    title: str = ""
    summary: str = ""
    published: str | None = None
    """As the feed writes it."""
    modified: str | None = None
    """When a page or a sitemap last changed, as it is written: it says nothing of when the page appeared."""
    is_sitemap: bool = False
    """Another sitemap, named by an index."""


def each_once(found: Iterable[FeedItem]) -> list[FeedItem]:
    """The first item of each address, as many as are taken at all."""
    first_seen: dict[str, FeedItem] = {}
    for item in found:
        first_seen.setdefault(item.url, item)
        if len(first_seen) >= MAX_ITEMS:
            break
    return list(first_seen.values())


def address_of(base: str, link: str | None) -> str | None:
    """Where a link leads; None where that is no page of the web."""
    if not link or len(link) > 4_000:
        return None
    try:
        address = urljoin(base, link.strip())
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://")) else None


def plain(text: str | None) -> str:
    """Words without markup: feeds escape HTML once or twice.

    >>> plain("&lt;b&gt;ドコモ&lt;/b&gt;口座 <br>を")
    'ドコモ口座 を'
    """
    if not text:
        return ""
    return _SPACE.sub(" ", _TAG.sub("", html.unescape(_TAG.sub("", text[:_TEXT_KEPT])))).strip()


def day_of(text: str | None) -> date | None:
    """The day in a date as feeds and lists write it; None where there is none.

    >>> [str(day_of(t)) for t in ("Tue, 08 Sep 2020 09:00:00 +0900", "2020年9月8日", "20200908T001500Z")]
    ['2020-09-08', '2020-09-08', '2020-09-08']
    >>> day_of("本日")
    """
    if not text:
        return None
    try:
        if _RFC_822.search(text[:200]):
            return parsedate_to_datetime(text[:200]).date()
        found = _DAY.search(text[:200])
        return date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])) if found else None
    except (ValueError, TypeError, OverflowError):
        return None
