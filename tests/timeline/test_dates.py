"""Dates: every way of writing one, resolved against the day of writing and the date mentioned last."""

import pytest

from timeline.anchor import Anchor
from timeline.dates import find_dates, is_as_of
from timeline.text import fold

MONDAY = "2020-09-14"


def found(
    text: str, written_on: str | None = MONDAY, timezone: str = "Asia/Tokyo"
) -> list[tuple[str, str | None]]:
    mentions = find_dates(fold(text), Anchor(written_on=written_on, timezone=timezone))
    return [(m.text, m.value.removesuffix("+09:00") if isinstance(m.value, str) else None) for m in mentions]


def values(text: str, written_on: str | None = MONDAY) -> list[str | None]:
    return [value for _, value in found(text, written_on)]


WRITTEN = [
    ("2020年9月10日", "2020-09-10"), ("２０２０年９月１０日", "2020-09-10"), ("2020 年 9 月 10 日", "2020-09-10"),
    ("2020.9.10", "2020-09-10"), ("2020/9/10", "2020-09-10"), ("2020-09-10", "2020-09-10"), ("2020・9・10", "2020-09-10"),
    ("2019年10月", "2019-10"), ("2019年", "2019"), ("西暦2019年", "2019"), ("9月11日", "2020-09-11"), ("11日", "2020-09-11"),
    ("9/9 21時13分", "2020-09-09T21:13"), ("9/10", "2020-09-10"), ("8月", "2020-08"), ("九月十日", "2020-09-10"),
    ("令和2年9月10日", "2020-09-10"), ("令和元年5月1日", "2019-05-01"), ("平成30年", "2018"), ("昭和64年1月7日", "1989-01-07"),
    ("平成三十年九月十日", "2018-09-10"), ("R2.9.10", "2020-09-10"), ("H30/4/1", "2018-04-01"), ("2020年(令和2年)9月10日", "2020-09-10"),
    ("20年9月", "2020-09"), ("18年1月", "2018-01"), ("二〇二〇年九月", "2020-09"),
    ("9月11日(金)", "2020-09-11"), ("9月11日（金・祝）午前9時", "2020-09-11T09:00"), ("9月11日 金曜日 10時05分", "2020-09-11T10:05"),
    ("9月11日午前0時", "2020-09-11T00:00"), ("11日午後3時半", "2020-09-11T15:30"), ("10日正午", "2020-09-10T12:00"),
    ("9日夜", "2020-09-09"), ("今月2日の夜", "2020-09-02"), ("10日未明", "2020-09-10"), ("9日夜9時", "2020-09-09T21:00"),
    ("8月31日24時", "2020-09-01T00:00"), ("8月31日25時30分", "2020-09-01T01:30"), ("9月10日 24:00", "2020-09-11T00:00"),
    ("午前12時", "2020-09-14T00:00"), ("午後0時15分", "2020-09-14T12:15"), ("12時50分", "2020-09-14T12:50"),
    ("2020年9月10日 12:34:56", "2020-09-10T12:34:56"), ("午後三時二十分", "2020-09-14T15:20"),
    ("2020-09-10T12:34:56+09:00", "2020-09-10T12:34:56"), ("2020-09-10 03:00 UTC", "2020-09-10T03:00+00:00"),
    ("本日", "2020-09-14"), ("きょう午後3時", "2020-09-14T15:00"), ("昨日", "2020-09-13"), ("一昨日", "2020-09-12"), ("明日", "2020-09-15"),
    ("本日4日", "2020-09-04"), ("今月11日", "2020-09-11"), ("先月末", "2020-08-31"), ("来月1日", "2020-10-01"), ("昨夜10時", "2020-09-13T22:00"),
    ("先週金曜", "2020-09-11"), ("先週の金曜日", "2020-09-11"), ("来週月曜日", "2020-09-21"), ("月曜日", "2020-09-14"), ("土曜", "2020-09-12"),
    ("先週", "2020-09-07/2020-09-13"), ("今週末", "2020-09-19/2020-09-20"),
    ("昨年10月", "2019-10"), ("去年の10月", "2019-10"), ("ことし", "2020"), ("昨年末", "2019-12-31"), ("一昨年", "2018"),
    ("3日前", "2020-09-11"), ("2週間前", "2020-08-31"), ("1カ月前", "2020-08"), ("5年前", "2015"),
    ("8〜15日", "2020-09-08/2020-09-15"), ("8、9月", "2020-08/2020-09"), ("9月8、9日", "2020-09-08/2020-09-09"),
    ("7月31日〜8月2日", "2020-07-31/2020-08-02"), ("10/1〜2020年1/10", "2019-10-01/2020-01-10"), ("2020/4/3~6", "2020-04-03/2020-04-06"),
    ("昨年8月末〜9月初旬", "2019-08-31/2019-09"), ("2018〜2019年", "2018/2019"), ("15〜18時", "2020-09-14T15:00+09:00/2020-09-14T18:00"),
    ("9月10日10時58分〜11時06分", "2020-09-10T10:58+09:00/2020-09-10T11:06"), ("12月30日〜1月4日", "2019-12-30/2020-01-04"),
    ("昨年夏", "2019-06/2019-08"), ("今春", "2020-03/2020-05"), ("2019年度", "2019-04/2020-03"), ("2019年度末", "2020-03-31"),
    ("8月上旬", "2020-08"), ("2月末", "2020-02-29"), ("年末", "2020-12-31"),
    ("Sept. 10", "2020-09-10"), ("September 10, 2019", "2019-09-10"), ("10 September 2019", "2019-09-10"), ("10th of September", "2020-09-10"),
    ("Thursday, Sept. 10", "2020-09-10"), ("on Monday", "2020-09-14"), ("Friday", "2020-09-11"), ("last Friday", "2020-09-11"),
    ("next Tuesday", "2020-09-15"), ("Friday last week", "2020-09-11"), ("Wednesday night", "2020-09-09"), ("midnight Sunday", "2020-09-14T00:00"),
    ("3 p.m. on Friday", "2020-09-11T15:00"), ("Friday at 10:30 a.m.", "2020-09-11T10:30"), ("noon Friday", "2020-09-11T12:00"),
    ("in May last year", "2019-05"), ("last month", "2020-08"), ("earlier this month", "2020-09"), ("late August", "2020-08"),
    ("mid-August", "2020-08"), ("early 2019", "2019"), ("since 2018", "2018"), ("in March", "2020-03"), ("the end of August", "2020-08-31"),
    ("yesterday", "2020-09-13"), ("Two weeks ago", "2020-08-31"), ("last week", "2020-09-07/2020-09-13"), ("summer of 2019", "2019-06/2019-08"),
    ("Sept. 8-10", "2020-09-08/2020-09-10"), ("from Sept. 8 to 10", "2020-09-08/2020-09-10"), ("Aug. 30-Sept. 2", "2020-08-30/2020-09-02"),
    ("9/10/2020", "2020-09-10"), ("02:57 JST on Sept. 10", "2020-09-10T02:57"), ("3 a.m. UTC on Sept. 10", "2020-09-10T03:00+00:00"),
    ("9 p.m. EST on Jan. 5, 2020", "2020-01-05T21:00-05:00"), ("Thu, 10 Sep 2020 12:00:00 +0900", "2020-09-10T12:00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_written_on_a_monday(text: str, value: str) -> None:
    assert values(text) == [value]


IN_CONTEXT = [
    ("月内は当月、大きい日は先月", "2020-10-02", "30日に判明し、1日に発表した。", ["2020-09-30", "2020-10-01"]),
    ("a month without that day is passed over", "2020-10-02", "31日に判明した。", ["2020-08-31"]),
    ("February has none", "2021-03-02", "29日に判明した。", ["2021-01-29"]),
    ("to come: the words say so", "2020-09-14", "24日から再開する。15日に会見を開く。", ["2020-09-24", "2020-09-15"]),
    ("past: the words say so", "2020-09-14", "24日に発覚した。", ["2020-08-24"]),
    ("across the end of the month", "2020-09-28", "1日から開始する予定。", ["2020-10-01"]),
    ("the day in the year before", "2021-01-19", "12月に発覚した。", ["2020-12"]),
    ("to come next year", "2020-12-20", "1月10日に再開する予定だ。", ["2021-01-10"]),
    ("past, not next year", "2020-12-20", "1月10日に発覚した。", ["2020-01-10"]),
    ("to come this year", "2019-08-01", "9月末で廃止すると発表した。", ["2019-09-30"]),
    ("aim", "2020-09-25", "10月末をめどに補償を終える。", ["2020-10-31"]),
    ("the year goes on in the sentence", "2021-01-19", "昨年9月に発覚し、12月に逮捕した。", ["2020-09", "2020-12"]),
    ("an account of an earlier year", "2020-06-01", "2018年1月26日に流出。28日に発表。3月12日に補償した。", ["2018-01-26", "2018-01-28", "2018-03-12"]),
    ("the oldest case does not pull the news back", "2020-09-14", "最も古い被害は2019年10月。9月8日に止めた。", ["2019-10", "2020-09-08"]),
    ("same, next and previous day", "2020-09-14", "7月1日に始まり、翌日に判明、同3日に止め、翌4日に会見。同日午後に発表、前日は未定。", ["2020-07-01", "2020-07-02", "2020-07-03", "2020-07-04", "2020-07-04", "2020-07-03"]),
    ("same day of the news", "2020-09-14", "同日発表した。", ["2020-09-14"]),
    ("same month and year", "2020-09-14", "2019年7月1日開始。同月5日に設置、同年9月に終了。", ["2019-07-01", "2019-07-05", "2019-09"]),
    ("the day stays in the month mentioned", "2020-09-14", "7月1日に始まり、3日に止めた。", ["2020-07-01", "2020-07-03"]),
    ("a time belongs to the day mentioned", "2020-09-14", "11日の会見は午後3時から同5時まで。", ["2020-09-11", "2020-09-11T15:00", "2020-09-11T17:00"]),
    ("what a word counts from stands behind it", "2019-07-16", "開始翌日の今月2日の夜から3日まで", ["2019-07-02", "2019-07-03"]),
    ("days that do not follow are two", "2020-09-14", "9月1、10日", ["2020-09-01", "2020-09-10"]),
    ("era years without their era", "2012-01-01", "平成22年4月に始まり、23年3月に終わった。", ["2010-04", "2011-03"]),
    ("English, to come", "2020-09-14", "It will resume on Friday. It plans to reopen in November.", ["2020-09-18", "2020-11"]),
    ("English, past", "2020-09-14", "It stopped on Friday. The trial began in November.", ["2020-09-11", "2019-11"]),
    ("English, a gloss in brackets is no second date", "2020-09-14", "as of midnight Sunday (3 p.m. GMT)", ["2020-09-14T00:00"]),
    ("English, counted from the date mentioned", "2020-09-14", "On Sept. 1 it failed. The next day it rose; two days later it fell.", ["2020-09-01", "2020-09-02", "2020-09-04"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("written_on", "text", "expected"), [row[1:] for row in IN_CONTEXT], ids=[row[0] for row in IN_CONTEXT]
)
def test_in_context(written_on: str, text: str, expected: list[str]) -> None:
    assert values(text, written_on) == expected


def test_without_a_day_of_writing_nothing_is_guessed() -> None:
    assert values("9月11日、10月、11日、昨日、先週、来月1日", None) == [
        "XXXX-09-11", "XXXX-10", "XXXX-10-11", None, None, None,
    ]  # fmt: skip
    assert values("5日", None) == ["XXXX-XX-05"]
    assert values("2019年7月4日に会見。7月2日に発覚", None) == ["2019-07-04", "2019-07-02"]


def test_a_month_or_year_of_writing_is_enough_for_what_it_knows() -> None:
    assert values("11日、9月8日、昨年10月、昨日", "2020-09") == ["2020-09-11", "2020-09-08", "2019-10", None]
    assert values("9月8日、昨年", "2020") == ["2020-09-08", "2019"]


@pytest.mark.parametrize(
    "text",
    [
        "2月30日",
        "2020年9月31日",
        "13月1日",
        "2020/13/45",
        "平成99年1月1日",
        "2021年2月29日",
        "9月10日24時61分",
        "令和0年",
    ],
)
def test_what_the_calendar_does_not_have_has_no_value(text: str) -> None:
    assert all(value is None for value in values(text))


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("9月上旬", "early"), ("9月中旬", "mid"), ("8月下旬", "late"), ("8月末", "end"), ("昨年初め", "early"), ("9月11日以降", "since"),
        ("7月中旬以降", "mid"), ("14日までに", "until"), ("9月11日", "exact"), ("late August", "late"), ("mid-August", "mid"),
        ("9月11日(木)", "about"), ("9月11日(金)", "exact"),
    ],
)  # fmt: skip
def test_qualifiers(text: str, qualifier: str) -> None:
    (mention,) = find_dates(text, Anchor(written_on=MONDAY))
    assert mention.qualifier == qualifier


def test_a_weekday_in_brackets_chooses_the_year_of_a_date_that_is_no_news() -> None:
    assert values("12月25日(水)に公開", "2020-03-01") == ["2019-12-25"]
    assert values("9月30日(月)まで", "2020-09-14") == ["2020-09-30"]


def test_the_zone_of_the_section_and_zones_of_their_own() -> None:
    times = find_dates(
        "11日午前0時、03:00 UTC on Sept. 10", Anchor(written_on=MONDAY, timezone="America/New_York")
    )
    assert [m.value for m in times] == ["2020-09-11T00:00-04:00", "2020-09-10T03:00+00:00"]
    (unknown,) = find_dates("11日午前0時", Anchor(written_on=MONDAY, timezone="Mars/Olympus"))
    assert unknown.value == "2020-09-11T00:00"


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("27日午後8時時点で219件", True), ("9/10現在", True), ("11日午前0時までに120件", True), ("11日の時点で", True), ("11日に発表", False),
        ("as of Monday, 66 cases", True), ("By Monday it had", True), ("It said Monday", False),
    ],
)  # fmt: skip
def test_as_of(text: str, holds: bool) -> None:
    (mention,) = find_dates(text, Anchor(written_on=MONDAY))
    assert is_as_of(text, mention) is holds
