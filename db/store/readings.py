"""Readings put in: documents, sections, mentions, claims; what older rules had read from a capture goes.

A document is what captures with the same address and fingerprint say under the same rules. The earliest of
them represents it, whichever is saved first; the others point to it. Rules are part of what a document is
because incidents may teach names of their own, so the same page can be read differently for each.
"""

# ruff: noqa: S608 - only names of columns, which are constants, are put into statements; values are bound.

import sqlite3
from collections.abc import Sequence
from itertools import count
from operator import attrgetter
from typing import Any

from db.records import Document, Facts, Reading
from db.store.bigrams import index_words
from db.store.values import Row, as_json, number, storable

DOCUMENT = (
    "url", "fingerprint", "digest", "captured_at", "publisher", "standing", "title", "author", "published",
    "updated", "reference_date", "language", "agency", "watched", "partial", "unavailable", "encoding",
    "encoding_doubtful", "signature",
)  # fmt: skip
SECTION = ("kind", "text", "written_on", "author", "offset")
MENTION = ("kind", "start", "end", "text", "value", "unit", "qualifier", "canonical", "name_class", "code")
CLAIM = (
    "kind", "start", "end", "date", "as_of", "attributed_to", "aspect", "also", "certainty",
    "reported_on", "by_reader", "rule",
)  # fmt: skip
_LISTS = tuple(CLAIM.index(field) for field in ("attributed_to", "also"))
FIGURE = ("role", "value", "unit", "qualifier", "scope", "basis", "start", "end")
ORGANISATION = ("name", "name_class", "role")

_RENAMED = {"start": '"start"', "end": '"end"', "offset": "text_offset"}

_of_document = attrgetter(*DOCUMENT)
_of_section = attrgetter(*SECTION)
_of_mention = attrgetter(*MENTION)
_of_claim = attrgetter(*CLAIM)
_of_figure = attrgetter(*FIGURE)
_of_organisation = attrgetter(*ORGANISATION)

_Key = tuple[str, str, str]


def columns(fields: Sequence[str], table: str = "") -> str:
    """Names of a record's fields as columns of its table.

    >>> columns(("kind", "end"), "m")
    'm.kind, m."end"'
    """
    return ", ".join((f"{table}." if table else "") + _RENAMED.get(field, field) for field in fields)


def _insert(table: str, keys: str, fields: Sequence[str]) -> str:
    holes = ", ".join("?" * (len(keys.split(",")) + len(fields)))
    return f"insert into {table} ({keys}, {columns(fields)}) values ({holes})"


_INSERT_DOCUMENT = _insert("documents", "rules, capture", DOCUMENT)
_INSERT_SECTION = _insert("sections", "id, document, position", SECTION)
_INSERT_MENTION = _insert("mentions", "section, position", MENTION)
_INSERT_CLAIM = _insert("claims", "id, section, position", CLAIM)
_INSERT_FIGURE = _insert("claim_figures", "claim, position", FIGURE)
_INSERT_ORGANISATION = _insert("claim_organisations", "claim, position", ORGANISATION)
_UPDATE_DOCUMENT = f"update documents set capture = ?, {', '.join(f'{f} = ?' for f in DOCUMENT)} where id = ?"
_INSERT_WORDS = "insert into section_words (rowid, title, text) values (?, ?, ?)"
_DELETE_WORDS = "insert into section_words (section_words, rowid, title, text) values ('delete', ?, ?, ?)"


def save_reading(
    connection: sqlite3.Connection, incident: int, capture: int, reading: Reading, rules: str
) -> None:
    """Put in what a capture says to an incident, in place of what it said before."""
    sections, found = reading.document.sections, reading.facts
    if len(sections) != len(found):
        raise ValueError(f"{len(sections)} sections, but facts of {len(found)}: {reading.document.url}")
    old = connection.execute(
        "select document from incident_captures where incident = ? and capture = ?", [incident, capture]
    ).fetchone()
    document = _document(connection, capture, reading, rules)
    connection.execute(
        """insert into incident_captures (incident, capture, document, rules) values (?, ?, ?, ?)
        on conflict do update set
            document = excluded.document, rules = excluded.rules, failed_rules = null""",
        [incident, capture, document, rules],
    )
    if old is not None and old[0] is not None and old[0] != document:
        _leave(connection, old[0], capture)


def _document(connection: sqlite3.Connection, capture: int, reading: Reading, rules: str) -> int:
    """The row of the document, represented by the earliest capture that says it."""
    identity = storable([(reading.document.url, reading.document.fingerprint, rules)])[0]
    row = connection.execute(
        "select id, capture from documents where url = ? and fingerprint = ? and rules = ?", identity
    ).fetchone()
    if row is None:
        values = (rules, capture, *_of_document(reading.document))
        document = int(connection.execute(_INSERT_DOCUMENT, storable([values])[0]).lastrowid or 0)
        _insert_content(connection, document, reading)
        return document
    document, represented_by = row
    if represented_by is None or _key(connection, capture) <= _key(connection, represented_by):
        _delete_content(connection, document)
        values = (capture, *_of_document(reading.document), document)
        connection.execute(_UPDATE_DOCUMENT, storable([values])[0])
        _insert_content(connection, document, reading)
    return int(document)


def _key(connection: sqlite3.Connection, capture: int) -> _Key:
    query = "select captured_at, digest, url from captures where id = ?"
    key: _Key = connection.execute(query, [capture]).fetchone()
    return key


def _leave(connection: sqlite3.Connection, document: int, capture: int) -> None:
    """A capture says something else now: what it said goes, or stands until others are read again."""
    pointing = connection.execute(
        "select capture from incident_captures where document = ?", [document]
    ).fetchall()
    if not pointing:
        _delete_content(connection, document)
        connection.execute("delete from documents where id = ?", [document])
        return
    represented = connection.execute("select capture from documents where id = ?", [document]).fetchone()[0]
    if represented == capture and (capture,) not in pointing:
        connection.execute("update documents set capture = null where id = ?", [document])
        connection.execute("update incident_captures set rules = null where document = ?", [document])


def _delete_content(connection: sqlite3.Connection, document: int) -> None:
    """Sections and all that hangs on them; an index without content has to be told the words it loses."""
    words = connection.execute(
        """select s.id, coalesce(d.title, ''), s.text from sections s join documents d on d.id = s.document
        where d.id = ?""",
        [document],
    ).fetchall()
    connection.executemany(
        _DELETE_WORDS, [(i, index_words(title), index_words(text)) for i, title, text in words]
    )
    connection.execute("delete from sections where document = ?", [document])


def _insert_content(connection: sqlite3.Connection, document: int, reading: Reading) -> None:
    section_ids = _free_ids(connection, "sections")
    sections: list[Row] = []
    facts: list[tuple[int, Facts]] = []
    for position, (section, found) in enumerate(zip(reading.document.sections, reading.facts, strict=True)):
        row_id = next(section_ids)
        sections.append((row_id, document, position, *_of_section(section)))
        facts.append((row_id, found))
    connection.executemany(_INSERT_SECTION, kept := storable(sections))
    _insert_words(connection, reading.document, kept)
    mentions = [
        (section, i, *_with_number(_of_mention(mention), 4))
        for section, found in facts
        for i, mention in enumerate(found.mentions)
    ]
    connection.executemany(_INSERT_MENTION, storable(mentions))
    _insert_claims(connection, facts)


def _insert_words(connection: sqlite3.Connection, document: Document, sections: Sequence[Row]) -> None:
    title = index_words(storable([(document.title or "",)])[0][0])
    connection.executemany(_INSERT_WORDS, [(row[0], title, index_words(row[4])) for row in sections])


def _insert_claims(connection: sqlite3.Connection, facts: list[tuple[int, Facts]]) -> None:
    claim_ids = _free_ids(connection, "claims")
    claims: list[Row] = []
    figures: list[Row] = []
    organisations: list[Row] = []
    for section, found in facts:
        for position, claim in enumerate(found.claims):
            row_id = next(claim_ids)
            values = list(_of_claim(claim))
            for place in _LISTS:
                values[place] = as_json(values[place]) if values[place] else "[]"
            claims.append((row_id, section, position, *values))
            figures += [(row_id, i, *_with_number(_of_figure(f), 1)) for i, f in enumerate(claim.figures)]
            organisations += [(row_id, i, *_of_organisation(o)) for i, o in enumerate(claim.organisations)]
    connection.executemany(_INSERT_CLAIM, storable(claims))
    connection.executemany(_INSERT_FIGURE, storable(figures))
    connection.executemany(_INSERT_ORGANISATION, storable(organisations))


def _with_number(values: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    value = values[place]
    if value is None:
        return values
    return (*values[:place], number(value), *values[place + 1 :])


def _free_ids(connection: sqlite3.Connection, table: str) -> "count[int]":
    """Row numbers nobody has; we hold the write lock, so nobody takes them meanwhile."""
    return count(connection.execute(f"select coalesce(max(id), 0) + 1 from {table}").fetchone()[0])
