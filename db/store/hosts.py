"""Hosts: when each was asked last and how long it wants to be left alone, kept over runs and processes."""

import sqlite3
from typing import Any

from db.records import HostPause
from db.store.values import restored, storable

_UPSERT = """insert into hosts (host, {column}) values (?, ?)
    on conflict (host) do update set {column} = max(coalesce({column}, ''), excluded.{column})"""
# max: a clock that went back, or a shorter pause, takes nothing away.
_ASKED = _UPSERT.format(column="asked_at")
_HELD = _UPSERT.format(column="held_until")


def note_asked(connection: sqlite3.Connection, host: str, at: str) -> None:
    """A request to a host ended at this moment (UTC)."""
    connection.execute(_ASKED, storable([(host, at)])[0])


def note_held(connection: sqlite3.Connection, host: str, until: str) -> None:
    """A host asked to be left alone until this moment (UTC)."""
    connection.execute(_HELD, storable([(host, until)])[0])


def pauses(connection: sqlite3.Connection, since: str) -> list[HostPause]:
    """Hosts that were asked after a moment, or want to be left alone beyond it, by name."""
    query = """select host, asked_at, held_until from hosts
        where asked_at > ?1 or held_until > ?1 order by host"""
    rows: Any = restored(connection.execute(query, storable([(since,)])[0]))
    return [HostPause(host=host, asked_at=asked, held_until=held) for host, asked, held in rows]
