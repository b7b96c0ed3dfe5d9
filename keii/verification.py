"""The proof behind `keii verify`: archived bytes → text → quotes, checked from the bytes up."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.archive import ArchiveError
from db.records import Capture, Citation, Document, Incident, Section
from db.store import Cited
from keii.progress import Report
from keii.reading import ReadJob, read_document

Place = tuple[str, str]
"""Address and digest: what a citation calls its document by."""


@dataclass(slots=True)
class Verification:
    """How much was checked, and what is wrong where."""

    documents: int = 0
    entries: int = 0
    citations: int = 0
    problems: list[str] = field(default_factory=list)
    not_archived: list[str] = field(default_factory=list)
    """What a person cites although no archived page holds it: neither proved nor wrong."""


def verify_incident(
    incident: Incident,
    documents: Sequence[Document],
    captures: Sequence[Capture],
    entries: Sequence[Cited],
    archive: Path,
    report: Report,
    *,
    added: Collection[str] = (),
) -> Verification:
    """Read every document again from its archived bytes, and look up every quote of the stored timeline in it.

    Only the entries of the ids in `added`, a person's own, may cite what is not archived.
    """
    result = Verification()
    sections: dict[Place, tuple[Section, ...]] = {}
    find_capture = _capture_finder(captures)
    sources = {source.id: source for source in incident.sources}
    for done, document in enumerate(documents, 1):
        result.documents += 1
        if (capture := find_capture(document)) is None:
            result.problems.append(f"{document.url}: no capture of it has the digest {document.digest}")
        else:
            source = sources.get(capture.source or "")
            job = ReadJob(capture=capture, archive=archive, incident=incident, source=source)
            result.problems += _reading_problems(document, job)
        sections[document.url, document.digest] = document.sections
        report(done, len(documents))
    for entry in entries:
        result.entries += 1
        if not entry.citations:
            result.problems.append(f"entry {entry.entry} ({entry.date}): it has no citation")
        for citation in entry.citations:
            result.citations += 1
            if citation.digest or entry.entry not in added:
                result.problems += _citation_problems(citation, sections)
            else:
                result.not_archived.append(f"entry {entry.entry} ({entry.date}): {citation.url}")
    return result


def _capture_finder(captures: Sequence[Capture]) -> Callable[[Document], Capture | None]:
    """A function document → the capture it was read from; the address may be the canonical one instead."""
    by_bytes: dict[tuple[str, str], list[Capture]] = {}
    for capture in captures:
        by_bytes.setdefault((capture.digest, capture.captured_at), []).append(capture)

    def find(document: Document) -> Capture | None:
        same = by_bytes.get((document.digest, document.captured_at), [])
        return next((c for c in same if c.url == document.url), same[0] if same else None)

    return find


def _reading_problems(document: Document, job: ReadJob) -> Iterator[str]:
    """What the archive says against the stored document."""
    from spiders.reading import ReadingError

    try:
        again = read_document(job)
    except (ArchiveError, ReadingError) as error:
        yield f"{document.url}: {error}"
        return
    if again.sections != document.sections:
        yield f"{document.url}: the archived page reads differently from the stored text; run: keii read --again"


def _citation_problems(citation: Citation, sections: Mapping[Place, Sequence[Section]]) -> Iterator[str]:
    where = f"{citation.url} section {citation.section_index} [{citation.start}:{citation.end}]"
    found = sections.get((citation.url, citation.digest))
    if found is None or citation.section_index >= len(found):
        yield f"{where}: no such document or section"
    elif found[citation.section_index].text[citation.start : citation.end] != citation.quote:
        yield f"{where}: the text there is not the quote {citation.quote[:40]!r}"
