"""Bare names of banks in the column of a table or in a list of one item a line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from timeline.names.gazetteer import Gazetteer
from timeline.names.spot import Spot
from timeline.names.validity import bearer
from timeline.patterns import lazy_pattern

_ROW = lazy_pattern(r"^[^\n]*\|[^\n]*$", re.MULTILINE)
_ITEM = lazy_pattern(r"^[ ]*[-・●○◯▽▼■□◆◇•*][ ]?(?P<item>[^\n|。、]{1,24})$", re.MULTILINE)
_HAS_ITEM = lazy_pattern(r"\n[ ]*[-・●○◯▽▼■□◆◇•*]")
_HEAD = lazy_pattern(r"銀行|金融機関|行名")
_ASIDE = lazy_pattern(r"\([^()]*\)$")


class _Cell(NamedTuple):
    start: int
    text: str


def _cells(folded: str, start: int, end: int) -> list[_Cell]:
    """The cells of a row, without the spaces and brackets around what they say."""
    cells = []
    at = start
    for part in folded[start:end].split("|"):
        words = _ASIDE.sub("", part.strip()).rstrip()
        cells.append(_Cell(at + len(part) - len(part.lstrip()), words))
        at += len(part) + 1
    return cells


def _blocks(matches: Iterable[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Matches of lines that follow each other without another line between."""
    block: list[re.Match[str]] = []
    for match in matches:
        if block and match.start() != block[-1].end() + 1:
            yield block
            block = []
        block.append(match)
    if block:
        yield block


def _columns(folded: str) -> Iterator[tuple[str, list[_Cell]]]:
    """Each column with what stands over it."""
    if "|" in folded:
        for block in _blocks(_ROW.finditer(folded)):
            rows = [_cells(folded, row.start(), row.end()) for row in block]
            for number, head in enumerate(rows[0]):
                yield head.text, [row[number] for row in rows[1:] if number < len(row)]
    if not _HAS_ITEM.search(folded):
        return
    for block in _blocks(_ITEM.finditer(folded)):
        above = folded.rfind("\n", 0, max(0, block[0].start() - 1)) + 1
        items = [_Cell(m.start("item"), _ASIDE.sub("", m["item"].rstrip()).rstrip()) for m in block]
        yield folded[above : block[0].start()], items


def _are_banks(head: str, cells: Sequence[_Cell], full: Mapping[int, Spot], gazetteer: Gazetteer) -> bool:
    """Whether a column is one of banks: it says so, or most of what stands in it can be nothing else."""
    if len(cells) < 2:
        return False
    places = gazetteer.stops["stop_places"]
    sure = sum(
        c.start + len(c.text) in full or (c.text in gazetteer.bare and c.text not in places) for c in cells
    )
    likely = sum(c.start + len(c.text) in full or c.text in gazetteer.bare for c in cells)
    return likely > 1 and (_HEAD.search(head) is not None or (sure > 1 and likely * 2 > len(cells)))


def find_columns(
    folded: str, full: Mapping[int, Spot], gazetteer: Gazetteer, day: str | None
) -> Iterator[Spot]:
    """Bare names of banks in columns of banks."""
    for head, cells in _columns(folded):
        if not _are_banks(head, cells, full, gazetteer):
            continue
        for cell in cells:
            bearers = gazetteer.bare.get(cell.text)
            if bearers:
                name = bearer([bare.name for bare in bearers], day)
                yield Spot(cell.start, cell.start + len(cell.text), name)
