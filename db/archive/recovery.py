"""What a killed writer or a power cut leaves at the end of an archive file is cut off, and said."""

import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from db.archive.members import MAGIC, ends_whole, members


@dataclass(frozen=True, slots=True, kw_only=True)
class CutTail:
    """A torn tail that was cut off."""

    file: str
    """File name inside the archive folder."""
    kept: int
    """Bytes that were kept: the end of the last whole record."""
    cut: int
    """Bytes that were cut off."""


def cut_torn_tail(path: Path) -> CutTail | None:
    """Cut a file off at the end of its last whole record; None where it is whole, or damaged otherwise.

    Only a tail is cut: an unfinished member, or zeros that a file system put there. Bytes in the middle that
    are no member are damage, not a tail: they are left as they are, for `read` to report.
    """
    size = path.stat().st_size
    if size == 0 or ends_whole(path):
        return None
    broken = next((member for member in members(path) if member.problem), None)
    if broken is None or not _is_tail(path, broken.start, size):
        return None
    with path.open("r+b") as file:
        file.truncate(broken.start)
        os.fsync(file.fileno())
    return CutTail(file=path.name, kept=broken.start, cut=size - broken.start)


def _is_tail(path: Path, start: int, size: int) -> bool:
    """Whether nothing after the unfinished member at `start` can be a whole record."""
    with path.open("rb") as file:
        file.seek(start)
        rest = file.read(64 * 1024 * 1024)
    if not rest.strip(b"\0"):
        return True
    later = rest.find(MAGIC, len(MAGIC))
    while later >= 0:
        if _starts_record(rest[later : later + 4096]):
            return False
        later = rest.find(MAGIC, later + 1)
    return size - start <= len(rest)


def _starts_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, 64).startswith(b"WARC/")
    except zlib.error:
        return False
