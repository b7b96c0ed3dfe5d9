"""Days of years that are not read, of every year, and of no calendar: never dates of the year of writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Mention
from timeline.anchor import Anchor
from timeline.dates import find_dates
from timeline.text import fold


def dates(text: str, written_on: str = "2025-02-24") -> list[Mention]:
    return find_dates(fold(text), Anchor(written_on=written_on))


NONE = """
紀元前300年3月1日 紀元前20年3月15日 前44年3月15日 BC300年3月1日 B.C.300年3月1日 12000年3月1日 20200年3月1日 1万2000年3月1日 2万年3月1日 西暦500年3月1日 西暦99年3月1日
12000年3月1日から5日まで 12000年3月1日〜5日 12000年の3月1日 100年3月1日 二千年三月一日 百年三月一日 数年3月1日 何年3月1日 某年3月1日 第3年3月1日
X年3月1日 XX年3月1日 20XX年3月1日 201X年3月 20××年3月1日 ○年3月1日 ●年3月1日 〇年〇月〇日 ○月3日 XX月3日 某月3日
民国109年3月1日 中華民国114年2月3日 皇紀2600年3月1日 皇紀2020年3月1日 仏暦2563年3月1日 旧暦8月15日 旧暦の1月1日 陰暦7月7日 ヒジュラ暦9月1日
慶応3年10月14日 天保12年3月1日 大化1年3月1日 嘉永六年六月三日 文久20年2月3日 3年3月1日 0年3月1日
毎年9月1日 毎年の9月1日 毎年、9月1日に 毎年3月 毎年12月〜3月に 毎年3月から5月に 毎年度4月 例年2月 毎月25日 毎月3日から5日 毎月末 月末ごとに 3月ごとに
毎週月曜から水曜 毎週月曜日の午後5時 隔週火曜の10時 午前9時から午後5時まで（土日祝除く）受け付ける 窓口は9時〜17時に対応する 9:00~17:00営業。 毎日午後5時 毎日9時から17時 毎晩10時 毎朝8時 23時65分 午後3時75分 12時60分に 13/45 午後30時
""".split()  # noqa: SIM905

NONE_ENGLISH = [
    "March 3, 44 BC", "March 15, 44 BCE", "March 15, 44 B.C.", "24 August AD 79", "August 24, 79 AD", "on 24 August 79 AD", "July 4, 1776", "July 4, 1776, was",
    "on July 14, 1789.", "4 July 1776", "in July 1776", "between July and August 1776", "from July 4 to July 9, 1776", "On March 3, 1776 the king came",
    "Feb. 21, 3025", "21 Feb 3025", "12000 March 3", "March 3, 12000", "March 3rd 0044", "December 31, 9999", "January 32, 2020", "May 35", "0 September",
    "every March", "each March 31", "annually on March 3", "every Monday", "every Friday at 5 p.m.", "every other Tuesday", "every day at 5 p.m.", "daily at 9:00 a.m.",
    "Between 9:00 and 17:00 on weekdays, call us.", "from 9 a.m. to 5 p.m. daily", "from 9 a.m. to 5 p.m. Monday to Friday", "first Monday of every month",
    "every year in May", "each year on April 1", "by April 1 each year", "on April 1 of each year", "every Monday from 5 p.m. to 7 p.m.", "mid-1990s",
    "the 9/11 attacks", "the 7/7 bombings", "a 5 March Street address", "at 25:70", "at 13:75 p.m.",
]  # fmt: skip


@pytest.mark.parametrize("text", [*NONE, *NONE_ENGLISH])
def test_no_date(text: str) -> None:
    assert dates(text) == []


NOT_UNDERSTOOD = [
    "9999年3月1日", "3020年3月1日", "三〇二〇年三月一日", "1582年10月15日", "1799年12月31日", "令和99年3月1日", "昭和65年3月1日", "45年8月15日",
    "2020年13月1日", "2020年0月1日", "2020年2月30日", "2025年2月29日", "2020年13月45日", "2020/13/45", "2020/2/30", "2020-13-01", "2020.13.45", "31.02.2020",
    "H31.13.40", "2月31日", "13月1日", "0月0日", "2月0日", "32日に発表", "翌32日", "8月32日〜9月3日", "13〜15月", "9/31〜10/2", "2020年9月10日30時", "2020年9月10日10時75分",
    "June 31, 2020", "on 31 June", "Feb. 30 was named", "the 31st of June", "February 29, 2025", "Feb. 28-30, 2025", "June 31-July 2", "2020-02-30",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_a_date_that_the_calendar_does_not_have_has_no_value(text: str) -> None:
    found = dates(text)
    assert found
    assert [m.value for m in found] == [None] * len(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平成32年4月1日", ["2020-04-01"]), ("西暦2020年3月1日", ["2020-03-01"]), ("新暦8月15日", ["2024-08-15"]), ("創業100年、3月1日に", ["2025-03-01"]),
        ("令和2年9月に始まり、3年3月1日に終わった", ["2020-09", "2021-03-01"]), ("令和元年9月1日〜2年3月1日", ["2019-09-01/2020-03-01"]),
        ("2025年1月3日、翌々月3日に", ["2025-01-03", "2025-03-03"]), ("毎日新聞10日付", ["2025-02-10"]), ("毎日10日付朝刊", ["2025-02-10"]), ("還暦の3月に", ["2025-03"]), ("20年9月10日", ["2020-09-10"]),
        ("March '20", ["2020-03"]), ("on March 5, '98", ["1998-03-05"]), ("on 5 March '21", ["2021-03-05"]), ("Feb. 21 2019 AD", ["2019-02-21"]),
        ("On March 3, 1500 accounts were hit", ["2024-03-03"]), ("since Feb. 3, 10 BC residents", ["2025-02-03"]), ("on Feb. 21, 1400 local time", ["2025-02-21"]),
        ("19日午前9時から午後5時まで受け付ける", ["2025-02-19T09:00+09:00", "2025-02-19T17:00+09:00"]), ("9時から17時まで停止", ["2025-02-24T09:00+09:00", "2025-02-24T17:00+09:00"]),
        ("China Daily on Monday", ["2025-02-24"]), ("however, on Monday", ["2025-02-24"]), ("Every Monday since May 5", ["2024-05-05"]), ("in each of May and June", ["2024-05", "2024-06"]), ("on 9/10", ["2024-09-10"]),
    ],
)  # fmt: skip
def test_what_looks_like_these_and_is_a_date(text: str, expected: list[str]) -> None:
    assert [m.value for m in dates(text)] == expected


@given(year=st.integers(0, 99_999).filter(lambda year: not 1800 <= year <= 2199 and not 10 <= year <= 99))
def test_a_year_that_is_not_read_is_never_the_one_of_writing(year: int) -> None:
    assert [m.value for m in dates(f"{year}年3月1日") if m.value] == []
    assert year < 1000 or [m.value for m in dates(f"On March 1, {year:04}, it") if m.value] == []
