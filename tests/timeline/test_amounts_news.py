"""Sums and counts as reports on thefts of crypto, hijacked broker accounts, ransomware and outages write them."""

import pytest

from timeline.amounts import find_amounts
from timeline.text import fold


def shown(text: str) -> list[tuple[object, str | None, str]]:
    return [(m.value, m.unit, m.qualifier) for m in find_amounts(fold(text))]


MONEY = [
    ("$1.5 billion", 1_500_000_000, "USD", "exact"), ("US$534 million", 534_000_000, "USD", "exact"), ("¥48.2bn", 48_200_000_000, "JPY", "exact"),
    ("1.5bn yen", 1_500_000_000, "JPY", "exact"), ("€3m", 3_000_000, "EUR", "exact"), ("£12,000", 12_000, "GBP", "exact"), ("£1.2m", 1_200_000, "GBP", "exact"),
    ("580億円相当", 58_000_000_000, "JPY", "exact"), ("401,346 ETH", 401_346, "ETH", "exact"), ("4,502.9 BTC", "4502.9", "BTC", "exact"),
    ("85万BTC", 850_000, "BTC", "exact"), ("5億2630万XEM", 526_300_000, "XEM", "exact"), ("₿120", 120, "BTC", "exact"), ("1,300 bitcoins", 1300, "BTC", "exact"),
    ("19 million won", 19_000_000, "KRW", "exact"), ("数億円", None, "JPY", "vague"), ("数百万ドル", None, "USD", "vague"), ("tens of millions of dollars", None, "USD", "vague"),
    ("several million dollars", None, "USD", "vague"), ("時価約580億円", 58_000_000_000, "JPY", "about"), ("約482億円分のビットコイン", 48_200_000_000, "JPY", "about"),
    ("3000ビットコイン", 3000, "BTC", "exact"), ("約2兆1,500億ウォン", 2_150_000_000_000, "KRW", "about"), ("1.1兆円", 1_100_000_000_000, "JPY", "exact"),
    ("50億台湾ドル", 5_000_000_000, "TWD", "exact"), ("1億ドル余り", 100_000_000, "USD", "over"), ("10億ドル規模", 1_000_000_000, "USD", "about"), ("3万円台", 30_000, "JPY", "about"),
    ("$100M", 100_000_000, "USD", "exact"), ("$1.46B", 1_460_000_000, "USD", "exact"), ("USD 1.5 billion", 1_500_000_000, "USD", "exact"),
    ("1.5 billion U.S. dollars", 1_500_000_000, "USD", "exact"), ("AU$5 million", 5_000_000, "AUD", "exact"), ("500,000 USDT", 500_000, "USDT", "exact"),
    ("half a million dollars", 500_000, "USD", "exact"), ("one billion dollars", 1_000_000_000, "USD", "exact"), ("a million dollars", 1_000_000, "USD", "exact"),
    ("a billion yen", 1_000_000_000, "JPY", "exact"), ("more than $1.5 billion", 1_500_000_000, "USD", "over"), ("as much as $30 million", 30_000_000, "USD", "upto"),
    ("an estimated £300m", 300_000_000, "GBP", "about"), ("north of $1bn", 1_000_000_000, "USD", "over"), ("1人当たり最大60万円", 600_000, "JPY", "upto"),
]  # fmt: skip

COUNTS = [
    ("hundreds of customers", None, "customers", "vague"), ("hundreds of thousands of records", None, "records", "vague"), ("some 26,000 customers", 26_000, "customers", "about"),
    ("nearly 100 million people", 100_000_000, "people", "about"), ("more than 1,400 accounts", 1400, "accounts", "over"), ("at least 12 hospitals", 12, "hospitals", "atleast"),
    ("a dozen hospitals", 12, "hospitals", "about"), ("two dozen hospitals", 24, "hospitals", "about"), ("at least a dozen firms", 12, "firms", "atleast"),
    ("dozens of hospitals", None, "hospitals", "vague"), ("two brokerages", 2, "brokerages", "exact"), ("one bank", 1, "bank", "exact"), ("at least one bank", 1, "bank", "atleast"),
    ("one hundred customers", 100, "customers", "exact"), ("10,000-plus customers", 10_000, "customers", "exact"), ("8.5 million Windows devices", 8_500_000, "devices", "exact"),
    ("147.9 million consumers", 147_900_000, "consumers", "exact"), ("1.5m customers", 1_500_000, "customers", "exact"), ("over 5,000 flights", 5000, "flights", "over"),
    ("fewer than 20 clinics", 20, "clinics", "under"), ("1つの銀行", 1, "銀行", "exact"), ("3,505件", 3505, "件", "exact"), ("6社計", 6, "社", "exact"), ("延べ1万2,000人", 12_000, "人", "exact"),
    ("延べ約1万2,000人", 12_000, "人", "about"), ("2万5千人分", 25_000, "人", "exact"), ("25万4241人分の個人情報", 254_241, "人", "exact"), ("口座数は1万件超", 10_000, "件", "over"),
    ("大手証券10社", 10, "社", "exact"), ("欠航は5000便以上", 5000, "便", "atleast"), ("約50万台のパソコン", 500_000, "台", "about"), ("3,915万回線", 39_150_000, "回線", "exact"),
    ("300万契約", 3_000_000, "契約", "exact"), ("2千万ダウンロード", 20_000_000, "ダウンロード", "exact"), ("数百人", None, "人", "vague"), ("十数社", None, "社", "vague"),
    ("百数十社", None, "社", "vague"), ("100余りの病院", 100, "病院", "over"), ("1000超の企業", 1000, "企業", "over"), ("1万を超える口座", 10_000, "口座", "over"),
    ("約1,000の企業", 1000, "企業", "about"), ("1000以上の企業", 1000, "企業", "atleast"), ("28の生産ライン", 28, "ライン", "exact"), ("全14工場", 14, "工場", "exact"),
    ("10社近く", 10, "社", "about"), ("100件を下回る", 100, "件", "under"), ("100件に迫る", 100, "件", "about"), ("5月1日に2件", 2, "件", "exact"), ("1日10件", 10, "件", "exact"),
    ("会員9万3,000人", 93_000, "人", "exact"), ("児童生徒300人", 300, "人", "exact"), ("3つの証券会社", 3, "証券会社", "exact"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "qualifier"), MONEY + COUNTS)
def test_one_amount(text: str, value: object, unit: str, qualifier: str) -> None:
    assert shown(text) == [(value, unit, qualifier)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("約4億7000万ドル(約700億円)", [(470_000_000, "USD", "about"), (70_000_000_000, "JPY", "about")]),
        ("4502.9BTC(約482億円相当)", [("4502.9", "BTC", "exact"), (48_200_000_000, "JPY", "about")]),
        ("3~5億円", [(300_000_000, "JPY", "atleast"), (500_000_000, "JPY", "upto")]),
        ("30~60万円", [(300_000, "JPY", "atleast"), (600_000, "JPY", "upto")]),
        ("5000~1万円", [(5000, "JPY", "atleast"), (10_000, "JPY", "upto")]),
        ("8~10社", [(8, "社", "atleast"), (10, "社", "upto")]),
        ("100 to 200 accounts", [(100, "accounts", "atleast"), (200, "accounts", "upto")]),
        ("20-30 million yen", [(20_000_000, "JPY", "atleast"), (30_000_000, "JPY", "upto")]),
        ("rose from 100 to 200 accounts", [(200, "accounts", "exact")]),
        ("two deputy governors and three managers", [(2, "governors", "exact"), (3, "managers", "exact")]),
        ("3312件、約1481億円、9社", [(3312, "件", "exact"), (148_100_000_000, "JPY", "about"), (9, "社", "exact")]),
    ],
)  # fmt: skip
def test_several_amounts(text: str, expected: list[tuple[object, str, str]]) -> None:
    assert shown(text) == expected


NOT_FOUND = [
    "1日当たり約100件", "1日に10件", "1日平均30件", "1時間に100件", "毎秒100件", "毎月5万円", "週に3件", "月に2回", "前年比3倍", "5%", "3位", "第2四半期", "2回目", "24時間",
    "60歳代", "30代男性", "3分の1", "2割", "10ポイント", "2人に1人", "3社に1社", "1ドル=150円", "1ドル150円", "1BTC=約700万円", "500円高", "前日比500円安", "1万円札",
    "100円玉", "3.6テラバイト", "1.5TB", "3段階", "a dozen", "1 in 3 customers", "100 accounts a day", "5,000 messages per hour", "25 percent of accounts", "one of the banks",
    "two-thirds of customers", "one-time password", "24-hour outage", "version 2.0", "first-half results",
    "1件につき500円", "1XEM当たり88.549円", "1通貨単位あたり61円", "1株当たり120円", "複数のサーバー",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_FOUND)
def test_no_amount(text: str) -> None:
    assert shown(text) == []
