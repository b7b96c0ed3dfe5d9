"""Lists and tables: names of items on the claim that introduces them, rows as parts of a whole."""

from db.records import Claim, Section
from timeline.facts import find_facts
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()


def claims_of(text: str) -> tuple[Claim, ...]:
    return find_facts(Section(kind="body", text=text, written_on="2020-09-16"), GAZETTEER).claims


def names(claim: Claim, role: str) -> set[str]:
    return {o.name for o in claim.organisations if o.role == role}


def test_items_are_targets_of_the_sentence_before() -> None:
    text = "次の銀行が9月9日に新規登録を停止した:\n▽鳥取銀行\n▽滋賀銀行\n▽紀陽銀行\n"
    [claim] = claims_of(text)
    assert text[claim.start : claim.end].startswith("次の銀行")
    assert names(claim, "target") == {"鳥取銀行", "滋賀銀行", "紀陽銀行"}


def test_items_reach_back_over_the_line_that_introduces_them() -> None:
    text = "イオン銀行は14日、3サービスのチャージを停止した。止めたのは以下の各社分。\n- PayPay\n- メルペイ\n- LINE Pay\n"
    [claim] = claims_of(text)
    assert names(claim, "actor") == {"イオン銀行"}
    assert names(claim, "target") == {"PayPay", "メルペイ", "LINE Pay"}


def test_names_run_on_in_the_next_sentence() -> None:
    [claim] = claims_of("イオン銀行は14日、2社のチャージを停止した。対象はPayPay、メルペイの2社。")
    assert names(claim, "target") >= {"PayPay", "メルペイ"}


def test_items_with_figures_are_parts_of_the_total() -> None:
    [claim] = claims_of(
        "イオン銀行は15日、被害が計9件、80万円になったと発表した。内訳は\n▽PayPayで6件、50万円、\n▽Kyashで3件、30万円。\n"
    )
    parts = {(f.role, f.value, f.scope) for f in claim.figures if f.scope}
    assert parts == {
        ("cases_part", 6, "PayPay"), ("damage_part", 500000, "PayPay"),
        ("cases_part", 3, "Kyash"), ("damage_part", 300000, "Kyash"),
    }  # fmt: skip
    assert ("damage_total", 800000) in {(f.role, f.value) for f in claim.figures}


def test_rows_of_a_table() -> None:
    claims = claims_of(
        "サービス別の被害の状況\nサービス | 停止 | 被害件数 | 被害金額 | 登録数\nPayPay | 停止 | 6件 | 50万円 | 120万件\n"
        "Kyash | 停止していない | 3件 | 30万円 | 4000件\n"
    )
    [damage] = [c for c in claims if c.kind == "damage_figure"]
    assert {(f.role, f.value, f.scope) for f in damage.figures} == {
        ("cases_part", 6, "PayPay"), ("damage_part", 500000, "PayPay"),
        ("cases_part", 3, "Kyash"), ("damage_part", 300000, "Kyash"),
    }  # fmt: skip
    [stopped] = [c for c in claims if c.kind == "suspension"]
    assert names(stopped, "target") == {"PayPay"}


def test_an_item_with_a_date_is_a_claim_of_its_own() -> None:
    claims = claims_of("経緯\n- 9月3日: 不正な取引が発覚\n- 9月4日: チャージを停止\n")
    assert [(c.kind, c.date) for c in claims] == [("discovery", "2020-09-03"), ("suspension", "2020-09-04")]


def test_columns_tell_what_was_stopped_and_cells_when() -> None:
    text = (
        "銀行ごとの対応は10日午後3時時点で次の通り。\n銀行 | 新規登録 | チャージ | 被害\n"
        "七十七銀行 | 9月5日に停止 | 停止 | あり\nみずほ銀行 | 9月10日に停止 | 継続 | なし\n"
    )
    stops = {
        (c.aspect, c.date, tuple(sorted(names(c, "target"))))
        for c in claims_of(text)
        if c.kind == "suspension"
    }
    assert stops == {
        ("linking", "2020-09-05", ("七十七銀行",)),
        ("charging", "2020-09-16", ("七十七銀行",)),
        ("linking", "2020-09-10", ("みずほ銀行",)),
    }


def test_a_cell_that_is_not_stopped_leaves_its_neighbours_stopped() -> None:
    text = (
        "サービス別の対応\nサービス | 新規登録 | チャージ | 件数\nPayPay | 停止 | 停止していない | 6件\n"
        "Kyash | 継続 | 停止 | 3件\nメルペイ | 停止していない | 継続 | 1件\n"
    )
    stops = {(c.aspect, *names(c, "target")) for c in claims_of(text) if c.kind == "suspension"}
    assert stops == {("linking", "PayPay"), ("charging", "Kyash")}


def test_a_claim_of_a_table_reaches_over_all_its_rows() -> None:
    text = "内訳は以下の通り\nサービス | 被害件数 | 被害金額\nPayPay | 6件 | 50万円\nKyash | 3件 | 30万円\n"
    [damage] = [c for c in claims_of(text) if c.kind == "damage_figure"]
    assert all(damage.start <= (f.start or 0) and (f.end or 0) <= damage.end for f in damage.figures)


def test_a_bare_line_of_about_as_many_names_is_all_of_those_that_were_stopped() -> None:
    text = (
        "ミナトペイは9日0時、提携する6の銀行すべての新規登録を止めた。\n調べ方は次回に記す。\n"
        "鳥取銀行、滋賀銀行、紀陽銀行、大分銀行、仙台銀行\n"
    )
    [claim] = claims_of(text)
    assert names(claim, "target") >= {"鳥取銀行", "滋賀銀行", "紀陽銀行", "大分銀行", "仙台銀行"}


def test_a_bare_line_of_names_is_nobodys_where_the_number_does_not_fit() -> None:
    text = "ミナトペイは9日0時、提携する35の銀行すべての新規登録を止めた。\n鳥取銀行、滋賀銀行、紀陽銀行、大分銀行、仙台銀行\n"
    [claim] = claims_of(text)
    assert not names(claim, "target") & {"鳥取銀行", "仙台銀行"}


def test_a_list_of_the_damaged_does_not_go_to_who_stopped() -> None:
    text = (
        "22日までに被害は3の銀行で172件、2776万円になった。\n送金を止めた銀行は29行。\n"
        "被害が確認された銀行一覧\n▽鳥取銀行\n▽滋賀銀行\n▽紀陽銀行\n"
    )
    told = {claim.kind: names(claim, "affected") | names(claim, "target") for claim in claims_of(text)}
    assert told["damage_figure"] == {"鳥取銀行", "滋賀銀行", "紀陽銀行"}
    assert not told.get("suspension")


def test_each_verb_has_the_banks_of_its_own_date() -> None:
    made = claims_of("新規登録は、鳥取銀行が9月8日から中止し、滋賀銀行も9日0時に停止した。")
    assert {(claim.date, *sorted(names(claim, "actor"))) for claim in made} == {
        ("2020-09-08", "鳥取銀行"),
        ("2020-09-09T00:00+09:00", "滋賀銀行"),
    }
