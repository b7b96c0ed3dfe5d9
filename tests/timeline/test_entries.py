"""What a line of the timeline says, in Japanese and in English."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import Claim, Figure
from tests.timeline.making import INCIDENT, banks, built, cases, claim, reading, said, who, yen
from timeline.build import build_timeline
from timeline.render.json import render as as_json
from timeline.render.markdown import render as as_markdown

FIRM = who("ミナト社", "actor", "operator")
FSA = who("金融庁", "actor", "authority")
BANK_ACTS = who("甲銀行", "actor")
PAYMENT = who("ミナト決済", "target", "service")
LINES = [
    (
        "",
        claim(
            as_of="2024-03-05T00:00+09:00",
            figures=(yen(19_900_000, "about"), cases(73), banks(12)),
            attributed_to=("ミナト社",),
        ),
        "被害は73件、約1,990万円、12行（0時時点、ミナト社による）",
        "Damage: 73 cases, about ¥19.9 million, 12 banks (as of 00:00, according to ミナト社)",
    ),
    (
        "",
        claim(figures=(cases(82, scope="甲銀行"), yen(15_460_000, scope="甲銀行"))),
        "甲銀行の被害は82件、1,546万円（northが報じた）",
        "Damage at 甲銀行: 82 cases, ¥15.46 million (reported by north)",
    ),
    (
        "",
        claim(organisations=(who("甲銀行", "affected"), who("乙銀行", "affected"))),
        "甲銀行、乙銀行の被害を確認（northが報じた）",
        "Damage confirmed at 甲銀行, 乙銀行 (reported by north)",
    ),
    (
        "",
        claim(
            "suspension",
            aspect="linking",
            organisations=(FIRM, *(who(f"{n}銀行") for n in "甲乙丙丁戊己庚辛壬癸")),
        ),
        "ミナト社が甲銀行、乙銀行、丙銀行、丁銀行、戊銀行、己銀行、庚銀行、辛銀行ほか2行の新規登録・連携を停止（northが報じた）",
        "ミナト社 suspended account linking for 甲銀行, 乙銀行, 丙銀行, 丁銀行, 戊銀行, 己銀行, 庚銀行, 辛銀行 and 2 more (reported by north)",
    ),
    (
        "",
        claim(
            "resumption", aspect="charging", certainty="planned", organisations=(FIRM,), figures=(banks(35),)
        ),
        "ミナト社がチャージを再開（35行、northが報じた、予定）",
        "ミナト社 resumed top-ups (35 banks, reported by north, planned)",
    ),
    (
        "金融庁は報告を命じた。",
        claim("regulator", organisations=(FSA, who("ミナト社", "target", "operator"))),
        "金融庁がミナト社に報告などを命令（northが報じた）",
        "Financial Services Agency: order to ミナト社 (reported by north)",
    ),
    (
        "会見で陳謝した。",
        claim("press_conference", organisations=(FIRM,)),
        "ミナト社が会見し陳謝（northが報じた）",
        "ミナト社 held a press conference and apologised (reported by north)",
    ),
    (
        "二人を逮捕した。",
        claim(
            "arrest",
            organisations=(who("県警", "actor", "authority"),),
            figures=(Figure(role="people", value=2, unit="人"),),
        ),
        "県警が2人を逮捕（northが報じた）",
        "県警: arrest of 2 people (reported by north)",
    ),
    (
        "全額を補償すると表明した。",
        claim("compensation", organisations=(FIRM,), figures=(yen(600_000, "upto", role="per_person"),)),
        "ミナト社が全額補償の方針（1人当たり最大60万円、northが報じた）",
        "ミナト社: full compensation promised (up to ¥600,000 a person, reported by north)",
    ),
    (
        "新しい画面を出した。",
        claim("countermeasure", organisations=(FIRM,)),
        "「新しい画面を出した。」（north）",
        "“新しい画面を出した。” (north)",
    ),
    (
        "",
        claim("suspension", aspect="charging", organisations=(BANK_ACTS, PAYMENT)),
        "甲銀行がミナト決済へのチャージを停止（northが報じた）",
        "甲銀行 suspended top-ups to ミナト決済 (reported by north)",
    ),
    (
        "",
        claim("suspension", aspect="withdrawal", organisations=(who("甲銀行"), PAYMENT)),
        "ミナト決済から甲銀行への払い出しを停止（northが報じた）",
        "Withdrawals from ミナト決済 to 甲銀行 suspended (reported by north)",
    ),
    (
        "",
        claim("suspension", aspect="linking", also=("charging",), organisations=(BANK_ACTS, PAYMENT)),
        "甲銀行がミナト決済への新規登録・連携、チャージを停止（northが報じた）",
        "甲銀行 suspended account linking and top-ups to ミナト決済 (reported by north)",
    ),
    (
        "14行で止め、計17行となった。",
        claim(
            "suspension", aspect="charging", organisations=(who("甲銀行"),), figures=(banks(14), banks(17))
        ),
        "甲銀行のチャージを停止（14行、計17行、northが報じた）",
        "Top-ups for 甲銀行 suspended (14 banks, 17 banks in all, reported by north)",
    ),
    (
        "35行のうち22行が止めた。",
        claim(
            "suspension", aspect="charging", organisations=(who("甲銀行"),), figures=(banks(35), banks(22))
        ),
        "甲銀行のチャージを停止（22行、northが報じた）",
        "Top-ups for 甲銀行 suspended (22 banks, reported by north)",
    ),
    (
        "",
        claim("suspension", aspect="charging", figures=(banks(13),)),
        "チャージの停止は13行に（northが報じた）",
        "Top-ups suspended: 13 banks (reported by north)",
    ),
    ("一部を止めた。", claim("suspension"), "「一部を止めた。」（north）", "“一部を止めた。” (north)"),
    (
        "",
        claim(
            figures=(yen(1_415_141), cases(17)),
            organisations=(who("ベツペイ", "speaker", "service"), who("甲銀行", "affected")),
            attributed_to=("ベツペイ",),
        ),
        "ベツペイ経由の甲銀行の被害は17件、141万5,141円（ベツペイによる）",
        "Damage at 甲銀行 through ベツペイ: 17 cases, ¥1,415,141 (according to ベツペイ)",
    ),
    (
        "",
        claim(figures=(yen(6_000_000, basis="reported"), cases(38, basis="reported"))),
        "被害は38件、600万円（申告ベース、northが報じた）",
        "Damage: 38 cases, ¥6 million (as claimed, reported by north)",
    ),
    (
        "",
        claim(figures=(cases(82, role="cases_part"), yen(15_460_000, role="damage_part"))),
        "被害の一部は82件、1,546万円（northが報じた）",
        "Part of the damage: 82 cases, ¥15.46 million (reported by north)",
    ),
    (
        "",
        claim(figures=(banks(5),)),
        "被害は5行に及ぶ（northが報じた）",
        "Damage spread to 5 banks (reported by north)",
    ),
    (
        "補償を求めている。",
        claim("compensation", organisations=(FSA, who("甲銀行"))),
        "金融庁が甲銀行に補償を要請（northが報じた）",
        "Financial Services Agency: request for compensation to 甲銀行 (reported by north)",
    ),
    (
        "全額を補償する。",
        claim("compensation", certainty="planned", organisations=(BANK_ACTS,)),
        "甲銀行が全額補償の方針（northが報じた）",
        "甲銀行: full compensation promised (reported by north)",
    ),
    (
        "社長が陳謝した。",
        claim("press_conference", organisations=(FIRM,), attributed_to=("ミナト社",)),
        "ミナト社が会見し陳謝（northが報じた）",
        "ミナト社 held a press conference and apologised (reported by north)",
    ),
    (
        "確認の強化を求めた。本人確認である。",
        claim("countermeasure", organisations=(FSA,)),
        "金融庁が本人確認の強化を要請（northが報じた）",
        "Financial Services Agency: request for safeguards: stronger identity checks (reported by north)",
    ),
    (
        "サービスを始めた。",
        claim("other", organisations=(FIRM,)),
        "「サービスを始めた。」（north）",
        "“サービスを始めた。” (north)",
    ),
]


@pytest.mark.parametrize(
    ("words", "made", "japanese", "english"), LINES, ids=[line[2][:20] for line in LINES]
)
def test_a_line_says_what_the_structure_says(words: str, made: Claim, japanese: str, english: str) -> None:
    item = said(words, made) if words else made
    for language, expected in (("ja", japanese), ("en", english)):
        timeline = built(reading("north", item), language=language)
        assert [entry.text for entry in timeline.entries] == [expected]


def test_a_quote_of_a_reader_says_so() -> None:
    comment = reading("forum", said("銀行から電話が来た。", claim("compensation")), section="comment")
    assert built(comment).entries[0].text == "「銀行から電話が来た。」（読者のコメントによる）"


def test_every_quote_is_an_exact_slice_of_at_most_120_characters_with_its_figures() -> None:
    words = "前置きが続き、" * 30 + "被害は219件となった。"
    start = words.index("219")
    made = claim(figures=(cases(219, start=start, end=start + 3),))
    read = reading("north", said(words, made))
    citation = built(read).entries[0].citations[0]
    assert citation.quote == read.document.sections[0].text[citation.start : citation.end]
    assert len(citation.quote) <= 120
    assert "219" in citation.quote


def test_undated_and_imprecise_entries_stand_where_they_belong() -> None:
    dates = ["2024-03-05T10:00+09:00", "2024-03", "2024", "2024-03-05", None, "XXXX-03-05", "2019-10"]
    made = [claim("discovery", date, organisations=(who(f"{n}銀行"),)) for n, date in enumerate(dates)]
    timeline = built(*(reading(f"p{n}", one, published=None) for n, one in enumerate(made)))
    assert [entry.date for entry in timeline.entries] == [
        "2019-10",
        "2024",
        "2024-03",
        "2024-03-05",
        "2024-03-05T10:00+09:00",
        "XXXX",
        "XXXX-03-05",
    ]


MANY = [
    reading(f"p{n}", *claims, standing=standing)  # type: ignore[arg-type]
    for n, (claims, standing) in enumerate(
        [
            ([line[1] for line in LINES], "newspaper"),
            ([line[1] for line in LINES[::-1]], "blog"),
            (
                [
                    claim(figures=(yen(20_000_000),)),
                    claim("suspension", None, organisations=(who("甲銀行"),)),
                ],
                "unknown",
            ),
            (
                [claim(figures=(yen(19_900_000), cases(74))), claim("other", "2024-03-05T09:00+09:00")],
                "official",
            ),
            ([claim("suspension", aspect="linking", organisations=(who("甲銀行"), who("丁銀行")))], "trade"),
            ([claim("suspension", aspect="linking", organisations=(who("乙銀行"),))], "agency"),
            ([claim("other"), claim("other", "2024-03")], "reader"),
        ]
    )
]


@settings(max_examples=25, deadline=None)
@given(st.permutations(MANY))
def test_the_order_of_readings_changes_nothing(shuffled: list[object]) -> None:
    def pages(readings: list[object]) -> tuple[str, str]:
        made = build_timeline(INCIDENT, readings, captures=(), outcomes=(), rules="r1")  # type: ignore[arg-type]
        return as_json(made), as_markdown(made)

    assert pages(shuffled) == pages(list(MANY))


def test_ids_are_unique_and_do_not_depend_on_how_many_say_it() -> None:
    entries = built(*MANY).entries
    assert len({entry.id for entry in entries}) == len(entries)
    one = built(reading("a", LINES[0][1]))
    two = built(
        reading("a", LINES[0][1]), reading("b", LINES[0][1]), reading("c", claim("other", "2024-01-01"))
    )
    assert one.entries[0].id in {entry.id for entry in two.entries}
