"""The walk crawl → read → build for one incident, and the run row that says how it went."""

import gc
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from db.archive import Archive
from db.records import Incident, Outcome, Review, Timeline
from db.store import Store
from keii.clock import utc_now
from keii.errors import DONE, FAILURES, KeiiError
from keii.extraction import rules_version
from keii.progress import progress
from keii.reading import ReadJob, ReadResult, read_all
from keii.review_queue import notices
from keii.since import Material, gather
from keii.workspace import Workspace

FAILED = frozenset(
    {"timeout", "incomplete", "too-large", "not-a-page", "refused-address", "forbidden", "error"}
)
"""Outcomes that a user should hear of; the others (unchanged, gone, robots, …) are ordinary answers."""

ReadPages = Callable[[Sequence[ReadJob]], Iterator[ReadResult]]
NOTHING_DECIDED = Review()
BATCH = 32
"""Pages stored in one transaction; what is lost by a kill is only read again."""


class NothingToBuildFrom(KeiiError):
    """The database lost what a timeline was built from; the timeline is not overwritten by an empty one."""

    def __init__(self, slug: str, workspace: Workspace) -> None:
        self.slug = slug
        super().__init__(
            f"{workspace.database}: holds no page of {slug}, but {workspace.timelines / slug}.json was built from some;"
            f" put the database back, or read the archive again: keii import {workspace.archive}/*.warc.gz"
            f" --all --incident {slug}"
        )


@dataclass(slots=True)
class Summary:
    """What one command did: numbers, and the failures one by one."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    """What a person should look at although nothing failed."""

    @property
    def exit_status(self) -> int:
        return FAILURES if self.failures else DONE

    def of_stage(self, stage: str) -> "Summary":
        """The same with its numbers named after a stage, so that those of several can stand together."""
        counts = Counter({f"{stage} {name}": number for name, number in self.counts.items()})
        return Summary(
            counts=counts, failures=[*self.failures], files=[*self.files], warnings=[*self.warnings]
        )

    def add(self, other: "Summary") -> None:
        """Take in what a later stage did."""
        self.counts.update(other.counts)
        self.failures += other.failures
        self.files += other.files
        self.warnings += other.warnings


@contextmanager
def run_row(store: Store, slug: str, command: str, summary: Summary) -> Iterator[int]:
    """One row of `runs` for the block, finished also when the block is interrupted."""
    run = store.start_run(slug, command, utc_now())
    try:
        yield run
    finally:
        store.finish_run(run, utc_now(), summary.counts, len(summary.failures))


def crawl_incident(
    incident: Incident,
    store: Store,
    archive: Archive,
    *,
    replay: Path | None = None,
    sources: Sequence[str] = (),
    redis: str | None = None,
    round_name: str | None = None,
) -> Summary:
    """Fetch what is new from the sources of an incident into the archive; see spiders.crawl.crawl."""
    from spiders.crawl import crawl

    summary = Summary()
    store.save_incident(incident)
    with run_row(store, incident.slug, "crawl", summary) as run, progress("crawl") as report:
        result = crawl(
            incident, store, archive, run=run, replay=replay, sources=sources, redis=redis, round_name=round_name,
            progress=report,
        )  # fmt: skip
        summary.counts.update(result.counts)
        summary.failures += result.failures
    return summary


def read_incident(
    incident: Incident, store: Store, archive_folder: Path, *, again: bool = False, read: ReadPages = read_all
) -> Summary:
    """Read every capture of an incident that is new or was read by older rules; all of them with `again`.

    `read` reads the pages: in processes of this machine, or on an engine.
    """
    summary = Summary()
    store.save_incident(incident)
    rules = rules_version(incident.names)
    with run_row(store, incident.slug, "read", summary) as run, progress("read") as report:
        jobs = list(_read_jobs(incident, store, archive_folder, rules, again))
        done = 0
        remarks: Counter[str] = Counter()
        for batch in _batches(read(jobs)):
            _save_results(incident, store, run, rules, batch)
            for result in batch:
                summary.counts[result.outcome] += 1
                remarks.update(result.remarks)
                if result.outcome in FAILED:
                    summary.failures.append(f"{result.capture.url}: {result.outcome}: {result.reason}")
            done += len(batch)
            report(done, len(jobs))
    summary.failures.sort()
    summary.warnings += [f"{remark} (pages: {pages})" for remark, pages in sorted(remarks.items())]
    return summary


def _read_jobs(
    incident: Incident, store: Store, archive_folder: Path, rules: str, again: bool
) -> Iterator[ReadJob]:
    from spiders.attribution import speaker

    sources = {source.id: source for source in incident.sources}
    for capture in store.captures_to_read(incident.slug, rules, again):
        yield ReadJob(
            capture=capture,
            archive=archive_folder,
            incident=incident,
            source=speaker(capture, sources.get(capture.source or "")),
        )


def _batches(results: Iterable[ReadResult]) -> Iterator[list[ReadResult]]:
    """A transaction's worth each, in the order of the captures, whoever was done first.

    Many pages together are stored in a fraction of the time.
    """
    iterator = iter(results)
    while batch := list(islice(iterator, BATCH)):
        yield sorted(batch, key=lambda result: result.capture.id or 0)


def _save_results(
    incident: Incident, store: Store, run: int, rules: str, results: Sequence[ReadResult]
) -> None:
    pairs = [(result.capture, result.reading) for result in results if result.reading is not None]
    # What was read is not read again: how it ended must not be lost by a kill in between.
    with store.together(durable=False):
        store.save_readings(incident.slug, pairs, rules)
        for result in results:
            if result.outcome != "ok":
                store.save_outcome(incident.slug, run, _outcome_of(result), rules=rules)


def _outcome_of(result: ReadResult) -> Outcome:
    capture = result.capture
    return Outcome(
        url=capture.url,
        # Of the visit: when it happened to be read says nothing of the source.
        at=capture.captured_at,
        stage="read",
        name=result.outcome,
        reason=result.reason,
        source=capture.source,
        capture=capture.id,
    )


def conclude(
    incident: Incident, store: Store, language: str | None = None, review: Review = NOTHING_DECIDED
) -> Timeline:
    """The timeline that the stored readings support, as a person wants it."""
    return account(incident, gather(store, incident.slug), language, review)


def account(
    incident: Incident, known: Material, language: str | None = None, review: Review = NOTHING_DECIDED
) -> Timeline:
    """The timeline that follows from what is known."""
    from timeline.build import build_timeline

    with _uncollected():
        return build_timeline(
            incident,
            known.readings,
            captures=known.captures,
            outcomes=known.outcomes,
            rules=rules_version(incident.names),
            language=language,
            review=review,
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: a million records hold none, and would be looked through again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def build_incident(
    incident: Incident,
    store: Store,
    workspace: Workspace,
    *,
    formats: Sequence[str] = ("md", "html", "json"),
    languages: Sequence[str] = (),
) -> Summary:
    """Conclude the timeline and write its files; a file that would say the same is left alone."""
    from keii.timeline_files import write_timeline

    summary = Summary()
    review = workspace.review(incident.slug)
    store.save_incident(incident)
    if not store.captures(incident.slug) and _was_built_from_pages(
        workspace.timelines / f"{incident.slug}.json"
    ):
        raise NothingToBuildFrom(incident.slug, workspace)
    summary.warnings += [f"{file}: there is no such incident" for file in workspace.reviews_of_none()]
    with run_row(store, incident.slug, "build", summary) as run, _uncollected():
        known = gather(store, incident.slug)
        for language in languages or (incident.language,):
            timeline = account(incident, known, language, review)
            if language == incident.language:
                store.save_timeline(incident.slug, timeline)
            summary.files += write_timeline(timeline, workspace.timelines, formats)
            summary.counts["entries"] = len(timeline.entries)
            summary.counts["documents"] = timeline.documents
            told = notices(timeline, str(workspace.review_file(incident.slug)))
            summary.warnings += [notice for notice in told if notice not in summary.warnings]
        store.mark_built(incident.slug, run)
    return summary


def _was_built_from_pages(timeline: Path) -> bool:
    try:
        built_from = json.loads(timeline.read_bytes())["built_from"]
        return bool(built_from["captures"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def walk(
    incident: Incident,
    store: Store,
    archive: Archive,
    workspace: Workspace,
    *,
    replay: Path | None = None,
    formats: Sequence[str] = ("md", "html", "json"),
    languages: Sequence[str] = (),
) -> Summary:
    """Crawl, read and build one incident. A failed page stops none of the stages."""
    # A mistake in it would only be found after the crawl.
    workspace.review(incident.slug)
    summary = crawl_incident(incident, store, archive, replay=replay).of_stage("crawl")
    summary.add(read_incident(incident, store, workspace.archive).of_stage("read"))
    summary.add(build_incident(incident, store, workspace, formats=formats, languages=languages))
    return summary
