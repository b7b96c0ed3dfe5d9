"""What makes an event and what only names one: repeats, background, attributes, dates of things and of headings."""

import pytest

from db.records import Claim, Section
from timeline.facts import find_facts
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()


def claims_of(text: str, written_on: str = "2023-03-10") -> tuple[Claim, ...]:
    return find_facts(Section(kind="body", text=text, written_on=written_on), GAZETTEER).claims


def told(text: str) -> set[tuple[str, str | None]]:
    return {(claim.kind, claim.date) for claim in claims_of(text)}


def figures(claim: Claim) -> set[tuple[str, object]]:
    return {(figure.role, figure.value) for figure in claim.figures}


UNDER_HEADINGS = """■3月2日
午前9時10分 残高の異常を検知
午前10時 送金を停止
夜に会見
■3月6日
財務局が本社に立ち入り検査
送金を再開
"""


def test_lines_under_a_date_happened_on_it() -> None:
    assert told(UNDER_HEADINGS) == {
        ("discovery", "2023-03-02T09:10+09:00"),
        ("suspension", "2023-03-02T10:00+09:00"),
        ("press_conference", "2023-03-02"),
        ("regulator", "2023-03-06"),
        ("resumption", "2023-03-06"),
    }


DATED = [
    ("総務省は8日、2月の大規模障害を起こした会社を行政指導した。", ("regulator", "2023-03-08")),
    ("会社は7日、取引を止めており、9日時点でも再開のめどは立たない。", ("suspension", "2023-03-07")),
    ("調査は3月2日に完了した。", ("investigation", "2023-03-02")),
    ("警察には3月3日に届け出、委員会には3月6日に報告した。", ("investigation", "2023-03-03")),
    ("港は8日午前8時の作業再開を目指す。搬入は止まっている。", ("resumption", "2023-03-08T08:00+09:00")),
    ("会社は7日、有識者による検証委員会を設けた。", ("investigation", "2023-03-07")),
    ("会社は7日、専用の相談窓口を設けた。", ("countermeasure", "2023-03-07")),
    ("流出を受け、社長が引責辞任する。", ("other", "2023-03-10")),
    ("会社は9日、8日に起きた大きな障害について会見した。", ("press_conference", "2023-03-09")),
    ("会社は9日、8日に起きた大きな障害について会見した。", ("outage", "2023-03-08")),
    ("障害は8日に起き、復旧は9日午後3時になった。", ("resumption", "2023-03-09T15:00+09:00")),
    ("1月に障害を起こした取引所に対し、金融庁は10日、改善を命じた。", ("regulator", "2023-03-10")),
    ("県警に相談し、10日時点で4件、約7万円の補償を実施した。", ("compensation", "2023-03-10")),
    ("会社は9日朝に異常に気づき、支払いを停止した。", ("discovery", "2023-03-09")),
    ("会社は9日朝に異常に気づき、支払いを停止した。", ("suspension", "2023-03-09")),
    ("外部の会社による調査は今年3月1日に終わった。", ("investigation", "2023-03-01")),
    ("3月6日 復旧。会社が会見", ("press_conference", "2023-03-06")),
    ("・3月6日 所轄警察署に相談", ("investigation", "2023-03-06")),
    ("会社は9日、利益を過大に計上したとする調査の報告書を公表した。", ("investigation", "2023-03-09")),
    ("会社は9日、すべての方のパスワードを変更いたしました。", ("countermeasure", "2023-03-09")),
    ("社長は9日、報酬の3割を返上すると述べた。", ("other", "2023-03-09")),
    (
        "The firm settled with the regulator over a 2022 breach.",
        ("regulator", "2023-03-10"),
    ),
    ("社長は来年4月1日付で退く。社長は同日夕に会見した。", ("press_conference", "2023-03-10")),
    (
        "銀行は9日、前日の障害で止まっていた端末が同日午後3時までに復旧したと発表した。",
        ("resumption", "2023-03-09T15:00+09:00"),
    ),
    ("3月2日に手術の一部を、3月6日に外来を再開した。", ("resumption", "2023-03-02")),
    ("7日午後の時点で、全国の端末のうち290台が停止した。", ("outage", "2023-03-07")),
    ("大臣は8日の会見で「憂慮すべき状況だ」と述べた。", ("press_conference", "2023-03-08")),
    ("会社は新商品の発売を延期する。", ("other", "2023-03-10")),
    ("The shop reported the theft to authorities on March 8.", ("investigation", "2023-03-08")),
    ("Police said they had set up a task force into the attack.", ("investigation", "2023-03-10")),
    ("The airline sued the supplier on Thursday over the outage in January.", ("other", "2023-03-09")),
    ("The lender, opened in 2011, filed for protection on March 6.", ("other", "2023-03-06")),
    ("The exchange said it would waive all fees for April.", ("compensation", "2023-03-10")),
    ("Regulators settled with the shop on March 7.", ("regulator", "2023-03-07")),
]


@pytest.mark.parametrize(("text", "claim"), DATED)
def test_the_date_is_that_of_the_event(text: str, claim: tuple[str, str]) -> None:
    assert claim in told(text)


NO_EVENT = [
    ("補償できるかどうかは今後検討する。", "compensation"),
    ("会社は3日、補償を否定した。", "compensation"),
    ("3日、停止しているチャージを再開した。", "suspension"),
    ("3日、出金の停止中に値下がりした分について説明した。", "suspension"),
    ("再開には時間がかかる。", "resumption"),
    ("障害を起こした会社は8日、利用者に200円を返金すると発表した。", "outage"),
    ("約7億円分が流出した問題で、金融庁は8日、業務改善命令を出した。", "damage_figure"),
    ("別の取引所が失った約9億円を上回り、盗難としては最大だ。", "damage_figure"),
    ("会社は8日、盗まれた通貨を持つ26万人に対し、総額4億円を返金すると発表した。", "damage_figure"),
    ("The bank will pay $9 million to settle claims over the breach.", "damage_figure"),
    ("会社は8日、ほかの取引所と協力して資産の凍結を進めると述べた。", "suspension"),
    ("送金が止まった問題で、会社は8日、全面復旧したと発表した。", "suspension"),
    ("被害が続いた事件で、元社員の関与が関係者への取材で分かった。", "discovery"),
    ("The platform offered a $900,000 bounty for the stolen coins.", "damage_figure"),
    ("3月5日の障害で確認を怠ったためという。", "outage"),
    ("送金が使えなくなった問題で、会社は8日、原因を発表した。", "outage"),
    ("復旧の見通しは立っていない。", "resumption"),
    ("Thieves tried to take $9 million on March 6, but failed.", "damage_figure"),
    ("Police recovered about $2 million of the money on March 6.", "damage_figure"),
    ("The malware was like that used in the theft of $8 million from the bank.", "damage_figure"),
    ("補償は約款の対象外で、行わない。", "compensation"),
    ("社長は「重く受け止める」と取引の担当者に述べた。", "suspension"),
    ("システム障害で終日止まるのは初めてだ。", "outage"),
    ("4社は2022年8月末に流出が約9万件と公表していた。", "damage_figure"),
    ("負債総額は約6億円。被害は調べている。", "damage_figure"),
    ("金融庁は8日、流出のあった大手4社に改善を命じた。", "damage_figure"),
    ("金融庁は8日、融資を6カ月停止する業務停止命令を出した。", "suspension"),
    ("The airline sued the supplier on Thursday over the outage in January.", "outage"),
    ("The shop resumed orders on March 9, six weeks after it halted them.", "suspension"),
    ("不正な引き出しは先週から各地で相次ぎ、表面化している。", "discovery"),
]


@pytest.mark.parametrize(("text", "kind"), NO_EVENT)
def test_what_is_only_named_is_no_event(text: str, kind: str) -> None:
    assert kind not in {claim.kind for claim in claims_of(text)}


REPEATED = [
    "被害は9件で、全額を補償する。3月12日から補償を始める。",
    "会社は被害を補償する。補償は3月12日に始まる。",
]


@pytest.mark.parametrize("text", REPEATED)
def test_a_dated_compensation_is_the_one_that_is_told(text: str) -> None:
    assert [claim.date for claim in claims_of(text) if claim.kind == "compensation"] == ["2023-03-12"]


def test_figures_of_the_day_make_its_announcement_no_discovery() -> None:
    [claim] = claims_of("会社は名簿の流出を確認した。流出は3万件に上る。")
    assert (claim.kind, figures(claim)) == ("damage_figure", {("cases", 30000)})


def test_parts_and_the_most_it_may_be_belong_to_the_whole() -> None:
    [claim] = claims_of(
        "会社は9日、5万件の情報が流出したと発表した。うち2万件は住所を含む。最大で9万件に上る可能性がある。"
    )
    assert figures(claim) == {("cases", 50000), ("cases_part", 20000), ("cases", 90000)}


def test_when_those_concerned_bought_is_no_moment_of_the_figures() -> None:
    [claim] = claims_of("流出の対象は2022年2月から8月までに購入した520人。")
    assert (claim.date, claim.as_of) == ("2023-03-10", None)


def test_what_is_summed_up_over_months_holds_for_their_end() -> None:
    [claim] = claims_of("金融庁は8日、不正な取引が1〜2月で累計7139件に達したと公表した。")
    assert (claim.kind, claim.date) == ("damage_figure", "2023-02")


def test_how_long_it_went_on_is_no_moment_of_the_figures() -> None:
    [claim] = claims_of("2022年4月から8月までの5カ月間に約60人が被害に遭い、損害は900万円に上る。")
    assert (claim.date, claim.as_of) == ("2023-03-10", None)


def test_what_follows_the_news_of_the_day_is_of_that_day() -> None:
    claims = claims_of("The exchange filed for bankruptcy on Thursday. It lost $5 million to hackers.")
    assert {(claim.kind, claim.date) for claim in claims} == {
        ("other", "2023-03-09"),
        ("damage_figure", "2023-03-09"),
    }


def test_figures_of_a_past_year_hold_for_its_end() -> None:
    claims = claims_of("不正は2021年が計3件・40万円、2022年が計5件・60万円だった。")
    assert [claim.as_of for claim in claims] == ["2021-12-31", "2022-12-31"]
