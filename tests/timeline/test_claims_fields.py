"""Claims in fields far from banks: hospitals, railways, food, gas, ports. A table row for each thing that is said."""

import pytest

from db.records import Claim, Section
from timeline.facts import find_facts
from timeline.names import load_gazetteer

GAZETTEER = load_gazetteer()


def claims_of(text: str, written_on: str = "2023-03-10") -> tuple[Claim, ...]:
    return find_facts(Section(kind="body", text=text, written_on=written_on), GAZETTEER).claims


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(claim.kind, claim.date, claim.aspect) for claim in claims_of(text)]


SAID = [
    ("9日、腹痛などの健康被害を訴えた人は31人になった。", "damage_figure", "2023-03-09"),
    ("爆発による死者は3人、負傷者は12人に上った。", "damage_figure", "2023-03-10"),
    ("10日朝、42便が欠航し、およそ5200人に影響が出ました。", "damage_figure", "2023-03-10"),
    ("港では1日平均300個を扱い、影響を受けたのは約2千個とみられる。", "damage_figure", "2023-03-10"),
    ("8日夜、市内の3200戸でガスの供給が止まった。", "suspension", "2023-03-08"),
    ("工場は7日に製品の検品を中止した。", "suspension", "2023-03-07"),
    ("9日午前2時ごろ、変電所で停電が起きた。", "outage", "2023-03-09"),
    ("障害の発生は8日午後3時ごろだった。", "outage", "2023-03-08"),
    ("食品会社は6日、菓子2商品の自主回収を始めた。", "countermeasure", "2023-03-06"),
    ("専用の相談窓口は3月11日午前9時に開設する。", "countermeasure", "2023-03-11"),
    ("町は4日、運賃を全額免除すると決めた。", "compensation", "2023-03-04"),
    ("県は9日、商店街に注意喚起を行った。", "regulator", "2023-03-09"),
    ("県警は9日、運転士から事情を聴いた。", "investigation", "2023-03-09"),
    ("病院は警察に被害を届け出たほか、7日には調査委員会を設置した。", "investigation", "2023-03-07"),
    ("第1報では300名とお知らせしておりましたが、280名に訂正いたします。", "other", "2023-03-10"),
    ("2月の不正送金は、24日だけで23件に上った。", "damage_figure", "2023-02-24"),
    ("調査の結果、流出は2万5千人分と判明した。", "damage_figure", "2023-03-10"),
    ("補償については「約款に基づき検討する」とした。", "compensation", "2023-03-10"),
    ("全額を保証いたしますのでご安心ください。", "compensation", "2023-03-10"),
    ("入金を3月11日に停止しますのでご了承ください。", "suspension", "2023-03-11"),
    ("会社は4日に作業の手順を見直した。", "countermeasure", "2023-03-04"),
    ("社長を議長とする会議を3月13日に設置します。", "countermeasure", "2023-03-13"),
    ("銀行は6日の会見で、3日以降に問い合わせが急増し、不正が分かったと述べた。", "discovery", "2023-03-03"),
    ("累計で1万6千人分の流出を確認した。", "damage_figure", "2023-03-10"),
    ("会員には図書カードを配る。", "compensation", "2023-03-10"),
    ("送料は会社が負担して届けている。", "compensation", "2023-03-10"),
    ("8日、口座の変更をウェブでは受け付けないようにした。", "suspension", "2023-03-08"),
    ("12日に全員のパスワードをリセットする。", "countermeasure", "2023-03-12"),
    ("国土交通省は3日、性能の認定を取り消した。", "regulator", "2023-03-03"),
    ("流出した通貨のうち約17億円分は3日、取引所の協力で凍結された。", "countermeasure", "2023-03-03"),
    ("厚労省は8日、検証委員会の初会合を開いた。", "investigation", "2023-03-08"),
    (
        "流出が続いている。町は3日、納税者の情報約14万件が含まれていたと発表した。",
        "damage_figure",
        "2023-03-03",
    ),
    ("サイバー攻撃で、約1万3千台の生産に影響する。", "damage_figure", "2023-03-10"),
    ("3月5日に社員が添付ファイルを開いたことで感染。", "discovery", "2023-03-05"),
    ("データは6日に復元できた。", "resumption", "2023-03-06"),
    ("料金を1月より順次返金しており、3月1日までに完了しております。", "compensation", "2023-03-01"),
    ("1月23日から休止していた「便」は、3月31日で終了する。", "other", "2023-03-31"),
    (
        "9日、取引先や従業員の個人情報など約44万件が漏えいした可能性があると発表した。",
        "damage_figure",
        "2023-03-09",
    ),
    ("入院した人は8日の時点で延べ114人、問い合わせは約1万件に上っている。", "damage_figure", "2023-03-08"),
    ("9日昼から全国で電話がつながりにくくなった。", "outage", "2023-03-09"),
    ("8日、デジタル相は会社にシステムの停止を要請した。", "regulator", "2023-03-08"),
    ("12日には工場に立ち入り検査をすることにしている。", "regulator", "2023-03-12"),
    ("3月1日ごろから不正の書き込みが目立ち始めた。", "discovery", "2023-03-01"),
    ("全額補償で、3月12日から受け付けるという。", "compensation", "2023-03-12"),
    (
        "3月1日より受付を開始し、9日18時までに302名さまへの補償が完了しております。",
        "compensation",
        "2023-03-09",
    ),
    ("預金が不正に送金され、今年1月から2月までに確認された被害は496件だった。", "damage_figure", "2023-02"),
    ("当社は7~8日に運用を止めて機器を交換した。", "suspension", "2023-03-07"),
    ("全職員の研修を3月13日から実施します。", "countermeasure", "2023-03-13"),
    ("事業の譲渡日は3月22日を予定する。", "other", "2023-03-22"),
    ("船の沈没事故で、海保は9日、救助した10人の死亡を確認したと発表した。", "damage_figure", "2023-03-09"),
    (
        "7日夜に注意情報を受けて調べ、8日午前0時半ごろまでに侵入の痕跡を確認し、サイトを停止した。",
        "suspension",
        "2023-03-08",
    ),
    ("7日、顧客の個人情報が外部から閲覧できる状態だったと明らかにした。", "discovery", "2023-03-07"),
    ("2月28日 サービス提供元から改ざんの連絡", "discovery", "2023-02-28"),
    ("6日は200便余りが欠航していました。", "suspension", "2023-03-06"),
    ("3月6日午前3時、最大の火力発電所が停止し、全域の停電につながった。", "outage", "2023-03-06"),
    ("7日から続いていたシステム障害が9日に解消した。", "outage", "2023-03-07"),
    ("2月から断続的にアクセスがあり、2月28日の点検で流出が判明した。", "discovery", "2023-02-28"),
    ("不正送金の被害は2月8日から3月5日にかけて発生した。", "discovery", "2023-02-08"),
    ("・本人認証の強化(読み取り機を使う認証を4月に導入)", "countermeasure", "2023-04"),
    ("・リスクを担う専門部署を4月に新設", "countermeasure", "2023-04"),
    ("・3月5日 感染を確認、外部との接続を遮断", "discovery", "2023-03-05"),
]


@pytest.mark.parametrize(("text", "kind", "date"), SAID)
def test_what_is_said_in_other_fields(text: str, kind: str, date: str) -> None:
    assert (kind, date) in {(k, (d or "")[:10]) for k, d, _ in told(text)}


NOT_SAID = [
    ("来月から会場に電波の検知器を置く。", "discovery"),
    ("作業の停止は約2日半に及んだ。", "suspension"),
    ("けが人は8日時点から3人増えた。会社は9日に謝罪した。", "other"),
    ("会見を開く予定は現時点でないという。", "press_conference"),
    ("作業中止の判断基準を4日に定めた。", "suspension"),
    ("国内では2018年1月の約580億円、14年の約470億円に次ぐ規模の流出額だ。", "damage_figure"),
    ("ジャストは、およそ760万件が流出したと説明していました。", "damage_figure"),
    ("9日、図書カードの販売サイトが改ざんされた。", "compensation"),
    ("カードの再発行の手数料は会社が負担する。", "countermeasure"),
    ("頭取は9日に会見し「障害で多大な迷惑をかけた」と陳謝した。", "outage"),
    ("金融庁は9日、障害を起こしたみずほ銀行に命令を出した。", "outage"),
    ("10日、大学は受験生1人の合格を取り消した。", "other"),
    ("流出した通貨のうち約17億円分は3日、取引所の協力で凍結された。", "damage_figure"),
    ("8日までに約34万件の電話があった。流出が続いている。", "damage_figure"),
    ("7月、警察の捜査を受けて流出が発覚した。", "investigation"),
    ("1月にサイバー攻撃を受けて電子カルテが使えなくなった県内の病院は9日、診療を再開した。", "outage"),
    ("観光庁は9日、同社から事情を聴き、防止策を報告するよう求めた。", "investigation"),
    ("障害は午後6時4分に復旧した。", "outage"),
    ("被害が続く中、会社の従業員は1200人で、売上高は約30億円だ。", "damage_figure"),
    ("顧客への補償に充てるため、9日に50億円の支援を受けた。", "compensation"),
    ("運輸局は9日、原因を調べて報告するよう指示した。", "investigation"),
    ("預金が不正に送金される被害が増え、金融庁は9日に注意を呼びかけた。", "discovery"),
    ("顧客の損失約45億円は別の会社が通貨などで返す。", "damage_figure"),
    ("大臣は9日の会見で、8日中にほぼ全域で停電を解消できると述べた。", "outage"),
    ("残る16人の捜索を続けている。", "investigation"),
    ("大臣は9日、対策本部の会合で体制を調べると述べた。", "countermeasure"),
    ("決済の再開は、改めてお知らせいたします。", "resumption"),
    ("送金機能は再開いたしません。", "resumption"),
    ("当社は2月28日に発生した不正送金を受け、取引先と対策を協議した。", "discovery"),
    ("総務相は9日、被害の全容を報告するよう求めたことを明らかにした。", "discovery"),
    ("以前は300名とお知らせしておりました。", "countermeasure"),
]


@pytest.mark.parametrize(("text", "kind"), NOT_SAID)
def test_what_is_not_said_in_other_fields(text: str, kind: str) -> None:
    assert kind not in {k for k, _, _ in told(text)}


def test_those_concerned_are_counted_in_the_sentence_after_the_leak() -> None:
    claims = claims_of("病院は9日、名簿が流出した恐れがあると発表した。対象は受診した2万4300人分だ。")
    assert [f.value for c in claims if c.kind == "damage_figure" for f in c.figures] == [24300]


def test_a_column_of_days_dates_the_row() -> None:
    table = "サービス | 再開日\n入金 | 3月6日\n出金 | 3月8日\n現物の売買 | 3月13日(予定)\n口座の開設 | 未定\n"
    assert told(table) == [
        ("resumption", "2023-03-06", "charging"),
        ("resumption", "2023-03-08", "withdrawal"),
        ("resumption", "2023-03-13", "service"),
    ]
    assert [claim.certainty for claim in claims_of(table)] == ["stated", "stated", "planned"]


def test_the_same_day_is_that_of_the_announcement_and_not_of_its_figures() -> None:
    text = "甲証券は9日、被害を公表した。7日時点で18件を確認した。同社は同日、注文の受け付けを停止した。"
    assert ("suspension", "2023-03-09", "service") in told(text)


def test_money_raised_to_pay_is_no_damage_which_is_of_the_day_of_the_loss() -> None:
    [damage] = [
        claim
        for claim in claims_of(
            "取引所は5日、2月28日に流出した約482億円相当の通貨について、総額550億円の資金を調達して保証すると発表した。"
        )
        if claim.kind == "damage_figure"
    ]
    assert (damage.date, [figure.value for figure in damage.figures]) == ("2023-02-28", [48200000000])


def test_a_sum_beside_what_each_gets_is_no_damage() -> None:
    claims = claims_of("おわびとして1人当たり500円分の金券を用意し、総額は約200億円を見込む。")
    assert [claim.kind for claim in claims] == ["compensation"]


def test_lines_under_a_heading_count_those_hit() -> None:
    [claim] = claims_of("3. 影響を受けたお客さま\n音声通話 約2,278人\nデータ通信 765人以上\n")
    assert [(f.role, f.value) for f in claim.figures] == [("people", 2278), ("people", 765)]


def test_reports_of_a_chain_have_their_own_day() -> None:
    chain = "【第2報】2023年3月6日\n入金を再開しました。\n【第1報】2023年3月2日\n本日9時頃、流出を検知しました。\n"
    assert [(k, (d or "")[:10]) for k, d, _ in told(chain)] == [
        ("resumption", "2023-03-06"),
        ("discovery", "2023-03-02"),
    ]


def test_the_hour_is_of_the_day_of_the_topic() -> None:
    claims = told("市場は9日、8日に停止していた売買を午前9時から再開した。")
    assert [(k, (d or "")[:10]) for k, d, _ in claims] == [("resumption", "2023-03-09")]


def test_this_day_is_that_of_the_announcement() -> None:
    claims = claims_of(
        "甲社は9日、3千件の流出を発表した。今月下旬に再開する。同社はこの日、委員会を設置した。"
    )
    assert [c.date for c in claims if c.kind == "countermeasure"] == ["2023-03-09"]


def test_an_announcement_looked_back_at_is_not_the_news() -> None:
    claims = claims_of(
        "流出は2260件に達することが分かりました。これまでは760件としていました。甲社は2日の会見で流出を発表しました。"
        "役員は引責辞任するということです。"
    )
    assert [c.date for c in claims if c.rule == "step_down"] == ["2023-03-10"]


def test_the_day_of_the_event_at_the_front_is_not_that_of_what_follows() -> None:
    claims = claims_of("8日夜、道路の下でガス管が破損した。会社は料金を免除することを決めた。")
    assert [c.date for c in claims if c.kind == "compensation"] == ["2023-03-10"]


def test_the_police_and_the_victim_both_act() -> None:
    claims = claims_of("組合は4日、兵庫県警に通報した。兵庫県警は侵入の疑いで捜査している。")
    assert [claim.kind for claim in claims] == ["investigation"] * 2


def test_a_minister_meets_the_press_after_the_president() -> None:
    claims = claims_of(
        "鈴木浩二頭取は9日に記者会見した。高市総務相は同日の会見で「信頼を損なう」と批判した。"
    )
    assert [claim.attributed_to for claim in claims] == [("鈴木浩二頭取",), ("高市総務相",)]


def test_a_ministry_that_has_acted_acts_no_second_time() -> None:
    claims = claims_of(
        "金融庁は9日、甲銀行に業務改善命令を出した。金融庁は来月17日までに計画を出すよう命じた。"
    )
    assert [(claim.kind, claim.date) for claim in claims] == [("regulator", "2023-03-09")]


def test_what_was_told_before_is_left_out_of_what_it_is_now() -> None:
    [claim] = [
        c
        for c in claims_of("建物の改ざん被害は計139棟となった。当初は55棟としていたが、154棟に増えた。")
        if (154, "棟") in {(f.value, f.unit) for f in c.figures}
    ]
    assert 55 not in {figure.value for figure in claim.figures}


def test_the_hour_of_the_discovery_goes_before_the_day_of_its_announcement() -> None:
    claims = claims_of(
        "取引所は9日、通貨が流出したと明らかにした。同社は9日午前7時50分ごろに流出を検知した。"
    )
    assert [c.date for c in claims if c.kind == "discovery"] == ["2023-03-09T07:50+09:00"]


def test_what_somebody_does_has_the_day_of_their_own_announcement() -> None:
    claims = claims_of(
        "年金機構は8日、約125万件が流出したと発表した。首相は9日、対応を指示したと述べた。機構は番号を変更する。"
    )
    assert [c.date for c in claims if c.kind == "countermeasure"] == ["2023-03-08"]


def test_round_numbers_say_nothing_beside_the_exact_ones() -> None:
    [claim] = claims_of(
        "8日時点で被害は1500人余り、3200万円余りになった。調べでは8日の時点で1574人、3240万円余りの被害だという。"
    )
    assert {figure.value for figure in claim.figures} == {1574, 32400000}


def test_an_earlier_count_is_told_with_its_day() -> None:
    claims = claims_of("被害は8日までに4870万円に上る。6日の発表では約2900万円だった。")
    assert [(c.date, [f.value for f in c.figures]) for c in claims] == [
        ("2023-03-08", [48700000]),
        ("2023-03-06", [29000000]),
    ]


def test_news_of_the_last_day_of_a_month_is_of_the_month_before() -> None:
    text = "トミタ自動車は28日、全工場の稼働を3月1日に止めると発表した。約1万3千台の生産に影響する。"
    assert [(c.kind, c.date) for c in claims_of(text, "2023-03-01")] == [
        ("suspension", "2023-03-01"),
        ("damage_figure", "2023-02-28"),
    ]


def test_of_a_new_case_and_all_cases_the_second_is_the_whole() -> None:
    [claim] = claims_of("健康被害で亡くなった人が新たに1人確認され5人になったと9日に発表した。")
    assert [(f.role, f.value) for f in claim.figures] == [("people_increment", 1), ("people", 5)]


def test_the_row_of_the_sums_is_the_whole() -> None:
    [claim] = claims_of(
        "■被害状況\n銀行名 | 件数 | 金額\n七十七銀行 | 41件 | 812万円\n合計 | 330件 | 2,876万円\n"
    )
    assert [(f.role, f.value, f.scope) for f in claim.figures] == [
        ("cases_part", 41, "七十七銀行"),
        ("damage_part", 8120000, "七十七銀行"),
        ("cases", 330, None),
        ("damage_total", 28760000, None),
    ]


def test_a_restart_has_not_the_day_since_which_it_was_stopped() -> None:
    claims = claims_of("入出金は2月17日から停止が続いており、承認を経て順次再開する。")
    assert [(c.kind, c.date) for c in claims] == [("suspension", "2023-02-17"), ("resumption", "2023-03-10")]


def test_what_ended_on_a_day_is_told_once() -> None:
    claims = claims_of("外部の機関による調査を開始し、2月5日に調査が完了。")
    assert [(c.kind, c.date) for c in claims] == [("investigation", "2023-02-05")]


def test_an_order_has_the_day_of_its_topic_and_not_that_of_what_it_orders() -> None:
    claims = claims_of("金融庁は6日、新規の融資を12日から6カ月間停止する業務停止命令を出した。")
    assert [(c.kind, c.date) for c in claims] == [("regulator", "2023-03-06")]


def test_those_concerned_are_counted_in_a_line_of_a_notice() -> None:
    text = "カード情報が漏えいした可能性があることが判明いたしました。\n対象:2022年7月19日から7月26日までに入力されたお客様 最大22,147名\n"
    assert [(c.kind, c.date, [f.value for f in c.figures]) for c in claims_of(text)] == [
        ("damage_figure", "2023-03-10", [22147])
    ]


def test_the_deeds_of_a_ministry_under_headings_with_days_are_several() -> None:
    claims = claims_of("■3月2日\n金融庁が報告徴求命令を出す\n■3月6日\n金融庁が業務改善命令\n")
    assert [(c.kind, c.date) for c in claims] == [("regulator", "2023-03-02"), ("regulator", "2023-03-06")]


ADDED = [
    ("金融庁は3月13日、甲銀行に改善命令を出した(3月14日追記)。", "2023-03-13"),
    ("(3/14追記:金融庁は13日、甲銀行に改善命令を出した)", "2023-03-13"),
    ("金融庁は2月28日、甲銀行に改善命令を出した(3月14日追記)。", "2023-02-28"),
    ("金融庁は2022年12月13日、甲銀行に改善命令を出した(3月14日追記)。", "2022-12-13"),
    ("金融庁は3月8日、甲銀行に改善命令を出した(3月9日更新)。", "2023-03-08"),
]


@pytest.mark.parametrize(("text", "date"), ADDED)
def test_what_was_added_later_happened_until_then(text: str, date: str) -> None:
    assert {c.date for c in claims_of(text) if c.kind == "regulator"} == {date}
