"""One rival at work: `python -m bench.rivals NAME [--time]`, JSON Lines {id, text, reference_date} on stdin.

Prints {id, mentions} a line, or with --time one line {characters, cpu, found} for the whole input, after a first
document to warm up. Run by the Python of .venv-bench.
"""

import argparse
import json
import sys
import time
import warnings
from datetime import datetime
from importlib import import_module
from typing import Any

from bench.rivals import RIVALS, Finder

NO_DATE = "1970-01-01"
"""Stands in where a document has no date at all; nothing relative can come out right then."""


def written(row: dict[str, Any]) -> datetime:
    """The moment that relative words are resolved against."""
    return datetime.fromisoformat(row.get("reference_date") or NO_DATE).replace(tzinfo=None)


def answer(find: Finder, row: dict[str, Any]) -> dict[str, Any]:
    """What a rival finds in one text; its own error is noted beside the answer."""
    try:
        found = find(row["text"], written(row))
    except Exception as error:  # noqa: BLE001 - a rival may fail in any way, and the count of failures is a result
        return {"id": row["id"], "mentions": [], "error": f"{type(error).__name__}: {error}"}
    return {"id": row["id"], "mentions": [one._asdict() for one in found]}


def main() -> None:
    """Answer or time the input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=list(RIVALS))
    parser.add_argument("--time", action="store_true")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    find = import_module(f"bench.rivals.{RIVALS[arguments.name].module}").finder()
    rows = [json.loads(line) for line in sys.stdin]
    if not arguments.time:
        for row in rows:
            print(json.dumps(answer(find, row), ensure_ascii=False))
        return
    answer(find, rows[0])
    before = time.process_time()
    found = sum(len(answer(find, row)["mentions"]) for row in rows)
    spent = time.process_time() - before
    print(json.dumps({"characters": sum(len(row["text"]) for row in rows), "cpu": spent, "found": found}))


if __name__ == "__main__":
    main()
