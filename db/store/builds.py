"""Builds: which captures each was the first to know, so that what a build knew can be told later."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Outcome
from db.store import captures
from db.store.values import restored

_READ = "(rules is not null or failed_rules is not null)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A build that took in something new."""

    id: int
    """The number of its run."""
    at: str
    captures: int
    """How many it was the first to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a build knew."""

    captures: frozenset[int]
    """Row numbers."""
    documents: frozenset[tuple[str, str]]
    """Address and fingerprint."""
    outcomes: Sequence[Outcome]


def mark_built(connection: sqlite3.Connection, incident: int, run: int) -> None:
    """Note that a build knows all that was read so far."""
    connection.execute(
        f"update incident_captures set build = ? where incident = ? and build is null and {_READ}",  # noqa: S608
        [run, incident],
    )


def builds(connection: sqlite3.Connection, incident: int) -> list[Build]:
    """The builds that took in something new, the oldest first."""
    rows = connection.execute(
        """select r.id, r.started_at, count(*) from incident_captures i join runs r on r.id = i.build
        where i.incident = ? group by r.id order by r.id""",
        [incident],
    )
    return [Build(id=i, at=at, captures=n) for i, at, n in restored(rows)]


def is_news(connection: sqlite3.Connection, incident: int) -> bool:
    """Whether anything was read that no build knows."""
    query = f"select 1 from incident_captures where incident = ? and build is null and {_READ} limit 1"  # noqa: S608
    return connection.execute(query, [incident]).fetchone() is not None


def known_to(connection: sqlite3.Connection, incident: int, build: int) -> Known:
    """What was known to a build, by its number; 0 is before the first."""
    rows = connection.execute(
        """select i.capture, d.url, d.fingerprint from incident_captures i left join documents d on d.id = i.document
        where i.incident = ? and i.build <= ?""",
        [incident, build],
    )
    found = list(restored(rows))
    return Known(
        captures=frozenset(capture for capture, _, _ in found),
        documents=frozenset((url, fingerprint) for _, url, fingerprint in found if url is not None),
        outcomes=captures.outcomes(connection, incident, None, until=build),
    )
