"""Expressions of news that were written down before anybody looked at what the finders make of them."""

import pytest

from timeline.anchor import Anchor
from timeline.mentions import find_mentions
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()
WRITTEN_ON = "2025-02-24"
"""A Monday."""


def found(text: str) -> list[str]:
    """What stands in a text, as `value`, `value qualifier` or `value unit`."""
    shown = []
    for mention in find_mentions(text, Anchor(written_on=WRITTEN_ON), GAZETTEER):
        value = mention.canonical if mention.kind == "name" else str(mention.value).removesuffix("+09:00")
        qualifier = "" if mention.qualifier == "exact" else f" {mention.qualifier}"
        shown.append(f"{value}{f' {mention.unit}' if mention.unit else ''}{qualifier}")
    return shown


DATES = [
    ("in mid-May and July", ["2024-05 mid", "2024-07"]), ("in late May and early July", ["2024-05 late", "2024-07 early"]),
    ("during the week of 7 September 2020", ["2020-09-07/2020-09-13"]), ("in the week of Feb. 10", ["2025-02-10/2025-02-16"]),
    ("the week ending Feb. 9", ["2025-02-03/2025-02-09"]), ("in Q3 2017", ["2017-07/2017-09"]), ("in Q3 of last year", ["2024-07/2024-09"]),
    ("between May and July", ["2024-05", "2024-07"]), ("between May and July 2017", ["2017-05", "2017-07"]),
    ("between mid-May and late July 2017", ["2017-05 mid", "2017-07 late"]), ("from 13 May through 30 July 2017", ["2017-05-13", "2017-07-30"]),
    ("over the weekend of Feb. 15-16", ["2025-02-15/2025-02-16"]), ("the weekend of 15 February", ["2025-02-15/2025-02-16"]), ("over the weekend", ["2025-02-22/2025-02-23"]),
    ("late Thursday", ["2025-02-20"]), ("late on Thursday night", ["2025-02-20"]), ("early last year", ["2024 early"]), ("in the early part of 2023", ["2023 early"]),
    ("in the latter part of last year", ["2024 late"]), ("in the days after Feb. 10", ["2025-02-10"]), ("as early as March 2024", ["2024-03"]), ("no later than March 2024", ["2024-03"]),
    ("on the morning of Wednesday, Feb. 19", ["2025-02-19"]), ("on Tuesday and Wednesday", ["2025-02-18", "2025-02-19"]), ("from Tuesday to Thursday", ["2025-02-18", "2025-02-20"]),
    ("at 09:40 JST on Feb. 9", ["2025-02-09T09:40"]), ("at 2:16 p.m. UTC on February 21", ["2025-02-21T14:16+00:00"]),
    ("On Feb. 18 it fell. Four days earlier it rose.", ["2025-02-18", "2025-02-14"]), ("in the year to March 2024", ["2024-03"]),
    ("in the spring of last year", ["2024-03/2024-05"]), ("in 300 BC", []), ("March 3, 44 BC", []),
    ("5月中旬から7月下旬にかけて", ["2024-05/2024-07 mid"]), ("昨年の5月と7月に", ["2024-05", "2024-07"]), ("2017年7〜9月期", ["2017-07/2017-09"]),
    ("2月10日の週に", ["2025-02-10/2025-02-16"]), ("先々週の金曜日に", ["2025-02-14"]), ("一昨年の暮れに", ["2023"]), ("2月の第2月曜日に", ["2025-02-10"]),
    ("今月第1週に", ["2025-02"]), ("去る2月3日に", ["2025-02-03"]), ("明くる10日に", ["2025-02-10"]), ("10日夜から11日朝にかけて", ["2025-02-10/2025-02-11"]),
    ("2月3、5、9日に", ["2025-02-03", "2025-02-05", "2025-02-09"]), ("紀元前300年3月1日", []), ("12000年3月1日", []), ("23時65分", []),
]  # fmt: skip
AMOUNTS = [
    ("$1.2bn and €300m", ["1200000000 USD", "300000000 EUR"]), ("between $3 million and $5 million", ["3000000 USD", "5000000 USD"]),
    ("$3-5 million", ["3000000 USD atleast", "5000000 USD upto"]), ("3 to 5 million yen", ["3000000 JPY atleast", "5000000 JPY upto"]),
    ("145.5 million U.S. consumers", ["145500000 consumers"]), ("up to 700 million yen", ["700000000 JPY upto"]),
    ("some 209,000 credit card numbers", ["209000 card numbers about"]), ("3億から5億円", ["300000000 JPY atleast", "500000000 JPY upto"]),
    ("120件、230件、計350件", ["120 件", "230 件", "350 件"]), ("総額で約2億〜3億円に上る", ["200000000 JPY atleast", "300000000 JPY upto"]),
    ("1人当たり数千円から十数万円の被害", ["None JPY vague", "None JPY vague"]), ("百二十余の口座で", ["120 口座 over"]), ("被害者は延べ3千人強", ["3000 人 over"]),
]  # fmt: skip
NAMES = [
    ("the House Energy and Commerce Committee said", ["House Energy and Commerce Committee"]),
    ("the Department of Health and Human Services said", ["米保健福祉省"]),
    ("Senator Smith of the Senate Banking Committee", ["Senate Banking Committee"]),
    ("the Information Commissioner's Office (ICO) fined", ["英情報コミッショナー事務局"]),
]


@pytest.mark.parametrize(("text", "expected"), DATES + AMOUNTS + NAMES)
def test_forms(text: str, expected: list[str]) -> None:
    assert found(text) == expected


FURTHER = [
    ("2月3・5・9・12日午後5時", ["2025-02-03", "2025-02-05", "2025-02-09", "2025-02-12T17:00"]), ("12月28、30、31日", ["2024-12-28", "2024-12-30/2024-12-31"]),
    ("10月第3金曜日", ["2024-10-18"]), ("2月第5月曜日", ["None"]), ("毎月第2月曜日", []), ("前四半期に", ["2024-10/2024-12"]), ("今四半期", ["2025-01/2025-03"]),
    ("前四半期比", []), ("半世紀後", ["2075"]), ("令和3,7,18", ["2021-07-18"]), ("令和3,200円", ["3200 JPY"]), ("令和3,7件", []), ("23時59秒", []), ("昨月", ["2025-01"]),
    ("73から120件に増えた", ["73 件", "120 件"]), ("3か所から5か所", ["3 か所", "5 か所"]), ("3〜約5億円", ["300000000 JPY atleast", "500000000 JPY about"]), ("9月3日から5件", ["2024-09-03", "5 件"]),
    ("$3 to $5 million", ["3000000 USD atleast", "5000000 USD upto"]), ("between $3 and $5 million", ["3000000 USD atleast", "5000000 USD upto"]),
    ("$500,000 to $1 million", ["500000 USD atleast", "1000000 USD upto"]), ("$3 and 5 million users", ["3 USD", "5000000 users"]), ("¥3〜5億", ["300000000 JPY atleast", "500000000 JPY upto"]),
    ("$1.2-1.5bn", ["1200000000 USD atleast", "1500000000 USD upto"]), ("told the House Energy and Commerce Committee on May 1", ["House Energy and Commerce Committee", "2024-05-01"]),
    ("The trial will begin on the first Monday of October.", ["2025-10-06"]), ("the last Friday in June 2023", ["2023-06-30"]), ("the second Tuesday of next month", ["2025-03-11"]),
    ("当社は10日、声明を出した。流出は3日に始まった。同日、窓口を設けたと発表した。", ["2025-02-10", "2025-02-03", "2025-02-10"]),
    ("10日、警察が発表した。男は3日に逮捕された。同日、容疑を否定した。", ["2025-02-10", "2025-02-03", "2025-02-03"]),
    ("10日に報じられた。それによると3日に送金した。会社は同日、抗議するとのコメントを出した。", ["2025-02-10", "2025-02-03", "2025-02-10"]),
    ("the Philippine Senate heard", ["Philippine Senate"]), ("the Senate voted", []), ("the European Parliament said", ["European Parliament"]),
    ("the Audit Committee met", []), ("the House Committee on Energy and Commerce met", ["House Committee on Energy and Commerce"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FURTHER)
def test_their_neighbours(text: str, expected: list[str]) -> None:
    assert found(text) == expected


NOT_YET = [
    ("120, 230 and 350 accounts", ["120 accounts", "230 accounts", "350 accounts"]),
    ("120、230、350件", ["120 件", "230 件", "350 件"]),
    ("3億、5億、8億円", ["300000000 JPY", "500000000 JPY", "800000000 JPY"]),
    ("2月3、5、9の各日", ["2025-02-03", "2025-02-05", "2025-02-09"]),
]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("text", "expected"), NOT_YET)
def test_not_yet(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_more_dates_in_a_row_than_any_text_has_are_passed_over() -> None:
    assert len(found("1日、" * 900)) == 900
    assert len(found("1日、" * 5000)) == 1000
    assert (
        found("1日、" * 5000 + "と言われて、利用者の多くが困っている。2月3日に終わった。")[-1] == "2025-02-03"
    )
