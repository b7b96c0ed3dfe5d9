"""`keii`, stopped from within: the signal comes at the nth call of a function, not after some time.

Usage: stopping.py SIGNAL MODULE CLASS FUNCTION N HOW WORD…   HOW: group | swallowed
"""

import importlib
import os
import signal
import sys
import weakref
from itertools import count
from typing import Any

from keii.cli import main


class Dying:
    pass


def stop(number: int, how: str) -> None:
    """Send the signal, as a terminal does to all processes, or where Python lets no exception out."""
    if how == "group":
        os.killpg(os.getpid(), number)
        return
    dying = Dying()
    watch = weakref.ref(dying, lambda _: os.kill(os.getpid(), number))
    del dying
    assert watch() is None


if __name__ == "__main__":
    name, module, owner, function, nth, how, *words = sys.argv[1:]
    place: Any = importlib.import_module(module)
    place = getattr(place, owner) if owner else place
    original, calls = getattr(place, function), count(1)

    def stopped(*args: Any, **more: Any) -> Any:
        if next(calls) == int(nth):
            stop(getattr(signal, name), how)
        return original(*args, **more)

    setattr(place, function, stopped)
    sys.argv = ["keii", *words]
    main()
