"""`keii import --engine`: the workers look through WARC files and read pages; this machine alone keeps what they find.

They see the files and the workspace under the same paths as this machine, and have the same keii.
"""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from db.records import TaughtName
from keii.engine import Engine, EngineLost, NoEngine
from keii.extraction import rules_version
from keii.reading import ReadJob, ReadResult, read_all
from keii.unreadable import Unreadable
from keii.walk import Summary
from keii.warc_imports import Found, Tell, find_pages

_LEAST, _MOST = 8, 128
"""Pages that are read in one call."""
_SHARES = 4
"""Calls a processor that the pages are cut into, so that all are done at about the same time."""


@dataclass(slots=True)
class Sifted:
    """What one worker found in one file."""

    found: list[Found] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    refused: str | None = None
    """Why the rest of the file, or all of it, cannot be read."""
    absent: bool = False


def sift_file(path: Path, keywords: Sequence[str]) -> Sifted:
    """Runs on a worker: the pages of a file that hold a keyword, as `find_pages` finds them."""
    if not path.exists():
        return Sifted(absent=True)
    sifted, summary = Sifted(), Summary()
    try:
        for found in find_pages(path, keywords, summary, all_pages=False):
            sifted.found.append(found)
    except Unreadable as error:
        sifted.refused = error.reason
    sifted.counts, sifted.failures = summary.counts, summary.failures
    return sifted


class EnginePages:
    """`find_pages` of files that are known beforehand, done by an engine some files ahead."""

    def __init__(self, engine: Engine, paths: Sequence[Path], keywords: Sequence[str]) -> None:
        self._engine = engine
        self._sifted = engine.in_order(partial(sift_file, keywords=keywords), [p.absolute() for p in paths])

    def __call__(
        self, path: Path, keywords: Sequence[str], summary: Summary, *, all_pages: bool, tell: Tell | None
    ) -> Iterator[Found]:
        """The pages of the next file."""
        sifted = next(self._sifted)
        if sifted.absent and path.exists():
            raise EngineLost(
                f"--engine {self._engine.name}: a worker does not see {path.absolute()}; all must share a file system"
            )
        yield from sifted.found
        summary.counts.update(sifted.counts)
        whole, named = str(path.absolute()), str(path)
        summary.failures += [failure.replace(whole, named) for failure in sifted.failures]
        if sifted.absent:
            yield from find_pages(path, keywords, summary, all_pages=all_pages)  # says what is wrong
        if sifted.refused is not None:
            raise Unreadable(path, sifted.refused.replace(whole, named))


def reader(
    engine: Engine, names: Sequence[TaughtName]
) -> Callable[[Sequence[ReadJob]], Iterator[ReadResult]]:
    """A `read_all` whose pages are read by an engine. Raises NoEngine where its workers would read differently."""
    _check_workers(engine, tuple(names))
    return partial(_read_all, engine)


def _read_all(engine: Engine, jobs: Sequence[ReadJob]) -> Iterator[ReadResult]:
    size = min(_MOST, max(_LEAST, len(jobs) // (_SHARES * engine.processors)))
    parts = [jobs[start : start + size] for start in range(0, len(jobs), size)]
    absolute = [[replace(job, archive=job.archive.absolute()) for job in part] for part in parts]
    for part, results in zip(parts, engine.in_order(_read_part, absolute), strict=True):
        named = str(part[0].archive)
        whole = str(part[0].archive.absolute())
        yield from (replace(result, reason=result.reason.replace(whole, named)) for result in results)


def _read_part(jobs: Sequence[ReadJob]) -> list[ReadResult]:
    """Runs on a worker: each page in a process with limits, as on one machine."""
    return list(read_all(jobs, workers=1))


def _check_workers(engine: Engine, names: tuple[TaughtName, ...]) -> None:
    own = rules_version(names)
    for address, (rules, may_have_children) in engine.everywhere(_worker_state, names).items():
        if rules != own:
            raise NoEngine(engine.name, f"{address} has another version of keii ({rules}, here {own})")
        if not may_have_children:
            advice = "start it with DASK_DISTRIBUTED__WORKER__DAEMON=False or --no-nanny"
            raise NoEngine(engine.name, f"{address} may have no processes of its own; {advice}")


def _worker_state(names: tuple[TaughtName, ...]) -> tuple[str, bool]:
    """Runs on a worker: by which rules it reads, and whether it may start processes."""
    return rules_version(names), not multiprocessing.current_process().daemon
