"""The line of a page that shows when it was published, where no markup tells: `2020年9月14日 11時30分`.

Looked for next to the main text only; a day inside a sentence is no date of the page.
"""

import re
from collections.abc import Sequence

from spiders.reading.blocks import Block
from spiders.reading.metadata import read_byline
from spiders.reading.moments import fold
from spiders.reading.printed import find_stamps

_BEFORE = 6
_FIRST, _LAST = 4, 3
_LONGEST = 60
_REST = 16
_YEARLESS = re.compile(
    r"\d{1,2}(?:/|月)\d{1,2}日?\s?\([月火水木金土日]\)\s?\d{1,2}[:時]\d{2}分?(?:\s?(?:配信|更新|公開).{0,20})?"
)


def find_dateline(
    main: Sequence[Block], every: Sequence[Block], zone: str, language: str | None
) -> dict[str, str]:
    """`published` and `updated` as far as the lines around the main text show them."""
    first = next((n for n, block in enumerate(every) if main and block is main[0]), 0)
    found: dict[str, str] = {}
    for block in [*main[:_FIRST], *every[max(0, first - _BEFORE) : first], *main[-_LAST:]]:
        if _is_dateline(block, zone, language):
            for name, when in read_byline(block.text, "published", zone, language):
                found.setdefault(name, when)
    return found


def without_datelines(main: Sequence[Block], zone: str, language: str | None) -> list[Block]:
    """The main text without the byline above it: it is told apart, as the document's dates and author."""
    return [
        block
        for number, block in enumerate(main)
        if number >= _FIRST
        or block.kind != "text"
        or not (_YEARLESS.fullmatch(fold(block.text)) or _is_dateline(block, zone, language))
    ]


def _is_dateline(block: Block, zone: str, language: str | None) -> bool:
    """A short line that is little else than a date."""
    text = block.text
    if len(text) > _LONGEST or block.kind in ("heading", "row", "caption") or not re.search(r"\d", text):
        return False
    stamps = find_stamps(text, zone, language)
    rest = len(text) - sum(end - start for start, end, _ in stamps)
    return bool(stamps) and rest <= _REST and "。" not in text and "追" not in text
