"""Readers' comments of a page: each a section of its own where the markup tells.

Sites' forms as data in `comments.toml`, as CSS selectors. Which elements of a page hold comments is asked during the
walk over it (`holds_comments`); BeautifulSoup then reads those elements alone. Comments that plain lines announce are
found in `sections`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from bs4 import BeautifulSoup
from bs4.element import Tag
from lxml import etree

from spiders.reading.blocks import clean, survey
from spiders.reading.moments import read_iso
from spiders.reading.printed import find_stamp
from spiders.reading.rules import load_rules
from spiders.reading.tree import Element, body_of, parse, size_of

_OWN_TEXT_SHARE = 0.7
_NEVER_AREAS = ("html", "body", "main", "head", "a", "span")
_TAGS = re.compile(r"<[^>]*>")
_LETTER = re.compile(r"\w")
_TELLING = ("class", "id", "itemprop", "itemtype")


@dataclass(frozen=True, slots=True)
class ReaderComment:
    """What a reader wrote under a page."""

    text: str
    author: str | None
    written_on: str | None


def holds_comments(element: Element) -> bool:
    """The element is set apart for readers' comments, and not for the page's own text."""
    said = tuple(element.get(name) for name in _TELLING)
    return _is_comment_box(element.tag, said) and not _is_page(element)


@lru_cache(maxsize=4_096)
def _is_comment_box(tag: str, said: tuple[str | None, ...]) -> bool:
    """A selector holds for an element of this make."""
    if tag in _NEVER_AREAS:
        return False
    soup = BeautifulSoup(features="lxml")
    made = soup.new_tag(tag, attrs={name: value for name, value in zip(_TELLING, said, strict=True) if value})
    soup.append(made)
    return made.css.match(f"{_selector('areas')}, {_selector('items')}")


def _is_page(element: Element) -> bool:
    """An element that holds the article itself is no comment area, whatever it is called."""
    if any("omment" not in (tag.get("class") or "") for tag in element.iter("h1", "article")):
        return True
    named = next((tag for tag in element.iterdescendants() if "omment" in (tag.get("class") or "")), None)
    return named is None and size_of(element) > _OWN_TEXT_SHARE * size_of(
        body_of(element.getroottree().getroot())
    )


def read_comments(markups: Iterable[str], zone: str, language: str | None) -> list[ReaderComment]:
    """The comments in the markup of elements that hold comments.

    >>> read_comments(["<div class=comment><cite>花子</cite><p>止まりました</p></div>"], "Asia/Tokyo", "ja")
    [ReaderComment(text='止まりました', author='花子', written_on=None)]
    """
    found: list[ReaderComment] = []
    for markup in markups:
        if not _LETTER.search(_TAGS.sub("", markup)):
            continue
        area = next((tag for tag in BeautifulSoup(markup, "lxml").select("body > *")), None)
        if area is not None:
            found.extend(_read_area(area, zone, language))
    return found


def markup_of(element: Element) -> str:
    """An element as markup, without what follows it."""
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


@cache
def _selector(name: str) -> str:
    return ", ".join(load_rules("comments")[name])


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
    return author is None or any(parent is inner[0] for parent in (author, *author.parents))


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
    lines = [block.text for block in survey(parse(f"<div>{body.decode_contents()}</div>")).blocks]
    if body is item and when is None and lines:
        when = find_stamp(lines[0], zone, language) if len(lines[0]) <= 60 else None
    text = "\n".join(lines)
    return ReaderComment(text, author, when) if text.strip() and text.strip() not in _headings() else None


@cache
def _headings() -> frozenset[str]:
    return frozenset(load_rules("comments")["headings"])
