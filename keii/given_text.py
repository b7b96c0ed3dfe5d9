"""One text as a person gives it to a command: a file, stdin, HTML or not, in whatever encoding."""

from keii.lines import Line

HTML_ENDINGS = (".html", ".htm", ".xhtml")


def line_of(raw: bytes, name: str = "", published: str | None = None) -> Line:
    """The text as a document to be read; `name` is the file's, whose ending may say that it is HTML.

    >>> line_of("9月10日".encode("shift_jis")).text
    '9月10日'
    """
    from spiders.reading.encoding import decode

    text = decode(raw).text
    if name.lower().endswith(HTML_ENDINGS) or text.lstrip()[:1] == "<":
        return Line(url="", published=published, html=text)
    return Line(url="", published=published, text=text)
