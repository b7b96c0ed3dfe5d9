"""Page addresses out of what a site offers. Fetches nothing.

RSS (0.9x, 1.0, 2.0), Atom, JSON Feed, sitemaps (indexes, Google News), lists of notices, and the answer of GDELT.
"""

from spiders.feeds.feed_item import FeedError, FeedItem, day_of
from spiders.feeds.json_feeds import looks_like_json, read_json
from spiders.feeds.syndication import read_xml, unpacked

__all__ = ["FeedError", "FeedItem", "day_of", "find_items"]


def find_items(payload: bytes, url: str) -> list[FeedItem]:
    """The addresses that a feed or sitemap names, in its order; each once.

    `url` is its own address: relative links are resolved against it. FeedError where the bytes are neither.

    >>> feed = b'<rss version="2.0"><channel><item><title>A &amp;amp; B</title><link>/a</link></item></channel></rss>'
    >>> [(item.url, item.title) for item in find_items(feed, "https://news.example/rss")]
    [('https://news.example/a', 'A & B')]
    """
    payload = unpacked(payload)
    return read_json(payload, url) if looks_like_json(payload) else read_xml(payload, url)
