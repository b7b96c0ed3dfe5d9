"""What a layout finds on a page: BeautifulSoup and the CSS selectors of the layout. The rest is read as on any page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import Tag

from spiders.reading.blocks import clean
from spiders.reading.layouts import Layout
from spiders.reading.metadata import read_byline
from spiders.reading.moments import read_iso


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of one page that its layout's selectors stand for."""

    told: dict[str, str] = field(default_factory=dict)
    """title, author, published, updated, as far as they are found."""
    partial: bool = False
    comments: tuple[str, ...] = ()
    """The areas of readers' comments, as markup."""
    body: tuple[str, ...] = ()
    """The elements that hold the text, as markup."""
    rest: str | None = None
    """The page without those areas of comments; None: they were none."""


def find_parts(markup: str, layout: Layout, zone: str, language: str | None) -> Parts:
    """The parts of a page; what a selector does not find is left to the generic reader."""
    soup = BeautifulSoup(markup, "lxml")
    select = layout.select
    partial = "partial" in select and soup.select_one(select["partial"]) is not None
    told = {
        key: clean(tag.get_text(" ")) for key in ("title", "author") if (tag := _first(soup, select.get(key)))
    }
    for key in ("published", "updated"):
        if tag := _first(soup, select.get(key)):
            told[key] = _time(tag, key, zone, language) or ""
    areas = _take(soup, select.get("comments"))
    rest = str(soup) if areas else None
    _take(soup, select.get("remove"))
    boxes = _outermost(soup.select(select["body"])) if "body" in select else []
    return Parts(
        told={key: value for key, value in told.items() if value},
        partial=partial,
        comments=areas,
        body=tuple(str(box) for box in boxes),
        rest=rest,
    )


def _first(soup: BeautifulSoup, selector: str | None) -> Tag | None:
    return soup.select_one(selector) if selector else None


def _time(tag: Tag, key: str, zone: str, language: str | None) -> str | None:
    """The machine-readable time of an element, else the one that it shows."""
    machine = tag.get("datetime")
    shown = dict(read_byline(clean(tag.get_text(" ")), key, zone, language))
    return (read_iso(machine, zone) if isinstance(machine, str) else None) or shown.get(key)


def _take(soup: BeautifulSoup, selector: str | None) -> tuple[str, ...]:
    """The elements that a selector finds, taken out of the page."""
    taken = []
    for tag in _outermost(soup.select(selector)) if selector else ():
        taken.append(str(tag))
        tag.decompose()
    return tuple(taken)


def _outermost(tags: Sequence[Tag]) -> list[Tag]:
    chosen = set(map(id, tags))
    return [tag for tag in tags if not any(id(parent) in chosen for parent in tag.parents)]
