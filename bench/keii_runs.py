"""keii as a user calls it: its command line in a process of its own, JSON in and out."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.cases import Incident
from bench.tally import Row

ROOT = Path(__file__).parent.parent


class KeiiFailed(Exception):
    """keii did not do what was asked; what it said."""

    def __init__(self, arguments: tuple[str, ...], status: int, said: str) -> None:
        self.status = status
        super().__init__(f"keii {' '.join(arguments)}: exit {status}: {said.strip()[-2000:]}")


def keii(*arguments: str, stdin: str = "") -> str:
    """What keii prints; raises KeiiFailed."""
    done = subprocess.run(
        [sys.executable, "-m", "keii", *arguments],
        input=stdin, capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    if done.returncode:
        raise KeiiFailed(arguments, done.returncode, done.stderr)
    return done.stdout


def lines(rows: Iterable[Row]) -> str:
    """JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def extract(documents: Iterable[Row]) -> dict[str, Row]:
    """The facts of each document, by its id."""
    answers = (
        json.loads(line) for line in keii("extract", "--jsonl", "-", stdin=lines(documents)).splitlines()
    )
    return {answer["id"]: answer for answer in answers}


def build(incident: Incident) -> Row:
    """The timeline.json that keii builds from an incident's documents, in a workspace thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder) / "documents.jsonl"
        documents.write_text(lines(incident.documents.values()), encoding="utf-8")
        workspace = ("--workspace", folder)
        keii(*workspace, "new", incident.slug, "--title", incident.slug, "--keyword", incident.slug)
        keii(*workspace, "import", str(documents), "--incident", incident.slug)
        keii(*workspace, "build", incident.slug, "--format", "json")
        timeline = (Path(folder) / "timelines" / f"{incident.slug}.json").read_text(encoding="utf-8")
    built: Row = json.loads(timeline)
    return built
