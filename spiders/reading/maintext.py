"""Which blocks of an unknown page are its main text: trafilatura's word first, the page's structure beside it.

Trafilatura says which blocks belong to the article; the smallest element that holds them gives back what it drops
(tables, captions, short addenda). Where it finds nothing: article, main, the densest element, the body.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from bs4.element import Tag

from spiders.reading.blocks import Block, find_blocks
from spiders.reading.elements import names_of, within
from spiders.reading.rules import load_rules

_HOLDS_NEARLY_ALL = 0.85
_MOST = 0.6
_SHORTEST = 80
_LINKED = 0.6
_SPACE = re.compile(r"[\s|]+")


def find_main_blocks(soup: Tag, markup: str) -> tuple[list[Block], list[Block]]:
    """The blocks of the main text, and all blocks of the page, both in order.

    `markup` is the page the tree was made of; trafilatura works on its own tree of it.
    """
    found = soup.find("body")
    body = found if isinstance(found, Tag) else soup
    blocks = find_blocks(body)
    said = _SPACE.sub("", _by_trafilatura(markup))
    kept = [block for block in blocks if _is_said(block, said)] if said else []
    box: Tag = _smallest_holding(kept) if _length(kept) >= _SHORTEST else body
    if _is_whole(box):
        # Of a short page trafilatura takes everything; the structure may know better.
        closer = _by_structure(body, blocks)
        if not kept or _length(kept, closer) >= _MOST * _length(kept):
            box = closer
    inside = _span(blocks, kept) if _is_whole(box) and kept else [b for b in blocks if within(b.node, box)]
    return without_boilerplate(inside, map(id, [] if _is_whole(box) else kept)), blocks


def _is_whole(box: Tag) -> bool:
    return box.name in ("body", "html", "[document]")


def _length(blocks: Iterable[Block], box: Tag | None = None) -> int:
    return sum(len(b.text) for b in blocks if box is None or within(b.node, box))


def without_boilerplate(blocks: Sequence[Block], kept: Iterable[int] = ()) -> list[Block]:
    """The blocks that stand in no navigation, advert or list of links; `kept` (ids) are known to be text."""
    kept = set(kept)
    found: list[Block] = []
    skipping = 0
    known: dict[int, bool] = {}
    for block in blocks:
        if block.kind == "heading":
            skipping = (
                block.level if _heads_boilerplate(block.text) else 0 if block.level <= skipping else skipping
            )
        elif block.kind == "text" and len(block.text) <= 20 and _heads_boilerplate(block.text):
            skipping = skipping or 6
            continue
        if skipping or is_boilerplate(block.node, known):
            continue
        if _is_phrase(block.text) or (id(block) not in kept and _is_linked(block)):
            continue
        found.append(block)
    return found


def is_boilerplate(node: Tag, known: dict[int, bool]) -> bool:
    """The element or one around it is named as navigation, advert, sharing or related links."""
    chain = []
    tag: Tag | None = node
    verdict = False
    while tag is not None and tag.name not in ("body", "html", "[document]"):
        if id(tag) in known:
            verdict = known[id(tag)]
            break
        chain.append(tag)
        tag = tag.parent
    for tag in reversed(chain):
        verdict = verdict or _is_named_boilerplate(tag)
        known[id(tag)] = verdict
    return verdict


def _is_named_boilerplate(tag: Tag) -> bool:
    if tag.name in ("nav", "aside", "footer", "menu") or tag.get("role") in (
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
    ):
        return tag.name != "aside" or not _is_addendum_box(tag)
    if tag.name == "header":
        return tag.parent is not None and tag.parent.name == "body"
    names = names_of(tag)
    return bool(names) and _names().search(names) is not None and tag.name not in ("article", "main")


def _is_addendum_box(tag: Tag) -> bool:
    return (
        bool(tag.get("class"))
        and re.search("postscript|addend|update|correction", " ".join(tag.get("class") or [])) is not None
    )


@cache
def _names() -> re.Pattern[str]:
    names = "|".join(load_rules("boilerplate")["names"])
    return re.compile(rf"(?:^|[\s_-])(?:{names})(?:$|[\s_-])", re.IGNORECASE)


@cache
def _phrases(group: str) -> re.Pattern[str]:
    return re.compile("|".join(load_rules("boilerplate")[group]), re.IGNORECASE)


def _heads_boilerplate(text: str) -> bool:
    return len(text) <= 30 and _phrases("headings").fullmatch(text.strip("■□◆●▼★: 【】")) is not None


def _is_phrase(text: str) -> bool:
    return len(text) <= 60 and _phrases("phrases").fullmatch(text) is not None


def _is_linked(block: Block) -> bool:
    """A line that is mostly link leads elsewhere; a table row of values may link them all."""
    if block.kind not in ("item", "text") and " | " in block.text:
        return False
    length = len(block.text.replace(" ", ""))
    return length > 0 and block.linked >= _LINKED * length


def _is_said(block: Block, said: str) -> bool:
    text = _SPACE.sub("", block.text.removeprefix("- "))
    if block.kind == "row":
        cells = [_SPACE.sub("", cell) for cell in block.text.split(" | ")]
        return all(cell in said for cell in cells)
    return len(text) >= 2 and text in said


def _smallest_holding(kept: Sequence[Block]) -> Tag:
    """The smallest element that holds nearly all characters of the blocks."""
    weights: dict[int, int] = {}
    tags: dict[int, Tag] = {}
    total = 0
    for block in kept:
        total += len(block.text)
        for tag in (block.node, *block.node.parents):
            weights[id(tag)] = weights.get(id(tag), 0) + len(block.text)
            tags[id(tag)] = tag
    holding = [i for i, weight in weights.items() if weight >= _HOLDS_NEARLY_ALL * total]
    box = tags[max(holding, key=lambda i: sum(1 for _ in tags[i].parents))]
    # A single paragraph is not the article.
    while (
        box.name
        in ("p", "ul", "ol", "li", "table", "tbody", "tr", "blockquote", "dl", "h1", "h2", "figure", "ins")
        and box.parent
    ):
        box = box.parent
    return box


def _span(blocks: Sequence[Block], kept: Sequence[Block]) -> list[Block]:
    """From the first to the last kept block, and on to the end of what stands in the same element as the last one."""
    ids = set(map(id, kept))
    places = [number for number, block in enumerate(blocks) if id(block) in ids]
    last = places[-1]
    end = last + 1
    while end < len(blocks) and blocks[end].node.parent is blocks[last].node.parent:
        end += 1
    start = places[0]
    while (
        start > 0
        and blocks[start - 1].kind == "text"
        and blocks[start - 1].node.parent is blocks[places[0]].node.parent
    ):
        start -= 1
    return list(blocks[start:end])


def _by_structure(body: Tag, blocks: Sequence[Block]) -> Tag:
    """The element that the markup names as the article, else the densest one, else the body."""
    for selector in load_rules("boilerplate")["containers"]:
        found = [tag for tag in body.select(selector) if len(tag.get_text(strip=True)) >= 20]
        if len(found) == 1 or (found and selector.startswith("article") is False):
            return max(found, key=lambda tag: len(tag.get_text(strip=True)))
    scores: dict[int, float] = {}
    tags: dict[int, Tag] = {}
    known: dict[int, bool] = {}
    for block in blocks:
        if block.kind == "heading" or _is_linked(block) or is_boilerplate(block.node, known):
            continue
        for distance, tag in enumerate([block.node, *block.node.parents][:3]):
            scores[id(tag)] = scores.get(id(tag), 0) + len(block.text) / (1 + distance)
            tags[id(tag)] = tag
    boxes = [i for i in scores if tags[i].name in ("div", "section", "td", "body", "main", "article")]
    return tags[max(boxes, key=scores.__getitem__)] if boxes else body


def _by_trafilatura(markup: str) -> str:
    """The text that trafilatura takes for the article; empty where it finds none."""
    import lxml.html
    from lxml.etree import ParserError
    from trafilatura import extract

    try:
        tree = lxml.html.fromstring(markup)
    except (ParserError, ValueError):
        return ""
    return (
        extract(tree, favor_precision=True, include_comments=False, include_tables=True, with_metadata=False)
        or ""
    )
