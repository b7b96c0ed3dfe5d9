"""What goes into reading and what comes out of it: the bytes of a capture with what is known of them; a document
with where each part of it came from. Nothing here reads anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.records import Document, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes of a capture, and what is known of them besides."""

    raw: bytes
    url: str
    content_type: str | None
    captured_at: str
    digest: str
    source: Source | None = None
    timezone: str = "Asia/Tokyo"
    watched: bool = False

    @property
    def is_notice(self) -> bool:
        """Every capture is a version, and edits are shown."""
        return self.watched or bool(self.source and self.url in self.source.notices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A document, and how it came to say what it says."""

    document: Document
    text_from: str
    """How the main text was found."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where title, author and the like come from."""
    layout: str | None = None
    """The name of the layout that holds for the page."""
    remarks: tuple[str, ...] = ()
    """What somebody who keeps the layouts should know."""
