"""A site of made-up news walked from end to end, beside a bare spider and what others would make of its bodies."""

import json
import statistics
import sys
from pathlib import Path

from bench.processes import GaveUp, Spent, run
from bench.serving import serving
from bench.site import FEED, feed, pages
from bench.table import Cell, markdown

PAGES = 2_000
"""Pages of the site that is walked from end to end."""
FEW = 300
"""Pages that the slow ways are measured on."""
COUNTS = {"bare": PAGES, "crawl": PAGES, "read": PAGES, "trafilatura": FEW, "card": FEW // 10}
"""How many pages go each way."""
WALKS: dict[str, tuple[str, ...]] = {
    "bare Scrapy that saves the bodies": ("bare",),
    "keii: crawl, archive, read, facts, store": ("crawl", "read"),
    "keii, crawl and archive alone": ("crawl",),
    "keii, read, facts and store alone": ("read",),
    "bare, then trafilatura, patterns, sqlite-utils": ("bare", "trafilatura"),
    "bare, then html.parser, search_dates, sqlite-utils": ("bare", "card"),
}


def walk_site(folder: Path, rounds_wanted: int) -> None:
    """From a site on loopback to facts in a database, beside a bare spider that saves the bodies."""
    served = {path: (kind, body) for path, kind, body in pages(PAGES)}
    with serving(served) as base:
        served[FEED] = ("application/rss+xml", feed(base, PAGES))
        rounds = [_walks(base, folder / f"walk{number}") for number in range(rounds_wanted)]
    bare = _of_page(rounds, ("bare",))
    rows: list[tuple[Cell, ...]] = []
    for name, parts in WALKS.items():
        cpu = _of_page(rounds, parts)
        peak = max(found[part].peak for found in rounds for part in parts)
        rows.append((name, COUNTS[parts[-1]], 1 / cpu, f"{bare / cpu:.3f}", peak))
    print(markdown(("way", "pages", "pages / CPU s", "of bare", "peak MB"), rows))


def _of_page(rounds: list[dict[str, Spent]], parts: tuple[str, ...]) -> float:
    """CPU seconds for one page, the start of the programs with it."""
    return statistics.median(sum(found[part].cpu / COUNTS[part] for part in parts) for found in rounds)


def _walks(base: str, folder: Path) -> dict[str, Spent]:
    """Each part once; the rivals read what the bare spider saved."""
    folder.mkdir()
    found = {}
    for way, count in COUNTS.items():
        place = "keii" if way in ("crawl", "read") else "bodies"
        command = [sys.executable, "-m", "bench.jobs.walking", way, base, str(count), str(folder / place)]
        found[way] = run(command, limit=240)
        done = json.loads(found[way].printed)["pages"]
        if done != count:
            raise GaveUp(f"{way}: {done} of {count} pages")
    return found
