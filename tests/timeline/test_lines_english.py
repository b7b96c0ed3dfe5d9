"""The lines that English reports become: what an editor would strike out is none, and no news is lost beside a figure."""

from dataclasses import replace

import pytest

from bench.jobs.reading import read
from db.records import Incident
from tests.timeline.making import claim
from timeline.build import build_timeline
from timeline.quotes import quoted_span


def lines_of(*texts: str, published: str = "2023-03-10") -> list[str]:
    """Date and text of the lines of one timeline; each text is a document."""
    incident = Incident(slug="en", title="Kasumi", keywords=("Kasumi",), language="en", timezone="UTC")
    readings = [
        read(
            {
                "id": str(number),
                "url": f"https://wire.example/{number}",
                "publisher": "Coast Wire",
                "published": published,
                "title": "Kasumi",
                "text": text,
            },
            incident.timezone,
        )
        for number, text in enumerate(texts)
    ]
    timeline = build_timeline(incident, readings, captures=(), outcomes=(), rules="r1")
    return [f"{entry.date} {entry.text}" for entry in timeline.entries]


def test_a_quote_begins_behind_the_place_a_report_was_sent_from_and_behind_the_day_of_its_line() -> None:
    assert lines_of(
        "OSAKA, March 10 (Coast Wire) - Lender Kasumi Bank suspended withdrawals at all shops on Friday.",
        "March 3, 2023: Attackers break in through a portal.",
    ) == [
        "2023-03-03 “Attackers break in through a portal.” (Coast Wire)",
        "2023-03-10 “Lender Kasumi Bank suspended withdrawals at all shops on Friday.” (Coast Wire)",
    ]


def test_a_salutation_is_no_part_of_a_sentence() -> None:
    [line] = lines_of("Dear customer,\nOutgoing transfers were re-enabled at 9 a.m. today.")
    assert line.endswith("“Outgoing transfers were re-enabled at 9 a.m. today.” (Coast Wire)")


def test_a_resignation_stays_where_its_sentence_tells_the_damage_too() -> None:
    sentence = "The governor of Kasumi Bank resigned on Tuesday after hackers stole $79 million from it."
    assert lines_of(sentence) == [
        "2023-03-07 Damage: US$79 million (from Coast Wire)",
        f"2023-03-07 “{sentence}” (Coast Wire)",
    ]


def test_one_page_does_not_dispute_itself() -> None:
    text = (
        "Hackers stole personal data of 61,000 customers, Kasumi Bank said on Thursday.\n"
        "Card numbers of about 1,800 people were also stolen, the bank said on Thursday."
    )
    lines = lines_of(text)
    assert len(lines) == 2
    assert not any("disputed" in line for line in lines)


WORDED = [
    ("The lender has repaid S$3.6 million to its clients.", "S$3.6 million"),
    ("Two men were jailed for six years on Friday over the theft.", "Verdict for 2 people"),
    ("Payments will start on 15 August; clients are reimbursed in full.", "Compensation about to start"),
    ("The key was stolen and 8.5 million devices were affected, Kasumi Bank said.", "8.5 million devices"),
]


@pytest.mark.parametrize(("text", "words"), WORDED)
def test_wording(text: str, words: str) -> None:
    assert words in " ".join(lines_of(text))


NOT_TOLD = [
    ("In March, a similar fault delayed 90 flights.", "Delays"),
    ("The group stole files on Thursday, two people familiar with the matter said.", "2 people"),
    ("Firms get a year of identity theft protection, and a website was set up.", "identity checks"),
    ("Kasumi Bank suspended all 28 production lines on Friday.", "28 lines"),
    ("CISA warned on Friday that thieves posed as Kasumi Bank.", "to Kasumi Bank"),
    ("Two senators asked Kasumi Bank on Thursday to explain it.", "Kasumi Bank: request"),
]


@pytest.mark.parametrize(("text", "words"), NOT_TOLD)
def test_nothing_false_is_worded(text: str, words: str) -> None:
    assert words not in " ".join(lines_of(text))


SENTENCE = (
    "The former chief executive of the lender, who had led it for eleven years, retired on Jan. 15, 2020, testified"
    " before a panel in February and was sued by shareholders in April 2020."
)


@pytest.mark.parametrize(
    ("date", "within"),
    [
        ("2020-01-15", "retired on Jan. 15"),
        ("2020-02", "in February"),
        ("2020-04", "sued by shareholders in April"),
    ],
)
def test_the_quote_of_a_long_sentence_holds_what_happened_on_its_day(date: str, within: str) -> None:
    start, end = quoted_span(SENTENCE, replace(claim("other", date), start=0, end=len(SENTENCE)))
    assert within in SENTENCE[start:end]
    assert end - start <= 120


def test_the_day_that_only_says_which_attack_is_meant_makes_no_line() -> None:
    sentence = "Kasumi Bank compensated clinics hit by the Feb. 21 attack on Tuesday."
    assert lines_of(sentence) == [f"2023-03-07 “{sentence}” (Coast Wire)"]
