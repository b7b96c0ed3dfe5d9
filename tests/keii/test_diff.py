"""`keii diff` as a user meets it: since a moment by the times of captures, since a build by what it knew."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from db.records import Incident
from db.store import Store
from keii.since import BadSince, Cut, Material, find_cut
from tests.keii.test_cli import keii
from tests.keii.test_review import FIRST, LATER, bring, collect, desk

__all__ = ["desk"]


def changes(workspace: Path, *words: str) -> dict[str, Any]:
    done = keii("diff", "aozora", "--json", *words, workspace=workspace)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_since_the_last_build_is_what_the_newest_documents_brought(desk: Path) -> None:
    everything = changes(desk)
    assert everything["since"] == "build:0"
    assert len(everything["new"]) == len(json.loads((desk / "timelines/aozora.json").read_text())["entries"])
    collect(desk, LATER)
    brought = changes(desk)
    assert [e["date"][:10] for e in brought["new"]] == ["2020-09-14"]
    assert brought["documents"] == 1
    assert {"figures", "status", "sources"} & {w for c in brought["changed"] for w in c["what"]}
    totals = [m for m in brought["figures"] if (m["role"], m["scope"]) == ("damage_total", None)]
    assert [m["after"] for m in totals] == [25_420_000]
    collect(desk, FIRST)
    assert changes(desk) == brought, "a build that took in nothing new is none to compare with"
    builds = keii("diff", "aozora", "--builds", workspace=desk).stdout.split()
    assert builds[0].startswith("build:")
    assert changes(desk, "--since", builds[0])["new"] == brought["new"]


def test_what_is_read_but_not_built_is_new_since_the_build(desk: Path) -> None:
    bring(desk, LATER)
    assert [e["date"][:10] for e in changes(desk)["new"]] == ["2020-09-14"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("demo")
    done = keii("demo", workspace=workspace)
    assert done.returncode == 0, done.stderr
    assert resources.files("keii").joinpath("demo").is_dir()
    return workspace


def told(workspace: Path, *words: str) -> str:
    done = keii("diff", "docomo-koza", *words, workspace=workspace)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_moment_cuts_by_the_times_of_captures(demo: Path) -> None:
    ja = told(demo, "--since", "2020-10-01")
    assert "2020年10月1日0時からの変化" in ja
    assert "数字の動き" in ja
    assert "2,885万円（2020年10月27日18時時点）へ" in ja
    assert "NTTドコモが補償を完了" in ja
    assert "告知の変更" in ja
    en = told(demo, "--since", "2020-10-01", "--lang", "en")
    assert "what changed since 1 October 2020" in en
    assert "¥28.85 million" in en
    assert told(demo, "--since", "2020-10") == ja


def test_a_stretch_of_time_is_counted_from_the_last_visit(demo: Path) -> None:
    some = told(demo, "--since", "3 weeks")
    assert "2020年12月31日12時1分からの変化" in some
    assert "5人を逮捕" in some
    assert told(demo, "--since", "3週間") == some
    assert "変化はありません" in told(demo, "--since", "2030")


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ("2020-09-11", "2020-09-10T15:00:00Z"),
        ("2020-09-11T09:00", "2020-09-11T00:00:00Z"),
        ("2020-09-11 09:00", "2020-09-11T00:00:00Z"),
        ("2020-09-11T09:00Z", "2020-09-11T09:00:00Z"),
        ("2020-09", "2020-08-31T15:00:00Z"),
        ("2020", "2019-12-31T15:00:00Z"),
    ],
)
def test_moments(when: str, moment: str) -> None:
    incident = Incident(slug="x", title="x", keywords=("x",))
    nothing = Material(readings=(), captures=(), outcomes=())
    with Store.in_memory() as store:
        assert find_cut(when, incident, store, nothing) == Cut(moment=moment)


@pytest.mark.parametrize(
    "when", ["", "yesterday-ish", "3 parsecs", "2020-13", "-1 days", "build:", "build:x", "9" * 400]
)
def test_what_is_not_understood_is_told(when: str) -> None:
    incident = Incident(slug="x", title="x", keywords=("x",))
    nothing = Material(readings=(), captures=(), outcomes=())
    with Store.in_memory() as store, pytest.raises(BadSince, match="is not understood"):
        find_cut(when, incident, store, nothing)


def test_a_build_that_there_is_not_is_a_wrong_use(demo: Path) -> None:
    done = keii("diff", "docomo-koza", "--since", "build:999", workspace=demo)
    assert done.returncode == 2
    assert "no build 999" in done.stderr
