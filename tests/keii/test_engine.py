"""`keii import --engine`: the same rows as without, on a Dask cluster of this machine's loopback; and what is refused."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.keii.test_cli import keii
from tests.keii.test_warc_imports import OTHER, PAGE, response, warc_record

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

TIMES = {"started_at", "finished_at"}
LINE = '{"url": "https://a.example/line", "published": "2020-09-10", "text": "青空ペイは停止した。"}'


def files(folder: Path) -> list[Path]:
    """Pages in two encodings, one of them twice, a torn file, one of other subjects, and one that is not there."""
    pages = [
        response(f"https://a.example/{n}", PAGE.format(encoding).encode(encoding))
        for n, encoding in enumerate(("utf-8", "euc-jp", "utf-8", "shift_jis"))
    ]
    line = warc_record("resource", "https://a.example/line", LINE.encode(), "Content-Type: application/json")
    contents = {
        "one.warc.gz": b"".join((*pages[:3], line)),
        "two.warc.gz": b"".join((response("https://a.example/w", OTHER), *pages[2:])),
        "torn.warc.gz": response("https://a.example/t", PAGE.format("utf-8").encode()) + pages[0][:100],
        "none.warc.gz": response("https://a.example/w", OTHER),
        "broken.warc.gz": b"no archive at all",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [*(folder / name for name in contents), folder / "missing.warc.gz"]


def rows(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but for the moments of the runs and the migrations."""
    with sqlite3.connect(database) as connection:
        tables = [
            name
            for name, sql in connection.execute("select name, sql from sqlite_master where type = 'table'")
            if "virtual" not in sql and not name.startswith(("sqlite_", "_sqlite", "section_words"))
        ]
        found = {}
        for table in tables:
            columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
            kept = ", ".join(f'"{c}"' for c in columns if c not in TIMES)
            found[table] = sorted(connection.execute(f"select {kept} from {table}"), key=repr)
        return found


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    folder = tmp_path_factory.mktemp("engine")
    for name in ("here", "there"):
        made = keii("new", "aozora", "--title", "青空ペイ", "--keyword", "青空ペイ", workspace=folder / name)
        assert made.returncode == 0, made.stderr
    return folder, files(folder)


def test_an_engine_gives_the_rows_of_one_machine(workspaces: tuple[Path, list[Path]]) -> None:
    folder, paths = workspaces
    here = keii("import", *paths, "--incident", "aozora", "--json", workspace=folder / "here")
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster,
    ):
        there = keii(
            "import", *paths, "--incident", "aozora", "--json", "--engine", cluster.scheduler_address,
            workspace=folder / "there",
        )  # fmt: skip
    assert here.returncode == there.returncode == 1
    assert json.loads(here.stdout) == json.loads(there.stdout)
    assert here.stderr == there.stderr
    assert "torn.warc.gz" in here.stderr
    mine, theirs = rows(folder / "here" / "keii.db"), rows(folder / "there" / "keii.db")
    assert mine["claims"]
    assert [row[1] for row in mine["captures"]] == [
        *(f"https://a.example/{page}" for page in ("0", "1", "2", "line", "3", "t"))
    ]
    assert mine == theirs


@pytest.mark.parametrize(
    ("engine", "complaint"),
    [
        ("nowhere://127.0.0.1:9", "no scheduler answers"),
        ("spark", "name dask, or the address of a scheduler"),
    ],
)
def test_an_engine_that_cannot_be_used_leaves_nothing(
    workspaces: tuple[Path, list[Path]], tmp_path: Path, engine: str, complaint: str
) -> None:
    _, paths = workspaces
    assert keii("new", "aozora", "--title", "t", "--keyword", "青空ペイ", workspace=tmp_path).returncode == 0
    refused = keii("import", *paths, "--incident", "aozora", "--engine", engine, workspace=tmp_path)
    assert refused.returncode == 2
    assert complaint in refused.stderr
    assert not (tmp_path / "keii.db").exists()
