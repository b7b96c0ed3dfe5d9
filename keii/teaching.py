"""A name put into `[names]` of an incident file: one line more, every other byte as it was."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from db.records import Incident, TaughtName
from keii.errors import KeiiError
from keii.toml_edit import end_of_table, held, lines_of, newline_of, quoted

if TYPE_CHECKING:
    from timeline.names import Name


class NotTaught(KeiiError):
    """A name cannot be added to an incident file; nothing was written."""


def teach(path: Path, name: TaughtName) -> str:
    """Add a name to the incident file; returns the line. Raises NotTaught, or DefinitionError for a wrong file."""
    from db.incidents import load_incident
    from keii.replacing import replace_file
    from spiders.publishers import known_sources

    path = path.resolve()
    try:
        with held(path.parent):
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


def line_of(name: TaughtName) -> str:
    """The line that teaches a name.

    >>> line_of(TaughtName(canonical="みどり銀行", name_class="bank", aliases=("みどり銀",), code="9998"))
    '"みどり銀行" = { class = "bank", aliases = ["みどり銀"], code = "9998" }'
    """
    fields = [f"class = {quoted(name.name_class)}"]
    if name.aliases:
        fields.append(f"aliases = [{', '.join(map(quoted, name.aliases))}]")
    if name.code:
        fields.append(f"code = {quoted(name.code)}")
    if name.operator:
        fields.append(f"operator = {quoted(name.operator)}")
    return f"{quoted(name.canonical)} = {{ {', '.join(fields)} }}"


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
    for lines in _ways(lines_of(text), line_of(name), newline_of(text)):
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
    for number, old in enumerate(lines):
        head = old.split("#")[0].strip()
        if head.replace(" ", "").replace("\t", "") == "[names]":
            at = end_of_table(lines, number)
            yield [*lines[:at], line + newline, *lines[at:]]
        elif head.startswith(("names.", "names .")):
            yield [*lines[:number], f"names.{line}{newline}", *lines[number:]]
    gap = [newline] if lines and lines[-1].strip() else []
    yield [*lines, *gap, f"[names]{newline}", line + newline]


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
