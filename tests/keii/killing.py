"""In the process that is killed: `keii` as a user runs it, with steps to die at, and word of what is written down."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import keii.reading
import spiders.settings
from db.store import Store
from db.store.connection import Connection
from keii.cli import COMMANDS, main
from keii.schedule import Rhythm

LATE = ("spiders.articles", "spiders.crawl", "spiders.fetching", "spiders.reading.page", "timeline.build", "timeline.facts",
        "timeline.render.html", "timeline.render.json", "timeline.render.markdown", *(f"keii.commands.{c}" for c in COMMANDS.values()))  # fmt: skip
for name in LATE:
    import_module(name)  # Once, before the processes that are killed branch off.


class Steps:
    """Counts what a process does to the disk; at the fatal one it dies."""

    def __init__(self, fatal: int | None) -> None:
        self.fatal, self.taken = fatal, 0

    def __call__(self) -> None:
        self.taken += 1
        if self.taken == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, with a step right before and one right behind it."""

        @wraps(call)
        def stepped(*args: Any, **more: Any) -> Any:
            self()
            result = call(*args, **more)
            self()
            return result

        return stepped


def acknowledging(steps: Steps, write: int) -> None:
    """Take a step at every commit, synchronisation and replacement, and tell of each row once it is written down."""
    os.fsync = steps.around(os.fsync)
    Path.replace = steps.around(Path.replace)  # type: ignore[method-assign]
    told: list[str] = []
    _tell_of(Store, "save_visit", lambda slug, capture: [f"captures {capture.url} {capture.digest}"], told)
    _tell_of(Store, "save_capture", lambda slug, capture: [f"captures {capture.url} {capture.digest}"], told)
    _tell_of(
        Store,
        "save_readings",
        lambda slug, pairs, rules: [f"documents {capture.url} {capture.digest}" for capture, _ in pairs],
        told,
    )
    _tell_when_committed(steps, told, write)


def _tell_of(owner: type, name: str, lines: Callable[..., list[str]], told: list[str]) -> None:
    original = getattr(owner, name)

    @wraps(original)
    def saved(self: Any, *args: Any) -> Any:
        result = original(self, *args)
        told.extend(lines(*args))
        return result

    setattr(owner, name, saved)


def _tell_when_committed(steps: Steps, told: list[str], write: int) -> None:
    original = Connection.write

    @contextmanager
    def written(self: Connection, *, durable: bool = True) -> Iterator[Any]:
        outermost = not self.raw.in_transaction
        if outermost:
            steps()
        with original(self, durable=durable) as connection:
            yield connection
            if outermost:
                steps()
        if outermost:
            steps()
        # What is saved is added behind the inner write: it is told with the commit after it.
        if told and not self.raw.in_transaction:
            os.write(write, "".join(f"{line}\n" for line in told).encode())
            told.clear()

    Connection.write = written  # type: ignore[method-assign]


def run_keii(words: tuple[str, ...], folder: Path) -> int:
    """The exit status of a command in a workspace; what it says is in said.txt."""
    spiders.settings.PUBLIC_ALLOW = ["127.0.0.1/32"]
    spiders.settings.HOST_DELAY = 0.0
    Rhythm.next_walk = _at_once  # type: ignore[method-assign]
    keii.reading._new_pool = _forked_pool
    os.chdir(folder)
    said = os.open("said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    sys.argv = ["keii", "--workspace", ".", *words]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 70


def _forked_pool(workers: int) -> ProcessPoolExecutor:
    """Workers that have all modules loaded already, which takes most of the time of so short a reading."""
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=keii.reading._start_worker)


def _at_once(_rhythm: Rhythm, _last: object, _still: int, now: datetime, *_: object) -> datetime:
    return now
