"""What was fetched and kept."""

from dataclasses import dataclass
from typing import Literal

from db.records.words import OutcomeName

DOCUMENT_ROLES = ("page", "notice", "import")
"""What is read as a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response (or imported file) in the archive."""

    url: str
    """The address that answered, after redirects."""
    captured_at: str
    """UTC, `2020-09-10T12:00:00Z`."""
    digest: str
    """`sha256:` + hex of the payload as stored (content coding kept)."""
    warc: str
    """File name inside the archive folder."""
    offset: int
    """Byte offset of the WARC record (the revisit record, where it is one)."""
    status: int = 200
    content_type: str | None = None
    """The Content-Type header as sent."""
    etag: str | None = None
    last_modified: str | None = None
    revisit: bool = False
    """The payload was already in the archive; the record refers to it."""
    source: str | None = None
    """Id of the source, None for an import."""
    requested_url: str | None = None
    """The address first asked for, where it differs."""
    role: Literal["page", "notice", "feed", "robots", "import", "answer"] = "page"
    """What it was asked for as. Feeds (also sitemaps) and robots.txt are kept, but are no documents; nor is
    an answer: a redirect or an error page, kept so that a replay can give it again."""
    id: int | None = None
    """Row number in the store, None before it is stored."""

    @property
    def is_document(self) -> bool:
        """Whether it is read as a document."""
        return self.role in DOCUMENT_ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one request, or the reading of one capture, ended. Every one ends in exactly one outcome."""

    url: str
    at: str
    stage: Literal["crawl", "import", "read"]
    name: OutcomeName
    reason: str = ""
    source: str | None = None
    capture: int | None = None
    times: int = 1
    """In how many runs on end it was the same; `at` is the last of them."""
    first_at: str | None = None
    """The first of them, where there are several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPause:
    """What a host is owed before it is asked again; both moments in UTC, `2020-09-10T12:00:00Z`."""

    host: str
    asked_at: str | None = None
    """When the last request to it ended."""
    held_until: str | None = None
    """Until when it asked to be left alone (Retry-After)."""
