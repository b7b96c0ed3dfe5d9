"""Incidents, their sources and taught names, as the incident file gave them when it was last used."""

# ruff: noqa: S608 - only names of columns, which are constants, are put into statements; values are bound.

import json
import sqlite3
from dataclasses import asdict
from operator import attrgetter
from typing import Any

from db.records import Incident, NoticeList, Source, TaughtName
from db.store.errors import Missing
from db.store.values import as_json, restored, storable

_COLUMNS = ("slug", "title", "keywords", "language", "timezone", "since", "until", "contact", "names")
_LISTS = ("feeds", "sitemaps", "pages", "notices")
_MORE_LISTS = ("searches", "wayback")
_SOURCE = (
    "id", "publisher", "standing", "layout", *_LISTS, "agency", "lists", "searches", "wayback", "aggregates",
)  # fmt: skip
_of_source = attrgetter(*_SOURCE)


def incident_id(connection: sqlite3.Connection, slug: str, path: str) -> int:
    """The row of an incident; Missing where it was never saved."""
    row = connection.execute("select id from incidents where slug = ?", storable([(slug,)])[0]).fetchone()
    if row is None:
        raise Missing(path, f"there is no incident {slug!r} in this workspace")
    return int(row[0])


def save_incident(connection: sqlite3.Connection, incident: Incident) -> None:
    """Put an incident in, or bring it up to date; nothing that was collected for it is touched."""
    names = [[n.canonical, n.name_class, list(n.aliases), n.code] for n in incident.names]
    values = [getattr(incident, column) for column in _COLUMNS[:-1]] + [as_json(names)]
    values[2] = as_json(incident.keywords)
    updates = ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS[1:])
    connection.execute(
        f"insert into incidents ({', '.join(_COLUMNS)}) values ({_holes(_COLUMNS)})"
        f" on conflict (slug) do update set {updates}",
        storable([tuple(values)])[0],
    )
    row = incident_id(connection, incident.slug, "")
    connection.execute("delete from sources where incident = ?", [row])
    connection.executemany(
        f"insert into sources (incident, position, {', '.join(_SOURCE)}) values (?, ?, {_holes(_SOURCE)})",
        storable([(row, position, *_source_row(s)) for position, s in enumerate(incident.sources)]),
    )


def _source_row(source: Source) -> tuple[Any, ...]:
    plain = (
        [asdict(part) if isinstance(part, NoticeList) else part for part in value]
        if isinstance(value, tuple) else value
        for value in _of_source(source)
    )  # fmt: skip
    return tuple(as_json(value) if isinstance(value, list) else value for value in plain)


def _holes(columns: tuple[str, ...]) -> str:
    return ", ".join("?" * len(columns))


def load_incident(connection: sqlite3.Connection, slug: str, path: str) -> Incident:
    """An incident as it was saved."""
    row = incident_id(connection, slug, path)
    query = f"select {', '.join(_COLUMNS)} from incidents where id = ?"
    (values,) = restored(connection.execute(query, [row]))
    fields = dict(zip(_COLUMNS, values, strict=True))
    fields["keywords"] = tuple(json.loads(fields["keywords"]))
    fields["names"] = tuple(
        TaughtName(canonical=canonical, name_class=name_class, aliases=tuple(aliases), code=code)
        for canonical, name_class, aliases, code in json.loads(fields["names"])
    )
    return Incident(**fields, sources=_sources(connection, row))


def _sources(connection: sqlite3.Connection, incident: int) -> tuple[Source, ...]:
    query = f"select {', '.join(_SOURCE)} from sources where incident = ? order by position"
    found: list[Source] = []
    for row in restored(connection.execute(query, [incident])):
        fields: dict[str, Any] = dict(zip(_SOURCE, row, strict=True))
        fields |= {name: tuple(json.loads(fields[name])) for name in (*_LISTS, *_MORE_LISTS)}
        fields["lists"] = tuple(NoticeList(**recipe) for recipe in json.loads(fields["lists"]))
        found.append(Source(**{**fields, "aggregates": bool(fields["aggregates"])}))
    return tuple(found)


def slugs(connection: sqlite3.Connection) -> list[str]:
    """All incidents, by slug."""
    return [slug for (slug,) in restored(connection.execute("select slug from incidents order by slug"))]
