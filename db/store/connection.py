"""The connection: opened with care, every write one BEGIN IMMEDIATE transaction. Knows no table."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from db import schema
from db.store.errors import Missing, NewerSchema, NotADatabase, ReadOnly, told_apart

_WAIT = 60.0
"""Seconds that a write waits for another process's transaction; the longest of ours takes about one."""

MEMORY = ":memory:"


class Connection:
    """A SQLite connection with two doors: `read()` for a steady view, `write()` for all or nothing."""

    def __init__(self, raw: sqlite3.Connection, path: str) -> None:
        self.raw = raw
        self.path = path

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Everything read inside comes from one moment, whatever other processes write meanwhile."""
        with told_apart(self.path):
            if self.raw.in_transaction:
                yield self.raw
                return
            self.raw.execute("begin")
            try:
                yield self.raw
            finally:
                self.raw.execute("rollback")

    @contextlib.contextmanager
    def write(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction, taken for writing at once: a deferred one would fail where it has to wait.

        `durable` waits for the disk. What can be read again from the archive need not: a power cut may then
        lose the last transactions, never half of one. A write within a write is part of it.
        """
        with told_apart(self.path):
            within = self.raw.in_transaction
            if within:
                yield self.raw
                return
            self.raw.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
            self.raw.execute("begin immediate")
            try:
                yield self.raw
                self.raw.execute("commit")
            except BaseException:
                # A full disk may have rolled back already.
                if self.raw.in_transaction:
                    self.raw.execute("rollback")
                raise

    def close(self) -> None:
        """Close; the last connection of all folds the log into the file."""
        self.raw.close()


def open_file(path: Path, *, create: bool) -> Connection:
    """Open a database file and bring its schema up to date.

    A file that is not ours, or of a newer version, is refused before anything is written to it.
    """
    if not path.parent.is_dir():
        raise Missing(path, "its directory does not exist; create it, or name another workspace")
    if not create and not path.exists():
        raise Missing(path, "does not exist; there is nothing stored in this workspace yet")
    if path.is_dir():
        raise NotADatabase(path, "is a directory, not a database")
    unchanging, there = not create and _cannot_change(path), path.exists()
    with told_apart(path):
        address = f"{path.resolve().as_uri()}?immutable=1" if unchanging else path
        raw = sqlite3.connect(address, timeout=_WAIT, isolation_level=None, uri=unchanging)
        try:
            _refuse_others(raw, path)
            return _prepared(raw, str(path), persistent=not unchanging)
        except BaseException:
            raw.close()
            if not there:
                _drop_begun(path)
            raise


def _drop_begun(path: Path) -> None:
    """Remove a database that could not be laid out, as on a full disk: it holds nothing, and looks damaged."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _cannot_change(path: Path) -> bool:
    """Whether it lies in a read-only folder, where SQLite cannot put the log that it shares with writers.

    A log that is there holds rows that the file does not: then the file alone is not read.
    """
    log = path.with_name(f"{path.name}-wal")
    effective = os.access in os.supports_effective_ids
    writable = os.access(path.parent, os.W_OK, effective_ids=effective)
    return not writable and not (log.exists() and log.stat().st_size)


def open_memory() -> Connection:
    """A database that is gone when it is closed."""
    raw = sqlite3.connect(MEMORY, isolation_level=None)
    return _prepared(raw, MEMORY, persistent=False)


def _refuse_others(raw: sqlite3.Connection, path: Path) -> None:
    tables = {name for (name,) in raw.execute("select name from sqlite_master where type = 'table'")}
    known = [step.name for step in schema.STEPS]
    applied = schema.applied(raw)
    if tables and not applied:
        raise NotADatabase(path, "is a SQLite database of another program; choose another workspace")
    unknown = [name for name in applied if name not in known]
    if unknown:
        raise NewerSchema(
            path, f"was written by a newer version of keii (it has {', '.join(unknown)}); update keii"
        )


def _prepared(raw: sqlite3.Connection, path: str, *, persistent: bool) -> Connection:
    raw.execute("pragma foreign_keys = on")
    connection = Connection(raw, path)
    if len(schema.applied(raw)) < len(schema.STEPS):
        if persistent:
            raw.execute("pragma journal_mode = wal")
        with connection.write() as transaction:
            # Another process may have been first: what it applied is not applied again.
            schema.migrate(transaction)
    elif persistent:
        _try_to_write(raw, path)
    return connection


def _try_to_write(raw: sqlite3.Connection, path: str) -> None:
    """A file that can be read but not written is found out now, not after an hour of crawling."""
    try:
        raw.execute("begin immediate")
        raw.execute("rollback")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
            raise ReadOnly(
                path, "cannot be written to; check the permissions of the file and its directory"
            ) from error
        raise
