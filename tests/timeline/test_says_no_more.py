"""A line says no more than the page it comes from: who acted, what stopped, what is known to have begun."""

import pytest

from bench.jobs.reading import read
from db.records import Incident, Timeline
from timeline.build import build_timeline
from timeline.render.markdown import render
from timeline.wording import speak

INCIDENT = Incident(slug="minato", title="港の停止", keywords=("港",))


# Nothing is known of the publisher: it is not said to have reported.
def told(text: str) -> Timeline:
    """The timeline of one report of 12 March 2021."""
    row = {
        "id": "1",
        "url": "https://umi.example/1",
        "publisher": "海辺新聞",
        "published": "2021-03-12",
        "title": "港の停止",
        "text": text,
    }
    return build_timeline(INCIDENT, [read(row, INCIDENT.timezone)], captures=(), outcomes=(), rules="r1")


LINES = [
    # What stopped is no service of the maker: its own words tell it.
    ("豊田織機は11日、組み立てラインの稼働を停止した。", "「豊田織機は11日、組み立てラインの稼働を停止した。」（海辺新聞）"),
    ("SBI証券の資金が流出した事件で、警視庁は11日、男3人を逮捕した。", "警視庁が3人を逮捕（海辺新聞による）"),
    ("不正な取引は11日までに証券会社9社で確認され、被害は9社に及んだ。", "被害は9社に及ぶ（海辺新聞による）"),
    # A promise is no deed.
    ("SBI証券は12日、被害の全額を補償するとしている。", "SBI証券が全額補償の方針（海辺新聞による）"),
    ("対象のお客さまには、被害の全額を補償いたします。", "全額補償の方針（海辺新聞による）"),
    ("SBI証券は11日、被害の全額を補償した。", "SBI証券が全額を補償（海辺新聞による）"),
    # What was counted is not damage.
    ("市立病院は11日、手術およそ40件を延期したと明らかにした。", "「市立病院は11日、手術およそ40件を延期したと明らかにした。」（海辺新聞）"),
    # When it began is not when it ended.
    ("KDDIで11日午前1時に発生した通信障害は、12日午後3時に復旧した。", "KDDIで障害が発生（海辺新聞による）"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), LINES, ids=[text for text, _ in LINES])
def test_a_line_says_no_more_than_its_page(text: str, line: str) -> None:
    assert line in [entry.text for entry in told(text).entries]


def test_a_planned_restart_is_no_planned_stop() -> None:
    planned = told("コインチェックは11日、送金のサービスを13日に再開すると発表した。")
    assert ("resumption", "planned") in {(e.kind, e.certainty) for e in planned.entries}
    assert planned.standing == ()
    begun = told("コインチェックは13日に送金のサービスを停止する予定だ。")
    assert [row.organisation for row in begun.standing] == ["コインチェック"]


def test_the_first_build_does_not_list_every_line_as_new() -> None:
    page = render(told("警視庁は11日、男3人を逮捕した。"))
    assert speak("ja").say("history", "entries", n=1) not in page


def test_the_day_of_writing_is_no_event() -> None:
    text = "被害は8日に12件となった。\n3月9日に公表しました誤送信につきまして、対象の方にお知らせをお送りしています。\n【3/12追記】11日に受け入れが再開されました。"
    days = {entry.date[:10] for entry in told(text).entries}
    assert "2021-03-11" in days
    assert not days & {"2021-03-09"}


def test_what_a_correction_gives_instead_is_the_latest_figure() -> None:
    text = (
        "会社は9日、会員1248人の情報が流出したと発表した。"
        "\n3月9日に公表しました流出につきまして、対象の数に誤りがありました。\n会社は12日、対象を1248人から1284人に訂正した。"
    )
    [series] = told(text).series
    assert [(point.value, point.status) for point in series.points] == [
        (1248, "corrected"),
        (1284, "current"),
    ]


def test_a_page_that_tells_a_whole_and_a_part_does_not_contradict_itself() -> None:
    page = told(
        "取引所は11日、顧客14万人の情報が流出したと発表した。うち3000人はカード番号も盗まれた。住所が漏れたのは2万人だった。"
    )
    assert page.disputes == ()
    assert {entry.status for entry in page.entries} == {"current"}


def test_beside_a_whole_sum_stands_the_whole_number() -> None:
    [series] = told(
        "証券会社の不正な取引は11日時点で3505件、被害は3049億円に上る。このうち2746件、2890億円は3月の分だった。"
    ).series
    assert [(point.value, point.cases) for point in series.points] == [(304_900_000_000, 3505)]


@pytest.mark.parametrize(
    "text",
    [
        "The regulator fined Rizal Commercial Banking Corp a record 1 billion pesos ($21 million) on March 11 over the theft.",
        "The settlement over the breach includes a fund of up to $425 million, the regulator said on March 11.",
    ],
)
def test_what_is_fined_or_paid_is_no_damage(text: str) -> None:
    assert "damage_figure" not in {entry.kind for entry in told(text).entries}
