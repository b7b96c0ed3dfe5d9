"""How each source did: a table of what its addresses answered, and what `keii sources SLUG` says of it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from db.records import Incident, Outcome, Source
from keii.cli import cli
from keii.source_states import source_states

NOW = "2026-10-20T00:00:00Z"
FEED, NOTICE = "https://a.example/rss", "https://a.example/notice"
PAGE = "https://a.example/1"


def state_of(*answers: tuple[str, str, str], pages: tuple[int, str] | None = None, now: str = NOW):
    """The state of a source with a feed and a notice, after (day of October, address, outcome)s."""
    source = Source(id="a", publisher="A", feeds=(FEED,), notices=(NOTICE,))
    incident = Incident(slug="i", title="I", keywords=("k",), sources=(source,))
    outcomes = [
        Outcome(
            url=url, at=f"2026-10-{day}T00:00:00Z", stage="read" if name.startswith("read ") else "crawl",
            name=name.removeprefix("read "), reason="why", source="a",
        )  # type: ignore[arg-type]
        for day, url, name in answers
    ]  # fmt: skip
    (state,) = source_states(incident, outcomes, {"a": pages} if pages else {}, now)
    return state


@pytest.mark.parametrize(
    ("answers", "state", "worked"),
    [
        ([], "never asked", None),
        ([("19", FEED, "ok"), ("19", NOTICE, "ok")], "works", "19"),
        ([("18", FEED, "ok"), ("19", FEED, "unchanged")], "works", "19"),
        ([("18", FEED, "ok"), ("19", FEED, "error")], "failing", "18"),
        ([("17", FEED, "ok"), ("18", FEED, "error"), ("19", FEED, "unchanged")], "failing", "17"),
        ([("17", NOTICE, "ok"), ("17", NOTICE, "read unavailable"), ("19", NOTICE, "unchanged")], "failing", "17"),
        ([("18", FEED, "empty"), ("19", FEED, "unchanged")], "empty", None),
        ([("18", FEED, "ok"), ("19", FEED, "empty")], "empty", "18"),
        ([("18", NOTICE, "ok"), ("19", NOTICE, "gone")], "gone", "18"),
        ([("19", NOTICE, "gone"), ("19", FEED, "timeout")], "failing", None),
        ([("19", NOTICE, "gone"), ("19", FEED, "ok")], "works", "19"),
        ([("19", FEED, "robots")], "failing", None),
        ([("18", FEED, "error"), ("19", FEED, "redirected")], "works", "19"),
        ([("19", PAGE, "ok")], "never asked", "19"),
    ],
)  # fmt: skip
def test_the_state_of_a_source(answers: list, state: str, worked: str | None) -> None:
    found = state_of(*answers)
    assert found.state == state
    assert found.last_worked == (worked and f"2026-10-{worked}T00:00:00Z")


def test_a_304_turns_no_failed_source_green() -> None:
    found = state_of(("17", FEED, "ok"), ("18", FEED, "not-a-page"), ("19", FEED, "unchanged"))
    assert found.state == "failing"
    assert found.notes[0].startswith(f"{FEED}: failing")


def test_silence_is_told() -> None:
    asked = [("19", FEED, "ok"), ("19", NOTICE, "ok")]
    assert state_of(*asked, pages=(3, "2026-10-18T00:00:00Z")).notes == ()
    assert state_of(*asked, pages=(3, "2026-09-18T00:00:00Z")).notes == ("silent: nothing new for 32 days",)
    assert "given no page" in state_of(*asked).notes[0]
    assert state_of(*asked, now="2026-11-20T00:00:00Z").notes == ("not asked for 32 days",)


def test_what_is_gone_or_failing_is_named_beside_what_works() -> None:
    found = state_of(("19", FEED, "ok"), ("19", NOTICE, "gone"), pages=(1, "2026-10-19T00:00:00Z"))
    assert found.state == "works"
    assert found.notes == (f"{NOTICE}: gone (gone: why)",)


def test_the_command_shows_each_source(tmp_path: Path) -> None:
    runner = CliRunner()
    made = runner.invoke(
        cli, ["-w", str(tmp_path), "new", "leak", "--title", "t", "--keyword", "k", "--publisher", "nhk"]
    )
    assert made.exit_code == 0
    shown = runner.invoke(cli, ["-w", str(tmp_path), "sources", "leak"])
    assert shown.output.splitlines()[1].split("\t")[:4] == ["nhk", "NHK", "never asked", "never"]
    (source,) = json.loads(runner.invoke(cli, ["-w", str(tmp_path), "sources", "leak", "--json"]).output)[
        "sources"
    ]
    assert source["state"] == "never asked"
    assert source["documents"] == 0
