"""A parsed page → blocks of text: paragraphs, headings, list items, table rows, captions. Nothing is left out here.

Which blocks are the main text is decided in `maintext`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bs4 import BeautifulSoup
from bs4.element import CData, Comment, Declaration, Doctype, NavigableString, ProcessingInstruction, Tag

from spiders.reading.elements import within
from spiders.reading.guard import made_visible

Kind = Literal["text", "heading", "item", "row", "caption"]

_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "ins", "del",
})  # fmt: skip
_DROPPED = (
    "script", "style", "template", "svg", "iframe", "object", "select", "textarea", "button", "input", "noscript",
    "canvas", "video", "audio", "map", "dialog", "rt", "rp",
)  # fmt: skip
_NO_TEXT = (Comment, Doctype, Declaration, ProcessingInstruction, CData)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_CJK = "\u3000-\u303f\u3040-\u30ff\u4e00-\u9fff\uff00-\uffef"
_JOIN = re.compile(rf"(?<=[{_CJK}]) ?\n ?(?=[{_CJK}])")
_TABLE_PARTS = ("td", "th")
_LONGEST_CELL = 200


@dataclass(slots=True)
class Block:
    """One line of the page."""

    text: str
    kind: Kind
    node: Tag
    """The element that holds the text."""
    level: int = 0
    rule: bool = False
    linked: int = 0
    """How many characters of the text stand in links."""


def parse(text: str) -> BeautifulSoup:
    """The tree of a page, without what is never shown."""
    return BeautifulSoup(text, "lxml")


def prune(soup: Tag) -> None:
    """Drop what is no text of the page: scripts, forms' controls, hidden elements."""
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in soup.find_all(_is_hidden):
        if not tag.decomposed and tag.name not in ("html", "body"):
            tag.decompose()


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or (tag.has_attr("style") and bool(_HIDDEN.search(str(tag["style"]))))


@dataclass(slots=True)
class _Line:
    """The line under way."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    breaks: list[int] = field(default_factory=list)


def find_blocks(root: Tag) -> list[Block]:
    """The blocks of an element, in reading order."""
    return list(_walk(root))


def _walk(root: Tag) -> Iterator[Block]:
    """Depth first without recursion: pages may be nested deeper than Python's stack."""
    line = _Line()
    rule = False
    owner = root
    stack: list[tuple[Tag | NavigableString, bool]] = [(root, False)]
    while stack:
        node, closing = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, _NO_TEXT) and node:
                line.parts.append(str(node) if _in_pre(node) else _SPACE.sub(_space, str(node)))
                line.linked += len(node.strip()) if _in_link(node) else 0
            continue
        name = node.name
        if (
            name == "br"
            or (name in _BLOCK and name not in ("ins", "del"))
            or (name in ("ins", "del") and _holds_blocks(node))
        ):
            for block in _flush(line, owner):
                block.rule, rule = rule, False
                yield block
            line = _Line()
            rule = rule or name == "hr"
            owner = (node.parent or root) if closing or name == "br" else node
        if name == "tr" and not closing:
            if row := _row(node):
                row.rule, rule = rule, False
                yield row
                continue
        elif name == "img" or closing or name == "br":
            continue
        stack.append((node, True))
        stack.extend(
            (child, False) for child in reversed(node.contents) if isinstance(child, Tag | NavigableString)
        )
    yield from _flush(line, owner)


def _space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "


def _flush(line: _Line, owner: Tag) -> Iterator[Block]:
    for part in "".join(line.parts).split("\x00"):
        text = clean(part)
        if not text:
            continue
        kind, level = _kind(owner)
        lines = [text] if owner.name != "pre" else [t for raw in part.split("\n") if (t := clean(raw))]
        for one in lines:
            shown = f"- {one}" if kind == "item" and not one.startswith("- ") else one
            yield Block(shown, kind, owner, level, linked=line.linked)


def clean(text: str) -> str:
    """One line of text: white space folded, but none put between Japanese characters; controls made visible.

    >>> clean(" 被害は\\n 120件\\x07 ")
    '被害は 120件␇'
    """
    text = _JOIN.sub("", text.strip())
    return made_visible(_SPACE.sub(" ", text)).strip()


def _kind(owner: Tag) -> tuple[Kind, int]:
    for depth, tag in enumerate([owner, *owner.parents]):
        name = tag.name
        if len(name) == 2 and name[0] == "h" and name[1] in "123456":
            return "heading", int(name[1])
        if name == "li" and (depth == 0 or _is_first_text(owner, tag)):
            return "item", 0
        if name in ("figcaption", "caption"):
            return "caption", 0
        if name in ("body", "article", "table", "section", "ul", "ol") or depth > 4:
            break
    return "text", 0


def _is_first_text(owner: Tag, item: Tag) -> bool:
    """Nothing stands in the list item before this element."""
    first = next((s for s in item.strings if s.strip()), None)
    return first is not None and within(first, owner)


def _row(row: Tag) -> Block | None:
    """A table row as one line `a | b | c`; None for a table that only lays out the page."""
    cells = row.find_all(_TABLE_PARTS, recursive=False)
    if not cells or _is_layout(row, cells):
        return None
    texts = [clean(cell.get_text(" ")) for cell in cells]
    if not any(texts):
        return None
    linked = sum(len(a.get_text(strip=True)) for a in row.find_all("a"))
    return Block(" | ".join(texts) if len(texts) > 1 else texts[0], "row", row, linked=linked)


def _is_layout(row: Tag, cells: Sequence[Tag]) -> bool:
    """The cells hold parts of a page, not values."""
    if row.find(["table", "h1", "h2", "h3", "h4", "form", "article", "section"]) is not None:
        return True
    return any(len(cell.get_text(strip=True)) > _LONGEST_CELL for cell in cells)


def _holds_blocks(tag: Tag) -> bool:
    return (
        tag.find(list(_BLOCK)) is not None
        or tag.parent is None
        or tag.parent.name in ("body", "article", "div", "section", "main")
    )


def _in_link(node: NavigableString) -> bool:
    return any(tag.name == "a" for tag, _ in zip(node.parents, range(4), strict=False))


def _in_pre(node: NavigableString) -> bool:
    return any(tag.name == "pre" for tag, _ in zip(node.parents, range(3), strict=False))
