"""The whole way once, on the bundled archive: what a stranger sees after `make demo`."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from keii import walk
from keii.reading import ReadJob, ReadResult, read_all
from keii.verification import verify_incident
from keii.workspace import Workspace

SLUG = "docomo-koza"
Order = Callable[[Sequence[ReadJob]], Sequence[ReadJob]]


def build_demo(folder: Path, order: Order, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Crawl the bundled archive, read its pages in a given order, and build in both languages."""

    def read_in_order(jobs: Sequence[ReadJob]) -> Iterator[ReadResult]:
        return read_all(order(jobs), workers=1)

    monkeypatch.setattr(walk, "read_all", read_in_order)
    workspace = Workspace(folder)
    workspace.incidents.mkdir(parents=True)
    bundled = resources.files("keii") / "demo"
    (workspace.incidents / f"{SLUG}.toml").write_bytes((bundled / f"{SLUG}.toml").read_bytes())
    incident = workspace.incident(SLUG)
    with workspace.writing() as (store, archive), resources.as_file(bundled / f"{SLUG}.warc.gz") as warc:
        done = walk.walk(incident, store, archive, workspace, replay=warc, languages=("ja", "en"))
    assert done.failures == []
    return workspace


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, monkeypatch_module: pytest.MonkeyPatch) -> Workspace:
    return build_demo(tmp_path_factory.mktemp("demo"), list, monkeypatch_module)


@pytest.fixture(scope="module")
def timeline(demo: Workspace) -> dict[str, Any]:
    found = json.loads((demo.timelines / f"{SLUG}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_every_line_is_proved_from_the_archived_bytes(demo: Workspace) -> None:
    incident = demo.incident(SLUG)
    with demo.read_store() as store:
        result = verify_incident(incident, store, demo, lambda done, total: None)
    assert result.problems == []
    assert result.files > 5
    assert result.documents > 50
    assert result.citations >= result.entries > 40


def test_reading_in_another_order_gives_the_same_files(
    demo: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = build_demo(tmp_path / "other", lambda jobs: list(reversed(jobs)), monkeypatch)
    names = sorted(p.name for p in demo.timelines.iterdir())
    assert {"docomo-koza.md", "docomo-koza.html", "docomo-koza.json", "docomo-koza.en.md"} <= set(names)
    assert "docomo-koza-series-damage-total.svg" in names
    for name in names:
        assert (other.timelines / name).read_bytes() == (demo.timelines / name).read_bytes(), name


def test_running_again_adds_nothing(demo: Workspace) -> None:
    incident = demo.incident(SLUG)
    before = {p.name: p.read_bytes() for p in demo.timelines.iterdir()}
    archived = sum(p.stat().st_size for p in demo.archive.glob("*.warc.gz"))
    with (
        demo.writing() as (store, archive),
        resources.as_file(resources.files("keii") / "demo" / f"{SLUG}.warc.gz") as warc,
    ):
        again = walk.walk(incident, store, archive, demo, replay=warc, languages=("ja", "en"))
    assert not [name for name in again.counts if name.startswith("read")]
    assert {p.name: p.read_bytes() for p in demo.timelines.iterdir()} == before
    assert sum(p.stat().st_size for p in demo.archive.glob("*.warc.gz")) == archived


@pytest.mark.parametrize(
    ("as_of", "cases", "yen"),
    [
        ("2020-09-09", 34, 10_000_000),
        ("2020-09-10T12:00", 66, 18_000_000),
        ("2020-09-11T00:00", 73, 19_900_000),
        ("2020-09-14T00:00", 120, 25_420_000),
        ("2020-09-15T00:00", 143, 26_760_000),
        ("2020-09-28T18:00", 235, 28_970_000),
    ],
)
def test_the_damage_grows_as_it_was_reported(
    timeline: dict[str, Any], as_of: str, cases: int, yen: int
) -> None:
    whole = [s for s in timeline["series"] if s["role"] == "damage_total" and s["scope"] is None]
    points = {(p["as_of"][:16], p["cases"], p["value"]) for s in whole for p in s["points"]}
    assert (as_of, cases, yen) in points


def test_a_misprint_is_corrected_and_stays_visible(timeline: dict[str, Any]) -> None:
    points = [p for s in timeline["series"] if s["role"] == "damage_total" for p in s["points"]]
    assert {p["status"] for p in points if p["value"] == 27_670_000} == {"corrected"}


def test_two_figures_for_one_moment_are_a_dispute(timeline: dict[str, Any]) -> None:
    values = [{side["value"] for side in dispute["sides"]} for dispute in timeline["disputes"]]
    assert any({28_330_000, 28_380_000} <= sides for sides in values)


def test_the_silent_edit_of_the_notice_is_shown_and_the_maintenance_page_is_none(
    timeline: dict[str, Any],
) -> None:
    edits = [edit for edit in timeline["edits"] if "maintenance" in edit["url"] or "12行" in edit["removed"]]
    assert any("12行" in edit["removed"] and "11行" in edit["added"] for edit in edits)
    assert not [edit for edit in timeline["edits"] if "メンテナンス" in edit["added"]]


def test_copies_of_an_agency_story_are_one_source(timeline: dict[str, Any]) -> None:
    entry = next(
        e
        for e in timeline["entries"]
        if e["date"].startswith("2020-09-14") and {f["value"] for f in e["figures"]} >= {120, 25_420_000}
    )
    publishers = {citation["publisher"] for citation in entry["citations"]}
    assert len(publishers) > entry["independent_sources"]


def test_entries_are_in_order_and_each_has_a_quote(timeline: dict[str, Any]) -> None:
    assert all(entry["citations"] for entry in timeline["entries"])
    quotes = [c["quote"] for e in timeline["entries"] for c in e["citations"]]
    assert all(quotes)
    ids = [entry["id"] for entry in timeline["entries"]]
    assert len(ids) == len(set(ids))


def test_the_japanese_timeline_has_its_parts(demo: Workspace) -> None:
    text = (demo.timelines / f"{SLUG}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.M)
    for part in (
        "被害の推移",
        "インシデントタイムライン",
        "銀行・サービス別の状況",
        "食い違い",
        "告知の変更",
        "出典一覧",
    ):
        assert part in headings
    assert "ドコモ口座の不正引き出し" in text.splitlines()[0]


def test_a_source_stands_as_its_last_visit_left_it(timeline: dict[str, Any]) -> None:
    """One capture of the operator's notice was a maintenance page; the later ones were read."""
    health = {source["publisher"]: source["last_outcome"] for source in timeline["sources"]}
    assert health["NTTドコモ（再現）"] in ("ok", "unchanged")
