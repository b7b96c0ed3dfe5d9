"""Requests answered from a WARC file instead of the network. Opens no socket."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Self
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from w3lib.url import safe_url_string

from db.archive import ArchivedResponse, ArchiveError, read_warc
from spiders.answers import Answer, NotFetched, NotInArchive
from spiders.errors import NothingToReplay
from spiders.session import session_of
from spiders.wayback import PastCapture, past_capture

_IN_MEMORY = 16 * 1024 * 1024
"""Bytes of payload; what is more waits in a temporary file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    session: int
    at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    digest: str
    missing: str | None


class ReplayArchive:
    """The responses of a WARC file by address; each of its sessions is one crawl to repeat."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._by_url: dict[str, list[_Kept]] = defaultdict(list)
        self._bodies = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - open as long as this is
        self._places: dict[str, tuple[int, int]] = {}

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a file from end to end; NothingToReplay where it is missing, broken or without responses."""
        archive = cls(path)
        try:
            for response in read_warc(path):
                archive._add(response)
        except ArchiveError as error:
            archive.close()
            place = "" if error.offset is None else f"at byte {error.offset}: "
            raise NothingToReplay(path, f"{place}{error.reason}") from None
        if not archive._by_url:
            archive.close()
            raise NothingToReplay(path, "holds no response")
        for visits in archive._by_url.values():
            visits.sort(key=lambda kept: kept.session)
        return archive

    @property
    def name(self) -> str:
        """The file's name, as outcomes call it."""
        return self.path.name

    @property
    def sessions(self) -> list[int]:
        """Numbers of the sessions that hold responses, in order."""
        return sorted({kept.session for visits in self._by_url.values() for kept in visits})

    def ended_at(self, session: int) -> str:
        """When the last response of a session was taken, UTC; the file's last one where it has none."""
        every = [kept for visits in self._by_url.values() for kept in visits]
        return max(kept.at for kept in every if kept.session == session or session not in self.sessions)

    def answer(self, url: str, session: int) -> Answer:
        """The newest answer of an address in a session or those before it; NotInArchive without one."""
        past = past_capture(url)
        visits = self._by_url.get(_key(past.address() if past else url), [])
        place = bisect_right(visits, session, key=lambda kept: kept.session)
        if not place:
            raise NotInArchive(self.name)
        kept = visits[place - 1]
        if kept.missing or not kept.status:
            raise NotFetched("error", f"{self.name}: {kept.missing or 'the record has no status line'}")
        return Answer(
            url, status=kept.status, headers=_as_bytes(kept.headers), body=self._body(kept.digest),
            raw_headers=kept.headers, at=kept.at,
        )  # fmt: skip

    def close(self) -> None:
        """Give the temporary file back."""
        self._bodies.close()

    def _add(self, response: ArchivedResponse) -> None:
        if not response.url.startswith(("http://", "https://")):
            return
        if response.digest not in self._places:
            self._places[response.digest] = (self._bodies.seek(0, 2), len(response.body))
            self._bodies.write(response.body)
        self._by_url[_key(_asked_for(response))].append(
            _Kept(
                session=response.session,
                at=f"{response.at[:19]}Z",
                status=response.status,
                headers=response.headers,
                digest=response.digest,
                missing=response.missing,
            )
        )

    def _body(self, digest: str) -> bytes:
        start, length = self._places[digest]
        self._bodies.seek(start)
        return self._bodies.read(length)


def _key(url: str) -> str:
    """An address as Scrapy requests it, so that both sides write it alike."""
    try:
        return urldefrag(safe_url_string(url))[0]
    except ValueError:
        return url


def _asked_for(response: ArchivedResponse) -> str:
    """The address that was asked: a capture of the Wayback Machine is kept under the page's own."""
    if any(name.lower() == "memento-datetime" for name, _ in response.headers):
        return PastCapture(response.url, f"{response.at[:19]}Z").address()
    return response.url


def _as_bytes(headers: tuple[tuple[str, str], ...]) -> list[tuple[bytes, bytes]]:
    return [(k.encode("utf-8", "surrogateescape"), v.encode("utf-8", "surrogateescape")) for k, v in headers]


class ReplayFetch(BaseDownloadHandler):
    """Scrapy's door to a file."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._session = session_of(crawler)
        self._max_size = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def download_request(self, request: Request) -> Answer:
        """The answer that the file has for the session which is being repeated."""
        archive = self._session.replay
        assert isinstance(archive, ReplayArchive)
        answer = archive.answer(request.url, self._session.round)
        if len(answer.body) > self._max_size:
            raise NotFetched("too-large", f"{len(answer.body)} bytes; at most {self._max_size} are taken")
        return answer
