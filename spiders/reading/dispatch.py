"""Which reader a capture needs: a page, a plain text, or one line of an import. Decided by its content type."""

import json
from dataclasses import replace
from typing import Any

from db.records import Document, Source
from spiders.reading.encoding import Decoded, decode
from spiders.reading.errors import BadImport, NotAPage
from spiders.reading.guard import made_visible, refuse_bytes
from spiders.reading.pdf import is_pdf, read_pdf
from spiders.reading.plaintext import read_plain

_PAGES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
_TEXTS = ("text/plain", "text/markdown", "text/x-markdown")


def read_by_type(
    raw: bytes,
    *,
    url: str,
    content_type: str | None,
    captured_at: str,
    digest: str,
    source: Source | None,
    timezone: str,
    watched: bool,
) -> Document:
    """The document of a capture; raises NotAPage for a type that is not read, BadImport for a bad import line."""
    kind = (content_type or "").split(";")[0].strip().lower()
    watched = watched or bool(source and url in source.notices)
    if kind == "application/json" or kind.endswith("+json"):
        return _read_import(raw, url, captured_at, digest, source, timezone, watched)
    if is_pdf(raw, kind):
        return _read_pdf(raw, url, captured_at, digest, source, timezone, watched)
    refuse_bytes(raw, url)
    if kind in _TEXTS:
        decoded = decode(raw, content_type)
        return _read_text(decoded, url, captured_at, digest, source, timezone, watched)
    if kind in _PAGES or (not kind and b"<" in raw[:1024]):
        from spiders.reading.page import read_html

        return read_html(
            raw, url=url, content_type=content_type, captured_at=captured_at, digest=digest, source=source,
            timezone=timezone, watched=watched,
        )  # fmt: skip
    raise NotAPage(url, f"{kind or 'no content type'}: only HTML, PDF, plain text and import lines are read")


def _read_pdf(
    raw: bytes, url: str, captured_at: str, digest: str, source: Source | None, timezone: str, watched: bool
) -> Document:
    found = read_pdf(raw, url, timezone)
    document = read_plain(
        made_visible(found.text), url=url, publisher=None, published=found.published, title=found.title, source=source,
        digest=digest, captured_at=captured_at, timezone=timezone, watched=watched,
    )  # fmt: skip
    return document if found.text else replace(document, unavailable="no text: a PDF of pictures")


def _read_text(
    decoded: Decoded,
    url: str,
    captured_at: str,
    digest: str,
    source: Source | None,
    timezone: str,
    watched: bool,
) -> Document:
    text = made_visible(decoded.text)
    return read_plain(
        text, url=url, publisher=None, published=None, title=None, source=source, digest=digest,
        captured_at=captured_at, timezone=timezone, encoding=decoded.encoding,
        encoding_doubtful=decoded.doubtful, watched=watched,
    )  # fmt: skip


def _read_import(
    raw: bytes, url: str, captured_at: str, digest: str, source: Source | None, timezone: str, watched: bool
) -> Document:
    row = _load(raw, url)
    given = {
        key: row[key]
        for key in ("published", "updated", "reference_date", "title", "kind", "author")
        if row.get(key)
    }
    address = row.get("url") or url
    if isinstance(row.get("html"), str) and not row.get("text"):
        from spiders.reading.page import read_html

        return read_html(
            row["html"].encode("utf-8", "replace"), url=address, content_type="text/html; charset=utf-8",
            captured_at=captured_at, digest=digest, source=source, timezone=timezone, watched=watched,
            given={**given, "publisher": row["publisher"]} if row.get("publisher") else given,
        )  # fmt: skip
    # A lone surrogate is no character; no database and no file could hold it.
    text = made_visible(row["text"].encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return read_plain(
        text, url=address, publisher=row.get("publisher"), published=given.get("published"), title=given.get("title"),
        reference_date=given.get("reference_date"), updated=given.get("updated"), kind=given.get("kind"),
        author=given.get("author"), source=source, digest=digest, captured_at=captured_at, timezone=timezone,
        watched=watched,
    )  # fmt: skip


def _load(raw: bytes, url: str) -> dict[str, Any]:
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadImport(url, f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadImport(url, "not a JSON object")
    if not isinstance(row.get("text"), str) and not isinstance(row.get("html"), str):
        raise BadImport(url, 'neither "text" nor "html" holds a text')
    for key in ("url", "publisher", "kind", "published", "reference_date", "updated", "title", "author"):
        if row.get(key) is not None and not isinstance(row[key], str):
            raise BadImport(url, f'"{key}" must be a string or null')
    return row
