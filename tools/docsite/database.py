"""The page of database tables, from the schema itself."""

import re
import sqlite3

from db.schema import migrate

HIDDEN = re.compile(r"sqlite_|_sqlite_|.*_(?:data|idx|content|docsize|config)$")


INTRODUCTION = """\
`keii.db` is one SQLite file. Texts are stored as they were read; times are UTC; dates are EDTF strings. Open it with
any tool, but leave writing to keii: what is in it can be made again from the archive.
"""


def page() -> str:
    """Every table with its columns, what they refer to and what the schema says of them."""
    raw = sqlite3.connect(":memory:")
    migrate(raw)
    found = raw.execute(
        "select name, type, sql from sqlite_master where type in ('table', 'view') order by type, name"
    )
    parts = [
        "# Database\n",
        INTRODUCTION,
    ]
    for name, kind, sql in found.fetchall():
        if HIDDEN.match(name):
            continue
        parts += [f"## {name}\n", *(["A view.\n"] if kind == "view" else []), _columns(raw, name, sql or "")]
    return "\n".join(parts)


def _columns(raw: sqlite3.Connection, table: str, sql: str) -> str:
    refers = {row[3]: f"{row[2]}.{row[4]}" for row in raw.execute(f"pragma foreign_key_list({table})")}
    rows = ["| column | type | refers to | notes |", "|---|---|---|---|"]
    for _, name, kind, required, _, key in raw.execute(f"pragma table_info({table})"):
        said = re.search(rf"^\s*{name} .*?--\s*(.*)$", sql, re.M)
        notes = ["primary key"] if key else ["required"] if required else []
        notes += [said[1]] if said else []
        rows.append(f"| `{name}` | {kind.lower()} | {refers.get(name, '')} | {'; '.join(notes)} |")
    return "\n".join([*rows, ""])
