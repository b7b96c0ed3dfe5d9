"""A person's decisions: what they do to a timeline, and that they hold when the lines get other ids."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from db.records import AddedEntry, Claim, Decided, Decision, Entry, Figure, Reading, Review, Said, Timeline
from tests.timeline.making import INCIDENT, banks, built, cases, claim, reading, said, who, yen
from timeline.render import html, json, markdown

FIRST = claim(as_of="2024-03-05", figures=(yen(18_000_000), cases(66)))
SECOND = claim(date="2024-03-07", as_of="2024-03-07", figures=(yen(25_000_000), cases(120)))
STOP = claim("suspension", aspect="charging", organisations=(who("甲銀行", "actor"),))
STORY = (
    reading("甲報", said("5日時点の被害は66件、1800万円。", FIRST), said("甲銀行はチャージを止めた。", STOP)),
    reading("乙報", said("7日時点の被害は120件、2500万円。", SECOND)),
)


def entry_with(timeline: Timeline, words: str) -> Entry:
    return next(e for e in timeline.entries if any(words in c.quote for c in e.citations))


def said_of(entry: Entry) -> Said:
    """What the tool writes beside an id."""
    first = entry.citations[0]
    return Said(
        date=entry.date, kind=entry.kind, aspect=entry.aspect, figures=entry.figures,
        names=tuple(o.name for o in entry.organisations), url=first.url, quote=first.quote,
    )  # fmt: skip


def about(entry: Entry, action: str, **more: object) -> Decision:
    return Decision(action=action, entry=entry.id, said=said_of(entry), **more)  # type: ignore[arg-type]


def reviewed(readings: Sequence[Reading], *decisions: Decision, added: Sequence[AddedEntry] = (),
             language: str | None = None) -> Timeline:  # fmt: skip
    return built(*readings, review=Review(decisions=decisions, added=tuple(added)), language=language)


def test_what_is_hidden_is_nowhere() -> None:
    plain = built(*STORY)
    hidden = entry_with(plain, "120件")
    after = reviewed(STORY, about(hidden, "hide", why="誤読"))
    assert hidden.id not in json.render(after).partition('"review"')[0]
    assert [e.status for e in after.entries if e.kind == "damage_figure"] == ["current"]
    assert [p.value for s in after.series for p in s.points if p.status == "current"] == [18_000_000]
    assert after.decided == (Decided(action="hide", entry=hidden.id, state="applied", why="誤読"),)
    stopped = about(entry_with(plain, "止めた"), "hide")
    assert not [row for row in reviewed(STORY, stopped).standing if row.charging]


def test_a_hidden_line_is_not_replaced_by_its_twin() -> None:
    """Lines that come out in the same words are shown once; hiding that one hides the others."""
    deed = claim("arrest", organisations=(who("県警", "actor", "authority"),))
    other = replace(deed, figures=(Figure(role="accounts", value=3, unit="口座"),))
    twins = (
        reading("甲報", said("逮捕した。", deed)),
        reading("乙報", said("口座3つの件で逮捕した。", other)),
    )
    (shown,) = built(*twins).entries
    assert reviewed(twins, about(shown, "hide")).entries == ()


def test_a_merged_line_gives_its_evidence_to_the_other() -> None:
    plain = built(*STORY)
    one, into = entry_with(plain, "66件"), entry_with(plain, "120件")
    decision = about(one, "merge", into=into.id, into_said=said_of(into))
    after = reviewed(STORY, decision)
    merged = next(e for e in after.entries if e.id == into.id)
    assert one.id not in {e.id for e in after.entries}
    assert {c.publisher for c in merged.citations} == {"甲報", "乙報"}
    assert merged.independent_sources == 2
    assert merged.by_hand == ("merged",)
    assert merged.figures == into.figures


def test_a_reworded_line_says_so_and_only_in_its_language() -> None:
    entry = entry_with(built(*STORY), "止めた")
    decision = about(entry, "reword", texts=(("", "甲銀行、チャージを全面停止"),))
    (after,) = [e for e in reviewed(STORY, decision).entries if e.id == entry.id]
    assert (after.text, after.by_hand) == ("甲銀行、チャージを全面停止", ("reworded",))
    english = reviewed(STORY, decision, language="en")
    assert not [e for e in english.entries if e.by_hand]
    both = replace(decision, texts=(("", "全面停止"), ("en", "All charging stopped")))
    assert "All charging stopped" in [e.text for e in reviewed(STORY, both, language="en").entries]
    assert "**編集者による文言**" in markdown.render(reviewed(STORY, decision))


def test_a_pinned_line_is_marked_and_may_get_a_date() -> None:
    undated = reading("丙報", said("知事が会見した。", claim("press_conference", None, organisations=(
        who("県", "actor", "authority"),))), published=None)  # fmt: skip
    readings = (*STORY, undated)
    entry = entry_with(built(*readings), "会見")
    assert entry.status == "unresolved"
    after = reviewed(readings, about(entry, "pin", date="2024-03-06"))
    pinned = next(e for e in after.entries if e.id == entry.id)
    assert (pinned.date, pinned.status, pinned.by_hand) == ("2024-03-06", "current", ("pinned", "dated"))
    assert [e.date for e in after.entries] == sorted(e.date for e in after.entries)


MOVES: list[tuple[str, Claim]] = [
    ("a figure told more finely", replace(FIRST, figures=(yen(18_041_000), cases(66)))),
    ("a further figure", replace(FIRST, figures=(*FIRST.figures, banks(5)))),
    ("another role", replace(FIRST, figures=(yen(18_000_000), cases(66, role="cases_part")))),
    ("another name", replace(FIRST, organisations=(who("ミナト社", "speaker", "operator"),))),
    ("another date", replace(FIRST, date="2024-03-04")),
    ("another kind", replace(FIRST, kind="other")),
    ("a rule of another name", replace(FIRST, rule="renamed")),
]


@pytest.mark.parametrize("now", [now for _, now in MOVES], ids=[name for name, _ in MOVES])
def test_a_decision_finds_its_line_when_a_rule_reads_it_otherwise(now: Claim) -> None:
    words = "5日時点の被害は66件、1800万円。"
    decision = about(entry_with(built(*STORY), "66件"), "reword", texts=(("", "書き換え"),))
    after = reviewed((reading("甲報", said(words, now)), STORY[1]), decision)
    (entry,) = [e for e in after.entries if e.by_hand]
    assert words in [c.quote for c in entry.citations]
    (outcome,) = after.decided
    assert (outcome.state, outcome.found) == (
        ("applied", None) if entry.id == decision.entry else ("moved", entry.id)
    )


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("its page is gone", STORY[1:]),
        ("the figure is another", (reading("甲報", said("5日時点の被害は66件、1800万円。", replace(
            FIRST, figures=(yen(98_000_000), cases(66))))), STORY[1])),
    ],
)  # fmt: skip
def test_a_decision_that_matches_nothing_is_told_and_changes_nothing(
    name: str, readings: tuple[Reading, ...]
) -> None:
    decision = about(entry_with(built(*STORY), "66件"), "hide")
    after = reviewed(readings, decision)
    assert [d.state for d in after.decided] == ["unmatched"]
    assert after.entries == built(*readings).entries


def test_new_documents_leave_decisions_as_they_were() -> None:
    plain = built(*STORY)
    decisions = (
        about(entry_with(plain, "120件"), "hide"),
        about(entry_with(plain, "止めた"), "reword", texts=(("", "チャージ停止"),)),
    )
    more = reading("丁報", said("甲銀行はチャージを停止した。", STOP), said("被害は120件。", replace(
        SECOND, figures=(cases(120),))), published="2024-03-08")  # fmt: skip
    after = reviewed((*STORY, more), *decisions)
    assert {d.state for d in after.decided} <= {"applied", "moved"}
    assert "チャージ停止" in [e.text for e in after.entries]
    assert not [e for e in after.entries if e.kind == "damage_figure" and e.date == "2024-03-07"]


def test_two_lines_that_are_equally_near_are_left_alone() -> None:
    deeds = [
        claim("arrest", organisations=(who(name, "actor", "authority"),)) for name in ("甲県警", "乙県警")
    ]
    readings = (reading("甲報", *(said("逮捕した。", deed) for deed in deeds)),)
    assert len(built(*readings).entries) == 2
    lost = Decision(action="hide", entry="0000000000", said=Said(
        date="2024-03-05", kind="arrest", url="https://甲報.example/1", quote="逮捕した。"))  # fmt: skip
    after = reviewed(readings, lost)
    assert [d.state for d in after.decided] == ["ambiguous"]
    assert after.entries == built(*readings).entries


def test_a_decision_about_an_id_alone_works_as_long_as_the_id_does() -> None:
    entry = entry_with(built(*STORY), "66件")
    bare = Decision(action="hide", entry=entry.id)
    assert entry.id not in {e.id for e in reviewed(STORY, bare).entries}
    assert [d.state for d in reviewed(STORY[1:], bare).decided] == ["unmatched"]


ADDED = AddedEntry(
    date="2024-03-06", kind="other", texts=(("", "知事が定例会見で言及"),), url="http://甲報.example/1/#top",
    quote="甲銀行は チャージを止めた。", publisher="甲報", published="2024-03-06",
)  # fmt: skip


def test_an_added_line_stands_at_its_date_with_the_place_of_its_words() -> None:
    after = reviewed(STORY, added=[ADDED])
    mine = next(e for e in after.entries if e.by_hand)
    (citation,) = mine.citations
    source = STORY[0].document
    assert (citation.digest, citation.url) == (source.digest, source.url)
    assert source.sections[0].text[citation.start : citation.end] == citation.quote
    assert [e.date for e in after.entries] == sorted(e.date for e in after.entries)
    assert mine.by_hand == ("added",)
    other = reviewed(STORY, added=[replace(ADDED, texts=(("", "別の文言"),))])
    assert [e.id for e in other.entries if e.by_hand] == [mine.id]


@pytest.mark.parametrize("change", [{"quote": "ない言葉"}, {"url": "https://else.example/"}])
def test_an_added_line_whose_words_stand_in_no_archived_page_says_so(change: dict[str, str]) -> None:
    after = reviewed(STORY, added=[replace(ADDED, **change)])  # type: ignore[arg-type]
    (citation,) = next(e for e in after.entries if e.by_hand).citations
    assert (citation.digest, citation.captured_at) == ("", "")
    assert "保存なし" in markdown.render(after)
    assert '"digest": null' in json.render(after)


def test_the_order_of_documents_and_decisions_changes_nothing() -> None:
    plain = built(*STORY)
    one, into, stop = (entry_with(plain, words) for words in ("66件", "120件", "止めた"))
    decisions = (
        about(one, "merge", into=into.id, into_said=said_of(into)),
        about(stop, "reword", texts=(("", "停止"),)),
        about(into, "pin"),
    )
    there = reviewed(STORY, *decisions, added=[ADDED])
    back = reviewed(STORY[::-1], *decisions[::-1], added=[ADDED])
    assert json.render(there).partition('"review"')[0] == json.render(back).partition('"review"')[0]
    assert {d.state for d in there.decided} == {"applied"}


def test_the_incident_is_the_same_without_decisions() -> None:
    assert "by_hand" not in json.render(built(*STORY))
    assert built(*STORY) == built(*STORY, review=Review(), incident=INCIDENT)


def test_two_pages_that_are_not_archived_are_not_taken_for_one() -> None:
    urls = ("https://one.example/", "https://two.example/")
    mine = [replace(ADDED, url=url, publisher=url[8:11], quote=f"{url}の言葉") for url in urls]
    page = html.render(reviewed(STORY, added=mine))
    assert all(f'href="{url}"' in page for url in urls)
    assert page.count("保存なし") == 2
