"""Claims on thefts of coins, taken-over accounts, ransomware, outages and fines: a table row for each thing said."""

import pytest

from db.records import Claim, Section
from timeline.facts import find_facts
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()


def claims_of(text: str, written_on: str = "2023-03-10") -> tuple[Claim, ...]:
    return find_facts(Section(kind="body", text=text, written_on=written_on), GAZETTEER).claims


SAID = [
    ("金融庁は全取引所に業務の報告を求めた。", "regulator", "2023-03-10"),
    ("県警は被害の情報収集を始めた。", "investigation", "2023-03-10"),
    ("当社は3月2日、県警察に相談し、監督官庁に報告しました。", "investigation", "2023-03-02"),
    (
        "2023年2月の不正取引件数は840件、売却金額は約31億円だった。",
        "damage_figure",
        "2023-02",
    ),
    ("1月から2月までの累計で、不正送金は95件となった。", "damage_figure", "2023-02"),
    ("3、4日の2日間で影響を受けた振り込みは約81万件に上った。", "damage_figure", "2023-03-04"),
    ("2月14日、決済代行会社から漏えいの懸念について連絡を受けた。", "discovery", "2023-02-14"),
    ("消費者庁は3日、詐欺への注意を呼びかけた。", "regulator", "2023-03-03"),
    ("The airline took its booking systems offline on March 4.", "suspension", "2023-03-04"),
    ("The regulator fined the retailer $12 million on March 6.", "regulator", "2023-03-06"),
    ("The ministry asked exchanges to check their wallets on March 7.", "regulator", "2023-03-07"),
    ("The lender was ordered by the central bank on March 8 to fix its systems.", "regulator", "2023-03-08"),
    ("Customers filed a class action in Ohio on March 9.", "other", "2023-03-09"),
    ("The company said it would compensate all users.", "compensation", "2023-03-10"),
    ("The brewer notified the regulator on March 5.", "investigation", "2023-03-05"),
    ("Police said the gang was behind the theft.", "investigation", "2023-03-10"),
    ("The retailer confirmed on March 1 that card numbers had been taken.", "discovery", "2023-03-01"),
    ("The cyberattack would wipe about $40 million off operating profit.", "damage_figure", "2023-03-10"),
    ("The attacker accessed the data of 51,000 customers.", "damage_figure", "2023-03-10"),
    ("漏えいは最大で約88万件に上る可能性がある。", "damage_figure", "2023-03-10"),
    ("影響回線数は最大12万回線でした。", "damage_figure", "2023-03-10"),
    ("3月5日朝から通話がご利用しづらい状況が発生しました。", "outage", "2023-03-05"),
    ("3月5日に復旧作業を終えた。システムは動いている。", "resumption", "2023-03-05"),
    ("社長は3月11日に会見する。", "press_conference", "2023-03-11"),
    ("About 3 million records were exposed.", "damage_figure", "2023-03-10"),
    ("会社は会員全員に金券を配ると9日に明らかにした。", "compensation", "2023-03-09"),
    ("8日、盗まれた名簿がダークウェブに載った。", "discovery", "2023-03-08"),
    ("国際機関は6日、外国の集団による犯行と断定した。", "investigation", "2023-03-06"),
    ("Prosecutors charged three men on March 3.", "arrest", "2023-03-03"),
    ("The shop reached a settlement of $9 million with the regulator on March 2.", "regulator", "2023-03-02"),
    ("Clients were unable to log in on March 6.", "outage", "2023-03-06"),
    ("The clinic began notifying customers on March 7.", "countermeasure", "2023-03-07"),
    ("All users affected were offered free credit monitoring.", "compensation", "2023-03-10"),
]


@pytest.mark.parametrize(("text", "kind", "date"), SAID)
def test_what_other_incidents_say(text: str, kind: str, date: str) -> None:
    assert (kind, date) in {(claim.kind, claim.date) for claim in claims_of(text)}


NOT_SAID = [
    ("再開の時期は検討中だ。", "resumption"),
    ("返金の手続きを準備している。", "compensation"),
    ("システムの復旧作業を3日から進めている。", "resumption"),
    ("被害者の会は3日、全額の補償を求めた。", "compensation"),
    ("盗まれた通貨は3日正午時点で追跡されている。", "discovery"),
    ("顧客情報の流出は3日時点で確認されておりません。", "discovery"),
    ("2014年には別の取引所で45億円が消失した。", "damage_figure"),
    ("In 2014 hackers stole $45 million from another exchange.", "damage_figure"),
    ("The company asked the ministry's web page to be kept up.", "regulator"),
    ("The exchange said users asked the help desk about orders.", "regulator"),
    ("The lawmaker told the agency to investigate the cause.", "investigation"),
    ("社長は金銭的な補償は考えていないと述べた。", "compensation"),
    ("受注が止まった件をまとめた。", "suspension"),
    ("Another exchange lost $5 million last week.", "damage_figure"),
    ("Customers may claim compensation in court.", "compensation"),
]


@pytest.mark.parametrize(("text", "kind"), NOT_SAID)
def test_what_is_background_or_not_yet(text: str, kind: str) -> None:
    assert kind not in {claim.kind for claim in claims_of(text)}


def test_the_sum_of_a_repayment_is_no_damage() -> None:
    claims = claims_of("取引所は9日、流出した通貨の保有者3万人に返金すると発表した。総額は約12億円。")
    assert [claim.kind for claim in claims] == ["compensation"]


def test_the_same_sum_in_coins_is_no_second_claim() -> None:
    [claim] = claims_of("取引所は9日、約12億円相当が流出したと発表した。流出したのは400万XEMだった。")
    assert {(figure.value, figure.unit) for figure in claim.figures} == {
        (1200000000, "JPY"),
        (4000000, "XEM"),
    }


def test_handling_is_resumed_after_the_system_is_restored_on_the_same_day() -> None:
    claims = claims_of("6日朝にシステムが復旧した。港は6日午後に荷役を再開した。")
    assert [(claim.kind, (claim.date or "")[:10]) for claim in claims] == [("resumption", "2023-03-06")] * 2


def test_an_announcement_is_news_over_the_end_of_a_month() -> None:
    claims = claims_of(
        "The exchange said on Feb. 28 that coins worth $9 million were stolen. It also halted deposits.",
        "2023-03-02",
    )
    assert {claim.date for claim in claims} == {"2023-02-28"}


def test_items_are_parts_of_damage_that_the_sentence_before_does_not_count() -> None:
    text = "9日までに漏えいのおそれが判明した情報は以下のとおりです。\n・会員 12万3千件\n・取引先 4千件\n"
    [damage] = [claim for claim in claims_of(text) if claim.kind == "damage_figure"]
    assert {figure.value for figure in damage.figures} == {123000, 4000}
    assert all(damage.start <= (figure.start or 0) < damage.end for figure in damage.figures)


def test_the_day_a_text_was_sent_off_dates_nothing() -> None:
    [claim] = claims_of("OSLO, March 10 (Wire) - Thieves stole $3 million from the firm on Wednesday.")
    assert claim.date == "2023-03-08"


def test_another_company_that_does_the_same_is_another_claim() -> None:
    claims = claims_of("ハナマル通販は9日、受注を停止した。ウミネコ商店も9日から受注を休止している。")
    assert [claim.kind for claim in claims] == ["suspension", "suspension"]


TAKEN_BACK = [
    "9月10日の記事で被害額を120万円とあったのは150万円の誤りです。",
    "訂正:被害が66件とあったのは73件の誤りでした。",
    "被害件数を12件から11件に訂正いたします。",
    "流出件数は190万件としていましたが、正しくは119万件でした。",
]


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_a_figure_taken_back_is_no_total(text: str) -> None:
    assert {claim.kind for claim in claims_of(text)} == {"other"}


def test_a_mistake_that_was_the_cause_corrects_nothing() -> None:
    assert claims_of("原因は設定の誤りだった。") == ()
