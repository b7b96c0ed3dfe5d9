"""A page that kills its reader costs that page only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.records import Capture, Incident
from keii.reading import ReadJob, ReadResult, read_all, read_one

INCIDENT = Incident(slug="x", title="x", keywords=("x",))


def job(name: str) -> ReadJob:
    capture = Capture(url=name, captured_at="2020-09-10T00:00:00Z", digest="", warc="", offset=0)
    return ReadJob(capture=capture, archive=Path(), incident=INCIDENT, source=None)


def read_or_die(job: ReadJob) -> ReadResult:
    if job.capture.url.startswith("bomb"):
        os._exit(9)
    return ReadResult(job.capture, None, "ok")


def test_every_other_page_is_still_read() -> None:
    names = ["bomb1", *(f"page{n}" for n in range(20)), "bomb2"]
    results = {r.capture.url: r for r in read_all([job(n) for n in names], workers=2, read=read_or_die)}
    assert set(results) == set(names)
    assert {n for n, r in results.items() if r.outcome == "error"} == {"bomb1", "bomb2"}
    assert "processor time" in results["bomb1"].reason


def test_what_nobody_foresaw_costs_that_page_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def understand(job: ReadJob) -> None:
        raise OverflowError("date value out of range")

    monkeypatch.setattr("keii.reading.understand", understand)
    monkeypatch.setattr("keii.reading._limit_cpu", lambda: None)
    result = read_one(job("page"))
    assert (result.outcome, result.reason) == ("error", "OverflowError: date value out of range")


def test_nothing_to_read_starts_no_worker() -> None:
    assert list(read_all([])) == []


ENDLESS = """
import time
from db.records import Capture, Incident
from keii.reading import ReadJob, read_all

def read(job):
    print("reading", flush=True)
    time.sleep(60)

def main():
    capture = Capture(url="x", captured_at="2020-09-10T00:00:00Z", digest="", warc="", offset=0)
    incident = Incident(slug="x", title="x", keywords=("x",))
    list(read_all([ReadJob(capture=capture, archive=".", incident=incident, source=None)], read=read))
"""


def test_a_run_that_is_killed_leaves_no_worker_behind(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text(ENDLESS)
    paths = os.pathsep.join((str(tmp_path), str(Path(__file__).parent.parent.parent)))
    with subprocess.Popen(
        [sys.executable, "-c", "import endless; endless.main()"],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths},
    ) as run:  # fmt: skip
        assert run.stdout is not None
        assert run.stdout.readline() == "reading\n"
        run.kill()
        # stdout ends when the last process that has it has ended.
        assert run.communicate(timeout=20) == ("", None)
