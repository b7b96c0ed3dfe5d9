"""The command line as a user meets it: exit statuses, messages, and nothing written on wrong use."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

NOTICE = """ある決済サービスの不正利用について

青空銀行は9月10日、青空ペイを通じた不正な引き出しが34件、約1000万円に上ると発表した。
同行は同日、新規登録を停止した。

【2020/09/14追記】
被害は120件、2542万円になった。
"""


def keii(*words: str | Path, workspace: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "keii", "--workspace", str(workspace), *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    made = keii("new", "aozora", "--title", "青空ペイの不正利用", "--keyword", "青空ペイ", workspace=tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path


def imported(workspace: Path) -> None:
    text = workspace / "notes.txt"
    text.write_text(NOTICE, encoding="utf-8")
    done = keii("import", text, "--incident", "aozora", "--published", "2020-09-10", workspace=workspace)
    assert done.returncode == 0, done.stderr


def test_a_text_becomes_a_cited_timeline(workspace: Path) -> None:
    imported(workspace)
    built = keii("build", "aozora", workspace=workspace)
    assert built.returncode == 0, built.stderr
    timeline = json.loads((workspace / "timelines" / "aozora.json").read_text())
    found = {(e["date"][:10], f["value"]) for e in timeline["entries"] for f in e["figures"]}
    assert {("2020-09-10", 34), ("2020-09-10", 10_000_000)} <= found
    assert {("2020-09-14", 120), ("2020-09-14", 25_420_000)} <= found
    assert all(entry["citations"] for entry in timeline["entries"])
    assert "| 2020" in (workspace / "timelines" / "aozora.md").read_text() or "2020年" in (
        workspace / "timelines" / "aozora.md"
    ).read_text(encoding="utf-8")
    checked = keii("verify", "aozora", "--json", workspace=workspace)
    assert checked.returncode == 0, checked.stderr
    assert json.loads(checked.stdout)["aozora"]["citations"] > 0


def test_importing_and_building_twice_changes_nothing(workspace: Path) -> None:
    imported(workspace)
    keii("build", "aozora", workspace=workspace)
    first = (
        (workspace / "timelines" / "aozora.json").read_bytes(),
        (workspace / "timelines" / "aozora.md").read_bytes(),
    )
    imported(workspace)
    keii("read", "--again", workspace=workspace)
    keii("build", "aozora", workspace=workspace)
    again = (
        (workspace / "timelines" / "aozora.json").read_bytes(),
        (workspace / "timelines" / "aozora.md").read_bytes(),
    )
    assert first == again


def test_verify_finds_a_text_that_was_changed_in_the_database(workspace: Path) -> None:
    imported(workspace)
    keii("build", "aozora", workspace=workspace)
    database = sqlite3.connect(workspace / "keii.db")
    with database:
        database.execute("update sections set text = replace(text, '2542万円', '2543万円')")
    database.close()
    checked = keii("verify", workspace=workspace)
    assert checked.returncode == 1
    assert "reads differently" in checked.stderr


def test_verify_finds_damage_in_the_archive(workspace: Path) -> None:
    imported(workspace)
    keii("build", "aozora", workspace=workspace)
    warc = next((workspace / "archive").glob("*.warc.gz"))
    raw = bytearray(warc.read_bytes())
    raw[-40] ^= 0xFF
    warc.write_bytes(bytes(raw))
    assert keii("verify", workspace=workspace).returncode == 1


def test_a_bad_line_is_named_and_the_others_go_in(workspace: Path) -> None:
    lines = workspace / "reports.jsonl"
    good = json.dumps(
        {"url": "https://a.example/1", "publisher": "A", "published": "2020-09-10", "text": NOTICE}
    )
    lines.write_text(f"{good}\n{{broken\n\n{good.replace('/1', '/2')}\n", encoding="utf-8")
    done = keii("import", lines, "--incident", "aozora", "--json", workspace=workspace)
    assert done.returncode == 1
    result = json.loads(done.stdout)
    assert result["counts"]["ok"] == 2
    assert [f for f in result["failures"] if f"{lines}:2:" in f]


def test_extract_answers_each_line_in_order(tmp_path: Path) -> None:
    docs = [
        {
            "id": "b",
            "url": "https://a.example/1",
            "publisher": "A",
            "published": "2020-09-10",
            "text": NOTICE,
        },
        {
            "id": "a",
            "url": "https://a.example/2",
            "publisher": "A",
            "published": None,
            "text": "11日、停止した。",
        },
    ]
    stdin = "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in docs)
    done = keii("extract", "--jsonl", "-", workspace=tmp_path, stdin=stdin)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == ["b", "a"]
    for doc, found in zip(docs, answers, strict=True):
        assert all(doc["text"][m["start"] : m["end"]] == m["text"] for m in found["mentions"])
    dates = {m["value"] for m in answers[0]["mentions"] if m["kind"] == "date"}
    assert {"2020-09-10", "2020-09-14"} <= dates
    assert not [m for m in answers[1]["mentions"] if m["kind"] == "date" and str(m["value"]).startswith("20")]
    assert not list(tmp_path.iterdir())


def test_an_unknown_incident_is_a_wrong_use_that_names_the_file_and_the_known_ones(workspace: Path) -> None:
    for command in (("build",), ("crawl",), ("run",), ("show",), ("verify",), ("read",)):
        done = keii(*command, "nothing-such", workspace=workspace)
        assert done.returncode == 2
        assert "nothing-such.toml" in done.stderr
        assert "aozora" in done.stderr
    assert not (workspace / "keii.db").exists()


def test_a_wrong_incident_file_is_told_by_file_line_and_key_and_nothing_is_written(workspace: Path) -> None:
    file = workspace / "incidents" / "aozora.toml"
    file.write_text('title = "x"\nkeywords = "青空ペイ"\n', encoding="utf-8")
    done = keii("build", "aozora", workspace=workspace)
    assert done.returncode == 2
    assert f"{file}:2" in done.stderr
    assert "keywords" in done.stderr
    assert not (workspace / "keii.db").exists()


def test_new_overwrites_nothing_and_refuses_bad_names(workspace: Path) -> None:
    again = keii("new", "aozora", "--title", "x", "--keyword", "y", workspace=workspace)
    assert again.returncode == 2
    for slug in ("../up", "Ünï", "con", "a/b", ""):
        assert keii("new", slug, "--title", "x", "--keyword", "y", workspace=workspace).returncode == 2
    assert [p.name for p in (workspace / "incidents").iterdir()] == ["aozora.toml"]


def test_a_file_that_is_no_database_is_refused_untouched(workspace: Path) -> None:
    database = workspace / "keii.db"
    content = b"not a database at all" * 100
    database.write_bytes(content)
    done = keii("build", "aozora", workspace=workspace)
    assert done.returncode == 2
    assert "keii.db" in done.stderr
    assert database.read_bytes() == content


def test_a_second_run_is_told_who_holds_the_workspace(workspace: Path) -> None:
    from keii.lock import hold_lock

    with hold_lock(workspace / ".keii.lock", "2020-09-10T12:00:00Z"):
        done = keii("read", "aozora", workspace=workspace)
    assert done.returncode == 75
    assert f"pid {os.getpid()} since 2020-09-10T12:00:00Z" in done.stderr


def test_an_incident_without_documents_gives_a_clear_empty_timeline(workspace: Path) -> None:
    for _ in range(2):
        built = keii("build", "aozora", workspace=workspace)
        assert built.returncode == 0, built.stderr
    assert json.loads((workspace / "timelines" / "aozora.json").read_text())["entries"] == []
    assert "青空ペイ" in (workspace / "timelines" / "aozora.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["missing.warc.gz", "broken.warc.gz"])
def test_a_missing_or_broken_archive_to_replay_is_named(workspace: Path, name: str) -> None:
    if name.startswith("broken"):
        (workspace / name).write_bytes(b"this is no WARC file\n" * 50)
    done = keii("crawl", "aozora", "--replay", workspace / name, workspace=workspace)
    assert done.returncode == 2
    assert name in done.stderr


def test_a_crawl_of_the_web_without_a_contact_refuses_to_start(workspace: Path) -> None:
    file = workspace / "incidents" / "aozora.toml"
    source = '[[sources]]\nid = "a"\npublisher = "A"\npages = ["https://a.example/"]\n'
    kept = [line for line in file.read_text().splitlines() if not line.startswith("contact")]
    file.write_text("\n".join(kept) + "\n" + source, encoding="utf-8")
    done = keii("crawl", "aozora", workspace=workspace)
    assert done.returncode == 2
    assert "contact" in done.stderr


STOPS = [
    ("db.store", "Store", "save_visit", 40, "group"),
    ("db.store", "Store", "save_readings", 2, "group"),
    ("db.store", "Store", "save_readings", 2, "swallowed"),
    ("keii.timeline_files", "", "write_timeline", 1, "group"),
]
"""Where a signal comes: while crawling, reading, building; `swallowed`: where Python lets no exception out."""


@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: f"{stop[2]}-{stop[3]}-{stop[4]}")
def test_an_interrupted_demo_says_so_and_goes_on_where_it_was(
    tmp_path: Path, name: str, status: int, stop: tuple[str, str, str, int, str]
) -> None:
    where = [name, *map(str, stop), "--workspace", str(tmp_path / "w"), "demo"]
    stopped = subprocess.run(
        [sys.executable, str(Path(__file__).parent / "stopping.py"), *where],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
        start_new_session=True,
    )
    assert stopped.returncode == status, stopped.stderr
    assert "what was done so far is kept" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    again = keii("demo", "--json", workspace=tmp_path / "w")
    assert again.returncode == 0, again.stderr
    assert keii("verify", workspace=tmp_path / "w").returncode == 0


def test_a_folder_without_incidents_is_named_and_left_alone(tmp_path: Path) -> None:
    for command in ("read", "verify"):
        done = keii(command, workspace=tmp_path / "typo")
        assert done.returncode == 2
        assert "typo" in done.stderr
    assert not (tmp_path / "typo").exists()


def test_a_lost_database_does_not_empty_the_timeline(workspace: Path) -> None:
    imported(workspace)
    keii("build", "aozora", workspace=workspace)
    before = (workspace / "timelines" / "aozora.json").read_bytes()
    for file in workspace.glob("keii.db*"):
        file.unlink()
    done = keii("build", "aozora", workspace=workspace)
    assert done.returncode == 2
    assert "keii import" in done.stderr
    assert (workspace / "timelines" / "aozora.json").read_bytes() == before


def test_a_reader_that_goes_away_is_no_failure(workspace: Path) -> None:
    imported(workspace)
    for words in (("show", "aozora"), ("show", "aozora", "--json"), ("sources",), ("names", "list")):
        read, write = os.pipe()
        os.close(read)
        command = [sys.executable, "-m", "keii", "--workspace", str(workspace), *words]
        done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
        os.close(write)
        assert (words, done.returncode, done.stderr) == (words, 141, "")
