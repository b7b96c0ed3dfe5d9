"""A workspace: the folder that holds `incidents/`, `keii.db`, `archive/` and `timelines/`."""

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from keii.clock import utc_now
from keii.errors import KeiiError, NotWritable
from keii.lock import hold_lock

if TYPE_CHECKING:
    from db.archive import Archive
    from db.records import Incident, Review
    from db.store import Store


class NoSuchIncident(KeiiError):
    """The workspace has no incident of that name."""

    def __init__(self, slug: str, folder: Path, known: list[str]) -> None:
        self.slug, self.folder, self.known = slug, folder, known
        others = (
            f"known here: {', '.join(known)}" if known else f"make one: keii new {slug} --title … --keyword …"
        )
        super().__init__(f"{folder / slug}.toml: no such incident ({others})")


class NothingHere(KeiiError):
    """The folder is no workspace, or one without an incident."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder}: no incident is defined here; make one with keii new, or name another --workspace"
        )


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where everything of one user's incidents lies. Opening it makes nothing; writing makes what is missing."""

    path: Path

    @property
    def incidents(self) -> Path:
        return self.path / "incidents"

    @property
    def database(self) -> Path:
        return self.path / "keii.db"

    @property
    def archive(self) -> Path:
        return self.path / "archive"

    @property
    def timelines(self) -> Path:
        return self.path / "timelines"

    def slugs(self) -> list[str]:
        """The incidents defined here, sorted."""
        return sorted(p.stem for p in self.incidents.glob("*.toml") if not p.stem.endswith(".review"))

    def chosen(self, slugs: Sequence[str]) -> list["Incident"]:
        """The incidents of these names, or all where none is named; raises NothingHere where there are none."""
        if not (slugs or self.slugs()):
            raise NothingHere(self.incidents)
        return [self.incident(slug) for slug in slugs or self.slugs()]

    def incident(self, slug: str) -> "Incident":
        """The incident `slug`; raises NoSuchIncident, or DefinitionError where its file is wrong.

        A wrong file in the user's folder of publishers raises BadPublisher or ReadingError.
        """
        from db.incidents import load_incident
        from spiders import definition
        from spiders.publishers import known_sources

        definition.check_own_publishers()
        if slug not in self.slugs():
            raise NoSuchIncident(slug, self.incidents, self.slugs())
        return load_incident(self.incidents / f"{slug}.toml", known_sources, definition.SOURCE)

    def reviews_of_none(self) -> list[Path]:
        """Review files that belong to no incident, as a misspelt name makes them."""
        files = sorted(self.incidents.glob("*.review.toml"))
        return [file for file in files if file.name.removesuffix(".review.toml") not in self.slugs()]

    def review_file(self, slug: str) -> Path:
        """Where the decisions about an incident stand."""
        return self.incidents / f"{slug}.review.toml"

    def review(self, slug: str) -> "Review":
        """The decisions about an incident; raises DefinitionError where their file is wrong."""
        from db.incidents import load_review

        return load_review(self.review_file(slug))

    def read_store(self) -> AbstractContextManager["Store"]:
        """The database for reading."""
        from db.store import Store

        return Store.open(self.database, create=False)

    @contextmanager
    def writing(self) -> Iterator[tuple["Store", "Archive"]]:
        """The database and the archive for writing, under the workspace's lock."""
        from db.archive import Archive
        from db.store import Store

        make_folder(self.path)
        with hold_lock(self.path / ".keii.lock", utc_now()), Store.open(self.database) as store:
            make_folder(self.archive)
            yield store, Archive.open(self.archive)


def make_folder(path: Path) -> None:
    """Make a folder and its parents; raises NotWritable."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritable(path, error.strerror or str(error)) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise NotWritable(path, "read-only")
