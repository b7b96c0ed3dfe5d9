"""Properties of all finders: they never raise, every span is a slice, every value is read from its span."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import Mention
from tests.timeline.growth import grows_with_length
from timeline.amounts import find_amounts
from timeline.anchor import Anchor
from timeline.dates import find_dates, is_as_of
from timeline.mentions import find_mentions, settle
from timeline.names import find_names, load_gazetteer
from timeline.text import fold

PIECES = ["9月", "10日", "2020年", "令和2年", "平成99年", "11日", "翌日", "同3日", "昨年", "先週", "金曜", "(金)", "午後3時", "半", "24時", "25時", "正午", "21:13", "9/9", "2020-09-10", "~", "-", "、", "。", "末", "上旬", "以降", "まで", "時点", "1", "12", "3,456", ".5", "億", "万", "千", "数", "何", "円", "ドル", "XEM", "件", "人", "の銀行", "つの", "社", "約", "余り", "最大", "余", "¥", "$", "million", "yen", "customers", "Sept.", "14", "Monday", "last", "May", "2019", "3", "p.m.", "JST", "midnight", "\n", "(", ")", "[", "]", "「", "」", "http://a.example/2020/09/10", "第", "当たり", "目", "前", "後", "間", "年", "月", "日", "時", "分", "秒", "か月", "２", "９", "弐", "拾", "七十七", "中国", "銀行", "銀", "ドコモ口座", "株式会社", "「", "」(以下", "大手", "市は", "みずき", "ペイ", "Bank", " of ", "Inc.", "Group ", "security firm ", "Northgate ", "(\"", "\")", "several ", "a ", "𠮷野家", "\ud800", "dozen"]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)
WRITTEN = st.one_of(
    st.none(),
    st.dates().map(str),
    st.sampled_from(
        [
            "2020",
            "2020-09",
            "2020-02-29T23:59+09:00",
            "2020-09-01/2020-09-03",
            "XXXX-09-11",
            "0001-01-01",
            "9999-12-31",
            "no date",
            "",
        ]
    ),
)
EDTF = r"(?:[0-9]{4}|XXXX)(?:-(?:[0-9]{2}|XX)(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:[+-][0-9]{2}:[0-9]{2})?)?)?)?"
VALUE = re.compile(rf"{EDTF}(?:/{EDTF})?")


def every(text: str, anchor: Anchor) -> list[Mention]:
    folded = fold(text)
    names = find_names(folded, load_gazetteer(), anchor.written_on)
    return [*find_amounts(folded), *find_dates(folded, anchor), *names]


@settings(max_examples=400, deadline=None)
@given(TEXTS, WRITTEN)
def test_never_raises_and_every_span_is_a_slice(text: str, written_on: str | None) -> None:
    folded = fold(text)
    mentions = every(text, Anchor(written_on=written_on))
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.text == folded[mention.start : mention.end]
        if mention.kind == "date":
            assert mention.value is None or VALUE.fullmatch(str(mention.value))
            assert is_as_of(folded, mention) in (True, False)
        elif mention.kind == "name":
            assert mention.canonical
            assert mention.name_class
        else:
            assert mention.value is None or re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", str(mention.value))
            assert (mention.value is None) == (mention.qualifier == "vague")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_sum_means_the_same_without_its_text(text: str) -> None:
    for mention in find_amounts(fold(text)):
        again = [found for found in find_amounts(mention.text) if found.end == len(mention.text)]
        if mention.qualifier in ("atleast", "over") or not again:
            continue  # the first end of a range has its unit from the other one
        assert again[0].value == mention.value


@settings(max_examples=200, deadline=None)
@given(TEXTS, WRITTEN)
def test_all_together_say_what_stands_there(text: str, written_on: str | None) -> None:
    for mention in find_mentions(text, Anchor(written_on=written_on), load_gazetteer()):
        assert mention.text == text[mention.start : mention.end]
        assert mention.text.strip()


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_settled_mentions_do_not_overlap(text: str) -> None:
    settled = settle(every(text, Anchor(written_on="2020-09-14")))
    assert all(before.end <= after.start for before, after in itertools.pairwise(settled))


HARD = [
    "1万",
    "?",
    "9",
    "1,",
    "千",
    "1~",
    "1、",
    "2020/",
    "9/9~",
    "(",
    "the ",
    "two ",
    "May ",
    "$1",
    "3の",
    "壱",
    "数",
    "[受付時間",
    "平日1",
    "x@",
]


@pytest.mark.parametrize("piece", HARD)
def test_time_is_linear(piece: str) -> None:
    anchor = Anchor(written_on="2020-09-14")
    assert grows_with_length(lambda text: every(text, anchor), piece, 20_000, 4)
