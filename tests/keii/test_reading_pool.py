"""A page that kills its reader costs that page only."""

import os
from pathlib import Path

from db.records import Capture, Incident
from keii.reading import ReadJob, ReadResult, read_all

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


def test_nothing_to_read_starts_no_worker() -> None:
    assert list(read_all([])) == []
