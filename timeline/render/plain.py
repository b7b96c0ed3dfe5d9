"""Text as one line without anything that is not seen: controls, direction marks and lone surrogates show as U+FFFD.

What a format needs beside that (HTML, Markdown, CSV) is done where that format is written.
"""

from timeline.patterns import lazy_pattern

_INVISIBLE = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E, 0xFEFF), "\ufffd")
_BIDI = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)), "\ufffd")
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
_SPACES = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " ")
_VISIBLE = _INVISIBLE | _BIDI | _SURROGATES | _NO_CHARACTERS | _SPACES
_RUNS = lazy_pattern(r" {2,}")


def plain(raw: str) -> str:
    r"""Any text as one line of visible characters, as XML and HTML may hold them.

    >>> plain("a\n\tb \x00c\u202e")
    'a b �c�'
    """
    if not raw.isprintable():  # nothing that is translated is; a table is looked through letter by letter
        raw = raw.translate(_VISIBLE)
    return (_RUNS.sub(" ", raw) if "  " in raw else raw).strip()
