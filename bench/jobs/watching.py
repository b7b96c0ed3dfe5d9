"""What a day of visits to pages that do not change adds to a workspace: `python -m bench.jobs.watching VISITS PAGES`.

A server on loopback answers half of the pages with 304 where it is asked whether they changed, the other half with the
same bytes each time; a few feeds and robots.txt are asked for as well. Each visit is a crawl as `keii crawl` does it.
The archive grows by every visit, that is its purpose; counted apart is what the rest of the workspace grows by.
"""

import json
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from db.archive import Archive
from db.records import Incident, Source
from db.store import Store
from spiders.crawl import crawl

SLUG = "watched"
A_DAY = 96
"""Visits: one every quarter of an hour."""
FAST = {"PUBLIC_ALLOW": ["127.0.0.1/32"], "HOST_DELAY": 0.0, "RETRY_TIMES": 0}


class Unchanged(BaseHTTPRequestHandler):
    """Pages with even numbers know their version, the others do not."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        number = self.path.rpartition("/")[2]
        tag = f'"{number}"' if number.isdigit() and int(number) % 2 == 0 else None
        if tag and self.headers["If-None-Match"] == tag:
            self._send(304, b"", tag)
        elif number == "robots.txt":
            self._send(404, b"", None)
        else:
            text = f"<title>お知らせ{number}</title><p>{number}件の口座の登録を停止しています。</p>"
            self._send(200, text.encode(), tag)

    def _send(self, status: int, body: bytes, tag: str | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if tag:
            self.send_header("ETag", tag)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def size(folder: Path, archive: bool) -> int:
    """Bytes of a workspace's archive, or of the rest."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files if (path.parent.name == "archive") == archive)


def visit(folder: Path, incident: Incident, times: int) -> None:
    """Crawl so many times, each in a run of its own."""
    for _ in range(times):
        with Store.open(folder / "keii.db") as store, Archive.open(folder / "archive") as archive:
            store.save_incident(incident)
            run = store.start_run(SLUG, "crawl", "2026-01-01T00:00:00Z")
            report = crawl(incident, store, archive, run=run, settings=FAST)
            store.finish_run(
                run,
                "2026-01-01T00:00:01Z",
                {str(name): number for name, number in report.counts.items()},
                len(report.failures),
            )


def main() -> None:
    """Print what the second visit adds, what all after it add, and so what a day of 96 would."""
    visits, pages = int(sys.argv[1]), int(sys.argv[2])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Unchanged)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    notices = tuple(f"{base}/notice/{number}" for number in range(pages))
    source = Source(id="bank", publisher="bank", notices=notices)
    incident = Incident(
        slug=SLUG, title=SLUG, keywords=(SLUG,), contact="bench@keii.example", sources=(source,)
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes, archives = [], []
        began = time.process_time()
        for times in (1, 1, visits - 2):
            visit(folder, incident, times)
            sizes.append(size(folder, archive=False))
            archives.append(size(folder, archive=True))
        spent = time.process_time() - began
    server.shutdown()
    second, later = sizes[1] - sizes[0], sizes[2] - sizes[1]
    day = second + later * (A_DAY - 2) / (visits - 2)
    found = {"second": second, "later": later, "day": day, "archive": archives[2] - archives[0], "cpu": spent}
    print(json.dumps({"visits": visits, "pages": pages, **found}))


if __name__ == "__main__":
    main()
