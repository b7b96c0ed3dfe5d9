"""What is refused before any parser sees it: bytes that are no page, and pages built to choke a parser.

A parser that meets 500 nested elements or 60,000 attributes on one loses text or minutes; both are worse than a
clear refusal.
"""

import re

from spiders.reading.errors import NotAPage

MAX_DEPTH = 500
MAX_TAGS = 200_000
MAX_ATTRIBUTES = 1_000
_MAGIC = {
    b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP archive", b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image", b"\x1f\x8b": "a gzip file", b"\xd0\xcf\x11\xe0": "an Office file", b"RIFF": "a media file",
    b"\x7fELF": "a program", b"MZ": "a program",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(r"""[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")
_LONG_TAG = 8_000
# Elements whose end tag may be left out, or that have none, do not nest by being left open.
_OPEN_ENDED = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup", "html", "head", "body", "rt", "rp", "font", "path", "circle", "rect", "use",
})  # fmt: skip
_CONTROLS = {c: 0x2400 + c for c in range(0x20) if c not in (0x09, 0x0A, 0x0D)} | {0x7F: 0x2421}


def refuse_bytes(raw: bytes, url: str) -> None:
    """Raise NotAPage for an empty or a binary body.

    >>> refuse_bytes(b"%PDF-1.7", "https://a.example/")
    Traceback (most recent call last):
    spiders.reading.errors.NotAPage: https://a.example/: a PDF, not text
    """
    start = raw[:1024].lstrip()
    if not start and not raw.strip():
        raise NotAPage(url, "the body is empty")
    for magic, name in _MAGIC.items():
        if raw.startswith(magic) and (len(magic) > 2 or b"\x00" in raw[:1024]):
            raise NotAPage(url, f"{name}, not text")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return
    head = raw[:4096]
    controls = sum(byte < 0x20 and byte not in (0x09, 0x0A, 0x0C, 0x0D, 0x1B) for byte in head)
    if controls > max(4, len(head) // 50):
        raise NotAPage(url, "binary data, not text")


def refuse_markup(text: str, url: str) -> None:
    """Raise NotAPage for what is no HTML, and for HTML that is too deep or too large to be read whole."""
    start = text[:2000].lstrip()
    if start[:1] in ("{", "[") and "<html" not in text[:2000].lower() and text.rstrip()[-1:] in ("}", "]"):
        raise NotAPage(url, "JSON, not a page")
    depth = deepest = tags = position = 0
    while found := _TAG.search(text, position):
        position = found.end()
        name = found[2].lower()
        tags += 1
        if found[1]:
            depth -= depth > 0 and name not in _OPEN_ENDED
        elif name in ("script", "style"):
            end = text.find(f"</{found[2]}", position)
            position = end if end >= 0 else len(text)
            depth += 1
        elif name not in _OPEN_ENDED:
            depth += 1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH or tags > MAX_TAGS:
            break
        if not found[1] and text.find(">", position, position + _LONG_TAG) < 0:
            position = _measure_tag(text, position, url)
    if deepest > MAX_DEPTH:
        raise NotAPage(url, f"elements are nested more than {MAX_DEPTH} deep")
    if tags > MAX_TAGS:
        raise NotAPage(url, f"more than {MAX_TAGS} tags")
    if not tags:
        raise NotAPage(url, "no markup at all, not a page")


def _measure_tag(text: str, position: int, url: str) -> int:
    """The end of a long tag; an image written into an attribute is long, too, and allowed."""
    for number, found in enumerate(_ATTRIBUTE.finditer(text, position)):
        if number > MAX_ATTRIBUTES:
            raise NotAPage(url, f"a tag with more than {MAX_ATTRIBUTES} attributes")
        if ">" in text[position : found.start()]:
            break
        position = found.end()
    return position


def made_visible(text: str) -> str:
    """Control characters as their pictures, so that they act nowhere but are not lost.

    >>> made_visible("3億\\x00円")
    '3億␀円'
    """
    return text.translate(_CONTROLS)
