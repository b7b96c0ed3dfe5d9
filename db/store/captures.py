"""Captures, runs and outcomes: what was fetched, when, and how every request ended."""

# ruff: noqa: S608 - only names of columns, which are constants, are put into statements; values are bound.

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from db.records import Capture, Outcome
from db.records.capture import DOCUMENT_ROLES
from db.store.errors import Missing
from db.store.values import as_json, restored, storable

_FIELDS = (
    "url", "captured_at", "digest", "warc", "offset", "status", "content_type", "etag", "last_modified",
    "revisit", "source", "requested_url", "role",
)  # fmt: skip
_COLUMNS = ", ".join("record_offset" if f == "offset" else f for f in _FIELDS)
_HOLES = ", ".join("?" * len(_FIELDS))
_of_capture = attrgetter(*_FIELDS)
_SELECT = f"select {', '.join(f'c.{c}' for c in _COLUMNS.split(', '))}, c.id from captures c"
_SEEN = {"captured_at": "seen_at", "warc": "seen_warc", "record_offset": "seen_offset", "revisit": "1"}
_SELECT_SEEN = (
    f"select {', '.join(_SEEN.get(c, f'c.{c}') for c in _COLUMNS.split(', '))}, c.id from captures c"
)
"""The last visit that found a page unchanged, as a capture of its own."""

_OF_INCIDENT = """(?2 is null or exists
    (select 1 from incident_captures where incident = ?2 and capture = c.id))"""

_READ_AS_DOCUMENTS = "({})".format(", ".join(f"'{role}'" for role in DOCUMENT_ROLES))

_OUTCOME = ("url", "at", "stage", "name", "reason", "source", "capture", "times", "first_at")
_of_outcome = attrgetter(*_OUTCOME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command that was run for an incident."""

    id: int
    command: str
    started_at: str
    finished_at: str | None
    counts: Mapping[str, int]
    failures: int | None


def _captures(rows: Any) -> Iterator[Capture]:
    for *values, row_id in restored(rows):
        fields = dict(zip(_FIELDS, values, strict=True))
        yield Capture(**{**fields, "revisit": bool(fields["revisit"])}, id=row_id)


def save_capture(connection: sqlite3.Connection, incident: int, capture: Capture) -> Capture:
    """Put a capture in, unless it is there, and say that it belongs to an incident."""
    values = storable([_of_capture(capture)])[0]
    connection.execute(f"insert or ignore into captures ({_COLUMNS}) values ({_HOLES})", values)
    key = storable([(capture.url, capture.captured_at, capture.digest)])[0]
    (kept,) = _captures(
        connection.execute(f"{_SELECT} where url = ? and captured_at = ? and digest = ?", key)
    )
    connection.execute(
        "insert or ignore into incident_captures (incident, capture) values (?, ?)", [incident, kept.id]
    )
    return kept


def save_visit(connection: sqlite3.Connection, incident: int, capture: Capture) -> Capture:
    """As save_capture; but a visit that found the page as the visit before it left it is noted with that one.

    Of many visits that find the same, the first and the last are kept as rows; the archive has all of them.
    """
    query = f"""{_SELECT} join incident_captures i on i.capture = c.id and i.incident = ?
        where c.url = ? order by coalesce(c.seen_at, c.captured_at) desc, c.id desc limit 1"""
    before = next(_captures(connection.execute(query, (incident, *storable([(capture.url,)])[0]))), None)
    same = ("digest", "status", "role", "source", "requested_url")
    if before is None or any(getattr(before, key) != getattr(capture, key) for key in same):
        return save_capture(connection, incident, capture)
    values = (
        capture.captured_at, capture.warc, capture.offset, capture.content_type, capture.etag,
        capture.last_modified, before.id, capture.captured_at,
    )  # fmt: skip
    noted = connection.execute(
        """update captures
           set seen_at = ?, seen_warc = ?, seen_offset = ?, content_type = ?, etag = ?, last_modified = ?
           where id = ? and coalesce(seen_at, captured_at) < ?""",
        storable([values])[0],
    )
    return before if noted.rowcount else save_capture(connection, incident, capture)


def capture_row(connection: sqlite3.Connection, capture: Capture, path: str) -> int:
    """The row number of a capture that was saved before."""
    key = storable([(capture.url, capture.captured_at, capture.digest)])[0]
    query = "select id from captures where url = ? and captured_at = ? and digest = ?"
    row = connection.execute(query, key).fetchone()
    if row is None:
        raise Missing(path, f"the capture of {capture.url} at {capture.captured_at} was never saved")
    return int(row[0])


def with_digest(connection: sqlite3.Connection, digest: str, url: str | None) -> Capture | None:
    """The earliest capture whose own record holds the payload; of an address, whose record holds or refers to it."""
    query = f"""{_SELECT} where c.digest = ?1 and (c.url = ?2 or (?2 is null and not c.revisit))
        order by c.captured_at, c.url limit 1"""
    return next(_captures(connection.execute(query, storable([(digest, url)])[0])), None)


def same_visit(
    connection: sqlite3.Connection, url: str, at: str, digest: str, incident: int | None
) -> Capture | None:
    """The capture of an address at a moment, with this payload; one of the unchanged visits around it will do."""
    query = f"""{_SELECT} where c.url = ?1 and c.digest = ?4 and ?3 between c.captured_at
        and coalesce(c.seen_at, c.captured_at) and {_OF_INCIDENT} order by c.captured_at limit 1"""
    return next(_captures(connection.execute(query, storable([(url, incident, at, digest)])[0])), None)


def latest(
    connection: sqlite3.Connection, url: str, incident: int | None, until: str | None
) -> Capture | None:
    """The newest capture of an address, or of what it redirected to; as it was known at a moment, if one is given."""
    query = f"""{_SELECT} where (c.url = ?1 or c.requested_url = ?1) and {_OF_INCIDENT}
        and (?3 is null or c.captured_at <= ?3)
        order by min(coalesce(c.seen_at, c.captured_at), coalesce(?3, c.seen_at, c.captured_at)) desc, c.id desc
        limit 1"""
    return next(_captures(connection.execute(query, storable([(url, incident, until)])[0])), None)


def of_incident(connection: sqlite3.Connection, incident: int) -> list[Capture]:
    """All captures of an incident, feeds and robots.txt among them; of unchanged visits the first and the last."""
    of_it = "join incident_captures i on i.capture = c.id where i.incident = ?1"
    query = f"""{_SELECT} {of_it} union all {_SELECT_SEEN} {of_it} and c.seen_at is not null
        order by captured_at, url, digest"""
    return list(_captures(connection.execute(query, [incident])))


def to_read(connection: sqlite3.Connection, incident: int, rules: str, again: bool) -> list[Capture]:
    """Captures that these rules have neither read nor failed to read; all of them, if again."""
    query = f"""{_SELECT} join incident_captures i on i.capture = c.id
        where i.incident = ?1 and c.role in {_READ_AS_DOCUMENTS}
        and (?3 or (i.rules is not ?2 and i.failed_rules is not ?2))
        order by c.captured_at, c.url, c.digest"""
    return list(_captures(connection.execute(query, [incident, rules, again])))


def save_outcome(
    connection: sqlite3.Connection, incident: int, run: int | None, outcome: Outcome, rules: str | None,
    *, replayed: bool = False,
) -> None:  # fmt: skip
    """Add an outcome. A failed reading with known rules is not tried again before the rules change.

    A request that ended as it did in the run before takes the place of that row, and counts it. A visit that is
    replayed is none: an earlier run may have told of it.
    """
    if replayed:
        if _is_told(connection, incident, run, outcome):
            return
    else:
        outcome = _counted(connection, incident, run, outcome)
    values = storable([(incident, run, *_of_outcome(outcome), rules)])[0]
    connection.execute(
        f"insert into outcomes (incident, run, {', '.join(_OUTCOME)}, rules)"
        f" values (?, ?, {', '.join('?' * len(_OUTCOME))}, ?)",
        values,
    )
    if outcome.stage == "read" and outcome.name != "ok" and outcome.capture is not None and rules is not None:
        connection.execute(
            "update incident_captures set failed_rules = ? where incident = ? and capture = ?",
            [rules, incident, outcome.capture],
        )


def _is_told(connection: sqlite3.Connection, incident: int, run: int | None, outcome: Outcome) -> bool:
    """Whether another run knows how a visit ended. Found again it is unchanged, whatever it was then."""
    query = """select 1 from outcomes where incident = ?1 and url = ?2 and at = ?3 and stage = ?4
        and run is not ?5 and (name = ?6 or ?6 = 'unchanged') limit 1"""
    key = (incident, outcome.url, outcome.at, outcome.stage, run, outcome.name)
    return connection.execute(query, storable([key])[0]).fetchone() is not None


def _counted(connection: sqlite3.Connection, incident: int, run: int | None, outcome: Outcome) -> Outcome:
    """The outcome with those before it that were the same, whose row is taken out."""
    if outcome.stage != "crawl" or run is None:
        return outcome
    query = f"""select id, run, {", ".join(_OUTCOME)} from outcomes
        where incident = ? and url = ? and stage = 'crawl' order by id desc limit 1"""
    rows = restored(connection.execute(query, (incident, *storable([(outcome.url,)])[0])))
    for row_id, last_run, *values in rows:
        last = Outcome(**dict(zip(_OUTCOME, values, strict=True)))
        # Unchanged is unchanged, whether the server says so or the bytes do.
        same = ("name", "source") if outcome.name == "unchanged" else ("name", "source", "reason")
        if last_run in (None, run) or any(getattr(last, key) != getattr(outcome, key) for key in same):
            return outcome
        if outcome.at < last.at:
            return outcome  # The clock went back, or the last one is of a replay.
        connection.execute("delete from outcomes where id = ?", [row_id])
        return replace(outcome, times=last.times + 1, first_at=last.first_at or last.at)
    return outcome


def visits(connection: sqlite3.Connection, incident: int) -> dict[str, int]:
    """How often each address was asked for."""
    query = "select url, sum(times) from outcomes where incident = ? and stage = 'crawl' group by url"
    return dict(restored(connection.execute(query, [incident])))


def pages_by_source(connection: sqlite3.Connection, incident: int) -> dict[str, tuple[int, str]]:
    """Pages by source, and when the newest of them was first seen; unavailable ones are none."""
    query = """select source, count(*), max(first) from (
            select c.source, min(c.captured_at) first from incident_captures i
            join captures c on c.id = i.capture join documents d on d.id = i.document
            where i.incident = ? and d.unavailable is null and c.source is not null group by c.source, d.url
        ) group by source"""
    return {
        source: (count, first) for source, count, first in restored(connection.execute(query, [incident]))
    }


def outcomes(
    connection: sqlite3.Connection, incident: int, run: int | None, *, until: int | None = None
) -> list[Outcome]:
    """Outcomes in the order they were recorded, which is not the order of any clock; of one run, or until one."""
    query = f"""select {", ".join(_OUTCOME)} from outcomes
        where incident = ?1 and (?2 is null or run = ?2) and (?3 is null or coalesce(run, 0) <= ?3) order by id"""
    rows = restored(connection.execute(query, [incident, run, until]))
    return [Outcome(**dict(zip(_OUTCOME, row, strict=True))) for row in rows]


def start_run(connection: sqlite3.Connection, incident: int, command: str, at: str) -> int:
    """A row for a command that starts now."""
    query = "insert into runs (incident, command, started_at) values (?, ?, ?)"
    return int(connection.execute(query, storable([(incident, command, at)])[0]).lastrowid or 0)


def finish_run(
    connection: sqlite3.Connection, run: int, at: str, counts: Mapping[str, int], failures: int, path: str
) -> None:
    """How a run ended."""
    query = "update runs set finished_at = ?, counts = ?, failures = ? where id = ?"
    values = storable([(at, as_json(dict(sorted(counts.items()))), failures, run)])[0]
    if not connection.execute(query, values).rowcount:
        raise Missing(path, f"there is no run {run}")


def mark_whole(connection: sqlite3.Connection, run: int, path: str) -> None:
    """A crawl came to its end, and left nothing for the next."""
    if not connection.execute("update runs set whole = 1 where id = ?", [run]).rowcount:
        raise Missing(path, f"there is no run {run}")


def followed_at(connection: sqlite3.Connection, incident: int, url: str) -> str | None:
    """When an address was last seen by a crawl that followed all it names."""
    query = """select max(o.at) from outcomes o left join runs r on r.id = o.run
        where o.incident = ? and o.url = ? and o.stage = 'crawl' and o.name in ('ok', 'unchanged')
        and (o.run is null or r.whole)"""
    (at,) = connection.execute(query, (incident, *storable([(url,)])[0])).fetchone()
    return None if at is None else str(at)


def runs(connection: sqlite3.Connection, incident: int) -> list[Run]:
    """Runs in the order they started; one without an end was killed, or is at work."""
    query = """select id, command, started_at, finished_at, counts, failures from runs
        where incident = ? order by id"""
    return [
        Run(id=i, command=c, started_at=s, finished_at=f, counts=json.loads(n), failures=x)
        for i, c, s, f, n, x in restored(connection.execute(query, [incident]))
    ]


def of_document(connection: sqlite3.Connection, document: int) -> list[Capture]:
    """The captures that say what one document says, by time."""
    query = f"""select {_COLUMNS}, id from captures where id in
        (select capture from incident_captures where document = ?) order by captured_at, url, digest"""
    return list(_captures(connection.execute(query, [document])))
