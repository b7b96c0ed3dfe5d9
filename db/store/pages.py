"""What the pages of the browser show: an incident with its timeline, one page with its versions, one name."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from db.records import Capture, Entry, Incident, Reading, Timeline
from db.store import captures, facts, incidents, timelines
from db.store.bigrams import folded
from db.store.values import restored, storable

NAMED = 300
"""The most claims that are shown of one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An incident and what was built of it last."""

    incident: Incident
    timeline: Timeline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text that was found at an address."""

    row: int
    digest: str
    captured_at: str
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A captured page as it was read, with its other versions and the captures that say the same."""

    row: int
    reading: Reading
    versions: tuple[Version, ...]
    captures: tuple[Capture, ...]
    cited_by: tuple[tuple[str, str, str, str], ...]
    """Incident, id, date and text of the entries that quote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A claim in which a name has a part."""

    role: str
    kind: str
    date: str | None
    quote: str
    publisher: str
    title: str | None
    digest: str
    section: int
    start: int
    end: int


def account(connection: sqlite3.Connection, slug: str, *, citations: bool = True) -> Account:
    """An incident with its timeline; Missing where there is none of that name."""
    incident = incidents.load_incident(connection, slug, "keii.db")
    row = incidents.incident_id(connection, slug, "keii.db")
    timeline = timelines.load_timeline(connection, row, incident, citations=citations)
    return Account(incident=incident, timeline=timeline)


def accounts(connection: sqlite3.Connection) -> list[Account]:
    """All incidents with their timelines, without citations; what changed last first."""
    found = [account(connection, slug, citations=False) for slug in incidents.slugs(connection)]
    return sorted(found, key=lambda a: (a.timeline and a.timeline.as_of) or "", reverse=True)


def page(connection: sqlite3.Connection, digest: str) -> Page | None:
    """The page with this digest: where it was read more than once, as it was read last."""
    query = "select id from documents where digest = ? order by id desc limit 1"
    found = connection.execute(query, storable([(digest,)])[0]).fetchone()
    if found is None:
        return None
    read = facts.reading(connection, found[0])
    if read is None:
        return None
    return Page(
        row=found[0],
        reading=read,
        versions=tuple(_versions(connection, read.document.url)),
        captures=tuple(captures.of_document(connection, found[0])),
        cited_by=tuple(_citing(connection, digest)),
    )


def _versions(connection: sqlite3.Connection, url: str) -> list[Version]:
    """Each text once: read by several rules it is still one."""
    query = """select max(id), digest, captured_at, title from documents where url = ?
        group by fingerprint order by captured_at, digest"""
    return [
        Version(row=row, digest=digest, captured_at=at, title=title)
        for row, digest, at, title in restored(connection.execute(query, storable([(url,)])[0]))
    ]


def _citing(connection: sqlite3.Connection, digest: str) -> list[tuple[str, str, str, str]]:
    query = """select distinct i.slug, e.id, e.date, e.text from citations c
        join entries e on e.incident = c.incident and e.id = c.entry join incidents i on i.id = c.incident
        where c.digest = ? order by i.slug, e.position"""
    return [
        (slug, entry, date, text)
        for slug, entry, date, text in restored(connection.execute(query, storable([(digest,)])[0]))
    ]


def reading(connection: sqlite3.Connection, document: int) -> Reading | None:
    """What was read in one document, by its row."""
    return facts.reading(connection, document)


def names(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Name, class and number of lines of every name that the timelines tell of, the most first."""
    query = """select json_extract(o.value, '$.name') as name, min(json_extract(o.value, '$.name_class')), count(*)
        from entries e, json_each(e.organisations) o group by name order by count(*) desc, name"""
    return [(name, name_class, lines) for name, name_class, lines in restored(connection.execute(query))]


def lines_naming(connection: sqlite3.Connection, name: str) -> list[tuple[str, str, Entry]]:
    """Slug and title of the incident, and every line that a name has a part in, by date."""
    query = """select i.id, i.slug, i.title, json_group_array(e.id) from entries e join incidents i on i.id = e.incident
        where exists (select 1 from json_each(e.organisations) o where json_extract(o.value, '$.name') = ?)
        group by i.id order by i.slug"""
    found = []
    for row, slug, title, ids in restored(connection.execute(query, storable([(name,)])[0])):
        chosen = set(json.loads(ids))
        entries = timelines.entries(connection, row, citations=False)
        found += [(slug, title, entry) for entry in entries if entry.id in chosen]
    return sorted(found, key=lambda f: f[2].date)


def claims_naming(connection: sqlite3.Connection, name: str) -> list[Naming]:
    """The claims in which a name has a part, the newest pages first."""
    query = """select distinct o.role, c.kind, c.date, substr(s.text, c."start" + 1, c."end" - c."start"), d.publisher,
            d.title, d.digest, s.position, c."start", c."end"
        from claim_organisations o join claims c on c.id = o.claim join sections s on s.id = c.section
            join documents d on d.id = s.document
        where o.name = ? order by o.claim desc limit ?"""
    rows = restored(connection.execute(query, storable([(name, NAMED)])[0]))
    fields = ("role", "kind", "date", "quote", "publisher", "title", "digest", "section", "start", "end")
    return [Naming(**dict(zip(fields, row, strict=True))) for row in rows]


def standing_of(connection: sqlite3.Connection, name: str) -> list[tuple[str, str, str, str, str, str]]:
    """Slug and title of the incident, aspect, state, since when, entry: how a bank or service stands."""
    query = """select i.slug, i.title, a.key, json_extract(a.value, '$.status'), json_extract(a.value, '$.since'),
            json_extract(a.value, '$.entry')
        from timelines t join incidents i on i.id = t.incident,
            json_each(t.content, '$.standing') s, json_each(s.value) a
        where json_extract(s.value, '$.organisation') = ? and a.type = 'object' order by i.slug, a.key"""
    return [tuple(row) for row in restored(connection.execute(query, storable([(name,)])[0]))]


def language(connection: sqlite3.Connection) -> str:
    """The language that most incidents have."""
    found = connection.execute(
        "select language from incidents group by language order by count(*) desc"
    ).fetchone()
    return str(found[0]) if found else "ja"


def titles(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Row, slug and title of every incident."""
    rows = restored(connection.execute("select id, slug, title from incidents order by slug"))
    return [(row, slug, title) for row, slug, title in rows]


def lines_with(
    connection: sqlite3.Connection, terms: Sequence[str], incident: int | None, limit: int
) -> list[tuple[str, str, str, str]]:
    """Slug, id, date and words of the lines that hold all the folded terms, the newest first."""
    query = """select i.slug, e.id, e.date, e.text from entries e join incidents i on i.id = e.incident
        where ?1 is null or e.incident = ?1 order by e.date desc, e.id"""
    rows = restored(connection.execute(query, [incident]))
    held = (
        (s, e, date, text)
        for s, e, date, text in rows
        if terms and all(term in folded(text) for term in terms)
    )
    return list(islice(held, limit))
