"""Ctrl-C and SIGTERM end a command wherever it is, also where Python lets no exception out.

A signal raises in whatever code is at work. In a finalizer or a weak reference's callback that exception is
only printed, and the run would go on as if nobody had asked it to stop.
"""

import signal
import sys
from types import FrameType

from keii.errors import Terminated

AGAIN = 0.01
"""Seconds until a stop that was lost is asked for again."""


def end_on_signals() -> None:
    """SIGTERM raises Terminated, SIGINT KeyboardInterrupt as ever; either is raised again where it got lost."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.unraisablehook = _raise_again


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    # Only once: a second SIGTERM ends the process at once.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise Terminated


def _raise_again(lost: "sys.UnraisableHookArgs") -> None:
    """Leave the place that swallows exceptions, and stop a moment later."""
    stop = lost.exc_value
    if not isinstance(stop, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    kind = type(stop)

    def again(_signal: int, _frame: FrameType | None) -> None:
        raise kind

    signal.signal(signal.SIGALRM, again)
    signal.setitimer(signal.ITIMER_REAL, AGAIN)
