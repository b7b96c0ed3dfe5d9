"""What can go wrong for a user, and the exit status it ends in. Says nothing about how it is shown."""

from pathlib import Path

DONE, FAILURES, WRONG_USE, LOCKED, INTERRUPTED, BROKEN_PIPE, TERMINATED = 0, 1, 2, 75, 130, 141, 143
"""Exit statuses: done; done with failures that are listed, or as far as there was room on the disk; nothing written
because the request or the configuration is wrong; another run holds the workspace (EX_TEMPFAIL: try again); Ctrl-C;
who read the answer has gone; SIGTERM."""


class KeiiError(Exception):
    """Something the user can put right; its text says what, where and what to do."""

    exit_status = WRONG_USE


class NotWritable(KeiiError):
    """The workspace cannot be written to."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: cannot write here ({reason}); choose another folder with --workspace")


class Terminated(KeyboardInterrupt):
    """SIGTERM arrived: stop as on Ctrl-C, after the item at hand."""


def status_of(error: Exception) -> int:
    """The exit status that a known error ends a command in: what was done before a disk filled up is kept."""
    from db.archive import ArchiveError
    from db.store import Busy, Full

    if isinstance(error, KeiiError):
        return error.exit_status
    if isinstance(error, Busy):
        return LOCKED
    full = isinstance(error, Full) or (isinstance(error, ArchiveError) and error.unwritten)
    return FAILURES if full else WRONG_USE


def known_errors() -> tuple[type[Exception], ...]:
    """Every error family whose text is meant for users. Imported late: most runs need none of them."""
    from db.archive import ArchiveError
    from db.incidents import DefinitionError
    from db.store import StoreError
    from spiders.errors import CrawlError
    from spiders.reading import ReadingError

    return (KeiiError, DefinitionError, StoreError, ArchiveError, CrawlError, ReadingError)
