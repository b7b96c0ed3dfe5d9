"""Child processes of the crash and concurrency tests: append to archive and store, acknowledge each row."""

import sys
from pathlib import Path

from db.archive import Archive
from db.records import Capture
from db.store import Store
from tests.db.conftest import INCIDENT, SLUG, reading


def body_of(name: str, number: int) -> bytes:
    return f"{name} {number} ".encode() * (number % 700 + 1)


def main(workspace: str, name: str, most: int) -> None:
    """Keep `most` captures, reading each; a line on stdout once it is in the store."""
    with (
        Store.open(Path(workspace) / "keii.db") as store,
        Archive.open(Path(workspace) / "archive") as archive,
    ):
        store.save_incident(INCIDENT)
        for number in range(most):
            url, at = f"https://{name}.example/{number}", "2020-09-10T12:00:00Z"
            kept = archive.append_response(url=url, status=200, headers=[], body=body_of(name, number), at=at)
            capture = store.save_capture(
                SLUG, Capture(url=url, captured_at=at, digest=kept.digest, warc=kept.warc, offset=kept.offset)
            )
            store.save_reading(SLUG, capture, reading(capture, f"被害{number}", fingerprint=kept.digest), "r")
            sys.stdout.write(f"{url}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
