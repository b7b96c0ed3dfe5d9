"""Finders, alone or with claims, over the texts of a file: `python -m bench.jobs.finding FILE mentions|claims`."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.jobs.reading import load
from bench.tally import Row
from db.records import Section
from timeline.anchor import Anchor
from timeline.facts import find_facts
from timeline.mentions import find_mentions
from timeline.names import load_gazetteer


def finder(what: str) -> Callable[[Row], int]:
    """A document → how much was found in it."""
    gazetteer = load_gazetteer()

    def mentions(row: Row) -> int:
        return len(find_mentions(row["text"], Anchor(written_on=row["reference_date"]), gazetteer))

    def claims(row: Row) -> int:
        section = Section(kind="body", text=row["text"], written_on=row["reference_date"])
        return len(find_facts(section, gazetteer, publisher=row["publisher"]).claims)

    return {"mentions": mentions, "claims": claims}[what]


def main() -> None:
    """Time the whole file after a first document to warm up."""
    rows = load(Path(sys.argv[1]))
    find = finder(sys.argv[2])
    find(rows[0])
    before = time.process_time()
    found = sum(map(find, rows))
    spent = time.process_time() - before
    print(json.dumps({"characters": sum(len(row["text"]) for row in rows), "cpu": spent, "found": found}))


if __name__ == "__main__":
    main()
