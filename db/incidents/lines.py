"""On which line each key of a TOML text stands, which tomllib does not tell. Values are skipped, not read."""

import re
import tomllib

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY_PART = re.compile(r"""[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*(\.?)""")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_COMMENT = re.compile(r"#[^\n]*")
_PLAIN = re.compile(r"[^\[\]{}\"'#,\n]+")


def key_lines(text: str) -> dict[Path, int]:
    """Lines of tables and keys of a text that tomllib has accepted; tables in an array are numbered from 0.

    >>> key_lines('a = [\\n1]\\n[[s]]\\nid = "x"\\n[[s]]\\n')
    {('a',): 1, ('s', 0): 3, ('s', 0, 'id'): 4, ('s', 1): 5}
    """
    return _Scan(text).lines


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[Path, int] = {}
        self._at = 0
        self._counted = (0, 1)
        self._arrays: dict[Path, int] = {}
        table: Path = ()
        while self._skip_space() < len(text):
            line = self._line()
            if text[self._at] == "[":
                table = self._header()
                self.lines.setdefault(table, line)
            else:
                path = table + self._key()
                self.lines.setdefault(path, line)
                self._skip_value()

    def _skip_space(self) -> int:
        found = _SPACE.match(self.text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _line(self) -> int:
        """The line we are at, counted on from where it was last asked for."""
        place, line = self._counted
        line += self.text.count("\n", place, self._at)
        self._counted = (self._at, line)
        return line

    def _header(self) -> Path:
        array = self.text.startswith("[[", self._at)
        self._at += 2 if array else 1
        path = self._within_arrays(self._key())
        self._at += 1 if array else 0
        if array:
            self._arrays[path] = self._arrays.get(path, -1) + 1
            return (*path, self._arrays[path])
        return path

    def _within_arrays(self, path: Path) -> Path:
        """[[a]] then [a.b] means the b of the last a."""
        found: Path = ()
        for number, part in enumerate(path):
            found = (*found, part)
            if found in self._arrays and number < len(path) - 1:
                found = (*found, self._arrays[found])
        return found

    def _key(self) -> Path:
        """A dotted key, and the sign after it."""
        parts: list[str | int] = []
        while part := _KEY_PART.match(self.text, self._at):
            self._at = part.end()
            quoted = part[1][0] in "\"'"
            parts.append(tomllib.loads(f"k = {part[1]}")["k"] if quoted else part[1])
            if not part[2]:
                break
        self._at += 1
        return tuple(parts)

    def _skip_value(self) -> None:
        depth = 0
        while self._at < len(self.text):
            char = self.text[self._at]
            if char == "\n" and depth == 0:
                return
            found = None
            if char in "\"'":
                found = _STRING.match(self.text, self._at)
            elif char == "#":
                found = _COMMENT.match(self.text, self._at)
            elif char in "[{":
                depth += 1
            elif char in "]}":
                depth -= 1
            else:
                found = _PLAIN.match(self.text, self._at)
            self._at = max(self._at + 1, found.end()) if found else self._at + 1
