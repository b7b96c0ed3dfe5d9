"""Reading: the bytes of a capture → a document with dated sections. No fetching and no facts here.

The face of the package. Libraries that parse pages are loaded with the first page: plain text does not pay for them.
"""

from db.records import Document, Source
from spiders.reading.errors import BadImport, NotAPage, ReadingError

__all__ = ["BadImport", "NotAPage", "ReadingError", "read_capture", "read_page", "read_text"]


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
    from spiders.reading.page import read_html

    return read_html(
        raw, url=url, content_type=content_type, captured_at=captured_at, digest=digest, source=source,
        timezone=timezone, watched=watched,
    )  # fmt: skip


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
    from spiders.reading.dispatch import read_by_type

    return read_by_type(
        raw, url=url, content_type=content_type, captured_at=captured_at, digest=digest, source=source,
        timezone=timezone, watched=watched,
    )  # fmt: skip
