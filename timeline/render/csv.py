"""The timeline as CSV (RFC 4180) for spreadsheets: a row each line of the timeline, with its figures in columns.

It begins with a byte order mark, without which Excel reads Japanese as something else. A cell that a spreadsheet
would take for a formula gets an apostrophe in front; `csv_raw` writes cells as they are.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from db.records import Entry, Timeline
from timeline.render.plain import plain
from timeline.wording import Wording, speak

COLUMNS = (
    "id", "date", "kind", "text", "status", "certainty", "as_of", "damage", "currency", "cases", "people", "banks",
    "organisations", "independent_sources", "publishers", "urls", "quote", "captured_at", "digest",
)  # fmt: skip
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell must not begin with: spreadsheets would calculate it."""


def render(timeline: Timeline) -> str:
    """The whole file."""
    return table(timeline, guarded=True)


def table(timeline: Timeline, *, guarded: bool) -> str:
    """The rows as CSV, with or without the guard against formulas."""
    words = speak(timeline.language)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in timeline.entries:
        cells = [plain(cell) for cell in _row(entry, words)]
        writer.writerow([guard(cell) for cell in cells] if guarded else cells)
    return "\ufeff" + text.getvalue()


def guard(cell: str) -> str:
    """A cell that no spreadsheet calculates.

    >>> guard("=1+1"), guard("-5"), guard("被害")
    ("'=1+1", "'-5", '被害')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) else cell


def _row(entry: Entry, words: Wording) -> Iterator[str]:
    first = entry.citations[0] if entry.citations else None
    damage = next((f for f in entry.figures if f.role == "damage_total"), None)
    yield from (
        entry.id,
        entry.date,
        entry.kind,
        entry.text,
        entry.status,
        entry.certainty,
        entry.as_of or "",
    )
    yield from (_value(entry, ("damage_total",)), damage.unit if damage else "")
    yield from (_value(entry, (role,)) for role in ("cases", "people", "banks"))
    yield words.say("list", "comma").join(o.name for o in entry.organisations)
    yield str(entry.independent_sources)
    yield words.say("list", "comma").join(dict.fromkeys(c.publisher for c in entry.citations))
    yield " ".join(dict.fromkeys(c.url for c in entry.citations))
    yield from (first.quote, first.captured_at, first.digest) if first else ("", "", "")


def _value(entry: Entry, roles: Sequence[str]) -> str:
    """The figure of one role; nothing where there are several."""
    values = {str(f.value) for f in entry.figures if f.role in roles and f.value is not None}
    return values.pop() if len(values) == 1 else ""
