"""What is refused before any parser sees it: bytes that are no page, and pages built to choke a parser.

A parser that meets 500 nested elements or 60,000 attributes on one loses text or minutes; both are worse than a
clear refusal.
"""

import re

from spiders.reading.errors import NotAPage

MAX_DEPTH = 500
MAX_TAGS = 150_000
MAX_ATTRIBUTES = 1_000
_MAGIC = {
    b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP archive", b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image", b"\x1f\x8b": "a gzip file", b"\xd0\xcf\x11\xe0": "an Office file", b"RIFF": "a media file",
    b"\x7fELF": "a program", b"MZ": "a program",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_SCRIPT = re.compile(r"<(script|style)(?=[\s>])[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")
_LONG_TAG = 8_000
_CONTROLS = {c: 0x2400 + c for c in range(0x20) if c not in (0x09, 0x0A, 0x0D)} | {0x7F: 0x2421}
_BINARY = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


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
    controls = len(head) - len(head.translate(None, _BINARY))
    if controls > max(4, len(head) // 50):
        raise NotAPage(url, "binary data, not text")


def refuse_markup(text: str, url: str) -> None:
    """Raise NotAPage for what is no HTML, and for HTML with more tags or attributes than can be read.

    How deep the elements are nested is seen when the tree is there (`tree.parse`).
    """
    start = text[:2000].lstrip()
    if start[:1] in ("{", "[") and "<html" not in text[:2000].lower() and text.rstrip()[-1:] in ("}", "]"):
        raise NotAPage(url, "JSON, not a page")
    if not _TAG.search(text):
        raise NotAPage(url, "no markup at all, not a page")
    if text.count("<") > MAX_TAGS and sum(not found[1] for found in _TAG.finditer(text)) > MAX_TAGS:
        raise NotAPage(url, f"more than {MAX_TAGS} tags")
    # Cut at every end of a tag, only a piece this long can hold a tag with very many attributes.
    if max(map(len, text.split(">"))) > _LONG_TAG:
        _refuse_long_tags(_without_scripts(text), url)


def _refuse_long_tags(text: str, url: str) -> None:
    position = 0
    for piece in text.split(">"):
        start, end = position, position + len(piece)
        position = end + 1
        while len(piece) > _LONG_TAG and (found := _TAG.search(text, start, end)):
            start = max(found.end(), _measure_tag(text, found.end(), url))


def _without_scripts(text: str) -> str:
    """What a script compares with `<` is no tag."""
    kept, position = [], 0
    while found := _SCRIPT.search(text, position):
        kept.append(text[position : found.end()])
        end = text.find(f"</{found[1]}", found.end())
        position = end if end >= 0 else len(text)
    return "".join([*kept, text[position:]])


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
    return text.translate(_CONTROLS) if _CONTROL.search(text) else text
