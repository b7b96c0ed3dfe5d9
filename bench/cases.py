"""Reading a folder of cases: documents of incidents with what is marked in them, and single expressions.

The layout stands in bench/README.md. No judging here.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.tally import Row


class NoCases(Exception):
    """A folder holds no cases; its text says what is missing."""

    def __init__(self, folder: Path, missing: str) -> None:
        self.folder, self.missing = folder, missing
        super().__init__(f"{folder}: {missing}; bench/README.md describes the layout")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The documents of one incident, and what is marked in each; both by id."""

    slug: str
    documents: dict[str, Row]
    gold: dict[str, Row]
    timeline: list[Row]
    """Rows of the reference timeline; empty where there is none."""
    banks: list[Row] = field(default_factory=list)
    """Rows of the reference table of banks; empty where there is none."""


def load_json(path: Path) -> Any:
    """One JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def load_incidents(folder: Path) -> list[Incident]:
    """All incidents of a folder, by name; raises NoCases."""
    docs, gold = folder / "incidents" / "docs", folder / "incidents" / "gold"
    if not docs.is_dir() or not gold.is_dir():
        raise NoCases(folder, "no incidents/docs or no incidents/gold")
    return [_incident(d, gold / d.name) for d in sorted(docs.iterdir()) if (gold / d.name).is_dir()]


def _incident(docs: Path, gold: Path) -> Incident:
    documents = [load_json(path) for path in sorted(docs.glob("[0-9]*.json"))]
    marked = [load_json(path) for path in sorted(gold.glob("[0-9]*.json"))]
    reference = gold / "timeline.json"
    rows = load_json(reference) if reference.exists() else []
    table = gold / "bank_status.json"
    return Incident(
        slug=docs.name,
        documents={d["id"]: d for d in documents},
        gold={m["id"]: m for m in marked},
        timeline=rows["rows"] if isinstance(rows, dict) else rows,
        banks=load_json(table)["banks"] if table.exists() else [],
    )


def load_expressions(folder: Path) -> dict[str, list[Row]]:
    """The sets of single expressions by name of file; none where there is no such folder."""
    paths = sorted((folder / "expressions").glob("*.jsonl"))
    return {
        path.stem: [
            json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
        ]
        for path in paths
    }
