"""Text made harmless for Markdown: whatever a page says, it stays inside its cell, its link and its page.

Marks become character references, which no Markdown reader takes for structure (CommonMark 0.31, 2.5). Only http and
https addresses become links.
"""

import re
from urllib.parse import urlsplit

_INVISIBLE = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E, 0xFEFF), "\ufffd")
_BIDI = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)), "\ufffd")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_SPACES = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " ")
_MARKS = {ord(c): f"&#{ord(c)};" for c in "&<>|`\\[]*_~@$"}
_HARMLESS = _INVISIBLE | _BIDI | _SURROGATES | _SPACES | _MARKS
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|www)([:.])")
_LINE_MARK = re.compile(r"^(\s*)([#+=\-–]|\d{1,9}[.)])")
_RUNS = re.compile(r" {2,}")
_UNSAFE_IN_URL = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'*+,;=%]")


def text(raw: str) -> str:
    """Any text as one line of plain words.

    >>> text("a|b [^1] `x` <script>")
    'a&#124;b &#91;^1&#93; &#96;x&#96; &#60;script&#62;'
    >>> text("https://example.com")
    'https&#58;//example.com'
    """
    line = _RUNS.sub(" ", raw.translate(_HARMLESS)).strip()
    line = _AUTOLINK.sub(lambda m: f"{m[1]}&#{ord(m[2])};", line)
    found = _LINE_MARK.match(line)
    if found:
        mark = found[2][-1]
        line = f"{line[: found.end() - 1]}&#{ord(mark)};{line[found.end() :]}"
    return line


def link(label: str, url: str) -> str:
    """A link where the address is one of http or https with a host, else the label alone.

    >>> link("記事", "https://news.example/a(b)"), link("記事", "javascript:alert(1)")
    ('[記事](https://news.example/a%28b%29)', '記事')
    """
    address = safe_url(url)
    return f"[{text(label)}]({address})" if address else text(label)


def safe_url(url: str) -> str | None:
    """The address with everything that could end a link encoded; None where it is no web address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if (
        parts.scheme.lower() not in ("http", "https")
        or not host
        or " " in parts.netloc
        or not url.isprintable()
    ):
        return None
    return _UNSAFE_IN_URL.sub(lambda m: _percent(m[0]), url)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def table(columns: list[str], rows: list[list[str]]) -> str:
    """A GFM table of cells that are Markdown already."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join("| " + " | ".join(cell or " " for cell in line) + " |\n" for line in lines)
