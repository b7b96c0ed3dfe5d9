"""English sentences: several events with their days, reported speech, what only looks like an event."""

import pytest

from db.records import Section
from timeline.facts import find_facts
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()
WRITTEN_ON = "2023-03-10"
"""A Friday."""


def told(text: str) -> set[tuple[str, str | None]]:
    section = Section(kind="body", text=text, written_on=WRITTEN_ON)
    return {(claim.kind, claim.date) for claim in find_facts(section, GAZETTEER, language="en").claims}


SEVERAL = [
    (
        "The director retired on Jan. 15, testified before a panel in February and was sued on March 6.",
        {("other", "2023-01-15"), ("investigation", "2023-02"), ("other", "2023-03-06")},
    ),
    (
        "The bank took its portal offline on March 3 and restored it on Monday.",
        {("suspension", "2023-03-03"), ("resumption", "2023-03-06")},
    ),
    (
        "A man was arrested in Malta in May 2022, extradited in October and sentenced on Thursday to five years.",
        {("arrest", "2022-05"), ("arrest", "2022-10"), ("arrest", "2023-03-09")},
    ),
    (
        "The operator was fined by the ministry on March 1, and its manager was arrested on March 8.",
        {("regulator", "2023-03-01"), ("arrest", "2023-03-08")},
    ),
    (
        "Trading was halted on Tuesday after an outage that began on Monday.",
        {("suspension", "2023-03-07"), ("outage", "2023-03-06")},
    ),
    (
        "On March 7, the shop notified customers whose cards were copied in May.",
        {("countermeasure", "2023-03-07")},
    ),
]


SEVERAL += [
    ("Two of its directors were also dismissed on Tuesday.", {("other", "2023-03-07")}),
    ("The portal has since been restored.", {("resumption", "2023-03-10")}),
    (
        "Hackers gained access to a plant of Oldmere, Ohio, on Wednesday, the mayor told a news conference on Thursday.",
        {("discovery", "2023-03-08"), ("press_conference", "2023-03-09")},
    ),
    (
        "The government filed a criminal case on Tuesday. A senate panel opened hearings into the affair on Tuesday.",
        {("investigation", "2023-03-07")},
    ),
    (
        "Update 2 (8 March 2023, 11:30): The main is repaired. Supply has been restored to most homes.",
        {("resumption", "2023-03-08")},
    ),
    (
        "Service was returning on Wednesday after an outage at the carrier that began early Tuesday.",
        {("resumption", "2023-03-08"), ("outage", "2023-03-07")},
    ),
    (
        "The operator halted its line on Monday, and has since reopened two terminals.",
        {("suspension", "2023-03-06"), ("resumption", "2023-03-10")},
    ),
    (
        "Jan. 29, 2023: Staff notice suspicious traffic and take the whole portal down a day later.",
        {("discovery", "2023-01-29"), ("suspension", "2023-01-29")},
    ),
    ("The ministry was told of the leak on March 2.", {("discovery", "2023-03-02")}),
    ("The first transfer took place on March 1, and staff noticed it later.", {("discovery", "2023-03-01")}),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_each_verb_has_its_own_day(text: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= told(text)


ONE = [
    (
        "The toll rose to 31 cases, up from 12 reported Tuesday, the agency told a news conference.",
        "press_conference",
    ),
    ("Deposits will resume from Monday.", "resumption"),
    ("This incident has been resolved.", "resumption"),
    ("Services were not fully restored until 4:47 a.m. on March 5.", "resumption"),
    ("Late on March 3, we experienced a data security incident.", "discovery"),
    ("The agency said that 35 people had fallen ill.", "damage_figure"),
    ("Six workers were presumed dead on Wednesday, officials said.", "damage_figure"),
    ("The attack, on Monday, cut the hospitals off.", "outage"),
    (
        "The shop froze transfers after thieves emptied the accounts of at least 1,240 customers.",
        "damage_figure",
    ),
    ("The firm agreed to pay $3 million to settle claims by its customers.", "compensation"),
    ("The firm agreed to pay $3 million to settle alleged violations of privacy rules.", "regulator"),
    ("The maker recalled 6,100 heaters on Thursday.", "countermeasure"),
    ("A tanker exploded on Wednesday at the terminal.", "discovery"),
    ("Two senators asked the company on Thursday for an explanation.", "regulator"),
    ("The failure stranded 4,100 passengers after flights were cancelled.", "damage_figure"),
]


@pytest.mark.parametrize(("text", "kind"), ONE)
def test_is_told(text: str, kind: str) -> None:
    assert kind in {found for found, _day in told(text)}


NONE = [
    ("Thieves used a portal that lacked multi-factor authentication on Monday.", "countermeasure"),
    ("The gang received $21 million in bitcoin from the firm hit by the attack.", "damage_figure"),
    ("The attack was discovered on March 2 and led to months of outages.", "outage"),
    ("Trading was not halted on Monday.", "suspension"),
    ("Police said that no one had been arrested.", "arrest"),
    ("The attack, on Monday, cut the hospitals off.", "suspension"),
    ("It was the largest theft after Polynet, which lost $611 million in May.", "damage_figure"),
    ("Forty people were evacuated as a precaution after the leak.", "damage_figure"),
    ("Attackers sent payment orders worth $910 million.", "damage_figure"),
    ("The chief executive apologised for the disruption.", "outage"),
    ("The opposition called for the minister to resign.", "other"),
    ("The group stole some files on Thursday, two people familiar with the matter said.", "damage_figure"),
    ("The bank will pay $9 million to settle federal and state investigations.", "investigation"),
    ("A fault in the signals shut down two lines on Monday.", "suspension"),
    ("Shares of the retailer were down 11% on Friday.", "outage"),
    ("The token went down by 30 percent on Thursday.", "outage"),
    ("The company declined to say whether it had paid a ransom.", "other"),
    ("It is not clear whether trading was suspended on Monday.", "suspension"),
    ("The regulator fined the bank $2 million on Monday over the outage.", "outage"),
]


@pytest.mark.parametrize(("text", "kind"), NONE)
def test_is_not_told(text: str, kind: str) -> None:
    assert kind not in {found for found, _day in told(text)}


def test_another_day_of_comparison_dates_nothing() -> None:
    text = (
        "Confirmed losses rose to $7 million, up from $3 million announced Tuesday, the bank said Thursday."
    )
    assert told(text) == {("damage_figure", "2023-03-09")}


def test_the_day_until_which_something_is_shut_is_not_the_day_it_was_shut() -> None:
    assert told("The bank said Monday that its branches will stay shut until Thursday.") == {
        ("suspension", "2023-03-06")
    }


LOG = """On 3 March 2023 clients of the exchange saw errors for two hours.
09:35 A change triggers a bug.
09:50 Monitoring detects the issue.
11:28 All services are restored.
"""


def test_times_that_begin_their_lines_are_of_the_day_told_above() -> None:
    assert {("discovery", "2023-03-03T09:50+09:00"), ("resumption", "2023-03-03T11:28+09:00")} <= told(LOG)
