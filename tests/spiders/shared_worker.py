"""One worker of a shared crawl, as a process: python -m tests.spiders.shared_worker REDIS FOLDER BASE ROUND. Tests nothing."""

import sys
from pathlib import Path

from db.archive import Archive
from db.store import Store
from spiders.crawl import crawl
from tests.spiders.sites import FAST, incident

LEASE = 2.0

if __name__ == "__main__":
    redis, folder, base, name = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]
    folder.mkdir(exist_ok=True)
    followed = incident(base, feeds=("/rss",))
    with Store.open(folder / "keii.db") as store, Archive.open(folder / "archive") as archive:
        store.save_incident(followed)
        crawl(
            followed, store, archive, redis=redis, round_name=name,
            settings={**FAST, "FRONTIER_LEASE": LEASE, "PAGES_A_SOURCE": 10_000},
        )  # fmt: skip
