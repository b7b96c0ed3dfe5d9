"""A hostile server on loopback: one route an attack, below HTTP, so that it can break HTTP. Tests nothing itself."""

import gzip
import resource
import socket
import socketserver
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import brotli

from spiders.crawl import crawl
from tests.spiders.sites import FAST, incident, workspace

try:
    from compression import zstd  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    from backports import zstd

PAGE = "<!doctype html><html><title>不正な出金</title><p>9月10日、被害は3億円。</p></html>".encode()
MB = 1_000_000
PATIENCE = 10.0
"""Seconds after which a route gives up on a client that does not let go."""


class Wire:
    """One connection: what is sent, and how much of it the client took."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.taken = 0
        self.gone = threading.Event()

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)
        self.taken += len(data)

    def head(self, *lines: str, status: str = "200 OK") -> None:
        every = (f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *lines, "Connection: close")
        self.connection.sendall("".join(f"{line}\r\n" for line in every).encode() + b"\r\n")

    def page(self, body: bytes = PAGE, *lines: str, length: int | None = None) -> None:
        self.head(f"Content-Length: {len(body) if length is None else length}", *lines)
        self.send(body)

    def stream(self, piece: bytes, total: int) -> None:
        while self.taken < total:
            self.send(piece)

    def wait_until_gone(self) -> None:
        self.connection.settimeout(PATIENCE)
        while self.connection.recv(1024):
            pass

    def drip(self, piece: bytes) -> None:
        """A piece ten times a second, for as long as the client stays."""
        self.connection.settimeout(0.1)
        for _ in range(int(PATIENCE * 10)):
            self.send(piece)
            try:
                if not self.connection.recv(1024):
                    return
            except TimeoutError:
                continue


Route = Callable[[Wire], None]


def chunked(*pieces: bytes) -> Route:
    def answer(wire: Wire) -> None:
        wire.head("Transfer-Encoding: chunked")
        wire.send(b"".join(pieces))

    return answer


def encoded(body: bytes, coding: str) -> Route:
    return lambda wire: wire.page(body, f"Content-Encoding: {coding}")


def redirect(target: str) -> Route:
    return lambda wire: wire.head(f"Location: {target}", "Content-Length: 0", status="302 Found")


def raw(data: bytes) -> Route:
    return lambda wire: wire.send(data)


def short_and_late(wire: Wire) -> None:
    """As much as the length promises comes alone: nothing of HTTP tells that more was meant."""
    wire.page(PAGE[:40], length=40)
    wire.wait_until_gone()


def half_a_body(wire: Wire) -> None:
    wire.page(PAGE[:40], length=len(PAGE))
    wire.wait_until_gone()


def dripping_body(wire: Wire) -> None:
    wire.head("Content-Length: 100000")
    wire.drip(b"a")


def dripping_headers(wire: Wire) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\n")
    wire.drip(b"X-Pad: aaaaaaaa\r\n")


def endless_headers(wire: Wire) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\n")
    wire.stream((b"X-Pad: " + b"a" * 1000 + b"\r\n") * 64, 512 * MB)


def one_long_header(wire: Wire) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\nX-Pad: ")
    wire.stream(b"a" * 65536, 64 * MB)
    wire.send(b"\r\nContent-Length: 2\r\n\r\nok")


def reset(wire: Wire) -> None:
    wire.page(PAGE, length=100_000)
    # To linger for no time at all is to send RST.
    wire.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def big(wire: Wire) -> None:
    wire.head(f"Content-Length: {5000 * MB}")
    wire.stream(b"<p>" + b"a" * 65533, 5000 * MB)


def big_unsized(wire: Wire) -> None:
    wire.head()
    wire.stream(b"<p>" + b"a" * 65533, 5000 * MB)


def _deflated(megabytes: int) -> bytes:
    """So many MB of one letter as a raw deflate stream: one block after a full flush, over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (packer.compress(b"a" * MB) + packer.flush(zlib.Z_FULL_FLUSH)) * megabytes + b"\x03\x00"


def gzip_bomb(megabytes: int = 1000) -> bytes:
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03" + _deflated(megabytes) + struct.pack("<II", 0, 0)


BOMBS: dict[str, Callable[[], tuple[bytes, str]]] = {
    "gzip-bomb": lambda: (gzip_bomb(), "gzip"),
    "deflate-bomb": lambda: (b"\x78\xda" + _deflated(1000) + b"\0\0\0\0", "deflate"),
    "brotli-bomb": lambda: (brotli.compress(b"a" * 200 * MB, quality=1), "br"),
    "zstd-bomb": lambda: (zstd.compress(b"a" * 200 * MB), "zstd"),
    "bomb-in-a-bomb": lambda: (gzip.compress(gzip_bomb()), "gzip, gzip"),
}

ROUTES: dict[str, Route] = {
    "fine": lambda wire: wire.page(),
    "hang": Wire.wait_until_gone,
    "hang-body": half_a_body,
    "drip": dripping_body,
    "drip-headers": dripping_headers,
    "endless-headers": endless_headers,
    "one-long-header": one_long_header,
    "cookie-bomb": lambda wire: wire.page(PAGE, *(f"Set-Cookie: c{n}={'a' * 4000}" for n in range(2000))),
    "empty-reply": raw(b""),
    "reset": reset,
    "garbage": raw(b"\x00\xffSSH-2.0-lol\r\n\r\n" * 20),
    "chunked-bad": chunked(b"zzzz\r\nhello\r\n0\r\n\r\n"),
    "chunked-cut": chunked(b"%x\r\n%b\r\n" % (len(PAGE), PAGE)),
    "length-too-long": lambda wire: wire.page(length=len(PAGE) + 5000),
    # In one piece: what comes later than the length promised is not waited for, and not seen.
    "length-too-short": raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 40\r\nConnection: close\r\n\r\n"
        + PAGE
    ),
    "length-too-short-late": short_and_late,
    "length-twice": lambda wire: wire.page(PAGE, "Content-Length: 400", length=40),
    "gzip-cut": encoded(gzip.compress(PAGE * 50)[:60], "gzip"),
    "gzip-lie": encoded(PAGE, "gzip"),
    "unknown-coding": encoded(PAGE, "rot13"),
    "redirect-loop": redirect("/redirect-loop"),
    "redirect-nowhere": redirect("http://"),
    "big": big,
    "big-unsized": big_unsized,
}


@dataclass(frozen=True)
class Hit:
    """One request: its path, its header lines, and how many bytes of the answer the client took."""

    path: str
    head: str
    taken: int


class Hostile:
    """A server of such routes on a loopback address, which remembers what was asked."""

    def __init__(self, routes: dict[str, Route], host: str = "127.0.0.1", port: int = 0) -> None:
        self.hits: list[Hit] = []
        hostile = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                wire = Wire(self.request)
                head = self._head()
                path = head.split(" ")[1].lstrip("/") if head.count(" ") > 1 else ""
                try:
                    routes.get(path, raw(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))(wire)
                except OSError:
                    pass
                finally:
                    hostile.hits.append(Hit(path, head, wire.taken))

            def _head(self) -> str:
                self.request.settimeout(PATIENCE)
                head = b""
                while b"\r\n\r\n" not in head and (piece := self.request.recv(65536)):
                    head += piece
                return head.decode("latin-1")

        class Server(socketserver.ThreadingTCPServer):
            address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
            allow_reuse_address = daemon_threads = True

        self.server = Server((host, port), Handler)
        self.port = int(self.server.server_address[1])
        self.base = f"http://{host}:{self.port}"

    def asked(self, path: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.path == path]


@contextmanager
def hostile(routes: dict[str, Route], host: str = "127.0.0.1", port: int = 0) -> Iterator[Hostile]:
    running = Hostile(routes, host, port)
    threading.Thread(target=running.server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield running
    finally:
        running.server.shutdown()
        running.server.server_close()


@dataclass(frozen=True)
class Ends:
    """What a crawl that ran in a process of its own came to."""

    by_path: dict[str, tuple[str, str]]
    requests: int
    counted: int
    outcomes: int
    captures: tuple[str, ...]
    peak: int
    """Bytes of memory at most."""


def crawl_pages(folder: Path, base: str, paths: tuple[str, ...], over: dict[str, object]) -> Ends:
    """Crawl these pages; to be run in a process of its own, whose memory is measured."""
    followed = incident(base, pages=tuple(f"/{path}" for path in paths))
    with workspace(folder, followed) as (store, archive):
        report = crawl(followed, store, archive, settings={**FAST, **over})
        outcomes = store.outcomes(followed.slug)
        kept = [capture.url for capture in store.captures(followed.slug) if capture.role == "page"]
    return Ends(
        by_path={outcome.url.split("/", 3)[3]: (outcome.name, outcome.reason) for outcome in outcomes},
        requests=report.requests,
        counted=report.counts.total(),
        outcomes=len(outcomes),
        captures=tuple(url.split("/", 3)[3] for url in kept),
        peak=_peak_memory(),
    )


def _peak_memory() -> int:
    """Bytes that this process has held at most."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands ru_maxrss on to a new program from whoever started it.
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
