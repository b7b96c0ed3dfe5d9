"""Every table and column is described, and nothing that is described is gone."""

import sqlite3
import tomllib
from importlib import resources

import pytest

from db import schema

METADATA = tomllib.loads(resources.files("db.browse").joinpath("metadata.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shape() -> dict[str, list[str]]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(connection)
    names = [
        name
        for (name,) in connection.execute("select name from sqlite_master where type in ('table', 'view')")
    ]
    return {name: [row[1] for row in connection.execute(f"pragma table_info({name})")] for name in names}


def test_every_table_and_column_is_described(shape: dict[str, list[str]]) -> None:
    shown = {
        name: columns for name, columns in shape.items() if not name.startswith(("section_words", "_sqlite"))
    }
    tables = METADATA["tables"]
    assert {name: list(tables[name]["columns"]) for name in shown} == shown
    assert set(tables) <= set(shape)
    assert all(table["description"] for table in tables.values())


def test_every_question_says_what_it_answers() -> None:
    assert all(q["title"] and q["description"] and q["sql"] for q in METADATA["queries"].values())
