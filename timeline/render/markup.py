"""Text made harmless for Markdown: whatever a page says, it stays inside its cell, its link and its page.

Marks become character references, which no Markdown reader takes for structure (CommonMark 0.31, 2.5). Only http and
https addresses become links.
"""

from urllib.parse import urlsplit

from timeline.patterns import lazy_pattern
from timeline.render.plain import plain

_MARKS = {ord(c): f"&#{ord(c)};" for c in "&<>|`\\[]*_~@$"}
_MARK = lazy_pattern(r"[&<>|`\\\[\]*_~@$]")
_AUTOLINK = lazy_pattern(r"(?i)\b(https?|ftp|mailto|xmpp|www)([:.])")
_LINE_MARK = lazy_pattern(r"^(\s*)([#+=\-–]|\d{1,9}[.)])")
_UNSAFE_IN_URL = lazy_pattern(r"[^A-Za-z0-9\-._~:/?#@!$&'*+,;=%]")


def inline(raw: str) -> str:
    """Any text as plain words for the middle of a line: a table cell, a link, the rest of a sentence.

    >>> inline("a|b [^1] `x` <script>")
    'a&#124;b &#91;^1&#93; &#96;x&#96; &#60;script&#62;'
    >>> inline("https://example.com")
    'https&#58;//example.com'
    """
    line = plain(raw)
    if _MARK.search(line):
        line = line.translate(_MARKS)
    return _AUTOLINK.sub(lambda m: f"{m[1]}&#{ord(m[2])};", line)


def text(raw: str) -> str:
    """Any text as one line of plain words that may begin a line of the page: no heading, no list comes of it.

    >>> text("1. item"), text("# heading")
    ('1&#46; item', '&#35; heading')
    """
    line = inline(raw)
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
    return f"[{inline(label)}]({address})" if address else inline(label)


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
