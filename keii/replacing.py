"""A file put in place in one step, and what a killed writer left beside it cleared up."""

import contextlib
import fcntl
import filecmp
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

_MARK = ".keii-"
_UNFINISHED = re.compile(rf"\..+{re.escape(_MARK)}[a-z0-9_]{{8}}")


def replace_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Put `content` at `path` in one step: a reader sees the old file or the new one, also after a power cut.

    A file that says the same already is left alone. What killed writers left in the folder is removed.
    """
    drop_unfinished(path.parent)
    there = path.is_file() and not path.is_symlink()
    if isinstance(content, bytes) and there and path.read_bytes() == content:
        return
    descriptor, name = _begun(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines((content,) if isinstance(content, bytes) else content)
            file.flush()
            if not (there and filecmp.cmp(name, path, shallow=False)):
                os.fsync(file.fileno())
                Path(name).chmod(0o644)
                Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _begun(path: Path) -> tuple[int, str]:
    """A new file beside `path`, locked as long as it is open: nobody takes it for one that was left behind."""
    while True:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}{_MARK}")
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return descriptor, name
        os.close(descriptor)  # Somebody cleared up between the two calls.


def drop_unfinished(folder: Path) -> None:
    """Remove the files that killed writers had begun in a folder; those that are being written stay."""
    for file in folder.iterdir():
        if _UNFINISHED.fullmatch(file.name):
            with contextlib.suppress(OSError):
                _drop_unless_locked(file)


def _drop_unless_locked(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.unlink()
    finally:
        os.close(descriptor)
