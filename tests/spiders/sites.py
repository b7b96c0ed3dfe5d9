"""Loopback servers and small incidents for the tests of collecting. Tests nothing itself."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from db.archive import Archive
from db.records import Incident, Source
from db.store import Store

FAST: dict[str, object] = {
    "PUBLIC_ALLOW": ["127.0.0.1/32"],
    "HOST_DELAY": 0.0,
    "DOWNLOAD_TIMEOUT": 5,
    "RETRY_TIMES": 0,
}


@dataclass
class Reply:
    """One answer; `cut` closes the connection after so many bytes, `hang` never answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    cut: int | None = None
    hang: threading.Event | None = None
    length: int | None = None


Route = Reply | Callable[[BaseHTTPRequestHandler], Reply]


class Site:
    """A server on loopback that answers from a table and remembers what was asked."""

    def __init__(self, routes: dict[str, Route]) -> None:
        self.routes = {"/robots.txt": Reply(status=404), **routes}
        self.hits: list[tuple[str, dict[str, str], float]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.hits.append(
                    (self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic())
                )
                route = site.routes.get(self.path, Reply(status=404, body=b"nothing"))
                reply = route(self) if callable(route) else route
                if reply.hang is not None:
                    reply.hang.wait(20)
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.status != 304:
                    self.send_header(
                        "Content-Length", str(len(reply.body) if reply.length is None else reply.length)
                    )
                self.end_headers()
                self.wfile.write(reply.body[: reply.cut])
                if reply.cut is not None:
                    self.close_connection = True

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"

    def asked(self, path: str) -> int:
        return sum(hit[0] == path for hit in self.hits)

    def headers(self, path: str) -> list[dict[str, str]]:
        return [hit[1] for hit in self.hits if hit[0] == path]


@contextmanager
def site(routes: dict[str, Route]) -> Iterator[Site]:
    running = Site(routes)
    thread = threading.Thread(target=running.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.server.shutdown()
        running.server.server_close()


def incident(
    base: str = "", *, contact: str | None = "desk@keii.example", **lists: tuple[str, ...]
) -> Incident:
    """An incident with one source; addresses that start with / are the site's."""
    full = {k: tuple(base + u if u.startswith("/") else u for u in v) for k, v in lists.items()}
    return Incident(
        slug="furikomi",
        title="不正な振込",
        keywords=("ペイ口座", "kouza"),
        contact=contact,
        sources=(Source(id="asa", publisher="朝の新聞", **full),),
    )


@contextmanager
def workspace(folder: Path, followed: Incident) -> Iterator[tuple[Store, Archive]]:
    with Store.in_memory() as store, Archive.open(folder / "archive") as archive:
        store.save_incident(followed)
        yield store, archive
