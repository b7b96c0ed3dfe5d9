"""What looks like a name and is not found as one; ordinary words do not look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.anchor import Anchor
from timeline.mentions import find_mentions
from timeline.names import load_gazetteer
from timeline.names.listing import answers_to, known_names
from timeline.names.lookalikes import find_lookalikes
from timeline.text import fold

GAZETTEER = load_gazetteer()
ANCHOR = Anchor(written_on="2020-09-10")


def lookalikes(text: str) -> list[tuple[str, str, str, str | None]]:
    mentions = find_mentions(text, ANCHOR, GAZETTEER)
    found = find_lookalikes(fold(text), GAZETTEER, mentions)
    return [(text[a.start : a.end], a.looks, a.why, a.known) for a in found]


@pytest.mark.parametrize(
    ("text", "word", "looks"),
    [
        ("アプリはうみねこペイと呼ばれる", "うみねこペイ", "service"),
        ("会員カードでみずき銀行が", "みずき銀行", "bank"),
        ("カモメドットの利用者", "カモメドット", "katakana"),
        ("被害は青潮ペイにも及んだ", "青潮ペイ", "service"),
        ("ＫＡＭＯＭＥは停止した", "ＫＡＭＯＭＥ", "latin"),
        ("It was told by Brightwater that customers", "Brightwater", "latin"),
        ("On Friday, Green Heron Club closed.", "Green Heron Club", "latin"),
        ("The app eHeron stopped.", "eHeron", "latin"),
    ],
)
def test_an_unknown_name_is_shown(text: str, word: str, looks: str) -> None:
    assert (word, looks, "unknown", None) in lookalikes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ドコモショップで受け付ける", ("ドコモショップ", "katakana", "barred", None)),
        ("The AU card", ("AU", "latin", "spelling", "KDDI")),
        ("メルカリストの話", ("メルカリスト", "katakana", "longer", "メルカリ")),
    ],
)
def test_why_a_known_name_is_not_found(text: str, expected: tuple[str, str, str, str | None]) -> None:
    assert expected in lookalikes(text)


@pytest.mark.parametrize(
    "text",
    [
        "地方銀行と複数の銀行のキャッシュカードで、交通系電子マネーやプリペイドカードのサービスを停止した。",
        "サイバーセキュリティの担当者がサーバーへのアクセスをチェックした。IPアドレスとメールアドレスを確認。",
        "The company said on Monday that customers had lost money. However, officials of the US government denied it.",
        "詳しくは https://www.Example.com/Heron/News や Desk@Heron.example まで",
        "七十七銀行は9月11日、ドコモ口座とPayPayで120件、約1000万円と発表した。",
        "Hackers attacked. Yesterday they stole.",
        "",
    ],
)
def test_ordinary_words_addresses_and_found_facts_are_not_shown(text: str) -> None:
    assert lookalikes(text) == []


@given(st.text(alphabet="ァペイ銀行ぁABab ・・.'&み中1\n\x00", max_size=60))
def test_any_text_is_answered_in_order_and_in_bounds(text: str) -> None:
    found = find_lookalikes(fold(text), GAZETTEER, find_mentions(text, ANCHOR, GAZETTEER))
    at = 0
    for alike in found:
        assert at <= alike.start < alike.end <= len(text)
        at = alike.end


@pytest.mark.parametrize("part", ["A", "ア", "あ", "Ab ", "ア・", "一", "A.'", "ペイ", "銀行", "@a", "a@"])
def test_no_text_takes_long(part: str) -> None:
    import time

    text = part * (100_000 // len(part))
    begun = time.process_time()
    find_lookalikes(text, GAZETTEER, [])
    assert time.process_time() - begun < 5


def test_the_list_holds_former_names_with_their_time() -> None:
    (third,) = [k for k in known_names() if k.name.canonical == "第三銀行"]
    assert (third.name.code, third.name.until, third.taught) == ("0546", "2021-04-22", False)
    assert answers_to(third, "daisan")
    assert not answers_to(third, "054")
