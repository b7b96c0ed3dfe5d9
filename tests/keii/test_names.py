"""`keii names`: what is known, what a text holds, and a name taught in one line that the next reading uses."""

import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.incidents import load_incident
from db.records import TaughtName
from keii.answers import read_line
from keii.lines import Line
from keii.name_check import check_names
from keii.teaching import NotTaught, beside_known, line_of, teach

ROOT = Path(__file__).parent.parent.parent
HEAD = 'title = "青空"  # the title\nkeywords = ["青空"]\n'
GULL = TaughtName(canonical="うみねこ銀行", name_class="bank", aliases=("うみねこ銀",), code="9998")
PAY = TaughtName(canonical="うみねこペイ", name_class="service", operator="うみねこ決済")
PAY_LINE = '"うみねこペイ" = { class = "service", operator = "うみねこ決済" }'
GULL_LINE = '"うみねこ銀行" = { class = "bank", aliases = ["うみねこ銀"], code = "9998" }'


def keii(*words: str | Path, workspace: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "keii", "--workspace", str(workspace), *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents" / "aozora.toml").write_text(f"{HEAD}\n[names]\n", encoding="utf-8")
    return tmp_path


SOURCE = '[[sources]]\nid = "a"\npublisher = "A"\npages = [\n  "https://a.example/[1]",\n]\n'
BESIDE = '"みどり銀行" = { class = "bank", aliases = [\n  # so far\n  "みどり銀",\n] }  # ours\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[names]\n", f"[names]\n{GULL_LINE}\n"),
        ("[names]", f"[names]\n{GULL_LINE}\n"),
        ("[names] # taught\n# one a line\n", f"[names] # taught\n# one a line\n{GULL_LINE}\n"),
        (f"[names]\n{BESIDE}", f"[names]\n{BESIDE}{GULL_LINE}\n"),
        (f"[names]\n{BESIDE}\n\n# whom to follow\n{SOURCE}", f"[names]\n{BESIDE}{GULL_LINE}\n\n\n# whom to follow\n{SOURCE}"),
        (f"[names]\n\n{SOURCE}", f"[names]\n{GULL_LINE}\n\n{SOURCE}"),
        (f"  [ names ]\n{SOURCE}", f"  [ names ]\n{GULL_LINE}\n{SOURCE}"),
        (SOURCE, f"{SOURCE}\n[names]\n{GULL_LINE}\n"),
        ("# the end", f"# the end\n\n[names]\n{GULL_LINE}\n"),
        ("\n", f"\n[names]\n{GULL_LINE}\n"),
        (f"names.{BESIDE}{SOURCE}", f"names.{GULL_LINE}\nnames.{BESIDE}{SOURCE}"),
        ('[names."みどり銀行"]\nclass = "bank"\n', f'[names."みどり銀行"]\nclass = "bank"\n\n[names]\n{GULL_LINE}\n'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_line_is_added_and_every_other_byte_stays(
    tmp_path: Path, before: str, after: str, newline: str
) -> None:
    file = tmp_path / "aozora.toml"
    file.write_bytes((HEAD + before).replace("\n", newline).encode())
    known = load_incident(file).names
    assert teach(file, GULL) == GULL_LINE
    assert file.read_bytes().decode() == (HEAD + after).replace("\n", newline)
    assert set(load_incident(file).names) == {*known, GULL}
    assert [p.name for p in tmp_path.iterdir()] == ["aozora.toml"]


def test_who_runs_a_service_is_taught(tmp_path: Path) -> None:
    file = tmp_path / "aozora.toml"
    file.write_text(f"{HEAD}\n[names]\n", encoding="utf-8")
    assert teach(file, PAY) == PAY_LINE
    assert load_incident(file).names == (PAY,)


def test_a_header_inside_a_text_is_no_header(tmp_path: Path) -> None:
    file = tmp_path / "aozora.toml"
    content = "keywords = ['''[names]''', \"\"\"\\\n[names]\\\n\"\"\"]\ntitle = '[names]'\n"
    file.write_text(content)
    teach(file, GULL)
    assert file.read_text(encoding="utf-8") == f"{content}\n[names]\n{GULL_LINE}\n"


@pytest.mark.parametrize(
    "names", ["names = {}\n", 'names = { "みどり銀行" = { class = "bank" } }\n', '["names"]\n']
)
def test_a_form_that_takes_no_line_is_left_alone_and_the_line_is_given(tmp_path: Path, names: str) -> None:
    file = tmp_path / "aozora.toml"
    file.write_text(HEAD + names, encoding="utf-8")
    with pytest.raises(NotTaught, match="by hand") as refused:
        teach(file, GULL)
    assert GULL_LINE in str(refused.value)
    assert file.read_text(encoding="utf-8") == HEAD + names


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (GULL, "うみねこ銀行 is taught already;"),
        (TaughtName(canonical="カモメ", name_class="other", aliases=("うみねこ銀",)), "as うみねこ銀行"),
        (TaughtName(canonical="うみねこ銀", name_class="bank"), "as うみねこ銀行"),
        (TaughtName(canonical="GULL PAY", name_class="service"), "as Gull Pay"),
    ],
)
def test_a_name_that_is_there_is_refused(tmp_path: Path, name: TaughtName, told: str) -> None:
    file = tmp_path / "aozora.toml"
    content = f'{HEAD}[names]\n{GULL_LINE}\n"Gull Pay" = {{ class = "service" }}\n'
    file.write_text(content, encoding="utf-8")
    with pytest.raises(NotTaught) as refused:
        teach(file, name)
    assert told in str(refused.value)
    assert str(file) in str(refused.value)
    assert file.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    "canonical", ['a"b', "a\\b", "a]b = {", "日本 語", "#x", "'", "\U0001f426銀行", "a.b"]
)
def test_any_words_can_be_a_name(tmp_path: Path, canonical: str) -> None:
    file = tmp_path / "aozora.toml"
    file.write_text(HEAD, encoding="utf-8")
    name = TaughtName(canonical=canonical, name_class="other", aliases=(f"{canonical}!",))
    assert line_of(name) in {teach(file, name)}
    assert load_incident(file).names == (name,)


@pytest.mark.parametrize("canonical", ["", "a\nb", "a\x00", "a\x7f", "\x1b[31m"])
def test_what_cannot_be_a_name_is_refused_with_its_reason(tmp_path: Path, canonical: str) -> None:
    file = tmp_path / "aozora.toml"
    file.write_text(HEAD, encoding="utf-8")
    with pytest.raises(NotTaught, match="cannot be a name"):
        teach(file, TaughtName(canonical=canonical, name_class="other"))
    assert file.read_text(encoding="utf-8") == HEAD


def test_names_that_are_taught_at_once_are_all_kept(tmp_path: Path) -> None:
    file = tmp_path / "aozora.toml"
    file.write_text(HEAD, encoding="utf-8")
    names = [TaughtName(canonical=f"銀行{n}号", name_class="bank") for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: teach(file, name), names))
    assert set(load_incident(file).names) == set(names)


def test_a_link_stays_a_link_and_a_mode_stays(tmp_path: Path) -> None:
    real, link = tmp_path / "kept" / "aozora.toml", tmp_path / "aozora.toml"
    real.parent.mkdir()
    real.write_text(HEAD, encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    teach(link, GULL)
    assert link.is_symlink()
    assert load_incident(link).names == (GULL,)
    assert real.stat().st_mode & 0o777 == 0o600


def test_what_the_program_knows_is_not_taught_again_but_gets_new_spellings() -> None:
    bank = TaughtName(canonical="七十七銀行", name_class="bank")
    with pytest.raises(NotTaught, match="known already"):
        beside_known(bank)
    with pytest.raises(NotTaught, match="as 七十七銀行"):
        beside_known(TaughtName(canonical="七十七銀", name_class="bank"))
    spelt = beside_known(TaughtName(canonical="七十七銀行", name_class="bank", aliases=("杜の銀行",)))
    assert spelt.code == "0125"
    other = TaughtName(canonical="七十七銀", name_class="other")
    assert beside_known(other) == other


@pytest.mark.parametrize(
    ("taught", "text", "found"),
    [
        ("うみねこペイ", "うみねこペイが停止", ["うみねこペイ"]),
        ("ＵＭＩペイ", "UMIペイとＵＭＩペイ", ["UMIペイ", "ＵＭＩペイ"]),
        ("=Gull", "gull gulls Gull", ["Gull"]),
    ],
)
def test_a_taught_name_is_found_as_it_was_taught(taught: str, text: str, found: list[str]) -> None:
    names = (TaughtName(canonical="X", name_class="service", aliases=(taught,)),)
    checked = check_names(read_line(Line(url="", text=text)), names, "Asia/Tokyo")
    assert [f.mention.text for f in checked.found] == found
    assert {f.origin for f in checked.found} == {"taught"}


def test_places_count_in_the_whole_text_also_in_addenda() -> None:
    text = "七十七銀行は9月10日、発表した。\n\n【2020/09/14追記】\nウミネコペイも株式会社カモメ商事も停止した。\n"
    checked = check_names(read_line(Line(url="", text=text, published="2020-09-10")), (), "Asia/Tokyo")
    assert checked.text == text
    assert all(text[f.mention.start : f.mention.end] == f.mention.text for f in checked.found)
    assert {(f.mention.canonical, f.origin) for f in checked.found} == {
        ("七十七銀行", "known"),
        ("カモメ商事", "text"),
    }
    assert [text[a.start : a.end] for a in checked.lookalikes] == ["ウミネコペイ"]


def test_list_gives_code_time_and_aliases(workspace: Path) -> None:
    listed = json.loads(keii("names", "list", "第三銀行", "--json", workspace=workspace).stdout)
    (third,) = listed["names"]
    assert list(third) == ["name", "class", "code", "since", "until", "operator", "aliases", "taught"]
    assert (third["class"], third["code"], third["until"]) == ("bank", "0546", "2021-04-22")
    lines = keii("names", "list", "--class", "exchange", workspace=workspace).stdout.splitlines()
    assert lines[0].split("\t") == ["name", "class", "code", "from", "until", "aliases"]
    assert len(lines) > 5
    assert {line.split("\t")[1] for line in lines[1:]} == {"exchange"}
    nothing = keii("names", "list", "そんな名前はない", workspace=workspace)
    assert (nothing.returncode, nothing.stdout.count("\n")) == (0, 1)
    assert "no such name" in nothing.stderr


def test_check_takes_words_a_file_or_stdin(workspace: Path) -> None:
    text = "ウミネコペイと七十七銀が停止した"
    file = workspace / "notes.txt"
    file.write_text(text, encoding="shift_jis")
    page = workspace / "page.html"
    page.write_text(f"<!DOCTYPE html><title>x</title><article><p>{text}</p></article>", encoding="utf-8")
    answers = [
        json.loads(keii("names", "check", given, "--json", workspace=workspace, stdin=text).stdout)
        for given in (text, file, page, "-")
    ]
    assert answers[1:] == answers[:-1]
    (bank,), (pay,) = answers[0]["found"], answers[0]["unknown"]
    assert (bank["canonical"], bank["code"], bank["from"]) == ("七十七銀行", "0125", "known")
    assert pay == {
        "start": 0,
        "end": 6,
        "text": "ウミネコペイ",
        "like": "service",
        "why": "unknown",
        "known": None,
    }
    for line in ("七十七銀\t七十七銀行\tbank\t0125\tknown\t1", "ウミネコペイ\tservice\tnot known\t1"):
        assert line in keii("names", "check", text, workspace=workspace).stdout.splitlines()


def test_check_names_a_missing_file_and_spells_out_what_steers_a_terminal(workspace: Path) -> None:
    missing = keii("names", "check", "no-such.txt", workspace=workspace)
    assert missing.returncode == 2
    assert "no such file" in missing.stderr
    steered = keii(
        "names", "check", "-", workspace=workspace, stdin="株式会社\x1b[31mカモメ\u202eドット\x07と"
    )
    assert steered.returncode == 0
    assert all(c.isprintable() or c in "\n\t" for c in steered.stdout)


def test_wrong_use_writes_nothing(workspace: Path) -> None:
    file = workspace / "incidents" / "aozora.toml"
    before = file.read_bytes()
    for words, told in (
        (("うみねこペイ", "--class", "service", "--incident", "nothing-such"), "nothing-such.toml"),
        (("うみねこペイ", "--class", "shop", "--incident", "aozora"), "shop"),
        (("うみねこペイ", "--incident", "aozora"), "--class"),
        (("  ", "--class", "service", "--incident", "aozora"), "empty"),
        (("七十七銀行", "--class", "bank", "--incident", "aozora"), "known already"),
        (("\udcff", "--class", "bank", "--incident", "aozora"), "UTF-8"),
    ):
        refused = keii("names", "add", *words, workspace=workspace)
        assert refused.returncode == 2, words
        assert told in refused.stderr
    assert file.read_bytes() == before
    assert sorted(p.name for p in workspace.iterdir()) == ["incidents"]


def test_a_spelling_of_somebody_else_may_be_taught_and_is_noted(workspace: Path) -> None:
    added = keii("names", "add", "d払い", "--class", "exchange", "--incident", "aozora", workspace=workspace)
    assert added.returncode == 0
    assert "d払い has been d払い (service)" in added.stderr


def read_counts(workspace: Path) -> dict[str, int]:
    done = keii("read", "aozora", "--json", workspace=workspace)
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = json.loads(done.stdout)["counts"]
    return counts


def names_stored(workspace: Path) -> set[tuple[str, str, str]]:
    database = sqlite3.connect(workspace / "keii.db")
    try:
        query = "select text, canonical, name_class from mentions where kind = 'name'"
        return set(database.execute(query))
    finally:
        database.close()


def test_after_a_name_is_taught_the_documents_are_read_again_and_have_it(workspace: Path) -> None:
    notes = workspace / "notes.txt"
    notes.write_text("うみねこペイは9月10日、新規登録を停止した。\n", encoding="utf-8")
    keii("import", notes, "--incident", "aozora", "--published", "2020-09-10", workspace=workspace)
    read_counts(workspace)
    assert read_counts(workspace) == {}
    assert not names_stored(workspace)
    teaching = ("names", "add", "うみねこペイ", "--class", "service", "--incident", "aozora")
    added = keii(*teaching, workspace=workspace)
    assert added.stdout == '"うみねこペイ" = { class = "service" }\n'
    assert "keii read aozora" in added.stderr
    assert read_counts(workspace) == {"ok": 1}
    assert names_stored(workspace) == {("うみねこペイ", "うみねこペイ", "service")}
    assert read_counts(workspace) == {}
    assert keii(*teaching, workspace=workspace).returncode == 2
    checked = keii("names", "check", notes, "--incident", "aozora", "--json", workspace=workspace)
    assert [found["from"] for found in json.loads(checked.stdout)["found"]] == ["taught"]
    listed = keii("names", "list", "うみねこ", "--incident", "aozora", "--json", workspace=workspace)
    assert [name["taught"] for name in json.loads(listed.stdout)["names"]] == [True]
