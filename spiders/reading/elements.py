"""Small questions about one element of a page."""

from bs4.element import PageElement, Tag


def names_of(tag: Tag) -> str:
    """The class and id of an element, as words.

    >>> from bs4 import BeautifulSoup
    >>> names_of(BeautifulSoup("<p class='a b' id=c>", "lxml").p)
    'a b c'
    """
    classes = tag.get("class") or ()
    words = [classes] if isinstance(classes, str) else list(classes)
    return " ".join([*words, str(tag.get("id") or "")]).strip()


def within(node: PageElement, box: Tag) -> bool:
    """The node is the element or stands in it. (`in` would compare what elements say, not which they are.)"""
    return node is box or any(parent is box for parent in node.parents)
