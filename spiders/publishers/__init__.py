"""Known publishers: one file of data each, `NAME.toml` beside this module. The form is in `docs/publishers.md`.

What is known of a site's feeds, lists and markup was found in public lists and open crawlers; each file says what
was checked on the site itself. Layouts are handed on as they stand: `spiders.reading.layouts` reads them.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from db.incidents import checks
from db.records import NoticeList, Source, Standing
from spiders.errors import BadPublisher

FOLDER = "KEII_PUBLISHERS"
"""Environment variable: a folder with publishers of the user's own."""
_REQUIRED = ("name", "hosts", "standing")
_SHARED = ("standing", "agency", "feeds", "sitemaps", "notices", "lists", "searches", "wayback", "aggregates")
"""Keys that mean the same in an incident file."""


def _credits(value: object) -> dict[str, str]:
    return {line: checks.text(agency) for line, agency in checks.table(value).items()}


_CHECKS: dict[str, checks.Check] = {
    "name": checks.text,
    "aliases": checks.texts,
    "hosts": partial(checks.texts, check=checks.host),
    "language": checks.language,
    "proposed": checks.yes_or_no,
    "checked": checks.date,
    "unchecked": checks.text,
    "credits": _credits,
    "layouts": partial(checks.texts, check=checks.table),
    **{key: checks.SOURCE[key] for key in _SHARED},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """What is known of one publisher."""

    id: str
    name: str
    hosts: tuple[str, ...]
    """Host names; `*.x` stands for every host below x."""
    standing: Standing
    aliases: tuple[str, ...] = ()
    language: str = "ja"
    proposed: bool = False
    """Whether `keii new` puts it to use without being asked."""
    checked: str | None = None
    """The day when all of it was last seen to fit the site; None: see `unchecked`."""
    unchecked: str | None = None
    """Where what is known comes from, as it was not checked on the site."""
    agency: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    lists: tuple[NoticeList, ...] = ()
    searches: tuple[str, ...] = ()
    wayback: tuple[str, ...] = ()
    aggregates: bool = False
    credits: dict[str, str] = field(default_factory=dict)
    """Credit lines as it prints them, and the agency that each names."""
    layouts: tuple[dict[str, Any], ...] = ()

    @property
    def source(self) -> Source:
        """The publisher as an incident follows it."""
        shared = {key: getattr(self, key) for key in _SHARED}
        return Source(id=self.id, publisher=self.name, **shared)

    def is_at(self, host: str) -> bool:
        """Whether a host is one of the publisher's.

        >>> Publisher(id="a", name="A", hosts=("a.example", "*.b.example"), standing="trade").is_at("x.b.example")
        True
        """
        return any(is_host(pattern, host) for pattern in self.hosts)


def is_host(pattern: str, host: str) -> bool:
    """Whether a host is the one that a pattern names, or stands below `*.x`."""
    return host == pattern or (pattern.startswith("*.") and host.endswith(pattern[1:]))


def read_publisher(name: str, text: str, folder: str = "spiders/publishers") -> Publisher:
    """The publisher in a TOML text; BadPublisher names the file and the key.

    >>> read_publisher("a", 'name = "A"\\nhosts = ["a.example"]\\nstanding = "trade"\\nunchecked = "made up"').name
    'A'
    """
    where = f"{folder}/{name}.toml"
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Python itself refuses brackets that are nested too deep, and numbers of thousands of digits.
        raise BadPublisher(where, f"not TOML: {str(error)[:120]}") from None
    fields: dict[str, Any] = {}
    for key, value in data.items():
        if key not in _CHECKS:
            raise BadPublisher(where, f"{key}: is not known{checks.nearest(key, list(_CHECKS))}")
        try:
            fields[key] = _CHECKS[key](value)
        except checks.Wrong as error:
            raise BadPublisher(where, f"{key}: {error}") from None
    missing = [key for key in _REQUIRED if not fields.get(key)]
    if missing or ("checked" in fields) == ("unchecked" in fields):
        needed = ", ".join(missing) or "either `checked` or `unchecked`"
        raise BadPublisher(where, f"needs {needed}")
    return Publisher(id=name, **fields)


@cache
def load_publishers() -> tuple[Publisher, ...]:
    """Every publisher of the package, and of the user's own folder, which go first; by id."""
    found = {publisher.id: publisher for publisher in (*_of_package(), *own_publishers())}
    return tuple(sorted(found.values(), key=lambda publisher: publisher.id))


def _of_package() -> Iterator[Publisher]:
    for entry in files("spiders.publishers").iterdir():
        if entry.name.endswith(".toml"):
            yield read_publisher(entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8"))


def own_publishers() -> Iterator[Publisher]:
    """The files in the folder that the environment variable KEII_PUBLISHERS names."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return
    try:
        files_there = [path for path in sorted(Path(folder).iterdir()) if path.suffix == ".toml"]
    except OSError as error:
        raise BadPublisher(folder, f"{FOLDER} names no folder of publisher files: {error.strerror}") from None
    for path in files_there:
        try:
            checks.slug(path.stem)
            yield read_publisher(path.stem, path.read_text(encoding="utf-8"), folder)
        except UnicodeDecodeError:
            raise BadPublisher(str(path), "is not UTF-8 text; save it as UTF-8") from None
        except (OSError, checks.Wrong) as error:
            raise BadPublisher(str(path), str(error)) from None


@cache
def known_sources() -> Mapping[str, Source]:
    """Sources by every name that an incident file may call them: id, name and alias."""
    return {
        name: publisher.source
        for publisher in load_publishers()
        for name in (*publisher.aliases, publisher.name, publisher.id)
    }


def publisher_of(url: str) -> Publisher | None:
    """The publisher on whose site an address stands.

    >>> publisher_of("https://www.fsa.go.jp/news/r2/1.html").name
    '金融庁'
    >>> publisher_of("https://news.example/1")
    """
    host = urlsplit(url).hostname or ""
    return next((publisher for publisher in load_publishers() if publisher.is_at(host)), None)
