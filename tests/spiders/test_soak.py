"""Two days of crawling every half hour, with a clock that is moved on: nothing grows but with what has changed."""

import gc
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

import spiders.crawl
import spiders.fetching
from db.archive import Archive
from db.store import Store
from spiders.crawl import crawl
from tests.spiders.sites import FAST, Reply, incident, site

CRAWLS = 96
PAGES = 4
HANDLES = Path("/proc/self/fd")


class Moved(datetime):
    """A clock that stands where it was put."""

    stands_at = datetime(2020, 9, 10, tzinfo=UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.stands_at


def rows(store: Store, slug: str) -> int:
    return len(store.captures(slug)) + len(store.outcomes(slug))


@pytest.mark.skipif(not HANDLES.exists(), reason="open files are counted in /proc")
def test_a_soak_grows_with_changes_not_with_visits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (spiders.crawl, spiders.fetching):
        monkeypatch.setattr(module, "datetime", Moved)
    handles, objects, kept = [], [], []
    with (
        site({}) as s,
        Store.open(tmp_path / "keii.db") as store,
        Archive.open(tmp_path / "archive") as archive,
    ):
        followed = incident(s.base, notices=tuple(f"/{n}" for n in range(PAGES)))
        store.save_incident(followed)
        for number in range(CRAWLS):
            monkeypatch.setattr(Moved, "stands_at", Moved.stands_at + timedelta(minutes=30))
            # One page changes every third hour, and not at all on the second day.
            edition = min(number, CRAWLS // 2) // 6
            s.routes |= {f"/{n}": Reply(b"<p>same") for n in range(1, PAGES)} | {
                "/0": Reply(b"<p>%d" % edition)
            }
            run = store.start_run(followed.slug, "crawl", Moved.now().isoformat())
            crawl(followed, store, archive, run=run, settings=FAST)
            s.hits.clear()
            gc.collect()
            handles.append(sum(1 for _ in HANDLES.iterdir()))
            objects.append(len(gc.get_objects()))
            kept.append(rows(store, followed.slug))
    quiet = slice(CRAWLS // 2 + 8, CRAWLS)
    assert max(handles[quiet]) <= max(handles[8:16]) + 2
    assert objects[-1] < objects[CRAWLS // 2] * 1.02
    assert kept[CRAWLS - 1] == kept[CRAWLS // 2 + 8], "visits that find nothing new add no row"
