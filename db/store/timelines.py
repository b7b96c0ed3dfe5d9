"""The timeline that was built last for an incident: whole as JSON, its entries and citations also as rows."""

# ruff: noqa: S608 - only names of columns, which are constants, are put into statements; values are bound.

import sqlite3
from dataclasses import asdict
from operator import attrgetter

from db.records import Entry, Timeline
from db.store.values import as_json, storable

_ENTRY = (
    "id",
    "date",
    "kind",
    "text",
    "status",
    "independent_sources",
    "aspect",
    "as_of",
    "certainty",
    "note",
)
_CITATION = (
    "url", "publisher", "standing", "title", "published", "section", "section_index", "quote", "start", "end",
    "digest", "captured_at", "origin",
)  # fmt: skip
_of_entry = attrgetter(*_ENTRY)
_of_citation = attrgetter(*_CITATION)

_QUOTED = [f'"{column}"' for column in _CITATION]
_INSERT_ENTRY = f"""insert into entries (incident, position, {", ".join(_ENTRY)}, figures, organisations)
    values ({", ".join("?" * (len(_ENTRY) + 4))})"""
_INSERT_CITATION = f"""insert into citations (incident, entry, position, {", ".join(_QUOTED)})
    values ({", ".join("?" * (len(_CITATION) + 3))})"""


def save_timeline(connection: sqlite3.Connection, incident: int, timeline: Timeline) -> None:
    """Put a timeline in, in place of the one before."""
    connection.execute("delete from entries where incident = ?", [incident])
    entries = [_entry_row(incident, i, entry) for i, entry in enumerate(timeline.entries)]
    connection.executemany(_INSERT_ENTRY, storable(entries))
    citations = [
        (incident, entry.id, i, *_of_citation(citation))
        for entry in timeline.entries
        for i, citation in enumerate(entry.citations)
    ]
    connection.executemany(_INSERT_CITATION, storable(citations))
    content = as_json(asdict(timeline))
    connection.execute(
        """insert or replace into timelines (incident, rules, documents, captures, content)
        values (?, ?, ?, ?, ?)""",
        storable([(incident, timeline.rules, timeline.documents, timeline.captures, content)])[0],
    )


def _entry_row(incident: int, position: int, entry: Entry) -> tuple[object, ...]:
    figures = as_json([asdict(figure) for figure in entry.figures])
    organisations = as_json([asdict(organisation) for organisation in entry.organisations])
    return (incident, position, *_of_entry(entry), figures, organisations)
