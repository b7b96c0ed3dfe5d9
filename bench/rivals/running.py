"""Asking the rivals: each in a process of .venv-bench. One that is not there is named with the reason."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.keii_runs import ROOT, lines
from bench.tally import Row

ENVIRONMENT = ROOT / ".venv-bench"
PYTHON = ENVIRONMENT / "bin" / "python"
PATIENCE = 240
"""Seconds until a rival is given up."""


class RivalAbsent(Exception):
    """A rival cannot be asked; its text says why."""


@dataclass(slots=True)
class Answers:
    """What one rival found in each text, and in how many it failed."""

    mentions: dict[str, list[Row]] = field(default_factory=dict)
    errors: int = 0


def ask(name: str, rows: Iterable[Row], *, timed: bool = False) -> list[Row]:
    """The lines that a rival's process prints; raises RivalAbsent."""
    if not PYTHON.exists():
        raise RivalAbsent("not set up: make bench-setup")
    notes = ENVIRONMENT / "failed.json"
    failed = json.loads(notes.read_text(encoding="utf-8")) if notes.exists() else {}
    if name in failed:
        raise RivalAbsent(f"does not install: {failed[name]}")
    command = [str(PYTHON), "-m", "bench.rivals", name, *(["--time"] if timed else [])]
    try:
        done = subprocess.run(
            command,
            input=lines(rows),
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise RivalAbsent(f"not done after {PATIENCE} s") from None
    if done.returncode:
        raise RivalAbsent((done.stderr.strip().splitlines() or ["failed silently"])[-1])
    return [json.loads(line) for line in done.stdout.splitlines()]


def find_all(name: str, rows: Iterable[Row]) -> Answers:
    """What a rival finds in texts; raises RivalAbsent."""
    answers = Answers()
    for row in ask(name, rows):
        answers.mentions[row["id"]] = row["mentions"]
        answers.errors += "error" in row
    return answers
