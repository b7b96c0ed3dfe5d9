"""Page addresses out of JSON: JSON Feed (jsonfeed.org), and the article list of GDELT's DOC 2.0 interface."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from spiders.feeds.feed_item import FeedError, FeedItem, address_of, each_once, plain

_STARTS = (b"{", b"[")


def looks_like_json(payload: bytes) -> bool:
    """Whether bytes can only be JSON."""
    return payload[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_STARTS)


def read_json(payload: bytes, url: str) -> list[FeedItem]:
    """The addresses that a JSON Feed or an answer of GDELT names; FeedError where it is neither.

    GDELT answers a search without a hit with an empty object.

    >>> gdelt = b'{"articles": [{"url": "https://a.example/1", "title": "A", "seendate": "20200910T001500Z"}]}'
    >>> [(item.url, item.published) for item in read_json(gdelt, "https://api.example/")]
    [('https://a.example/1', '20200910T001500Z')]
    >>> read_json(b"{}", "https://api.example/")
    []
    """
    try:
        data = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise FeedError("JSON, but no feed")
    if data and not isinstance(data.get("items", data.get("articles")), list):
        raise FeedError('JSON, but neither "items" nor "articles" is a list')
    return each_once(_items(data, url))


def _items(data: Mapping[str, Any], url: str) -> Iterator[FeedItem]:
    for entry in data.get("items", data.get("articles", ())):
        if not isinstance(entry, dict):
            continue
        address = address_of(url, _text(entry, "url") or _text(entry, "external_url"))
        if address is not None:
            yield FeedItem(
                url=address,
                title=plain(_text(entry, "title")),
                summary=plain(_text(entry, "summary") or _text(entry, "content_text")),
                published=_text(entry, "date_published") or _text(entry, "seendate"),
                modified=_text(entry, "date_modified"),
            )


def _text(entry: Mapping[str, Any], key: str) -> str | None:
    value = entry.get(key)
    return value if isinstance(value, str) else None
