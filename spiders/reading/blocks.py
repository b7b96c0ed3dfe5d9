"""A page → blocks of text: paragraphs, headings, list items, table rows, captions; in one walk over its tree.

The walk also notes what else a reader of the page needs from it: the elements that hold blocks, those that show a
date, those that hold readers' comments. Which blocks are the main text is decided in `maintext`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from spiders.reading.guard import made_visible
from spiders.reading.marks import ADDENDUM, CAPTION, DATED, FRAME, PARTIAL, QUIET, SKIPPED, marks_of, rank_in
from spiders.reading.tree import Element, text_of

Kind = Literal["text", "heading", "item", "row", "caption"]
Part = Literal["text", "quiet", "aside", "frame"]
"""quiet: about the text (byline, tags); aside: named as no text, which may be wrong; frame: navigation and footer."""

_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul", "caption", "ins", "del",
})  # fmt: skip
_DROPPED = frozenset({
    "script", "style", "template", "svg", "iframe", "object", "select", "textarea", "button", "input", "noscript",
    "canvas", "video", "audio", "map", "dialog", "rt", "rp", "title", "base", "img", "link", "meta", "datalist",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ASIDES = frozenset({"aside", "menu", "form"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_WHOLE = frozenset({"body", "html"})
"""Their names tell of the page as a whole."""
_NEVER_ASIDE = frozenset({"body", "html", "article", "main"})
_CHANGES = frozenset({"ins", "del"})
_PLAIN = frozenset(
    {"a", "b", "strong", "em", "i", "u", "sup", "sub", "ruby", "rb", "cite", "code", "big", "s"}
)
_OFTEN_NAMED = frozenset({"span", "time", "label", "abbr", "font", "small"})
_DATE_PROPERTIES = frozenset({"datePublished", "dateModified"})
_NO_DATES = frozenset({"html", "body", "a", "ul", "table"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_CJK = "\u3000-\u303f\u3040-\u30ff\u4e00-\u9fff\uff00-\uffef"
_JOIN = re.compile(rf"(?<=[{_CJK}]) ?\n ?(?=[{_CJK}])")
_ENDS = " \t\r\n\f\v\u00a0\u200b\u200c\u200d\u2060\ufeff"
"""White space, and what takes no space at all."""
_TABLE_PARTS = ("td", "th")
_PAGE_PARTS = ("table", "h1", "h2", "h3", "h4", "form", "article", "section")
_LONGEST_CELL = 200


@dataclass(slots=True)
class Block:
    """One line of the page."""

    text: str
    kind: Kind
    node: Element
    """The element that holds the text."""
    level: int = 0
    """1–6: a heading of that rank."""
    linked: int = 0
    """How many characters of the text stand in links."""
    rule: bool = False
    """A horizontal rule stands before it."""
    box: Element | None = None
    """The element set apart for an addendum that holds it."""


@dataclass(slots=True)
class Box:
    """An element and the blocks in it: `blocks[start:end]`."""

    node: Element
    start: int
    end: int
    rank: int = 0
    """How surely its names say that it holds the article: 1 is surest, 0 says nothing."""
    part: Part = "text"
    """What its make says about all that stands in it."""


@dataclass(slots=True)
class Survey:
    """What one walk over a page found."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    dated: list[Element] = field(default_factory=list)
    """Elements that show a date."""
    comments: list[Element] = field(default_factory=list)
    """Elements that hold readers' comments; their text is in no block."""
    partial: bool = False
    """An element says by its name that only a part was served."""


def survey(root: Element, holds_comments: Callable[[Element], bool] | None = None) -> Survey:
    """Walk over an element; `holds_comments` tells the elements apart that hold what readers wrote."""
    walk = _Walk(holds_comments)
    walk.over(root)
    return walk.found


_Open = tuple[int, int, int, Element | None, bool]
"""A block element under way: its first block, its marks; level, addendum and caption as they were before."""


class _Walk:
    """The state of a walk: the line under way, and what the elements around it mean for it."""

    def __init__(self, holds_comments: Callable[[Element], bool] | None) -> None:
        self.found = Survey()
        self.holds_comments = holds_comments
        self.parts: list[str] = []
        self.linked = 0
        self.rule = False
        self.level = 0
        self.captions = 0
        self.item = False
        self.box: Element | None = None
        self.open: list[_Open] = []

    def over(self, root: Element) -> None:
        """One event an element begins and one it ends: pages may be nested deeper than Python's stack."""
        walker = etree.iterwalk(root, events=("start", "end"))
        parts = self.parts
        links = 0
        passed_over = None
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag in _PLAIN or self._begins(element, tag):
                    links += tag == "a"
                    text = element.text
                else:
                    passed_over, text = element, None
                    walker.skip_subtree()
            else:
                if element is passed_over:
                    passed_over = None
                elif tag == "a":
                    links -= 1
                elif tag in _BLOCK:
                    self._end_block(element, tag)
                text = element.tail
            if text and (parts or not text.isspace()):
                parts.append(text)
                if links:
                    self.linked += len(text.strip())
        self._flush(root)

    def _begins(self, element: Element, tag: str) -> bool:
        """The element is to be looked into."""
        if tag in _BLOCK:
            return self._begin_block(element, tag)
        if tag in _DROPPED:
            return False
        if tag == "br":
            if self.parts:
                self._flush(element.getparent())
            return False
        return tag not in _OFTEN_NAMED or not self._is_passed_over(element, tag)

    def _is_passed_over(self, element: Element, tag: str) -> bool:
        """An inline element that is not shown; one that shows a date is noted."""
        names = element.get("class") or element.get("id")
        marks = marks_of(names) if names else 0
        if tag == "time" or marks & DATED or element.get("itemprop") in _DATE_PROPERTIES:
            self.found.dated.append(element)
        if marks & PARTIAL:
            self.found.partial = True
        return bool(marks & SKIPPED) or _is_hidden(element)

    def _begin_block(self, element: Element, tag: str) -> bool:
        parent = element.getparent()
        if tag in _CHANGES and not _stands_alone(element, parent):
            self.open.append((-1, 0, self.level, self.box, False))
            return True
        if self.parts:
            self._flush(element if parent is None else parent)
        classes, ident = element.get("class"), element.get("id")
        names = f"{classes or ''} {ident or ''}" if classes or ident else ""
        marks = marks_of(names) if names else 0
        if tag not in _WHOLE and self._is_set_apart(element, names, marks):
            return False
        if tag == "hr":
            self.rule = True
            return False
        if tag == "tr" and (row := _row(element)):
            self._add(row)
            return False
        self._open_block(element, tag, marks)
        return True

    def _is_set_apart(self, element: Element, names: str, marks: int) -> bool:
        """The element is not shown or holds comments."""
        if marks & PARTIAL:
            self.found.partial = True
        if _is_hidden(element):
            return True
        may_hold = "omment" in names or "disqus" in names or "omment" in (element.get("itemtype") or "")
        if may_hold and self.holds_comments and self.holds_comments(element):
            self.found.comments.append(element)
            return True
        return False

    def _open_block(self, element: Element, tag: str, marks: int) -> None:
        if tag in _WHOLE:
            marks = 0
        captions = bool(marks & CAPTION) or tag in ("figcaption", "caption")
        self.open.append((len(self.found.blocks), marks, self.level, self.box, captions))
        self.captions += captions
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag == "li":
            self.item = True
        if marks & ADDENDUM or tag == "ins":
            self.box = element
        if tag not in _NO_DATES and (marks & DATED or element.get("itemprop") in _DATE_PROPERTIES):
            self.found.dated.append(element)

    def _end_block(self, element: Element, tag: str) -> None:
        start, marks, level, box, captions = self.open.pop()
        if start < 0:
            return
        if self.parts:
            self._flush(element)
        blocks = self.found.blocks
        if len(blocks) > start:
            rank, part = _rank(element, tag, marks), _part(element, tag, marks)
            self.found.boxes.append(Box(element, start, len(blocks), rank, part))
        self.level, self.box = level, box
        self.captions -= captions
        if tag == "li":
            self.item = False

    def _flush(self, owner: Element) -> None:
        """End the line under way."""
        raw = "".join(self.parts)
        linked, self.linked = self.linked, 0
        self.parts.clear()
        for part in raw.split("\n") if owner.tag == "pre" else (raw,):
            if text := clean(part):
                self._add(Block(text, "text", owner, self.level, linked))

    def _add(self, block: Block) -> None:
        block.rule, self.rule = self.rule, False
        block.box = self.box
        if block.kind == "text":
            if block.level:
                block.kind = "heading"
            elif self.captions:
                block.kind = "caption"
            elif self.item:
                block.kind = "item"
                block.text = block.text if block.text.startswith("- ") else f"- {block.text}"
        self.item = False
        self.found.blocks.append(block)


def clean(text: str) -> str:
    """One line of text: white space folded, but none put between Japanese characters; controls made visible.

    >>> clean(" 被害は\\n 120件\\x07 ")
    '被害は 120件␇'
    """
    if text.isprintable() and "  " not in text:
        return text.strip()
    text = text.strip(_ENDS)
    if "\n" in text:
        text = _JOIN.sub("", _SPACE.sub(_space, text))
    return made_visible(_SPACE.sub(" ", text)).strip(_ENDS)


def _space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (
        style is not None and ("none" in style or "idden" in style) and _HIDDEN.search(style) is not None
    )


def _stands_alone(element: Element, parent: Element | None) -> bool:
    """An insertion or deletion that is a block of its own, not a few words of one."""
    return (
        parent is None
        or parent.tag in ("body", "article", "div", "section", "main")
        or next(element.iter(*_BLOCK), None) is not None
    )


def _rank(element: Element, tag: str, marks: int) -> int:
    if "articleBody" in (element.get("itemprop") or ""):
        return 1
    rank = rank_in(marks)
    if tag == "article":
        return rank or 2
    return rank or 3 if tag == "main" or element.get("role") == "main" else rank


def _part(element: Element, tag: str, marks: int) -> Part:
    if tag in ("nav", "footer") or marks & FRAME:
        return "frame"
    if tag in _NEVER_ASIDE or marks & ADDENDUM:
        return "text"
    if marks & SKIPPED or tag in _ASIDES or element.get("role") in _ROLES:
        return "aside"
    if tag == "header":
        parent = element.getparent()
        return "quiet" if parent is not None and parent.tag == "body" else "text"
    return "quiet" if marks & QUIET else "text"


def _row(row: Element) -> Block | None:
    """A table row as one line `a | b | c`; None for a table that only lays out the page."""
    cells = [cell for cell in row if cell.tag in _TABLE_PARTS]
    if not cells or next(row.iter(*_PAGE_PARTS), None) is not None:
        return None
    texts = [clean(text_of(cell)) for cell in cells]
    if not any(texts) or any(len(text) > _LONGEST_CELL for text in texts):
        return None
    linked = sum(len(clean(text_of(link))) for link in row.iter("a"))
    return Block(" | ".join(texts) if len(texts) > 1 else texts[0], "row", row, linked=linked)
