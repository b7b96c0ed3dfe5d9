"""One line of JSON Lines as `keii import` and `keii extract --jsonl` take it: what it may hold, and what is wrong."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

KEYS = frozenset(
    {"id", "url", "publisher", "kind", "published", "reference_date", "updated", "title", "text", "html"}
)
_MOMENTS = ("published", "reference_date", "updated")
_MOMENT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ].+)?)?)?", re.ASCII)


class BadLine(ValueError):
    """A line that is not a document; its text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A document as one line of JSON gives it. Keys that keii does not know are left aside."""

    url: str
    id: str | int | None = None
    publisher: str | None = None
    kind: str | None = None
    published: str | None = None
    reference_date: str | None = None
    updated: str | None = None
    title: str | None = None
    text: str | None = None
    html: str | None = None
    remarks: tuple[str, ...] = ()
    """What may be a slip of the pen, and is no mistake."""


def parse_line(raw: bytes | str, *, needs_url: bool = True) -> Line:
    """The document of one line; raises BadLine.

    >>> parse_line('{"url": "https://a.example/", "text": "9月10日"}').text
    '9月10日'
    """
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(found, dict):
        raise BadLine("not a JSON object")
    fields = {key: _storable(found[key]) for key in KEYS & found.keys() if found[key] is not None}
    wrong = sorted(
        k for k, v in fields.items() if not isinstance(v, str) and not (k == "id" and isinstance(v, int))
    )
    if wrong:
        raise BadLine(f"{wrong[0]}: must be a string")
    if needs_url and not fields.get("url", "").strip():
        raise BadLine('"url" is missing')
    if not (fields.get("text", "").strip() or fields.get("html", "").strip()):
        raise BadLine('neither "text" nor "html" says anything')
    for key in _MOMENTS:
        if (said := fields.get(key, "").strip()) and not is_moment(said):
            raise BadLine(f"{key}: {said[:40]!r} is not a date like 2020-09-10")
    return Line(**{"url": "", **fields}, remarks=tuple(_remarks(found, fields.get("kind", ""))))


def _remarks(found: dict[str, Any], kind: str) -> Iterator[str]:
    """Keys that are nearly one that is known, and a kind that says nothing of who speaks.

    >>> list(_remarks({"publishd": "2020-09-10", "note": 1}, "newspapre"))[0]
    '"publishd" is not known, and left aside; is "published" meant?'
    """
    for key in (key for key in found if key not in KEYS):
        if near := get_close_matches(key.lower(), KEYS - found.keys(), n=1, cutoff=0.8):
            yield f'"{key[:40]}" is not known, and left aside; is "{near[0]}" meant?'
    if kind.strip():
        from spiders.reading.standing import standing_of_kind

        if standing_of_kind(kind) == "unknown":
            yield f"kind: {kind[:40]!r} says nothing of who speaks, as newspaper, official or blog would"


def is_moment(text: str) -> bool:
    """Whether a text is a year, a month, a day or a time of day as ISO 8601 writes it.

    >>> [is_moment(t) for t in ("2020", "2020-09", "2020-09-10T12:00:00Z", "2020-13-01", "10 Sep")]
    [True, True, True, False, False]
    """
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text if len(text) >= 10 else f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _storable(value: Any) -> Any:
    """A text whose lone surrogates, which no file can hold, are marked as unreadable; its offsets stay.

    >>> _storable(json.loads('"a\\\\ud800b"'))
    'a\ufffdb'
    """
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
