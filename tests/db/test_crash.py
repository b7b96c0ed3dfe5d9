"""Killed writers, several writers, readers meanwhile: nothing acknowledged is lost, nobody is locked out."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from db.archive import Archive
from db.store import Store
from tests.db.appending import body_of
from tests.db.conftest import INCIDENT, SLUG

ROOT = Path(__file__).parents[2]


def started(workspace: Path, name: str, most: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.db.appending", str(workspace), name, str(most)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def integrity(workspace: Path) -> str:
    connection = sqlite3.connect(workspace / "keii.db")
    try:
        assert not connection.execute("pragma foreign_key_check").fetchall()
        return str(connection.execute("pragma integrity_check").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("acknowledged", [1, 7, 20, 45])
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path, acknowledged: int) -> None:
    seen: list[str] = []
    for name in ("first", "second"):
        child = started(tmp_path, name, 10_000)
        assert child.stdout is not None
        seen += [child.stdout.readline().strip() for _ in range(acknowledged)]
        child.kill()
        seen += [line.strip() for line in child.stdout.readlines() if line.endswith("\n")]
        child.communicate()
    archive = Archive.open(tmp_path / "archive")
    with Store.open(tmp_path / "keii.db") as store:
        captures = store.captures(SLUG)
        readings = {reading.document.url for reading in store.readings(SLUG)}
    assert {capture.url for capture in captures} >= set(seen) <= readings
    assert len({(capture.warc, capture.offset) for capture in captures}) == len(captures)
    for capture in captures:
        host, number = capture.url.removeprefix("https://").split(".example/")
        assert archive.read(capture) == body_of(host, int(number))
    assert integrity(tmp_path) == "ok"


def test_two_writers_at_once_lose_nothing_while_others_read(tmp_path: Path) -> None:
    with Store.open(tmp_path / "keii.db") as store:
        store.save_incident(INCIDENT)
        children = [started(tmp_path, name, 50) for name in ("a", "b", "c", "d")]
        counts = [0]
        while any(child.poll() is None for child in children):
            readings = store.readings(SLUG)
            assert all(len(reading.facts) == 1 for reading in readings)
            counts.append(len(readings))
        told = [child.communicate() for child in children]
        assert [error for _, error in told] == [""] * 4
        assert [len(out.splitlines()) for out, _ in told] == [50] * 4
        assert counts == sorted(counts)
        assert len(store.readings(SLUG)) == 200
        archive = Archive.open(tmp_path / "archive")
        assert archive.recovered == ()
        assert all(archive.read(capture) for capture in store.captures(SLUG))
    assert integrity(tmp_path) == "ok"
