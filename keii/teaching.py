"""A name put into `[names]` of an incident file: one line more, every other byte as it was."""

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from db.records import Incident, TaughtName
from keii.errors import KeiiError

if TYPE_CHECKING:
    from timeline.names import Name


_LINE_ENDS = re.compile(r"(?<=\n)")


class NotTaught(KeiiError):
    """A name cannot be added to an incident file; nothing was written."""


def teach(path: Path, name: TaughtName) -> str:
    """Add a name to the incident file; returns the line. Raises NotTaught, or DefinitionError for a wrong file."""
    from db.incidents import load_incident
    from keii.timeline_files import replace_file
    from spiders.publishers import known_sources

    path = path.resolve()
    try:
        with _held(path.parent):
            before = load_incident(path, known_sources)
            refuse_duplicates(before, name, path)
            content = with_name(path.read_bytes().decode(), name, path)
            if not os.access(path, os.W_OK):
                raise NotTaught(f"{path}: is read-only; nothing was written")
            mode = path.stat().st_mode
            replace_file(path, content.encode())
            path.chmod(mode)
            load_incident(path, known_sources)
    except OSError as error:
        raise NotTaught(f"{path}: cannot be written ({error.strerror or error})") from error
    return line_of(name)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """One teacher at a time, so that two names added at once are both kept; leaves no file behind."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def line_of(name: TaughtName) -> str:
    """The line that teaches a name.

    >>> line_of(TaughtName(canonical="みどり銀行", name_class="bank", aliases=("みどり銀",), code="9998"))
    '"みどり銀行" = { class = "bank", aliases = ["みどり銀"], code = "9998" }'
    """
    fields = [f"class = {_quoted(name.name_class)}"]
    if name.aliases:
        fields.append(f"aliases = [{', '.join(map(_quoted, name.aliases))}]")
    if name.code:
        fields.append(f"code = {_quoted(name.code)}")
    if name.operator:
        fields.append(f"operator = {_quoted(name.operator)}")
    return f"{_quoted(name.canonical)} = {{ {', '.join(fields)} }}"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def with_name(text: str, name: TaughtName, path: Path) -> str:
    """The text of an incident file with one line more, proved by reading it again.

    >>> new = TaughtName(canonical="X", name_class="other")
    >>> print(with_name('title = "A"\\nkeywords = ["a"]\\n', new, Path("a.toml")))
    title = "A"
    keywords = ["a"]
    <BLANKLINE>
    [names]
    "X" = { class = "other" }
    <BLANKLINE>
    """
    from db.incidents import DefinitionError, parse_incident
    from spiders.publishers import known_sources

    before = parse_incident(text, path, known_sources)
    newline = "\r\n" if "\r\n" in text else "\n"
    for lines in _ways(_LINE_ENDS.split(text), line_of(name), newline):
        content = "".join(lines)
        try:
            after = parse_incident(content, path, known_sources)
        except DefinitionError:
            continue
        if _adds_only(before, after, name):
            return content
    try:
        # Where the name itself is wrong, the reader of incident files says it best.
        parse_incident(f'title = "x"\nkeywords = ["x"]\n[names]\n{line_of(name)}\n', path)
    except DefinitionError as error:
        raise NotTaught(f"{name.canonical!r} cannot be a name: {error.reason}") from None
    raise NotTaught(
        f"{path}: its names are not in a [names] table of lines, so none can be added; "
        f"put this in by hand: {line_of(name)}"
    )


def _adds_only(before: Incident, after: Incident, name: TaughtName) -> bool:
    rest = tuple(taught for taught in after.names if taught != name)
    return name in after.names and replace(after, names=rest) == before


def _ways(lines: list[str], line: str, newline: str) -> Iterator[list[str]]:
    """The file with the line where it may belong: at the end of [names], before a dotted names.X, as a new table."""
    ended = [old for old in lines if old]
    if ended and not ended[-1].endswith("\n"):
        ended[-1] += newline
    for number, old in enumerate(ended):
        head = old.split("#")[0].strip()
        if head.replace(" ", "").replace("\t", "") == "[names]":
            at = _end_of_table(ended, number)
            yield [*ended[:at], line + newline, *ended[at:]]
        elif head.startswith(("names.", "names .")):
            yield [*ended[:number], f"names.{line}{newline}", *ended[number:]]
    gap = [newline] if ended and ended[-1].strip() else []
    yield [*ended, *gap, f"[names]{newline}", line + newline]


def _end_of_table(lines: list[str], header: int) -> int:
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


def refuse_duplicates(incident: Incident, name: TaughtName, path: Path) -> None:
    """Raise NotTaught where the incident file has the name, or one that is written the same."""
    from timeline.names.gazetteer import key_of

    owners = {key_of(form): t.canonical for t in incident.names for form in (*t.aliases, t.canonical)}
    for form in (name.canonical, *name.aliases):
        owner = owners.get(key_of(form))
        if owner is not None:
            told = "is taught already" if owner == form else f"is taught already, as {owner}"
            raise NotTaught(f"{path}: [names]: {form} {told}; change that line instead")


def beside_known(name: TaughtName) -> TaughtName:
    """The name with the code that is known of it; raises NotTaught where nothing would be taught.

    >>> seven = TaughtName(canonical="七十七銀行", name_class="bank", aliases=("しちしち",))
    >>> beside_known(seven).code
    '0125'
    """
    known = bearers(name.canonical, name.name_class)
    if not known:
        return name
    owner = known[0]
    about = ", ".join(filter(None, (owner.name_class, owner.code)))
    if owner.canonical != name.canonical:
        raise NotTaught(
            f"{name.canonical} is known already, as {owner.canonical} ({about}); "
            f"teach further spellings as --alias of {owner.canonical}"
        )
    taught = replace(name, code=name.code or owner.code)
    new = [
        a
        for a in taught.aliases
        if owner.canonical not in (b.canonical for b in bearers(a, owner.name_class))
    ]
    if not new and taught.code == owner.code and name.operator in (None, owner.operator):
        raise NotTaught(f"{name.canonical} is known already ({about}); there is nothing to add")
    return taught


def bearers(form: str, name_class: str | None = None) -> "list[Name]":
    """Who is known under a spelling without any teaching, of one class if one is given."""
    from keii.extraction import gazetteer_with
    from timeline.names.gazetteer import key_of
    from timeline.text import fold

    folded = fold(form)
    found = gazetteer_with(()).forms.get(key_of(folded))
    if found is None or (found.exact is not None and found.exact != folded):
        return []
    return [name for name in found.names if name_class in (None, name.name_class)]
