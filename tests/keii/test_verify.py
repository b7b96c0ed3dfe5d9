"""`keii verify` finds whatever is changed behind its back: in the archive, in the database, in the files."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from keii import reading, walk
from keii.cli import cli
from keii.reading import ReadJob, ReadResult, read_one
from keii.verification import Verification, verify_incident
from keii.workspace import Workspace

NOTICE = """青空ペイの不正利用について

青空銀行は9月10日、青空ペイを通じた不正な引き出しが34件、約1000万円に上ると発表した。
同行は同日、青空ペイの新規登録を停止した。

【2020/09/14追記】
被害は120件、2542万円になった。
"""
REPORT = "青空銀行は15日、青空ペイの不正な引き出しの被害が143件、2676万円になったと発表した。"
FORMATS = "md,html,json,timelinejs,ics,atom,csv,csv-raw"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages are read in this process, which therefore gets no limit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_limit_cpu", lambda: None)
        yield


def read_here(jobs: Sequence[ReadJob]) -> Iterator[ReadResult]:
    return map(read_one, jobs)


def keii(workspace: Path, *words: str | Path) -> None:
    done = CliRunner().invoke(cli, ["--workspace", str(workspace), *map(str, words)])
    assert done.exit_code == 0, done.output


def take_in(workspace: Path, name: str, text: str, day: str) -> None:
    line = {"url": f"https://{name}.example/1", "publisher": name, "published": day, "text": text}
    (workspace / f"{name}.jsonl").write_text(json.dumps(line))
    keii(workspace, "import", workspace / f"{name}.jsonl", "--incident", "aozora")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("built")
    keii(workspace, "new", "aozora", "--title", "青空ペイの不正利用", "--keyword", "青空ペイ")
    take_in(workspace, "bank", NOTICE, "2020-09-10")
    take_in(workspace, "news", REPORT, "2020-09-15")
    keii(workspace, "build", "aozora", "--format", FORMATS, "--lang", "ja,en")
    return workspace


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "copy")
    return tmp_path / "copy"


def verified(workspace: Path) -> Verification:
    here = Workspace(workspace)
    with here.read_store() as store:
        return verify_incident(here.incident("aozora"), store, here, lambda done, total: None, read=read_here)


def in_file(name: str, old: str, new: str) -> Callable[[Path], None]:
    def tamper(workspace: Path) -> None:
        file = workspace / "timelines" / name
        text = file.read_bytes().decode()
        assert old in text
        file.write_bytes(text.replace(old, new, 1).encode())

    return tamper


def in_database(statement: str) -> Callable[[Path], None]:
    def tamper(workspace: Path) -> None:
        database = sqlite3.connect(workspace / "keii.db")
        with database:
            assert database.execute(statement).rowcount
        database.close()

    return tamper


def in_archive(workspace: Path) -> None:
    warc = next((workspace / "archive").glob("*.warc.gz"))
    raw = bytearray(warc.read_bytes())
    raw[-40] ^= 0xFF
    warc.write_bytes(bytes(raw))


def without_archive(workspace: Path) -> None:
    shutil.rmtree(workspace / "archive")


def test_what_was_built_holds_and_nothing_is_written(workspace: Path) -> None:
    def files() -> dict[Path, bytes]:
        return {
            p: p.read_bytes()
            for p in workspace.rglob("*")
            if p.is_file() and p.name[-4:] not in ("-shm", "-wal")
        }

    before = files()
    found = verified(workspace)
    assert found.problems == []
    assert (found.documents, found.files >= 2 * len(FORMATS.split(","))) == (2, True)
    assert found.citations >= found.entries > 3
    assert files() == before


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (in_file("aozora.md", "2,542万円", "2,543万円"), "aozora.md:14: not what a build gives: '"),
        (in_file("aozora.md", "2542万円", "2543万円"), "changed since it was built"),
        (in_file("aozora.md", "\n## ", "\n\n## "), "aozora.md:"),
        (in_file("aozora.en.md", "¥25.42 million", "¥25.43 million"), "aozora.en.md:14: not what a build gives"),
        (in_file("aozora.html", "2,542万円", "2,543万円"), "aozora.html:"),
        (in_file("aozora.json", "25420000", "25430000"), "aozora.json:"),
        (in_file("aozora.timelinejs.json", "2,542", "2,543"), "aozora.timelinejs.json:"),
        (in_file("aozora.ics", "2\\,542", "2\\,543"), "aozora.ics:"),
        (in_file("aozora.atom", "2,542", "2,543"), "aozora.atom:"),
        (in_file("aozora.csv", "2,542", "2,543"), "aozora.csv:"),
        (in_file("aozora.raw.csv", "2,542", "2,543"), "aozora.raw.csv:"),
        (in_file("aozora-series-damage-total.svg", "2,542", "2,543"), "aozora-series-damage-total.svg:"),
        (in_database("update entries set text = replace(text, '2,542', '2,543')"), ": text is 被害は120件、2,543万円"),
        (in_database("update entries set text = replace(text, '2,542', '2,543')"), "2,543万円: stands in no sentence"),
        (in_database("update entries set date = '2020-09-13' where date = '2020-09-14'"), "date is 2020-09-13"),
        (in_database("update entries set figures = replace(figures, '25420000', '25430000')"), "figures is"),
        (in_database("delete from entries where date = '2020-09-14'"), "is missing; run: keii build aozora"),
        (in_database("update entries set id = '0000000000' where date = '2020-09-14'"), "no build gives this line"),
        (in_database("update citations set quote = replace(quote, '2542', '2543')"), "the text there is not the quote"),
        (in_database('update citations set "end" = "end" - 1'), "the text there is not the quote"),
        (in_database("update citations set publisher = 'x'"), "citations is"),
        (in_database("update timelines set content = replace(content, '25420000', '25430000')"), "series of the stored"),
        (in_database("update timelines set documents = 9"), "documents of the stored timeline"),
        (in_database("update timelines set rules = 'x'"), "was built by other rules (x, now "),
        (in_database("update sections set text = replace(text, '2542', '2543')"), "reads differently"),
        (in_database("update documents set published = '2020-09-11'"), "the archived page gives another published"),
        (in_database("update claim_figures set value = 25430000 where value = 25420000"), "stored facts are not those"),
        (in_database("update claims set date = '2020-09-13' where date = '2020-09-14'"), "stored facts are not those"),
        (in_database("update mentions set value = 25430000 where value = 25420000"), "stored facts are not those"),
        (in_database("update captures set digest = 'sha256:0'"), "no capture of it has the digest"),
        (in_archive, "https://news.example/1: ArchiveError"),
        (without_archive, "https://bank.example/1: ArchiveError"),
    ],
)  # fmt: skip
def test_whatever_is_changed_is_found(workspace: Path, tamper: Callable[[Path], None], told: str) -> None:
    tamper(workspace)
    reading.opened_archive.cache_clear()
    problems = verified(workspace).problems
    assert [problem for problem in problems if told in problem], problems


def test_what_came_after_the_last_build_is_told_and_no_problem(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "read_all", read_here)
    take_in(workspace, "late", REPORT.replace("15日", "16日").replace("143", "145"), "2020-09-16")
    found = verified(workspace)
    assert (found.problems, found.not_built) == ([], 1)
    done = CliRunner().invoke(cli, ["--workspace", str(workspace), "verify"])
    assert done.exit_code == 0
    assert "1 documents came after the last build; run: keii build aozora" in done.stderr
    in_file("aozora.md", "2,542", "2,543")(workspace)
    [problem] = verified(workspace).problems
    assert "aozora.md" in problem
    keii(workspace, "build", "aozora", "--format", FORMATS, "--lang", "ja,en")
    found = verified(workspace)
    assert (found.problems, found.not_built) == ([], 0)


def test_a_chart_that_no_build_writes_is_found(workspace: Path) -> None:
    shutil.copy(
        workspace / "timelines" / "aozora-series-damage-total.svg",
        workspace / "timelines" / "aozora-series-x.svg",
    )
    assert [p for p in verified(workspace).problems if "aozora-series-x.svg:1: not what a build gives" in p]


def test_the_command_ends_with_1_and_lists_what_is_wrong(workspace: Path) -> None:
    in_file("aozora.md", "2,542万円", "2,543万円")(workspace)
    done = CliRunner().invoke(cli, ["--workspace", str(workspace), "verify", "--json"])
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)["aozora"]["problems"]) == 1
    assert "aozora.md:14: not what a build gives" in done.stderr


def test_of_many_differences_the_first_are_told_and_the_rest_counted(workspace: Path) -> None:
    rows = ", ".join(
        f"(1, 'x{n}', {n + 90}, '2020-09-10', 'other', 't', 'current', 1, 'stated', '[]', '[]', '[]')"
        for n in range(50)
    )
    names = "incident, id, position, date, kind, text, status, independent_sources, certainty, figures, organisations, by_hand"
    in_database(f"insert into entries ({names}) values {rows}")(workspace)
    problems = [p for p in verified(workspace).problems if "no build gives" in p]
    assert len(problems) == 20
