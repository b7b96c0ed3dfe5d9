"""Layouts: where the title, dates, text and comments of one publisher's pages stand.

Data: `[[layouts]]` of the known publishers, and `spiders/layouts/*.toml` for sites that are none of them. The form
is in `docs/layouts.md`. A layout that finds nothing yields to the generic reader.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from db.incidents import checks
from db.incidents.checks import Check, Wrong, nearest
from spiders.publishers import Publisher, is_host, load_publishers
from spiders.reading.errors import ReadingError
from spiders.reading.moments import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One publisher's page, for a span of time."""

    name: str
    hosts: tuple[str, ...]
    """Host names; `*.example` stands for every host below it."""
    paths: tuple[str, ...] = ()
    """Patterns of the paths it holds for; none: all."""
    publisher: str | None = None
    checked: str | None = None
    """When it was last seen to fit; None: made from what others know of the site, never checked on it."""
    valid_from: date | None = None
    valid_until: date | None = None
    select: dict[str, str] = field(default_factory=dict)
    """CSS selectors by what they find."""


def find_layout(url: str, captured_at: str, name: str | None = None) -> Layout | None:
    """The layout for a page: the one named, else the one whose host, path and time fit."""
    parts = urlsplit(url)
    day = day_of(captured_at)
    for layout in load_layouts():
        if name is not None and layout.name != name:
            continue
        if name is None and not any(is_host(pattern, parts.hostname or "") for pattern in layout.hosts):
            continue
        if layout.paths and not any(re.search(pattern, parts.path) for pattern in layout.paths):
            continue
        if day and (
            (layout.valid_from and day < layout.valid_from)
            or (layout.valid_until and day > layout.valid_until)
        ):
            continue
        return layout
    return None


@cache
def load_layouts() -> tuple[Layout, ...]:
    """Every layout of the package, by name."""
    folder = files("spiders") / "layouts"
    found = [
        read_layout(entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    found += [layout for publisher in load_publishers() for layout in layouts_of(publisher)]
    return tuple(sorted(found, key=lambda layout: layout.name))


def layouts_of(publisher: Publisher, where: str | None = None) -> Iterator[Layout]:
    """The layouts of a known publisher: `asahi`, or `asahi-1`, `asahi-2` where it has several."""
    file = where or f"spiders/publishers/{publisher.id}.toml"
    about = {key: value for key in ("checked", "unchecked") if (value := getattr(publisher, key))}
    for number, table in enumerate(publisher.layouts, 1):
        name = publisher.id if len(publisher.layouts) == 1 else f"{publisher.id}-{number}"
        data = {"hosts": [*publisher.hosts], "publisher": publisher.name, **about, **table}
        yield layout_of(name, data, f"{file}: layouts[{number}]")


def read_layout(name: str, text: str) -> Layout:
    """The layout in a TOML text; raises ReadingError that names the file and the key.

    >>> read_layout("a", 'hosts = ["a.example"]\\nunchecked = "made up"\\n[select]\\nbody = ".text"').select
    {'body': '.text'}
    """
    where = f"spiders/layouts/{name}.toml"
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReadingError(where, f"not TOML: {error}") from error
    return layout_of(name, data, where)


def layout_of(name: str, data: Mapping[str, Any], where: str) -> Layout:
    """The layout that a table gives; `where` names its place in errors."""
    fields = dict(_checked(data, _CHECKS, where))
    if not fields.get("hosts") or ("checked" in data) == ("unchecked" in data):
        raise ReadingError(where, "needs `hosts`, and either `checked` or `unchecked`")
    begin, end = fields.get("valid_from"), fields.get("valid_until")
    if begin and end and begin > end:
        raise ReadingError(where, f"valid_until: {end} is before valid_from ({begin})")
    select = dict(_checked(fields.pop("select", {}), _SELECTORS, where, "select."))
    if not select:
        raise ReadingError(where, f"needs [select] with one of {', '.join(_SELECTORS)}")
    fields.pop("unchecked", None)
    return Layout(name=name, select=select, **fields)


def _checked(
    data: Mapping[str, Any], accepted: Mapping[str, Check], where: str, within: str = ""
) -> Iterator[tuple[str, Any]]:
    """The values of a table that pass their checks; raises ReadingError at the first that does not."""
    for key, value in data.items():
        if key not in accepted:
            hint = nearest(key, list(accepted)) or f"; known: {', '.join(accepted)}"
            raise ReadingError(where, f"unknown key {within + key!r}{hint}")
        try:
            yield key, accepted[key](value)
        except Wrong as error:
            raise ReadingError(where, f"{within}{key}: {error}") from None


def _pattern(value: object) -> str:
    found = checks.text(value)
    try:
        re.compile(found)
    except re.error as error:
        raise Wrong(f"is not a pattern: {error}") from None
    return found


def _selector(value: object) -> str:
    import soupsieve

    found = checks.text(value)
    try:
        soupsieve.compile(found)
    except soupsieve.SelectorSyntaxError as error:
        raise Wrong(f"is not a CSS selector: {found!r} ({' '.join(str(error).split())[:80]})") from None
    return found


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(f"must be a date such as 2020-09-01, without quotes, not {checks.type_name(value)}")
    return value


_CHECKS: dict[str, Check] = {
    "hosts": partial(checks.texts, check=checks.host),
    "paths": partial(checks.texts, check=_pattern),
    "checked": checks.date,
    "unchecked": checks.text,
    "valid_from": _day,
    "valid_until": _day,
    "publisher": checks.text,
    "select": checks.table,
}
_SELECTORS = dict.fromkeys(
    ("title", "body", "published", "updated", "author", "comments", "remove", "partial"), _selector
)
