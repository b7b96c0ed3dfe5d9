"""Which claims are one event."""

from dataclasses import replace

import pytest

from db.records import Claim, Figure
from tests.timeline.making import banks, built, cases, claim, reading, said, who, yen

STOP = {"kind": "suspension", "aspect": "charging"}
ONE = [
    (
        "約1,990万円 and 1990万円",
        claim(figures=(yen(19_900_000, "about"),)),
        claim(figures=(yen(19_900_000),)),
    ),
    (
        "141万円余り and 141万5141円",
        claim(figures=(yen(1_410_000, "over"),)),
        claim(figures=(yen(1_415_141),)),
    ),
    (
        "one tells the day, the other the minute",
        claim(figures=(cases(66),)),
        claim(as_of="2024-03-05T12:00+09:00", figures=(cases(66), yen(18_000_000))),
    ),
    (
        "Japanese and UTC zones",
        claim("outage", "2024-03-05T09:00+09:00", organisations=(who("甲銀行"),)),
        claim("outage", "2024-03-05T00:00Z", organisations=(who("甲銀行"),)),
    ),
    (
        "one names fewer banks",
        claim(**STOP, organisations=(who("甲銀行"), who("乙銀行"), who("丙銀行"))),
        claim(**STOP, organisations=(who("乙銀行"),)),
    ),
    (
        "planned for the day, and done",
        claim(**STOP, certainty="planned", organisations=(who("甲銀行"),)),
        claim(**STOP, organisations=(who("甲銀行"),)),
    ),
    (
        "Japanese and English counters",
        claim(figures=(cases(120), yen(25_420_000))),
        claim(figures=(Figure(role="cases", value=120, unit="cases"), yen(25_420_000, "about"))),
    ),
    (
        "the same figures told again later without an as-of",
        claim(as_of="2024-03-05", figures=(cases(120), yen(25_420_000))),
        claim(date="2024-03-09", figures=(yen(25_420_000),)),
    ),
]
TWO = [
    ("other values", claim(figures=(yen(19_900_000),)), claim(figures=(yen(25_420_000),))),
    (
        "about ten and about twelve million",
        claim(figures=(yen(10**7, "about"),)),
        claim(figures=(yen(12 * 10**6, "about"),)),
    ),
    ("other scope", claim(figures=(yen(5_000_000),)), claim(figures=(yen(5_000_000, scope="甲銀行"),))),
    (
        "total and increment",
        claim(figures=(yen(5_000_000),)),
        claim(figures=(yen(5_000_000, role="damage_increment"),)),
    ),
    ("total and part", claim(figures=(cases(9),)), claim(figures=(cases(9, role="cases_part"),))),
    (
        "total and per person",
        claim(figures=(yen(600_000),)),
        claim(figures=(yen(600_000, role="per_person"),)),
    ),
    (
        "reported and confirmed",
        claim(figures=(cases(199, basis="reported"),)),
        claim(figures=(cases(125, basis="confirmed"),)),
    ),
    (
        "other banks",
        claim(**STOP, organisations=(who("甲銀行"),)),
        claim(**STOP, organisations=(who("乙銀行"),)),
    ),
    (
        "other days",
        claim(**STOP, organisations=(who("甲銀行"),)),
        claim(**STOP, date="2024-03-06", organisations=(who("甲銀行"),)),
    ),
    (
        "other minutes",
        claim(**STOP, date="2024-03-05T09:00", organisations=(who("甲銀行"),)),
        claim(**STOP, date="2024-03-05T10:00", organisations=(who("甲銀行"),)),
    ),
    ("other counts", claim(**STOP, figures=(banks(14),)), claim(**STOP, figures=(banks(35),))),
    (
        "denied and stated",
        claim("arrest", organisations=(who("県警", "actor", "authority"),)),
        claim("arrest", certainty="denied", organisations=(who("県警", "actor", "authority"),)),
    ),
]


@pytest.mark.parametrize(("a", "b"), [(a, b) for _name, a, b in ONE], ids=[name for name, _a, _b in ONE])
def test_these_are_one_event(a: Claim, b: Claim) -> None:
    timeline = built(reading("north", a), reading("south", b))
    assert len(timeline.entries) == 1
    assert timeline.entries[0].independent_sources == 2
    assert {c.publisher for c in timeline.entries[0].citations} == {"north", "south"}


@pytest.mark.parametrize(("a", "b"), [(a, b) for _name, a, b in TWO], ids=[name for name, _a, _b in TWO])
def test_these_are_two_events(a: Claim, b: Claim) -> None:
    timeline = built(reading("north", a), reading("south", b))
    assert len(timeline.entries) == 2


def test_the_finer_figure_is_shown_whoever_comes_first() -> None:
    rough, fine = claim(figures=(yen(1_410_000, "over"),)), claim(figures=(yen(1_415_141),))
    for readings in ((reading("a", rough), reading("b", fine)), (reading("b", rough), reading("a", fine))):
        assert built(*readings).entries[0].figures == (yen(1_415_141),)


def test_a_figure_of_a_blog_never_refines_that_of_a_newspaper() -> None:
    timeline = built(
        reading("paper", claim(figures=(yen(19_900_000, "about"),))),
        reading("blog", claim(figures=(yen(19_912_345),)), standing="blog"),
    )
    assert timeline.entries[0].figures == (yen(19_900_000, "about"),)


def test_what_differs_only_in_the_part_that_stopped_is_one_line() -> None:
    stops = [
        claim("suspension", aspect=aspect, organisations=(who("甲銀行"),))
        for aspect in ("charging", "linking")
    ]
    timeline = built(reading("north", *stops))
    assert [entry.text for entry in timeline.entries] == [
        "甲銀行の新規登録・連携、チャージを停止（northが報じた）"
    ]
    assert timeline.standing[0].linking is not None
    assert timeline.standing[0].charging is not None


def test_copies_of_an_agency_story_are_one_origin() -> None:
    made = claim(figures=(cases(12),))
    timeline = built(
        reading("local1", made, agency="東都通信"),
        reading("local2", made, agency="東都通信社"),
        reading("agency", made, publisher="東都通信", standing="agency"),
        reading("other", made),
    )
    entry = timeline.entries[0]
    assert (len(entry.citations), entry.independent_sources) == (4, 2)


def test_nearly_the_same_text_is_one_origin() -> None:
    text = "、".join(f"この段落の第{n}の節はどちらの紙面にも同じように載っている" for n in range(9))
    made = claim(figures=(cases(12),))
    copied = built(reading("a", said(text, made)), reading("b", said(text + "。末尾だけが違う", made)))
    assert copied.entries[0].independent_sources == 1
    own = built(reading("a", said(text, made)), reading("b", said("まったく別の文章で伝える。" * 20, made)))
    assert own.entries[0].independent_sources == 2


def test_who_repeats_a_newspaper_is_no_origin_of_its_own() -> None:
    made = claim(figures=(cases(12),))
    told = claim(figures=(cases(12),), attributed_to=("みなと新聞",))
    timeline = built(reading("p", made, publisher="みなと新聞"), reading("blog", told, standing="blog"))
    assert timeline.entries[0].independent_sources == 1


def test_versions_of_one_page_are_one_origin_and_old_words_stay_evidence() -> None:
    first = reading("p", said("消えた文。", claim(figures=(cases(12),))))
    second = reading(
        "p", said("新しい文。", claim("discovery")), version="2", captured_at="2024-03-11T00:00:00Z"
    )
    timeline = built(first, second)
    assert {entry.kind: entry.independent_sources for entry in timeline.entries} == {
        "damage_figure": 1,
        "discovery": 1,
    }
    again = reading("p", said("消えた文。", claim(figures=(cases(12),))), version="2")
    assert len(built(first, again).entries[0].citations) == 1


def test_readers_never_change_what_others_say() -> None:
    timeline = built(
        reading("paper", claim(figures=(yen(19_900_000, "about"),))),
        reading("forum", claim(figures=(yen(19_912_345),)), section="comment"),
        reading("forum2", claim(figures=(yen(99_000_000),)), section="comment"),
    )
    assert [point.value for series in timeline.series for point in series.points] == [19_900_000]
    assert [e.figures for e in timeline.entries if e.note != "says"] == [(yen(19_900_000, "about"),)]
    lonely = next(e for e in timeline.entries if e.figures == (yen(99_000_000),))
    assert "読者のコメント" in lonely.text
    assert lonely.citations[0].standing == "reader"


def test_an_undated_claim_is_evidence_for_a_like_event_or_stands_on_its_day_of_report() -> None:
    stop = claim("suspension", aspect="charging", organisations=(who("甲銀行"),))
    undated = claim("suspension", None, aspect="charging", organisations=(who("甲銀行"),))
    timeline = built(reading("north", stop), reading("south", undated))
    assert len(timeline.entries) == 1
    alone = built(reading("south", undated))
    assert [(e.date, e.status) for e in alone.entries] == [("2024-03-06", "unresolved")]
    unknown = built(reading("south", undated, published=None))
    assert [(e.date, e.status) for e in unknown.entries] == [("XXXX", "unresolved")]


def test_stops_of_one_day_that_share_a_bank_are_one_event() -> None:
    def stop(*names: str, **more: object) -> Claim:
        return claim(
            "suspension", aspect="linking", organisations=tuple(who(name, "actor") for name in names), **more
        )

    timeline = built(reading("a", stop("甲銀行", "乙銀行")), reading("b", stop("乙銀行", "丙銀行")))
    (entry,) = timeline.entries
    assert {o.name for o in entry.organisations} == {"甲銀行", "乙銀行", "丙銀行"}
    counted = stop("乙銀行", "丙銀行", figures=(banks(17),))
    assert len(built(reading("a", stop("甲銀行", "乙銀行")), reading("b", counted)).entries) == 2


def test_what_is_told_again_by_its_month_is_the_event_of_that_month() -> None:
    stop = claim("suspension", "2024-03-05", aspect="linking", organisations=(who("甲銀行", "actor"),))
    month = replace(stop, date="2024-03")
    (entry,) = built(reading("a", stop), reading("b", month)).entries
    assert (entry.date, len(entry.citations)) == ("2024-03-05", 2)
    assert len(built(reading("a", stop), reading("b", replace(month, date="2024-02"))).entries) == 2


def test_empty_words_are_no_entry_and_the_same_words_one() -> None:
    assert built(reading("a", said("おわびして訂正します。", claim("other")))).entries == ()
    words = "大臣は聞き取りをした。"
    (entry,) = built(
        reading("a", said(words, claim("regulator")), said(words, claim("investigation")))
    ).entries
    assert entry.text == "「大臣は聞き取りをした。」（a）"


def test_a_bank_stops_its_own_part_and_never_that_of_another() -> None:
    mixed = (who("甲銀行", "actor"), who("乙銀行"), who("ミナト決済", "target", "service"))
    made = claim("suspension", aspect="charging", organisations=mixed)
    (entry,) = built(reading("a", made)).entries
    assert [o.role for o in entry.organisations if o.name_class == "bank"] == ["actor", "actor"]
    own = claim("suspension", aspect="charging", organisations=mixed[2:])
    known = claim("discovery", organisations=(who("甲銀行", "affected"),))
    notice = reading("firm", own, publisher="甲銀行", standing="official")
    texts = {entry.text for entry in built(notice, reading("b", known)).entries}
    assert "甲銀行がミナト決済へのチャージを停止" in texts
