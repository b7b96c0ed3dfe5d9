"""Gzip members: a WARC file is one member a record, so a record can be found, checked and cut off alone."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAGIC = b"\x1f\x8b\x08"
_STEP = 256 * 1024
_WINDOWS = (1024 * 1024, 64 * 1024 * 1024)
"""How far from the end a last record is looked for; the second is over any record that is written here."""


def packed(record: bytes) -> bytes:
    """One record as one gzip member; the same bytes for the same record, so without a time in it."""
    stream = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return stream.compress(record) + stream.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Where one member stands; `problem` says why it is not whole."""

    start: int
    end: int
    problem: str | None = None


def member_at(file: BinaryIO, start: int) -> Member:
    """The member that starts at a byte, decompressed to its end to see whether it is whole."""
    file.seek(start)
    stream, read = zlib.decompressobj(16 + zlib.MAX_WBITS), 0
    while not stream.eof:
        data = stream.unconsumed_tail or file.read(_STEP)
        if not data:
            return Member(start=start, end=start + read, problem="the record is cut off")
        read += 0 if stream.unconsumed_tail else len(data)
        try:
            stream.decompress(data, 4 * _STEP)
        except zlib.error as error:
            return Member(start=start, end=start + read, problem=f"not a whole gzip member ({error})")
    return Member(start=start, end=start + read - len(stream.unused_data))


def members(path: Path) -> Iterator[Member]:
    """All members of a file from its start; the last one has a problem where the file is not whole."""
    size, at = path.stat().st_size, 0
    with path.open("rb") as file:
        while at < size:
            member = member_at(file, at)
            yield member
            if member.problem:
                return
            at = member.end


def ends_whole(path: Path) -> bool:
    """Whether a whole member ends at the end of the file.

    Looked for backwards from the end, which costs a record where reading from the start would cost the file.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        return any(_whole_member_in_tail(file, size, window) for window in _WINDOWS)


def _whole_member_in_tail(file: BinaryIO, size: int, window: int) -> bool:
    base = max(0, size - window)
    file.seek(base)
    tail = file.read()
    at = tail.rfind(MAGIC)
    while at >= 0:
        member = member_at(file, base + at)
        if member.problem is None and member.end == size:
            return True
        at = tail.rfind(MAGIC, 0, at)
    return False
