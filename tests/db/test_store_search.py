"""Search: two-character Japanese words, sums, English; in titles, sections and the sentences of claims."""

import pytest

from db.records import Claim, Facts
from db.store import Store
from tests.db.conftest import SLUG, capture, reading

TITLE = "青空銀行で不正な払い戻し"
TEXT = (
    "青空銀行は１２日、被害が２，５４２万円に増えたと明らかにした。\n"
    "ＰａｙＰａｙとd払いの連携を止めた。ｶﾞｽ会社には影響がない。\n"
    "Fraudulent withdrawals reached 25.42 million yen at 11 banks."
)


@pytest.fixture
def filled(store: Store) -> Store:
    kept = store.save_capture(SLUG, capture(1))
    store.save_reading(SLUG, kept, reading(kept, TEXT, "続報は夕方に出る。", title=TITLE), "r")
    return store


@pytest.mark.parametrize(
    "words",
    [
        "銀行", "被害", "青空銀行", "2542万円", "2,542万円", "２５４２万円", "12日", "paypay", "PayPay", "ｐａｙ", "d払い",
        "ガス", "ガス会社", "円", "連携 被害", "連携　被害", "withdrawals", "Fraud", "25.42", "million yen", "払い戻し 連携",
        "、", "。", "不正 FRAUDULENT",
    ],
)  # fmt: skip
def test_found(filled: Store, words: str) -> None:
    hits = filled.search(words)
    assert hits
    assert all(TEXT[hit.start : hit.end] == hit.quote for hit in hits if hit.section_index == 0)


@pytest.mark.parametrize(
    "words",
    [
        "行被",
        "銀害",
        "542万円",
        "大阪",
        "被害 大阪",
        "draw",
        "",
        " 　",
        "*",
        '"',
        "銀行 OR 大阪",
        "NOT 銀行",
        "※",
    ],
)
def test_not_found(filled: Store, words: str) -> None:
    assert filled.search(words) == []


def test_a_title_is_found_with_all_its_sections(filled: Store) -> None:
    assert [hit.section_index for hit in filled.search("払い戻し")] == [0, 1]


def test_the_quote_shows_the_word_in_its_line(filled: Store) -> None:
    (hit,) = filled.search("2542万円")
    assert hit.quote == TEXT.split("\n")[0]
    (hit,) = filled.search("ガス")
    assert hit.quote == TEXT.split("\n")[1]


def test_a_quote_is_short(store: Store) -> None:
    kept = store.save_capture(SLUG, capture(1))
    store.save_reading(SLUG, kept, reading(kept, "あ" * 500 + "被害" + "い" * 500), "r")
    (hit,) = store.search("被害")
    assert len(hit.quote) == 120
    assert "被害" in hit.quote


def test_claims_are_those_whose_sentence_holds_the_words(store: Store) -> None:
    kept = store.save_capture(SLUG, capture(1))
    text = "被害は12件。連携を止めた。"
    claims = tuple(
        Claim(kind=kind, start=start, end=end, date="2020-09-10")
        for kind, start, end in (("damage_figure", 0, 7), ("suspension", 7, 14))
    )
    from dataclasses import replace

    store.save_reading(SLUG, kept, replace(reading(kept, text), facts=(Facts(claims=claims),)), "r")
    (hit,) = store.search("連携")
    assert [(claim.kind, text[claim.start : claim.end]) for claim in hit.claims] == [
        ("suspension", "連携を止めた。")
    ]
    assert store.search("被害 連携")[0].claims == ()


def test_hits_come_oldest_first_and_no_more_than_asked(store: Store) -> None:
    for number in (3, 1, 2):
        kept = store.save_capture(SLUG, capture(number))
        store.save_reading(SLUG, kept, reading(kept, "被害", fingerprint=str(number)), "r")
    assert [hit.captured_at[8:10] for hit in store.search("被害")] == ["01", "02", "03"]
    assert len(store.search("被害", limit=2)) == 2


def test_what_is_gone_is_not_found(filled: Store) -> None:
    (kept,) = filled.captures(SLUG)
    filled.save_reading(SLUG, kept, reading(kept, "別の本文", title="別の題"), "r")
    assert filled.search("銀行") == []
    assert len(filled.search("本文")) == 1
