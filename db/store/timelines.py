"""The timeline that was built last for an incident: its entries and citations as rows, the rest as JSON."""

# ruff: noqa: S608 - only names of columns, which are constants, are put into statements; values are bound.

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter, itemgetter

from db.records import Citation, Entry, Timeline
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
_of_entry = attrgetter(*_ENTRY)
_of_citation = attrgetter(*_CITATION)

_QUOTED = [f'"{column}"' for column in _CITATION]
_INSERT_ENTRY = f"""insert into entries (incident, position, {", ".join(_ENTRY)}, figures, organisations)
    values ({", ".join("?" * (len(_ENTRY) + 4))})
    on conflict (incident, id) do update set
    {", ".join(f"{c} = excluded.{c}" for c in ("position", *_ENTRY[1:], "figures", "organisations"))}"""
_SELECT_ENTRY = f"""select incident, position, {", ".join(_ENTRY)}, figures, organisations from entries
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


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the stored timeline by what it tells."""

    entry: str
    date: str
    kind: str
    text: str
    status: str


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
    return {
        "title": timeline.incident.title,
        "language": timeline.language,
        "as_of": timeline.as_of,
        "series": [asdict(series) for series in timeline.series],
        "standing": [asdict(row) for row in timeline.standing],
        "disputes": [{"about": d.about, "values": [s.value for s in d.sides]} for d in timeline.disputes],
        "edits": [asdict(edit) for edit in timeline.edits],
        "sources": [asdict(source) for source in timeline.sources],
    }


def cited(connection: sqlite3.Connection, incident: int) -> Iterator[Cited]:
    """The entries in the order of the timeline, each with its citations."""
    rows = connection.execute(_SELECT_CITED, [incident])
    for (entry, date), group in groupby(restored(rows), key=itemgetter(0, 1)):
        citations = tuple(
            Citation(**dict(zip(_CITATION, row[2:], strict=True))) for row in group if row[2] is not None
        )
        yield Cited(entry=str(entry), date=str(date), citations=citations)


def told(connection: sqlite3.Connection, incident: int) -> list[Told]:
    """The entries in the order of the timeline, each as its line."""
    query = "select id, date, kind, text, status from entries where incident = ? order by position"
    return [Told(*row) for row in restored(connection.execute(query, [incident]))]


def _entry_row(incident: int, position: int, entry: Entry) -> tuple[object, ...]:
    figures = as_json([asdict(figure) for figure in entry.figures])
    organisations = as_json([asdict(organisation) for organisation in entry.organisations])
    return (incident, position, *_of_entry(entry), figures, organisations)
