"""An incident file read as a whole: TOML, its tables, and what must hold between its values."""

import dataclasses
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from db.incidents import checks
from db.incidents.checks import Check, Wrong, nearest, type_name
from db.incidents.errors import DefinitionError, Problem
from db.incidents.lines import Path as KeyPath
from db.incidents.lines import key_lines
from db.records import Incident, Source, TaughtName

_POSITION = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_KEY_OF_LINE = re.compile(r"""\s*((?:[\w.-]|"[^"]*"|'[^']*')+)\s*=|\s*\[\[?([^\]]*)\]""")
_LONG_NUMBER = re.compile(r"[0-9](?:_?[0-9]){4000}")
_ADDED = ("pages", "notices", "wayback")
"""What an incident adds to a known publisher; everything else that it says goes before what is known."""
_DEEP = re.compile(r"[\[{](?:\s*[\[{]){90}")


Known = Callable[[], Mapping[str, Source]]
"""Publishers that a file may refer to, by any of their names; asked for only where it does."""


def nobody() -> Mapping[str, Source]:
    """No publisher is known."""
    return {}


def load_incident(path: Path, known: Known = nobody) -> Incident:
    """The incident that a file defines; DefinitionError tells everything that is wrong with it."""
    path = Path(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _error(path, None, "does not exist; `keii new SLUG` makes one") from None
    except OSError as error:
        raise _error(path, None, f"cannot be read: {error.strerror or error}") from None
    return parse_incident(_decoded(raw, path), path, known)


def parse_incident(text: str, path: Path, known: Known = nobody) -> Incident:
    """The incident that a text defines; `path` gives its slug, and is named in errors."""
    check_slug(path.stem, path)
    if not text.strip():
        raise _error(path, None, "is empty; it needs at least title and keywords")
    tables = _tables(text, path)
    return _Definition(path, text, known).incident(tables)


def check_slug(slug: str, path: Path) -> None:
    """Refuse a slug that is not a file name everywhere; `path` is named in the error."""
    try:
        checks.slug(slug)
    except Wrong as error:
        raise _error(path, None, str(error), key="slug") from None


def _error(path: Path, line: int | None, reason: str, *, key: str | None = None) -> DefinitionError:
    return DefinitionError(path, [Problem(line=line, key=key, reason=reason)])


def _decoded(raw: bytes, path: Path) -> str:
    """The text of a file, which has to be UTF-8 without a mark."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _error(path, 1, "starts with a byte order mark; save it as UTF-8 without BOM")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    try:
        raw.decode("cp932")
    except UnicodeDecodeError:
        raise _error(path, line, "is not UTF-8 text; save it as UTF-8") from None
    raise _error(path, line, "is not UTF-8, it looks like Shift_JIS (CP932); save it as UTF-8") from None


def _tables(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(text, path, str(error)) from None
    except RecursionError:
        line = _line_of(_DEEP, text)
        raise _error(path, line, "brackets are nested too deep") from None
    except ValueError:
        # Python refuses integers of more than 4300 digits.
        raise _error(path, _line_of(_LONG_NUMBER, text), "a number is too long") from None


def _line_of(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _syntax_error(text: str, path: Path, message: str) -> DefinitionError:
    """tomllib says the line in its message, and the key not at all."""
    found = _POSITION.search(message)
    lines = text.split("\n")
    line = int(found[1]) if found and found[1] else len(text.rstrip("\n").split("\n"))
    reason = _POSITION.sub("", message).strip()
    if reason == "Cannot overwrite a value":
        reason = "is there twice"
    here = _KEY_OF_LINE.match(lines[line - 1]) if line <= len(lines) else None
    key = (here[1] or here[2]) if here else None
    return _error(path, line, reason if reason == "is there twice" else f"not valid TOML: {reason}", key=key)


class _Definition:
    """One file while it is checked: problems are collected, so that all are told at once."""

    def __init__(self, path: Path, text: str, known: Known) -> None:
        self._path, self._known = path, known
        self._lines = key_lines(text)
        self._problems: list[Problem] = []

    def incident(self, tables: Mapping[str, Any]) -> Incident:
        known = [*checks.INCIDENT, "sources", "names"]
        fields = self._checked((), {k: v for k, v in tables.items() if k not in ("sources", "names")},
                               checks.INCIDENT, required=("title", "keywords"), known=known)  # fmt: skip
        if "since" in fields and "until" in fields:
            shorter = min(len(fields["since"]), len(fields["until"]))
            if fields["since"][:shorter] > fields["until"][:shorter]:
                self._problem(("until",), f"is before since ({fields['since']})")
        sources = self._sources(tables.get("sources", []))
        names = self._names(tables.get("names", {}))
        if self._problems:
            # Where one line has several problems they stay in the order of their discovery.
            raise DefinitionError(self._path, sorted(self._problems, key=lambda p: p.line or 0))
        return Incident(slug=self._path.stem, **fields, sources=sources, names=names)

    def _problem(self, path: KeyPath, reason: str) -> None:
        # Of a list of tables only the tables have lines.
        places = [path, (*path, 0), *(path[:n] for n in range(len(path) - 1, 0, -1))]
        known = next((place for place in places if place in self._lines), None)
        line = self._lines[known] if known else None
        self._problems.append(Problem(line=line, key=_shown(path), reason=reason))

    def _checked(
        self,
        path: KeyPath,
        table: Mapping[str, Any],
        accepted: Mapping[str, Check],
        *,
        required: tuple[str, ...],
        known: list[str] | None = None,
    ) -> dict[str, Any]:
        """The values of a table that pass their checks."""
        known = known or list(accepted)
        fields: dict[str, Any] = {}
        for key, value in table.items():
            if key not in accepted:
                hint = nearest(key, known) or f"; known: {', '.join(known)}"
                self._problem((*path, key), f"is not known{hint}")
                continue
            try:
                fields[key] = accepted[key](value)
            except Wrong as error:
                self._problem((*path, key), str(error))
        for key in required:
            if key not in table:
                self._problem((*path, key), "is missing")
        return fields

    def _sources(self, tables: object) -> tuple[Source, ...]:
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._problem(("sources",), f"must be tables, each under [[sources]], not {type_name(tables)}")
            return ()
        found: list[Source] = []
        first_use: dict[str, int] = {}
        for number, table in enumerate(tables):
            before = len(self._problems)
            path: KeyPath = ("sources", number)
            fields = self._source(path, table)
            if fields.get("id") in first_use:
                self._problem((*path, "id"), f"{fields['id']!r} is the id of another source already")
            elif "id" in fields:
                first_use[fields["id"]] = number
            if len(self._problems) == before:
                found.append(Source(**fields))
        return tuple(found)

    def _source(self, path: KeyPath, table: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a source; one without an id is a publisher that is known, with what the file adds."""
        if "id" in table or not isinstance(table.get("publisher"), str):
            return self._checked(path, table, checks.SOURCE, required=("id", "publisher"))
        fields = self._checked(path, table, checks.SOURCE, required=("publisher",))
        publishers = self._known()
        known = publishers.get(table["publisher"])
        if known is None:
            hint = nearest(table["publisher"], list(publishers)) or "; keii sources lists those that are"
            self._problem(
                (*path, "id"), f"is missing, and {table['publisher']!r} is no known publisher{hint}"
            )
            return fields
        whole = {field.name: getattr(known, field.name) for field in dataclasses.fields(known)}
        for key, value in fields.items():
            if key in _ADDED:
                whole[key] += tuple(address for address in value if address not in whole[key])
            elif key != "publisher":
                whole[key] = value
        return whole

    def _names(self, tables: object) -> tuple[TaughtName, ...]:
        if not isinstance(tables, dict):
            self._problem(("names",), f"must be a table, [names], not {type_name(tables)}")
            return ()
        found: list[TaughtName] = []
        owners: dict[str, str] = {}
        for canonical, table in tables.items():
            path: KeyPath = ("names", canonical)
            if not isinstance(table, dict):
                self._problem(path, f'must be a table, {{ class = "bank" }}, not {type_name(table)}')
                continue
            fields = self._checked(path, table, checks.NAME, required=("class",))
            try:
                checks.text(canonical)
            except Wrong as error:
                self._problem(path, str(error))
            for alias in fields.get("aliases", ()):
                if owners.setdefault(alias, canonical) != canonical:
                    self._problem((*path, "aliases"), f"{alias!r} is an alias of {owners[alias]!r} already")
            if "class" in fields:
                found.append(TaughtName(canonical=canonical, name_class=fields.pop("class"), **fields))
        return tuple(found)


def _shown(path: KeyPath) -> str:
    """A key as its reader would name it; tables in an array are counted from one.

    >>> _shown(("sources", 0, "feeds"))
    'sources[1].feeds'
    """
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            shown += ("." if shown else "") + " ".join(part[:80].split())
    return shown
