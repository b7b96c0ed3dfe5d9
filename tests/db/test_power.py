"""A kill inside of a transaction, and a power cut: what is there afterwards is whole, and the work goes on."""

import os
import random
import shutil
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db.archive import Archive
from db.records import Capture, Claim, Document, Facts, Figure, Mention, Organisation, Reading, Section
from db.store import Store
from tests.db.conftest import INCIDENT, SLUG, capture

AT, URL = "2020-09-10T13:00:00Z", "https://news.example/next"
TEXT = "9月10日、青空銀行は被害が34件、1990万円になったと発表した。"


def notice(of: Capture, sum_: int) -> Reading:
    """A notice with a row in each child table."""
    figures = (
        Figure(role="cases", value=34, unit="件", start=15, end=18),
        Figure(role="damage_total", value=sum_, unit="JPY", start=19, end=25),
    )
    claim = Claim(
        kind="damage_figure", start=0, end=len(TEXT), date="2020-09-10", figures=figures,
        organisations=(Organisation(name="青空銀行", name_class="bank", role="speaker"),),
    )  # fmt: skip
    mention = Mention(kind="money", start=19, end=25, text="1990万円", value=sum_, unit="JPY")
    document = Document(
        url=of.url, digest=of.digest, captured_at=of.captured_at, publisher="青空銀行", fingerprint="f",
        title="お知らせ", sections=(Section(kind="body", text=TEXT), Section(kind="addendum", text=TEXT)),
    )  # fmt: skip
    return Reading(document=document, facts=(Facts(mentions=(mention,), claims=(claim,)),) * 2)


def sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        broken = connection.execute("pragma foreign_key_check").fetchall()
        return connection.execute("pragma integrity_check").fetchall() == [("ok",)] and not broken


def killed_at(path: Path, statement: int, reading: Reading, rules: str) -> bool:
    """Save a reading in a process that kills itself before a statement; False where it has not so many."""
    child = os.fork()
    if child == 0:
        seen = 0

        def kill(_: str) -> None:
            nonlocal seen
            seen += 1
            if seen == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            with Store.open(path) as store:
                (kept,) = store.captures(SLUG)
                store._connection.raw.set_trace_callback(kill)
                store.save_reading(SLUG, kept, reading, rules)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("before", [None, 19_900_000])
def test_a_kill_at_any_statement_leaves_a_notice_with_all_its_amounts_or_as_it_was(
    tmp_path: Path, before: int | None
) -> None:
    path, of = tmp_path / "keii.db", capture(1)
    expected = [notice(of, before)] if before else []
    with Store.open(path) as store:
        store.save_incident(INCIDENT)
        kept = store.save_capture(SLUG, of)
        for reading in expected:
            store.save_reading(SLUG, kept, reading, "r1")
    statement, new = 1, notice(of, 25_420_000)
    while killed_at(path, statement, new, "r2"):
        assert sound(path), statement
        with Store.open(path) as store:
            found = store.readings(SLUG)
        assert found in (expected, [new]), statement
        expected = found
        statement += 1
    assert statement > 15
    with Store.open(path) as store:
        assert store.readings(SLUG) == [new]


def written(folder: Path, count: int, copy: Path | None = None) -> list[Capture]:
    """Captures with their readings; the copy is of a moment when the log is not yet folded in."""
    folder.mkdir(exist_ok=True)
    with Store.open(folder / "keii.db") as store, Archive.open(folder / "archive") as archive:
        store.save_incident(INCIDENT)
        store._connection.raw.execute("pragma wal_autocheckpoint = 0")
        kept = []
        for number in range(count):
            url, at = f"https://news.example/{number}", f"2020-09-10T12:{number:02}:00Z"
            stored = archive.append_response(
                url=url, status=200, headers=[], body=b"%d" % number * 400, at=at
            )
            of = Capture(
                url=url, captured_at=at, digest=stored.digest, warc=stored.warc, offset=stored.offset
            )
            kept.append(store.save_capture(SLUG, of))
            told = notice(of, number)
            told = replace(told, document=replace(told.document, fingerprint=str(number)))
            store.save_reading(SLUG, kept[-1], told, "r1")
        if copy is not None:
            shutil.copytree(folder, copy)
    return kept


@pytest.mark.parametrize("zeros", [False, True])
def test_a_power_cut_leaves_what_came_before_and_the_work_goes_on(tmp_path: Path, zeros: bool) -> None:
    captures = written(tmp_path / "whole", 12, tmp_path / "cut")
    log = (tmp_path / "cut" / "keii.db-wal").read_bytes()
    warc = next((tmp_path / "cut" / "archive").glob("*.warc.gz"))
    whole = warc.read_bytes()
    chance = random.Random(20200910)
    seen = set()
    for number in range(25):
        # What was not yet on the disk is gone, or zeros that the file system put in its place.
        at = chance.randrange(len(log))
        here = tmp_path / str(number)
        shutil.copytree(tmp_path / "cut", here)
        (here / "keii.db-shm").unlink(missing_ok=True)
        (here / "keii.db-wal").write_bytes(log[:at] + bytes(len(log) - at) * zeros)
        assert sound(here / "keii.db")
        with Store.open(here / "keii.db") as store:
            kept = store.captures(SLUG) if SLUG in store.slugs() else []
            assert kept == captures[: len(kept)]
            readings = store.readings(SLUG) if kept else []
            assert len(kept) - 1 <= len(readings) <= len(kept)
            seen.add(len(kept))
        # An archive is on the disk before its rows are: at most what no row names is torn.
        end = captures[len(kept)].offset if len(kept) < len(captures) else len(whole)
        cut = chance.randint(end, len(whole))
        (here / "archive" / warc.name).write_bytes(whole[:cut] + bytes(len(whole) - cut) * zeros)
        with Archive.open(here / "archive") as archive:
            assert [archive.read(one) for one in kept] == [b"%d" % n * 400 for n in range(len(kept))]
            archive.append_response(url=URL, status=200, headers=[], body=b"next", at=AT)
        written(here, 12)
        with Store.open(here / "keii.db") as store:
            assert len(store.captures(SLUG)) == 12
    assert len(seen) > 5


def test_the_bytes_are_on_the_disk_before_the_row_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        told.append(f"sync {os.fstat(handle).st_ino}")
        fsync(handle)

    with Store.open(tmp_path / "keii.db") as store, Archive.open(tmp_path / "archive") as archive:
        store.save_incident(INCIDENT)
        store._connection.raw.set_trace_callback(told.append)
        monkeypatch.setattr(os, "fsync", noted)
        stored = archive.append_response(url=URL, status=200, headers=[], body=b"x", at=AT)
        of = Capture(url=URL, captured_at=AT, digest=stored.digest, warc=stored.warc, offset=stored.offset)
        store.save_capture(SLUG, of)
    steps = [line for line in told if line.startswith(("sync", "pragma synchronous", "begin", "commit"))]
    assert steps[0] == f"sync {(tmp_path / 'archive' / stored.warc).stat().st_ino}"
    assert steps[-3:] == ["pragma synchronous = full", "begin immediate", "commit"]
