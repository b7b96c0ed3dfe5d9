"""Answer times of the pages over many documents: `python -m bench.jobs.browsing FILE COUNT`.

The documents of a file are stored again and again, each time as another page of another day, until there are COUNT;
the timeline is built of the first of them. Every page is asked for as often as ROUNDS says; times are of the wall.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from urllib.parse import quote

import httpx

from bench.jobs.reading import read_all
from bench.jobs.storing import capture_of
from db.browse.server import application
from db.records import Incident, Reading
from db.store import Store
from db.store import captures as rows
from keii.since import gather
from keii.walk import account

SLUG = "made-up"
INCIDENT = Incident(slug=SLUG, title="作られた件", keywords=("銀行",))
ROUNDS = 9
PORTION = 150
BUILT = 150
"""Documents that the timeline is built of: a page of some hundred lines."""


def many(readings: list[Reading]) -> Iterator[Reading]:
    """The documents without end, each time under other addresses and on a day of their own."""
    for turn in count():
        for number, reading in enumerate(readings):
            document = reading.document
            name = f"{turn:04}{number:06}"
            text = document.sections[0].text + f"\n第{name}号"
            sections = (replace(document.sections[0], text=text), *document.sections[1:])
            made = replace(
                document,
                url=f"{document.url}?{name}",
                digest=f"sha256:{name:0>64}",
                fingerprint=name,
                sections=sections,
            )
            yield replace(reading, document=made if turn else document)


def store_all(path: Path, readings: list[Reading], wanted: int) -> None:
    """Fill the database; the timeline is built when the first are in."""
    with Store.open(path) as store:
        store.save_incident(INCIDENT)
        waiting, done = many(readings), 0
        while done < wanted:
            part = list(islice(waiting, min(PORTION, wanted - done)))
            with store._connection.write(durable=False) as connection:
                kept = [
                    rows.save_capture(connection, store._incident(SLUG), capture_of(r, done + n))
                    for n, r in enumerate(part)
                ]
            store.save_readings(SLUG, list(zip(kept, part, strict=True)), "bench")
            done += len(part)
            if done == BUILT:
                store.save_timeline(SLUG, account(INCIDENT, gather(store, SLUG)))


async def timed(path: Path, pages: dict[str, str]) -> dict[str, dict[str, float]]:
    """Milliseconds of each page, the first answer and the median of the others, and its bytes."""
    app = application(path, hosts=frozenset(), password=None, public=False)
    transport = httpx.ASGITransport(app=app)
    found = {}
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as client:
        await client.get("/-/versions.json")
        for name, address in pages.items():
            taken = []
            for _ in range(ROUNDS):
                before = time.perf_counter()
                answer = await client.get(address)
                answer.raise_for_status()
                taken.append((time.perf_counter() - before) * 1000)
            found[name] = {
                "first": taken[0],
                "median": statistics.median(taken[1:]),
                "bytes": len(answer.content),
            }
    return found


def main() -> None:
    """Print what was measured."""
    readings = list(read_all(Path(sys.argv[1])))
    wanted = int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "keii.db"
        store_all(path, readings, wanted)
        with Store.open(path) as store:
            told = store.timeline(SLUG)
        assert told is not None
        digest = f"{'0001000000':0>64}"
        searches = ("銀行", "被害", "2542万円", "銀行 被害 補償", f"第{'0001000007'}号", "存在しない言葉")
        pages = {
            "home": "/",
            "incident": f"/incident/{SLUG}",
            "entry": f"/incident/{SLUG}/entry/{told.entries[0].id}",
            "document": f"/document/{quote(digest)}",
            "names": "/names",
            "name": f"/name/{quote(next(o.name for e in told.entries for o in e.organisations))}",
            "table": "/keii/documents",
            **{f"search {words}": f"/search?q={quote(words)}" for words in searches},
        }
        measured = asyncio.run(timed(path, pages))
        size = path.stat().st_size
    print(json.dumps({"documents": wanted, "entries": len(told.entries), "size": size, "pages": measured}))


if __name__ == "__main__":
    main()
