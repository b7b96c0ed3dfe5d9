"""Kill every command that writes with SIGKILL, again and again, and look at what is left.

`python -m tests.keii.kills 1000 [SEED]` kills so often; the answer is an object on stdout with what was found wrong. A
kill comes at a random moment, or at a random step: right before or behind a commit, a synchronisation of the disk, a
file put in its place. After each the database is sound, nothing that was acknowledged is missing, every capture is in
the archive and a written timeline is whole; in the end all is as after an undisturbed run.
"""

import ctypes
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.keii.killed import GIVEN, LIVE, SLUG, Result, base, problems, result_of, served
from tests.keii.killing import Steps, acknowledging, run_keii

DEMO = Path(__file__).parent.parent.parent / "keii" / "demo"
PR_SET_CHILD_SUBREAPER = 36
WARC = str(DEMO / f"{SLUG}.warc.gz")


@dataclass(frozen=True)
class Way:
    """A command that is killed, those that ran before it, and those that make of it what is compared."""

    words: tuple[str, ...]
    share: float
    """What part of the kills it gets."""
    before: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


WAYS = {
    "crawl": Way(("crawl", SLUG, "--replay", WARC), 0.25, (), ("read", "build")),
    "read": Way(("read", SLUG), 0.15, ("crawl",), ("build",)),
    "build": Way(("build", SLUG), 0.1, ("crawl", "read")),
    "demo": Way(("demo",), 0.2),
    "import": Way(("import", "given.jsonl", "page.html", WARC, "--incident", GIVEN), 0.15, (), ("tell",)),
    "tell": Way(("build", GIVEN), 0),
    "watch": Way(("watch", "--once", LIVE), 0.15),
}


@dataclass
class Killed:
    """How one process ended, what it had acknowledged by then, how long it ran and how many steps it took."""

    finished: bool
    acknowledged: set[str]
    seconds: float
    steps: int


def start_and_kill(words: tuple[str, ...], folder: Path, after: float | None, fatal: int | None) -> Killed:
    """Run a command in a process of its own; SIGKILL it and its workers after so many seconds, or at a step."""
    read, write = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(read)
        steps = Steps(fatal)
        acknowledging(steps, write)
        status = run_keii(words, folder)
        os.write(write, f"steps {steps.taken}\n".encode())
        # Whatever happened, this process goes no further.
        os._exit(status)
    os.close(write)
    lines = _until(read, None if after is None else began + after)
    took = time.monotonic() - began
    finished = _ended(child, folder)
    os.close(read)
    counted = [int(line.removeprefix("steps ")) for line in lines if line.startswith("steps ")]
    told = {line for line in lines if not line.startswith("steps ")}
    return Killed(finished, told, took, counted[0] if counted else 0)


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


def _ended(child: int, folder: Path) -> bool:
    """Whether a process has ended well by itself; it is killed where it has not ended."""
    done, status = os.waitpid(child, os.WNOHANG)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if not done:
        _, status = os.waitpid(child, 0)
    # Its workers too: branched off from it, they hold its lock as long as they are there.
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        said = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
        raise SystemExit(f"a command ended with {os.WEXITSTATUS(status)} by itself:\n{said[-2000:]}")
    return bool(os.WIFEXITED(status))


def adopt_orphans() -> None:
    """Become the parent of workers whose own is killed, so that they can be waited for; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


@dataclass
class Drill:
    """A drill in a folder: undisturbed workspaces to compare with, and one a command that is killed."""

    folder: Path
    chance: random.Random
    site: str
    began: str
    """UTC: what happens from then on is told apart from what pages say of 2020."""
    found: list[str] = field(default_factory=list)
    kills: dict[str, int] = field(default_factory=dict)
    _prepared: dict[tuple[str, ...], tuple[Path, Killed]] = field(default_factory=dict)

    def undisturbed(self, ways: tuple[str, ...]) -> tuple[Path, Killed]:
        """The workspace in which these commands were run one after the other, and how the last one went."""
        if ways not in self._prepared:
            work = self.folder / "-".join(("undisturbed", *ways))
            if ways:
                shutil.copytree(self.undisturbed(ways[:-1])[0], work)
                run = start_and_kill(WAYS[ways[-1]].words, work, None, None)
            else:
                base(work, DEMO / f"{SLUG}.toml", self.site)
                run = Killed(finished=True, acknowledged=set(), seconds=0, steps=0)
            self._prepared[ways] = work, run
        return self._prepared[ways]

    def expected(self, name: str) -> Result:
        """What a command should lead to, killed or not."""
        way = WAYS[name]
        return result_of(self.undisturbed((*way.before, name, *way.then))[0], self.began)

    def kill(self, name: str, kills: int) -> None:
        """Kill a command so often. Where it gets to its end, the result is looked at, and it starts anew."""
        way, work = WAYS[name], self.folder / f"killed-{name}"
        expected, run = self.expected(name), self.undisturbed((*way.before, name))[1]
        self.kills[name] = 0
        acknowledged: set[str] = set()
        while self.kills[name] < kills:
            if not work.exists():
                shutil.copytree(self.undisturbed(way.before)[0], work)
                acknowledged = set()
            ended = self._run(way, work, run)
            acknowledged |= ended.acknowledged
            self.kills[name] += not ended.finished
            wrong = problems(work, acknowledged, expected)
            self.found += [f"{name}, kill {self.kills[name]}: {problem}" for problem in wrong]
            if ended.finished or self.kills[name] == kills:
                self._compare(name, work, expected)

    def _run(self, way: Way, work: Path, run: Killed) -> Killed:
        if self.chance.random() < 0.5:
            return start_and_kill(way.words, work, None, self.chance.randint(1, run.steps))
        return start_and_kill(way.words, work, self.chance.uniform(0.02, run.seconds), None)

    def _compare(self, name: str, work: Path, expected: Result) -> None:
        for following in (name, *WAYS[name].then):
            start_and_kill(WAYS[following].words, work, None, None)
        result = result_of(work, self.began)
        differing = [key for key in expected if result[key] != expected[key]]
        self.found += [f"{name}: other {key} than undisturbed" for key in differing]
        if differing and (kept := os.environ.get("KEII_DRILL_KEEP")):
            shutil.copytree(work, Path(kept) / f"{name}-{self.kills[name]}")
        shutil.rmtree(work)


def main(kills: int, seed: int) -> None:
    """Kill so often, and print what came of it."""
    adopt_orphans()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, served() as site:
        started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        drill = Drill(Path(folder), random.Random(seed), site, started)
        for name, way in WAYS.items():
            if way.share:
                drill.kill(name, round(kills * way.share))
    answer = {
        "kills": drill.kills,
        "seed": seed,
        "seconds": round(time.monotonic() - began, 1),
        "found": drill.found,
    }
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.exit(bool(drill.found))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(2**32))
