"""Which blocks of an unknown page are its main text: a fast reading of its structure, which knows when it is unsure.

Every line that reads like a sentence and stands in no navigation has a weight. The text is in the element that its
names, or else the weights, speak for. Where too little is left of a page, trafilatura is asked, and its word counts:
the smallest element that holds what it says gives back what it drops (tables, captions, short addenda).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from spiders.reading.blocks import Block, Box, Survey
from spiders.reading.rules import load_rules
from spiders.reading.tree import Element

_SENTENCE = 50
"""Characters from which a line counts as running text; a line of Japanese half of it."""
_ENDS_SENTENCE = (".", "!", "?", '"', "”", "。", "」", "！", "？")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-鿿]")
_LINKED = 0.6
_TEASER_LINK = 0.15
_HOLDS = {1: 0.5, 2: 0.6, 3: 0.6}
"""By rank: the share of all weight that an element named as the article must hold to be it."""
_DENSEST = 0.8
_SURE = 60
"""So much weight in an element that its names speak for is a text; elsewhere it takes twice as much."""
_TITLE_REACH = 40
_NO_ARTICLE = frozenset({
    "p", "ul", "ol", "li", "table", "tbody", "tr", "blockquote", "dl", "dd", "dt", "h1", "h2", "h3", "h4", "figure",
    "ins", "del", "pre", "figcaption", "caption", "summary", "header", "address",
})  # fmt: skip
"""A single paragraph, list or table is not the article."""
_LEFT = 0.5
_HOLDS_NEARLY_ALL = 0.85
_AMOUNT = re.compile(r"[\d0-9〇-九十百千万億]\s?(?:円|[万億兆件人名行社口]|ドル|million|billion)|[$¥€£]\s?\d")
_SPACE = re.compile(r"[\s|]+")


@dataclass(frozen=True, slots=True)
class MainText:
    """The main text of a page, and all blocks that were looked at."""

    blocks: list[Block]
    every: list[Block]
    how: str
    """Which way it was found, for a person to read."""


def find_main_text(seen: Survey, markup: str, title: str | None) -> MainText:
    """The main text of a page; `seen` is the survey of it, `markup` its source."""
    weights = _weights(seen)
    box, named = _find_box(seen, weights)
    if box is not None:
        chosen = _text_in(seen, box, weights, title)
        kept = sum(weights[number] for number in chosen)
        if kept >= (_SURE if named else 2 * _SURE) and kept >= _LEFT * _sum(weights[box.start : box.end]):
            how = f"structure: {_description(box)}"
            return MainText([seen.blocks[number] for number in chosen], seen.blocks, how)
    return _ask_trafilatura(seen, markup, weights)


def _sum(weights: Sequence[int]) -> int:
    return sum(weight for weight in weights if weight > 0)


def _sums(sizes: Iterable[int]) -> list[int]:
    return [0, *accumulate(sizes)]


def _description(box: Box) -> str:
    names = "".join(f".{name}" for name in (box.node.get("class") or "").split()[:3])
    ident = box.node.get("id")
    return f"<{box.node.tag}{f'#{ident}' if ident else ''}{names}>"


def _weights(seen: Survey) -> list[int]:
    """How much each block speaks for the element it stands in; -1 where it is no text."""
    weights = [_weight(block) for block in seen.blocks]
    total = sum(weights)
    passed = set(_teasers(seen.blocks, weights))
    for box in seen.boxes:
        # What holds half of the page is its text, whatever it is called; but no footer is.
        half = box.part == "aside" and 2 * _sum(weights[box.start : box.end]) > total
        if box.part != "text" and not half:
            passed.update(range(box.start, box.end))
    return [-1 if number in passed else weight for number, weight in enumerate(weights)]


def _weight(block: Block) -> int:
    text, size = block.text, len(block.text)
    if block.kind in ("heading", "caption") or block.linked * 2 >= size:
        return 0
    if block.kind == "item" and block.linked > _TEASER_LINK * size:
        return 0
    if not text.isascii() and _JAPANESE.search(text):
        return 2 * size if size * 2 >= _SENTENCE or "。" in text else 0
    return size if size >= _SENTENCE or (size * 2 >= _SENTENCE and text.endswith(_ENDS_SENTENCE)) else 0


def _teasers(blocks: Sequence[Block], weights: Sequence[int]) -> list[int]:
    """Lines that each stand alone beside a linked title, in elements of the same make: of other articles."""
    groups: dict[tuple[object, ...], list[tuple[int, Element]]] = defaultdict(list)
    for number, block in enumerate(blocks):
        if weights[number] and (parent := block.node.getparent()) is not None:
            make = (block.node.tag, block.node.get("class"), parent.tag, parent.get("class"))
            groups[make].append((number, parent))
    found: list[int] = []
    for group in groups.values():
        alone = len(group) >= 3 and len({id(parent) for _, parent in group}) == len(group)
        if alone and sum(_is_beside_link(blocks, n) for n, _ in group) >= 0.6 * len(group):
            found += (number for number, _ in group)
    return found


def _is_beside_link(blocks: Sequence[Block], number: int) -> bool:
    return any(
        is_linked(block) for block in (*blocks[max(0, number - 2) : number], *blocks[number + 1 : number + 2])
    )


def is_linked(block: Block) -> bool:
    """A line that is mostly link leads elsewhere; a table row of values may link them all."""
    return block.kind != "row" and block.linked >= _LINKED * len(block.text) > 0


def _find_box(seen: Survey, weights: Sequence[int]) -> tuple[Box | None, bool]:
    """The element that holds the text, and whether its names say so."""
    sums = _sums(max(0, weight) for weight in weights)
    total = sums[-1]
    for rank, share in _HOLDS.items():
        boxes = [box for box in seen.boxes if box.rank == rank and box.node.tag not in _NO_ARTICLE]
        if boxes:
            best = max(boxes, key=lambda box: (sums[box.end] - sums[box.start], box.start - box.end))
            if total > 0 and sums[best.end] - sums[best.start] >= share * total:
                return _with_likes(best, boxes, sums), True
    return _smallest(seen, sums, _DENSEST), False


def _with_likes(best: Box, boxes: Sequence[Box], sums: Sequence[int]) -> Box:
    """An article may be cut into several elements of the same make, with adverts between them."""
    make = (best.node.tag, best.node.get("class"))
    likes = [box for box in boxes if (box.node.tag, box.node.get("class")) == make]
    start, end = min(box.start for box in likes), max(box.end for box in likes)
    inside = sum(sums[box.end] - sums[box.start] for box in likes)
    if len(likes) == 1 or inside > sums[end] - sums[start] or inside < _DENSEST * (sums[end] - sums[start]):
        return best
    return Box(best.node, start, end, best.rank)


def _text_in(seen: Survey, box: Box, weights: Sequence[int], title: str | None) -> list[int]:
    """The numbers of the blocks of an element that are its text."""
    numbers = [number for number in range(box.start, box.end) if weights[number] >= 0]
    numbers = _below_title(seen.blocks, numbers, weights, _bare(title or ""))
    return _without_boilerplate(seen.blocks, numbers, weights)


def _below_title(
    blocks: Sequence[Block], numbers: list[int], weights: Sequence[int], title: str
) -> list[int]:
    """What stands above the page's own heading is no text of it, nor is the heading: it is the title."""
    total = sum(weights[number] for number in numbers)
    above = 0
    for place, number in enumerate(numbers[:_TITLE_REACH]):
        if blocks[number].kind == "heading" and title and _says_title(_bare(blocks[number].text), title):
            return numbers[place + 1 :] if above <= 0.2 * total else numbers
        above += weights[number]
    return numbers


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _says_title(heading: str, title: str) -> bool:
    return len(heading) >= 4 and (heading in title or title in heading)


def without_boilerplate(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that are no list of links, and stand under no heading that announces one."""
    weights = [_weight(block) for block in blocks]
    return [blocks[number] for number in _without_boilerplate(blocks, range(len(blocks)), weights)]


def _without_boilerplate(
    blocks: Sequence[Block], numbers: Sequence[int], weights: Sequence[int]
) -> list[int]:
    found: list[int] = []
    skipping = 0
    for number in numbers:
        block = blocks[number]
        if block.kind == "heading":
            skipping = (
                block.level if _heads_boilerplate(block.text) else 0 if block.level <= skipping else skipping
            )
        elif block.kind in ("text", "item") and len(block.text) <= 20 and _heads_boilerplate(block.text):
            skipping = skipping or 6
            continue
        elif weights[number] >= 2 * _SENTENCE and block.linked < 0.2 * len(block.text):
            skipping = 0
        if skipping or is_linked(block) or _is_phrase(block.text):
            continue
        if block.kind != "caption" or _is_worth_it(block):
            found.append(number)
    while found and blocks[found[-1]].kind == "heading":
        found.pop()
    return found


def _is_worth_it(caption: Block) -> bool:
    """What stands under a picture repeats the text, unless it names an amount; a table needs its caption."""
    return caption.node.tag == "caption" or _AMOUNT.search(caption.text) is not None


@cache
def _phrases(group: str) -> re.Pattern[str]:
    return re.compile("|".join(load_rules("boilerplate")[group]), re.IGNORECASE)


def _heads_boilerplate(text: str) -> bool:
    return len(text) <= 30 and _phrases("headings").fullmatch(text.strip("■□◆●▼★: 【】-")) is not None


def _is_phrase(text: str) -> bool:
    return len(text) <= 60 and _phrases("phrases").fullmatch(text) is not None


def _ask_trafilatura(seen: Survey, markup: str, weights: Sequence[int]) -> MainText:
    """By trafilatura's word; where it has none, by what little there is."""
    blocks = seen.blocks
    sizes = [len(block.text) for block in blocks]
    said = _SPACE.sub("", _by_trafilatura(markup))
    numbers = [number for number, block in enumerate(blocks) if said and _is_said(block, said)]
    # Of a short page it takes everything; the names of elements may know better.
    better = [number for number in numbers if weights[number] >= 0]
    if 2 * sum(sizes[n] for n in better) >= sum(sizes[n] for n in numbers):
        numbers = better
    if sum(sizes[n] for n in numbers) < _SURE // 2:
        return _by_size(seen, weights)
    kept = set(numbers)
    box = _smallest(seen, _sums(sizes[n] * (n in kept) for n in range(len(blocks))), _HOLDS_NEARLY_ALL)
    whole = box is None or box.node.tag in ("body", "html")
    start, end = (box.start, box.end) if box and not whole else (numbers[0], numbers[-1] + 1)
    inside = [n for n in range(start, end) if n in kept or (weights[n] >= 0 and not is_linked(blocks[n]))]
    if sum(sizes[n] for n in inside) > 2 * sum(sizes[n] for n in numbers):
        inside = numbers
    chosen = [n for n in inside if n in kept or not _is_phrase(blocks[n].text)]
    return MainText([blocks[n] for n in chosen], blocks, "trafilatura")


def _by_size(seen: Survey, weights: Sequence[int]) -> MainText:
    """The element that holds most of a page with next to no text."""
    blocks = seen.blocks
    sizes = [len(b.text) * (w >= 0 and not is_linked(b)) for b, w in zip(blocks, weights, strict=True)]
    box = _smallest(seen, _sums(sizes), _HOLDS_NEARLY_ALL)
    numbers = [n for n in range(box.start, box.end) if weights[n] >= 0] if box else []
    chosen = _without_boilerplate(blocks, numbers, [0] * len(blocks))
    return MainText(
        [blocks[n] for n in chosen], blocks, "the element with most text" if chosen else "none found"
    )


def _smallest(seen: Survey, sums: Sequence[int], share: float) -> Box | None:
    """The smallest element that holds this share of all that is summed up."""
    least = max(1, share * sums[-1])
    # Boxes are in the order of their ends: of two that hold the same blocks the inner one comes first.
    holding = [
        b for b in seen.boxes if sums[b.end] - sums[b.start] >= least and b.node.tag not in _NO_ARTICLE
    ]
    return min(holding, key=lambda box: box.end - box.start, default=None)


def _is_said(block: Block, said: str) -> bool:
    text = _SPACE.sub("", block.text.removeprefix("- "))
    if block.kind == "row":
        return all(_SPACE.sub("", cell) in said for cell in block.text.split(" | "))
    return len(text) >= 2 and text in said


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
