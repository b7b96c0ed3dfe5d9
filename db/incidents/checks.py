"""Checks of single values: each gives the value as the record holds it, or says what to write instead."""

import datetime
import difflib
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, get_args
from urllib.parse import urlsplit

from db.records import NameClass, NoticeList, Standing


class Wrong(ValueError):
    """A value cannot be used; str() says why, without naming the key."""


Check = Callable[[Any], Any]

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
LANGUAGES = ("ja", "en")
HOLES = ("keyword", "keywords", "year", "since", "until")
"""What an address may leave open; spiders/templates.py fills it in."""
_HOST = re.compile(r"(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")
_HOLE = re.compile(r"\{(\w*)(?::([^{}]*))?\}")
_FORM = re.compile(r"(?:[^%]|%[YymdjBbHMS%])+")
"""How since and until may be written: what strftime does the same everywhere."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NAMES_OF_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"), (str, "a text"), (int, "a number"), (float, "a number"), (list, "a list"),
    (dict, "a table"), (datetime.date, "a date"), (datetime.time, "a time"),
)  # fmt: skip


def type_name(value: object) -> str:
    """What a TOML value is called in a message.

    >>> type_name(True), type_name([1])
    ('true or false', 'a list')
    """
    return next((name for kind, name in _NAMES_OF_TYPES if isinstance(value, kind)), "something else")


def nearest(word: str, known: Sequence[str]) -> str:
    """`; did you mean X?`, where something known is near.

    >>> nearest("titel", ["title", "since"])
    '; did you mean "title"?'
    """
    found = difflib.get_close_matches(word[:80], known, n=1)
    return f'; did you mean "{found[0]}"?' if found else ""


def text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str):
        raise Wrong(f"must be a text in quotes, not {type_name(value)}")
    if not value.strip():
        raise Wrong("must not be empty")
    if _CONTROL.search(value):
        raise Wrong("must be one line without control characters")
    return value


def texts(value: object, check: Check = text) -> tuple[Any, ...]:
    """A list whose every item passes a check."""
    if not isinstance(value, list):
        raise Wrong(f'must be a list, ["…", "…"], not {type_name(value)}')
    found = []
    for number, item in enumerate(value, 1):
        try:
            found.append(check(item))
        except Wrong as error:
            raise Wrong(f"item {number} {error}") from None
    return tuple(found)


def keywords(value: object) -> tuple[str, ...]:
    """A list with at least one text."""
    found = texts(value)
    if not found:
        raise Wrong("must hold at least one word that pages on the incident have")
    return found


def slug(value: str) -> str:
    """A name that is a file name everywhere.

    >>> slug("docomo-koza")
    'docomo-koza'
    """
    if not _SLUG.fullmatch(value):
        raise Wrong("a file name may have a-z, 0-9 and -, starts with a letter or digit, and has 63 at most")
    if _WINDOWS_DEVICES.fullmatch(value):
        raise Wrong(f"{value} is the name of a device on Windows; choose another file name")
    return value


def source_id(value: object) -> str:
    """A short name for a source."""
    found = text(value)
    if not _SLUG.fullmatch(found):
        raise Wrong("may have a-z, 0-9 and -, starts with a letter or digit, and has 63 at most")
    return found


def url(value: object) -> str:
    """An http or https address."""
    found = text(value)
    if found != found.strip() or re.search(r"\s", found):
        raise Wrong(f"has white space in it: {found!r}")
    try:
        parts = urlsplit(found)
        _ = parts.port
    except ValueError as error:
        raise Wrong(f"is not an address: {found} ({error})") from None
    if parts.scheme not in ("http", "https"):
        raise Wrong(f"must start with http:// or https://, not {found[:60]}")
    if not parts.hostname:
        raise Wrong(f"has no host: {found}")
    if "@" in parts.netloc:
        raise Wrong("must not hold a user name or password")
    return found


def timezone(value: object) -> str:
    """A time zone that this machine knows."""
    import zoneinfo

    found = text(value)
    try:
        zoneinfo.ZoneInfo(found)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        suggestion = nearest(found, sorted(zoneinfo.available_timezones()))
        raise Wrong(f'{found!r} is not an IANA time zone such as "Asia/Tokyo"{suggestion}') from None
    return found


def language(value: object) -> str:
    """A language that timelines are written in."""
    found = text(value)
    if found not in LANGUAGES:
        raise Wrong(f"{found!r} is not one of {', '.join(LANGUAGES)}")
    return found


def date(value: object) -> str:
    """A day, month or year, as TOML's date or as text.

    >>> date(datetime.date(2020, 9, 1)), date("2020-09")
    ('2020-09-01', '2020-09')
    """
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    form = 'must be a date such as 2020-09-01, or "2020-09" or "2020"'
    if not isinstance(value, str):
        raise Wrong(
            f"{form}, not {'a date with a time' if isinstance(value, datetime.date) else type_name(value)}"
        )
    if not _DATE.fullmatch(value):
        raise Wrong(f"{form}, not {value!r}")
    try:
        datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        raise Wrong(f"{value} is not in the calendar") from None
    return value


def contact(value: object) -> str:
    """A mail address or a page that says who crawls."""
    found = text(value)
    if found.startswith(("http://", "https://")):
        return url(found)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", found):
        raise Wrong("must be a mail address, or the address of a page that says who you are")
    return found


def table(value: object) -> dict[str, Any]:
    """A table, whatever is in it."""
    if not isinstance(value, dict):
        raise Wrong(f"must be a table, not {type_name(value)}")
    return value


def host(value: object) -> str:
    """A host name, or `*.` and the name that all those hosts stand below.

    >>> host("*.news.example")
    '*.news.example'
    """
    found = text(value)
    if not _HOST.fullmatch(found):
        raise Wrong(f'must be a host name such as "www.news.example" or "*.news.example", not {found[:60]!r}')
    return found


def one_of(words: Sequence[str], value: object) -> str:
    """One word of a closed list."""
    found = text(value)
    if found not in words:
        raise Wrong(f"{found!r} is not one of {', '.join(words)}{nearest(found, words)}")
    return found


def yes_or_no(value: object) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise Wrong(f"must be true or false, not {type_name(value)}")
    return value


def pages(value: object) -> int:
    """A number of pages, 1 to 50."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 50:
        raise Wrong(f"must be a number of pages, 1 to 50, not {value!r}"[:120])
    return value


def template_url(value: object) -> str:
    """An address with `{keyword}` and the like in it.

    >>> template_url("https://news.example/search?q={keyword}")
    'https://news.example/search?q={keyword}'
    """
    found = text(value)
    url(_HOLE.sub("x", found))
    for hole, form in _HOLE.findall(found):
        if form and (hole not in ("since", "until") or not _FORM.fullmatch(form)):
            raise Wrong(
                f"{{{hole}:{form}}} has no such form; a moment may have one, such as {{since:%Y-%m-%d}}"
            )
        if hole not in HOLES:
            raise Wrong(
                f"{{{hole}}} is not one of {', '.join(f'{{{h}}}' for h in HOLES)}{nearest(hole, HOLES)}"
            )
    return found


def archived_url(value: object) -> str:
    """An address, or the beginning of addresses with a `*` behind it."""
    found = url(value)
    if "*" in found[:-1]:
        raise Wrong(f"may have a * only at its end: {found}")
    return found


def notice_list(value: object) -> NoticeList:
    """A list of notices: its address, and the selectors that read it."""
    if not isinstance(value, dict):
        raise Wrong(f"must be a table with url and entry, not {type_name(value)}")
    fields = {}
    for key, part in value.items():
        if key not in LIST:
            raise Wrong(f"{key} is not known" + (nearest(key, list(LIST)) or f"; known: {', '.join(LIST)}"))
        try:
            fields[key] = LIST[key](part)
        except Wrong as error:
            raise Wrong(f"{key} {error}") from None
    for key in ("url", "entry"):
        if key not in fields:
            raise Wrong(f"{key} is missing")
    return NoticeList(**fields)


LIST: dict[str, Check] = {
    "url": template_url,
    "entry": text,
    "link": text,
    "title": text,
    "date": text,
    "next": text,
    "pages": pages,
    "every": yes_or_no,
}
INCIDENT: dict[str, Check] = {
    "title": text,
    "keywords": keywords,
    "language": language,
    "timezone": timezone,
    "since": date,
    "until": date,
    "contact": contact,
}
SOURCE: dict[str, Check] = {
    "id": source_id,
    "publisher": text,
    "standing": partial(one_of, get_args(Standing)),
    "layout": text,
    "feeds": partial(texts, check=url),
    "sitemaps": partial(texts, check=url),
    "pages": partial(texts, check=url),
    "notices": partial(texts, check=url),
    "agency": text,
    "lists": partial(texts, check=notice_list),
    "searches": partial(texts, check=template_url),
    "wayback": partial(texts, check=archived_url),
    "aggregates": yes_or_no,
}
NAME: dict[str, Check] = {
    "class": partial(one_of, get_args(NameClass)),
    "aliases": texts,
    "code": text,
    "operator": text,
}
