"""A page as a tree, and small questions about its elements. What its text is stands in `blocks`."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from spiders.reading.errors import NotAPage
from spiders.reading.guard import MAX_DEPTH

Element: TypeAlias = Any
"""An element of lxml, which tells no types."""

_TOO_DEEP = etree.XPath(f"(//*[ancestor::*[{MAX_DEPTH}]])[1]")


def parse(markup: str | bytes, url: str = "") -> Element:
    """The tree of a page; bytes are UTF-8. Raises NotAPage where the parser finds no element, or too deep ones.

    Past some two thousand levels the parser gives up silently, so a tree this deep may have lost text.
    """
    data = markup.encode("utf-8", "replace") if isinstance(markup, str) else markup
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.ParserError as error:
        raise NotAPage(url, f"no page: {error}") from error
    except etree.XMLSyntaxError as error:
        raise NotAPage(url, f"no markup at all, not a page: {error.msg}") from error
    if root is None:
        raise NotAPage(url, "no markup at all, not a page")
    if _TOO_DEEP(root):
        raise NotAPage(url, f"elements are nested more than {MAX_DEPTH} deep")
    return root


def body_of(root: Element) -> Element:
    """The body, or the whole tree where there is none."""
    body = root.find("body")
    return root if body is None else body


def names_of(element: Element) -> str:
    """The class and id of an element, as words.

    >>> names_of(parse("<p class='a b' id=c>").find(".//p"))
    'a b c'
    """
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def text_of(element: Element) -> str:
    """All text in an element, a space between its parts.

    >>> text_of(parse("<h1>港湾ペイ<span>が</span></h1>").find(".//h1"))
    '港湾ペイ が'
    """
    return " ".join(texts_of(element))


def texts_of(element: Element) -> Iterator[str]:
    """The strings in an element that are shown; what is in scripts is not."""
    return (str(part) for part in _SHOWN(element))


def size_of(element: Element) -> int:
    """Characters of text in an element, white space at the ends of strings apart."""
    return sum(len(part.strip()) for part in texts_of(element))


_SHOWN = etree.XPath("descendant::text()[not(parent::script or parent::style or parent::template)]")
