"""Kill a crawl, a reading and a build with SIGKILL at random moments, again and again, and look at what is left.

`python -m tests.keii.kills 1000` kills so many; the answer is an object on stdout with what was found wrong. After each
kill the database is sound, nothing that was acknowledged is missing or there twice, every capture is in the archive,
and a written timeline is whole; in the end all is as after an undisturbed run.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spiders.crawl
import spiders.reading.page
import timeline.build
import timeline.facts
from db.archive import Archive
from db.store import Store
from keii.walk import build_incident, crawl_incident, read_incident
from keii.workspace import Workspace

DEMO = Path(__file__).parent.parent.parent / "keii" / "demo"
SLUG = "docomo-koza"
SHARES = {"crawl": 0.6, "read": 0.25, "build": 0.15}
"""What part of the kills each stage gets."""
LOADED = (spiders.crawl, spiders.reading.page, timeline.build, timeline.facts)
"""Loaded once, before the processes that are killed branch off."""

Acknowledge = Callable[[str], None]


def run_stage(stage: str, folder: Path, acknowledge: Acknowledge) -> None:
    """One stage of the demo in a workspace, telling of each row that is written down."""
    workspace = Workspace(folder)
    incident = workspace.incident(SLUG)
    _tell_when_kept(acknowledge)
    with workspace.writing() as (store, archive):
        if stage == "crawl":
            crawl_incident(incident, store, archive, replay=DEMO / f"{SLUG}.warc.gz")
        elif stage == "read":
            read_incident(incident, store, workspace.archive)
        else:
            build_incident(incident, store, workspace)


def _tell_when_kept(acknowledge: Acknowledge) -> None:
    save_visit, save_readings = Store.save_visit, Store.save_readings

    def saved_visit(self: Store, slug: str, capture: Any) -> Any:
        kept = save_visit(self, slug, capture)
        acknowledge(f"captures {capture.url} {capture.digest}")
        return kept

    def saved_readings(self: Store, slug: str, pairs: Any, rules: str) -> None:
        pairs = list(pairs)
        save_readings(self, slug, pairs, rules)
        for capture, _ in pairs:
            acknowledge(f"documents {capture.url} {capture.digest}")

    Store.save_visit = saved_visit  # type: ignore[method-assign]
    Store.save_readings = saved_readings  # type: ignore[method-assign]


@dataclass
class Killed:
    """How one process ended, and what it had acknowledged by then."""

    finished: bool
    acknowledged: set[str]
    seconds: float


def start_and_kill(stage: str, folder: Path, after: float | None) -> Killed:
    """Run a stage in a process of its own; SIGKILL it and its workers after so many seconds."""
    read, write = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(read)
        status = 70
        try:
            run_stage(stage, folder, lambda line: _tell(write, line))
            status = 0
        finally:
            # Whatever happened, this process goes no further.
            os._exit(status)
    os.close(write)
    lines = _until(read, None if after is None else began + after)
    took = time.monotonic() - began
    finished = _ended(child)
    os.close(read)
    return Killed(finished, lines, took)


def _tell(write: int, line: str) -> None:
    os.write(write, f"{line}\n".encode())


def _until(read: int, deadline: float | None) -> set[str]:
    """The whole lines that come from a pipe until it is closed, or until a moment."""
    os.set_blocking(read, False)
    heard = b""
    while deadline is None or time.monotonic() < deadline:
        try:
            piece = os.read(read, 65536)
        except BlockingIOError:
            time.sleep(0.002)
            continue
        if not piece:
            break
        heard += piece
    return set(heard.decode().split("\n")[:-1])


def _ended(child: int) -> bool:
    """Whether a process has ended well by itself; it is killed where it has not ended."""
    done, status = os.waitpid(child, os.WNOHANG)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if not done:
        _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"a stage ended with {os.WEXITSTATUS(status)} by itself")
    return bool(os.WIFEXITED(status))


def problems(folder: Path, acknowledged: set[str]) -> Iterator[str]:
    """What is wrong with a workspace after a kill."""
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
    with Store.open(database) as store:
        if SLUG not in store.slugs():
            return
        captures = store.captures(SLUG)
        kept = {f"captures {c.url} {c.digest}" for c in captures}
        kept |= {f"documents {r.url} {r.digest}" for r in _read(database)}
        yield from (f"acknowledged, but lost: {line}" for line in acknowledged - kept)
        archive = Archive.open(folder / "archive")
        for capture in captures:
            archive.response(capture)


@dataclass(frozen=True)
class _Row:
    url: str
    digest: str


def _read(database: Path) -> list[_Row]:
    with closing(sqlite3.connect(database)) as connection:
        query = """select c.url, c.digest from incident_captures i join captures c on c.id = i.capture
            where i.document is not null"""
        return [_Row(*row) for row in connection.execute(query)]


def result_of(folder: Path) -> dict[str, Any]:
    """All that a finished workspace says, without when and how often it was run."""
    with Store.open(folder / "keii.db") as store:
        captures = sorted((c.url, c.captured_at, c.digest) for c in store.captures(SLUG))
        readings = [repr(reading) for reading in store.readings(SLUG)]
    # What a killed build had not finished writing stays beside, under a name that begins with a dot.
    files = {path.name: path.read_bytes() for path in sorted((folder / "timelines").glob("[!.]*"))}
    return {"captures": captures, "readings": readings, "files": files}


@dataclass
class Drill:
    """A drill in a folder: an undisturbed workspace to compare with, and one a stage that is killed."""

    folder: Path
    chance: random.Random
    found: list[str] = field(default_factory=list)
    kills: dict[str, int] = field(default_factory=dict)

    def undisturbed(self) -> dict[str, float]:
        """Run each stage once; the seconds that each took. What stands before a stage is kept for it."""
        work = self.folder / "undisturbed"
        (work / "incidents").mkdir(parents=True)
        shutil.copy(DEMO / f"{SLUG}.toml", work / "incidents")
        took: dict[str, float] = {}
        for stage in SHARES:
            shutil.copytree(work, self.folder / f"before-{stage}")
            took[stage] = start_and_kill(stage, work, None).seconds
        self.expected = result_of(work)
        return took

    def kill(self, stage: str, kills: int, seconds: float) -> None:
        """Kill a stage so often. Where it gets to its end, the result is looked at, and it starts anew."""
        work = self.folder / f"killed-{stage}"
        self.kills[stage] = 0
        acknowledged: set[str] = set()
        for _ in range(kills * 3):
            if not work.exists():
                shutil.copytree(self.folder / f"before-{stage}", work)
                acknowledged = set()
            ended = start_and_kill(stage, work, self.chance.uniform(0.02, seconds))
            acknowledged |= ended.acknowledged
            self.kills[stage] += not ended.finished
            self.found += [f"{stage}, kill {self.kills[stage]}: {p}" for p in problems(work, acknowledged)]
            self.found += [f"{stage}: {name} is not whole" for name in self._torn(work)]
            if ended.finished or self.kills[stage] == kills:
                self._finish(stage, work)
            if self.kills[stage] == kills:
                return

    def _torn(self, work: Path) -> list[str]:
        """A timeline file is the finished one or not there: there was none before."""
        there = [path for path in (work / "timelines").glob(f"{SLUG}*") if not path.name.endswith(".tmp")]
        return [path.name for path in there if path.read_bytes() != self.expected["files"].get(path.name)]

    def _finish(self, stage: str, work: Path) -> None:
        later = list(SHARES)[list(SHARES).index(stage) :]
        # Only the stage itself, and at the very end what follows from it: the rest takes longer than the kills.
        for following in later:
            start_and_kill(following, work, None)
        result = result_of(work)
        self.found += [
            f"{stage}: other {k} than undisturbed" for k in result if result[k] != self.expected[k]
        ]
        shutil.rmtree(work)


def main(kills: int, seed: int) -> None:
    """Kill so often, and print what came of it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        drill = Drill(Path(folder), random.Random(seed))
        took = drill.undisturbed()
        for stage, share in SHARES.items():
            drill.kill(stage, round(kills * share), took[stage])
    answer = {
        "kills": drill.kills,
        "seed": seed,
        "seconds": round(time.monotonic() - began, 1),
        "found": drill.found,
    }
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))
    sys.exit(bool(drill.found))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(2**32))
