"""What was understood of one page, for a person and as JSON: its sections, its dates, and where each came from."""

import json
import sys
from pathlib import Path
from typing import Any

from db.archive import Archive
from db.records import Section, Source
from keii.clock import utc_now
from keii.errors import KeiiError
from keii.highlight import visible
from keii.workspace import Workspace
from spiders.reading import Original, Understanding, understand_capture

_TOLD = ("title", "author", "publisher", "published", "updated", "canonical", "language")
_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".json": "application/json"}


class NoSuchPage(KeiiError):
    """What was asked for is neither a file nor in the archive."""


def understand_page(target: str, workspace: Workspace, url: str | None = None) -> Understanding:
    """Read one page; nothing is stored. Raises NoSuchPage, ReadingError, StoreError or ArchiveError.

    `target`: a file, `-` for stdin, or an address of which the archive holds a capture; `url`: where a file came from.
    """
    if target.startswith(("http://", "https://")):
        return understand_capture(_from_archive(target, workspace))
    try:
        raw = sys.stdin.buffer.read() if target == "-" else Path(target).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise NoSuchPage(f"{target}: {reason}; name a file, or an address that was crawled") from error
    kind = _TYPES.get(Path(target).suffix.lower(), "text/html")
    address = url or f"file:{'stdin' if target == '-' else Path(target).name}"
    return understand_capture(
        Original(raw=raw, url=address, content_type=kind, captured_at=utc_now(), digest="")
    )


def _from_archive(url: str, workspace: Workspace) -> Original:
    """The latest capture of an address."""
    capture = None
    if workspace.database.exists():
        with workspace.read_store() as store:
            capture = store.latest_capture(url)
    if capture is None:
        raise NoSuchPage(
            f"{url}: the archive holds no capture of it; crawl it first, or name a file and its --url"
        )
    sources: dict[str, tuple[Source, str]] = {}
    for slug in workspace.slugs():
        incident = workspace.incident(slug)
        sources |= {source.id: (source, incident.timezone) for source in incident.sources}
    source, timezone = sources.get(capture.source or "", (None, "Asia/Tokyo"))
    return Original(
        raw=Archive.open(workspace.archive).read(capture), url=capture.url, content_type=capture.content_type,
        captured_at=capture.captured_at, digest=capture.digest, source=source, timezone=timezone,
        watched=capture.role == "notice",
    )  # fmt: skip


def page_object(found: Understanding) -> dict[str, Any]:
    """The form of `keii read --show --json`."""
    document = found.document
    values = {name: getattr(document, name, None) for name in _TOLD} | {"canonical": document.url}
    return {
        "url": document.url, "captured_at": document.captured_at, "digest": document.digest,
        "metadata": {
            name: {"value": value, "from": found.origins.get(name)} for name, value in values.items() if value
        },
        "standing": document.standing, "agency": document.agency, "partial": document.partial,
        "unavailable": document.unavailable, "encoding": document.encoding,
        "encoding_doubtful": document.encoding_doubtful, "watched": document.watched,
        "text_from": found.text_from, "layout": found.layout, "remarks": list(found.remarks),
        "sections": [
            {"kind": s.kind, "written_on": s.written_on, "author": s.author, "text": s.text}
            for s in document.sections
        ],
    }  # fmt: skip


def page_json(found: Understanding) -> str:
    """The same as a line of JSON."""
    return json.dumps(page_object(found), ensure_ascii=False)


def page_lines(found: Understanding) -> list[str]:
    """The same for a terminal: a line for each thing that is known, then the sections."""
    page = page_object(found)
    lines = [
        f"{name:<11} {told['value']}  ({told['from'] or 'not told by the page'})"
        for name, told in page["metadata"].items()
    ]
    lines.append(f"{'encoding':<11} {page['encoding']}{' (doubtful)' if page['encoding_doubtful'] else ''}")
    lines.append(f"{'standing':<11} {page['standing']}")
    lines += [f"{name:<11} {page[name]}" for name in ("agency", "unavailable") if page[name]]
    if page["partial"]:
        lines.append(f"{'partial':<11} only the free part was served")
    lines.append(f"{'text from':<11} {page['text_from']}")
    lines += [f"{'remark':<11} {remark}" for remark in found.remarks]
    for section in found.document.sections:
        lines += ["", *_section_lines(section)]
    return [visible(line) for line in lines]


def _section_lines(section: Section) -> list[str]:
    author = f", by {section.author}" if section.author else ""
    head = f"── {section.kind}, written {section.written_on or 'at a time that is not known'}{author}"
    return [head, *section.text.split("\n")]
