"""Made-up news read without a file or a database between: what the jobs on stored and built documents start from."""

import json
from collections.abc import Iterator
from pathlib import Path

from bench.tally import Row
from db.records import Reading
from keii.extraction import find_document_facts
from spiders.reading import read_text

TIMEZONE = "Asia/Tokyo"


def load(path: Path) -> list[Row]:
    """The documents of a file of JSON Lines."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read(row: Row, timezone: str = TIMEZONE) -> Reading:
    """One document with its facts; its `id` stands for the bytes that it was read from."""
    document = read_text(
        row["text"],
        url=row["url"],
        publisher=row["publisher"],
        published=row["published"],
        title=row["title"],
        digest=f"sha256:{row['id']}",
        captured_at=f"{row['published']}T12:00:00Z",
        timezone=timezone,
    )
    return find_document_facts(document, (), timezone)


def read_all(path: Path) -> Iterator[Reading]:
    """All documents of a file with their facts."""
    return map(read, load(path))
