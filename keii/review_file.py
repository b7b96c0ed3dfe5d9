"""`incidents/SLUG.review.toml` as the program writes it: a table more or less, every other line as it was."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from db.incidents import load_review, parse_review
from db.records import AddedEntry, Decided, Decision, Entry, Figure, Review, Said, Texts
from keii.errors import KeiiError
from keii.replacing import replace_file
from keii.toml_edit import end_of_table, held, lines_of, newline_of, quoted

HEADER = """\
# What a person decided about the lines of the timeline {slug}; keii review {slug} writes it, and so may you.
# entry: the id of a line. said: what it said, by which it is found again when its id changes.
"""


class NotDecided(KeiiError):
    """A decision cannot be written down; nothing was written."""


def said_of(entry: Entry) -> Said:
    """What is remembered of an entry beside its id."""
    first = entry.citations[0] if entry.citations else None
    return Said(
        date=entry.date,
        kind=entry.kind,
        aspect=entry.aspect,
        text=entry.text,
        figures=tuple(replace(figure, start=None, end=None) for figure in entry.figures),
        names=tuple(organisation.name for organisation in entry.organisations),
        url=first.url if first else None,
        quote=first.quote if first else None,
    )


def add_decision(path: Path, decision: Decision) -> str:
    """Write a decision at the end of the file; returns its table. Raises NotDecided or DefinitionError."""
    return _appended(path, table_of(decision))


def add_entry(path: Path, added: AddedEntry) -> str:
    """Write an entry of a person's own at the end of the file; returns its table."""
    return _appended(path, _table("add", _fields_of(added)))


def add_kept(path: Path, entry: Entry) -> str:
    """Note that an entry is right as it is; returns the line."""
    line = f"{quoted(entry.id)} = {quoted(entry.status)}  # {_comment(f'{entry.date} {entry.text}')}"

    def edit(text: str) -> str:
        lines, newline = lines_of(text), newline_of(text)
        lines = [old for old in lines if not old.lstrip().startswith(quoted(entry.id))]
        heads = [n for n, old in enumerate(lines) if old.split("#")[0].strip() == "[kept]"]
        if heads:
            at = end_of_table(lines, heads[0])
            return "".join([*lines[:at], line + newline, *lines[at:]])
        gap = [newline] if lines and lines[-1].strip() else []
        return "".join([*lines, *gap, f"[kept]{newline}", line + newline])

    _rewrite(path, edit)
    return line


def take_back(path: Path, entry: str) -> list[str]:
    """Take out every decision about an entry; returns what they were. Raises NotDecided where there is none."""
    taken: list[str] = []

    def edit(text: str) -> str:
        lines = lines_of(text)
        for action, line in sorted(_tables_about(parse_review(text, path), entry), key=lambda t: -t[1]):
            end = end_of_table(lines, line - 1)
            while end < len(lines) and not lines[end].strip():
                end += 1
            del lines[line - 1 : end]
            taken.append(action)
        rest = [old for old in lines if not old.lstrip().startswith(quoted(entry))]
        taken.extend(["keep"] * (len(lines) - len(rest)))
        if not taken:
            raise NotDecided(f"{path}: nothing is decided about {entry}")
        return "".join(rest)

    _rewrite(path, edit)
    return taken[::-1]


def renew(path: Path, outcomes: Sequence[Decided]) -> list[str]:
    """Put the ids that lines have now in the place of those that they had; returns a line for each."""
    moved = [decided for decided in outcomes if decided.state == "moved" and decided.found]

    def edit(text: str) -> str:
        lines = lines_of(text)
        for decided in moved:
            for at in range(decided.line - 1, end_of_table(lines, decided.line - 1)):
                if lines[at].lstrip().startswith("entry"):
                    lines[at] = lines[at].replace(decided.entry, decided.found or "", 1)
        return "".join(lines)

    if moved:
        _rewrite(path, edit)
    return [f"{decided.action}: {decided.entry} → {decided.found}" for decided in moved]


def _tables_about(review: Review, entry: str) -> list[tuple[str, int]]:
    from timeline.added import added_id

    found = [(d.action, d.line) for d in review.decisions if d.entry == entry]
    return [*found, *(("add", one.line) for one in review.added if added_id(one) == entry)]


def _appended(path: Path, table: str) -> str:
    def edit(text: str) -> str:
        lines, newline = lines_of(text), newline_of(text)
        gap = [newline] if lines and lines[-1].strip() else []
        return "".join([*lines, *gap, table.replace("\n", newline)])

    _rewrite(path, edit)
    return table


def _rewrite(path: Path, edit: Callable[[str], str]) -> None:
    """Change the file in one step, and only into one that can be read."""
    path = path.resolve()
    try:
        with held(path.parent):
            load_review(path)
            new = not path.exists()
            slug = path.name.removesuffix(".review.toml")
            text = edit(HEADER.format(slug=slug) if new else path.read_bytes().decode())
            parse_review(text, path)
            if not new and not os.access(path, os.W_OK):
                raise NotDecided(f"{path}: is read-only; nothing was written")
            mode = 0o644 if new else path.stat().st_mode
            replace_file(path, text.encode())
            path.chmod(mode)
    except OSError as error:
        raise NotDecided(f"{path}: cannot be written ({error.strerror or error})") from error


def table_of(decision: Decision) -> str:
    """A decision as a table.

    >>> print(table_of(Decision(action="hide", entry="03c0ea19d2", why="読み違い", said=Said(date="2020-09-11"))))
    [[hide]]
    entry = "03c0ea19d2"
    why = "読み違い"
    said.date = "2020-09-11"
    <BLANKLINE>
    """
    fields: list[tuple[str, str | None]] = [
        ("entry", quoted(decision.entry)),
        ("into", _quoted(decision.into)),
        ("text", _texts(decision.texts)),
        ("date", _quoted(decision.date)),
        ("why", _quoted(decision.why)),
        ("on", decision.on),
        *_said("said", decision.said),
        *_said("into_said", decision.into_said),
    ]
    return _table(decision.action, fields)


def _fields_of(added: AddedEntry) -> list[tuple[str, str | None]]:
    return [
        ("date", quoted(added.date)),
        ("kind", quoted(added.kind)),
        ("text", _texts(added.texts)),
        ("url", quoted(added.url)),
        ("quote", quoted(added.quote)),
        ("publisher", quoted(added.publisher)),
        ("published", quoted(added.published)),
        ("title", _quoted(added.title)),
        ("names", _list([quoted(name) for name in added.names])),
        ("why", _quoted(added.why)),
        ("on", added.on),
    ]


def _table(name: str, fields: Sequence[tuple[str, str | None]]) -> str:
    lines = [f"{key} = {value}\n" for key, value in fields if value is not None]
    return "".join([f"[[{name}]]\n", *lines])


def _said(key: str, said: Said) -> list[tuple[str, str | None]]:
    return [
        (f"{key}.date", _quoted(said.date)),
        (f"{key}.kind", _quoted(said.kind)),
        (f"{key}.aspect", _quoted(said.aspect)),
        (f"{key}.text", _quoted(said.text)),
        (f"{key}.figures", _list([_figure(figure) for figure in said.figures if figure.value is not None])),
        (f"{key}.names", _list([quoted(name) for name in said.names])),
        (f"{key}.url", _quoted(said.url)),
        (f"{key}.quote", _quoted(said.quote)),
    ]


def _figure(figure: Figure) -> str:
    value = figure.value if isinstance(figure.value, int) else quoted(str(figure.value))
    fields = [f"role = {quoted(figure.role)}", f"value = {value}", f"unit = {quoted(figure.unit)}"]
    if figure.qualifier != "exact":
        fields.append(f"qualifier = {quoted(figure.qualifier)}")
    fields += [f"{k} = {quoted(v)}" for k, v in (("scope", figure.scope), ("basis", figure.basis)) if v]
    return "{ " + ", ".join(fields) + " }"


def _list(items: Sequence[str]) -> str | None:
    return f"[{', '.join(items)}]" if items else None


def _quoted(text: str | None) -> str | None:
    return quoted(_one_line(text)) if text and _one_line(text) else None


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _comment(text: str) -> str:
    return _one_line(text)[:80]


def _texts(texts: Texts) -> str | None:
    if not texts:
        return None
    if texts[0][0] == "":
        return quoted(texts[0][1])
    return "{ " + ", ".join(f"{language} = {quoted(text)}" for language, text in texts) + " }"
