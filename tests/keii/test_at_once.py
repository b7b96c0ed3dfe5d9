"""Several runs at once in one workspace, and others reading meanwhile: nothing is lost, doubled or locked out."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from keii.errors import DONE, LOCKED
from tests.browse.conftest import started as served
from tests.keii.killed import result_of

DEMO = Path(__file__).parent.parent.parent / "keii" / "demo"
SLUG, OTHER = "docomo-koza", "docomo-ato"
WARC = str(DEMO / f"{SLUG}.warc.gz")
KEII = (sys.executable, "-m", "keii", "--workspace")
CHAIN = (("crawl", SLUG, "--replay", WARC), ("read", SLUG), ("build", SLUG))
PAGES = (f"incident/{SLUG}", "search")
Run = subprocess.Popen[str]


def started(workspace: Path, *words: str) -> Run:
    return subprocess.Popen(
        [*KEII, str(workspace), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def ended(runs: list[Run]) -> list[tuple[int, str]]:
    return [(run.returncode, told) for run in runs for _, told in [run.communicate(timeout=120)]]


def made(folder: Path, *slugs: str) -> Path:
    (folder / "incidents").mkdir(parents=True)
    for slug in slugs:
        shutil.copy(DEMO / f"{SLUG}.toml", folder / "incidents" / f"{slug}.toml")
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made(tmp_path_factory.mktemp("alone"), SLUG)
    for words in CHAIN:
        assert ended([started(folder, *words)])[0][0] == DONE
    return folder


@pytest.mark.parametrize(
    "words", [[("demo",), ("demo",), ("demo",)], list(CHAIN)], ids=["the same", "crawl, read and build"]
)
def test_runs_at_once_are_done_or_refused_and_lead_to_what_one_leads_to(
    tmp_path: Path, alone: Path, words: list[tuple[str, ...]]
) -> None:
    folder = made(tmp_path / "w", SLUG)
    runs = ended([started(folder, *one) for one in words])
    assert {status for status, _ in runs} <= {DONE, LOCKED}, runs
    assert [status for status, _ in runs].count(DONE)
    assert all("locked by pid" in told for status, told in runs if status == LOCKED)
    for one in CHAIN:
        assert ended([started(folder, *one)])[0][0] == DONE
    assert result_of(folder, "") == result_of(alone, "")


def test_two_incidents_started_at_once_both_get_all(tmp_path: Path, alone: Path) -> None:
    folder = made(tmp_path / "w", SLUG, OTHER)
    commands = {slug: ("crawl", slug, "--replay", WARC) for slug in (SLUG, OTHER)}
    runs = ended([started(folder, *words) for words in commands.values()])
    for slug, (status, told) in zip(commands, runs, strict=True):
        assert status in (DONE, LOCKED), told
        if status == LOCKED:
            assert ended([started(folder, *commands[slug])])[0][0] == DONE
    assert ended([started(folder, "read")])[0][0] == DONE
    for slug in (SLUG, OTHER):
        assert ended([started(folder, "build", slug)])[0][0] == DONE
    told = [json.loads((folder / "timelines" / f"{slug}.json").read_bytes()) for slug in (SLUG, OTHER)]
    told.append(json.loads((alone / "timelines" / f"{SLUG}.json").read_bytes()))
    assert told[0] == told[2]
    assert told[1]["entries"] == told[2]["entries"]
    assert told[1]["sources"] == told[2]["sources"]


def test_others_read_while_a_run_writes(tmp_path: Path) -> None:
    folder = made(tmp_path / "w", SLUG)
    assert ended([started(folder, "build", SLUG)])[0][0] == DONE
    run = started(folder, "demo")
    shown: list[tuple[int, str]] = []
    answers: list[int] = []
    with served(folder) as site:
        while run.poll() is None:
            shown += ended([started(folder, "show", SLUG)])
            answers += [httpx.get(f"{site}/{page}", params={"q": "被害"}).status_code for page in PAGES]
    assert ended([run])[0][0] == DONE
    assert {status for status, _ in shown} == {DONE}, shown
    assert not [told for _, told in shown if "locked" in told or "in use" in told]
    assert set(answers) == {200}
    assert len(shown) > 1
