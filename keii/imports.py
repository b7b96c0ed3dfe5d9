"""Files instead of a crawl: JSON Lines, HTML, plain text and WARC files → captures.

A file becomes the same kind of evidence as a fetched page: its bytes go into the archive, and reading starts
from there. HTML and text are wrapped as a line of JSON that also holds what the user said of them.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.archive import Archive
from db.records import Incident
from db.store import Store
from keii.given_text import HTML_ENDINGS
from keii.keeping import keep_resource
from keii.lines import BadLine, parse_line
from keii.unreadable import Unreadable
from keii.walk import Summary
from keii.warc_imports import WARC_ENDINGS, FindPages, Tell, import_warc

PDF_ENDING = ".pdf"
LINES_ENDINGS = (".jsonl", ".ndjson", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user said of the files on the command line."""

    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    kind: str | None = None
    all_pages: bool = False
    """Of a WARC file also pages without a keyword."""


def takes(path: Path, key: str) -> bool:
    """Whether what was said on the command line under a key is used for a file.

    >>> [takes(Path(name), "published") for name in ("a.txt", "a.html", "a.jsonl", "a.pdf", "a.warc.gz")]
    [True, True, False, False, False]
    """
    name = path.name.lower()
    if name.endswith(PDF_ENDING):
        return key == "url"
    return not name.endswith((*LINES_ENDINGS, *WARC_ENDINGS))


def import_file(
    path: Path, incident: Incident, store: Store, archive: Archive, given: Given, at: str,
    tell: Tell | None = None, find: FindPages | None = None,
) -> Summary:  # fmt: skip
    """Put one file into the archive. Raises Unreadable where nothing of it can be taken.

    `tell` hears how many bytes of a large file have been read; `find` finds the pages of a WARC file.
    """
    summary = Summary()
    name = path.name.lower()
    if name.endswith(WARC_ENDINGS):
        import_warc(path, incident, store, archive, summary, all_pages=given.all_pages, tell=tell, find=find)
        return summary
    if name.endswith(PDF_ENDING):
        _import_pdf(path, incident, store, archive, given, at, summary)
        return summary
    told: set[str] = set()
    for label, line in _lines_of(path, name, given):
        try:
            parsed = parse_line(line)
        except BadLine as error:
            summary.failures.append(f"{path}:{label}: {error}")
            continue
        summary.warnings += [f"{path}:{label}: {remark}" for remark in parsed.remarks if remark not in told]
        told.update(parsed.remarks)
        keep_resource(line.strip(), parsed.url, incident, store, archive, at, summary)
    return summary


def _import_pdf(
    path: Path, incident: Incident, store: Store, archive: Archive, given: Given, at: str, summary: Summary
) -> None:
    """A PDF is kept as it is: what it says is read out of it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error)) from error
    name = os.fsencode(path.name).decode("utf-8", "replace")
    url = given.url or f"import:{name}"
    keep_resource(raw, url, incident, store, archive, at, summary, content_type="application/pdf")


def _lines_of(path: Path, name: str, given: Given) -> Iterator[tuple[int, bytes]]:
    """The numbered JSON lines of a file."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error)) from error
    if name.endswith(LINES_ENDINGS):
        yield from ((n, line) for n, line in enumerate(raw.splitlines(), 1) if line.strip())
    else:
        yield 1, _wrapped(path, raw, given, html=name.endswith(HTML_ENDINGS))


def _wrapped(path: Path, raw: bytes, given: Given, *, html: bool) -> bytes:
    """HTML or text, and what was said of it, as one line of JSON."""
    from spiders.reading.encoding import decode

    decoded = decode(raw)
    if decoded.doubtful:
        raise Unreadable(path, "its encoding cannot be told; save it as UTF-8")
    if not decoded.text.strip():
        raise Unreadable(path, "it has no text")
    # A name whose bytes are no UTF-8 comes with lone surrogates, which nothing can store.
    name = os.fsencode(path.name).decode("utf-8", "replace")
    fields = {
        "url": given.url or f"import:{name}",
        "publisher": given.publisher or name,
        "kind": given.kind,
        "published": given.published,
        "title": given.title,
        "html" if html else "text": decoded.text,
    }
    return json.dumps({k: v for k, v in fields.items() if v is not None}, ensure_ascii=False).encode()
