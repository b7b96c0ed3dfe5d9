"""The reading stage: captures → documents with mentions and claims, in a pool of worker processes.

A page can be hostile: it may exhaust memory or hang a C parser, which no exception handler sees. So each is
read in a worker with limits; a worker that dies takes nothing with it but the page it was reading, which
ends as an outcome row like every other failure.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING

from db.archive import Archive, ArchiveError
from db.records import Capture, Document, Incident, OutcomeName, Reading, Source
from keii.extraction import find_document_facts

if TYPE_CHECKING:
    from spiders.reading import Understanding

CPU_SECONDS = 30
"""CPU time for one page; the slowest honest pages measured take well under one second."""
MEMORY_BYTES = 3 << 30
"""Address space of one worker."""


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One capture to be read, and what its reading depends on besides its bytes."""

    capture: Capture
    archive: Path
    incident: Incident
    source: Source | None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The reading of one capture, or why there is none."""

    capture: Capture
    reading: Reading | None
    outcome: OutcomeName
    reason: str = ""
    remarks: tuple[str, ...] = ()
    """What somebody who keeps the layouts should know."""


ReadFunction = Callable[[ReadJob], ReadResult]


def worker_count() -> int:
    """How many pages are read at once: one a processor."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


@lru_cache(maxsize=1)
def opened_archive(folder: Path) -> Archive:
    """The archive of this process; opening it looks for a torn tail, which once is enough."""
    return Archive.open(folder)


def read_document(job: ReadJob) -> Document:
    """The document that a capture's bytes say; raises ReadingError or ArchiveError."""
    return understand(job).document


def understand(job: ReadJob) -> "Understanding":
    """The same with what is to be remarked of it."""
    from spiders.reading import Original, understand_capture

    capture = job.capture
    return understand_capture(
        Original(
            raw=opened_archive(job.archive).read(capture),
            url=capture.url,
            content_type=capture.content_type,
            captured_at=capture.captured_at,
            digest=capture.digest,
            source=job.source,
            timezone=job.incident.timezone,
            watched=capture.role == "notice",
        )
    )


_OF_THE_PAGE = (ArithmeticError, LookupError, ValueError)
"""What a finder may meet in a text that nobody foresaw; it costs that page, not those behind it."""


def read_one(job: ReadJob) -> ReadResult:
    """Read one capture; whatever is wrong with the page comes back as a result, not as an exception."""
    from spiders.reading import NotAPage, ReadingError

    _limit_cpu()
    try:
        understood = understand(job)
        document = understood.document
        reading = find_document_facts(document, job.incident.names, job.incident.timezone)
    except NotAPage as error:
        return ReadResult(job.capture, None, "not-a-page", str(error))
    except (ReadingError, ArchiveError, RecursionError, MemoryError, *_OF_THE_PAGE) as error:
        return ReadResult(job.capture, None, "error", f"{type(error).__name__}: {error}")
    if document.unavailable:
        return ReadResult(job.capture, reading, "unavailable", document.unavailable)
    return ReadResult(job.capture, reading, "ok", remarks=understood.remarks)


def read_all(
    jobs: Sequence[ReadJob], workers: int | None = None, read: ReadFunction = read_one
) -> Iterator[ReadResult]:
    """The result of every job, in the order they finish. `read` runs in the workers, so it must be importable."""
    workers = min(workers or worker_count(), max(1, len(jobs)))
    waiting = list(reversed(jobs))
    while waiting:
        lost: list[ReadJob] = []
        yield from _read_in_pool(read, waiting, lost, workers)
        # A dead worker breaks its whole pool. Which page killed it is found by reading the lost ones one by one.
        for job in lost:
            yield _read_alone(read, job)


def _read_in_pool(
    read: ReadFunction, waiting: list[ReadJob], lost: list[ReadJob], workers: int
) -> Iterator[ReadResult]:
    """Take jobs off `waiting` until none is left, or until a worker died: its pool's jobs go to `lost`."""
    pool = _new_pool(workers)
    running: dict[Future[ReadResult], ReadJob] = {}
    try:
        while (waiting or running) and not lost:
            while waiting and len(running) < workers * 4:
                job = waiting.pop()
                running[pool.submit(read, job)] = job
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                job = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(job)
        lost += [job for job in running.values() if lost]
    except BrokenProcessPool:
        # Raised by submit: the job taken last was never running.
        lost += [job, *running.values()]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _read_alone(read: ReadFunction, job: ReadJob) -> ReadResult:
    with _new_pool(1) as pool:
        try:
            return pool.submit(read, job).result()
        except BrokenProcessPool:
            reason = f"reading it took more than {CPU_SECONDS} s of processor time or {MEMORY_BYTES >> 30} GB of memory"
            return ReadResult(job.capture, None, "error", reason)


def _new_pool(workers: int) -> ProcessPoolExecutor:
    # forkserver: workers start clean of the parent's open database, and the modules are loaded only once.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["keii.reading", "spiders.reading", "timeline.facts"])
    _start_fork_server()
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)


def _start_fork_server() -> None:
    """Start the process that forks workers with SIGINT blocked: Ctrl-C is for the parent alone."""
    # It would be started on the way, and leaves SIGINT unblocked behind it.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """A worker with limits, that a SIGTERM ends, and that ends with the run whose pages it reads."""
    import resource

    threading.Thread(target=_end_with_parent, daemon=True).start()

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, hard))


def _end_with_parent() -> None:
    # A parent that is killed tells nobody: without this its workers wait for the next page for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_cpu() -> None:
    """Give the next page CPU_SECONDS from now; the kernel kills the process that takes more."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, hard))
