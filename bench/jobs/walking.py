"""One way from a site to facts in a database: `python -m bench.jobs.walking WAY BASE COUNT FOLDER`.

`bare`: a Scrapy spider that saves the bodies, and no more. `crawl`, `read`: keii's stages. `card`: the task taken
literally, BeautifulSoup's html.parser, dateparser's search and sqlite-utils row by row, after the bare spider.
`trafilatura`: the same with trafilatura, one pattern for sums and all rows of a page at once.
"""

import json
import re
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.site import FEED

SLUG = "made-up"
DAY = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日")
SUM = re.compile(r"[\d,]+(?:億|万)?円")


def bare(base: str, count: int, folder: Path) -> int:
    """Save the bodies of all pages."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    class Bare(scrapy.Spider):
        name = "bare"

        async def start(self) -> Any:
            for number in range(count):
                yield scrapy.Request(f"{base}/news/{number}.html")

        def parse(self, response: Any) -> None:
            (folder / response.url.rsplit("/", 1)[1]).write_bytes(response.body)

    folder.mkdir()
    process = AsyncCrawlerProcess({
        "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    })  # fmt: skip
    process.crawl(Bare)
    process.start()
    return sum(1 for _ in folder.iterdir())


def _incident(base: str) -> Any:
    from db.records import Incident, Source

    source = Source(id="site", publisher="汐見新聞", feeds=(f"{base}{FEED}",))
    return Incident(
        slug=SLUG, title=SLUG, keywords=("ミナトペイ",), contact="desk@keii.example", sources=(source,)
    )


def crawl(base: str, count: int, folder: Path) -> int:
    """keii: fetch into archive and store."""
    from db.archive import Archive
    from db.store import Store
    from spiders.crawl import crawl as crawl_incident

    incident = _incident(base)
    folder.mkdir()
    with Store.open(folder / "keii.db") as store, Archive.open(folder / "archive") as archive:
        store.save_incident(incident)
        settings = {"PUBLIC_ALLOW": ["127.0.0.1/32"], "HOST_DELAY": 0.0, "PAGES_A_SOURCE": count + 1}
        return crawl_incident(incident, store, archive, settings=settings).counts["ok"] - 1


def read(base: str, _: int, folder: Path) -> int:
    """keii: captures into documents and facts."""
    from db.store import Store
    from keii.walk import read_incident

    with Store.open(folder / "keii.db") as store:
        return read_incident(_incident(base), store, folder / "archive").counts["ok"]


def card(_: str, count: int, folder: Path) -> int:
    """BeautifulSoup's html.parser, search_dates, sqlite-utils row by row."""
    from bs4 import BeautifulSoup
    from dateparser.search import search_dates
    from sqlite_utils import Database

    database = Database(folder / "card.db")
    for url, body in _saved(folder, count):
        text = BeautifulSoup(body, "html.parser").get_text("\n")
        database.table("pages").insert({"url": url, "text": text}, pk="url")
        for found in SUM.finditer(text):
            database.table("facts").insert({"url": url, "text": found[0], "value": None})
        for words, when in search_dates(text, languages=["ja"]) or ():
            database.table("facts").insert({"url": url, "text": words, "value": when.isoformat()})
    return int(database.table("pages").count)


def trafilatura(_: str, count: int, folder: Path) -> int:
    """trafilatura, one pattern for sums and one for dates, sqlite-utils a page at a time."""
    from sqlite_utils import Database
    from trafilatura import extract

    database = Database(folder / "trafilatura.db")
    for url, body in _saved(folder, count):
        text = extract(body, include_comments=False) or ""
        database.table("pages").insert({"url": url, "text": text}, pk="url")
        rows = [{"url": url, "text": found[0]} for found in (*SUM.finditer(text), *DAY.finditer(text))]
        database.table("facts").insert_all(rows)
    return int(database.table("pages").count)


def _saved(folder: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """What the bare spider saved."""
    for file in sorted(folder.glob("*.html"))[:count]:
        yield file.name, file.read_bytes()


WAYS: dict[str, Callable[[str, int, Path], int]] = {
    "bare": bare, "crawl": crawl, "read": read, "card": card, "trafilatura": trafilatura,
}  # fmt: skip


def main() -> None:
    """Go one way, and print how many pages came to its end, and what the largest process took."""
    way, base, count, folder = sys.argv[1:]
    done = WAYS[way](base, int(count), Path(folder))
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"pages": done, "worker": workers}))


if __name__ == "__main__":
    main()
