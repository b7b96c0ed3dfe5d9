"""The page of JSON forms: keys as the program writes them, with what the records say of each."""

import ast
import inspect
import json
import types
import typing
from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

from db import records
from keii import answers
from keii.lines import Line
from timeline.render import json as form

RENAMED = {"class": "name_class", "kind": "standing"}
"""Keys that are not called like the fields of the records."""
FORMS: tuple[tuple[str, type, Any], ...] = (
    ("Entry", records.Entry, form.entry_object),
    ("Citation", records.Citation, lambda citation: form.entry_object(_entry_with(citation))["citations"][0]),
    ("Figure", records.Figure, form.figure_object),
    ("Organisation", records.Organisation, form.organisation_object),
    ("Edit", records.Edit, form.edit_object),
    ("Figure move", records.FigureMove, form.move_object),
    ("Decision", records.Decided, form.decided_object),
    (
        "Mention",
        records.Mention,
        lambda m: answers.mention_object(m) | answers.mention_object(m._replace(kind="name")),
    ),
    ("Claim", records.Claim, answers.claim_object),
)
"""Objects that are written by a function of their own."""
WITHIN: tuple[tuple[str, type, Any], ...] = (
    ("Series", records.Series, lambda whole: whole["series"][0]),
    ("Point of a series", records.Point, lambda whole: whole["series"][0]["points"][0]),
    ("Standing", records.StandingRow, lambda whole: whole["standing"][0]),
    ("State", records.State, lambda whole: whole["standing"][0]["damage"]),
    ("Dispute", records.Dispute, lambda whole: whole["disputes"][0]),
    ("Source", records.SourceHealth, lambda whole: whole["sources"][0]),
    ("Day of the history", records.HistoryDay, lambda whole: whole["history"][0]),
)
"""Objects of timeline.json that are written where they stand."""


INTRODUCTION = """\
Offsets count Unicode code points. Money and counts are whole numbers, or decimal strings; dates are EDTF strings, so
that a day stays a day. Keys may be added; those that are here keep their meaning.
"""


def page() -> str:
    """The forms of `keii extract --jsonl` and timeline.json."""
    whole = json.loads(form.render(sample(records.Timeline)))
    text = "9月11日午前0時時点で、ドコモ口座の被害は73件、約1990万円だった。"
    line = Line(url="https://news.example/a", id="a", text=text, published="2020-09-11")
    answer = json.dumps(answers.answer(line), ensure_ascii=False, indent=1)
    tops = "\n".join(f"| `{key}` | {_shape(value)} |" for key, value in whole.items())
    parts = [
        "# JSON forms\n",
        INTRODUCTION,
        "## keii extract --jsonl\n\nOne object a line, in the order of the input.\n",
        f"```json\n{answer}\n```\n",
        "## timeline.json\n\nWritten by `keii build`, printed by `keii show --json`.\n",
        f"| key | holds |\n|---|---|\n{tops}\n",
    ]
    parts += [section(name, record, write(sample(record))) for name, record, write in FORMS]
    parts += [section(name, record, place(whole)) for name, record, place in WITHIN]
    return "\n".join(parts)


def section(name: str, record: type, written: Mapping[str, Any]) -> str:
    """One object: its keys with type and meaning."""
    hints, said = get_type_hints(record), attribute_notes(record)
    rows = []
    for key, value in written.items():
        field = key if key in hints else RENAMED.get(key, key)
        kind = _type_name(hints[field]) if field in hints else _shape(value)
        rows.append(f"| `{key}` | {kind} | {said.get(field, '')} |")
    summary = (inspect.getdoc(record) or "").split("\n\n")[0].replace("\n", " ")
    return "\n".join([f"### {name}\n", f"{summary}\n", "| key | type | notes |", "|---|---|---|", *rows, ""])


def attribute_notes(record: type) -> dict[str, str]:
    """What stands in quotes below each field of a record."""
    tree = ast.parse(inspect.getsource(record)).body[0]
    assert isinstance(tree, ast.ClassDef)
    notes = {}
    for field, after in zip(tree.body, tree.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            assert isinstance(field.target, ast.Name)
            notes[field.target.id] = " ".join(str(after.value.value).split()).replace("|", "\\|")
    return notes


def sample(kind: Any) -> Any:
    """A value of a type with every field filled in, so that every key is written."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is typing.Literal:
        return inside[0]
    if origin in (typing.Union, types.UnionType):
        return sample(next(part for part in inside if part is not type(None)))
    if origin is tuple:
        return tuple(sample(part) for part in inside if part is not Ellipsis)
    if kind in (str, int, bool, bytes):
        return {str: "…", int: 1, bool: True, bytes: b""}[kind]
    fields = get_type_hints(kind)
    return kind(**{name: sample(hint) for name, hint in fields.items()})


def _entry_with(citation: records.Citation) -> records.Entry:
    entry: records.Entry = sample(records.Entry)
    return type(entry)(
        **{f: getattr(entry, f) for f in get_type_hints(records.Entry)} | {"citations": (citation,)}
    )


def _type_name(hint: Any) -> str:
    origin, inside = get_origin(hint), get_args(hint)
    if origin is typing.Literal:
        return " \\| ".join(f"`{word}`" for word in inside)
    if origin in (typing.Union, types.UnionType):
        return " \\| ".join(_type_name(part) for part in inside)
    if origin is tuple:
        return f"list of {_type_name(inside[0])}"
    names = {str: "text", int: "number", bool: "true or false", type(None): "null"}
    return names.get(hint) or hint.__name__.lower()


def _shape(value: Any) -> str:
    if isinstance(value, list):
        return f"list of {_shape(value[0])}" if value else "list"
    if isinstance(value, dict):
        return "object: " + ", ".join(f"`{key}`" for key in value)
    return "number" if isinstance(value, int) else "text"
