"""What becomes of figures: superseded, disputed, corrected, derived, or standing beside."""

from dataclasses import replace

import pytest

from db.records import Claim, Figure, Mention, Organisation, Timeline
from tests.timeline.making import banks, built, cases, claim, reading, said, who, yen
from timeline.render import markdown


def total(day: str, value: int, *more: object, as_of: bool = True) -> Claim:
    return claim(date=day, as_of=day if as_of else None, figures=(yen(value), *more))


def points(timeline: Timeline, place: int = 0) -> list[tuple[str, object, str]]:
    return [(point.as_of, point.value, point.status) for point in timeline.series[place].points]


def test_a_later_as_of_supersedes() -> None:
    timeline = built(
        reading("a", total("2024-03-05", 18_000_000, cases(66), banks(11))),
        reading("b", total("2024-03-07", 25_420_000, cases(120))),
    )
    assert points(timeline) == [
        ("2024-03-05", 18_000_000, "superseded"),
        ("2024-03-07", 25_420_000, "current"),
    ]
    first, last = timeline.entries
    assert (first.status, first.note) == ("superseded", f"superseded:{last.id}")
    assert (timeline.series[0].points[0].cases, timeline.series[0].points[0].banks) == (66, 11)


def test_the_same_as_of_with_other_values_is_a_dispute() -> None:
    timeline = built(
        reading("a", total("2024-03-05", 18_000_000)), reading("b", total("2024-03-05", 21_000_000))
    )
    assert {entry.status for entry in timeline.entries} == {"disputed"}
    assert timeline.disputes[0].about == "被害額（2024年3月5日時点）"
    assert {side.value for side in timeline.disputes[0].sides} == {18_000_000, 21_000_000}
    assert all(side.citations for side in timeline.disputes[0].sides)


def test_the_higher_standing_stands_and_the_other_is_noted() -> None:
    timeline = built(
        reading("firm", total("2024-03-05", 18_000_000), standing="official"),
        reading("blog", total("2024-03-05", 300_000_000), standing="blog"),
    )
    status = {entry.figures[0].value: (entry.status, entry.note) for entry in timeline.entries}
    assert status == {18_000_000: ("current", None), 300_000_000: ("disputed", "says")}
    assert any("blogだけが伝える" in entry.text for entry in timeline.entries)


def test_a_single_low_source_never_replaces_the_latest() -> None:
    known = (reading("a", total("2024-03-05", 18_000_000)), reading("b", total("2024-03-06", 19_000_000)))
    poisoned = built(*known, reading("blog", total("2024-03-08", 900_000_000), standing="blog"))
    assert points(poisoned)[1:] == [
        ("2024-03-06", 19_000_000, "current"),
        ("2024-03-08", 900_000_000, "disputed"),
    ]
    fitting = built(*known, reading("blog", total("2024-03-05T20:00", 18_500_000), standing="blog"))
    assert "disputed" not in {status for _moment, _value, status in points(fitting)}


@pytest.mark.parametrize("day", ["2999-01-01", "2024-03-12", "2024-03-12T09:00+09:00", "2025"])
def test_a_figure_for_a_day_after_its_page_was_captured_is_kept_and_replaces_nothing(day: str) -> None:
    known = (reading("a", total("2024-03-05", 18_000_000)), reading("b", total("2024-03-06", 19_000_000)))
    timeline = built(*known, reading("c", total(day, 90_000_000), captured_at="2024-03-10T23:00:00Z"))
    assert points(timeline)[1:] == [("2024-03-06", 19_000_000, "current")]
    last = timeline.entries[-1]
    assert (last.date, last.status, last.figures[0].value) == (day, "unresolved", 90_000_000)
    assert "9,000万円" not in markdown.render(timeline).split("\n\n")[1]
    late = built(*known, reading("c", total(day, 90_000_000), captured_at="2999-01-01T00:00:00Z"))
    assert points(late)[-1] == (day, 90_000_000, "current")


def test_a_day_in_another_time_zone_has_come() -> None:
    there = built(reading("a", total("2024-03-11T08:00+09:00", 1), captured_at="2024-03-10T23:30:00Z"))
    assert points(there) == [("2024-03-11T08:00+09:00", 1, "current")]


def test_a_blog_alone_makes_a_series() -> None:
    timeline = built(
        reading("blog", total("2024-03-05", 18_000_000), total("2024-03-06", 19_000_000), standing="blog")
    )
    assert [status for _moment, _value, status in points(timeline)] == ["superseded", "current"]


def test_a_total_that_falls_by_far_stands_beside() -> None:
    timeline = built(
        reading("a", total("2024-03-05", 18_000_000), total("2024-03-07", 25_000_000)),
        reading("b", total("2024-03-06", 1_000_000), total("2024-03-09", 2_000_000)),
    )
    assert [status for _m, _v, status in points(timeline)] == [
        "superseded",
        "disputed",
        "current",
        "disputed",
    ]
    corrected = built(
        reading("a", total("2024-03-05", 18_000_000)),
        reading("b", said("被害額を訂正した。", total("2024-03-06", 1_800_000))),
    )
    assert points(corrected)[1][2] == "current"


def test_a_change_of_basis_is_a_series_of_its_own() -> None:
    both = claim(
        as_of="2024-03-08",
        figures=(
            yen(28_420_000, basis="confirmed"),
            cases(125, basis="confirmed"),
            yen(26_580_000, basis="reported"),
            cases(199, basis="reported"),
        ),
    )
    timeline = built(reading("a", both))
    assert {(s.basis, s.points[0].value, s.points[0].cases) for s in timeline.series} == {
        ("confirmed", 28_420_000, 125),
        ("reported", 26_580_000, 199),
    }


def test_a_correction_says_what_was_wrong_and_what_is_right() -> None:
    words = "被害銀行を12行から11行に訂正した。"
    spot = [replace(banks(n), start=words.index(str(n)), end=words.index(str(n)) + 2) for n in (12, 11)]
    timeline = built(
        reading("a", total("2024-03-05", 19_900_000, banks(12))),
        reading("b", said(words, claim("other", "2024-03-07", figures=tuple(spot)))),
    )
    first = timeline.entries[0]
    assert (first.note or "").startswith("corrected:banks:12:11:")
    assert [[side.value for side in dispute.sides] for dispute in timeline.disputes] == [[12, 11]]


def test_a_corrected_total_is_corrected_by_the_entry_that_says_so() -> None:
    words = "被害額1億円は誤りで、正しくは1千万円と訂正した。"
    old, new = replace(yen(10**8), start=3, end=6), replace(yen(10**7), start=13, end=17)
    timeline = built(
        reading("a", total("2024-03-05", 10**8)),
        reading(
            "b", said(words, claim("damage_figure", "2024-03-06", as_of="2024-03-06", figures=(old, new)))
        ),
    )
    assert timeline.entries[0].status == "corrected"
    assert timeline.entries[0].note == f"corrected:{timeline.entries[1].id}"


def test_a_silent_edit_of_one_page_is_a_correction_and_both_values_stay() -> None:
    timeline = built(
        reading("firm", total("2024-03-05", 300_000_000), standing="official"),
        reading(
            "firm",
            total("2024-03-05", 400_000_000),
            standing="official",
            version="2",
            captured_at="2024-03-12T00:00:00Z",
        ),
    )
    assert {e.figures[0].value: e.status for e in timeline.entries} == {
        300_000_000: "corrected",
        400_000_000: "current",
    }


def test_an_increment_proves_the_total_before_it() -> None:
    words = "27日午後8時時点で219件、2848万円。24日時点から8件、15万円増えた。"
    steps = (
        replace(
            cases(8, role="cases_increment"), start=words.index("8件、15"), end=words.index("8件、15") + 1
        ),
        replace(
            yen(150_000, role="damage_increment"), start=words.index("15万"), end=words.index("15万") + 4
        ),
    )
    made = claim(
        date="2024-03-27", as_of="2024-03-27T20:00+09:00", figures=(cases(219), yen(28_480_000), *steps)
    )
    dates = [("27日午後8時", "2024-03-27T20:00+09:00"), ("24日", "2024-03-24")]
    seen = "2024-03-28T00:00:00Z"
    timeline = built(reading("a", said(words, made), dates=dates, captured_at=seen))
    derived, stated = timeline.series[0].points
    assert (derived.as_of, derived.value, derived.cases, derived.status) == (
        "2024-03-24",
        28_330_000,
        211,
        "derived",
    )
    assert derived.entry == stated.entry
    unsaid = built(reading("a", said(words, made), captured_at=seen))
    assert [point.status for point in unsaid.series[0].points] == ["current"]


def test_increments_and_parts_are_no_points_of_a_total() -> None:
    made = claim(figures=(yen(150_000, role="damage_increment"), yen(600_000, role="per_person")))
    assert built(reading("a", made)).series == ()


def test_the_service_of_the_title_is_the_whole_incident() -> None:
    timeline = built(
        reading("a", claim(as_of="2024-03-05", figures=(yen(18_000_000, scope="ミナト決済"),))),
        reading("b", claim(as_of="2024-03-05", figures=(yen(18_000_000),))),
        reading("c", claim(as_of="2024-03-05", figures=(yen(4_000_000, scope="甲銀行"),))),
    )
    assert [series.scope for series in timeline.series] == [None, "甲銀行"]


def test_a_plan_is_overtaken_by_what_happened() -> None:
    planned = claim(
        "resumption", "2024-03-20", certainty="planned", aspect="charging", organisations=(who("甲銀行"),)
    )
    happened = replace(planned, date="2024-03-25", certainty="stated")
    timeline = built(reading("a", planned), reading("b", happened, published="2024-03-25"))
    plan, done = timeline.entries
    assert (plan.status, plan.note) == ("superseded", f"overtaken:{done.id}")


def misprint() -> tuple[str, Claim]:
    """A notice that takes back 2,767万円 for 2,676万円, with both figures as one claim."""
    words = "被害額を2767万円としたのは2676万円の誤りでした。"
    old, new = (
        replace(yen(n * 10_000), start=words.index(str(n)), end=words.index(str(n)) + 6) for n in (2767, 2676)
    )
    return said(words, claim(date="2024-03-07", as_of="2024-03-05", figures=(old, new)))


def test_a_misprint_stands_beside_what_corrects_it() -> None:
    timeline = built(
        reading("a", total("2024-03-05", 27_670_000, cases(143)), published="2024-03-05"),
        reading("b", total("2024-03-05", 26_760_000, cases(143)), published="2024-03-05"),
        reading("a", misprint(), url="https://a.example/2", version="2", published="2024-03-07"),
    )
    assert points(timeline) == [
        ("2024-03-05", 26_760_000, "current"),
        ("2024-03-05", 27_670_000, "corrected"),
    ]
    wrong = next(e for e in timeline.entries if e.status == "corrected")
    right = next(e for e in timeline.entries if e.status == "current")
    assert wrong.note == f"corrected:{right.id}"
    assert [f.value for f in right.figures if f.unit == "JPY"] == [26_760_000]


def test_damage_holds_one_value_of_a_role_scope_and_basis() -> None:
    grown = claim(as_of="2024-03-05", figures=(yen(10_000_000), yen(18_000_000), cases(34), cases(66)))
    entry = built(reading("a", grown)).entries[0]
    assert {(f.role, f.value) for f in entry.figures} == {("damage_total", 18_000_000), ("cases", 66)}


def test_the_numbers_of_a_correction_are_found_where_its_claim_has_none() -> None:
    words = "被害銀行は12行としていたが、11行に訂正した。"
    read = reading("b", said(words, claim("other", "2024-03-07")))
    counted = tuple(
        Mention(kind="count", start=at, end=at + 3, text=words[at : at + 3], value=n, unit="行")
        for n in (12, 11)
        for at in (words.index(f"{n}行"),)
    )
    read = replace(read, facts=(replace(read.facts[0], mentions=counted),))
    timeline = built(reading("a", total("2024-03-05", 19_900_000, banks(12))), read)
    assert (timeline.entries[0].note or "").startswith("corrected:banks:12:11:")


def test_a_figure_is_about_the_one_bank_or_service_that_was_hit() -> None:
    def scopes(*organisations: Organisation, words: str = "被害が出た。", **more: object) -> list[str | None]:
        made = claim(as_of="2024-03-05", figures=(yen(1_415_141), cases(17)), organisations=organisations)
        return [series.scope for series in built(reading("a", said(words, made), **more)).series]  # type: ignore[arg-type]

    bank, service = who("甲銀行", "affected"), who("ベツペイ", "affected", "service")
    assert scopes(bank) == ["甲銀行"]
    assert scopes(bank, service) == ["ベツペイ"]
    assert scopes(bank, who("ベツペイ", "speaker", "service")) == ["ベツペイ"]
    assert scopes(bank, who("ミナト決済", "via", "service")) == ["甲銀行"]
    assert scopes(who("甲銀行", "speaker"), who("ミナト決済", "via", "service")) == ["甲銀行"]
    assert scopes(bank, who("乙銀行", "affected")) == [None]
    assert scopes(bank, words="甲銀行などで被害が出た。") == [None]
    assert scopes(who("ミナト社", "speaker", "operator")) == [None]


def test_what_one_person_or_a_reader_lost_is_no_point_of_the_whole() -> None:
    person = Figure(role="people", value=1, unit="人")
    timeline = built(
        reading("a", total("2024-03-01", 300_000, person, as_of=False)),
        reading("b", said("利用者の一人の口座から引き出された。", total("2024-03-02", 100_000))),
        reading("c", total("2024-03-03", 500_000), section="comment"),
        reading("d", total("2024-03-05", 18_000_000)),
    )
    assert points(timeline) == [("2024-03-05", 18_000_000, "current")]
    assert len(timeline.entries) == 4


def test_parts_of_nobody_knows_what_are_not_compared() -> None:
    parts = [claim(date="2024-03-05", figures=(yen(n, role="damage_part"),)) for n in (1_000_000, 5_000_000)]
    timeline = built(
        reading("a", total("2024-03-05", 18_000_000)), *(reading(f"p{n}", p) for n, p in enumerate(parts))
    )
    assert [s.role for s in timeline.series] == ["damage_total", "damage_part"]
    assert {p.status for s in timeline.series for p in s.points} == {"current"}
    assert timeline.disputes == ()


def test_a_count_that_was_corrected_is_corrected_where_the_right_one_stands_beside() -> None:
    words = "被害銀行を12行から11行に訂正した。"
    spot = [replace(banks(n), start=words.index(str(n)), end=words.index(str(n)) + 2) for n in (12, 11)]
    timeline = built(
        reading("a", total("2024-03-05", 19_900_000, banks(12))),
        reading("c", total("2024-03-05", 19_900_000, banks(11))),
        reading("b", said(words, claim("other", "2024-03-07", figures=tuple(spot)))),
    )
    status = {point.banks: point.status for point in timeline.series[0].points}
    assert (status[12], status[11]) == ("corrected", "current")
    assert [[side.value for side in dispute.sides] for dispute in timeline.disputes] == [[12, 11]]


def test_what_is_only_reported_does_not_replace_what_is_not() -> None:
    reported = (yen(26_580_000, basis="reported"), cases(199, basis="reported"))
    timeline = built(
        reading("a", total("2024-03-05", 28_420_000, cases(125))),
        reading("b", claim(date="2024-03-07", as_of="2024-03-07", figures=reported)),
    )
    assert {(s.basis, s.points[0].value, s.points[0].status) for s in timeline.series} == {
        (None, 28_420_000, "current"),
        ("reported", 26_580_000, "current"),
    }


def test_services_that_are_counted_may_be_those_of_one_bank() -> None:
    hit = (who("甲銀行", "affected"),)
    counted = (Figure(role="services", value=5, unit="サービス"), banks(11))
    timeline = built(reading("a", claim(as_of="2024-03-05", figures=counted, organisations=hit)))
    assert {(s.role, s.scope) for s in timeline.series} == {("services", "甲銀行"), ("banks", None)}
