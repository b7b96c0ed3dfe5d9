"""Readers' comments of a page, taken out of its tree: each a section of its own where the markup tells.

Sites' forms as data in `comments.toml`. Comments that plain lines announce are found in `sections`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bs4.element import Tag

from spiders.reading.blocks import clean, find_blocks
from spiders.reading.elements import names_of, within
from spiders.reading.moments import read_iso
from spiders.reading.printed import find_stamp
from spiders.reading.rules import load_rules

_OWN_TEXT_SHARE = 0.7
_NEVER_AREAS = ("html", "body", "main", "head", "a", "span")


@dataclass(frozen=True, slots=True)
class ReaderComment:
    """What a reader wrote under a page."""

    text: str
    author: str | None
    written_on: str | None


def take_comments(
    soup: Tag, zone: str, language: str | None, extra: str | None = None
) -> list[ReaderComment]:
    """The comments of a page; their elements are removed from the tree. `extra`: a layout's selector for them."""
    taken: list[ReaderComment] = []
    if extra is None and soup.find(_may_hold_comments) is None:
        return taken  # selecting costs more than all the rest of this module
    total = len(soup.get_text())
    for area in _areas(soup, extra):
        if area.decomposed or _is_page(area, total):
            continue
        taken.extend(_read_area(area, zone, language))
        area.decompose()
    return taken


def _may_hold_comments(tag: Tag) -> bool:
    names = f"{names_of(tag)} {tag.get('itemprop') or ''} {tag.get('itemtype') or ''}".lower()
    return "comment" in names or "disqus" in names


def _areas(soup: Tag, extra: str | None) -> list[Tag]:
    selectors = ", ".join(filter(None, [extra, _selector("areas"), _selector("items")]))
    found = [area for area in soup.select(selectors) if area.name not in _NEVER_AREAS]
    ids = set(map(id, found))
    return [area for area in found if not any(id(parent) in ids for parent in area.parents)]


@cache
def _selector(name: str) -> str:
    return ", ".join(load_rules("comments")[name])


def _is_page(area: Tag, total: int) -> bool:
    """An element that holds the article itself is no comment area, whatever it is called."""
    return area.find(["h1", "article"], class_=_not_comment) is not None or (
        len(area.get_text()) > _OWN_TEXT_SHARE * total and area.find(class_=re.compile("comment")) is None
    )


def _not_comment(classes: str | None) -> bool:
    return "comment" not in (classes or "")


def _read_area(area: Tag, zone: str, language: str | None) -> Iterator[ReaderComment]:
    for form in area.find_all(["form", "button"]):
        form.decompose()
    items = [tag for tag in area.select(_selector("items")) if not tag.decomposed]
    if _matches_item(area):
        items = [area, *[i for i in items if i is not area]]
    items = _without_wrappers(items)
    if not items:
        items = [area]
    for item in reversed(items):
        item.extract() if item is not area else None
    for item in items:
        if comment := _read_item(item, zone, language):
            yield comment


def _matches_item(tag: Tag) -> bool:
    return tag.css.match(_selector("items"))


def _without_wrappers(items: list[Tag]) -> list[Tag]:
    """The elements that stand for a comment each: an outer one that says only what one inside says is none."""
    ids = set(map(id, items))
    inner: dict[int, list[Tag]] = {}
    for item in items:
        if outer := next((tag for tag in item.parents if id(tag) in ids), None):
            inner.setdefault(id(outer), []).append(item)
    return [item for item in items if not _wraps(item, inner.get(id(item), []))]


def _wraps(item: Tag, inner: list[Tag]) -> bool:
    if len(inner) != 1:
        return False
    author = item.select_one(_selector("author"))
    return author is None or within(author, inner[0])


def _read_item(item: Tag, zone: str, language: str | None) -> ReaderComment | None:
    author = None
    stamps = item.select(_selector("time"))
    machine = [
        m for tag in stamps for key in ("datetime", "content", "title") if isinstance(m := tag.get(key), str)
    ]
    printed = [clean(tag.get_text(" "))[:120] for tag in stamps]
    when = next(filter(None, (read_iso(text, zone) for text in machine)), None)
    when = when or next(filter(None, (find_stamp(text, zone, language) for text in printed)), None)
    for tag in item.select(_selector("author"))[:1]:
        author = clean(tag.get_text(" ")).removesuffix("より").removesuffix("さん").strip(" :")[:80] or None
    body = item.select_one(_selector("text"))
    if body is None:
        for tag in item.select(", ".join((_selector("time"), _selector("author"), _selector("noise")))):
            if tag is not item:
                tag.decompose()
        body = item
    lines = [block.text for block in find_blocks(body)]
    if body is item and when is None and lines:
        when = find_stamp(lines[0], zone, language) if len(lines[0]) <= 60 else None
    text = "\n".join(lines)
    return ReaderComment(text, author, when) if text.strip() and text.strip() not in _headings() else None


@cache
def _headings() -> frozenset[str]:
    return frozenset(load_rules("comments")["headings"])
