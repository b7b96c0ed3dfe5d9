"""`keii read PAGE --show`: what was understood of one page, and where each part came from."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from keii.cli import cli
from keii.page_view import NoSuchPage

PAGE = """<!doctype html><html lang="ja"><head><meta charset="shift_jis"><title>登録を停止 | 汐見銀行</title>
<meta property="og:site_name" content="汐見銀行"></head><body><nav><a href="/">ホーム</a></nav><main>
<h1>登録を停止しました</h1><p class="date">2021年6月10日</p>
<p>汐見銀行は、スマートフォンでの送金の新規登録を6月10日午前9時から停止しています。</p>
<p>【6/14追記】午後6時に再開しました。</p></main></body></html>"""


def keii(*words: str | Path, workspace: Path) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(workspace), *map(str, words)])


def written(folder: Path) -> Path:
    file = folder / "page.html"
    file.write_bytes(PAGE.encode("shift_jis"))
    return file


def test_a_file_is_shown_with_where_everything_came_from(tmp_path: Path) -> None:
    shown = json.loads(keii("read", written(tmp_path), "--show", "--json", workspace=tmp_path).output)
    assert shown["metadata"]["publisher"] == {"value": "汐見銀行", "from": "meta og:site_name"}
    assert shown["metadata"]["published"] == {"value": "2021-06-10", "from": "printed date"}
    assert shown["metadata"]["title"] == {"value": "登録を停止しました", "from": "h1"}
    assert shown["encoding"] == "shift_jis"
    assert [(s["kind"], s["written_on"]) for s in shown["sections"]] == [
        ("body", "2021-06-10"),
        ("addendum", "2021-06-14"),
    ]
    assert "ホーム" not in json.dumps(shown, ensure_ascii=False)


def test_a_person_sees_the_same_in_lines(tmp_path: Path) -> None:
    lines = keii("read", written(tmp_path), "--show", workspace=tmp_path).output.splitlines()
    assert lines[0] == "title       登録を停止しました  (h1)"
    assert "── addendum, written 2021-06-14" in lines


def test_a_page_that_is_neither_a_file_nor_in_the_archive_is_named(tmp_path: Path) -> None:
    for target in ("missing.html", "https://a.example/1"):
        done = keii("read", target, "--show", workspace=tmp_path)
        assert isinstance(done.exception, NoSuchPage)
        assert target in str(done.exception)
