"""Incidents of other fields, made up for the purpose: documents in JSON Lines, the account expected of them beside it.

Each line holds a document and the days on which something happens in it; the account was written down before any
timeline was built. They are scored as `make score` scores.
"""

import json
from pathlib import Path

import pytest

from bench.cases import Incident as Case
from bench.jobs.reading import read
from bench.timelines import TimelineScore, score_timeline
from db.records import Claim, Incident, Section
from tests.timeline.making import built, claim, reading, said, who
from timeline.build import build_timeline
from timeline.facts import find_facts
from timeline.names import load_gazetteer
from timeline.render import json as json_form

GAZETTEER = load_gazetteer()
INCIDENTS = Path(__file__).parent / "incidents"
FLOORS = [
    # incident, recall, precision
    ("rail", 1.0, 1.0),
    ("heist", 0.92, 1.0),
    ("recall", 1.0, 0.92),
]


def scored(name: str) -> tuple[TimelineScore, list[dict[str, object]]]:
    """The score of the timeline that is built of the documents, and its entries."""
    expected = json.loads((INCIDENTS / f"{name}.json").read_text(encoding="utf-8"))
    lines = (INCIDENTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    documents = {row["id"]: row for row in map(json.loads, lines)}
    incident = Incident(
        slug=name,
        title=expected["title"],
        keywords=(expected["title"],),
        language=expected["language"],
    )
    readings = [read(row, incident.timezone) for row in documents.values()]
    timeline = build_timeline(incident, readings, captures=(), outcomes=(), rules="r1")
    entries = json.loads(json_form.render(timeline))["entries"]
    gold = {key: {"events": [{"event_date": day} for day in row["days"]]} for key, row in documents.items()}
    case = Case(slug=name, documents=documents, gold=gold, timeline=expected["rows"])
    return score_timeline(case, entries), entries


@pytest.mark.parametrize(("name", "recall", "precision"), FLOORS)
def test_an_incident_in_any_field_gets_a_useful_timeline(name: str, recall: float, precision: float) -> None:
    score, entries = scored(name)
    assert score.recall >= recall, score.missed
    assert score.precision >= precision, score.stray
    assert score.repeats == 0
    quotes = [citation["quote"] for entry in entries for citation in entry["citations"]]  # type: ignore[attr-defined]
    assert max(map(len, quotes)) <= 120


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("15日、県警は本社を家宅捜索した。", ["2024-03-15"]),
        ("3月2日に橋が落ち、翌3日に通行止めとなった。", ["2024-03-02", "2024-03-03"]),
        ("橋は4月1日に開通する見通しという。", ["2024-04-01"]),
        ("Engineers reopened the bridge on March 12.", ["2024-03-12"]),
        # How many, right behind a sentence with a day, is of that day; what comes later is not.
        ("15日、橋が落ちた。見物人は37人だった。", ["2024-03-15", "2024-03-15"]),
        ("15日、橋が落ちた。原因は分かっていない。見物人は37人だった。", ["2024-03-15"]),
        ("15日、同社は会見を開いた。社長ら3人が答えた。", ["2024-03-15"]),
        # Bounds and deadlines, days that another is compared with, how many there are in use.
        ("組合は31日までに報告するよう求めている。", []),
        ("料金は4月以降の請求から差し引く。", []),
        ("回答の期限は3月29日としている。", []),
        ("The deadline for answers is March 29.", []),
        # Sentences that leave out who or what.
        ("3月2日から止まっていた。", []),
        ("橋は3月2日から止まっていた。", ["2024-03-02"]),
        ("見物人は10日時点から8人増えた。", []),
        ("同社の会員は3月1日時点で150万人だ。", []),
        # Headings, date lines, questions.
        ("掲載日 2024年3月15日", []),
        ("3月15日に橋が落ちたのはなぜか?", []),
    ],
)
def test_which_days_a_sentence_without_a_rule_places_something_on(text: str, days: list[str]) -> None:
    section = Section(kind="body", text=text, written_on="2024-03-16")
    claims = find_facts(section, GAZETTEER, weak=True).claims
    assert [claim.date for claim in claims] == days


def weak(date: str, words: str, rule: str = "dated", **more: object) -> tuple[str, Claim]:
    """A sentence that names a day and of which no rule knows more."""
    return said(words, claim("other", date, rule=rule, **more))


COUNTY = "2日、対策本部は橋の通行を止めた。"


def test_sentences_of_one_day_in_like_words_are_one_line_with_all_their_sources() -> None:
    [entry] = built(
        reading("a", weak("2024-03-02", COUNTY)),
        reading("b", weak("2024-03-02", "橋の通行は2日に止められた、と対策本部。")),
    ).entries
    assert (entry.kind, entry.independent_sources, len(entry.citations)) == ("other", 2, 2)


def test_what_is_said_aside_needs_a_second_source_for_its_day() -> None:
    told = reading(
        "a", weak("2024-03-02", COUNTY), weak("2024-02-20", "対策本部の橋の点検は20日。", "dated-aside")
    )
    assert [e.date for e in built(told).entries] == ["2024-03-02"]
    second = reading("b", weak("2024-02-20", "対策本部は20日、橋を点検した。"))
    assert [e.date for e in built(told, second).entries] == ["2024-02-20", "2024-03-02"]


def test_a_sentence_far_from_what_all_tell_is_no_line() -> None:
    about = [
        reading(f"n{n}", weak("2024-03-02", f"2日、対策本部は第{n}号橋の通行を止めた。")) for n in range(4)
    ]
    far = reading("far", weak("2024-03-05", "5日はメロンの品評会、入場無料。"))
    assert {e.date for e in built(*about, far).entries} == {"2024-03-02"}


def test_other_names_or_figures_are_other_lines() -> None:
    made = [
        weak("2024-03-02", "2日、甲社は橋を閉じた。", organisations=(who("甲社", "actor", "operator"),)),
        weak(
            "2024-03-02", "2日、乙社は列車を迂回させた。", organisations=(who("乙社", "actor", "operator"),)
        ),
    ]
    assert len(built(reading("a", made[0]), reading("b", made[1])).entries) == 2


def test_a_day_shows_no_more_than_the_weightiest_of_its_sentences() -> None:
    names = [f"第{n}会社" for n in range(9)]
    told = [
        reading(
            f"p{n}",
            weak("2024-03-02", f"2日、橋の対策本部に{name}が入った。", organisations=(who(name, "actor"),)),
        )
        for n, name in enumerate(names)
    ]
    assert len(built(*told).entries) <= 5
