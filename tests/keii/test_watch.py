"""`keii watch` as a process, against a server on loopback."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from keii.lock import hold_lock
from tests.spiders.sites import Reply, Site, site

ROOT = Path(__file__).parent.parent.parent
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "KEII_PUBLIC_ALLOW": "127.0.0.1/32"}
PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>青空ペイ</title>
<article><h1>青空ペイからのお知らせ</h1><p>{}</p></article>"""


def notice(text: str) -> Reply:
    return Reply(PAGE.format(text).encode())


def workspace_for(folder: Path, server: Site) -> Path:
    (folder / "incidents").mkdir()
    (folder / "incidents" / "aozora.toml").write_text(
        f"""title = "青空ペイの不正利用"
keywords = ["青空ペイ"]
contact = "desk@example.org"

[[sources]]
id = "notice"
publisher = "青空ペイ"
standing = "official"
notices = ["{server.base}/notice"]
""",
        encoding="utf-8",
    )
    return folder


@contextmanager
def receiver() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A webhook on loopback: its Apprise address, and what it was sent."""
    received: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"json://127.0.0.1:{server.server_port}/", received
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def command(workspace: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "keii", "--workspace", str(workspace), "watch", *words]


def watch_once(workspace: Path, *words: str) -> list[dict[str, Any]]:
    """What one `watch --once --json` says."""
    done = subprocess.run(
        command(workspace, "--once", "--json", "--every", "1s", "--rest", "1s", *words),
        capture_output=True, text=True, timeout=60, check=False, env=ENVIRONMENT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_walk_tells_what_is_new(tmp_path: Path) -> None:
    first, second = (
        "青空ペイは2020年9月10日、被害が34件、1000万円になったと発表した。",
        "青空ペイは2020年9月11日、被害が66件、1800万円になったと発表した。",
    )
    with site({"/notice": notice(first)}) as server, receiver() as (hook, received):
        workspace = workspace_for(tmp_path, server)
        walked, waiting = watch_once(workspace, "--notify", hook)
        (told,) = received
        assert told["title"] == "青空ペイの不正利用"
        assert "1,000万円" in told["message"]
        assert (walked["event"], walked["slug"], walked["new_captures"]) == ("walked", "aozora", 1)
        assert any("1,000万円" in line for line in walked["news"])
        assert waiting["event"] == "waiting"
        server.routes["/notice"] = notice(second)
        walked, _ = watch_once(workspace, "--notify", "json://127.0.0.1:9/nobody")
    assert any("1,800万円" in line for line in walked["news"])
    assert walked["figures_moved"] == 1
    assert walked["news"][0].startswith("* ")
    assert all(value in walked["news"][0] for value in ("1,000万円", "1,800万円"))
    assert walked["failures"] == ["--notify 1: could not be sent"]


def test_a_watch_that_is_stopped_while_it_waits_ends_at_once(tmp_path: Path) -> None:
    with site({"/notice": notice("青空ペイは2020年9月10日、新規登録を停止した。")}) as server:
        workspace = workspace_for(tmp_path, server)
        child = subprocess.Popen(
            command(workspace, "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=ENVIRONMENT | {"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert child.stdout is not None
        events = [json.loads(child.stdout.readline())["event"] for _ in range(2)]
        child.send_signal(signal.SIGTERM)
        _, said = child.communicate(timeout=30)
    assert events == ["walked", "waiting"]
    assert child.returncode == 143
    assert "what was done so far is kept" in said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--every", "soon"], "write 90s, 30m, 2h or 1d"),
        (["--quiet", "night"], "write 23:00-06:00"),
        (["--notify", "nonsense"], "--notify 1: Apprise knows no such address"),
        (["nothing-such"], "nothing-such.toml"),
    ],
)
def test_wrong_use_is_told_before_anything_is_done(tmp_path: Path, words: list[str], message: str) -> None:
    with site({}) as server:
        workspace = workspace_for(tmp_path, server)
        done = subprocess.run(
            command(workspace, *words),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=ENVIRONMENT,
        )
    assert done.returncode == 2
    assert message in done.stderr
    assert not server.hits
    assert not (workspace / "keii.db").exists()


def test_without_a_contact_a_watch_does_not_begin(tmp_path: Path) -> None:
    with site({}) as server:
        file = workspace_for(tmp_path, server) / "incidents" / "aozora.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("contact", "# contact"), encoding="utf-8")
        done = subprocess.run(
            command(tmp_path), capture_output=True, text=True, timeout=60, check=False, env=ENVIRONMENT
        )
    assert done.returncode == 2
    assert "contact" in done.stderr


def test_one_watch_a_workspace(tmp_path: Path) -> None:
    with site({}) as server, hold_lock(tmp_path / ".keii.watch.lock", "2020-09-10T12:00:00Z"):
        workspace = workspace_for(tmp_path, server)
        done = subprocess.run(
            command(workspace), capture_output=True, text=True, timeout=60, check=False, env=ENVIRONMENT
        )
    assert done.returncode == 75
    assert "since 2020-09-10T12:00:00Z" in done.stderr
