"""Progress bars: on stderr, only on a terminal, only for work that lasts longer than two seconds."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 2.0
"""Seconds of silence before a bar appears."""

Report = Callable[[int, int], None]
"""Called with (done, total); total may grow while the work goes on."""


@contextmanager
def progress(label: str) -> Iterator[Report]:
    """A callback that draws `label  done/total` once the work has lasted PATIENCE seconds."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    task = bar.add_task(label)
    began, shown = time.monotonic(), False

    def report(done: int, total: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - began > PATIENCE:
            bar.start()
            shown = True
        bar.update(task, completed=done, total=max(total, 1))

    try:
        yield report
    finally:
        if shown:
            bar.stop()
