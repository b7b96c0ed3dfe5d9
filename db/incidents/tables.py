"""A TOML file of a user: its text, its tables, and every mistake in it told with line, key and reason."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.incidents.checks import Check, Wrong, nearest
from db.incidents.errors import DefinitionError, Problem
from db.incidents.lines import Path as KeyPath
from db.incidents.lines import key_lines

_POSITION = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_KEY_OF_LINE = re.compile(r"""\s*((?:[\w.-]|"[^"]*"|'[^']*')+)\s*=|\s*\[\[?([^\]]*)\]""")
_LONG_NUMBER = re.compile(r"[0-9](?:_?[0-9]){4000}")
_DEEP = re.compile(r"[\[{](?:\s*[\[{]){90}")


def read_text(path: Path, *, missing: str) -> str:
    """The text of a file; DefinitionError where it cannot be read, saying `missing` where there is none."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise file_error(path, None, missing) from None
    except OSError as error:
        raise file_error(path, None, f"cannot be read: {error.strerror or error}") from None
    return _decoded(raw, path)


def file_error(path: Path, line: int | None, reason: str, *, key: str | None = None) -> DefinitionError:
    """One mistake of a file as an error."""
    return DefinitionError(path, [Problem(line=line, key=key, reason=reason)])


def _decoded(raw: bytes, path: Path) -> str:
    """The text of a file, which has to be UTF-8 without a mark."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise file_error(path, 1, "starts with a byte order mark; save it as UTF-8 without BOM")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    try:
        raw.decode("cp932")
    except UnicodeDecodeError:
        raise file_error(path, line, "is not UTF-8 text; save it as UTF-8") from None
    raise file_error(path, line, "is not UTF-8, it looks like Shift_JIS (CP932); save it as UTF-8") from None


def parse_tables(text: str, path: Path) -> dict[str, Any]:
    """The tables of a TOML text; DefinitionError names line and key of what is wrong in it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(text, path, str(error)) from None
    except RecursionError:
        line = _line_of(_DEEP, text)
        raise file_error(path, line, "brackets are nested too deep") from None
    except ValueError:
        # Python refuses integers of more than 4300 digits.
        raise file_error(path, _line_of(_LONG_NUMBER, text), "a number is too long") from None


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
    return file_error(
        path, line, reason if reason == "is there twice" else f"not valid TOML: {reason}", key=key
    )


class Tables:
    """One file while it is checked: problems are collected, so that all are told at once."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._lines = key_lines(text)
        self.problems: list[Problem] = []

    def problem(self, path: KeyPath, reason: str) -> None:
        """Note a mistake at a key."""
        self.problems.append(Problem(line=self.line_of(path), key=shown_key(path), reason=reason))

    def checked(
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
                self.problem((*path, key), f"is not known{hint}")
                continue
            try:
                fields[key] = accepted[key](value)
            except Wrong as error:
                self.problem((*path, key), str(error))
        for key in required:
            if key not in table:
                self.problem((*path, key), "is missing")
        return fields

    def line_of(self, path: KeyPath) -> int | None:
        """Where a key stands, or the nearest that holds it."""
        # Of a list of tables only the tables have lines.
        places = [path, (*path, 0), *(path[:n] for n in range(len(path) - 1, 0, -1))]
        known = next((place for place in places if place in self._lines), None)
        return self._lines[known] if known else None

    def raise_problems(self) -> None:
        """DefinitionError, if there is any problem."""
        if self.problems:
            # Where one line has several problems they stay in the order of their discovery.
            raise DefinitionError(self.path, sorted(self.problems, key=lambda p: p.line or 0))


def shown_key(path: KeyPath) -> str:
    """A key as its reader would name it; tables in an array are counted from one.

    >>> shown_key(("sources", 0, "feeds"))
    'sources[1].feeds'
    """
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            shown += ("." if shown else "") + " ".join(part[:80].split())
    return shown
