"""The timeline that was built last for an incident: its entries and citations as rows, the rest as JSON."""

# ruff: noqa: S608 - only names of columns, which are constants, are put into statements; values are bound.

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from db.records import Citation, Entry, Figure, Incident, Organisation, Timeline
from db.store.decoding import record
from db.store.values import as_json, restored, storable

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
_IN_TABLES = ("incident", "documents", "captures", "rules", "entries")
_of_entry = attrgetter(*_ENTRY)
_of_citation = attrgetter(*_CITATION)

_QUOTED = [f'"{column}"' for column in _CITATION]
_INSERT_ENTRY = f"""insert into entries (incident, position, {", ".join(_ENTRY)}, figures, organisations, by_hand)
    values ({", ".join("?" * (len(_ENTRY) + 5))})
    on conflict (incident, id) do update set
    {", ".join(f"{c} = excluded.{c}" for c in ("position", *_ENTRY[1:], "figures", "organisations", "by_hand"))}"""
_SELECT_ENTRY = f"""select incident, position, {", ".join(_ENTRY)}, figures, organisations, by_hand from entries
    where incident = ? and id = ?"""
_INSERT_CITATION = f"""insert into citations (incident, entry, position, {", ".join(_QUOTED)})
    values ({", ".join("?" * (len(_CITATION) + 3))})"""
_SELECT_CITATIONS = f"""select incident, entry, position, {", ".join(_QUOTED)} from citations
    where incident = ? and entry = ? order by position"""
_SELECT_CITED = f"""select entries.id, entries.date, {", ".join(f"citations.{c}" for c in _QUOTED)}
    from entries left join citations on citations.incident = entries.incident and citations.entry = entries.id
    where entries.incident = ? order by entries.position, citations.position"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An entry of the stored timeline by what proves it."""

    entry: str
    date: str
    citations: tuple[Citation, ...]


def save_timeline(connection: sqlite3.Connection, incident: int, timeline: Timeline) -> None:
    """Put a timeline in, in place of the one before; rows that say the same are left alone."""
    now = {entry.id for entry in timeline.entries}
    before = [row for (row,) in connection.execute("select id from entries where incident = ?", [incident])]
    gone = [(incident, row) for row in before if row not in now]
    connection.executemany("delete from entries where incident = ? and id = ?", gone)
    for place, entry in enumerate(timeline.entries):
        _save_entry(connection, incident, place, entry)
    content = as_json(_beside_entries(timeline))
    connection.execute(
        """insert or replace into timelines (incident, rules, documents, captures, content)
        values (?, ?, ?, ?, ?)""",
        storable([(incident, timeline.rules, timeline.documents, timeline.captures, content)])[0],
    )


def _save_entry(connection: sqlite3.Connection, incident: int, place: int, entry: Entry) -> None:
    """Put in one entry and its citations, as far as they are not there."""
    key = (incident, entry.id)
    row = storable([_entry_row(incident, place, entry)])
    if connection.execute(_SELECT_ENTRY, key).fetchone() != row[0]:
        connection.executemany(_INSERT_ENTRY, row)
    citations = storable([(*key, i, *_of_citation(citation)) for i, citation in enumerate(entry.citations)])
    if connection.execute(_SELECT_CITATIONS, key).fetchall() != list(citations):
        connection.execute("delete from citations where incident = ? and entry = ?", key)
        connection.executemany(_INSERT_CITATION, citations)


def _beside_entries(timeline: Timeline) -> dict[str, object]:
    """What no table holds: how figures grew, how banks and services stand, what notices changed, how sources did."""
    beside = (f.name for f in fields(timeline) if f.name not in _IN_TABLES)
    return {"title": timeline.incident.title} | {name: _plain(getattr(timeline, name)) for name in beside}


def _plain(value: Any) -> object:
    return [asdict(part) for part in value] if isinstance(value, tuple) else value


def load_timeline(
    connection: sqlite3.Connection, row: int, incident: Incident, *, citations: bool = True
) -> Timeline | None:
    """The timeline as it was saved, or without its citations; None before the first build."""
    query = "select rules, documents, captures, content from timelines where incident = ?"
    for rules, documents, captures, content in restored(connection.execute(query, [row])):
        beside = json.loads(content)
        # Databases of before told of a dispute only the values: there it is told after the next build.
        beside["disputes"] = [d for d in beside["disputes"] if "sides" in d]
        kept = {name: value for name, value in beside.items() if name not in _IN_TABLES}
        told = tuple(entries(connection, row, citations=citations))
        whole = {"rules": rules, "documents": documents, "captures": captures, "entries": (), **kept}
        return replace(record(Timeline, {**whole, "incident": None}), incident=incident, entries=told)
    return None


def entries(connection: sqlite3.Connection, row: int, *, citations: bool) -> Iterator[Entry]:
    """The entries in the order of the timeline, with or without what proves them."""
    proofs = {found.entry: found.citations for found in cited(connection, row)} if citations else {}
    query = f"""select {", ".join(_ENTRY)}, figures, organisations, by_hand from entries
        where incident = ? order by position"""
    for *values, figures, organisations, by_hand in restored(connection.execute(query, [row])):
        told: dict[str, Any] = dict(zip(_ENTRY, values, strict=True))
        yield Entry(
            **told,
            citations=proofs.get(told["id"], ()),
            figures=tuple(record(Figure, f) for f in json.loads(figures)),
            organisations=tuple(record(Organisation, o) for o in json.loads(organisations)),
            by_hand=tuple(json.loads(by_hand)),
        )


def cited(connection: sqlite3.Connection, incident: int) -> Iterator[Cited]:
    """The entries in the order of the timeline, each with its citations."""
    rows = connection.execute(_SELECT_CITED, [incident])
    for (entry, date), group in groupby(restored(rows), key=itemgetter(0, 1)):
        citations = tuple(
            Citation(**dict(zip(_CITATION, row[2:], strict=True))) for row in group if row[2] is not None
        )
        yield Cited(entry=str(entry), date=str(date), citations=citations)


def _entry_row(incident: int, position: int, entry: Entry) -> tuple[object, ...]:
    figures = as_json([asdict(figure) for figure in entry.figures])
    organisations = as_json([asdict(organisation) for organisation in entry.organisations])
    return (incident, position, *_of_entry(entry), figures, organisations, as_json(entry.by_hand))
