"""What became known when, and what is new between two moments."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from db.records import Capture, Outcome, Reading, Source, Timeline
from tests.timeline.making import INCIDENT, built, cases, claim, reading, said, who, yen
from timeline.comparison import compare
from timeline.history import DAYS
from timeline.render.comparison import render
from timeline.render.history import moved
from timeline.wording import speak


def total(day: int, value: int, captured: str, **more: object) -> Reading:
    date = f"2024-03-{day:02}"
    made = claim(date=date, as_of=date, figures=(yen(value), cases(value // 10_000)))
    return reading(
        f"{day}日報", said(f"被害は{value}円。", made), captured_at=captured, published=date, **more
    )


STORY = (
    total(5, 1_000_000, "2024-03-05T16:00:00Z"),
    total(7, 2_000_000, "2024-03-07T03:00:00Z"),
    reading("社", text="窓口は1つ。", captured_at="2024-03-05T01:00:00Z", version="1", watched=True),
    reading("社", text="窓口は2つ。", captured_at="2024-03-07T02:00:00Z", version="2", watched=True),
)


def test_each_day_of_captures_tells_its_lines_figures_and_edits() -> None:
    timeline = built(*STORY)
    newest, before = timeline.history
    assert (newest.day, before.day) == ("2024-03-07", "2024-03-06")  # 16時 UTC is the next day in Tokyo
    assert [len(day.entries) for day in timeline.history] == [1, 1]
    assert [(m.before, m.after) for m in newest.figures] == [(1_000_000, 2_000_000)]
    assert [edit.added for edit in newest.edits] == ["窓口は2つ。"]
    assert (newest.documents, before.documents) == (1, 1)
    assert not before.figures


def test_a_line_is_known_from_its_first_capture_whoever_repeats_it() -> None:
    again = reading("後報", said("被害は100万円。", claim(date="2024-03-05", as_of="2024-03-05", figures=(
        yen(1_000_000), cases(100)))), captured_at="2024-03-09T00:00:00Z")  # fmt: skip
    days = [day.day for day in built(*STORY, again).history]
    assert days == ["2024-03-07", "2024-03-06"]


def test_the_history_is_bounded_and_keeps_the_newest() -> None:
    many = [total(day, day * 1_000_000, f"2024-03-{day:02}T03:00:00Z") for day in range(1, 20)]
    days = [day.day for day in built(*many).history]
    assert len(days) == DAYS
    assert days[0] == "2024-03-19"


def test_the_history_does_not_depend_on_the_order_of_reading() -> None:
    assert built(*STORY).history == built(*reversed(STORY)).history


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja", "被害額は100万円（2024年3月5日時点）から200万円（2024年3月7日時点）へ"),
        ("en", "damage: from ¥1 million (as of 5 March 2024) to ¥2 million (as of 7 March 2024)"),
    ],
)
def test_a_move_in_words(language: str, told: str) -> None:
    (move,) = built(*STORY).history[0].figures
    assert moved(move, speak(language)) == told


def known(readings: Sequence[Reading], moment: str, language: str | None = None) -> Timeline:
    captures = [
        Capture(
            url=r.document.url,
            captured_at=r.document.captured_at,
            digest=r.document.digest,
            warc="w",
            offset=0,
        )
        for r in readings
        if r.document.captured_at < moment
    ]
    return built(
        *(r for r in readings if r.document.captured_at < moment),
        captures=captures,
        language=language,
    )


def test_what_is_new_since_a_moment() -> None:
    changes = compare(known(STORY, "2024-03-06"), known(STORY, "9"), "2024-03-06")
    assert [e.date for e in changes.new] == ["2024-03-07"]
    assert [(c.before.status, c.entry.status) for c in changes.superseded] == [("current", "superseded")]
    assert [(m.before, m.after) for m in changes.figures] == [(1_000_000, 2_000_000)]
    assert [edit.removed for edit in changes.edits] == ["窓口は1つ。"]
    assert (changes.documents, changes.captures) == (1, 2)
    assert not changes.gone
    assert not changes.changed


TOLD = {
    "ja": """\
ミナト決済の不正利用: 2024年3月6日9時からの変化
2024年3月7日12時の取得まで。新しい文書1件、取得2件

数字の動き 1件
  被害額は100万円（2024年3月5日時点）から200万円（2024年3月7日時点）へ

新しい項目 1件
  2024年3月7日 被害は200件、200万円（7日報が報じた）
      7日報 https://7日報.example/1 [{new}]

その後の値に置き換わった項目 1件
  2024年3月5日 被害は100件、100万円（5日報が報じた）
      5日報 https://5日報.example/1 [{old}]
      状態: 最新 → その後更新

告知の変更 1件
  社 https://社.example/1（2024年3月5日10時と2024年3月7日11時の取得の間）
      - 窓口は1つ。
      + 窓口は2つ。
""",
    "en": """\
ミナト決済の不正利用: what changed since 6 March 2024 09:00
Up to the capture of 7 March 2024 12:00. New documents: 1, captures: 2

Figures that moved: 1
  damage: from ¥1 million (as of 5 March 2024) to ¥2 million (as of 7 March 2024)

New lines: 1
  7 March 2024: Damage: 200 cases, ¥2 million (reported by 7日報)
      7日報 https://7日報.example/1 [{new}]

Overtaken by later figures: 1
  5 March 2024: Damage: 100 cases, ¥1 million (reported by 5日報)
      5日報 https://5日報.example/1 [{old}]
      status: latest → superseded

Edited notices: 1
  社 https://社.example/1 (between the captures of 5 March 2024 10:00 and 7 March 2024 11:00)
      - 窓口は1つ。
      + 窓口は2つ。
""",
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_new_in_words(language: str) -> None:
    before, after = known(STORY, "2024-03-06", language), known(STORY, "9", language)
    changes = compare(before, after, "2024-03-06T00:00:00Z")
    ids = {"new": changes.new[0].id, "old": changes.superseded[0].entry.id}
    assert render(changes, after) == TOLD[language].format(**ids)
    same = render(compare(after, after, "build:3"), after)
    assert same.splitlines()[-1] == {"ja": "変化はありません。", "en": "Nothing has changed."}[language]


def test_a_line_that_gets_another_id_has_changed_and_is_not_new() -> None:
    rough = total(5, 1_900_000, "2024-03-05T16:00:00Z")
    finer = reading("社", said("被害は191万2千円。", claim(date="2024-03-05", as_of="2024-03-05", figures=(
        yen(1_912_000), cases(190)), organisations=(who("社", "speaker", "operator"),))),
        captured_at="2024-03-08T00:00:00Z", standing="official")  # fmt: skip
    changes = compare(known((rough, finer), "2024-03-06"), known((rough, finer), "9"), "2024-03-06")
    assert not changes.new
    assert not changes.gone
    (change,) = changes.changed
    assert "figures" in change.what


def test_nothing_new_is_nothing() -> None:
    timeline = known(STORY, "9")
    changes = compare(timeline, timeline, "2024-03-08")
    assert not any(
        (
            changes.new,
            changes.changed,
            changes.superseded,
            changes.gone,
            changes.figures,
            changes.edits,
            changes.silent,
        )
    )


def test_a_source_that_was_asked_and_gave_nothing_is_silent() -> None:
    def ended(name: str, at: str, source: str) -> Outcome:
        return Outcome(url=f"https://{source}.example/", at=at, stage="crawl", name=name, source=source)  # type: ignore[arg-type]

    outcomes = [
        ended("ok", "2024-03-05T00:00:00Z", "mute"),
        ended("timeout", "2024-03-08T00:00:00Z", "mute"),
        ended("ok", "2024-03-05T00:00:00Z", "well"),
        ended("unchanged", "2024-03-08T00:00:00Z", "well"),
        ended("ok", "2024-03-05T00:00:00Z", "unasked"),
    ]
    sources = tuple(Source(id=name, publisher=name) for name in ("mute", "well", "unasked"))

    def at(moment: str) -> Timeline:
        return built(
            outcomes=[o for o in outcomes if o.at < moment], incident=replace(INCIDENT, sources=sources)
        )

    (silence,) = compare(at("2024-03-06"), at("9"), "2024-03-06").silent
    assert (silence.publisher, silence.last_ok, silence.last_outcome) == (
        "mute", "2024-03-05T00:00:00Z", "timeout",
    )  # fmt: skip
