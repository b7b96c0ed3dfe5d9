"""Content and transfer codings taken off a payload, bounded, so that a bomb costs no more than its limit."""

import importlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

MAX_PAYLOAD = 32 * 1024 * 1024
"""Bytes of a payload after its codings are taken off. No page that is read by people comes near."""

_STEP = 256 * 1024
_CODINGS_IN_A_ROW = 3


class CodingError(ValueError):
    """A payload does not follow the coding that its headers name; str() is the reason."""


class _Zlib(Protocol):
    """What is used of zlib's decompression objects."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


def header(headers: Sequence[tuple[str, str]], name: str) -> str | None:
    """The first value of a header, whatever its capitals.

    >>> header([("Content-Type", "text/html")], "content-type")
    'text/html'
    """
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


def decode_payload(body: bytes, headers: Sequence[tuple[str, str]], *, limit: int = MAX_PAYLOAD) -> bytes:
    """`body` without the content codings that `headers` name.

    Raises CodingError where a coding is unknown, cut off, not followed, or gives more than `limit` bytes.

    >>> decode_payload(zlib.compress("被害".encode()), [("Content-Encoding", "deflate")]).decode()
    '被害'
    """
    named = [
        part.strip().lower()
        for key, value in headers
        if key.lower() == "content-encoding"
        for part in value.split(",")
    ]
    codings = [name for name in named if name and name != "identity"]
    if len(codings) > _CODINGS_IN_A_ROW:
        raise CodingError(f"{len(codings)} content codings one inside the other")
    for name in reversed(codings):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise CodingError(f"content coding {name!r} is not known")
        if body:
            body = _collect(decoder(body), name, limit)
    if len(body) > limit:
        raise CodingError(f"too large: more than {limit} bytes")
    return body


def _collect(pieces: Iterator[bytes], name: str, limit: int) -> bytes:
    out = bytearray()
    for piece in pieces:
        out += piece
        if len(out) > limit:
            raise CodingError(f"too large: more than {limit} bytes come out of {name}")
    return bytes(out)


def _inflate(body: bytes, name: str, new: Callable[[], _Zlib]) -> Iterator[bytes]:
    """All members of a zlib-family stream; what follows the last one is let pass, as browsers do."""
    while body:
        stream, rest = new(), body
        while not stream.eof:
            try:
                piece = stream.decompress(rest, _STEP)
            except zlib.error as error:
                raise CodingError(f"not valid {name}: {error}") from None
            rest = stream.unconsumed_tail
            if not piece and not rest and not stream.eof:
                raise CodingError(f"incomplete: the {name} stream is cut off")
            yield piece
        body = stream.unused_data
        if name != "gzip" or not body.startswith(b"\x1f\x8b"):
            return


def _gzip(body: bytes) -> Iterator[bytes]:
    return _inflate(body, "gzip", lambda: zlib.decompressobj(16 + zlib.MAX_WBITS))


def _deflate(body: bytes) -> Iterator[bytes]:
    """RFC 9110 means zlib by deflate; some servers send it without the zlib header."""
    has_header = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    bits = zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
    return _inflate(body, "deflate", lambda: zlib.decompressobj(bits))


def _brotli(body: bytes) -> Iterator[bytes]:
    brotli = _library("brotli", "br")
    stream = brotli.Decompressor()
    try:
        yield stream.process(body, output_buffer_limit=_STEP)
        while not stream.is_finished():
            piece = stream.process(b"", output_buffer_limit=_STEP)
            if not piece and not stream.is_finished():
                raise CodingError("incomplete: the br stream is cut off")
            yield piece
    except brotli.error as error:
        raise CodingError(f"not valid br: {error}") from None


def _zstd(body: bytes) -> Iterator[bytes]:
    zstd = _library("compression.zstd", "zstd", instead="backports.zstd")
    while body:
        stream, rest = zstd.ZstdDecompressor(), body
        while not stream.eof:
            try:
                piece = stream.decompress(rest, _STEP)
            except zstd.ZstdError as error:
                raise CodingError(f"not valid zstd: {error}") from None
            rest = b""
            if not piece and stream.needs_input and not stream.eof:
                raise CodingError("incomplete: the zstd stream is cut off")
            yield piece
        body = stream.unused_data


def _library(name: str, coding: str, *, instead: str | None = None):  # type: ignore[no-untyped-def]
    """A decompression library that need not be installed."""
    for candidate in (name, instead):
        try:
            if candidate:
                return importlib.import_module(candidate)
        except ImportError:
            continue
    raise CodingError(f"content coding {coding!r} needs the Python package {instead or name}")


_DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}


def unchunk(body: bytes) -> bytes:
    """A body without the chunked transfer coding; as it is where it does not follow it.

    Many archives name the coding in the header and keep the body without it.

    >>> unchunk(b"4\\r\\nWiki\\r\\n0\\r\\n\\r\\n"), unchunk(b"<html>")
    (b'Wiki', b'<html>')
    """
    out, at = bytearray(), 0
    while True:
        line_end = body.find(b"\r\n", at, at + 64)
        if line_end < 0:
            return body
        try:
            size = int(body[at:line_end].split(b";")[0], 16)
        except ValueError:
            return body
        start = line_end + 2
        if size == 0:
            return bytes(out)
        if size < 0 or body[start + size : start + size + 2] != b"\r\n":
            return body
        out += body[start : start + size]
        at = start + size + 2
