"""Records as bytes: what an append puts into a WARC file. Nothing here touches a file."""

import hashlib
import io
import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from db.archive.members import packed

_IDS = uuid.UUID("8f3c9f0e-0d0b-5f4b-9c1e-6b6569690001")
"""Name space of record ids: they follow from what a record is, so the same crawl gives the same bytes."""

SOFTWARE = "keii"


class _WireHeaders(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers written as they came; the base class would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        lines = [f"{self.protocol} {self.statusline}", *(f"{k}: {v}" for k, v in self.headers)]
        self.headers_buff = b"".join(_wire(line) + b"\r\n" for line in lines) + b"\r\n"


def _wire(line: str) -> bytes:
    """Header text as bytes: Latin-1 as HTTP libraries decode it, UTF-8 where it is not; always one line."""
    line = " ".join(line.splitlines())
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace")


def sha256(data: bytes) -> str:
    """The digest of a payload as it is written everywhere in this project.

    >>> sha256(b"")[:20]
    'sha256:e3b0c44298fc1'
    """
    return "sha256:" + hashlib.sha256(data).hexdigest()


def warcinfo(file: str, at: str, place: str) -> bytes:
    """The record that opens a session: which program wrote what follows. `place` sets records apart."""
    fields = {"software": SOFTWARE, "format": "WARC File Format 1.1", "robots": "obey"}
    block = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    headers = {"WARC-Filename": file, "WARC-Date": at}
    return _record("warcinfo", "", headers, block, place=place)


def response(
    url: str, at: str, status: int, headers: Sequence[tuple[str, str]], body: bytes, digest: str, place: str
) -> bytes:
    """A response with its payload."""
    return _record("response", url, _described(at, digest), body, http=_http(status, headers), place=place)


def resource(url: str, at: str, content_type: str, body: bytes, digest: str, place: str) -> bytes:
    """A file that did not come over HTTP."""
    return _record(
        "resource", url, {**_described(at, digest), "Content-Type": content_type}, body, place=place
    )


def revisit(
    url: str,
    at: str,
    digest: str,
    refers: Mapping[str, str],
    place: str,
    *,
    status: int | None = None,
    headers: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A visit whose payload is already in the archive: its headers, and where the payload stands."""
    fields = {
        **_described(at, digest),
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        **refers,
    }
    http = None if status is None else _http(status, headers)
    return _record("revisit", url, fields, b"", http=http, place=place)


def _described(at: str, digest: str) -> dict[str, str]:
    return {"WARC-Date": at, "WARC-Payload-Digest": digest}


def _http(status: int, headers: Sequence[tuple[str, str]]) -> _WireHeaders:
    reason = HTTPStatus(status).phrase if status in {known.value for known in HTTPStatus} else ""
    return _WireHeaders(f"{status} {reason}".strip(), list(headers), protocol="HTTP/1.1")


def _record(
    kind: str,
    url: str,
    fields: Mapping[str, str],
    body: bytes,
    *,
    http: _WireHeaders | None = None,
    place: str,
) -> bytes:
    if http is not None:
        http.compute_headers_buffer()
    block = (http.headers_buff if http is not None else b"") + body
    target = uri(url)
    record_id = uuid.uuid5(_IDS, f"{kind} {target} {fields['WARC-Date']} {place}")
    named = {"WARC-Record-ID": f"<urn:uuid:{record_id}>", **fields, "WARC-Block-Digest": sha256(block)}
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        target, kind, payload=io.BytesIO(body), length=len(body), warc_headers_dict=named, http_headers=http
    )
    writer.write_record(record)
    return packed(out.getvalue())


def uri(url: str) -> str:
    """A URL that cannot break the header line it stands in.

    >>> uri("https://example.org/a b\\r\\nWARC-Type: x")
    'https://example.org/a%20b%0D%0AWARC-Type:%20x'
    """
    return "".join(
        char
        if char.isprintable() and char != " "
        else "".join(f"%{b:02X}" for b in char.encode("utf-8", "replace"))
        for char in url
    )
