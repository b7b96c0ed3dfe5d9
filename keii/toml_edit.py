"""Lines put into and taken out of a user's TOML file; every other byte stays as it was, comments among them."""

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LINE_ENDS = re.compile(r"(?<=\n)")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """One writer at a time, so that two changes made at once are both kept; leaves no file behind."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL and what is no character.

    >>> quoted('a"b')
    '"a\\\\"b"'
    """
    readable = json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False)
    return readable.replace("\x7f", "\\u007f")


def lines_of(text: str) -> list[str]:
    """The lines with their ends; the last one is ended too.

    >>> lines_of("a\\nb")
    ['a\\n', 'b\\n']
    """
    lines = [line for line in _LINE_ENDS.split(text) if line]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline_of(text)
    return lines


def newline_of(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def end_of_table(lines: list[str], header: int) -> int:
    """Where a table's lines end; comments before the next table, after an empty line, are that one's."""
    end = next((n for n in range(header + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
    last = max(
        (n for n in range(header, end) if lines[n].strip() and not _is_comment(lines[n])), default=header
    )
    while last + 1 < end and _is_comment(lines[last + 1]):
        last += 1
    return last + 1


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
