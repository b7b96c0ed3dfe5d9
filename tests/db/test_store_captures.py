"""Incidents, captures, runs and outcomes in and out of the store."""

import sqlite3
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import Capture, HostPause, Incident, Outcome, Source, TaughtName
from db.store import Missing, Store
from tests.db.conftest import INCIDENT, SLUG, capture, reading
from tests.db.strategies import optional, place, text

FULL = Incident(
    slug="full",
    title="件\ud83d",
    keywords=("一", "二"),
    language="en",
    timezone="Asia/Seoul",
    since="2020-09",
    until="2020-12-31",
    contact="a@b.example",
    sources=(
        Source(
            id="b", publisher="乙", standing="newspaper", feeds=("https://b.example/1", "https://b.example/2")
        ),
        Source(
            id="a",
            publisher="甲",
            layout="x",
            sitemaps=("s",),
            pages=("p",),
            notices=("n",),
            agency="共同通信",
        ),
    ),
    names=(TaughtName(canonical="青空銀行", name_class="bank", aliases=("青空銀",), code="9999"),),
)


def test_an_incident_comes_back_as_it_was(store: Store) -> None:
    store.save_incident(FULL)
    assert store.incident("full") == FULL
    assert store.incidents() == [INCIDENT, FULL]


def test_an_incident_is_brought_up_to_date_and_keeps_what_was_collected(store: Store) -> None:
    kept = store.save_capture(SLUG, capture(1))
    changed = replace(FULL, slug=SLUG)
    store.save_incident(changed)
    assert store.incident(SLUG) == changed
    assert store.captures(SLUG) == [kept]


def test_an_unknown_incident_is_missing(store: Store) -> None:
    with pytest.raises(Missing, match="no incident 'x'"):
        store.captures("x")


captures = st.builds(
    Capture, url=text, captured_at=text, digest=text, warc=text, offset=place, status=st.integers(0, 999),
    content_type=optional, etag=optional, last_modified=optional, revisit=st.booleans(), source=optional,
    requested_url=optional, role=st.sampled_from(["page", "notice", "feed", "robots", "import"]),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(captures)
def test_a_capture_comes_back_as_it_was(given_capture: Capture) -> None:
    with Store.in_memory() as store:
        store.save_incident(INCIDENT)
        kept = store.save_capture(SLUG, given_capture)
        assert replace(kept, id=None) == given_capture
        assert store.save_capture(SLUG, given_capture) == kept
        assert store.captures(SLUG) == [kept]


def test_the_payload_of_a_digest_is_with_its_earliest_whole_record(store: Store) -> None:
    same = {"digest": "sha256:d"}
    store.save_capture(SLUG, capture(1, revisit=True, **same))
    whole = store.save_capture(SLUG, capture(2, **same))
    store.save_capture(SLUG, capture(3, **same))
    assert store.capture_with_digest("sha256:d") == whole
    assert store.capture_with_digest("sha256:e") is None


def test_validators_are_those_of_the_newest_capture(store: Store) -> None:
    url = "https://news.example/a"
    assert store.validators(url) is None
    store.save_capture(SLUG, capture(1, etag="old"))
    store.save_capture(SLUG, capture(2, url="https://news.example/b", requested_url=url, last_modified="Thu"))
    assert store.validators(url) == (None, "Thu")
    store.save_capture(SLUG, capture(3))
    assert store.validators(url) is None


def test_validators_of_another_incident_do_not_count_where_one_is_named(store: Store) -> None:
    store.save_incident(FULL)
    store.save_capture(SLUG, capture(1, etag="x"))
    assert store.validators("https://news.example/a", "full") is None
    assert store.validators("https://news.example/a", SLUG) == ("x", None)


def test_what_there_is_to_read(store: Store) -> None:
    roles = ["page", "notice", "feed", "robots", "import"]
    kept = {role: store.save_capture(SLUG, capture(9 - i, role=role)) for i, role in enumerate(roles)}
    waiting = [kept["import"], kept["notice"], kept["page"]]
    assert store.captures_to_read(SLUG, "r") == waiting
    store.save_reading(SLUG, kept["page"], reading(kept["page"], "x"), "r")
    assert store.captures_to_read(SLUG, "r") == waiting[:2]
    assert store.captures_to_read(SLUG, "r2") == waiting
    assert store.captures_to_read(SLUG, "r", again=True) == waiting


def failed(kept: Capture, name: str = "not-a-page") -> Outcome:
    return Outcome(url=kept.url, at=kept.captured_at, stage="read", name=name, capture=kept.id)  # type: ignore[arg-type]


def test_what_these_rules_failed_to_read_is_not_tried_again(store: Store) -> None:
    kept = store.save_capture(SLUG, capture(1))
    store.save_outcome(SLUG, None, failed(kept), rules="r")
    assert store.captures_to_read(SLUG, "r") == []
    assert store.captures_to_read(SLUG, "r2") == store.captures_to_read(SLUG, "r", again=True) == [kept]
    store.save_reading(SLUG, kept, reading(kept, "x"), "r2")
    assert store.captures_to_read(SLUG, "r") == [kept]


def test_outcomes_come_in_the_order_they_were_noted(store: Store) -> None:
    run = store.start_run(SLUG, "crawl", "2020-09-10T12:00:00Z")
    kept = store.save_capture(SLUG, capture(1))
    noted = [
        Outcome(
            url="https://b.example/\ud83d",
            at="2020-09-11",
            stage="crawl",
            name="timeout",
            reason="t",
            source="s",
        ),
        Outcome(url="https://a.example/", at="2020-09-10", stage="crawl", name="ok", capture=kept.id),
    ]
    for outcome in noted:
        store.save_outcome(SLUG, run, outcome)
    store.save_outcome(SLUG, None, failed(kept))
    assert store.outcomes(SLUG) == [*noted, failed(kept)]
    assert store.outcomes(SLUG, run) == noted


def ended(day: int, name: str) -> Outcome:
    return Outcome(url="https://a.example/", at=f"2020-09-{day:02d}", stage="crawl", name=name)  # type: ignore[arg-type]


def test_a_visit_that_is_replayed_is_told_once_and_takes_no_other_away(store: Store) -> None:
    live, replay, again = (store.start_run(SLUG, "crawl", "2020-09-10") for _ in range(3))
    store.save_outcome(SLUG, live, ended(9, "gone"))
    for run in (replay, again):
        for day, name in ((2, "ok"), (3, "gone"), (9, "gone")):
            store.save_outcome(SLUG, run, ended(day, name), replayed=True)
    store.save_outcome(SLUG, again, ended(2, "unchanged"), replayed=True)
    assert store.outcomes(SLUG) == [ended(9, "gone"), ended(2, "ok"), ended(3, "gone")]


def test_what_is_noted_after_the_clock_went_back_takes_no_later_one_away(store: Store) -> None:
    for day in (9, 8):
        store.save_outcome(SLUG, store.start_run(SLUG, "crawl", "2020-09-10"), ended(day, "gone"))
    assert store.outcomes(SLUG) == [ended(9, "gone"), ended(8, "gone")]


@pytest.mark.parametrize(("run", "rows"), [(None, 1), (99, 0)])
def test_what_is_saved_together_goes_in_together_or_not_at_all(
    store: Store, run: int | None, rows: int
) -> None:
    with suppress(sqlite3.IntegrityError), store.together():
        kept = store.save_capture(SLUG, capture(1))
        store.save_outcome(SLUG, run, failed(kept))
    assert (len(store.captures(SLUG)), len(store.outcomes(SLUG))) == (rows, rows)


@pytest.mark.parametrize(
    ("until", "newest"), [("2020-08", None), ("2020-09-04", 1), ("2020-09-06", 5), (None, 5)]
)
def test_the_newest_capture_as_it_was_known_at_a_moment(
    store: Store, until: str | None, newest: int | None
) -> None:
    for number in (1, 5):
        store.save_visit(SLUG, capture(number))
    store.save_visit(SLUG, capture(9, digest=capture(5).digest))
    found = store.latest_capture("https://news.example/a", SLUG, until=until)
    assert (found and found.offset) == newest


def test_runs_are_noted_with_their_end(store: Store) -> None:
    killed = store.start_run(SLUG, "crawl", "2020-09-10T12:00:00Z")
    run = store.start_run(SLUG, "read", "2020-09-10T13:00:00Z")
    store.finish_run(run, "2020-09-10T13:01:00Z", {"ok": 3, "error": 1}, 1)
    first, second = store.runs(SLUG)
    assert (first.id, first.finished_at, first.failures) == (killed, None, None)
    assert (second.command, second.counts, second.failures) == ("read", {"error": 1, "ok": 3}, 1)
    with pytest.raises(Missing, match="no run 99"):
        store.finish_run(99, "2020", {}, 0)


def test_what_hosts_are_owed_is_kept_and_never_shortened() -> None:
    with Store.in_memory() as store:
        store.save_incident(INCIDENT)
        for at in ("2020-09-10T12:00:00Z", "2020-09-10T11:00:00Z"):
            ended = Outcome(url="https://a.example/", at=at, stage="crawl", name="ok")
            store.save_outcome(SLUG, None, ended, host="a.example")
        for until in ("2020-09-10T14:00:00Z", "2020-09-10T13:00:00Z"):
            store.hold_host("b.example", until)
        assert store.host_pauses("2020-09-10T11:59:00Z") == [
            HostPause(host="a.example", asked_at="2020-09-10T12:00:00Z"),
            HostPause(host="b.example", held_until="2020-09-10T14:00:00Z"),
        ]
        assert store.host_pauses("2020-09-10T14:00:00Z") == []
