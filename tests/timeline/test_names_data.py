"""The data behind the names: provenance in every header, no form twice by mistake, and the tool that makes banks.json."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from timeline.names.gazetteer import NAME_FILES

ROOT = Path(__file__).parent.parent.parent
FOLDER = files("timeline") / "gazetteer"


@pytest.mark.parametrize("file", [*NAME_FILES, "banks.json", "cues.json"])
def test_every_file_says_where_it_comes_from(file: str) -> None:
    data = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    assert data["about"]
    assert data["source"]
    assert data["licence"]


@pytest.mark.parametrize("file", NAME_FILES)
def test_a_name_stands_once_in_its_file(file: str) -> None:
    names = [entry["name"] for entry in json.loads((FOLDER / file).read_text(encoding="utf-8"))["names"]]
    assert len(names) == len(set(names))


def test_more_forms_are_given_to_banks_that_are_in_the_list() -> None:
    forms = json.loads((FOLDER / "bank_forms.json").read_text(encoding="utf-8"))["forms"]
    listed = {row[1] for row in json.loads((FOLDER / "banks.json").read_text(encoding="utf-8"))["rows"]}
    assert set(forms) <= listed


def test_the_tool_turns_a_history_into_the_gazetteer(tmp_path: Path) -> None:
    history = [
        {"code": "0125", "name": "七十七", "first_seen": "2015-12-17", "last_seen": "2026-05-25"},
        {"code": "0005", "name": "三菱ＵＦＪ", "first_seen": "2018-04-01", "last_seen": "2026-05-25"},
        {"code": "0546", "name": "第三", "first_seen": "2015-12-17", "last_seen": "2021-04-22"},
        {"code": "1533", "name": "東濃信金", "first_seen": "2015-12-17", "last_seen": "2026-05-25"},
        {"code": "9375", "name": "沖縄県農協", "first_seen": "2015-12-17", "last_seen": "2026-05-25"},
    ]
    (tmp_path / "history.json").write_text(json.dumps(history), encoding="utf-8")
    tool = [
        sys.executable,
        ROOT / "tools" / "make_gazetteer.py",
        tmp_path / "history.json",
        tmp_path / "out.json",
    ]
    subprocess.run(tool, check=True, capture_output=True)
    rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["rows"]
    assert rows == [
        ["0005", "三菱UFJ銀行", ["三菱UFJ銀"], "三菱UFJ", "bank", "2018-04-01", None],
        ["0125", "七十七銀行", ["七十七銀"], "七十七", "bank", None, None],
        ["0546", "第三銀行", ["第三銀"], "第三", "bank", None, "2021-04-22"],
        ["1533", "東濃信用金庫", ["東濃信金"], "東濃", "shinkin", None, None],
        ["9375", "沖縄県農協", ["JA沖縄県", "沖縄県農業協同組合"], "", "agri", None, None],
    ]
