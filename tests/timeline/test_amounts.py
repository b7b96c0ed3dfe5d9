"""Sums and counts: found, with exact values; read in context; never from another word."""

import pytest

from timeline.amounts import find_amounts
from timeline.numerals import read_japanese
from timeline.text import fold


def found(text: str) -> list[tuple[str, object, str | None, str]]:
    return [(m.text, m.value, m.unit, m.qualifier) for m in find_amounts(fold(text))]


MONEY = [
    ("1200万円", 12_000_000, "JPY"),
    ("2,542万円", 25_420_000, "JPY"),
    ("1億2,345万6千円", 123_456_000, "JPY"),
    ("141万5141円", 1_415_141, "JPY"),
    ("５５００万円", 55_000_000, "JPY"),
    ("二千五百四十二万円", 25_420_000, "JPY"),
    ("5.2億円", 520_000_000, "JPY"),
    ("1811.1万円", 18_111_000, "JPY"),
    ("498,000 円", 498_000, "JPY"),
    ("6,000 万円", 60_000_000, "JPY"),
    ("2,845.5円", "2845.5", "JPY"),
    ("1兆2000億円", 1_200_000_000_000, "JPY"),
    ("2千5百万円", 25_000_000, "JPY"),
    ("十億円", 1_000_000_000, "JPY"),
    ("0円", 0, "JPY"),
    ("金弐拾萬圓", 200_000, "JPY"),
    ("¥25.42 million", 25_420_000, "JPY"),
    ("￥1,000,000", 1_000_000, "JPY"),
    ("¥18億", 1_800_000_000, "JPY"),
    ("10億ドル", 1_000_000_000, "USD"),
    ("3億米ドル", 300_000_000, "USD"),
    ("1000万ユーロ", 10_000_000, "EUR"),
    ("5億2300万XEM", 523_000_000, "XEM"),
    ("5億2630万10XEM", 526_300_010, "XEM"),
    ("5億NEM", 500_000_000, "XEM"),
    ("5966.1BTC", "5966.1", "BTC"),
    ("1万2千ビットコイン", 12_000, "BTC"),
    ("$530 million", 530_000_000, "USD"),
    ("US$5 million", 5_000_000, "USD"),
    ("€1.2bn", 1_200_000_000, "EUR"),
    ("£300k", 300_000, "GBP"),
    ("25.42 million yen", 25_420_000, "JPY"),
    ("58 billion yen", 58_000_000_000, "JPY"),
    ("4,500 bitcoins", 4500, "BTC"),
    ("523 million XEM", 523_000_000, "XEM"),
    ("500 million NEM tokens", 500_000_000, "XEM"),
    ("two million yen", 2_000_000, "JPY"),
    ("Rs 94.42 crore", 944_200_000, "INR"),
    ("NZ$3.5m", 3_500_000, "NZD"),
    ("CHF 2.5m", 2_500_000, "CHF"),
    ("120,000 wrapped ether", 120_000, "ETH"),
    ("9万 stETH", 90_000, "stETH"),
    ("2000万ソラナ", 20_000_000, "SOL"),
]


@pytest.mark.parametrize(("text", "value", "unit"), MONEY)
def test_money(text: str, value: object, unit: str) -> None:
    (mention,) = find_amounts(fold(text))
    shown = (mention.kind, mention.value, mention.unit, mention.qualifier)
    assert shown == ("money", value, unit, "exact")
    assert mention.end - mention.start >= len(text) - 1


COUNTS = [
    ("120件", 120, "件"), ("13万6909件", 136_909, "件"), ("35銀行", 35, "銀行"), ("11行", 11, "行"), ("5社", 5, "社"),
    ("73人", 73, "人"), ("808 人", 808, "人"), ("54名", 54, "名"), ("550万口座", 5_500_000, "口座"), ("約3千人", 3000, "人"),
    ("1万3000口座", 13_000, "口座"), ("8事業者", 8, "事業者"), ("三人", 3, "人"), ("十五社", 15, "社"), ("47都道府県", 47, "都道府県"),
    ("20カ国", 20, "カ国"), ("150か国", 150, "か国"), ("3カ所", 3, "カ所"), ("12箇所", 12, "箇所"), ("1万9000台", 19_000, "台"),
    ("3万通", 30_000, "通"), ("2万回", 20_000, "回"), ("350世帯", 350, "世帯"), ("11団体", 11, "団体"), ("5機関", 5, "機関"),
    ("12自治体", 12, "自治体"), ("15店", 15, "店"), ("3店舗", 3, "店舗"), ("190万アカウント", 1_900_000, "アカウント"),
    ("80端末", 80, "端末"), ("50サーバー", 50, "サーバー"), ("100余人", 100, "人"),
    ("全国12の銀行", 12, "銀行"), ("6つの銀行", 6, "銀行"), ("二つのサービス", 2, "サービス"), ("6の地方銀行", 6, "銀行"),
    ("10の電子決済サービス", 10, "サービス"), ("14の国と地域", 14, "国と地域"),
    ("120 cases", 120, "cases"), ("35 partner banks", 35, "banks"), ("Seven regional lenders", 7, "lenders"),
    ("5 million customers", 5_000_000, "customers"), ("260,000 people", 260_000, "people"), ("3,543 accounts", 3543, "accounts"),
    ("twenty-five stores", 25, "stores"), ("11 Japanese regional banks", 11, "banks"), ("2,019 users", 2019, "users"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit"), COUNTS)
def test_counts(text: str, value: int, unit: str) -> None:
    (mention,) = find_amounts(fold(text))
    assert (mention.kind, mention.value, mention.unit) == ("count", value, unit)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("約1990万円", "about"), ("およそ900人", "about"), ("20件程度", "about"), ("総額約5億円", "about"), ("約計5億円", "about"),
        ("150万人強", "over"), ("141万円余り", "over"), ("200人超", "over"), ("1万円を超える", "over"), ("100余人", "over"), ("数余社", "vague"),
        ("30人以上", "atleast"), ("少なくとも34件", "atleast"), ("最大60万円", "upto"), ("最大で60万円", "upto"), ("3社以下", "upto"),
        ("50人未満", "under"), ("計120件", "exact"), ("120件", "exact"), ("最も120件", "exact"),
        ("about 900 people", "about"), ("Some 300 users", "about"), ("at least 34 cases", "atleast"),
        ("more than 900 people", "over"), ("as many as 900 people", "upto"), ("fewer than 900 people", "under"),
        ("up to a total of 900 people", "upto"), ("whereabout 900 people", "exact"),
    ],
)  # fmt: skip
def test_qualifiers(text: str, qualifier: str) -> None:
    (mention,) = find_amounts(fold(text))
    assert mention.qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    [
        "数千万円",
        "数十万円",
        "百数十円",
        "数件",
        "数十人",
        "十数社",
        "3、4人",
        "several banks",
        "dozens of companies",
        "1万1万円",
    ],
)
def test_what_is_vague_has_no_value(text: str) -> None:
    (mention,) = find_amounts(fold(text))
    assert (mention.value, mention.qualifier) == (None, "vague")


def test_the_words_around_a_number_are_not_part_of_it() -> None:
    assert found("約141万円余りを超えた") == [("141万円", 1_410_000, "JPY", "over")]


def test_a_range_of_sums_is_its_two_ends() -> None:
    assert found("30万〜60万円") == [("30万", 300_000, "JPY", "atleast"), ("60万円", 600_000, "JPY", "upto")]
    assert found("5～8人") == [("5", 5, "人", "atleast"), ("8人", 8, "人", "upto")]


def test_per_piece_is_a_rate_and_the_sum_beside_it_is_not() -> None:
    assert found("1件当たり最大60万円、1人につき5万円") == [
        ("60万円", 600_000, "JPY", "upto"),
        ("5万円", 50_000, "JPY", "exact"),
    ]


def test_neighbours_are_kept_apart() -> None:
    shown = found("計109件1811.1万円。15件計約500万円、17件、1,415,141円、18件・2万円、PayPay17件")
    assert [value for _, value, _, _ in shown] == [
        109,
        18_111_000,
        15,
        5_000_000,
        17,
        1_415_141,
        18,
        20_000,
        17,
    ]


def test_a_sum_in_another_currency_in_brackets() -> None:
    assert [m[1:3] for m in found("3.3 billion yen ($30 million)")] == [
        (3_300_000_000, "JPY"),
        (30_000_000, "USD"),
    ]


def test_numbers_of_any_size_are_exact_or_not_read() -> None:
    (mention,) = find_amounts("9" * 400 + "円")
    assert mention.value == int("9" * 400)
    (mention,) = find_amounts("9" * 5000 + "円")
    assert mention.value is None
    assert read_japanese("9" * 100_000) is None
