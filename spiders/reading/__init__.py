"""Reading: the bytes of a capture → a document with dated sections. No fetching and no facts here.

The face of the package. Libraries that parse pages are loaded with the first page: plain text does not pay for them.
"""

from db.records import Document, Source
from spiders.reading.errors import BadImport, NotAPage, ReadingError
from spiders.reading.original import Original, Understanding

READING_VERSION = "2026-11-25"
"""Which rules read a page; a new one makes `keii read` read every capture again."""

__all__ = [
    "READING_VERSION", "BadImport", "NotAPage", "Original", "ReadingError", "Understanding", "read_capture",
    "read_page", "read_text", "understand_capture",
]  # fmt: skip


def read_page(
    raw: bytes,
    *,
    url: str,
    content_type: str | None,
    captured_at: str,
    digest: str,
    source: Source | None,
    timezone: str = "Asia/Tokyo",
    watched: bool = False,
) -> Document:
    """Read an HTML page; raises NotAPage where it is none."""
    from spiders.reading.page import understand_html

    original = Original(
        raw=raw, url=url, content_type=content_type, captured_at=captured_at, digest=digest, source=source,
        timezone=timezone, watched=watched,
    )  # fmt: skip
    return understand_html(original).document


def read_text(
    text: str,
    *,
    url: str,
    publisher: str | None,
    published: str | None,
    title: str | None,
    reference_date: str | None = None,
    kind: str | None = None,
    digest: str,
    captured_at: str,
    timezone: str = "Asia/Tokyo",
) -> Document:
    """Read a plain text; `text[s.offset : s.offset + len(s.text)] == s.text` for every section, and they cover it.

    >>> document = read_text("停止した。\\n【9/14追記】\\n再開した。", url="https://blog.example/1", publisher=None,
    ...     published="2020-09-10", title=None, digest="sha256:0", captured_at="2020-10-01T00:00:00Z")
    >>> [(s.kind, s.written_on, s.offset) for s in document.sections]
    [('body', '2020-09-10', 0), ('addendum', '2020-09-14', 6)]
    """
    from spiders.reading.plaintext import read_plain

    return read_plain(
        text, url=url, publisher=publisher, published=published, title=title, reference_date=reference_date,
        kind=kind, digest=digest, captured_at=captured_at, timezone=timezone,
    )  # fmt: skip


def read_capture(
    raw: bytes,
    *,
    url: str,
    content_type: str | None,
    captured_at: str,
    digest: str,
    source: Source | None = None,
    timezone: str = "Asia/Tokyo",
    watched: bool = False,
) -> Document:
    """Read a capture by its content type: a page, a plain text, or one line of an import (JSON)."""
    original = Original(
        raw=raw, url=url, content_type=content_type, captured_at=captured_at, digest=digest, source=source,
        timezone=timezone, watched=watched,
    )  # fmt: skip
    return understand_capture(original).document


def understand_capture(original: Original) -> Understanding:
    """The same with where each part came from, and what should be known of the layout that was used."""
    from spiders.reading.dispatch import understand

    return understand(original)
