"""Runs give the text back whole, whatever the spans; what steers a terminal is spelt out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Claim, Mention
from keii.highlight import language_of, runs, visible

SPANS = st.tuples(st.integers(-3, 30), st.integers(-3, 30))


def mention(start: int, end: int) -> Mention:
    return Mention(kind="date", start=start, end=end, text="")


def claim(start: int, end: int) -> Claim:
    return Claim(kind="other", start=start, end=end, date=None)


@given(st.text(max_size=25), st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=8))
def test_the_runs_together_are_the_text(
    text: str, spans: list[tuple[int, int]], sentences: list[tuple[int, int]]
) -> None:
    found = list(runs(text, [mention(*s) for s in spans], [claim(*s) for s in sentences]))
    assert "".join(run.text for run in found) == text
    assert all(run.text for run in found)
    inside = sorted(index for index, (start, _) in enumerate(sentences) if text and start < len(text))
    assert sorted(index for run in found for index in run.claims) == inside


def test_each_claim_begins_at_its_run() -> None:
    text = "一つ。12件。三つ。"
    found = list(runs(text, [mention(3, 6)], [claim(3, 7), claim(0, 3), claim(7, 10), claim(4, 7)]))
    assert [(r.text, r.claims) for r in found] == [
        ("一つ。", (1,)),
        ("12件", (0, 3)),
        ("。", ()),
        ("三つ。", (2,)),
    ]


def test_of_overlapping_mentions_the_first_and_longest_is_kept() -> None:
    found = [r.text for r in runs("abcdef", [mention(1, 3), mention(1, 4), mention(3, 6)]) if r.mention]
    assert found == ["bcd"]


def test_many_mentions_and_claims_take_no_time_worth_naming() -> None:
    text = "1件。" * 20_000
    found = runs(
        text,
        [mention(i, i + 2) for i in range(0, len(text), 3)],
        [claim(i, i + 3) for i in range(0, len(text), 3)],
    )
    assert sum(len(run.claims) for run in found) == 20_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb\x07", "a\\x1b[2Jb\\x07"),
        ("\u202eexe.txt\u2066\u200f", "\\u202eexe.txt\\u2066\\u200f"),
        ("\x00\udc80\x9b", "\\x00\\udc80\\x9b"),
        ("行\r\n次\tの　段\u00a0落", "行\n次\tの　段\u00a0落"),
        ("\r", "\\r"),
        ("葛󠄀飾", "葛󠄀飾"),
    ],
)
def test_only_what_can_be_seen_or_is_space_is_shown_as_it_is(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "ja"),
        ("12件", "ja"),
        ("ドコモは https://www.example/info/news/2020/index.html で公表した。", "ja"),
        ("The bank, 青空銀行, said on Monday that 120 customers had lost money.", "en"),
        ("10 cases", "en"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language
