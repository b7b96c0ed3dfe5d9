"""The proof behind `keii verify`: archived bytes → text → facts → quotes and lines, checked from the bytes up."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from db.records import Capture, Citation, Document, Entry, Incident, Reading, Timeline
from db.store import Store
from keii.extraction import gazetteer_with
from keii.progress import Report
from keii.reading import ReadJob, ReadResult, read_all
from keii.since import Cut, Material, before, gather
from keii.verified_build import build_problems, few
from keii.walk import ReadPages
from keii.workspace import Workspace

Place = tuple[str, str]
"""Address and digest: what a citation calls its document by."""
READ_AGAIN = "run: keii read --again"


@dataclass(slots=True)
class Verification:
    """How much was checked, and what is wrong where."""

    documents: int = 0
    entries: int = 0
    citations: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)
    not_archived: list[str] = field(default_factory=list)
    """What a person cites although no archived page holds it: neither proved nor wrong."""
    not_built: int = 0
    """Documents that came after the last build: its lines and files are proved from what it knew."""


def verify_incident(
    incident: Incident, store: Store, workspace: Workspace, report: Report, *, read: ReadPages = read_all
) -> Verification:
    """Read every document again from its archived bytes, and prove the stored timeline and its files from it.

    Nothing is written. Only entries of a person's own may cite what is not archived.
    """
    from timeline.added import added_id

    result = Verification()
    review = workspace.review(incident.slug)
    known = gather(store, incident.slug, every_mention=True)
    readings = {(r.document.url, r.document.digest): r for r in known.readings}
    jobs = _jobs(incident, known.readings, known.captures, workspace)
    result.documents = len(known.readings)
    found = _reading_problems(known.readings, jobs, read, report)
    result.problems += few(list(found), f"documents of {incident.slug}")
    stored = store.timeline(incident.slug)
    if stored is not None:
        added = {added_id(one) for one in review.added}
        for entry in stored.entries:
            _verify_entry(entry, entry.id in added, readings, result)
        result.problems += _line_problems(stored, readings, incident)
    built_from = _known_to_last_build(store, incident.slug, known)
    result.not_built = len(known.readings) - len(built_from.readings)
    files, problems = build_problems(incident, built_from, stored, review, workspace.timelines)
    result.files = files
    result.problems += problems
    return result


def _known_to_last_build(store: Store, slug: str, known: Material) -> Material:
    """What the last build was made from; all where there was none."""
    builds = [run for run in store.runs(slug) if run.command == "build"]
    if not builds:
        return known
    then = before(Cut(build=builds[-1].id), store, slug, known)
    pages = {capture.id for capture in then.captures}
    # Feeds and answers without a page are read by no build; they were there where they are older than it.
    captures = [
        c for c in known.captures
        if c.id in pages or (not c.is_document and c.captured_at <= builds[-1].started_at)
    ]  # fmt: skip
    return replace(then, captures=captures)


def _jobs(
    incident: Incident, readings: Sequence[Reading], captures: Sequence[Capture], workspace: Workspace
) -> dict[Place, ReadJob]:
    """What each document is read from again; none for one whose capture is not there."""
    from spiders.attribution import speaker

    find_capture = _capture_finder(captures)
    sources = {source.id: source for source in incident.sources}
    jobs = {}
    for document in (reading.document for reading in readings):
        if (capture := find_capture(document)) is not None:
            source = speaker(capture, sources.get(capture.source or ""))
            job = ReadJob(capture=capture, archive=workspace.archive, incident=incident, source=source)
            jobs[document.url, document.digest] = job
    return jobs


def _capture_finder(captures: Sequence[Capture]) -> Callable[[Document], Capture | None]:
    """A function document → the capture it was read from; the address may be the canonical one instead."""
    by_bytes: dict[tuple[str, str], list[Capture]] = {}
    for capture in captures:
        by_bytes.setdefault((capture.digest, capture.captured_at), []).append(capture)

    def find(document: Document) -> Capture | None:
        same = by_bytes.get((document.digest, document.captured_at), [])
        return next((c for c in same if c.url == document.url), same[0] if same else None)

    return find


def _reading_problems(
    readings: Sequence[Reading], jobs: Mapping[Place, ReadJob], read: ReadPages, report: Report
) -> Iterator[str]:
    """What the archive says against the stored documents and their facts, in the order of the documents."""
    once = {job.capture: job for job in jobs.values()}
    again: dict[Capture, ReadResult] = {}
    for done, result in enumerate(read(list(once.values())), 1):
        again[result.capture] = result
        report(done, len(once))
    for reading in readings:
        document = reading.document
        job = jobs.get((document.url, document.digest))
        result_of = again.get(job.capture) if job else None
        if result_of is None:
            yield f"{document.url}: no capture of it has the digest {document.digest}"
        elif result_of.reading is None:
            yield f"{document.url}: {result_of.reason}"
        else:
            yield from _differences(reading, result_of.reading)


def _differences(stored: Reading, again: Reading) -> Iterator[str]:
    if again.document.sections != stored.document.sections:
        yield f"{stored.document.url}: the archived page reads differently from the stored text; {READ_AGAIN}"
    elif again.document != stored.document:
        names = (name for name in Document.__slots__ if name != "sections")
        wrong = [n for n in names if getattr(again.document, n) != getattr(stored.document, n)]
        yield f"{stored.document.url}: the archived page gives another {', '.join(wrong)}; {READ_AGAIN}"
    elif again.facts != stored.facts:
        yield f"{stored.document.url}: the stored facts are not those of its text; {READ_AGAIN}"


def _verify_entry(entry: Entry, own: bool, readings: Mapping[Place, Reading], result: Verification) -> None:
    """Look up every quote of an entry; one of a person's own may stand in no archived page."""
    result.entries += 1
    if not entry.citations:
        result.problems.append(f"entry {entry.id} ({entry.date}): it has no citation")
    for citation in entry.citations:
        result.citations += 1
        if citation.digest or not own:
            result.problems += _citation_problems(citation, readings)
        else:
            result.not_archived.append(f"entry {entry.id} ({entry.date}): {citation.url}")


def _citation_problems(citation: Citation, readings: Mapping[Place, Reading]) -> Iterator[str]:
    where = f"{citation.url} section {citation.section_index} [{citation.start}:{citation.end}]"
    reading = readings.get((citation.url, citation.digest))
    sections = reading.document.sections if reading else ()
    if citation.section_index >= len(sections):
        yield f"{where}: no such document or section"
    elif sections[citation.section_index].text[citation.start : citation.end] != citation.quote:
        yield f"{where}: the text there is not the quote {citation.quote[:40]!r}"


def _line_problems(
    timeline: Timeline, readings: Mapping[Place, Reading], incident: Incident
) -> Iterator[str]:
    """Lines that print an amount, a count or a date which no sentence that they cite has."""
    from timeline.proof import unproved

    gazetteer = gazetteer_with(incident.names)
    for entry in timeline.entries:
        if loose := unproved(entry, readings, gazetteer, incident.timezone):
            told = ", ".join(loose)
            yield f"entry {entry.id} ({entry.date}): {told}: stands in no sentence that the line cites"
