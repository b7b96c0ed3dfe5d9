"""Times in other zones: honoured where the words name one, without an offset where nobody can know it."""

import pytest

from timeline.anchor import Anchor
from timeline.dates import find_dates
from timeline.text import fold


def values(text: str, timezone: str = "Asia/Tokyo") -> list[object]:
    return [m.value for m in find_dates(fold(text), Anchor(written_on="2025-02-24", timezone=timezone))]


FOUND = [
    ("米東部時間21日午前9時30分", "2025-02-21T09:30-05:00"), ("米東部時間の7月21日午後5時に", "2024-07-21T17:00-04:00"),
    ("日本時間21日午後11時", "2025-02-21T23:00+09:00"), ("日本時間で2月21日23時ごろ", "2025-02-21T23:00+09:00"),
    ("21日午後11時(日本時間)", "2025-02-21T23:00+09:00"), ("2月21日 14:16（UTC）", "2025-02-21T14:16+00:00"),
    ("2月21日14時16分UTC", "2025-02-21T14:16+00:00"), ("米太平洋時間20日午後5時", "2025-02-20T17:00-08:00"),
    ("英国時間21日正午", "2025-02-21T12:00+00:00"), ("英国時間2024年8月1日正午", "2024-08-01T12:00+01:00"), ("中国時間21日午後8時", "2025-02-21T20:00+08:00"),
    ("北京時間21日20時", "2025-02-21T20:00+08:00"), ("韓国時間21日午後1時", "2025-02-21T13:00+09:00"), ("シンガポール時間21日22時", "2025-02-21T22:00+08:00"),
    ("協定世界時21日14時", "2025-02-21T14:00+00:00"), ("21日午前9時(米東部時間)", "2025-02-21T09:00-05:00"), ("21日 9:00 (PST)", "2025-02-21T09:00-08:00"),
    ("21日22時 (UTC+8)", "2025-02-21T22:00+08:00"), ("21日10:00 JST", "2025-02-21T10:00+09:00"), ("21日10:00(+0900)", "2025-02-21T10:00+09:00"),
    ("2025-02-21T10:00-05:00", "2025-02-21T10:00-05:00"), ("2025-02-21T10:00:00Z", "2025-02-21T10:00:00+00:00"),
    ("現地時間21日午後3時", "2025-02-21T15:00"), ("21日午後3時(現地時間)", "2025-02-21T15:00"), ("米国時間21日午前10時", "2025-02-21T10:00"),
    ("at 2:30 p.m. EST on Feb. 21", "2025-02-21T14:30-05:00"), ("9 a.m. ET Friday", "2025-02-21T09:00-05:00"),
    ("9 a.m. ET on July 5, 2024", "2024-07-05T09:00-04:00"), ("5 p.m. Pacific time on Friday", "2025-02-21T17:00-08:00"),
    ("5 p.m. PDT on July 5, 2024", "2024-07-05T17:00-07:00"), ("Friday at 14:16 UTC", "2025-02-21T14:16+00:00"),
    ("Friday at 3 p.m. GMT", "2025-02-21T15:00+00:00"), ("3 p.m. BST on July 5, 2024", "2024-07-05T15:00+01:00"),
    ("3 p.m. CET on Friday", "2025-02-21T15:00+01:00"), ("10 p.m. Singapore time on Friday", "2025-02-21T22:00+08:00"),
    ("11 p.m. Japan time Friday", "2025-02-21T23:00+09:00"), ("3 p.m. Eastern on Friday", "2025-02-21T15:00-05:00"),
    ("3 p.m. Eastern Standard Time on Friday", "2025-02-21T15:00-05:00"), ("3 p.m. local time on Friday", "2025-02-21T15:00"),
    ("3 p.m. U.S. Eastern time on Friday", "2025-02-21T15:00-05:00"), ("3 p.m. (UTC+8) on Friday", "2025-02-21T15:00+08:00"),
    ("Friday, 21 February 2025, 14:16 UTC", "2025-02-21T14:16+00:00"), ("2 p.m. CST on Friday", "2025-02-21T14:00"),
    ("3:30 p.m. IST on Friday", "2025-02-21T15:30"), ("The Mumbai-based firm said at 3:30 p.m. IST on Friday", "2025-02-21T15:30+05:30"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_one_time_in_its_zone(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20日午後5時(日本時間21日午前7時)", ["2025-02-20T17:00+09:00", "2025-02-21T07:00+09:00"]),
        ("米東部時間20日午後5時(日本時間21日午前7時)", ["2025-02-20T17:00-05:00", "2025-02-21T07:00+09:00"]),
        ("米東部時間20日午後5時に止まり、同7時に戻った", ["2025-02-20T17:00-05:00", "2025-02-20T19:00-05:00"]),
        ("米東部時間20日午後5時~7時", ["2025-02-20T17:00-05:00/2025-02-20T19:00-05:00"]),
        ("9 a.m. - 11 a.m. ET on Friday", ["2025-02-21T09:00-05:00/2025-02-21T11:00-05:00"]),
        ("21日10:00-11:00", ["2025-02-21T10:00+09:00/2025-02-21T11:00+09:00"]),
        ("米東部時間20日", ["2025-02-20"]),
        ("営業時間21日10時", []),
    ],
)  # fmt: skip
def test_several_times(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_the_zone_of_the_section_says_what_an_abbreviation_means() -> None:
    assert values("3:30 p.m. IST on Friday", "Asia/Kolkata") == ["2025-02-21T15:30+05:30"]
    assert values("3:30 p.m. on Friday", "America/New_York") == ["2025-02-21T15:30-05:00"]
