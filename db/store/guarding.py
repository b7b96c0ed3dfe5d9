"""A connection that others put questions to: it reads, within bounds, and does nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from db.store.errors import Slow

MOST_BYTES = 64 * 2**20
"""The longest text or blob that a question may make; a page of the web is read up to 8 MiB."""
_STEPS = 20_000
"""Instructions of SQLite between two looks at the clock: about a millisecond."""
_BARRED = frozenset(
    {
        sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_CREATE_VTABLE, sqlite3.SQLITE_CREATE_TEMP_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_VIEW, sqlite3.SQLITE_CREATE_TEMP_TRIGGER, sqlite3.SQLITE_CREATE_TEMP_INDEX,
    }
)  # fmt: skip
_BARRED_FUNCTIONS = frozenset({"load_extension", "writefile", "readfile", "edit"})


def guard(connection: sqlite3.Connection) -> None:
    """Let a connection read and nothing else: no write, no other file, no text that fills the memory."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
    connection.execute("pragma query_only = on")
    connection.set_authorizer(_allowed)


def _allowed(action: int, first: str | None, second: str | None, *_: object) -> int:
    barred = (
        action in _BARRED
        or (action == sqlite3.SQLITE_FUNCTION and second in _BARRED_FUNCTIONS)
        or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() == "query_only")
    )
    return sqlite3.SQLITE_DENY if barred else sqlite3.SQLITE_OK


def is_workspace(connection: sqlite3.Connection) -> bool:
    """Whether a database is one of keii's."""
    query = (
        "select count(*) from sqlite_master where name in ('incident_captures', 'section_words', 'timelines')"
    )
    return bool(connection.execute(query).fetchone()[0] == 3)


@contextmanager
def one_moment(connection: sqlite3.Connection, seconds: float) -> Iterator[sqlite3.Connection]:
    """Questions that are all answered from one moment, within so many seconds together; else Slow."""
    end = monotonic() + seconds
    connection.set_progress_handler(lambda: int(monotonic() > end), _STEPS)
    try:
        connection.execute("begin")
        yield connection
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise Slow(seconds) from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
        if connection.in_transaction:
            connection.execute("rollback")
