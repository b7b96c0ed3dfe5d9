"""The archive folder: append a response so that it stays, read it back by its capture."""

import contextlib
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from db.archive import writing
from db.archive.errors import ArchiveError
from db.archive.lock import locked
from db.archive.members import ends_whole
from db.archive.reading import ArchivedResponse, as_response, read_record
from db.archive.recovery import CutTail, cut_torn_tail
from db.archive.writing import sha256
from db.records import Capture

MAX_FILE = 1_000_000_000
"""Bytes after which the next record starts a new file."""

_Build = Callable[..., bytes]
"""A record but for its `place`."""

_NAME = re.compile(r"keii-(\d{5,})\.warc\.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where a record was put."""

    warc: str
    offset: int
    digest: str
    revisit: bool


class Archive:
    """One folder of WARC files `keii-00001.warc.gz`, … that are only ever appended to.

    Several processes may append: a lock is held for one record at a time. A session, from open to close,
    starts with one warcinfo record in each file that it writes to.
    """

    def __init__(self, folder: Path, max_file: int, recovered: tuple[CutTail, ...]) -> None:
        self.folder = folder
        self.recovered = recovered
        """Torn tails that were cut off when the archive was opened or appended to."""
        self._max_file = max_file
        self._left_at: dict[str, int] = {}

    @classmethod
    def open(cls, folder: Path | str, *, max_file: int = MAX_FILE) -> Self:
        """Open a folder, which need not exist yet, and cut a torn tail off its newest file."""
        folder = Path(folder)
        archive = cls(folder, max_file, ())
        # A folder that cannot be written to can still be read: then there is nothing to recover for.
        if folder.is_dir() and os.access(folder, os.W_OK):
            with contextlib.suppress(PermissionError), locked(folder):
                archive._recover_newest()
        return archive

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the session: the next append would start a new one."""
        self._left_at.clear()

    def append_response(
        self,
        *,
        url: str,
        status: int,
        headers: Sequence[tuple[str, str]],
        body: bytes,
        at: str,
        first: Capture | None = None,
    ) -> Stored:
        """Keep a response; when this returns it is on the disk.

        `body` is what came over the wire, its content coding kept. `first` is a capture of the same payload:
        then only the visit is recorded and refers to it. `at` is UTC, `2020-09-10T12:00:00Z`.
        """
        digest = sha256(body)
        if first is not None and first.digest == digest:
            refers = self._refers_to(first)
            visit = partial(writing.revisit, url, at, digest, refers, status=status, headers=headers)
            return self._append(visit, at, digest, revisit=True)
        return self._append(partial(writing.response, url, at, status, headers, body, digest), at, digest)

    def append_resource(
        self, *, url: str, content_type: str, body: bytes, at: str, first: Capture | None = None
    ) -> Stored:
        """Keep an imported file; otherwise as `append_response`."""
        digest = sha256(body)
        if first is not None and first.digest == digest:
            visit = partial(writing.revisit, url, at, digest, self._refers_to(first))
            return self._append(visit, at, digest, revisit=True)
        return self._append(partial(writing.resource, url, at, content_type, body, digest), at, digest)

    def read(self, capture: Capture) -> bytes:
        """The payload of a capture, its content codings taken off.

        Raises ArchiveError where the file is missing or damaged, where the payload is not the one that the
        capture's digest names, and where it is too large or does not follow its content coding.
        """
        return self.response(capture).payload()

    def response(self, capture: Capture) -> ArchivedResponse:
        """A capture as it came: status, headers, and the body with its content coding.

        A revisit is resolved through its own record, which names file and offset of the payload.
        """
        path = self._path(capture.warc)
        record = read_record(path, capture.offset)
        visit = as_response(record, 0)
        if visit is None:
            raise ArchiveError(path, capture.offset, f"a {record.kind} record stands here, not a response")
        if visit.revisit:
            visit = self._resolved(path, visit, record.fields)
        if visit.digest != capture.digest and not visit.missing:
            raise ArchiveError(path, capture.offset, f"the payload is {visit.digest}, not {capture.digest}")
        return visit

    def _resolved(self, path: Path, visit: ArchivedResponse, fields: dict[str, str]) -> ArchivedResponse:
        name, offset = fields.get("warc-refers-to-filename", ""), fields.get("warc-refers-to-file-offset", "")
        if not offset.isdigit():
            raise ArchiveError(path, visit.offset, "the revisit record does not say where its payload stands")
        original = as_response(read_record(self._path(name), int(offset)), 0)
        if original is None or original.revisit:
            raise ArchiveError(path, visit.offset, f"{name} has no payload at byte {offset}")
        return visit.with_payload_of(original)

    def _refers_to(self, first: Capture) -> dict[str, str]:
        """Header fields of a revisit; the payload's own record, where `first` is a revisit itself."""
        fields = {
            "WARC-Refers-To-Target-URI": writing.uri(first.url),
            "WARC-Refers-To-Date": first.captured_at,
            "WARC-Refers-To-Filename": first.warc,
            "WARC-Refers-To-File-Offset": str(first.offset),
        }
        if first.revisit:
            earlier = read_record(self._path(first.warc), first.offset).fields
            fields = {name: earlier.get(name.lower(), value) for name, value in fields.items()}
        return fields

    def _path(self, name: str) -> Path:
        if Path(name).name != name or not name:
            raise ArchiveError(name, None, "is not the name of a file in the archive")
        return self.folder / name

    def _append(self, record: _Build, at: str, digest: str, *, revisit: bool = False) -> Stored:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with locked(self.folder):
                path = self._file_to_append()
                offset = self._write(path, record, at)
        except OSError as error:
            reason = f"cannot be written: {error.strerror or error}"
            raise ArchiveError(self.folder, None, reason, unwritten=True) from None
        return Stored(warc=path.name, offset=offset, digest=digest, revisit=revisit)

    def _write(self, path: Path, record: _Build, at: str) -> int:
        """Append whole or not at all, and only return when it is on the disk; the record's offset."""
        name, new = path.name, not path.exists()
        with path.open("ab", buffering=0) as file:
            start = file.seek(0, os.SEEK_END)
            opening = b"" if name in self._left_at else writing.warcinfo(name, at, f"{name} {start}")
            offset = start + len(opening)
            data = opening + record(place=f"{name} {offset}")
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[file.write(rest) :]
                os.fsync(file.fileno())
            except BaseException:
                file.truncate(start)
                raise
        if new:
            _sync_folder(self.folder)
        self._left_at[name] = start + len(data)
        return offset

    def _file_to_append(self) -> Path:
        """The newest file, or a new one where that is full or damaged at its end; under the lock."""
        number, newest = self._newest()
        if newest is None:
            return self._numbered(1)
        size = newest.stat().st_size
        if size != self._left_at.get(newest.name) and size:
            self._recover_newest()
            size = newest.stat().st_size
            if size and not ends_whole(newest):
                return self._numbered(number + 1)
        return newest if size < self._max_file else self._numbered(number + 1)

    def _numbered(self, number: int) -> Path:
        return self.folder / f"keii-{number:05d}.warc.gz"

    def _newest(self) -> tuple[int, Path | None]:
        named = [(int(m[1]), p) for p in self.folder.iterdir() if (m := _NAME.fullmatch(p.name))]
        return max(named, default=(0, None))

    def _recover_newest(self) -> None:
        _, newest = self._newest()
        cut = cut_torn_tail(newest) if newest is not None else None
        if cut is not None:
            self.recovered = (*self.recovered, cut)


def _sync_folder(folder: Path) -> None:
    """Make a new file's name last as well; where folders cannot be synced, there is no need to."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
