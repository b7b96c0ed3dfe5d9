"""Files that cannot be opened as a store: a clear line, and the file as it was."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Busy, Damaged, Full, Missing, NewerSchema, NotADatabase, ReadOnly, Store, StoreError
from tests.db.conftest import INCIDENT, SLUG, capture, reading


def test_a_new_file_and_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "keii.db"
    with Store.open(path) as store:
        store.save_incident(INCIDENT)
    with Store.open(path, create=False) as store:
        assert store.incidents() == [INCIDENT]
    assert [each.name for each in tmp_path.iterdir()] == ["keii.db"]


def made_by(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def newer(path: Path) -> None:
    Store.open(path).close()
    made_by(
        path,
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('keii', '9999_later', '')",
    )


def foreign(path: Path) -> None:
    made_by(path, "create table theirs (a)")


def text(path: Path) -> None:
    path.write_bytes("これはデータベースではない\n".encode() * 99)


@pytest.mark.parametrize(
    ("make", "error", "reason"),
    [
        (newer, NewerSchema, "9999_later"),
        (foreign, NotADatabase, "another program"),
        (text, NotADatabase, "is not a SQLite database"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_untouched(
    tmp_path: Path, make: object, error: type[StoreError], reason: str
) -> None:
    path = tmp_path / "keii.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(error, match=reason) as caught:
        Store.open(path)
    assert path.read_bytes() == before
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="directory does not exist"):
        Store.open(tmp_path / "none" / "keii.db")
    with pytest.raises(Missing, match="nothing stored"):
        Store.open(tmp_path / "keii.db", create=False)
    with pytest.raises(NotADatabase, match="is a directory"):
        Store.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def nobodys() -> Iterator[Path]:
    """A directory that this process may read but not write, also where the tests run as root."""
    folder = Path(tempfile.mkdtemp())
    Store.open(folder / "keii.db").close()
    (folder / "empty").mkdir()
    (folder / "keii.db").chmod(0o444)
    for each in (folder / "empty", folder):
        each.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_workspace_is_told_and_untouched(nobodys: Path) -> None:
    before = (nobodys / "keii.db").read_bytes()
    with pytest.raises(ReadOnly, match="permissions"):
        Store.open(nobodys / "keii.db")
    with pytest.raises(ReadOnly, match="permissions"):
        Store.open(nobodys / "empty" / "keii.db")
    assert (nobodys / "keii.db").read_bytes() == before


def test_a_read_only_workspace_can_be_read(nobodys: Path) -> None:
    with Store.open(nobodys / "keii.db", create=False) as store:
        assert store.incidents() == []


def test_damage_is_told_and_not_repaired(tmp_path: Path) -> None:
    path = tmp_path / "keii.db"
    with Store.open(path) as store:
        store.save_incident(INCIDENT)
        for number in range(1, 20):
            kept = store.save_capture(SLUG, capture(number))
            store.save_reading(SLUG, kept, reading(kept, "被害" * 900, fingerprint=str(number)), "r")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(Damaged, match="backup"), Store.open(path) as store:
        store.readings(SLUG)
    assert path.read_bytes() == data


def test_a_full_disk_leaves_the_transaction_out(tmp_path: Path) -> None:
    """A limit on the pages of the file stands in for the disk."""
    path = tmp_path / "keii.db"
    with Store.open(path) as store:
        store.save_incident(INCIDENT)
        kept = store.save_capture(SLUG, capture(1))
        raw = store._connection.raw
        pages = raw.execute("pragma page_count").fetchone()[0]
        raw.execute(f"pragma max_page_count = {pages + 2}")
        with pytest.raises(Full, match="no space left"):
            store.save_reading(SLUG, kept, reading(kept, "被害" * 99_000), "r")
        raw.execute("pragma max_page_count = 1000000")
        assert store.readings(SLUG) == []
        store.save_reading(SLUG, kept, reading(kept, "被害"), "r")
        assert len(store.readings(SLUG)) == 1


def test_a_database_that_another_process_holds_is_told(tmp_path: Path) -> None:
    path = tmp_path / "keii.db"
    with Store.open(path) as holder, Store.open(path) as waiting:
        waiting._connection.raw.execute("pragma busy_timeout = 10")
        with holder._connection.write(), pytest.raises(Busy, match="another process"):
            waiting.save_incident(INCIDENT)
        waiting.save_incident(INCIDENT)


def test_every_table_that_can_be_is_strict(tmp_path: Path) -> None:
    path = tmp_path / "keii.db"
    Store.open(path).close()
    connection = sqlite3.connect(path)
    ours = [
        name
        for (name, kind, _, _, strict) in (
            row[1:]
            for row in connection.execute("pragma table_list")
            if row[1] not in ("sqlite_schema", "_sqlite_migrations")
        )
        if kind == "table" and not strict and not name.startswith("sqlite_")
    ]
    connection.close()
    assert ours == []
