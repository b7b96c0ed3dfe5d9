"""One text as a person gives it to a command: a file, stdin, HTML or not, in whatever encoding."""

from keii.errors import KeiiError
from keii.lines import Line

HTML_ENDINGS = (".html", ".htm", ".xhtml")


class NotText(KeiiError):
    """The bytes are no text in any encoding that is known here."""


def line_of(raw: bytes, name: str = "", published: str | None = None) -> Line:
    """The text as a document to be read; `name` is the file's, whose ending may say that it is HTML.

    >>> line_of("9月10日".encode("shift_jis")).text
    '9月10日'
    """
    from spiders.reading.encoding import decode

    decoded = decode(raw)
    if decoded.doubtful:
        raise NotText(f"{name or 'the text'}: its encoding cannot be told; save it as UTF-8")
    text = decoded.text
    if name.lower().endswith(HTML_ENDINGS) or text.lstrip()[:1] == "<":
        return Line(url="", published=published, html=text)
    return Line(url="", published=published, text=text)
