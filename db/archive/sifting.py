"""Which records of a WARC file are worth taking apart, decided on their raw bytes: of a web archive hardly any are."""

import re
from collections.abc import Callable

_KIND = re.compile(rb"(?:^|\n)warc-type:[ \t]*([a-z]+)")
_DIGEST = re.compile(rb"\nwarc-payload-digest:[ \t]*(\S+)")
_WITHOUT_PAGE = frozenset({b"request", b"metadata", b"conversion"})
_PAGES = frozenset({b"response", b"resource"})
_HEAD = 64 * 1024


class Sift:
    """Lets pass what holds what is looked for, what is packed so that it cannot be seen, and what is no page."""

    def __init__(self, holds: Callable[[bytes], bool]) -> None:
        self._holds = holds
        self._digests: set[bytes] = set()
        self.passed_over = 0
        """How many pages were."""

    def needs(self, raw: bytes) -> bool:
        """Whether a record, given as it stands in the file, must be taken apart.

        >>> sift = Sift(lambda raw: b"keii" in raw)
        >>> record = b"WARC/1.1\\r\\nWARC-Type: response\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\n%s\\r\\n\\r\\n%s"
        >>> [sift.needs(record % parts) for parts in ((b"", b"keii"), (b"", b"x"), (b"Content-Encoding: br", b"x"))]
        [True, False, True]
        """
        if raw.count(b"WARC/1.") != 1:
            return True  # Several records in one, or a page on WARC files.
        fields, _, block = raw.partition(b"\r\n\r\n")
        fields = fields.lower()
        found = _KIND.search(fields)
        kind = found[1] if found else b""
        if kind in _WITHOUT_PAGE:
            return False
        digest = _DIGEST.search(fields)
        if kind == b"revisit":
            return digest is None or digest[1] not in self._digests
        if kind not in _PAGES or b"content-encoding:" in block[:_HEAD].partition(b"\r\n\r\n")[0].lower():
            return True
        if self._holds(raw):
            return True
        self.passed_over += 1
        if digest is not None:
            self._digests.add(digest[1])
        return False
