"""Files that are broken, half there or named oddly: what can be taken is taken, the rest is told, nothing ends in a
traceback."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keii.cli import cli
from keii.errors import KeiiError

TEXT = "9月10日、青空銀行は被害が1990万円になったと発表した。"
PAGE = f"<html><head><title>青空ペイ</title></head><body><article><p>青空ペイ: {TEXT}</p></article></body></html>"


def record(number: int, page: str = PAGE, url: str = "https://aozora-bank.example/notice") -> bytes:
    """A response as one member of a WARC file."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2020-09-1{number}T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def run(workspace: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(workspace), *map(str, words)])


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    made = run(tmp_path, "new", "aozora", "--title", "青空ペイの不正利用", "--keyword", "青空ペイ")
    assert made.exit_code == 0
    return tmp_path


def imported(workspace: Path, *paths: Path) -> tuple[int, dict[str, object], str]:
    done = run(workspace, "import", *paths, "--incident", "aozora", "--json")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, json.loads(done.stdout), done.stderr


def test_of_a_warc_file_that_breaks_off_what_stands_before_is_taken(workspace: Path) -> None:
    path = workspace / "cut.warc.gz"
    path.write_bytes(record(0) + record(1, PAGE.replace("1990", "2542")) + record(2)[:80])
    status, answer, told = imported(workspace, path)
    assert (status, answer["counts"]) == (1, {"ok": 2, "read ok": 2})
    assert "the record is cut off; the 2 responses before it are taken" in told


def test_a_file_that_cannot_be_read_does_not_keep_others_out(workspace: Path) -> None:
    good = workspace / "notes.txt"
    good.write_text(TEXT)
    status, answer, told = imported(workspace, workspace / "missing.txt", good)
    assert (status, answer["counts"]) == (1, {"ok": 1, "read ok": 1})
    assert "missing.txt: No such file" in told


def test_visits_with_the_same_page_are_imported_once(workspace: Path) -> None:
    path = workspace / "visits.warc.gz"
    mirror = record(2, url="https://mirror.example/notice")
    path.write_bytes(record(0) + record(1) + mirror)
    first = imported(workspace, path)
    assert first[:2] == (0, {"counts": {"ok": 3, "read ok": 3}, "failures": [], "files": []})
    size = sum(file.stat().st_size for file in (workspace / "archive").iterdir())
    assert imported(workspace, path)[1]["counts"] == {"unchanged": 3}
    assert sum(file.stat().st_size for file in (workspace / "archive").iterdir()) == size


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are always UTF-8 there")
def test_a_file_whose_name_is_no_utf8(workspace: Path) -> None:
    good, bad = (workspace / os.fsdecode(b"\xffnotes" + ending) for ending in (b".txt", b".jsonl"))
    good.write_text(TEXT)
    bad.write_text("{")
    status, answer, _ = imported(workspace, good, bad)
    assert (status, answer["counts"]) == (1, {"ok": 1, "read ok": 1})


@pytest.mark.parametrize("words", [("extract",), ("names", "check"), ("import", "--incident", "aozora")])
def test_bytes_that_are_no_text_are_refused(workspace: Path, words: tuple[str, ...]) -> None:
    path = workspace / "photo.dat"
    path.write_bytes(bytes(range(256)) * 8)
    done = run(workspace, *words, path)
    assert isinstance(done.exception, KeiiError), done.output
    assert "its encoding cannot be told" in str(done.exception)


@pytest.mark.parametrize(
    "header",
    [
        "WARC-Type: response\r\nContent-Length: 9\r\n\r\n",
        "WARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n\r\n",
    ],
)
def test_a_warc_record_without_the_fields_it_needs_is_refused(workspace: Path, header: str) -> None:
    path = workspace / "bare.warc"
    path.write_text(f"WARC/1.0\r\n{header}", newline="")
    done = run(workspace, "import", path, "--incident", "aozora")
    assert isinstance(done.exception, KeiiError), done.output
    assert str(done.exception).startswith(f"{path}: ")
    assert "None" not in str(done.exception)
    assert "()" not in str(done.exception)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "the body is empty"),
        ("<div>" * 2000 + TEXT, "nested more than"),
        (f"<p {' '.join(f'a{i}=1' for i in range(2000))}>{TEXT}</p>", "attributes"),
    ],
)
def test_extract_says_of_a_page_that_cannot_be_read_why(tmp_path: Path, page: str, reason: str) -> None:
    (tmp_path / "page.html").write_text(page)
    done = subprocess.run(
        [sys.executable, "-m", "keii", "extract", "page.html", "--json"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent.parent)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"id": "\ud800", "text": "\udfff" + TEXT, "published": "2020-09-14"}, ("\ufffd", 1, "2020-09-10")),
        ({"url": "https://a.example/\udc00", "text": TEXT}, ("https://a.example/\ufffd", 0, "XXXX-09-10")),
        ({"id": "a", "html": f"<p>{TEXT}</p>", "published": "2020-09-14"}, ("a", 0, "2020-09-10")),
        ({"id": "b", "html": f"<p>{TEXT}</p>", "reference_date": "2021-09-14"}, ("b", 0, "2021-09-10")),
    ],
)
def test_extract_answers_odd_lines(
    tmp_path: Path, line: dict[str, str], expected: tuple[str, int, str]
) -> None:
    (tmp_path / "lines.jsonl").write_text(json.dumps(line))
    done = run(tmp_path, "extract", "--jsonl", tmp_path / "lines.jsonl")
    assert done.exit_code == 0, done.exception
    answer = json.loads(done.stdout)
    date = next(m for m in answer["mentions"] if m["kind"] == "date")
    assert (answer["id"], date["start"], date["value"]) == expected


def test_a_line_with_a_date_that_is_none_is_told_by_number(workspace: Path) -> None:
    lines = [
        {"url": f"https://a.example/{n}", "text": TEXT, "published": day}
        for n, day in enumerate(("2020-09-31", "2020-09-10"))
    ]
    (workspace / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)))
    status, answer, told = imported(workspace, workspace / "lines.jsonl")
    assert (status, answer["counts"]) == (1, {"ok": 1, "read ok": 1})
    assert "lines.jsonl:1: published: '2020-09-31' is not a date" in told
