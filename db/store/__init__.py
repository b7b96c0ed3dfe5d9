"""Store: the one SQLite file, and the only place that touches it. What it hands out are records.

Every write is one transaction that is taken for writing at once; every answer comes from one moment. Text
that SQLite cannot hold and numbers of any size are restored exactly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from db.records import Capture, HostPause, Incident, Outcome, Reading, Timeline
from db.store import builds, captures, facts, hosts, incidents, public, readings, search, timelines
from db.store.builds import Build, Known
from db.store.captures import Run
from db.store.connection import Connection, open_file, open_memory
from db.store.errors import (
    Busy,
    Damaged,
    Full,
    Missing,
    NewerSchema,
    NotADatabase,
    ReadOnly,
    Slow,
    StoreError,
)
from db.store.facts import Version
from db.store.search import FoundClaim, Hit
from db.store.timelines import Cited

__all__ = [
    "Build",
    "Busy",
    "Cited",
    "Damaged",
    "FoundClaim",
    "Full",
    "Hit",
    "Known",
    "Missing",
    "NewerSchema",
    "NotADatabase",
    "ReadOnly",
    "Run",
    "Slow",
    "Store",
    "StoreError",
    "Version",
]


class Store:
    """A workspace's database. Use it as a context manager, in one thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path | str, *, create: bool = True) -> Self:
        """Open a database file, or make it; one that is not ours is refused untouched (StoreError)."""
        return cls(open_file(Path(path), create=create))

    @classmethod
    def in_memory(cls) -> Self:
        """A store that is gone when it is closed."""
        return cls(open_memory())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def together(self, *, durable: bool = True) -> Iterator[None]:
        """What is saved within the block goes in all of it or not at all; see Connection.write for `durable`."""
        with self._connection.write(durable=durable):
            yield

    # Incidents

    def save_incident(self, incident: Incident) -> None:
        """Put an incident in, or bring it up to date; what was collected for it stays."""
        with self._connection.write() as connection:
            incidents.save_incident(connection, incident)

    def incident(self, slug: str) -> Incident:
        """An incident as it was last saved; Missing where it never was."""
        with self._connection.read() as connection:
            return incidents.load_incident(connection, slug, self._connection.path)

    def incidents(self) -> list[Incident]:
        """All incidents, by slug."""
        with self._connection.read() as connection:
            path = self._connection.path
            return [incidents.load_incident(connection, slug, path) for slug in incidents.slugs(connection)]

    def slugs(self) -> list[str]:
        """The incidents that were ever saved, sorted."""
        with self._connection.read() as connection:
            return incidents.slugs(connection)

    # Runs and outcomes

    def start_run(self, slug: str, command: str, at: str) -> int:
        """Note that a command starts; the number is what its outcomes and its end are noted under."""
        with self._connection.write() as connection:
            return captures.start_run(connection, self._incident(slug), command, at)

    def finish_run(self, run: int, at: str, counts: Mapping[str, int], failures: int) -> None:
        """Note how a run ended."""
        with self._connection.write() as connection:
            captures.finish_run(connection, run, at, counts, failures, self._connection.path)

    def mark_whole(self, run: int) -> None:
        """Note that a crawl came to its end, and left nothing for the next."""
        with self._connection.write() as connection:
            captures.mark_whole(connection, run, self._connection.path)

    def followed_at(self, slug: str, url: str) -> str | None:
        """When an address was last seen by a crawl that followed all it names; None where none did."""
        with self._connection.read() as connection:
            return captures.followed_at(connection, self._incident(slug), url)

    def runs(self, slug: str) -> list[Run]:
        """Runs in the order they started."""
        with self._connection.read() as connection:
            return captures.runs(connection, self._incident(slug))

    def save_outcome(
        self,
        slug: str,
        run: int | None,
        outcome: Outcome,
        *,
        rules: str | None = None,
        host: str | None = None,
        replayed: bool = False,
    ) -> None:
        """Note how a request or a reading ended, and which `host` was asked for it.

        With `rules`, a capture whose reading failed is not given to these rules again by `captures_to_read`. A visit
        that is `replayed` is noted once, however often it is.
        """
        with self._connection.write() as connection:
            captures.save_outcome(connection, self._incident(slug), run, outcome, rules, replayed=replayed)
            if host is not None:
                hosts.note_asked(connection, host, outcome.at)

    def outcomes(self, slug: str, run: int | None = None) -> list[Outcome]:
        """Outcomes in the order they were noted, of one run or of all."""
        with self._connection.read() as connection:
            return captures.outcomes(connection, self._incident(slug), run)

    # Hosts

    def hold_host(self, host: str, until: str) -> None:
        """Note that a host asked to be left alone until a moment (UTC); a later one noted before stays."""
        with self._connection.write() as connection:
            hosts.note_held(connection, host, until)

    def host_pauses(self, since: str) -> list[HostPause]:
        """Hosts that were asked after `since` (UTC) or want to be left alone beyond it."""
        with self._connection.read() as connection:
            return hosts.pauses(connection, since)

    # Captures

    def save_capture(self, slug: str, capture: Capture) -> Capture:
        """Put a capture in and get it back with its id; the same capture again changes nothing.

        Call it after the archive has the record: a row is always backed by bytes.
        """
        with self._connection.write() as connection:
            return captures.save_capture(connection, self._incident(slug), capture)

    def save_visit(self, slug: str, capture: Capture) -> Capture:
        """As `save_capture`, of a crawl: visits that find the same on end are two rows' worth, not one each."""
        with self._connection.write() as connection:
            return captures.save_visit(connection, self._incident(slug), capture)

    def visits(self, slug: str) -> dict[str, int]:
        """How often each address was asked for."""
        with self._connection.read() as connection:
            return captures.visits(connection, self._incident(slug))

    def pages_by_source(self, slug: str) -> dict[str, tuple[int, str]]:
        """How many pages each source gave that could be read, and when the newest of them was first seen."""
        with self._connection.read() as connection:
            return captures.pages_by_source(connection, self._incident(slug))

    def captures(self, slug: str) -> list[Capture]:
        """All captures of an incident by time, address and digest; of unchanged visits the first and the last."""
        with self._connection.read() as connection:
            return captures.of_incident(connection, self._incident(slug))

    def capture_with_digest(self, digest: str, url: str | None = None) -> Capture | None:
        """The earliest capture whose record holds this payload: what revisits refer to; or the first of an address."""
        with self._connection.read() as connection:
            return captures.with_digest(connection, digest, url)

    def capture_like(self, url: str, at: str, digest: str, slug: str | None = None) -> Capture | None:
        """The capture of an address at a moment, with this payload, if it is kept already, by an incident or by any."""
        with self._connection.read() as connection:
            incident = None if slug is None else self._incident(slug)
            return captures.same_visit(connection, url, at, digest, incident)

    def latest_capture(
        self, url: str, slug: str | None = None, *, until: str | None = None
    ) -> Capture | None:
        """The newest capture of an address, of one incident or of all; as it was known at a moment (UTC), if given."""
        with self._connection.read() as connection:
            incident = None if slug is None else self._incident(slug)
            return captures.latest(connection, url, incident, until)

    def validators(self, url: str, slug: str | None = None) -> tuple[str | None, str | None] | None:
        """ETag and Last-Modified of the newest capture of an address, for a conditional request.

        With `slug` only that incident's captures count: after a 304 the incident must have the page.
        """
        found = self.latest_capture(url, slug)
        if found is None or found.status != 200 or (found.etag is None and found.last_modified is None):
            return None
        return found.etag, found.last_modified

    def captures_to_read(self, slug: str, rules: str, again: bool = False) -> list[Capture]:
        """Pages, notices and imports that these rules have not dealt with, by time, address, digest."""
        with self._connection.read() as connection:
            return captures.to_read(connection, self._incident(slug), rules, again)

    # Readings

    def save_reading(self, slug: str, capture: Capture, reading: Reading, rules: str) -> None:
        """Put in what a saved capture says, in place of what older rules had read from it."""
        self.save_readings(slug, [(capture, reading)], rules)

    def save_readings(self, slug: str, pairs: Iterable[tuple[Capture, Reading]], rules: str) -> None:
        """Several readings in one transaction."""
        with self._connection.write(durable=False) as connection:
            incident = self._incident(slug)
            for capture, reading in pairs:
                row = capture.id or captures.capture_row(connection, capture, self._connection.path)
                readings.save_reading(connection, incident, row, reading, rules)

    def readings(self, slug: str, *, every_mention: bool = True) -> list[Reading]:
        """What was read for an incident by time, address and digest; captures that say the same are one.

        Without `every_mention` only those that a timeline is built with.
        """
        with self._connection.read() as connection:
            return facts.readings(connection, self._incident(slug), every_mention=every_mention)

    def versions(self, slug: str) -> list[Version]:
        """Which capture says what, by time: the history of each address, sameness included."""
        with self._connection.read() as connection:
            return list(facts.versions(connection, self._incident(slug)))

    # Builds

    def mark_built(self, slug: str, run: int) -> None:
        """Note that the build of this run knows all that was read so far."""
        with self._connection.write(durable=False) as connection:
            builds.mark_built(connection, self._incident(slug), run)

    def builds(self, slug: str) -> list[Build]:
        """The builds that took in something new, the oldest first."""
        with self._connection.read() as connection:
            return builds.builds(connection, self._incident(slug))

    def is_news_for_a_build(self, slug: str) -> bool:
        """Whether anything was read that no build knows."""
        with self._connection.read() as connection:
            return builds.is_news(connection, self._incident(slug))

    def known_to(self, slug: str, build: int) -> Known:
        """What was known to a build, by its number; 0 is before the first."""
        with self._connection.read() as connection:
            return builds.known_to(connection, self._incident(slug), build)

    # Timelines and search

    def save_timeline(self, slug: str, timeline: Timeline) -> None:
        """Put in the timeline that was built, in place of the one before."""
        with self._connection.write(durable=False) as connection:
            timelines.save_timeline(connection, self._incident(slug), timeline)

    def timeline(self, slug: str) -> Timeline | None:
        """The timeline that was built last, as it was saved; None before the first build."""
        with self._connection.read() as connection:
            incident = incidents.load_incident(connection, slug, self._connection.path)
            return timelines.load_timeline(connection, self._incident(slug), incident)

    def write_public_copy(self, path: Path) -> None:
        """A new database at `path` with what may be given to everybody; see db/store/public.py."""
        with self._connection.read() as connection:
            public.write_public_copy(connection, path)

    def cited(self, slug: str) -> list[Cited]:
        """The entries of the timeline that was built last, each with its citations; none before the first build."""
        with self._connection.read() as connection:
            return list(timelines.cited(connection, self._incident(slug)))

    def search(self, words: str | Sequence[str], slug: str | None = None, *, limit: int = 100) -> list[Hit]:
        """Sections that hold every word, oldest first, with the claims whose sentence does."""
        with self._connection.read() as connection:
            return search.search(connection, words, None if slug is None else self._incident(slug), limit)

    def _incident(self, slug: str) -> int:
        return incidents.incident_id(self._connection.raw, slug, self._connection.path)
