"""Claims out of sentences: a table row for each thing a text says, in words written for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Claim, Section
from timeline.facts import RULES_VERSION, find_facts
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()


def claims_of(text: str, written_on: str | None = "2020-09-16", kind: str = "body") -> tuple[Claim, ...]:
    section = Section(kind=kind, text=text, written_on=written_on)  # type: ignore[arg-type]
    return find_facts(section, GAZETTEER).claims


def one(text: str, written_on: str | None = "2020-09-16") -> Claim:
    [claim] = claims_of(text, written_on)
    return claim


def figures(claim: Claim) -> set[tuple[str, object]]:
    return {(figure.role, figure.value) for figure in claim.figures}


KINDS = [
    ("滋賀銀行は9月8日、新規登録を停止した。", "suspension", "2020-09-08"),
    ("PayPayは9月10日午前9時から出金を再開した。", "resumption", "2020-09-10T09:00+09:00"),
    ("運営会社は9月12日、利用者の損失をすべて補填すると表明した。", "compensation", "2020-09-12"),
    ("社長は9月11日の夕方に会見を開いた。", "press_conference", "2020-09-11"),
    ("金融庁は9月14日、同社に業務改善命令を出した。", "regulator", "2020-09-14"),
    ("県警は9月15日に捜査を始めた。", "investigation", "2020-09-15"),
    ("警視庁は9月15日、会社員の男を詐欺の疑いで逮捕した。", "arrest", "2020-09-15"),
    ("不正な取引は9月3日に発覚した。", "discovery", "2020-09-03"),
    ("2019年8月の被害が最も古い。", "discovery", "2019-08"),
    ("9月20日から二段階認証を必須化する。", "countermeasure", "2020-09-20"),
    ("9月13日朝、振込でシステム障害が発生した。", "outage", "2020-09-13"),
    ("9月30日に廃止する。", "other", "2020-09-30"),
    ("被害は9月12日正午時点で31件、計640万円。", "damage_figure", "2020-09-12T12:00+09:00"),
    ("Acme Exchange suspended withdrawals on Sept. 9.", "suspension", "2020-09-09"),
    ("The exchange resumed trading on Sept. 12.", "resumption", "2020-09-12"),
    ("The firm will reimburse all customers in full.", "compensation", "2020-09-16"),
    ("On Sept. 11 police arrested two suspects.", "arrest", "2020-09-11"),
    ("The breach was discovered on Sept. 2.", "discovery", "2020-09-02"),
    ("The network went down on Sept. 4.", "outage", "2020-09-04"),
]


@pytest.mark.parametrize(("text", "kind", "date"), KINDS)
def test_each_kind_with_its_date(text: str, kind: str, date: str) -> None:
    claim = one(text)
    assert (claim.kind, claim.date) == (kind, date)
    assert text[claim.start : claim.end] == text
    assert claim.rule


NOTHING = [
    "登録の停止はしていません。",
    "被害に遭った場合は、すぐに銀行へご連絡ください。",
    "なぜ公表しなかったのでしょうか。",
    "サービスは3年前から若者に人気がある。",
    "問い合わせは1日に約400件あった。",
    "If the outage continues, prices would rise.",
    "Please check your account for withdrawals.",
    "関連記事: チャージを停止した銀行の一覧",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_claims_nothing(text: str) -> None:
    assert claims_of(text) == ()


def test_one_sentence_says_several_things() -> None:
    claims = claims_of("運営会社は11日に会見し、被害の全額を補償すると発表した。")
    assert {(c.kind, c.date) for c in claims} == {
        ("press_conference", "2020-09-11"),
        ("compensation", "2020-09-11"),
    }


def test_each_date_of_a_suspension_has_its_banks() -> None:
    claims = claims_of("新規登録は、鳥取銀行が9月3日から、滋賀銀行と紀陽銀行が9月4日から停止した。")
    told = {claim.date: {o.name for o in claim.organisations} for claim in claims}
    assert told == {"2020-09-03": {"鳥取銀行"}, "2020-09-04": {"滋賀銀行", "紀陽銀行"}}


FIGURES = [
    ("被害は約2300万円(86件)。", {("damage_total", 23000000), ("cases", 86)}),
    ("被害額は計900万円、多い人では40万円だった。", {("damage_total", 9000000), ("per_person", 400000)}),
    ("被害は全国9の銀行で58件、約1500万円。", {("banks", 9), ("cases", 58), ("damage_total", 15000000)}),
    ("個人情報3万人分が漏えいした。", {("people", 30000)}),
    ("仮想通貨約70億円相当が不正に流出した。", {("damage_total", 7000000000)}),
    ("Hackers stole about $3 million from 41 customers.", {("damage_total", 3000000), ("people", 41)}),
    (
        "被害はPayPayで4件、20万円、Kyashで2件、8万円、合計6件、28万円。",
        {
            ("cases_part", 4), ("damage_part", 200000), ("cases_part", 2), ("damage_part", 80000),
            ("cases", 6), ("damage_total", 280000),
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_in_their_roles(text: str, expected: set[tuple[str, object]]) -> None:
    claim = one(text)
    assert claim.kind == "damage_figure"
    assert figures(claim) == expected
    for figure in claim.figures:
        assert figure.start is not None
        assert claim.start <= figure.start < claim.end


def test_two_dates_two_totals() -> None:
    claims = claims_of("流出額は9月9日の400万円から、9月10日は約700万円へ増えている。")
    assert [(c.date, figures(c)) for c in claims] == [
        ("2020-09-09", {("damage_total", 4000000)}),
        ("2020-09-10", {("damage_total", 7000000)}),
    ]


def test_the_next_sentence_gives_the_increment() -> None:
    claim = one("9月14日現在の被害は90件、1800万円に上る。このほか新たに12件、200万円が加わった。")
    assert figures(claim) == {
        ("cases", 90), ("damage_total", 18000000), ("cases_increment", 12), ("damage_increment", 2000000),
    }  # fmt: skip


def test_the_banks_of_the_next_sentence_belong_to_the_total() -> None:
    claim = one("9月12日午前0時時点で、損失は総額3100万円とされる。被害は14の銀行に及ぶ。")
    assert claim.as_of == "2020-09-12T00:00+09:00"
    assert figures(claim) == {("damage_total", 31000000), ("banks", 14)}


def test_more_people_are_no_total() -> None:
    claim = one("The firm said 2.5 million additional customers were hit by the breach.")
    assert figures(claim) == {("people_increment", 2500000)}


def test_each_authority_gives_its_own_order() -> None:
    orders = claims_of("金融庁は9月14日、滋賀銀行に業務改善命令を出した。財務省は是正措置命令を出した。")
    assert [claim.organisations[0].name for claim in orders] == ["金融庁", "財務省"]


def test_a_range_of_days_in_which_it_happened_often_is_no_event_of_its_end() -> None:
    assert one("2月28日から8月30日までにシステム障害が発生した。").date == "2020-02-28"


def test_the_year_of_a_thing_is_not_when_it_was_told_of() -> None:
    [claim] = claims_of("The FTC fined the firm on Sept. 14 over its 2019 data breach.")
    assert claim.date == "2020-09-14"


ATTRIBUTED = [
    ("NHKによると、滋賀銀行は8日に新規登録を停止した。", "NHK"),
    ("毎日新聞の報道によれば、8日に新規登録を停止した。", "毎日新聞"),
    ("8日に出金を停止したと日経が報じた。", "日本経済新聞"),
    ("滋賀銀行は、8日に新規登録を停止したと発表した。", "滋賀銀行"),
    # A service speaks where it is the subject; what the subject only holds does not.
    ("メルペイは16日、滋賀銀行の口座を使った被害が4件あったと公表した。", "メルペイ"),
    ("滋賀銀行の口座の被害が4件あったとメルペイは公表した。", "メルペイ"),
    ("d払いの被害が4件あったと滋賀銀行は公表した。", "滋賀銀行"),
]


@pytest.mark.parametrize(("text", "who"), ATTRIBUTED)
def test_who_says_so(text: str, who: str) -> None:
    assert who in one(text).attributed_to


EDGES = (
    "昨日、甲銀行は31日24時に停止した。金融庁は31日、処分した。3日前、先月末、来月末、翌日、明日、来年、再来週に再開する。",
    "The bank suspended withdrawals on Friday, yesterday, tomorrow, next week, at midnight Sunday, in May last year and on Dec. 31.",
)


@pytest.mark.parametrize("text", EDGES)
@pytest.mark.parametrize("written_on", ["0001-01-01", "0001-01-01T00:00Z", "9999-12-31", "9999-12", "0001"])
def test_texts_of_the_first_and_the_last_day_are_read(text: str, written_on: str) -> None:
    assert claims_of(text, written_on)


CERTAINTY = [
    ("滋賀銀行は8日、新規登録を停止した。", "stated"),
    ("滋賀銀行は20日から新規登録を停止する。", "planned"),
    ("運営会社は全額を補償する方針を固めた。", "planned"),
    ("滋賀銀行は新規登録を停止したとみられる。", "possible"),
    ("9日時点の被害は52人、410万円で、その後は新たな被害がないという。", "stated"),
    ("52人の被害があったとの報道を否定した。", "denied"),
    ("The exchange lost $52 million, but it has not been hit again.", "stated"),
]


@pytest.mark.parametrize(("text", "certainty"), CERTAINTY)
def test_how_sure(text: str, certainty: str) -> None:
    assert one(text).certainty == certainty


ASPECTS = [
    ("滋賀銀行は8日、口座の新規登録を止めた。", "linking"),
    ("滋賀銀行は8日、チャージを止めた。", "charging"),
    ("取引所は8日、全通貨の出金を止めた。", "withdrawal"),
    ("取引所は8日、全サービスを止めた。", "service"),
]


@pytest.mark.parametrize(("text", "aspect"), ASPECTS)
def test_what_is_stopped(text: str, aspect: str) -> None:
    assert one(text).aspect == aspect


def test_parts_of_those_concerned() -> None:
    claim = one("イオン銀行の口座からPayPayを通じて9件、70万円の不正な引き出しが確認された。")
    assert {o.name: o.role for o in claim.organisations} == {"イオン銀行": "affected", "PayPay": "via"}


def test_same_company_is_the_one_named_last() -> None:
    claims = claims_of("楽天証券は7日、不正な取引があったと明らかにした。同社は8日に新規受付を停止した。")
    assert ("楽天証券", "actor") in {(o.name, o.role) for o in claims[-1].organisations}


def test_what_ends_at_midnight_ends_on_that_day() -> None:
    assert one("サービスは9月30日24時に終了する。").date == "2020-09-30"


def test_a_comment_is_a_readers_and_keeps_the_address() -> None:
    text = "滋賀銀行ではチャージを停止したようです。\nhttps://bank.example/notice/1.html"
    [claim] = claims_of(text, kind="comment")
    assert claim.by_reader
    assert text[claim.start : claim.end] == text


def test_without_a_date_nothing_is_guessed() -> None:
    assert one("滋賀銀行は新規登録を停止した。", written_on=None).date is None


def test_a_section_reports_on_its_own_day() -> None:
    assert one("滋賀銀行は新規登録を停止した。", written_on="2020-09-14").reported_on == "2020-09-14"


def test_the_version_of_the_rules_is_short_and_fixed() -> None:
    assert len(RULES_VERSION) < 20


@given(st.text(alphabet="被害停止9月10日万円件、。()「」|-\n は銀行aA.$ をsuspended", max_size=200))
def test_never_raises_and_every_claim_is_a_slice(text: str) -> None:
    for claim in claims_of(text):
        assert 0 <= claim.start < claim.end <= len(text)


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("青空銀行は8事業者の新規口座登録やチャージを一時停止した。", ("linking", "charging")),
        ("青空銀行は新規登録、チャージ、払い出しを停止した。", ("linking", "charging", "withdrawal")),
        ("青空銀行はチャージを停止した。", ("charging",)),
        ("青空ペイと接続するサービスのチャージを止めた。", ("charging",)),
        ("The exchange halted deposits and withdrawals on Monday.", ("charging", "withdrawal")),
    ],
)
def test_everything_named_in_one_breath_is_stopped(text: str, aspects: tuple[str, ...]) -> None:
    claim = next(c for c in claims_of(text) if c.kind == "suspension")
    assert (claim.aspect, *claim.also) == aspects


def test_names_in_one_breath_do_the_same() -> None:
    claim = one("鳥取銀行とみちのく銀行は9日、チャージを停止した。")
    assert {(o.name, o.role) for o in claim.organisations} == {
        ("鳥取銀行", "actor"),
        ("みちのく銀行", "actor"),
    }


def test_a_stop_without_an_object_is_of_what_the_text_spoke_of() -> None:
    claims = claims_of(
        "ゆうちょ銀行は9日に新規登録を停止した。\n京都銀行も10日に停止したが、登録済みの口座からのチャージは続けている。"
    )
    assert [(c.date, c.aspect) for c in claims] == [("2020-09-09", "linking"), ("2020-09-10", "linking")]


def test_the_arrested_are_counted() -> None:
    claim = one("警視庁は15日、詐欺の疑いで男女5人を逮捕した。")
    assert [(f.role, f.value) for f in claim.figures] == [("people", 5)]
