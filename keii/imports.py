"""Files instead of a crawl: JSON Lines, HTML, plain text and WARC files → captures.

A file becomes the same kind of evidence as a fetched page: its bytes go into the archive, and reading starts
from there. HTML and text are wrapped as a line of JSON that also holds what the user said of them.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from db.archive import Archive, ArchivedResponse, ArchiveError, read_warc
from db.records import Capture, Incident
from db.store import Store
from keii.errors import KeiiError
from keii.given_text import HTML_ENDINGS
from keii.lines import BadLine, parse_line
from keii.walk import Summary

WARC_ENDINGS = (".warc", ".warc.gz")
LINES_ENDINGS = (".jsonl", ".ndjson", ".json")
ENCODINGS = ("utf-8", "cp932", "euc_jp", "iso2022_jp")
"""How a page may spell the keywords that a WARC file is searched for."""


class Unreadable(KeiiError):
    """A file to import is missing or not of a kind that can be imported."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user said of the files on the command line."""

    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    kind: str | None = None


def import_file(
    path: Path, incident: Incident, store: Store, archive: Archive, given: Given, at: str
) -> Summary:
    """Put one file into the archive. Raises Unreadable where nothing of it can be taken."""
    summary = Summary()
    name = path.name.lower()
    if name.endswith(WARC_ENDINGS):
        _import_warc(path, incident, store, archive, summary)
        return summary
    for label, line in _lines_of(path, name, given):
        try:
            url = parse_line(line).url
        except BadLine as error:
            summary.failures.append(f"{path}:{label}: {error}")
            continue
        _keep_resource(line.strip(), url, incident, store, archive, at, summary)
    return summary


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


def _keep_resource(
    body: bytes, url: str, incident: Incident, store: Store, archive: Archive, at: str, summary: Summary
) -> None:
    """Archive one line and note it, unless the same line is already there."""
    from hashlib import sha256

    known = store.capture_with_digest(f"sha256:{sha256(body).hexdigest()}")
    if known is not None and known.url == url:
        store.save_capture(incident.slug, known)
        summary.counts["unchanged"] += 1
        return
    kept = archive.append_resource(url=url, content_type="application/json", body=body, at=at, first=known)
    capture = Capture(
        url=url, captured_at=at, digest=kept.digest, warc=kept.warc, offset=kept.offset,
        content_type="application/json", revisit=kept.revisit, role="import",
    )  # fmt: skip
    store.save_capture(incident.slug, capture)
    summary.counts["ok"] += 1


def _import_warc(path: Path, incident: Incident, store: Store, archive: Archive, summary: Summary) -> None:
    """Take over the pages of a WARC file that hold one of the incident's keywords, with their own times."""
    holds_keyword = keyword_filter(incident.keywords)
    for response in _whole_responses(path, summary):
        if response.status != 200 or not _is_page(response):
            summary.counts["not-a-page"] += 1
            continue
        try:
            payload = response.payload()
        except ArchiveError as error:
            summary.failures.append(f"{response.url}: {error}")
            continue
        if holds_keyword(payload):
            _keep_response(response, incident, store, archive, summary)
        else:
            summary.counts["other subject"] += 1


def _whole_responses(path: Path, summary: Summary) -> Iterator[ArchivedResponse]:
    """What can be read of a WARC file: where it breaks off, what stands before is taken and the rest listed."""
    found = 0
    try:
        for response in read_warc(path):
            found += 1
            yield response
    except ArchiveError as error:
        if not found:
            raise Unreadable(path, str(error).removeprefix(f"{path}: ")) from error
        summary.failures.append(f"{error}; the {found} responses before it are taken")


def keyword_filter(keywords: tuple[str, ...]) -> Callable[[bytes], bool]:
    """Whether raw bytes hold a keyword, in any encoding in which a page may write it.

    >>> keyword_filter(("銀行",))("地方銀行".encode("euc_jp"))
    True
    """
    needles = set()
    for keyword in keywords:
        for encoding in ENCODINGS:
            encoded = keyword.encode(encoding, "ignore")
            # ISO-2022-JP wraps a word in escapes; inside a sentence only what stands between them is there.
            needles.add(encoded.removeprefix(b"\x1b$B").removesuffix(b"\x1b(B").lower())
    needles.discard(b"")

    def holds(raw: bytes) -> bool:
        lowered = raw.lower()
        return any(needle in lowered for needle in needles)

    return holds


def _is_page(response: ArchivedResponse) -> bool:
    kind = next((v for k, v in response.headers if k.lower() == "content-type"), "").lower()
    return kind.startswith(("text/html", "application/xhtml", "text/plain"))


def _keep_response(
    response: ArchivedResponse, incident: Incident, store: Store, archive: Archive, summary: Summary
) -> None:
    headers = {name.lower(): value for name, value in response.headers}
    same = store.capture_like(response.url, response.at, response.digest)
    if same is not None:
        store.save_capture(incident.slug, same)
        summary.counts["unchanged"] += 1
        return
    known = store.capture_with_digest(response.digest)
    kept = archive.append_response(
        url=response.url, status=response.status, headers=response.headers, body=response.body,
        at=response.at, first=known,
    )  # fmt: skip
    capture = Capture(
        url=response.url, captured_at=response.at, digest=kept.digest, warc=kept.warc, offset=kept.offset,
        status=response.status, content_type=headers.get("content-type"), revisit=kept.revisit, role="import",
    )  # fmt: skip
    store.save_capture(incident.slug, capture)
    summary.counts["ok"] += 1
