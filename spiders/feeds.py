"""Page addresses out of RSS (0.9x, 1.0, 2.0), Atom and sitemaps (indexes, Google News). Fetches nothing."""

import html
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import feedparser
from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup
from bs4.filter import SoupStrainer

from db.archive.coding import CodingError, decode_payload

MAX_ITEMS = 50_000
"""What the sitemap protocol allows in one file; no feed comes near."""
MAX_TAGS = 1_000_000
MAX_PAYLOAD = 8 * 1024 * 1024
_TEXT_KEPT = 2_000

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)[\s>]")
_FEED = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|RDF|feed|channel)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,1000}>")
_SPACE = re.compile(r"\s+")


class FeedError(ValueError):
    """Bytes that are no feed or sitemap, or that would attack a parser; str() is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An address that a feed or a sitemap names, and what it says of it."""

    url: str
    title: str = ""
    summary: str = ""
    published: str | None = None
    """As the feed writes it."""
    is_sitemap: bool = False
    """Another sitemap, named by an index."""


def find_items(payload: bytes, url: str) -> list[FeedItem]:
    """The addresses that a feed or sitemap names, in its order; each once.

    `url` is its own address: relative links are resolved against it. FeedError where the bytes are neither.

    >>> feed = b'<rss version="2.0"><channel><item><title>A &amp;amp; B</title><link>/a</link></item></channel></rss>'
    >>> find_items(feed, "https://news.example/rss")
    [FeedItem(url='https://news.example/a', title='A & B', summary='', published=None, is_sitemap=False)]
    """
    payload = _unpacked(payload)
    start = _as_ascii(payload)
    if _ENTITY.search(start):
        raise FeedError("it declares entities of its own, which no feed needs and attacks use")
    if start.count(b"<") > MAX_TAGS:
        raise FeedError(f"more than {MAX_TAGS} tags")
    head = start[:20_000]
    if _SITEMAP.search(head):
        found = _from_sitemap(payload, url)
    elif _FEED.search(head):
        found = _from_feed(payload, url)
    else:
        raise FeedError("neither a feed nor a sitemap")
    first_seen: dict[str, FeedItem] = {}
    for item in found:
        first_seen.setdefault(item.url, item)
        if len(first_seen) >= MAX_ITEMS:
            break
    return list(first_seen.values())


def _unpacked(payload: bytes) -> bytes:
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
        address = _address(url, entry.get("link") or _permalink(entry))
        if address is not None:
            yield FeedItem(
                url=address,
                title=_plain(entry.get("title")),
                summary=_plain(entry.get("summary")),
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
        address = _address(url, _inside(node, "loc"))
        if address is not None:
            yield FeedItem(
                url=address,
                title=_plain(_inside(node, "title")),
                summary=_plain(_inside(node, "keywords")),
                published=_inside(node, "publication_date") or _inside(node, "lastmod"),
                is_sitemap=node.name == "sitemap",
            )


def _inside(node: Tag, name: str) -> str | None:
    """The text of a sitemap's element, also of one in the news namespace; not those of images and videos."""
    for found in node.find_all(name):
        if found.prefix in (None, "", "news", "sm"):
            return found.get_text().strip() or None
    return None


def _address(base: str, link: str | None) -> str | None:
    if not link or len(link) > 4_000:
        return None
    try:
        address = urljoin(base, link.strip())
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://")) else None


def _plain(text: str | None) -> str:
    """Words without markup: feeds escape HTML once or twice.

    >>> _plain("&lt;b&gt;ドコモ&lt;/b&gt;口座 <br>を")
    'ドコモ口座 を'
    """
    if not text:
        return ""
    return _SPACE.sub(" ", _TAG.sub("", html.unescape(_TAG.sub("", text[:_TEXT_KEPT])))).strip()
