"""Which reader a capture needs: a page, a plain text, or one line of an import. Decided by its content type."""

import json
from dataclasses import replace
from typing import Any

from spiders.reading.encoding import Decoded, decode
from spiders.reading.errors import BadImport, NotAPage
from spiders.reading.guard import made_visible, refuse_bytes
from spiders.reading.original import Original, Understanding
from spiders.reading.pdf import is_pdf, read_pdf
from spiders.reading.plaintext import read_plain

_PAGES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
_TEXTS = ("text/plain", "text/markdown", "text/x-markdown")


def understand(original: Original) -> Understanding:
    """What a capture says; raises NotAPage for a type that is not read, BadImport for a bad import line."""
    raw, url = original.raw, original.url
    kind = (original.content_type or "").split(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json"):
        return _understand_import(original)
    if is_pdf(raw, kind):
        return _understand_pdf(original)
    if kind in _TEXTS:
        refuse_bytes(raw, url)
        return _understand_text(original, decode(raw, original.content_type))
    if kind in _PAGES or (not kind and b"<" in raw[:1024]):
        from spiders.reading.page import understand_html

        return understand_html(original)
    refuse_bytes(raw, url)
    raise NotAPage(url, f"{kind or 'no content type'}: only HTML, PDF, plain text and import lines are read")


def _understand_pdf(original: Original) -> Understanding:
    found = read_pdf(original.raw, original.url, original.timezone)
    document = read_plain(
        made_visible(found.text), url=original.url, publisher=None, published=found.published, title=found.title,
        source=original.source, digest=original.digest, captured_at=original.captured_at, timezone=original.timezone,
        watched=original.is_notice,
    )  # fmt: skip
    document = document if found.text else replace(document, unavailable="no text: a PDF of pictures")
    told = {"title": found.title, "published": found.published}
    return Understanding(
        document=document,
        text_from="PDF",
        origins={name: "PDF metadata" for name, value in told.items() if value},
    )


def _understand_text(original: Original, decoded: Decoded) -> Understanding:
    document = read_plain(
        made_visible(decoded.text), url=original.url, publisher=None, published=None, title=None,
        source=original.source, digest=original.digest, captured_at=original.captured_at, timezone=original.timezone,
        encoding=decoded.encoding, encoding_doubtful=decoded.doubtful, watched=original.is_notice,
    )  # fmt: skip
    return Understanding(document=document, text_from="plain text")


def _understand_import(original: Original) -> Understanding:
    row = _load(original.raw, original.url)
    given = {
        key: row[key]
        for key in ("published", "updated", "reference_date", "title", "kind", "author")
        if row.get(key)
    }
    address = row.get("url") or original.url
    if isinstance(row.get("html"), str) and not row.get("text"):
        from spiders.reading.page import understand_html

        page = replace(
            original, raw=row["html"].encode("utf-8", "replace"), url=address, content_type="text/html; charset=utf-8",
            watched=original.is_notice,
        )  # fmt: skip
        return understand_html(
            page, {**given, "publisher": row["publisher"]} if row.get("publisher") else given
        )
    # A lone surrogate is no character; no database and no file could hold it.
    text = made_visible(row["text"].encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    document = read_plain(
        text, url=address, publisher=row.get("publisher"), published=given.get("published"), title=given.get("title"),
        reference_date=given.get("reference_date"), updated=given.get("updated"), kind=given.get("kind"),
        author=given.get("author"), source=original.source, digest=original.digest, captured_at=original.captured_at,
        timezone=original.timezone, watched=original.is_notice,
    )  # fmt: skip
    return Understanding(document=document, text_from="import line", origins=dict.fromkeys(given, "import"))


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
