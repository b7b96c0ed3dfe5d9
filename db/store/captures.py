"""Captures, runs and outcomes: what was fetched, when, and how every request ended."""

# ruff: noqa: S608 - only names of columns, which are constants, are put into statements; values are bound.

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from db.records import Capture, Outcome
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

_READ_AS_DOCUMENTS = "('page', 'notice', 'import')"

_OUTCOME = ("url", "at", "stage", "name", "reason", "source", "capture")
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


def capture_row(connection: sqlite3.Connection, capture: Capture, path: str) -> int:
    """The row number of a capture that was saved before."""
    key = storable([(capture.url, capture.captured_at, capture.digest)])[0]
    query = "select id from captures where url = ? and captured_at = ? and digest = ?"
    row = connection.execute(query, key).fetchone()
    if row is None:
        raise Missing(path, f"the capture of {capture.url} at {capture.captured_at} was never saved")
    return int(row[0])


def with_digest(connection: sqlite3.Connection, digest: str) -> Capture | None:
    """The earliest capture whose own record holds the payload."""
    query = f"{_SELECT} where c.digest = ? and not c.revisit order by c.captured_at, c.url limit 1"
    return next(_captures(connection.execute(query, [digest])), None)


def same_visit(connection: sqlite3.Connection, url: str, at: str, digest: str) -> Capture | None:
    """The capture of an address at a moment, with this payload."""
    query = f"{_SELECT} where c.url = ? and c.captured_at = ? and c.digest = ?"
    return next(_captures(connection.execute(query, storable([(url, at, digest)])[0])), None)


def latest(connection: sqlite3.Connection, url: str, incident: int | None) -> Capture | None:
    """The newest capture of an address, or of what it redirected to."""
    query = f"""{_SELECT} where (c.url = ?1 or c.requested_url = ?1)
        and (?2 is null or exists (select 1 from incident_captures where incident = ?2 and capture = c.id))
        order by c.captured_at desc, c.id desc limit 1"""
    return next(_captures(connection.execute(query, (*storable([(url,)])[0], incident))), None)


def of_incident(connection: sqlite3.Connection, incident: int) -> list[Capture]:
    """All captures of an incident, feeds and robots.txt among them."""
    query = f"""{_SELECT} join incident_captures i on i.capture = c.id where i.incident = ?
        order by c.captured_at, c.url, c.digest"""
    return list(_captures(connection.execute(query, [incident])))


def to_read(connection: sqlite3.Connection, incident: int, rules: str, again: bool) -> list[Capture]:
    """Captures that these rules have neither read nor failed to read; all of them, if again."""
    query = f"""{_SELECT} join incident_captures i on i.capture = c.id
        where i.incident = ?1 and c.role in {_READ_AS_DOCUMENTS}
        and (?3 or (i.rules is not ?2 and i.failed_rules is not ?2))
        order by c.captured_at, c.url, c.digest"""
    return list(_captures(connection.execute(query, [incident, rules, again])))


def save_outcome(
    connection: sqlite3.Connection, incident: int, run: int | None, outcome: Outcome, rules: str | None
) -> None:
    """Add an outcome. A failed reading with known rules is not tried again before the rules change."""
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


def outcomes(connection: sqlite3.Connection, incident: int, run: int | None) -> list[Outcome]:
    """Outcomes in the order they were recorded, which is not the order of any clock."""
    query = f"""select {", ".join(_OUTCOME)} from outcomes
        where incident = ?1 and (?2 is null or run = ?2) order by id"""
    rows = restored(connection.execute(query, [incident, run]))
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


def runs(connection: sqlite3.Connection, incident: int) -> list[Run]:
    """Runs in the order they started; one without an end was killed, or is at work."""
    query = """select id, command, started_at, finished_at, counts, failures from runs
        where incident = ? order by id"""
    return [
        Run(id=i, command=c, started_at=s, finished_at=f, counts=json.loads(n), failures=x)
        for i, c, s, f, n, x in restored(connection.execute(query, [incident]))
    ]
