"""`keii review` as a user meets it: a story over several builds, the walk in a real terminal, the file it writes."""

import json
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from db.incidents import load_review
from db.records import Decision, Said
from keii.review_file import HEADER, NotDecided, add_decision, take_back
from tests.keii.test_cli import keii

ROOT = Path(__file__).parent.parent.parent

FIRST = {
    "url": "https://news.example/1",
    "publisher": "浜の新聞",
    "kind": "newspaper",
    "published": "2020-09-10",
    "text": "青空銀行は9月10日、青空ペイを通じた不正な引き出しが34件、約1000万円に上ると発表した。\n"
    "青空銀行は10日、青空ペイの新規登録を停止した。\n",
}
WRONG = {
    "url": "https://blog.example/1",
    "publisher": "ある日記",
    "kind": "blog",
    "published": "2020-09-10",
    "text": "9月10日時点の被害は900件、9億円だという。\n",
}
LATER = {
    "url": "https://bank.example/notice",
    "publisher": "青空銀行",
    "kind": "official",
    "published": "2020-09-14",
    "text": "2020年9月14日時点の被害は120件、2542万円です。\n青空銀行は9月10日、青空ペイの新規登録を停止しました。\n"
    "9月10日時点の被害は34件、1001万円でした。\n",
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    assert not keii(
        "new", "aozora", "--title", "青空ペイの不正利用", "--keyword", "青空ペイ", workspace=tmp_path
    ).returncode
    collect(tmp_path, FIRST, WRONG)
    return tmp_path


def collect(workspace: Path, *documents: dict[str, str]) -> None:
    bring(workspace, *documents)
    done = keii("build", "aozora", workspace=workspace)
    assert done.returncode == 0, done.stderr


def bring(workspace: Path, *documents: dict[str, str]) -> None:
    """Import and read, without a build."""
    file = workspace / "new.jsonl"
    lines = (json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    file.write_text("".join(lines), encoding="utf-8")
    done = keii("import", file, "--incident", "aozora", workspace=workspace)
    assert done.returncode == 0, done.stderr


def timeline_of(workspace: Path) -> dict[str, Any]:
    found = json.loads((workspace / "timelines" / "aozora.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def entry_with(workspace: Path, words: str) -> dict[str, Any]:
    entries = timeline_of(workspace)["entries"]
    return next(e for e in entries if any(words in c["quote"] for c in e["citations"]))  # type: ignore[no-any-return]


def file_of(workspace: Path) -> Path:
    return workspace / "incidents" / "aozora.review.toml"


def test_decisions_hold_when_new_documents_arrive(desk: Path) -> None:
    wrong, stop = entry_with(desk, "900件"), entry_with(desk, "停止した")
    assert keii("review", "aozora", "hide", wrong["id"], "--why", "誤り", workspace=desk).returncode == 0
    reworded = keii(
        "review", "aozora", "reword", stop["id"], "--text", "青空銀行、登録を止める", workspace=desk
    )
    assert reworded.returncode == 0, reworded.stderr
    added = keii(
        "review", "aozora", "add", "--date", "2020-09-10", "--text", "会見はなかった", "--url", FIRST["url"],
        "--quote", "青空銀行は10日、青空ペイの新規登録を停止した。", "--publisher", "浜の新聞", "--published",
        "2020-09-10", workspace=desk,
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    for documents in ((), (LATER,), (LATER, FIRST)):
        collect(desk, *(documents or (FIRST,)))
        timeline = timeline_of(desk)
        texts = [entry["text"] for entry in timeline["entries"]]
        assert "青空銀行、登録を止める" in texts
        assert "会見はなかった" in texts
        assert not [t for t in texts if "900件" in t]
        assert 900_000_000 not in [p["value"] for s in timeline["series"] for p in s["points"]]
        assert {d["state"] for d in timeline["review"]} <= {"applied", "moved"}
    assert "120件" in " ".join(e["text"] for e in timeline_of(desk)["entries"])
    checked = keii("verify", "aozora", "--json", workspace=desk)
    assert checked.returncode == 0, checked.stderr
    assert json.loads(checked.stdout)["aozora"]["not_archived"] == []
    before = (desk / "timelines" / "aozora.json").read_bytes()
    keii("read", "--again", workspace=desk)
    keii("build", "aozora", workspace=desk)
    assert (desk / "timelines" / "aozora.json").read_bytes() == before


def test_an_added_line_that_is_not_archived_is_listed_and_never_proved(desk: Path) -> None:
    words = ["--text", "x", "--publisher", "新聞", "--published", "2020-09-10", "--date", "2020-09-10"]
    for url in ("https://else.example/", FIRST["url"]):
        keii("review", "aozora", "add", "--url", url, "--quote", "どこにもない言葉", *words, workspace=desk)
    keii("build", "aozora", workspace=desk)
    checked = keii("verify", "aozora", "--json", workspace=desk)
    assert checked.returncode == 0
    assert len(json.loads(checked.stdout)["aozora"]["not_archived"]) == 2
    assert "not archived" in checked.stderr
    assert "保存なし" in (desk / "timelines" / "aozora.md").read_text(encoding="utf-8")


def test_a_line_that_nobody_added_cannot_pass_as_one(desk: Path) -> None:
    database = sqlite3.connect(desk / "keii.db")
    with database:
        database.execute("update citations set digest = ''")
    database.close()
    checked = keii("verify", "aozora", workspace=desk)
    assert checked.returncode == 1
    assert "no such document" in checked.stderr


def test_a_decision_that_matches_nothing_is_told_and_the_timeline_is_built(desk: Path) -> None:
    file_of(desk).write_text('# mine\n\n[[hide]]\nentry = "0123456789"\n', encoding="utf-8")
    built = keii("build", "aozora", "--json", workspace=desk)
    assert built.returncode == 0
    assert "aozora.review.toml:3: hide 0123456789: matches no line any more" in built.stderr
    assert len(json.loads(built.stdout)["warnings"]) == 1
    assert timeline_of(desk)["review"][0]["state"] == "unmatched"


def test_a_wrong_review_file_is_refused_and_nothing_is_written(desk: Path) -> None:
    before = (desk / "timelines" / "aozora.json").read_bytes()
    file_of(desk).write_text('[[hide]]\nentri = "0123456789"\n', encoding="utf-8")
    for command in (("build",), ("run",), ("show",), ("diff",), ("review",)):
        done = keii(*command, "aozora", workspace=desk)
        assert done.returncode == 2
        assert f"{file_of(desk)}:2: hide[1].entri: is not known" in done.stderr
    assert (desk / "timelines" / "aozora.json").read_bytes() == before


def test_what_waits_is_listed_for_programs_and_pipes(desk: Path) -> None:
    listed = json.loads(keii("review", "aozora", "--list", "--json", workspace=desk).stdout)
    assert {entry["reason"] for entry in listed["waiting"]} <= {"new", "disputed", "unresolved"}
    plain = keii("review", "aozora", workspace=desk)
    assert [line.split("\t")[0] for line in plain.stdout.splitlines()] == [e["id"] for e in listed["waiting"]]
    first = listed["waiting"][0]["id"]
    assert keii("review", "aozora", "keep", first, workspace=desk).returncode == 0
    again = json.loads(keii("review", "aozora", "--json", workspace=desk).stdout)
    assert [e["id"] for e in again["waiting"]] == [e["id"] for e in listed["waiting"][1:]]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("hide", "0123456789"), "no line has the id 0123456789"),
        (("merge", "{id}", "--into", "{id}"), "into itself"),
        (("pin", "{id}", "--date", "soon"), "must be a date"),
        (("reword", "{id}", "--text", " "), "must not be empty"),
        (("undo", "{id}"), "nothing is decided"),
    ],
)
def test_a_wrong_decision_is_refused_and_nothing_is_written(
    desk: Path, words: tuple[str, ...], reason: str
) -> None:
    entry = timeline_of(desk)["entries"][0]["id"]
    done = keii("review", "aozora", *(word.format(id=entry) for word in words), workspace=desk)
    assert done.returncode == 2
    assert reason in done.stderr
    assert not file_of(desk).exists()


BY_HAND = """\
# my own remarks
[[pin]]  # the first one
entry = "0123456789"

# about the next
[[hide]]
entry = "1123456789"   # not this
why = "二重"
[kept]
"2123456789" = "current"  # 2020-09-10 …
"""


def test_the_file_keeps_every_other_line(tmp_path: Path) -> None:
    file = tmp_path / "x.review.toml"
    file.write_text(BY_HAND, encoding="utf-8")
    new = Decision(action="hide", entry="3123456789", said=Said(quote='a "b"\n\u3000c'), on="2026-11-25")
    add_decision(file, new)
    assert file.read_text(encoding="utf-8").startswith(BY_HAND)
    (written,) = [d for d in load_review(file).decisions if d.entry == new.entry]
    assert (written.said.quote, written.on) == ('a "b" c', "2026-11-25")
    assert take_back(file, "3123456789") == ["hide"]
    assert file.read_text(encoding="utf-8").rstrip("\n") == BY_HAND.rstrip("\n")
    assert take_back(file, "1123456789") == ["hide"]
    assert "# about the next" in file.read_text(encoding="utf-8")
    assert take_back(file, "2123456789") == ["keep"]
    assert [d.entry for d in load_review(file).decisions] == ["0123456789"]
    with pytest.raises(NotDecided):
        take_back(file, "9999999999")


def test_the_ids_of_lines_that_moved_are_renewed(desk: Path) -> None:
    stop = entry_with(desk, "停止した")
    done = keii("review", "aozora", "pin", stop["id"], workspace=desk)
    assert done.returncode == 0, done.stderr
    text = "# mine\n" + file_of(desk).read_text(encoding="utf-8").replace(stop["id"], "0123456789")
    file_of(desk).write_text(text, encoding="utf-8")
    built = keii("build", "aozora", workspace=desk)
    assert f"the line has the id {stop['id']} now" in built.stderr
    assert entry_with(desk, "停止した")["by_hand"] == ["pinned"]
    assert keii("review", "aozora", "renew", workspace=desk).stdout == f"pin: 0123456789 → {stop['id']}\n"
    assert file_of(desk).read_text(encoding="utf-8") == text.replace("0123456789", stop["id"])
    assert "now" not in keii("build", "aozora", workspace=desk).stderr


def test_lines_that_end_as_on_windows_stay_so(tmp_path: Path) -> None:
    file = tmp_path / "x.review.toml"
    file.write_bytes(b'[[pin]]\r\nentry = "0123456789"\r\n')
    add_decision(file, Decision(action="hide", entry="3123456789"))
    assert file.read_bytes().count(b"\r\n") == file.read_bytes().count(b"\n") == 5


class Terminal:
    """`keii review` in a pseudo-terminal."""

    def __init__(self, workspace: Path) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
        command = ["-m", "keii", "--workspace", str(workspace), "review", "aozora"]
        self.child = pexpect.spawn(
            sys.executable, command, env=environment, encoding="utf-8", timeout=30, dimensions=(50, 100)
        )

    def see(self, *words: str) -> None:
        for word in words:
            self.child.expect_exact(word)

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def end(self) -> int | None:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


def test_the_walk_in_a_terminal(desk: Path) -> None:
    waiting = json.loads(keii("review", "aozora", "--json", workspace=desk).stdout)["waiting"]
    assert len(waiting) >= 3
    first, second, third = (entry["id"] for entry in waiting[:3])
    terminal = Terminal(desk)
    terminal.see("1/", first, "k そのまま")
    terminal.press("h")
    terminal.see("理由")
    terminal.press("読み違い\r")
    terminal.see("2/", second, "k そのまま")
    assert load_review(file_of(desk)).decisions[0].why == "読み違い"
    terminal.press("u")
    terminal.see("1/", first, "k そのまま")
    assert not file_of(desk).exists()
    terminal.press("s")
    terminal.see(second, "k そのまま")
    terminal.press("r")
    terminal.see("新しい文言", waiting[1]["text"][:8])
    terminal.press("\x15新しい一行\r")
    terminal.see("理由")
    terminal.press("\r")
    terminal.see(third, "k そのまま")
    terminal.press("k")
    terminal.press("q")
    terminal.see("2件を判断しました")
    assert terminal.end() == 0
    review = load_review(file_of(desk))
    assert [(d.action, d.entry, d.texts) for d in review.decisions] == [
        ("reword", second, (("", "新しい一行"),))
    ]
    assert [entry for entry, _ in review.kept] == [third]
    assert file_of(desk).read_text(encoding="utf-8").startswith(HEADER.format(slug="aozora"))


def test_an_interrupted_walk_keeps_what_was_decided(desk: Path) -> None:
    terminal = Terminal(desk)
    terminal.see("1/", "k そのまま")
    terminal.press("k")
    terminal.see("2/", "k そのまま")
    terminal.press("m")
    terminal.see("統合先")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert len(load_review(file_of(desk)).kept) == 1
