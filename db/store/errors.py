"""What can go wrong with the database file, one line each: what, where, what to do."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path


class StoreError(Exception):
    """The database cannot be used as asked; `path` is the file, `reason` the rest of the message."""

    def __init__(self, path: object, reason: str) -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(self.path, reason)

    def __str__(self) -> str:
        """One line.

        >>> str(NotADatabase("keii.db", "is not a SQLite database"))
        'keii.db: is not a SQLite database'
        """
        return f"{self.path}: {self.reason}"


class NotADatabase(StoreError):
    """The file is something else, or somebody else's database; it was not touched."""


class NewerSchema(StoreError):
    """The file was written by a newer version; it was not touched."""


class ReadOnly(StoreError):
    """The file or its directory cannot be written to."""


class Missing(StoreError):
    """The file, an incident, a run or a capture is not there."""


class Damaged(StoreError):
    """SQLite finds the file malformed. It is never repaired silently."""


class Busy(StoreError):
    """Another process held the database for longer than we wait."""


class Full(StoreError):
    """No room on the disk; nothing of the transaction was written."""


class Slow(StoreError):
    """A question was given up because its time was over."""

    def __init__(self, seconds: float) -> None:
        super().__init__("the database", f"did not answer within {seconds:g} s")


_CANNOT_WRITE = "cannot be written to; check the permissions of the file and its directory"
_IN_USE = "is in use by another process; try again when that has finished"

_NO_ROOM = "no space left on the disk; nothing of this step was written"
_LEAST_ROOM = 256 * 1024
"""Bytes; with less SQLite cannot even lay out the file that it shares with readers, and calls that a failed disk."""

_BY_CODE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_NOTADB: (NotADatabase, "is not a SQLite database; move the file away"),
    sqlite3.SQLITE_READONLY: (ReadOnly, _CANNOT_WRITE),
    sqlite3.SQLITE_CANTOPEN: (ReadOnly, "cannot be opened; check the permissions of its directory"),
    sqlite3.SQLITE_PERM: (ReadOnly, _CANNOT_WRITE),
    sqlite3.SQLITE_CORRUPT: (Damaged, "is damaged; restore a backup, or move it away and import the archive"),
    sqlite3.SQLITE_BUSY: (Busy, _IN_USE),
    sqlite3.SQLITE_LOCKED: (Busy, _IN_USE),
    sqlite3.SQLITE_FULL: (Full, _NO_ROOM),
    sqlite3.SQLITE_IOERR: (Full, "the disk could not be read or written"),
}  # fmt: skip


@contextlib.contextmanager
def told_apart(path: object) -> Iterator[None]:
    """Turn SQLite's errors into ours, by their code; programming errors are let through."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        kind, reason = _BY_CODE.get((code or 0) & 0xFF, (None, ""))
        if kind is None:
            raise
        if (code or 0) & 0xFF == sqlite3.SQLITE_IOERR and _is_full(path):
            reason = _NO_ROOM
        raise kind(path, reason) from error


def _is_full(path: object) -> bool:
    try:
        disk = os.statvfs(Path(str(path)).parent)
    except (OSError, AttributeError):
        return False
    return disk.f_bavail * disk.f_frsize < _LEAST_ROOM
