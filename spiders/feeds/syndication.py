"""Page addresses out of RSS (0.9x, 1.0, 2.0), Atom and sitemaps (indexes, Google News). Fetches nothing."""

import re
import warnings
from collections.abc import Iterator

import feedparser
from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup
from bs4.filter import SoupStrainer

from db.archive.coding import CodingError, decode_payload
from spiders.feeds.feed_item import FeedError, FeedItem, address_of, each_once, plain

MAX_TAGS = 1_000_000
MAX_PAYLOAD = 8 * 1024 * 1024

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)[\s>]")
_FEED = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|RDF|feed|channel)[\s>]", re.IGNORECASE)


def read_xml(payload: bytes, url: str) -> list[FeedItem]:
    """The addresses that an RSS, RDF or Atom feed or a sitemap names; FeedError where it is none of them."""
    start = _as_ascii(payload)
    if _ENTITY.search(start):
        raise FeedError("it declares entities of its own, which no feed needs and attacks use")
    if start.count(b"<") > MAX_TAGS:
        raise FeedError(f"more than {MAX_TAGS} tags")
    head = start[:20_000]
    if _SITEMAP.search(head):
        return each_once(_from_sitemap(payload, url))
    if _FEED.search(head):
        return each_once(_from_feed(payload, url))
    raise FeedError("neither a feed nor a sitemap")


def unpacked(payload: bytes) -> bytes:
    """Sitemaps are also served as gzip files, with no content coding named."""
    if not payload.startswith(b"\x1f\x8b"):
        return payload
    try:
        return decode_payload(payload, [("Content-Encoding", "gzip")], limit=MAX_PAYLOAD)
    except CodingError as error:
        raise FeedError(str(error)) from None


def _as_ascii(payload: bytes) -> bytes:
    """For looking at markup only: UTF-16 and UTF-32 hide it behind NULs."""
    return payload.replace(b"\0", b"") if b"\0" in payload[:200] else payload


def _from_feed(payload: bytes, url: str) -> Iterator[FeedItem]:
    parsed = feedparser.parse(
        payload, resolve_relative_uris=False, sanitize_html=False, response_headers={"content-location": url}
    )
    if not parsed.entries and not parsed.version:
        raise FeedError(f"not a feed: {parsed.get('bozo_exception', 'no items and no version')}")
    for entry in parsed.entries:
        address = address_of(url, entry.get("link") or _permalink(entry))
        if address is not None:
            yield FeedItem(
                url=address,
                title=plain(entry.get("title")),
                summary=plain(entry.get("summary")),
                published=entry.get("published") or entry.get("updated"),
            )


def _permalink(entry: "feedparser.FeedParserDict") -> str | None:
    identity = entry.get("id") or ""
    return identity if identity.startswith(("http://", "https://")) else None


def _from_sitemap(payload: bytes, url: str) -> Iterator[FeedItem]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            soup = BeautifulSoup(payload, "xml", parse_only=SoupStrainer(["url", "sitemap"]))
    except (ParserRejectedMarkup, ValueError, RecursionError) as error:
        raise FeedError(f"the sitemap cannot be parsed: {error}") from None
    for node in soup.children:
        if not isinstance(node, Tag):
            continue
        address = address_of(url, _inside(node, "loc"))
        if address is not None:
            yield FeedItem(
                url=address,
                title=plain(_inside(node, "title")),
                summary=plain(_inside(node, "keywords")),
                published=_inside(node, "publication_date"),
                modified=_inside(node, "lastmod"),
                is_sitemap=node.name == "sitemap",
            )


def _inside(node: Tag, name: str) -> str | None:
    """The text of a sitemap's element, also of one in the news namespace; not those of images and videos."""
    for found in node.find_all(name):
        if found.prefix in (None, "", "news", "sm"):
            return found.get_text().strip() or None
    return None
