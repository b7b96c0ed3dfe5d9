"""WARC files read back: one record at a place, or all of a file in order, whoever wrote it."""

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from db.archive.coding import MAX_PAYLOAD, CodingError, decode_payload, header, unchunk
from db.archive.errors import ArchiveError
from db.archive.members import MAGIC
from db.archive.sifting import Sift
from db.archive.writing import sha256

_STEP = 64 * 1024
_BLANK = (b"\r\n", b"\n", b"\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedResponse:
    """A response as it stands in a WARC file."""

    url: str
    at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """As it came: the content coding kept, the transfer coding taken off."""
    digest: str
    session: int
    """How many warcinfo records of the file stand before it: one crawl each."""
    offset: int = 0
    revisit: bool = False
    missing: str | None = None
    """Why `body` is empty although there was one: too large, or the payload stands in another file."""

    file: str = ""

    def payload(self) -> bytes:
        """The body without its content codings; ArchiveError where that cannot be done."""
        if self.missing:
            raise ArchiveError(self.file, self.offset, self.missing)
        try:
            return decode_payload(self.body, self.headers)
        except CodingError as error:
            raise ArchiveError(self.file, self.offset, str(error)) from None

    def with_payload_of(self, original: "ArchivedResponse") -> "ArchivedResponse":
        """A revisit with the body that it refers to; its own status and headers, where it has them."""
        return replace(
            self,
            headers=self.headers or original.headers,
            status=self.status or original.status,
            body=original.body,
            digest=original.digest,
            missing=original.missing,
        )


class _Member(io.RawIOBase):
    """What one gzip member holds, as a stream; damage is an ArchiveError, never a short read."""

    def __init__(self, path: Path, file: BinaryIO, start: int) -> None:
        self._path, self._file, self._start = path, file, start
        self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._read = 0
        file.seek(start)

    def readable(self) -> bool:
        return True

    @property
    def end(self) -> int:
        """Where the next member starts, once this one has been read to its end."""
        return self._start + self._read - len(self._inflate.unused_data)

    def readinto(self, buffer: Any) -> int:
        while not self._inflate.eof:
            data = self._inflate.unconsumed_tail
            if not data:
                data = self._file.read(_STEP)
                self._read += len(data)
            if not data:
                raise ArchiveError(self._path, self._start, "the record is cut off")
            try:
                piece = self._inflate.decompress(data, len(buffer))
            except zlib.error as error:
                raise ArchiveError(self._path, self._start, f"the record is damaged ({error})") from None
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A WARC record with its block read, where it is not too large to hold."""

    file: str
    kind: str
    offset: int
    fields: dict[str, str]
    """Header fields of the record, names in lower case."""
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    too_large: bool = False


def read_record(path: Path, offset: int) -> Record:
    """The record that starts at a byte of a file; ArchiveError where there is none."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            for record in _records_from(path, file, offset):
                return record
    except OSError as error:
        raise ArchiveError(path, offset, error.strerror or str(error)) from None
    raise ArchiveError(path, offset, "the file ends before this record")


def records(
    path: Path, sift: Sift | None = None, tell: Callable[[int], None] | None = None
) -> Iterator[Record]:
    """All records of a file in order: gzip a record, gzip as a whole, or plain; with a sift those that it needs.

    `tell` is told how many bytes have been read.
    """
    try:
        size = path.stat().st_size
        if size == 0:
            raise ArchiveError(path, 0, "the file is empty")
        with path.open("rb") as file:
            at = 0
            while at < size:
                yield from _records_from(path, file, at, sift)
                at = file.tell()
                if tell is not None:
                    tell(at)
    except OSError as error:
        raise ArchiveError(path, None, error.strerror or str(error)) from None


def _records_from(path: Path, file: BinaryIO, at: int, sift: Sift | None = None) -> Iterator[Record]:
    """Records from a byte on: of one gzip member, or the rest of a plain file; leaves the file there."""
    file.seek(at)
    gzipped = file.read(len(MAGIC)) == MAGIC
    file.seek(at)
    if not gzipped:
        yield from _parsed(path, file, None)
        return
    if sift is not None and (small := _whole(path, file, at)) is not None:
        raw, end = small
        if sift.needs(raw):
            yield from _parsed(path, io.BytesIO(raw), at)
        file.seek(end)
        return
    member = _Member(path, file, at)
    stream = io.BufferedReader(member, _STEP)
    yield from _parsed(path, stream, at)
    file.seek(member.end)


def _whole(path: Path, file: BinaryIO, at: int) -> tuple[bytes, int] | None:
    """What a gzip member holds and where it ends; None where that is too much to hold."""
    member = _Member(path, file, at)
    held = bytearray()
    buffer = bytearray(_STEP * 4)
    while count := member.readinto(buffer):
        held += memoryview(buffer)[:count]
        if len(held) > MAX_PAYLOAD:
            return None
    return bytes(held), member.end


def _parsed(path: Path, stream: Any, member: int | None) -> Iterator[Record]:
    """Parse records until the stream ends; in a member every record has the member's offset."""
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    while True:
        offset = stream.tell() if member is None else member
        line = stream.readline(_STEP)
        if not line:
            return
        if line in _BLANK:
            continue
        if not line.startswith(b"WARC/"):
            raise ArchiveError(path, offset, "no WARC record starts here")
        try:
            parsed = loader.parse_record_stream(stream, line, "warc")
        except (ArchiveLoadFailed, EOFError, ValueError, TypeError, AttributeError) as error:
            # Of a header without its fields the library has nothing to say.
            why = str(error) if isinstance(error, ArchiveLoadFailed) else "its header is damaged"
            raise ArchiveError(path, offset, f"the record cannot be read ({why})") from None
        yield _complete(path, offset, parsed)


def _complete(path: Path, offset: int, parsed: Any) -> Record:
    """Read the block of a parsed record; what is over the bound is passed over, not held."""
    block, size = bytearray(), 0
    while data := parsed.raw_stream.read(_STEP):
        size += len(data)
        if size <= MAX_PAYLOAD:
            block += data
    length = parsed.length if parsed.payload_length < 0 else parsed.payload_length
    if length is not None and size < length:
        raise ArchiveError(path, offset, "the record is cut off")
    http = parsed.http_headers
    return Record(
        file=str(path),
        kind=parsed.rec_type or "",
        offset=offset,
        fields={name.lower(): value for name, value in parsed.rec_headers.headers},
        status=None if http is None else _status(http.get_statuscode()),
        headers=() if http is None else tuple((str(k), str(v)) for k, v in http.headers),
        body=b"" if size > MAX_PAYLOAD else bytes(block),
        too_large=size > MAX_PAYLOAD,
    )


def _status(code: str) -> int:
    return int(code) if code.isascii() and code.isdigit() and len(code) == 3 else 0


def read_warc(
    path: Path, sift: Sift | None = None, tell: Callable[[int], None] | None = None
) -> Iterator[ArchivedResponse]:
    """Every response, revisit and resource of a WARC file, in its order.

    With a sift, records that it does not need are passed over before anything is parsed; `tell` hears how many bytes
    have been read. A revisit comes with the
    payload that it refers to, where that stands earlier in the same file. Raises ArchiveError with file and offset
    where the file is missing or broken; what stood before was yielded.

    >>> list(read_warc(Path("missing.warc.gz")))
    Traceback (most recent call last):
    ...
    db.archive.errors.ArchiveError: missing.warc.gz: No such file or directory
    """
    path, session, seen = Path(path), 0, dict[str, int]()
    for record in records(path, sift, tell):
        if record.kind == "warcinfo":
            session += 1
            continue
        answer = as_response(record, session)
        if answer is None:
            continue
        if record.kind == "revisit":
            yield _with_payload(path, answer, record.fields.get("warc-payload-digest", ""), seen)
            continue
        for digest in (answer.digest, record.fields.get("warc-payload-digest")):
            if digest:
                seen.setdefault(digest, record.offset)
        yield answer


def as_response(record: Record, session: int) -> ArchivedResponse | None:
    """A record as a response; None for requests, metadata and what did not come over HTTP."""
    url = record.fields.get("warc-target-uri", "").strip("<>")
    headers = record.headers
    if record.kind == "resource":
        status, headers = 200, (("Content-Type", record.fields.get("content-type", "")),)
    elif record.kind == "revisit" or (record.kind == "response" and url.startswith(("http:", "https:"))):
        status = record.status or 0
    else:
        return None
    body = record.body
    if "chunked" in (header(headers, "transfer-encoding") or "").lower():
        body = body if sha256(body) == record.fields.get("warc-payload-digest") else unchunk(body)
    return ArchivedResponse(
        url=url,
        at=record.fields.get("warc-date", ""),
        status=status,
        headers=headers,
        body=body,
        digest=sha256(body),
        session=session,
        offset=record.offset,
        file=record.file,
        revisit=record.kind == "revisit",
        missing=f"too large: more than {MAX_PAYLOAD} bytes" if record.too_large else None,
    )


def _with_payload(path: Path, visit: ArchivedResponse, digest: str, seen: dict[str, int]) -> ArchivedResponse:
    if digest not in seen:
        return replace(visit, missing="the payload that it refers to is not in this file before it")
    original = as_response(read_record(path, seen[digest]), visit.session)
    return visit if original is None else visit.with_payload_of(original)
