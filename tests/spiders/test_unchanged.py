"""Visits that find nothing new: every one is in the archive, the database notes the first and the last."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.archive import Archive, read_warc
from db.records import Capture, Incident
from db.store import Store
from spiders.crawl import crawl
from tests.spiders.sites import FAST, Reply, Site, incident, site, workspace

HTML = b"<!doctype html><title>t</title><p>text</p>"


@contextmanager
def visited(folder: Path, s: Site, times: int) -> Iterator[tuple[Store, Archive, Incident]]:
    """After so many crawls, each a run of its own."""
    followed = incident(s.base, notices=("/n",))
    with workspace(folder, followed) as (store, archive):
        for _ in range(times):
            run = store.start_run(followed.slug, "crawl", "2026-01-01T00:00:00Z")
            crawl(followed, store, archive, run=run, settings=FAST)
            archive.close()  # the next one is a session of its own
        yield store, archive, followed


def notices(store: Store, slug: str) -> list[Capture]:
    return [capture for capture in store.captures(slug) if capture.role == "notice"]


def rows(store: Store, table: str) -> int:
    with store._connection.read() as connection:
        return int(connection.execute(f"select count(*) from {table}").fetchone()[0])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers a minute apart: captures are told apart by the second."""
    import spiders.fetching as fetching

    class Clock(fetching.datetime):  # type: ignore[name-defined, misc]
        minute_of_day = 0

        @classmethod
        def now(cls, tz: object = None) -> "Clock":
            cls.minute_of_day += 1
            return cls(2026, 1, 1, cls.minute_of_day // 60, cls.minute_of_day % 60, tzinfo=tz)  # type: ignore[arg-type]

    monkeypatch.setattr(fetching, "datetime", Clock)


@pytest.mark.usefixtures("clock")
def test_unchanged_visits_are_two_captures_and_all_in_the_archive(tmp_path: Path) -> None:
    with site({"/n": Reply(HTML)}) as s, visited(tmp_path, s, 5) as (store, archive, followed):
        first, last = notices(store, followed.slug)
        assert (first.revisit, last.revisit) == (False, True)
        assert first.captured_at < last.captured_at
        assert archive.read(first) == archive.read(last) == HTML
        assert rows(store, "captures") == 2  # the page, and robots.txt
        (file,) = (tmp_path / "archive").glob("*.warc.gz")
        assert sum(response.url.endswith("/n") for response in read_warc(file)) == 5
        told = [(o.name, o.times) for o in store.outcomes(followed.slug) if o.url.endswith("/n")]
        assert told == [("ok", 1), ("unchanged", 4)]
        assert store.visits(followed.slug)[f"{s.base}/n"] == 5


@pytest.mark.usefixtures("clock")
def test_a_change_between_unchanged_visits_keeps_its_times(tmp_path: Path) -> None:
    bodies = iter([HTML, HTML, HTML, HTML + b"2", HTML + b"2", HTML, HTML])
    with (
        site({"/n": lambda _: Reply(next(bodies))}) as s,
        visited(tmp_path, s, 7) as (store, archive, followed),
    ):
        found = notices(store, followed.slug)
        assert [archive.read(c) == HTML for c in found] == [True, True, False, False, True, True]
        assert [c.captured_at for c in found] == sorted(c.captured_at for c in found)


@pytest.mark.usefixtures("clock")
def test_a_replay_meets_them_again_and_changes_nothing(tmp_path: Path) -> None:
    with site({"/n": Reply(HTML)}) as s, visited(tmp_path, s, 4) as (_, _, followed):
        pass
    (file,) = (tmp_path / "archive").glob("*.warc.gz")
    with workspace(tmp_path / "again", followed) as (store, archive):
        for _ in range(2):
            run = store.start_run(followed.slug, "crawl", "2026-01-01T00:00:00Z")
            crawl(followed, store, archive, run=run, replay=file, settings=FAST)
            kept = store.captures(followed.slug)
        assert [c.role for c in kept].count("notice") == 2
        size = sum(path.stat().st_size for path in (tmp_path / "again").rglob("*.warc.gz"))
        crawl(followed, store, archive, replay=file, settings=FAST)
        assert store.captures(followed.slug) == kept
        assert size == sum(path.stat().st_size for path in (tmp_path / "again").rglob("*.warc.gz"))


def test_what_fails_alike_is_one_row_and_counted(tmp_path: Path) -> None:
    with site({"/n": Reply(status=500)}) as s, visited(tmp_path, s, 3) as (store, _, followed):
        (told,) = [o for o in store.outcomes(followed.slug) if o.url.endswith("/n")]
        assert (told.name, told.times) == ("unavailable", 3)
        assert told.first_at is not None
