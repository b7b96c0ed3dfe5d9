"""Pages out of WARC files, our own, browsertrix's (WACZ too) or a web archive's: those that hold a keyword.

A file is read from front to back, a record at a time; what does not hold a keyword in its raw bytes, in any encoding
in which a page may write it, is passed over before it is parsed.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from db.archive import Archive, ArchivedResponse, ArchiveError, Sift, read_warc
from db.records import Incident
from db.store import Store
from keii.keeping import keep_resource, keep_response
from keii.lines import BadLine, parse_line
from keii.unreadable import Unreadable
from keii.walk import Summary
from spiders.keywords import Keywords, raw_filter

WARC_ENDINGS = (".warc", ".warc.gz", ".wacz")
_PAGES = ("text/html", "application/xhtml", "text/plain")
_MOST_IN_WACZ = 20 << 30
"""Bytes; a WACZ keeps its WARC files as they are, so what unpacks to far more than the file is an attack."""
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a WARC file that is wanted."""

    response: ArchivedResponse
    line: bytes | None = None
    """The line of JSON that it is, where `keii import` wrote it."""


class FindPages(Protocol):
    """How the wanted pages of a file are found: here (`find_pages`), or by the workers of an engine."""

    def __call__(
        self, path: Path, keywords: Sequence[str], summary: Summary, *, all_pages: bool, tell: Tell | None
    ) -> Iterator[Found]: ...


def import_warc(
    path: Path, incident: Incident, store: Store, archive: Archive, summary: Summary,
    *, all_pages: bool = False, tell: Tell | None = None, find: FindPages | None = None,
) -> None:  # fmt: skip
    """Take over the pages of a file that hold one of the incident's keywords, or all, with their own times.

    `tell` hears how many bytes of a WARC file have been read.
    """
    find = find or find_pages
    for found in find(path, incident.keywords, summary, all_pages=all_pages, tell=tell):
        if found.line is not None:
            url, at = found.response.url, found.response.at
            keep_resource(found.line, url, incident, store, archive, at, summary)
        else:
            keep_response(found.response, incident, store, archive, summary)


def find_pages(
    path: Path, keywords: Sequence[str], summary: Summary, *, all_pages: bool, tell: Tell | None = None
) -> Iterator[Found]:
    """The pages of a file that hold a keyword, or all; what is not taken is counted, what is broken is listed."""
    with _warc_files(path) as files:
        for file in files:
            sift = None if all_pages else Sift(raw_filter(keywords))
            responses = _whole_responses(path, file, sift, summary, tell)
            yield from _wanted(responses, keywords, summary, all_pages=all_pages)
            if sift is not None and sift.passed_over:
                summary.counts["other subject"] += sift.passed_over


def _wanted(
    responses: Iterator[ArchivedResponse], keywords: Sequence[str], summary: Summary, *, all_pages: bool
) -> Iterator[Found]:
    holds_keyword, in_address = raw_filter(keywords), Keywords(keywords)
    for response in responses:
        if response.status != 200 or not response.url.startswith(("http://", "https://", "import:")):
            summary.counts["not-a-page"] += 1
            continue
        kind = _content_type(response)
        try:
            payload = response.payload()
        except ArchiveError as error:
            summary.failures.append(f"{response.url}: {error}")
            continue
        wanted = all_pages or in_address.found_in(response.url) or holds_keyword(payload)
        if kind.startswith("application/json") and _is_line(payload):
            if wanted or in_address.found_in(payload.decode("utf-8", "replace")):
                yield Found(response, payload)
            else:
                summary.counts["other subject"] += 1
        elif not kind.startswith((*_PAGES, "application/pdf")):
            summary.counts["not-a-page"] += 1
        elif wanted:
            yield Found(response)
        else:
            summary.counts["other subject"] += 1


def _whole_responses(
    named: Path, file: Path, sift: Sift | None, summary: Summary, tell: Tell | None
) -> Iterator[ArchivedResponse]:
    """What can be read of a WARC file: where it breaks off, what stands before is taken and the rest listed."""
    found = 0
    try:
        for response in read_warc(file, sift, tell):
            found += 1
            yield response
    except ArchiveError as error:
        why = str(error).replace(str(file), str(named))
        found += sift.passed_over if sift is not None else 0
        if not found:
            raise Unreadable(named, why.removeprefix(f"{named}: ")) from error
        summary.failures.append(f"{why}; the {found} responses before it are taken")


def _content_type(response: ArchivedResponse) -> str:
    return next((v for k, v in response.headers if k.lower() == "content-type"), "").lower()


def _is_line(payload: bytes) -> bool:
    """A line that `keii import` took, and kept in an archive of its own."""
    try:
        parse_line(payload)
    except BadLine:
        return False
    return True


@contextmanager
def _warc_files(path: Path) -> Iterator[Iterator[Path]]:
    """The WARC files of a path: itself, or those in a WACZ, unpacked one after the other."""
    if path.suffix.lower() != ".wacz":
        yield iter((path,))
        return
    with tempfile.TemporaryDirectory(prefix="keii-") as folder:
        yield _unpacked(path, Path(folder) / "part.warc.gz")


def _unpacked(path: Path, place: Path) -> Iterator[Path]:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = [i for i in packed.infolist() if i.filename.startswith("archive/") and not i.is_dir()]
            if sum(part.file_size for part in parts) > min(_MOST_IN_WACZ, 50 * path.stat().st_size):
                raise Unreadable(path, "it unpacks to far more than it is")
            if not parts:
                raise Unreadable(path, "holds no WARC file under archive/")
            for part in parts:
                with packed.open(part) as source, place.open("wb") as target:
                    shutil.copyfileobj(source, target)
                yield place
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(path, f"not a whole WACZ: {error}") from error
