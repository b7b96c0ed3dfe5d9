"""All attack inputs through finders and claims, each with a limit: `python -m bench.jobs.attacking`."""

import json
import signal
import time
from collections.abc import Callable

from bench.attacks import inputs
from bench.jobs.finding import finder
from bench.tally import Row

LIMIT = 5.0
"""CPU seconds after which an input is given up."""


SHOWN = 8
"""How many of the slowest are looked at closer."""


class TooSlow(Exception):
    """The limit is reached."""


def _stop(*_: object) -> None:
    raise TooSlow


def timed(find: Callable[[Row], int], text: str) -> Row:
    """The CPU seconds of one input, and what went wrong."""
    failed = None
    before = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        find({"text": text, "reference_date": "2020-09-14", "publisher": "青葉放送"})
    except TooSlow:
        failed = "given up"
    except Exception as error:  # noqa: BLE001 - that an input makes it fail is what is looked for
        failed = f"{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return {"cpu": time.process_time() - before, "failed": failed}


def main() -> None:
    """Print the CPU seconds of every input with claims, the slowest first; of those also the finders alone."""
    signal.signal(signal.SIGVTALRM, _stop)
    everything, mentions = finder("claims"), finder("mentions")
    texts = inputs()
    timed(everything, "9月11日")
    found = [{"input": name, **timed(everything, text)} for name, text in texts.items()]
    found.sort(key=lambda row: -row["cpu"])
    for row in found[:SHOWN]:
        row["mentions"] = timed(mentions, texts[row["input"]])["cpu"]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
