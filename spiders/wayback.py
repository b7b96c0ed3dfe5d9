"""The Wayback Machine: which captures of a page it has, and where each stands as it came. Fetches nothing.

The CDX interface and the `id_` addresses are the Internet Archive's (github.com/internetarchive/wayback, CDX server).
It takes some 24 questions a minute from one address (2026); how far apart requests are is in spiders.settings.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from db.records import Incident
from spiders.feeds import FeedError
from spiders.templates import window

SERVICE = "https://web.archive.org"
MOST_CAPTURES = 10_000
"""Rows that one question is answered with."""
_FIELDS = ("timestamp", "original", "mimetype")
_RAW = re.compile(r"/web/(\d{14})id_/(.+)", re.DOTALL)
_READ = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain", "unk")
_STAMP = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True)
class PastCapture:
    """A capture that the Wayback Machine has."""

    url: str
    """The address it was fetched from."""
    captured_at: str
    """UTC, `2020-09-10T12:00:00Z`."""

    def address(self, service: str = SERVICE) -> str:
        """Where its body stands as it came, without anything put in.

        >>> PastCapture("https://bank.example/a?b=1", "2020-09-10T12:00:00Z").address()
        'https://web.archive.org/web/20200910120000id_/https://bank.example/a?b=1'
        """
        moment = datetime.fromisoformat(self.captured_at)
        return f"{service}/web/{moment:{_STAMP}}id_/{self.url}"


def question(pattern: str, incident: Incident, service: str = SERVICE) -> str:
    """The address that lists the captures of a page, or with a `*` at its end of all pages that begin so.

    Only good answers of the incident's time are asked for, and of captures in a row that are equal the first.

    >>> about = Incident(slug="a", title="A", keywords=("a",), since="2020-09-01", until="2020-09")
    >>> question("https://bank.example/news/*", about).partition("?")[2]
    'url=https%3A%2F%2Fbank.example%2Fnews%2F&matchType=prefix&from=20200831150000&to=20200930145959&output=json&fl=timestamp,original,mimetype&filter=statuscode:200&collapse=digest&limit=10000'
    """
    start, end = window(incident)
    url = pattern.removesuffix("*")
    parts = [
        f"url={quote(url, safe='')}",
        f"matchType={'prefix' if pattern.endswith('*') else 'exact'}",
        *([f"from={start:{_STAMP}}"] if start else []),
        *([f"to={end:{_STAMP}}"] if end else []),
        f"output=json&fl={','.join(_FIELDS)}&filter=statuscode:200&collapse=digest&limit={MOST_CAPTURES}",
    ]
    return f"{service}/cdx/search/cdx?{'&'.join(parts)}"


def find_captures(payload: bytes) -> list[PastCapture]:
    """The captures in an answer of the CDX interface that can be read, oldest first; FeedError where it is none.

    >>> find_captures(b'[["timestamp","original","mimetype"],["20200910120000","https://a.example/","text/html"]]')
    [PastCapture(url='https://a.example/', captured_at='2020-09-10T12:00:00Z')]
    >>> find_captures(b"[]")
    []
    """
    try:
        rows = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"no answer of the Wayback Machine's index: {error}") from None
    if not isinstance(rows, list):
        raise FeedError("no answer of the Wayback Machine's index: not a list")
    found = {capture for row in rows[1:] if (capture := _capture(row)) is not None}
    return sorted(found, key=lambda capture: (capture.captured_at, capture.url))


def _capture(row: object) -> PastCapture | None:
    if not isinstance(row, list) or len(row) < len(_FIELDS) or not all(isinstance(cell, str) for cell in row):
        return None
    stamp, url, kind = row[: len(_FIELDS)]
    if kind not in _READ or not url.startswith(("http://", "https://")):
        return None
    return _at(stamp, url)


def _at(stamp: str, url: str) -> PastCapture | None:
    try:
        return PastCapture(url, datetime.strptime(stamp, _STAMP).strftime("%Y-%m-%dT%H:%M:%SZ"))  # noqa: DTZ007 - UTC
    except ValueError:
        return None


def past_capture(address: str) -> PastCapture | None:
    """The capture that stands at an address of the Wayback Machine; None for any other address.

    >>> past_capture("https://web.archive.org/web/20200910120000id_/https://bank.example/a")
    PastCapture(url='https://bank.example/a', captured_at='2020-09-10T12:00:00Z')
    >>> past_capture("https://bank.example/a")
    """
    found = _RAW.search(address)
    return _at(found[1], found[2]) if found else None
