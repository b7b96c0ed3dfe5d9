"""English dates as reports on thefts of crypto, hijacked broker accounts, ransomware and outages write them."""

import pytest

from timeline.anchor import Anchor
from timeline.dates import find_dates
from timeline.text import fold

WRITTEN_ON = "2025-02-24"
"""A Monday."""


def values(text: str, written_on: str = WRITTEN_ON) -> list[str]:
    found = find_dates(fold(text), Anchor(written_on=written_on))
    return [str(m.value).removesuffix("+09:00") for m in found]


FOUND = [
    ("Feb. 21, 2025", "2025-02-21"), ("Feb 21, 2025", "2025-02-21"), ("February 21, 2025", "2025-02-21"), ("21 Feb 2025", "2025-02-21"),
    ("21 February 2025", "2025-02-21"), ("February 21", "2025-02-21"), ("Feb. 21", "2025-02-21"), ("21 February", "2025-02-21"),
    ("21st of February", "2025-02-21"), ("the 21st of February", "2025-02-21"), ("February 21st", "2025-02-21"), ("February 21st, 2025", "2025-02-21"),
    ("Friday, February 21, 2025", "2025-02-21"), ("Friday, Feb. 21", "2025-02-21"), ("Fri, 21 Feb 2025", "2025-02-21"), ("Friday 21 February", "2025-02-21"),
    ("2025-02-21", "2025-02-21"), ("2025/02/21", "2025-02-21"), ("2/21/2025", "2025-02-21"), ("02/21/2025", "2025-02-21"),
    ("February 2025", "2025-02"), ("in February", "2025-02"), ("in February 2024", "2024-02"), ("in February of 2024", "2024-02"), ("Jan. 2025", "2025-01"),
    ("late January", "2025-01"), ("mid-March 2024", "2024-03"), ("early in January", "2025-01"), ("at the end of January", "2025-01-31"),
    ("late 2023", "2023"), ("in 2023", "2023"), ("by the end of 2024", "2024-12-31"), ("the summer of 2024", "2024-06/2024-08"), ("in spring 2024", "2024-03/2024-05"),
    ("Q1 2024", "2024-01/2024-03"), ("the first quarter of 2024", "2024-01/2024-03"), ("in the fourth quarter of 2024", "2024-10/2024-12"),
    ("Q4 of 2024", "2024-10/2024-12"), ("2024 Q3", "2024-07/2024-09"), ("the first half of 2024", "2024-01/2024-06"), ("the second half of 2024", "2024-07/2024-12"),
    ("H1 2024", "2024-01/2024-06"),
    ("today", "2025-02-24"), ("yesterday", "2025-02-23"), ("tomorrow", "2025-02-25"), ("tonight", "2025-02-24"), ("last night", "2025-02-23"),
    ("this morning", "2025-02-24"), ("yesterday morning", "2025-02-23"), ("the day before yesterday", "2025-02-22"), ("earlier today", "2025-02-24"),
    ("on Friday", "2025-02-21"), ("last Friday", "2025-02-21"), ("Friday's", "2025-02-21"), ("Tuesday's attack", "2025-02-18"), ("Thursday evening", "2025-02-20"),
    ("on Thursday evening", "2025-02-20"), ("early Saturday", "2025-02-22"), ("late on Friday", "2025-02-21"), ("late Friday night", "2025-02-21"),
    ("Friday morning", "2025-02-21"), ("in the early hours of Saturday", "2025-02-22"), ("on Monday", "2025-02-24"), ("next Monday", "2025-03-03"),
    ("this Friday", "2025-02-28"), ("Wednesday last week", "2025-02-19"), ("Wednesday of last week", "2025-02-19"),
    ("last week", "2025-02-17/2025-02-23"), ("this week", "2025-02-24/2025-03-02"), ("earlier this week", "2025-02-24/2025-03-02"), ("late last week", "2025-02-17/2025-02-23"),
    ("over the weekend", "2025-02-22/2025-02-23"), ("at the weekend", "2025-02-22/2025-02-23"), ("last weekend", "2025-02-22/2025-02-23"),
    ("this weekend", "2025-03-01/2025-03-02"), ("last month", "2025-01"), ("earlier this month", "2025-02"), ("earlier this year", "2025"), ("last year", "2024"),
    ("late last month", "2025-01"), ("late last year", "2024"), ("early this year", "2025"), ("next month", "2025-03"), ("in December last year", "2024-12"),
    ("last December", "2024-12"), ("last July", "2024-07"), ("last summer", "2024-06/2024-08"), ("this past Friday", "2025-02-21"),
    ("3 days ago", "2025-02-21"), ("three days ago", "2025-02-21"), ("a day ago", "2025-02-23"), ("two weeks ago", "2025-02-10"), ("a week ago", "2025-02-17"),
    ("a month ago", "2025-01"), ("a year ago", "2024"), ("six months ago", "2024-08"), ("10 years ago", "2015"), ("a year earlier", "2024"),
    ("March 3-5", "2025-03-03/2025-03-05"), ("Feb. 3–5", "2025-02-03/2025-02-05"), ("between February 3 and 5", "2025-02-03/2025-02-05"),
    ("from February 3 to 5", "2025-02-03/2025-02-05"), ("Feb. 3 to Feb. 5", None), ("3-5 February 2025", "2025-02-03/2025-02-05"), ("Feb. 3-5, 2024", "2024-02-03/2024-02-05"),
    ("January to February 2025", None), ("Jan.-Feb. 2025", "2025-01/2025-02"), ("January-March 2024", "2024-01/2024-03"), ("2022-2024", None),
    ("Jan. 30-Feb. 2", "2025-01-30/2025-02-02"), ("2020-2021", None), ("between 2022 and 2024", None),
    ("11 p.m. on Saturday", "2025-02-22T23:00"), ("11 p.m. Saturday", "2025-02-22T23:00"), ("Saturday at 11 p.m.", "2025-02-22T23:00"),
    ("at around 11:20 p.m. on Friday", "2025-02-21T23:20"), ("at noon on Friday", "2025-02-21T12:00"), ("as of 5 p.m. Sunday", "2025-02-23T17:00"),
    ("midnight on Friday", "2025-02-22T00:00"), ("Friday at midnight", "2025-02-22T00:00"), ("11:20pm on 21 February", "2025-02-21T23:20"),
    ("8am Monday", "2025-02-24T08:00"), ("Monday, 8:00 AM", "2025-02-24T08:00"), ("at 23:20 on Feb. 21", "2025-02-21T23:20"), ("at 7 a.m.", "2025-02-24T07:00"),
    ("Feb. 21, 2025, at 11:20 p.m.", "2025-02-21T23:20"), ("Feb. 21, 2025 11:20 PM", "2025-02-21T23:20"), ("7:24 a.m. on Dec. 26", "2024-12-26T07:24"),
    ("as of Feb. 23", "2025-02-23"), ("since mid-January", "2025-01"), ("by March 31", "2025-03-31"), ("Sept. 2024", "2024-09"), ("May 31, 2024", "2024-05-31"),
    ("May 31", "2024-05-31"), ("on 31 May", "2024-05-31"), ("in May", "2024-05"), ("in early May", "2024-05"), ("March 2024", "2024-03"), ("the afternoon of Feb. 21", "2025-02-21"),
    ("the night of Feb. 21", "2025-02-21"), ("on the evening of Friday", "2025-02-21"), ("Saturday local time", "2025-02-22"), ("New Year's Day", "2025-01-01"),
    ("Christmas Day", "2024-12-25"), ("New Year's Eve", "2024-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), [row for row in FOUND if row[1]])
def test_one_date(text: str, value: str) -> None:
    assert values(text) == [value]


SEVERAL = [
    ("Feb. 3 to Feb. 5", ["2025-02-03", "2025-02-05"]), ("January to February 2025", ["2025-01", "2025-02"]),
    ("between January and March 2024", ["2024-01", "2024-03"]), ("from Dec. 30 to Jan. 2, 2024", ["2023-12-30", "2024-01-02"]),
    ("between 2022 and 2024", ["2022", "2024"]), ("from 2 p.m. to 5 p.m. on Friday", ["2025-02-24T14:00", "2025-02-21T17:00"]),
    ("On Feb. 18 it failed. That day, calls rose; a day later it was back.", ["2025-02-18", "2025-02-18", "2025-02-19"]),
    ("It was found on Feb. 18. The following day it was shut; the next day it reopened.", ["2025-02-18", "2025-02-19", "2025-02-20"]),
    ("On Feb. 18 thieves came in. Two days later they were out.", ["2025-02-18", "2025-02-20"]),
    ("It said on Friday it would reopen next Monday.", ["2025-02-21", "2025-03-03"]),
    ("The breach, first detected in late December, was disclosed on Jan. 7.", ["2024-12", "2025-01-07"]),
    ("Services will be restored by Wednesday.", ["2025-02-26"]), ("The exchange was hacked on Friday and paused withdrawals at 2:30 p.m. EST.", ["2025-02-21", "2025-02-21T14:30-05:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_dates_in_running_words(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "three days", "for two weeks", "a 24-hour outage", "every Monday Night Live", "weekends", "weekdays", "weekly", "the first half", "the third quarter",
        "quarterly", "H2O", "Q&A", "G7", "the other day", "recently", "second-quarter results", "a May Day call sign may not", "marched", "Aprilia", "in 30 minutes",
        "within 24 hours", "the 2000s", "the 1990s", "Sunday Times", "12 of 15", "May the force", "a Junebug", "Octopus",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert values(text) == []
