"""What one line tells is not told again by another."""

import pytest

from db.records import Claim, Timeline
from tests.timeline.making import banks, built, cases, claim, reading, said, who, yen
from timeline.quotes import quoted_span


def _kinds(timeline: Timeline) -> list[tuple[str, str]]:
    return [(entry.date, entry.kind) for entry in timeline.entries]


SENTENCE = "ミナト決済は15日、今年に入ってから17件、141万円の被害を確認したと発表した。"
DAMAGE = said(SENTENCE, claim(date="2024-03-15", figures=(cases(17), yen(1_410_000))))


def _same_sentence(first: tuple[str, Claim], second: Claim) -> Timeline:
    """Two claims of one sentence of one page."""
    made = reading("a", first)
    facts = made.facts[0]
    told = facts.claims[0]
    values = {field: getattr(second, field) for field in second.__slots__} | {
        "start": told.start,
        "end": told.end,
    }
    facts = type(facts)(mentions=facts.mentions, claims=(told, Claim(**values)))
    return built(type(made)(document=made.document, facts=(facts,)))


@pytest.mark.parametrize(
    "second",
    [
        claim("other", "2024", figures=(cases(17),)),
        claim("other", "2024-03"),
        claim("discovery", "2024-03-15", organisations=(who("甲銀行", "affected"),)),
    ],
    ids=["its year", "its month", "what came to light that day"],
)
def test_a_sentence_that_is_told_makes_no_second_line(second: Claim) -> None:
    assert _kinds(_same_sentence(DAMAGE, second)) == [("2024-03-15", "damage_figure")]


def test_another_day_of_the_same_sentence_stands_for_itself() -> None:
    timeline = _same_sentence(DAMAGE, claim("other", "2024-03-20", organisations=(who("甲銀行"),)))
    assert _kinds(timeline) == [("2024-03-15", "damage_figure"), ("2024-03-20", "other")]


def test_figures_told_in_another_language_are_evidence() -> None:
    english = said(
        "The firm said 17 cases worth about ¥1.4 million were found.",
        claim("other", "2024-03-15T12:00+09:00", figures=(cases(17), yen(1_400_000, "about", role="amount"))),
    )
    (entry,) = built(reading("a", DAMAGE), reading("b", english)).entries
    assert (entry.kind, entry.independent_sources) == ("damage_figure", 2)


def test_a_correction_is_a_line_of_its_own() -> None:
    corrected = said(
        "被害額を17件、141万円に訂正した。", claim("other", "2024-03-15", figures=(yen(1_410_000),))
    )
    assert len(built(reading("a", DAMAGE), reading("b", corrected)).entries) == 2


def test_banks_beside_the_totals_hold_as_of_their_moment() -> None:
    total = claim(date="2024-03-05", as_of="2024-03-04T20:00+09:00", figures=(cases(172), yen(27_760_000)))
    timeline = built(reading("a", total, claim(date="2024-03-05", figures=(banks(11),))))
    assert [(e.as_of, {f.role for f in e.figures}) for e in timeline.entries] == [
        ("2024-03-04T20:00+09:00", {"cases", "damage_total", "banks"})
    ]


def test_banks_of_another_page_or_moment_stand_for_themselves() -> None:
    total = claim(date="2024-03-05", as_of="2024-03-04", figures=(cases(172), yen(27_760_000)))
    for other in (
        (reading("a", total), reading("b", claim(date="2024-03-05", figures=(banks(11),)))),
        (reading("a", total, claim(date="2024-03-20", figures=(banks(11),))),),
        (reading("a", total, claim(date="2024-03-05", as_of="2024-03-05T09:00", figures=(banks(11),))),),
    ):
        assert len(built(*other).entries) == 2


def test_a_month_told_again_by_nobody_in_particular_is_its_last_day() -> None:
    done = claim("compensation", "2024-03-28", organisations=(who("甲銀行", "actor"),))
    timeline = built(reading("a", done), reading("b", claim("compensation", "2024-03")))
    assert _kinds(timeline) == [("2024-03-28", "compensation")]


WORDS = "The operator said on Monday that customers whose deposits were taken through the service "
TEXT = WORDS + "would be compensated in full by the end of the following month at the latest."


def test_a_quote_is_not_cut_within_a_word() -> None:
    start, end = quoted_span(TEXT, Claim(kind="other", date=None, start=0, end=len(TEXT)))
    assert (start, TEXT[start:end].endswith(" "), TEXT[end]) == (0, False, " ")
    assert 100 < end <= 120


def test_a_long_run_of_signs_is_cut_all_the_same() -> None:
    assert quoted_span("x" * 500, Claim(kind="other", date=None, start=0, end=500)) == (0, 120)


MINATO = (who("ミナト社", "actor", "operator"),)


def test_a_promise_that_is_only_reported_again_is_no_news() -> None:
    promised = claim("compensation", "2024-03-05", certainty="planned", organisations=MINATO)
    again = claim(
        "compensation", "2024-03-15", certainty="planned", organisations=MINATO, reported_on="2024-03-15"
    )
    begun = said("ミナト社は補償を開始した。", claim("compensation", "2024-03-20", organisations=MINATO))
    timeline = built(reading("a", promised), reading("b", again, published="2024-03-15"), reading("c", begun))
    assert _kinds(timeline) == [("2024-03-05", "compensation"), ("2024-03-20", "compensation")]
    assert timeline.entries[0].independent_sources == 2


def test_a_completion_that_is_planned_is_not_told_as_done() -> None:
    planned = claim("compensation", "2024-03-31", certainty="planned", organisations=MINATO)
    words = said("ミナト社は31日をめどに補償を終える。", planned), said("ミナト社は補償を完了する。", planned)
    for told in words:
        (entry,) = built(reading("a", told)).entries
        assert "補償を完了する方針" in entry.text or entry.text.endswith("補償の方針（aが報じた）")


def test_the_same_sentence_of_a_later_version_says_nothing_new() -> None:
    words = "全額を補償する予定です。"
    versions = [
        reading(
            "a",
            said(words, claim("compensation", day, certainty="planned", reported_on=day)),
            published=day,
            version=day,
            captured_at=f"{day}T12:00:00Z",
        )
        for day in ("2024-03-05", "2024-03-08")
    ]
    for order in (versions, versions[::-1]):
        assert [entry.date for entry in built(*order).entries] == ["2024-03-05"]


@pytest.mark.parametrize(
    ("words", "shown", "day"),
    [
        ("3月5日に公表した「12行」は「11行」の誤りでした。", "3月5日", "2024-03-08"),
        ("The 12 banks announced on March 5 were a mistake: corrected to 11 banks.", "March 5", "2024-03-08"),
        ("3月5日に12行から11行に訂正した。", "3月5日", "2024-03-05"),
    ],
)
def test_a_correction_stands_on_the_day_it_is_told(words: str, shown: str, day: str) -> None:
    wrong = said(words, claim("other", "2024-03-05", figures=(banks(11),), reported_on="2024-03-08"))
    (entry,) = built(reading("a", wrong, published="2024-03-08", dates=((shown, "2024-03-05"),))).entries
    assert entry.date == day


def test_nothing_but_a_quote_of_what_the_day_tells_is_no_line() -> None:
    told = claim("press_conference", "2024-03-15", organisations=MINATO)
    assert _kinds(
        _same_sentence(said("ミナト社は15日に会見した。", told), claim("countermeasure", "2024-03-15"))
    ) == [("2024-03-15", "press_conference")]


def test_the_last_count_of_banks_alone_is_not_the_latest_where_the_totals_tell_a_later_one() -> None:
    alone = claim(date="2024-03-04", figures=(banks(8),))
    total = claim(date="2024-03-06", figures=(cases(66), yen(18_000_000), banks(11)))
    series = {s.role: s.points[-1].status for s in built(reading("a", alone), reading("b", total)).series}
    assert series == {"damage_total": "current", "banks": "superseded"}


def test_a_total_that_only_a_correction_tells_is_the_latest_of_its_series() -> None:
    first = claim(date="2024-03-05", figures=(yen(4_800_000_000, "about"),))
    taken_back = Claim(
        kind="other", start=0, end=0, date="2024-03-08", reported_on="2024-03-08",
        figures=(yen(4_800_000_000, "about", start=9, end=13), yen(5_230_000_000, start=20, end=27)),
    )  # fmt: skip
    words = "同社は8日、流出を48億円としていたのを、52億3千万円に訂正した。"
    (series,) = built(reading("a", first), reading("b", said(words, taken_back))).series
    assert [(p.value, p.status) for p in series.points] == [
        (4_800_000_000, "corrected"),
        (5_230_000_000, "current"),
    ]


def test_a_stop_without_a_name_on_a_firms_own_page_is_its_own() -> None:
    stop = claim("suspension", aspect="withdrawal")
    known = claim(
        date="2024-03-01", figures=(cases(12),), organisations=(who("ミナト社", "affected", "exchange"),)
    )
    timeline = built(reading("ミナト社", known, stop, standing="official"), reading("b", stop))
    suspended = [e for e in timeline.entries if e.kind == "suspension"]
    assert [(o.name, o.role) for e in suspended for o in e.organisations] == [("ミナト社", "actor")]


def test_a_long_count_told_again_next_day_is_the_same() -> None:
    timeline = built(
        reading("a", claim(date="2024-03-05", figures=(cases(5244),))),
        reading("b", claim(date="2024-03-06", figures=(cases(5244),))),
        reading("c", claim(date="2024-03-07", figures=(cases(24),))),
        reading("d", claim(date="2024-03-08", figures=(cases(24),))),
    )
    assert [entry.date for entry in timeline.entries] == ["2024-03-05", "2024-03-07", "2024-03-08"]


def test_a_quote_that_is_cut_shows_it() -> None:
    told = Claim(kind="other", start=0, end=0, date="2024-03-15", organisations=(who("甲銀行"),))
    (entry,) = built(reading("a", said(TEXT, told)), language="en").entries
    assert "through the service…" in entry.text or "…”" in entry.text


def test_an_increase_alone_reads_as_one() -> None:
    more = claim(figures=(cases(47, role="cases_increment"), yen(5_520_000, role="damage_increment")))
    lines = [built(reading("a", more), language=lang).entries[0].text for lang in ("ja", "en")]
    assert lines == [
        "被害が47件、552万円増加（aが報じた）",
        "Damage up by 47 cases, ¥5.52 million (reported by a)",
    ]
