"""Names that a text introduces itself, and their later uses: a new incident needs no gazetteer."""

import pytest

from tests.timeline.growth import grows_with_length
from timeline.names import find_names, load_gazetteer
from timeline.text import fold

GAZETTEER = load_gazetteer()


def names_in(text: str) -> list[tuple[str, str | None]]:
    return [(m.text, m.canonical) for m in find_names(fold(text), GAZETTEER, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("株式会社カエデ商会は停止", [("株式会社カエデ商会", "カエデ商会")]),
        ("カエデ商会株式会社は停止", [("カエデ商会株式会社", "カエデ商会")]),
        ("株式会社あさがおペイは", [("株式会社あさがおペイ", "あさがおペイ")]),
        ("（株）カエデは", [("(株)カエデ", "カエデ")]),
        ("株式会社カエデ代表取締役の", [("株式会社カエデ", "カエデ")]),
        ("株式会社セブン・ペイは", [("株式会社セブン・ペイ", "セブン・ペイ")]),
        ("地元の若葉銀行で", [("若葉銀行", "若葉銀行")]),
        ("米リバーサイド銀行は", [("リバーサイド銀行", "リバーサイド銀行")]),
        ("「ひまわり銀行」で", [("ひまわり銀行", "ひまわり銀行")]),
        ("若葉市立病院は", [("若葉市立病院", "若葉市立病院")]),
        ("徳島県つつじ町立若葉病院は", [("つつじ町立若葉病院", "つつじ町立若葉病院")]),
        ("旭川地裁は", [("旭川地裁", "旭川地裁")]),
        ("通信大手ノースリンクは", [("ノースリンク", "ノースリンク")]),
        ("電子マネー「ことりペイ」で", [("ことりペイ", "ことりペイ")]),
        ("暗号資産取引所「ビットカエデ」から", [("ビットカエデ", "ビットカエデ")]),
        ("「トリペイ(ToriPay)」が", [("トリペイ(ToriPay)", "トリペイ")]),
        ("国家郵便監督庁(NPSA)は", [("国家郵便監督庁(NPSA)", "国家郵便監督庁")]),
        ("Maple Pay Ltd. said", [("Maple Pay Ltd.", "Maple Pay")]),
        ("Customers of Blue Harbor Bank lost", [("Blue Harbor Bank", "Blue Harbor Bank")]),
        ("the Ministry of Digital Affairs (MODA) said", [("Ministry of Digital Affairs (MODA)", "Ministry of Digital Affairs")]),
        ("Metro Police Department said", [("Metro Police Department", "Metro Police Department")]),
        ("Robinhood Markets Inc. said", [("Robinhood Markets Inc.", "ロビンフッド")]),
    ],
)  # fmt: skip
def test_introduced(text: str, expected: list[tuple[str, str]]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "again", "canonical"),
    [
        ("株式会社カエデ商会は停止した。カエデ商会によると", "カエデ商会", "カエデ商会"),
        ("サンプルテック株式会社(以下「ST社」)は停止した。ST社によると", "ST社", "サンプルテック"),
        ("サンプルテック株式会社(東京、以下サンテク)は停止した。サンテクは", "サンテク", "サンプルテック"),
        ("若葉銀行は停止した。若葉銀は", "若葉銀", "若葉銀行"),
        ("NTTドコモ(以下「当該会社D」)は停止した。当該会社Dは", "当該会社D", "NTTドコモ"),
        ("国家郵便監督庁(NPSA)は調べた。NPSAは", "NPSA", "国家郵便監督庁"),
        ("Maple Pay Ltd. halted transfers. Maple Pay said", "Maple Pay", "Maple Pay"),
        ("First Maple Bank of Nevada (FMBN) closed. FMBN said", "FMBN", "First Maple Bank of Nevada"),
        ("「トリペイ(ToriPay)」が止まった。ToriPayは", "ToriPay", "トリペイ"),
    ],
)
def test_later_uses_are_the_same_name(text: str, again: str, canonical: str) -> None:
    found = names_in(text)
    assert found[-1] == (again, canonical)
    assert {name for _, name in found} == {canonical}


def test_introduced_names_have_no_code_and_authorities_are_told() -> None:
    found = find_names("若葉銀行を旭川地裁に訴えた", GAZETTEER, None)
    assert [(m.name_class, m.code) for m in found] == [("other", None), ("authority", None)]


@pytest.mark.parametrize(
    "piece",
    [
        "七十七、", "中国銀行、", "(", "A Inc ", "Abc ", "株式会社", "銀行", "「", "」(", "X Bank and ", "3行", "七十七、中国銀行、",
        "1", "Bank of ", "A&", "ひらがな", "・七十七\n", "七十七|中国|東邦\n", "、以下", "(以下", "通信大手", " ", "銀",
    ],
)  # fmt: skip
def test_time_is_bounded_by_length(piece: str) -> None:
    assert grows_with_length(lambda text: find_names(text, GAZETTEER, None), piece, 10_000, 10)
