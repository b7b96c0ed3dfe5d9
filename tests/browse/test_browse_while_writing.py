"""Crawls write, the browser reads and a backup is taken, all at once: nobody is locked out, and the copy is sound."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx

from db.store import Store
from tests.browse.conftest import started
from tests.db.conftest import INCIDENT, SLUG

ROOT = Path(__file__).parents[2]
ROWS = 60
PAGES = ("/", "/search?q=被害", "/keii/captures.json?_size=5", "/keii/documents.json?_size=5")


def writer(workspace: Path, name: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.db.appending", str(workspace), name, str(ROWS)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_pages_and_copies_are_whole_while_two_crawls_write(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    with Store.open(workspace / "keii.db") as store:
        store.save_incident(INCIDENT)
    with started(workspace) as address, httpx.Client(base_url=address, timeout=30) as browser:
        writers = [writer(workspace, name) for name in ("a", "b")]
        answers, copies = [], []
        while any(child.poll() is None for child in writers):
            answers += [browser.get(page) for page in PAGES]
            copies.append(tmp_path / f"copy-{len(copies)}.db")
            with closing(sqlite3.connect(workspace / "keii.db")) as source:
                source.execute("vacuum into ?", [str(copies[-1])])
        told = [child.communicate() for child in writers]
        last = browser.get("/keii/captures.json?_size=0").json()
    assert [error for _, error in told] == ["", ""]
    assert [len(out.splitlines()) for out, _ in told] == [ROWS, ROWS]
    assert len(answers) > len(PAGES)
    assert {answer.status_code for answer in answers} == {200}
    assert last["filtered_table_rows_count"] == 2 * ROWS
    counts = []
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert not connection.execute("pragma foreign_key_check").fetchall()
        with Store.open(copy) as store:
            counts.append(len(store.captures(SLUG)))
            assert all(len(reading.facts) == 1 for reading in store.readings(SLUG))
    assert counts == sorted(counts)
