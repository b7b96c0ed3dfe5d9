"""An incident file read as a whole: TOML, its tables, and what must hold between its values."""

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from db.incidents import checks
from db.incidents.checks import Check, Wrong, nearest, type_name
from db.incidents.lines import Path as KeyPath
from db.incidents.tables import Tables, file_error, parse_tables, read_text
from db.records import Incident, Source, TaughtName

_ADDED = ("pages", "notices", "wayback")
"""What an incident adds to a known publisher; everything else that it says goes before what is known."""


Known = Callable[[], Mapping[str, Source]]
"""Publishers that a file may refer to, by any of their names; asked for only where it does."""
Further = Mapping[str, Callable[[Any], Any]]
"""Checks of a source's values by their keys, made after those of their form by who knows more of them."""
NOTHING_FURTHER: Further = {}


def nobody() -> Mapping[str, Source]:
    """No publisher is known."""
    return {}


def load_incident(path: Path, known: Known = nobody, further: Further = NOTHING_FURTHER) -> Incident:
    """The incident that a file defines; DefinitionError tells everything that is wrong with it."""
    path = Path(path)
    text = read_text(path, missing="does not exist; `keii new SLUG` makes one")
    return parse_incident(text, path, known, further)


def parse_incident(
    text: str, path: Path, known: Known = nobody, further: Further = NOTHING_FURTHER
) -> Incident:
    """The incident that a text defines; `path` gives its slug, and is named in errors."""
    check_slug(path.stem, path)
    if not text.strip():
        raise file_error(path, None, "is empty; it needs at least title and keywords")
    tables = parse_tables(text, path)
    return _Definition(path, text, known, further).incident(tables)


def check_slug(slug: str, path: Path) -> None:
    """Refuse a slug that is not a file name everywhere; `path` is named in the error."""
    try:
        checks.slug(slug)
    except Wrong as error:
        raise file_error(path, None, str(error), key="slug") from None


class _Definition(Tables):
    """One incident file while it is checked."""

    def __init__(self, path: Path, text: str, known: Known, further: Further) -> None:
        super().__init__(path, text)
        self._known = known
        self._source_checks = {key: self._checks_of(key, further.get(key)) for key in checks.SOURCE}

    @staticmethod
    def _checks_of(key: str, further: Check | None) -> Check:
        check = checks.SOURCE[key]
        return check if further is None else lambda value: further(check(value))

    def incident(self, tables: Mapping[str, Any]) -> Incident:
        known = [*checks.INCIDENT, "sources", "names"]
        fields = self.checked((), {k: v for k, v in tables.items() if k not in ("sources", "names")},
                               checks.INCIDENT, required=("title", "keywords"), known=known)  # fmt: skip
        if "since" in fields and "until" in fields:
            shorter = min(len(fields["since"]), len(fields["until"]))
            if fields["since"][:shorter] > fields["until"][:shorter]:
                self.problem(("until",), f"is before since ({fields['since']})")
        sources = self._sources(tables.get("sources", []))
        names = self._names(tables.get("names", {}))
        self.raise_problems()
        return Incident(slug=self.path.stem, **fields, sources=sources, names=names)

    def _sources(self, tables: object) -> tuple[Source, ...]:
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self.problem(("sources",), f"must be tables, each under [[sources]], not {type_name(tables)}")
            return ()
        found: list[Source] = []
        first_use: dict[str, int] = {}
        for number, table in enumerate(tables):
            before = len(self.problems)
            path: KeyPath = ("sources", number)
            fields = self._source(path, table)
            if fields.get("id") in first_use:
                self.problem((*path, "id"), f"{fields['id']!r} is the id of another source already")
            elif "id" in fields:
                first_use[fields["id"]] = number
            if len(self.problems) == before:
                found.append(Source(**fields))
        return tuple(found)

    def _source(self, path: KeyPath, table: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a source; one without an id is a publisher that is known, with what the file adds."""
        if "id" in table or not isinstance(table.get("publisher"), str):
            return self.checked(path, table, self._source_checks, required=("id", "publisher"))
        fields = self.checked(path, table, self._source_checks, required=("publisher",))
        publishers = self._known()
        known = publishers.get(table["publisher"])
        if known is None:
            hint = nearest(table["publisher"], list(publishers)) or "; keii sources lists those that are"
            self.problem((*path, "id"), f"is missing, and {table['publisher']!r} is no known publisher{hint}")
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
            self.problem(("names",), f"must be a table, [names], not {type_name(tables)}")
            return ()
        found: list[TaughtName] = []
        owners: dict[str, str] = {}
        for canonical, table in tables.items():
            path: KeyPath = ("names", canonical)
            if not isinstance(table, dict):
                self.problem(path, f'must be a table, {{ class = "bank" }}, not {type_name(table)}')
                continue
            fields = self.checked(path, table, checks.NAME, required=("class",))
            try:
                checks.text(canonical)
            except Wrong as error:
                self.problem(path, str(error))
            for alias in fields.get("aliases", ()):
                if owners.setdefault(alias, canonical) != canonical:
                    self.problem((*path, "aliases"), f"{alias!r} is an alias of {owners[alias]!r} already")
            if "class" in fields:
                found.append(TaughtName(canonical=canonical, name_class=fields.pop("class"), **fields))
        return tuple(found)
