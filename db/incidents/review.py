"""Review files: `incidents/SLUG.review.toml` → Review. A mistake is told with file, line, key and reason."""

import datetime
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, get_args

from db.incidents import checks
from db.incidents.checks import Check, Wrong, type_name
from db.incidents.lines import Path as KeyPath
from db.incidents.tables import Tables, parse_tables, read_text
from db.records import (
    Action,
    AddedEntry,
    Aspect,
    Basis,
    ClaimKind,
    Decision,
    Figure,
    Qualifier,
    Review,
    Said,
    Status,
    Texts,
)

LONGEST_QUOTE = 120
_ID = re.compile(r"[0-9a-f]{10}(?:-[0-9]+)?")
_MOMENT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?")


def load_review(path: Path) -> Review:
    """The decisions of a file, none where there is no file; DefinitionError tells everything that is wrong with it."""
    if not path.exists():
        return Review()
    return parse_review(read_text(path, missing="does not exist"), path)


def parse_review(text: str, path: Path) -> Review:
    """The decisions of a text; `path` is named in errors."""
    return _Review(path, text).review(parse_tables(text, path))


def entry_id(value: object) -> str:
    """The id of an entry, as `keii review SLUG --list` shows it."""
    found = checks.text(value)
    if not _ID.fullmatch(found):
        raise Wrong(
            f"{found!r} is not the id of an entry, such as 03c0ea19d2; keii review SLUG --list shows them"
        )
    return found


def moment(value: object) -> str:
    """A moment or a stretch of time in EDTF, or a date of TOML.

    >>> moment("2020-09-11T09:00+09:00"), moment("2020-08/2020-09")
    ('2020-09-11T09:00+09:00', '2020-08/2020-09')
    """
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    found = checks.text(value)
    for end in found.split("/", 1):
        if not _MOMENT.fullmatch(end):
            raise Wrong(
                f"must be a date such as 2020-09-11, 2020-09 or 2020-09-11T09:00+09:00, not {found!r}"
            )
        try:
            datetime.datetime.fromisoformat(end if len(end) > 7 else end + "-01-01"[len(end) - 4 :])
        except ValueError:
            raise Wrong(f"{end} is not in the calendar") from None
    return found


def texts(value: object) -> Texts:
    """One text, or one for each language.

    >>> texts("訂正"), texts({"ja": "訂正", "en": "Corrected"})
    ((('', '訂正'),), (('ja', '訂正'), ('en', 'Corrected')))
    """
    if not isinstance(value, dict):
        return (("", checks.text(value)),)
    if not value:
        raise Wrong("must not be empty")
    return tuple((checks.language(language), checks.text(text)) for language, text in value.items())


def quote(value: object) -> str:
    """The words that are cited."""
    found = checks.text(value)
    if len(found) > LONGEST_QUOTE:
        raise Wrong(f"has {len(found)} characters; a quote has at most {LONGEST_QUOTE}")
    return found


def number(value: object) -> int | str:
    """An exact number: an integer, or a decimal as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        return value
    raise Wrong(f'must be a whole number, or a decimal in quotes ("12.5"), not {type_name(value)}')


def figure(value: object) -> Figure:
    """A figure: { role = "cases", value = 73, unit = "件" }."""
    form = '{ role = "cases", value = 73, unit = "件" }'
    if not isinstance(value, dict) or not {"role", "value", "unit"} <= value.keys():
        raise Wrong(f"must be a table such as {form}")
    if unknown := value.keys() - _FIGURE.keys():
        raise Wrong(f"{sorted(unknown)[0]} is not known in {form}")
    return Figure(**{key: _FIGURE[key](item) for key, item in value.items()})


_FIGURE: dict[str, Check] = {
    "role": checks.text,
    "value": number,
    "unit": checks.text,
    "qualifier": partial(checks.one_of, get_args(Qualifier)),
    "scope": checks.text,
    "basis": partial(checks.one_of, get_args(Basis)),
}
_kind = partial(checks.one_of, get_args(ClaimKind))
SAID: dict[str, Check] = {
    "date": checks.text,
    "kind": _kind,
    "aspect": partial(checks.one_of, get_args(Aspect)),
    "text": checks.text,
    "figures": partial(checks.texts, check=figure),
    "names": checks.texts,
    "url": checks.text,
    "quote": checks.text,
}
_ANY: dict[str, Check] = {"why": checks.text, "on": checks.date}
_DECISION: dict[str, Check] = {"entry": entry_id, **_ANY}
DECISIONS: dict[Action, dict[str, Check]] = {
    "hide": _DECISION,
    "merge": {**_DECISION, "into": entry_id},
    "reword": {**_DECISION, "text": texts},
    "pin": {**_DECISION, "date": moment},
}
ADDED: dict[str, Check] = {
    "date": moment,
    "kind": _kind,
    "text": texts,
    "url": checks.url,
    "quote": quote,
    "publisher": checks.text,
    "published": moment,
    "title": checks.text,
    "names": checks.texts,
    **_ANY,
}
_REQUIRED: dict[str, tuple[str, ...]] = {
    "hide": ("entry",),
    "merge": ("entry", "into"),
    "reword": ("entry", "text"),
    "pin": ("entry",),
    "add": ("date", "text", "url", "quote", "publisher", "published"),
}


class _Review(Tables):
    """One review file while it is checked."""

    def review(self, tables: Mapping[str, Any]) -> Review:
        for key in tables.keys() - _REQUIRED.keys() - {"kept"}:
            hint = checks.nearest(key, [*_REQUIRED, "kept"]) or f"; known: {', '.join(_REQUIRED)}, kept"
            self.problem((key,), f"is not known{hint}")
        decisions = [
            found for action in DECISIONS for found in self._decisions(action, tables.get(action, []))
        ]
        added = self._added(tables.get("add", []))
        kept = self._kept(tables.get("kept", {}))
        self.raise_problems()
        return Review(decisions=tuple(sorted(decisions, key=lambda d: d.line)), added=added, kept=kept)

    def _tables(self, key: str, found: object) -> list[Mapping[str, Any]]:
        if isinstance(found, list) and all(isinstance(table, dict) for table in found):
            return found
        self.problem((key,), f"must be tables, each under [[{key}]], not {type_name(found)}")
        return []

    def _decisions(self, action: Action, found: object) -> list[Decision]:
        decisions: list[Decision] = []
        first: dict[str, int] = {}
        for number, table in enumerate(self._tables(action, found)):
            path: KeyPath = (action, number)
            before = len(self.problems)
            said = self._said((*path, "said"), table)
            into_said = self._said((*path, "into_said"), table) if action == "merge" else Said()
            own = {
                k: v for k, v in table.items() if k != "said" and not (k == "into_said" and action == "merge")
            }
            fields = self.checked(path, own, DECISIONS[action], required=_REQUIRED[action],
                                  known=[*DECISIONS[action], "said"])  # fmt: skip
            line = self.line_of(path) or 0
            entry = fields.get("entry", "")
            if entry in first:
                self.problem((*path, "entry"), f"{entry} is decided on already, in line {first[entry]}")
            first.setdefault(entry, line)
            if action == "merge" and entry and entry == fields.get("into"):
                self.problem((*path, "into"), "is the entry itself")
            if len(self.problems) == before:
                given = fields | {"texts": fields.pop("text", ())}
                decisions.append(Decision(action=action, said=said, into_said=into_said, line=line, **given))
        return decisions

    def _said(self, path: KeyPath, table: Mapping[str, Any]) -> Said:
        found = table.get(str(path[-1]), {})
        if not isinstance(found, dict):
            self.problem(path, f"must be a table, not {type_name(found)}")
            return Said()
        return Said(**self.checked(path, found, SAID, required=()))

    def _added(self, found: object) -> tuple[AddedEntry, ...]:
        added: list[AddedEntry] = []
        for number, table in enumerate(self._tables("add", found)):
            before = len(self.problems)
            path: KeyPath = ("add", number)
            fields = self.checked(path, table, ADDED, required=_REQUIRED["add"])
            if len(self.problems) == before:
                given = {"kind": "other", **fields, "texts": fields.pop("text")}
                given.pop("text", None)
                added.append(AddedEntry(**given, line=self.line_of(path) or 0))
        return tuple(added)

    def _kept(self, found: object) -> tuple[tuple[str, Status], ...]:
        if not isinstance(found, dict):
            self.problem(("kept",), f'must be a table of lines "ID" = "current", not {type_name(found)}')
            return ()
        kept: list[tuple[str, Status]] = []
        for entry, status in found.items():
            try:
                kept.append((entry_id(entry), checks.one_of(get_args(Status), status)))  # type: ignore[arg-type]
            except Wrong as error:
                self.problem(("kept", entry), str(error))
        return tuple(kept)
