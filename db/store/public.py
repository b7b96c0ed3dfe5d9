"""What of a workspace may be given to everybody: facts, links, quotes of 120 characters; no texts, nothing private."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

from db import schema
from db.records import Citation, Edit, Timeline
from db.store import incidents, timelines
from db.store.bigrams import index_words
from db.store.values import restored, storable

QUOTE = 120
"""Most characters of a quote."""
_KEPT = (
    "_sqlite_migrations", "incidents", "sources", "documents", "claims", "claim_figures", "claim_organisations",
)  # fmt: skip
_LONG_QUOTE = re.compile(rf"(?<=[「“])([^「」“”]{{{QUOTE - 1}}})[^「」“”]+(?=[」”])")


def public(timeline: Timeline) -> Timeline:
    """A timeline whose quotes are short; each is still the exact words at its place."""
    return replace(
        timeline,
        incident=replace(timeline.incident, contact=None),
        entries=tuple(
            replace(e, text=_LONG_QUOTE.sub(r"\1…", e.text), citations=_short(e.citations))
            for e in timeline.entries
        ),
        disputes=tuple(
            replace(d, sides=tuple(replace(s, citations=_short(s.citations)) for s in d.sides))
            for d in timeline.disputes
        ),
        edits=tuple(map(_short_edit, timeline.edits)),
        history=tuple(replace(h, edits=tuple(map(_short_edit, h.edits))) for h in timeline.history),
    )


def _short(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(
        replace(c, quote=c.quote[:QUOTE], end=c.start + QUOTE) if len(c.quote) > QUOTE else c
        for c in citations
    )


def _short_edit(edit: Edit) -> Edit:
    """What is gone and what is new, in short; the changes one after the other would be the page's text."""
    return replace(edit, removed=_cut(edit.removed), added=_cut(edit.added), changes=())


def _cut(text: str) -> str:
    return text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"


def write_public_copy(source: sqlite3.Connection, path: Path) -> None:
    """A new database at `path` with what may be given to everybody; the caller sees to it that there is none yet.

    Sections are there without their text, so that claims keep the place they stand at.
    """
    target = sqlite3.connect(path, isolation_level=None)
    try:
        target.execute("pragma page_size = 4096")
        target.execute("begin immediate")
        schema.migrate(target)
        for table in _KEPT:
            _copy(source, target, table)
        _copy(source, target, "sections", {"text": "''", "author": "null"})
        target.execute("update incidents set contact = null")
        target.execute("update documents set capture = null, signature = x''")
        for slug in incidents.slugs(source):
            incident = incidents.load_incident(source, slug, str(path))
            told = timelines.load_timeline(source, incidents.incident_id(source, slug, ""), incident)
            if told is not None:
                row = incidents.incident_id(target, slug, "")
                timelines.save_timeline(target, row, public(told))
        _index_titles(target)
        target.execute("commit")
        target.execute("vacuum")
    finally:
        target.close()


def _copy(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, instead: dict[str, str] | None = None
) -> None:
    """The rows of a table, with other values in some columns; names come from the schema alone."""
    target.execute(f"delete from {table}")  # noqa: S608
    names = [row[1] for row in target.execute(f"pragma table_info({table})")]
    chosen = ", ".join((instead or {}).get(name, f'"{name}"') for name in names)
    columns, holes = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    rows = source.execute(f"select {chosen} from {table}")  # noqa: S608
    target.executemany(f"insert into {table} ({columns}) values ({holes})", map(tuple, rows))  # noqa: S608


def _index_titles(target: sqlite3.Connection) -> None:
    """Search finds titles; the words of texts would give the texts away."""
    rows = target.execute(
        """select s.id, coalesce(d.title, '') from sections s join documents d on d.id = s.document
        where s.position = 0"""
    )
    words = [(row, index_words(title), "") for row, title in restored(rows)]
    target.executemany("insert into section_words (rowid, title, text) values (?, ?, ?)", storable(words))
