"""`make bench`: how fast keii is, beside others, as Markdown. What is measured stands in `jobs`; here is who is asked.

Everything is CPU seconds of one process, medians of rounds in which the competitors take turns. Ratios carry over
to other machines, absolute figures do not.
"""

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bench.jobs.reading import load
from bench.keii_runs import ROOT, lines
from bench.news import documents
from bench.processes import GaveUp, Spent, run
from bench.rivals import RIVALS
from bench.rivals.running import RivalAbsent, ask
from bench.table import Cell, markdown
from bench.tally import Row
from bench.walks import walk_site

ROUNDS = 3
TEXTS = 1_000
"""Documents that the finders read: more than 2 MB."""
BUILT = (1_000, 10_000)
STORED = 500
BROWSED = 100_000
WATCHED = {"visits": 22, "pages": 200}
"""Two turns of the full fetch that is made now and then, whatever a server says of changes."""
SLUG = "docomo-koza"
BUNDLED = ROOT / "keii" / "demo"


def job(name: str, *arguments: object, limit: float = 60) -> Any:
    """What a job prints; raises GaveUp."""
    return json.loads(run([sys.executable, "-m", f"bench.jobs.{name}", *map(str, arguments)], limit).printed)


def section(title: str, work: Callable[[], None]) -> None:
    """One part of the report; one that cannot be done is named, and the others go on."""
    print(f"\n## {title}\n")
    try:
        work()
    except GaveUp as error:
        print(f"not measured: {error}")
    sys.stdout.flush()  # also into a file one sees how far it is


def cut(rows: Iterable[Row], characters: int) -> list[Row]:
    """The first documents with so many characters together."""
    kept: list[Row] = []
    for row in rows:
        if characters <= 0:
            break
        kept.append(row)
        characters -= len(row["text"])
    return kept


def finders(news: Path) -> None:
    """Characters a CPU second of keii and the rivals, in turns."""
    rates: dict[str, list[float]] = {}
    read: dict[str, int] = {}
    absent: dict[str, str] = {}
    rows = load(news)

    def note(name: str, found: Row) -> None:
        rates.setdefault(name, []).append(found["characters"] / found["cpu"])
        read[name] = found["characters"]

    for _ in range(ROUNDS):
        for what, name in (("mentions", "keii, all finders"), ("claims", "keii, finders and claims")):
            note(name, job("finding", news, what))
        for name, rival in RIVALS.items():
            if name in absent:
                continue
            try:
                note(name, ask(name, cut(rows, rival.sample), timed=True)[0])
            except RivalAbsent as error:
                absent[name] = str(error)
    base = statistics.median(rates["keii, all finders"])
    table: list[tuple[Cell, ...]] = []
    for name, all_rates in rates.items():
        rate = statistics.median(all_rates)
        looks = ", ".join(RIVALS[name].kinds) if name in RIVALS else "money, count, date, name"
        table.append((name, looks, read[name], rate, f"{rate / base:.4f}"))
    print(markdown(("system", "finds", "characters", "characters / CPU s", "ratio"), table))
    for name, reason in absent.items():
        print(f"\n{name}: not measured: {reason}")


def attacks() -> None:
    """The slowest of the attack inputs."""
    found = job("attacking", limit=150)
    slowest = [row for row in found if "mentions" in row]
    print(f"{len(found)} inputs; the slowest:\n")
    rows = [(row["input"], row["cpu"], row["mentions"], row["failed"] or "") for row in slowest]
    print(markdown(("input of 100 kB", "with claims, CPU s", "finders, CPU s", "failed"), rows))
    failed = [f"- {row['input']}: {row['failed']}" for row in found if row["failed"]]
    print(f"\nover 0.1 s: {sum(row['cpu'] > 0.1 for row in found)} of {len(found)}; failed: {len(failed)}")
    for line in failed[:5]:
        print(line)


def start(folder: Path) -> None:
    """How long `keii extract` takes to start, and what it imports for it."""
    text = folder / "one.txt"
    text.write_text("ミナトペイは11日、被害が73件、約1990万円になったと発表した。", encoding="utf-8")
    extract = ["-m", "keii", "extract", str(text), "--published", "2020-09-11", "--json"]
    ways = {
        "python alone": ["-c", "pass"],
        "keii --help": ["-m", "keii", "--help"],
        "keii extract, one sentence": extract,
    }
    spent: dict[str, list[Spent]] = {name: [] for name in ways}
    for _ in range(5):
        for name, arguments in ways.items():
            spent[name].append(run([sys.executable, *arguments]))
    rows = [
        (
            name,
            *(statistics.median(getattr(s, field) for s in all_spent) for field in ("wall", "cpu", "peak")),
        )
        for name, all_spent in spent.items()
    ]
    print(markdown(("start", "wall s", "CPU s", "peak MB"), rows))
    print("\nImports of `keii extract` (python -X importtime, ms; the largest by themselves):\n")
    print(markdown(("module", "itself", "with what it imports"), imports(extract)))


def imports(arguments: list[str]) -> list[tuple[Cell, ...]]:
    """The total of all imports, and the modules that take longest by themselves: medians, in ms."""
    taken: dict[str, list[tuple[float, float]]] = {}
    for _ in range(ROUNDS):
        for line in run([sys.executable, "-X", "importtime", *arguments]).complained.splitlines():
            itself, _, rest = line.removeprefix("import time:").partition("|")
            together, _, name = rest.partition("|")
            if itself.strip().isdigit():
                taken.setdefault(name.strip(), []).append((int(itself) / 1000, int(together) / 1000))
    timed = [
        (name, statistics.median(t[0] for t in times), statistics.median(t[1] for t in times))
        for name, times in taken.items()
    ]
    timed.sort(key=lambda row: -row[1])
    return [(f"all {len(timed)}", sum(row[1] for row in timed), None), *timed[:10]]


def store(folder: Path, news: Path) -> None:
    """Rows a CPU second through the Store and through sqlite3 alone."""
    part = folder / "stored.jsonl"
    part.write_text(lines(load(news)[:STORED]), encoding="utf-8")
    found = job("storing", part)
    rounds, count = found["rounds"], found["rows"]
    spent = {name: statistics.median(r[name] for r in rounds) for name in rounds[0]}
    names = {
        "store": "Store.save_readings",
        "bare with full text": "executemany, same tables and full text",
        "bare": "executemany, no full text",
        "words": "(cutting the words for the full text)",
    }
    rows = [(names[n], count / s, s, f"{spent['bare with full text'] / s:.2f}") for n, s in spent.items()]
    print(f"{found['documents']} documents, {count:,} rows\n")
    print(markdown(("way", "rows / CPU s", "CPU s", "ratio"), rows))


def whole_way(folder: Path) -> None:
    """The demo's archive: crawl, read and build, each as the command a user gives."""
    workspace = folder / "way"
    (workspace / "incidents").mkdir(parents=True)
    (workspace / "incidents" / f"{SLUG}.toml").write_bytes((BUNDLED / f"{SLUG}.toml").read_bytes())
    stages = {
        "crawl (replay)": ("crawl", SLUG, "--replay", str(BUNDLED / f"{SLUG}.warc.gz")),
        "read": ("read", SLUG),
        "build": ("build", SLUG),
        "read, nothing new": ("read", SLUG),
        "build again": ("build", SLUG),
    }
    rows = []
    for name, arguments in stages.items():
        spent = run([sys.executable, "-m", "keii", "--workspace", str(workspace), *arguments])
        rows.append((name, spent.cpu, spent.wall, spent.peak))
    print(markdown(("stage", "CPU s", "wall s", "peak MB"), rows))


def watching() -> None:
    """What visits that find nothing new add to a workspace."""
    found = job("watching", WATCHED["visits"], WATCHED["pages"], limit=400)
    rows = [
        ("the second visit", found["second"]),
        (f"the {found['visits'] - 2} after it", found["later"]),
        ("so a day of 96 visits", found["day"]),
        ("(the archive, all visits)", found["archive"]),
    ]
    print(f"{found['pages']} pages that do not change, half of them with an ETag\n")
    print(markdown(("added by", "bytes"), rows))


def building(folder: Path) -> None:
    """Timelines out of many documents."""
    news = folder / "many.jsonl"
    news.write_text(lines(documents(max(BUILT), paragraphs=2)), encoding="utf-8")
    rows: list[tuple[Cell, ...]] = []
    for count in BUILT:
        try:
            found = job("building", news, count, limit=100)
        except GaveUp as error:
            rows.append((f"{count:,}", None, None, None, None, str(error), None, None, None))
            continue
        rows.append(
            (
                f"{count:,}",
                *(found[k] for k in ("claims", "entries", "read", "build")),
                found["facts"] / found["build"],
                *(found[k] for k in ("write", "held", "peak")),
            )
        )
    head = (
        "documents", "claims", "entries", "read s", "build s", "facts / build s", "write s", "MB before", "MB peak",
    )  # fmt: skip
    print(markdown(head, rows))


def browsing(news: Path) -> None:
    """Answers of the pages of `keii serve` over many documents."""
    found = job("browsing", news, BROWSED, limit=900)
    rows = [(name, m["first"], m["median"], m["bytes"] / 1000) for name, m in found["pages"].items()]
    each = found["size"] / found["documents"]
    print(f"{found['documents']:,} documents, {found['entries']} lines, {each:,.0f} bytes a document\n")
    print(markdown(("page", "first, ms", "then, ms", "kB"), rows))


def main() -> None:
    """All parts, one after another."""
    began = time.perf_counter()
    print(f"# keii bench: Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        news = folder / "news.jsonl"
        news.write_text(lines(documents(TEXTS)), encoding="utf-8")
        section("Finding in made-up Japanese news", lambda: finders(news))
        section("Inputs made to be slow", attacks)
        section("Starting", lambda: start(folder))
        section("Storing", lambda: store(folder, news))
        section("The whole way: the demo's archive", lambda: whole_way(folder))
        section("Watching", watching)
        section("The whole way: a site of 2,000 pages", lambda: walk_site(folder, ROUNDS))
        section("Building", lambda: building(folder))
        section("Browsing", lambda: browsing(news))
    print(f"\n{time.perf_counter() - began:.0f} s in all")


if __name__ == "__main__":
    main()
