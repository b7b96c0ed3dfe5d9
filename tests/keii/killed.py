"""What the drill works on, and what it looks at behind a kill: a workspace, what is wrong with it, what it says."""

import json
import os
import re
import signal
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from db.archive import Archive
from db.store import Store
from tests.spiders.sites import Reply, Site

SLUG, LIVE, GIVEN = "docomo-koza", "furikomi", "shiryo"
DATED = (LIVE, GIVEN)
"""Incidents whose timelines tell when the drill ran: asked of a site that is there, or imported."""
Result = dict[str, Any]

_LIVE = """title = "ペイ口座の件"
keywords = ["ペイ口座"]
contact = "desk@keii.example"

[[sources]]
id = "asa"
publisher = "朝の新聞"
feeds = ["{site}/rss"]
pages = ["{site}/moved", "{site}/gone"]
notices = ["{site}/notice"]
"""
_PAGE = """<!doctype html><html lang="ja"><title>ペイ口座の被害{n}件</title>
<article><h1>ペイ口座の被害{n}件</h1><time datetime="2020-09-{n:02d}T10:00:00+09:00">2020年9月{n}日</time>
<p>青空銀行は9月{n}日、ペイ口座を使った不正な引き出しの被害が{n}件、計{n}00万円になったと発表した。</p></article></html>"""
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def base(folder: Path, incident: Path, site: str) -> None:
    """A workspace with incidents to replay, to import and to ask a site for, and the files to import."""
    (folder / "incidents").mkdir(parents=True)
    for slug in (SLUG, GIVEN):
        (folder / "incidents" / f"{slug}.toml").write_bytes(incident.read_bytes())
    (folder / "incidents" / f"{LIVE}.toml").write_text(_LIVE.format(site=site), encoding="utf-8")
    lines = (
        {"url": f"https://yama.example/{n}", "publisher": "山の新聞", "published": f"2020-09-{n:02d}",
         "text": f"ドコモ口座の不正利用で、山の銀行は被害が{n}件あったと発表した。"}
        for n in range(1, 21)
    )  # fmt: skip
    given = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "given.jsonl").write_text(given, encoding="utf-8")
    (folder / "page.html").write_text(_PAGE.format(n=7), encoding="utf-8")


@contextmanager
def served() -> Iterator[str]:
    """The address of a site in a process of its own, as long as the block lasts."""
    items = "".join(f"<item><title>ペイ口座 {n}</title><link>/{n}</link></item>" for n in range(1, 9))
    feed = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()
    site = Site({
        "/rss": Reply(feed, headers={"Content-Type": "application/rss+xml"}),
        "/moved": Reply(status=302, headers={"Location": "/9"}),
        "/notice": Reply(_PAGE.format(n=20).encode()),
        **{f"/{n}": Reply(_PAGE.format(n=n).encode()) for n in range(1, 10)},
    })  # fmt: skip
    site.server.handle_error = lambda *_: None  # type: ignore[method-assign]  # Who asked was killed.
    child = os.fork()
    if child == 0:
        site.server.serve_forever()
    site.server.socket.close()
    try:
        yield site.base
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def problems(folder: Path, acknowledged: set[str], expected: Result) -> Iterator[str]:
    """What is wrong with a workspace after a kill."""
    yield from _torn(folder, expected)
    database = folder / "keii.db"
    if not database.exists():
        yield from ["acknowledged rows, but no database"] if acknowledged else []
        return
    with closing(sqlite3.connect(database)) as connection:
        for (said,) in connection.execute("pragma integrity_check"):
            if said != "ok":
                yield said
        if not connection.execute("select 1 from sqlite_master where name = 'captures'").fetchone():
            return
        yield from (f"{row}: breaks a foreign key" for row in connection.execute("pragma foreign_key_check"))
        kept = {
            f"captures {url} {digest}"
            for url, digest in connection.execute("select url, digest from captures")
        }
        read = """select c.url, c.digest from incident_captures i join captures c on c.id = i.capture
            where i.document is not null"""
        kept |= {f"documents {url} {digest}" for url, digest in connection.execute(read)}
    yield from (f"acknowledged, but lost: {line}" for line in acknowledged - kept)
    archive = Archive.open(folder / "archive")
    with Store.open(database) as store:
        for slug in store.slugs():
            for capture in store.captures(slug):
                archive.response(capture)


def _torn(folder: Path, expected: Result) -> Iterator[str]:
    """A timeline file is the finished one or not there: there was none before."""
    for name, content in files_of(folder, "").items():
        if not name.startswith(DATED) and content != expected["files"].get(name):
            yield f"{name} is not whole"


def files_of(folder: Path, began: str) -> dict[str, str]:
    """The timeline files; of dated ones only those that tell moments in one form."""
    found = {}
    for path in sorted((folder / "timelines").glob("[!.]*")):
        text = path.read_text(encoding="utf-8")
        if not path.name.startswith(DATED):
            found[path.name] = text
        elif path.suffix == ".json":
            found[path.name] = _timeless(_however_often(json.loads(text)), began)
    return found


def _however_often(timeline: dict[str, Any]) -> str:
    """A timeline without what tells how often the site was asked."""
    del timeline["built_from"]["captures"]
    for source in timeline["sources"]:
        del source["last_outcome"]
    return json.dumps(timeline, ensure_ascii=False)


def _timeless(text: str, began: str) -> str:
    """The same without the moments at which the drill ran."""
    return _STAMP.sub(lambda m: "now" if began and m[0] >= began else m[0], text)


def result_of(folder: Path, began: str) -> Result:
    """All that a finished workspace says, without when and how often it was run."""
    with closing(sqlite3.connect(folder / "keii.db")) as connection:
        captures = sorted(connection.execute("select url, captured_at, digest, role, source from captures"))
    with Store.open(folder / "keii.db") as store:
        slugs = store.slugs()
        readings = [repr(reading) for slug in slugs for reading in store.readings(slug)]
        ends: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for slug in slugs:
            for o in store.outcomes(slug):
                ends[o.url, o.stage, o.at] |= {o.name} - {"unchanged"}
        told = [repr(line) for slug in slugs for line in store.cited(slug)]
    whole: Result = {
        "captures": [_timeless(repr(row), began) for row in captures],
        "outcomes": sorted({_timeless(f"{k} {sorted(v)}", began) for k, v in ends.items() if v}),
        "readings": sorted(_timeless(reading, began) for reading in readings),
        "entries": [_timeless(line, began) for line in told],
        "files": files_of(folder, began),
        "left behind": sorted(p.name for p in (folder / "timelines").glob(".*")),
    }
    return whole
