"""Folding keeps every offset; sentences keep quotes whole."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.text import fold, sentences

ANYTHING = st.text(st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("５５００万円", "5500万円"),
        ("９／１１〜９／１５", "9/11~9/15"),
        ("０１２０‐１９２‐０４４", "0120-192-044"),
        ("￥１，０００", "¥1,000"),
        ("8～15日", "8~15日"),
        ("（１）　［２］", "(1) [2]"),
        ("ﾄﾞｺﾓ", "トﾞコモ"),
        ("⽇本⼤学", "日本大学"),
        ("金壱百弐拾萬圓", "金一百二十万円"),
        ("参加者と壱岐と拾得物", "参加者と壱岐と拾得物"),
        ("①10件 ²³", "①10件 ²³"),
        ("㎏ ㍻ ﷺ", "㎏ ㍻ ﷺ"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANYTHING)
def test_folding_keeps_the_length_and_is_stable(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    "text", ["\ud800", "か\u3099が", "👨\u200d👩\u200d👧", "\x00\x01", "", "ｶﾞｷﾞ", "e\u0301"]
)
def test_folding_survives_odd_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("停止した。再開した。", ["停止した。", "再開した。"]),
        ("「止めた。戻す。」と述べた。次。", ["「止めた。戻す。」と述べた。", "次。"]),
        ("本当か！？はい。", ["本当か！？", "はい。"]),
        ("- 一つ目\n- 二つ目", ["- 一つ目", "- 二つ目"]),
        ("銀行 | 10件 | 20万円\n別 | 1件 | 2円", ["銀行 | 10件 | 20万円", "別 | 1件 | 2円"]),
        ("（注。ここまで）本文。", ["（注。ここまで）本文。"]),
        ("「閉じない。次の文。", ["「閉じない。", "次の文。"]),
        ("It stopped. It resumed.", ["It stopped.", "It resumed."]),
        (
            "NTT Inc. said so on Sept. 14. It paid $2.5 million.",
            ["NTT Inc. said so on Sept. 14.", "It paid $2.5 million."],
        ),
        (
            "At 3 p.m. the U.S. unit of A. B. Corp. stopped. Then it rested.",
            ["At 3 p.m. the U.S. unit of A. B. Corp. stopped.", "Then it rested."],
        ),
        ("\n\n  \n", []),
        ("。。。", ["。。。"]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(ANYTHING)
def test_sentences_are_ordered_and_leave_out_only_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
