"""JSON-LD of a page: the object that describes its article, whatever it is wrapped in."""

import json
from collections.abc import Iterator
from typing import Any

from spiders.reading.tree import Element

_ARTICLES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "Article", "BlogPosting", "TechArticle", "Report",
    "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "WebPage",
)  # fmt: skip
_MAX_NODES = 2_000


def find_article(root: Element) -> dict[str, Any]:
    """The JSON-LD object of the page's article, `{}` where there is none that can be read."""
    best: tuple[int, dict[str, Any]] = (len(_ARTICLES), {})
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            rank = min((_ARTICLES.index(t) for t in _list(node.get("@type")) if t in _ARTICLES), default=99)
            if rank < best[0]:
                best = (rank, node)
    return best[1]


def text_of(value: Any) -> str | None:
    """The name in a value that may be a string, an object with a name, or a list of them.

    >>> text_of([{"@type": "Person", "name": "山田"}, "佐藤"]), text_of({"@id": "#x"})
    ('山田, 佐藤', None)
    """
    names = []
    for item in _list(value):
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip():
            names.append(name.strip())
    return ", ".join(names) or None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    queue, seen = [data], 0
    while queue and seen < _MAX_NODES:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            yield node
            queue.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
