"""What a line says beyond the sentences that it cites, and footnotes that are not made of a citation."""

from dataclasses import replace

import pytest

from db.records import Entry, Facts, Mention, Reading
from tests.timeline.making import built, claim, reading, said, who, yen
from timeline.names import load_gazetteer
from timeline.proof import unproved
from timeline.render import markdown
from timeline.render.proof import loose_notes

SENTENCE = "ミナト銀行は3月5日、被害が1990万円になったと発表した。"


def made() -> tuple[Entry, Reading]:
    told = reading("a", said(SENTENCE, claim(figures=(yen(19_900_000),), organisations=(who("ミナト銀行"),))))
    amount = Mention(kind="money", start=16, end=22, text="1990万円", value=19_900_000, unit="JPY")
    told = replace(told, facts=(replace(told.facts[0], mentions=(amount,)),))
    (entry,) = built(told).entries
    return entry, told


def loose(entry: Entry, told: Reading) -> list[str]:
    readings = {(told.document.url, told.document.digest): told}
    return unproved(entry, readings, load_gazetteer(), "Asia/Tokyo")


def test_a_line_that_was_built_says_no_more_than_its_sentence() -> None:
    assert loose(*made()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ミナト銀行の被害は1,991万円", ["1,991万円"]),
        ("ミナト銀行の被害は73件、1,990万円", ["73件"]),
        ("ミナト銀行の被害は1,990万円（2024年3月7日時点）", ["2024年3月7日"]),
        ("ミナト銀行の被害は1,990万円（2024年3月5日時点）", []),
        (f"「{SENTENCE}」（a）", []),
        (f"「{SENTENCE.replace('1990', '1991')}」（a）", ["1991万円"]),
    ],
)
def test_what_stands_in_no_cited_sentence_is_told(text: str, expected: list[str]) -> None:
    entry, told = made()
    assert loose(replace(entry, text=text), told) == expected


def test_a_day_that_nobody_tells_is_told() -> None:
    entry, told = made()
    assert loose(replace(entry, date="2024-03-08"), told)[0] == "2024-03-08"


def test_the_words_of_a_person_are_theirs() -> None:
    entry, told = made()
    assert loose(replace(entry, text="被害は3億円", by_hand=("reworded",)), told) == []


def test_a_figure_that_was_read_nowhere_is_told() -> None:
    entry, told = made()
    assert loose(entry, replace(told, facts=(Facts(),)))


@pytest.mark.parametrize(
    ("old", "new"),
    [("1990万円", "1991万円"), ("https://a.example/1", "https://b.example/1"), ("、a1)", "、b2)")],
)
def test_a_footnote_that_is_not_made_of_a_citation_is_found(old: str, new: str) -> None:
    timeline = built(made()[1])
    cited = [c for entry in timeline.entries for c in entry.citations]
    page, mark, notes = markdown.render(timeline).rpartition("\n[^")
    assert old in notes
    assert list(loose_notes(page + mark + notes, cited)) == []
    (found,) = loose_notes(page + mark + notes.replace(old, new), cited)
    assert found == (page.count("\n") + 2, notes[:6])


def test_a_mark_without_a_footnote_is_found() -> None:
    page, _, notes = markdown.render(built(made()[1])).rpartition("\n[^")
    assert {label for _, label in loose_notes(page, [])} == {notes[:6]}
