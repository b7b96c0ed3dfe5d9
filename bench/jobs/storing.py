"""Rows a second into the database, beside sqlite3 alone: `python -m bench.jobs.storing FILE`.

The same rows go in twice: as readings through the Store, in transactions of the size that `keii read` uses, and as
ready tuples with `executemany` into the same tables with the same indexes, in one transaction. Full text is an
index of its own and slow to write, so the bare way is timed with it and without it; its words are ready there.
"""

import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from bench.jobs.reading import read_all
from db.records import Capture, Incident, Reading
from db.store import Store
from db.store.bigrams import index_words
from keii.walk import BATCH

SLUG = "made-up"
TABLES = (
    "documents", "incident_captures", "sections", "mentions", "claims", "claim_figures", "claim_organisations",
)  # fmt: skip


def capture_of(reading: Reading, number: int) -> Capture:
    """A capture that a made-up document may come from."""
    document = reading.document
    return Capture(
        url=document.url,
        captured_at=document.captured_at,
        digest=document.digest,
        warc="made-up.warc.gz",
        offset=number,
    )


def through_store(path: Path, readings: list[Reading]) -> float:
    """CPU seconds that the Store takes; captures are in before."""
    with Store.open(path) as store:
        store.save_incident(Incident(slug=SLUG, title=SLUG, keywords=(SLUG,)))
        captures = [store.save_capture(SLUG, capture_of(r, n)) for n, r in enumerate(readings)]
        before = time.process_time()
        pairs = list(zip(captures, readings, strict=True))
        for first in range(0, len(pairs), BATCH):
            store.save_readings(SLUG, pairs[first : first + BATCH], "bench")
        return time.process_time() - before


def rows_of(path: Path) -> tuple[list[str], dict[str, list[tuple[object, ...]]], float]:
    """The statements that make the tables, the rows that are in them, CPU seconds to make the words of the index."""
    connection = sqlite3.connect(path)
    query = "select sql from sqlite_master where tbl_name = ? and sql is not null order by type desc"
    made = [sql for table in (*TABLES, "section_words") for (sql,) in connection.execute(query, [table])]
    rows = {table: connection.execute(f"select * from {table}").fetchall() for table in TABLES}  # noqa: S608
    words = connection.execute(
        "select s.id, coalesce(d.title, ''), s.text from sections s join documents d on d.id = s.document"
    )
    texts = words.fetchall()
    connection.close()
    before = time.process_time()
    rows["section_words"] = [(i, index_words(title), index_words(text)) for i, title, text in texts]
    return made, rows, time.process_time() - before


def bare(path: Path, made: list[str], rows: dict[str, list[tuple[object, ...]]]) -> dict[str, float]:
    """CPU seconds that sqlite3 takes for each table."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    for statement in made:
        connection.execute(statement)
    spent = {}
    connection.execute("begin immediate")
    for table, values in rows.items():
        columns = "(rowid, title, text)" if table == "section_words" else ""
        holes = ", ".join("?" * len(values[0])) if values else "null"
        before = time.process_time()
        connection.executemany(f"insert into {table} {columns} values ({holes})", values)  # noqa: S608
        spent[table] = time.process_time() - before
    before = time.process_time()
    connection.execute("commit")
    connection.close()
    spent["commit"] = time.process_time() - before
    return spent


def main() -> None:
    """Time both ways three times, in turn."""
    readings = list(read_all(Path(sys.argv[1])))
    rounds = []
    count = 0
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            ours = through_store(Path(folder) / "ours.db", readings)
            made, rows, cutting = rows_of(Path(folder) / "ours.db")
            theirs = bare(Path(folder) / "bare.db", made, rows)
        count = sum(len(values) for table, values in rows.items() if table != "section_words")
        words = theirs.pop("section_words")
        plain = sum(theirs.values())
        rounds.append({"store": ours, "bare with full text": plain + words, "bare": plain, "words": cutting})
    print(json.dumps({"documents": len(readings), "rows": count, "rounds": rounds}))


if __name__ == "__main__":
    main()
