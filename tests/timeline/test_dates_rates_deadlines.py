"""Dates beside numbers are dates, rates are none; the end of a time that still runs lies ahead."""

import pytest

from timeline.anchor import Anchor
from timeline.dates import find_dates
from timeline.text import fold


def values(text: str, written_on: str = "2020-09-09") -> list[object]:
    return [m.value for m in find_dates(fold(text), Anchor(written_on=written_on))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年9月15日に10社が加わった", "2020-09-15"), ("8月28日に10万円を送った", "2020-08-28"), ("5日に10社が再開した", "2020-09-05"),
        ("9月1日に20件あった", "2020-09-01"), ("9月1日10件", "2020-09-01"), ("同1日に20件", "2020-09-01"), ("来月1日に10店で始める", "2020-10-01"),
        ("1日に会見した", "2020-09-01"), ("1日に3社が発表した", "2020-09-01"), ("8日に約300人が来た", "2020-09-08"), ("5日10件が判明した", "2020-09-05"),
        ("令和2年9月1日に5件", "2020-09-01"), ("9/1に5件", "2020-09-01"),
    ],
)  # fmt: skip
def test_a_number_behind_a_date_leaves_it_whole(text: str, expected: str) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text", ["1日に10件の相談", "1日約5万円", "1日に約300件", "1日に最大30万円", "3日に1回", "1日1回", "週に3件", "月に2回", "1日平均20件"]
)  # fmt: skip
def test_so_many_a_day_is_no_date(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("報告の期限は17日", "2020-09-17"), ("期限を17日とした。", "2020-09-17"), ("17日が期限だ。", "2020-09-17"), ("締め切りは20日。", "2020-09-20"),
        ("申請は25日締切", "2020-09-25"), ("提出期限の30日までに", "2020-09-30"), ("〆切:25日", "2020-09-25"), ("支払期日は28日", "2020-09-28"),
        ("期限は1日", "2020-10-01"), ("回答期限は3月31日", "2021-03-31"),
        ("The deadline is Sept. 17.", "2020-09-17"), ("Reports are due on Friday", "2020-09-11"), ("the Friday deadline", "2020-09-11"),
        ("a deadline of March 31", "2021-03-31"), ("ransom due by Oct. 30", "2020-10-30"),
    ],
)  # fmt: skip
def test_deadlines_lie_ahead(text: str, expected: str) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("期限だった17日に", "2020-08-17"), ("17日が期限だった。", "2020-08-17"), ("The deadline was Friday.", "2020-09-04"),
        ("The deadline expired on Friday.", "2020-09-04"), ("It failed due to a fault on Friday.", "2020-09-04"), ("20日に決めた期限", "2020-08-20"),
    ],
)  # fmt: skip
def test_deadlines_that_have_passed_lie_behind(text: str, expected: str) -> None:
    assert values(text) == [expected]
