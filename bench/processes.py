"""A program in a process of its own: the CPU seconds, the peak memory and the time that it and its children took."""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.keii_runs import ROOT

_SET_CHILD_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux."""


class GaveUp(Exception):
    """A program failed or took too long; its text says which."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a program took, and what it printed."""

    cpu: float
    wall: float
    peak: float
    """MB of the largest process."""
    printed: str
    complained: str
    """What it wrote to stderr."""


def run(command: Sequence[str], limit: float = 60) -> Spent:
    """Run a program to its end; raises GaveUp after `limit` seconds, or where it fails."""
    _adopt_orphans()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        before = time.perf_counter()
        # A session of its own, so that worker processes end with it.
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT, start_new_session=True)
        timer = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        used = [usage, *_orphans()]
        timer.cancel()
        out.seek(0)
        err.seek(0)
        printed, complained = out.read(), err.read()
    if process.returncode == -signal.SIGKILL:
        raise GaveUp(f"not done after {limit:.0f} s")
    if process.returncode:
        raise GaveUp((complained.strip().splitlines() or ["failed silently"])[-1][:200])
    cpu = sum(u.ru_utime + u.ru_stime for u in used)
    return Spent(cpu, wall, max(u.ru_maxrss for u in used) / 1024, printed, complained)


def _adopt_orphans() -> None:
    """Worker processes that outlive the program that started them become ours, so that their time counts."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _orphans() -> Iterator[resource.struct_rusage]:
    """What those took, each waited for."""
    with contextlib.suppress(ChildProcessError):
        while True:
            yield os.wait4(-1, 0)[2]
