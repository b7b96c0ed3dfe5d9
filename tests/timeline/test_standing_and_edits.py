"""How banks and services stand, what watched notices changed, how sources did."""

import pytest

from db.records import Capture, Claim, Incident, Outcome, Reading, Source
from tests.timeline.making import INCIDENT, built, cases, claim, reading, who
from timeline.edits import find_edits
from timeline.health import find_health


def test_who_was_damaged_stopped_and_resumed_when() -> None:
    timeline = built(
        reading(
            "a",
            claim(figures=(cases(3, scope="甲銀行"),), organisations=(who("甲銀行", "affected"),)),
            claim(
                "suspension", "2024-03-06", aspect="charging", organisations=(who("甲銀行"), who("乙銀行"))
            ),
            claim("suspension", "2024-03-06T09:40+09:00", aspect="charging", organisations=(who("甲銀行"),)),
            claim("resumption", "2024-03-20", aspect="charging", organisations=(who("乙銀行"),)),
            claim(
                "suspension",
                "2024-04-01",
                aspect="linking",
                certainty="planned",
                organisations=(who("丙銀行"),),
            ),
        )
    )
    rows = {row.organisation: row for row in timeline.standing}
    assert list(rows) == sorted(rows)
    first = rows["甲銀行"]
    assert first.damage is not None
    assert first.charging is not None
    assert (first.damage.status, first.charging.status, first.charging.since) == (
        "confirmed",
        "suspended",
        "2024-03-06T09:40+09:00",
    )
    assert rows["乙銀行"].charging is not None
    assert (rows["乙銀行"].charging.status, rows["乙銀行"].charging.since) == ("resumed", "2024-03-20")
    assert rows["丙銀行"].linking is not None
    assert rows["丙銀行"].linking.status == "planned"
    ids = {entry.id for entry in timeline.entries}
    assert {s.entry for r in rows.values() for s in (r.damage, r.linking, r.charging) if s} <= ids


def test_a_bank_that_stops_its_part_of_the_service_has_the_row_not_the_service() -> None:
    parts = (who("甲銀行", "actor"), who("ミナト決済", "target", "service"))
    timeline = built(reading("a", claim("suspension", aspect="charging", organisations=parts)))
    assert [row.organisation for row in timeline.standing] == ["甲銀行"]


LIST = {"kind": "suspension", "aspect": "linking", "as_of": "2024-03-06T12:00+09:00"}


@pytest.mark.parametrize(
    ("more", "since"),
    [
        # Seen so at noon, nothing else is known.
        ((), "2024-03-06T12:00+09:00"),
        # Begun that day: of the hour only the list knows, and it knows it only as seen.
        (
            (claim("suspension", "2024-03-06", aspect="linking", organisations=(who("甲銀行"),)),),
            "2024-03-06",
        ),
        # Begun the day before, or to the minute.
        (
            (claim("suspension", "2024-03-05", aspect="linking", organisations=(who("甲銀行"),)),),
            "2024-03-05",
        ),
        (
            (
                claim(
                    "suspension", "2024-03-06T09:40+09:00", aspect="linking", organisations=(who("甲銀行"),)
                ),
            ),
            "2024-03-06T09:40+09:00",
        ),
        # Told as new later: it was seen so before.
        (
            (claim("suspension", "2024-03-07", aspect="linking", organisations=(who("甲銀行"),)),),
            "2024-03-06T12:00+09:00",
        ),
        # A plan for the day knows the hour.
        (
            (
                claim("suspension", "2024-03-06", aspect="linking", organisations=(who("甲銀行"),)),
                claim(
                    "suspension",
                    "2024-03-06T00:00+09:00",
                    aspect="linking",
                    certainty="planned",
                    organisations=(who("甲銀行"),),
                ),
            ),
            "2024-03-06T00:00+09:00",
        ),
    ],
)
def test_a_list_as_of_an_hour_shows_a_state_not_its_beginning(more: tuple[Claim, ...], since: str) -> None:
    listed = claim(date="2024-03-06T12:00+09:00", **LIST, organisations=(who("甲銀行"), who("乙銀行")))
    pages = [reading(f"p{n}", made) for n, made in enumerate(more)]
    rows = {row.organisation: row for row in built(reading("list", listed), *pages).standing}
    assert rows["甲銀行"].linking is not None
    assert rows["甲銀行"].linking.since == since


def test_the_service_that_most_pages_are_about_is_the_incidents_own_where_the_title_names_none() -> None:
    titled = Incident(slug="minato", title="minato", keywords=("minato",))
    parts = (who("ミナト決済", "target", "service"), who("甲銀行"))
    pages = [
        reading(f"p{n}", claim("suspension", aspect="linking", organisations=parts), text=f"第{n}報。")
        for n in range(4)
    ]
    assert [row.organisation for row in built(*pages, incident=titled).standing] == ["甲銀行"]


def notice(text: str, version: str, at: str, **more: object) -> Reading:
    return reading("firm", text=text, version=version, captured_at=at, watched=True, **more)


OLD, NEW = "被害は3億円です。\n受付は9時から。", "被害は4億円です。\n受付は 9時から。"


def test_an_edit_is_what_stood_in_one_capture_and_not_in_the_next() -> None:
    edits = find_edits(
        [notice(NEW, "2", "2024-03-12T00:00:00Z"), notice(OLD, "1", "2024-03-10T00:00:00Z")], ()
    )
    assert [(e.removed, e.added, e.between) for e in edits] == [
        ("被害は3億円です。", "被害は4億円です。", ("2024-03-10T00:00:00Z", "2024-03-12T00:00:00Z"))
    ]


def test_the_last_capture_of_the_old_version_bounds_the_edit() -> None:
    readings = [notice(OLD, "1", "2024-03-10T00:00:00Z"), notice(NEW, "2", "2024-03-12T00:00:00Z")]
    again = capture("sha256:firm1", "2024-03-11T00:00:00Z")
    assert find_edits(readings, [again])[0].between == ("2024-03-11T00:00:00Z", "2024-03-12T00:00:00Z")


def test_a_page_that_flips_is_noted_once() -> None:
    readings = [notice(OLD, "1", "2024-03-10T00:00:00Z"), notice(NEW, "2", "2024-03-11T00:00:00Z")]
    flips = [capture(f"sha256:firm{1 + n % 2}", f"2024-03-{12 + n}T00:00:00Z") for n in range(8)]
    assert [edit.alternations for edit in find_edits(readings, flips)] == [9]
    back = [capture("sha256:firm1", "2024-03-12T00:00:00Z")]
    assert [edit.added for edit in find_edits(readings, back)] == ["被害は4億円です。", "被害は3億円です。"]


@pytest.mark.parametrize(
    "other",
    [
        notice("ただいまメンテナンス中です。", "2", "2024-03-11T00:00:00Z", unavailable="maintenance"),
        notice("被害は3億円です。\n受付は9時 から。", "3", "2024-03-11T00:00:00Z"),
        reading("firm", text=NEW, version="4", captured_at="2024-03-11T00:00:00Z"),
    ],
    ids=["unavailable", "white space", "not watched"],
)
def test_these_are_no_edits(other: Reading) -> None:
    assert find_edits([notice(OLD, "1", "2024-03-10T00:00:00Z"), other], ()) == ()


def test_long_edits_are_cut_short() -> None:
    long = notice("".join(f"段落{n}が変わりました。" for n in range(99)), "2", "2024-03-12T00:00:00Z")
    edit = find_edits([notice(OLD, "1", "2024-03-10T00:00:00Z"), long], ())[0]
    assert len(edit.added) == 120
    assert edit.added.endswith("…")


def capture(digest: str, at: str) -> Capture:
    return Capture(url="https://firm.example/1", captured_at=at, digest=digest, warc="a.warc.gz", offset=0)


def outcome(name: str, at: str, url: str = "https://firm.example/1") -> Outcome:
    return Outcome(url=url, at=at, stage="crawl", name=name, source="firm")  # type: ignore[arg-type]


FOLLOWED = Incident(
    slug="pay",
    title="t",
    keywords=("t",),
    sources=(
        Source(id="firm", publisher="firm", standing="official"),
        Source(id="quiet", publisher="quiet", standing="blog"),
    ),
)


@pytest.mark.parametrize(
    ("names", "last_ok"),
    [
        (["ok", "unchanged"], "2024-03-02"),
        (["ok", "timeout"], "2024-03-01"),
        (["timeout", "unchanged"], None),
        (["ok", "error", "unchanged"], "2024-03-01"),
        (["ok", "error", "ok"], "2024-03-03"),
    ],
)
def test_unchanged_makes_nothing_good_after_a_failure(names: list[str], last_ok: str | None) -> None:
    ended = [outcome(name, f"2024-03-0{day}") for day, name in enumerate(names, 1)]
    [firm] = find_health(FOLLOWED, [reading("firm", claim())], ended[::-1])
    assert (firm.publisher, firm.documents, firm.last_ok, firm.last_outcome) == (
        "firm",
        1,
        last_ok,
        names[-1],
    )


def test_a_source_that_was_asked_and_gave_nothing_is_shown_and_one_never_asked_is_not() -> None:
    assert find_health(FOLLOWED, [], []) == ()
    asked = Outcome(
        url="https://quiet.example/", at="2024-03-01", stage="crawl", name="timeout", source="quiet"
    )
    [quiet] = find_health(FOLLOWED, [], [asked])
    assert (quiet.publisher, quiet.documents, quiet.last_ok, quiet.last_outcome) == (
        "quiet",
        0,
        None,
        "timeout",
    )


def test_counts_are_of_pages_and_of_captures_of_pages() -> None:
    captures = [
        capture("sha256:firm1", "2024-03-10T00:00:00Z"),
        capture("sha256:firm1", "2024-03-11T00:00:00Z"),
    ]
    timeline = built(reading("firm", claim()), reading("firm", version="2", text="別の版"), captures=captures)
    assert (timeline.documents, timeline.captures, timeline.as_of) == (1, 2, "2024-03-11T00:00:00Z")
    assert timeline.incident is INCIDENT
