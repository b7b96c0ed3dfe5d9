"""One writer a workspace: a lock that names who holds it and dies with its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from keii.errors import LOCKED, KeiiError, NotWritable


class Locked(KeiiError):
    """Another run is at work in this workspace."""

    exit_status = LOCKED

    def __init__(self, path: Path, holder: str) -> None:
        self.path, self.holder = path, holder
        super().__init__(
            f"{path.parent}: locked by {holder or 'another run'}; try again when it has finished"
        )


@contextmanager
def hold_lock(path: Path, now: str) -> Iterator[None]:
    """Hold the lock file at `path` for the length of the block, else raise Locked.

    The kernel lets go of the lock when the process ends, however it ends, so there are no stale locks.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise NotWritable(path.parent, error.strerror or str(error)) from error
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(path, file.read().strip()) from None
        file.seek(0)
        file.truncate()
        file.write(f"pid {os.getpid()} since {now}\n")
        file.flush()
        yield
