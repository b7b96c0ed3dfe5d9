"""Known names: which are found, which only look like one, who bore them when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import TaughtName
from timeline.names import find_names, load_gazetteer
from timeline.names.automaton import Automaton
from timeline.text import fold

GAZETTEER = load_gazetteer()


def names_in(text: str, on: str | None = None) -> list[tuple[str, str | None]]:
    return [(m.text, m.canonical) for m in find_names(fold(text), GAZETTEER, on)]


def canonicals(text: str, on: str | None = None) -> list[str | None]:
    return [canonical for _, canonical in names_in(text, on)]


@pytest.mark.parametrize(
    ("written", "canonical", "name_class", "code"),
    [
        # by the national codes
        ("七十七銀行", "七十七銀行", "bank", "0125"),
        ("七十七銀", "七十七銀行", "bank", "0125"),
        ("三井住友銀", "三井住友銀行", "bank", "0009"),
        ("三菱ＵＦＪ銀行", "三菱UFJ銀行", "bank", "0005"),
        ("埼玉りそな銀行", "埼玉りそな銀行", "bank", "0017"),
        ("きらぼし銀行", "きらぼし銀行", "bank", "0137"),
        ("ＧＭＯあおぞらネット銀行", "GMOあおぞらネット銀行", "bank", "0310"),
        ("住信SBIネット銀行", "住信SBIネット銀行", "bank", "0038"),
        ("ゆうちょ銀", "ゆうちょ銀行", "bank", "9900"),
        ("auじぶん銀行", "auじぶん銀行", "bank", "0039"),
        ("セブン銀行", "セブン銀行", "bank", "0034"),
        ("北国銀行", "北國銀行", "bank", "0146"),
        ("東濃信金", "東濃信用金庫", "bank", "1533"),
        ("中央労金", "中央労働金庫", "bank", "2963"),
        ("JA横浜", "横浜農協", "bank", "5114"),
        ("農中", "農林中央金庫", "bank", "3000"),
        # in English
        ("Japan Post Bank", "ゆうちょ銀行", "bank", "9900"),
        ("MUFG Bank", "三菱UFJ銀行", "bank", "0005"),
        ("77 Bank", "七十七銀行", "bank", "0125"),
        ("Shichijushichi Bank", "七十七銀行", "bank", "0125"),
        ("Chugoku Bank", "中国銀行", "bank", "0168"),
        ("Bank of Yokohama", "横浜銀行", "bank", "0138"),
        # services and their spellings
        ("LINE Pay", "LINE Pay", "service", None),
        ("LINEPay", "LINE Pay", "service", None),
        ("Line Pay", "LINE Pay", "service", None),
        ("ラインペイ", "LINE Pay", "service", None),
        ("楽天EDY", "楽天Edy", "service", None),
        ("楽天 Edy", "楽天Edy", "service", None),
        ("ペイペイ", "PayPay", "service", None),
        ("Yahoo!(PayPay)", "PayPay", "service", None),
        ("7Pay", "7pay", "service", None),
        ("セブンペイ", "7pay", "service", None),
        ("セブン・ペイ", "セブン・ペイ", "operator", None),
        ("ドコモ口座", "ドコモ口座", "service", None),
        ("ドコモ", "NTTドコモ", "operator", None),
        ("NTT Docomo", "NTTドコモ", "operator", None),
        # authorities
        ("金融庁", "金融庁", "authority", None),
        ("経産省", "経済産業省", "authority", None),
        ("新潟県警", "新潟県警", "authority", None),
        ("京都府警", "京都府警", "authority", None),
        ("日銀", "日本銀行", "authority", None),
        ("JPCERT/CC", "JPCERTコーディネーションセンター", "authority", None),
        ("Financial Services Agency", "金融庁", "authority", None),
        ("米連邦捜査局", "FBI", "authority", None),
        # exchanges, brokers, other bodies
        ("Coincheck", "コインチェック", "exchange", None),
        ("Mt.Gox", "Mt. Gox", "exchange", None),
        ("マウントゴックス", "Mt. Gox", "exchange", None),
        ("DMMビットコイン", "DMM Bitcoin", "exchange", None),
        ("野村證券", "野村証券", "broker", None),
        ("SBI証券", "SBI証券", "broker", None),
        ("全銀協", "全国銀行協会", "other", None),
        ("全銀システム", "全銀システム", "facility", None),
    ],
)  # fmt: skip
def test_found(written: str, canonical: str, name_class: str, code: str | None) -> None:
    text = f"原因は{written}の設定とみられる" if not written.isascii() else f"It was {written}, they said"
    found = find_names(fold(text), GAZETTEER, None)
    assert [(m.canonical, m.name_class, m.code) for m in found] == [(canonical, name_class, code)]
    assert found[0].text == fold(written)


@pytest.mark.parametrize(
    "text",
    [
        # no bank is meant
        "地方銀行の窓口", "都市銀行", "信託銀行に預ける", "ネット銀行が増えた", "各銀行に照会", "全35銀行で停止", "提携銀行の一覧", "連携先銀行",
        "国内大手銀行", "日本の銀行", "中国の銀行", "預金を引き出す", "銀行口座の番号", "取引銀行", "第二地方銀行", "中央銀行の独立性", "血液銀行",
        "メガバンク3行", "他の銀行", "複数銀行", "両行は", "同行によると", "当行", "A銀行とB銀行", "対象の銀行員", "銀行法の改正", "銀行間送金",
        # a name is inside a longer word
        "ONLINEの手続き", "audioの設定", "Paulの話", "STREAMLINE", "Suicaidal", "ドコモショップの店頭", "ドコモ回線の契約", "ドコモユーザー", "ソフトバンクホークス",
        "千葉銀座の店", "京都銀座通り", "楽天イーグルスが勝った", "PayPayドームの公演", "Yahoo!知恵袋の回答", "Googleマップで見る", "Amazonギフト券を買う",
        "総務省令を改める", "日本銀行券の図柄", "帰省した", "官庁の対応", "自動車", "県庁", "警備の強化", "イオンモールの駐車場", "メルカリ便の送料",
        # a place, a number, a fruit, a planet
        "中国の工場", "静岡の店舗", "七十七人が参加", "十六日に", "トマトの値段", "北海道の天気", "三重の対策", "もみじの季節", "大分の温泉", "清水を飲む",
        "東京、大阪の2支店", "中国、韓国の2カ国", "静岡、山梨の2県", "京都、奈良の3寺院", "青森、岩手の3行政区",
        # words in small or capital letters that are another word
        "the sec of it", "an apple a day", "go nuts", "liquid assets", "degrees Celsius", "target price", "gemini sign", "wise words", "visa-free entry to ona",
        "Local Police said", "The Bank was closed", "Online Bank users", "Central Bank officials", "Chief Executive Officer", "Hackers Steal Millions From Japanese Exchange Group",
        # said, not introduced
        "「現在調査中だ」(広報)", "「フィッシング」(詐欺)", "クレジットカード(以下カード)", "本件(以下「本事案」)", "株式会社は", "株式会社の設立", "©株式会社あおば新聞社",
    ],
)  # fmt: skip
def test_looks_like_a_name_only(text: str) -> None:
    assert names_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国銀行業監督管理委員会は", ["中国銀行業監督管理委員会"]),
        ("ドコモ口座とドコモ", ["ドコモ口座", "NTTドコモ"]),
        ("東日本銀行と日本銀行", ["東日本銀行", "日本銀行"]),
        ("三井住友信託銀行は三井住友銀行と", ["三井住友信託銀行", "三井住友銀行"]),
        ("全国銀行協会の会長", ["全国銀行協会"]),
        ("大分銀紀陽銀滋賀銀", ["大分銀行", "紀陽銀行", "滋賀銀行"]),
        ("NTTドコモ回線のない人", ["NTTドコモ"]),
        ("セブン銀行ATM", ["セブン銀行"]),
        ("メルペイアカウント", ["メルペイ"]),
        ("青森みちのく銀行", ["青森みちのく銀行"]),
    ],
)
def test_the_longest_name_wins(text: str, expected: list[str]) -> None:
    assert canonicals(text) == expected


@pytest.mark.parametrize(
    ("text", "mention", "canonical"),
    [
        ("「PayPay(ペイペイ)」を", "PayPay(ペイペイ)", "PayPay"),
        ("LINE Pay（ラインペイ）は", "LINE Pay(ラインペイ)", "LINE Pay"),
        ("LINE(ライン)ペイは", "LINE(ライン)ペイ", "LINE Pay"),
        ("楽天Edy(エディ)は", "楽天Edy(エディ)", "楽天Edy"),
        ("情報処理推進機構(IPA)は", "情報処理推進機構(IPA)", "情報処理推進機構"),
        ("the Financial Services Agency (FSA) said", "Financial Services Agency (FSA)", "金融庁"),
        ("七十七銀行(仙台市)は", "七十七銀行", "七十七銀行"),
    ],
)
def test_a_gloss_belongs_to_its_name(text: str, mention: str, canonical: str) -> None:
    assert names_in(text) == [(mention, canonical)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("七十七、中国、大垣共立の3銀行", ["七十七銀行", "中国銀行", "大垣共立銀行"]),
        ("静岡、スルガなど5行", ["静岡銀行", "スルガ銀行"]),
        ("十六と静岡の両行", ["十六銀行", "静岡銀行"]),
        ("みずほ、三井住友両行", ["みずほ銀行", "三井住友銀行"]),
        ("七十七・東邦・イオン各行", ["七十七銀行", "東邦銀行", "イオン銀行"]),
        ("三菱UFJ、三井住友、みずほ銀行", ["三菱UFJ銀行", "三井住友銀行", "みずほ銀行"]),
        ("七十七（仙台市）、中国（岡山市）の2行", ["七十七銀行", "中国銀行"]),
        ("12行（七十七、中国、大垣共立）", ["七十七銀行", "中国銀行", "大垣共立銀行"]),
        ("東濃、岐阜の2信金", ["東濃信用金庫", "岐阜信用金庫"]),
        ("楽天証券、野村、松井で", ["楽天証券", "野村証券", "松井証券"]),
        ("銀行名 | 件数\n七十七 | 3件\n中国 | 15件\n", ["七十七銀行", "中国銀行"]),
        ("停止した銀行\n・七十七\n・中国(岡山市)\n", ["七十七銀行", "中国銀行"]),
        ("県名 | 件数\n静岡 | 3件\n山口 | 15件\n銀行は", []),
        ("京都、滋賀銀行", ["滋賀銀行"]),
    ],
)
def test_bare_names_count_in_lists_of_banks(text: str, expected: list[str]) -> None:
    assert canonicals(text) == expected


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("第三銀行", "2020-09-10", "0546"),
        ("第三銀行", "2024-01-01", "0546"),  # a former name still means who bore it
        ("三十三銀行", "2022-01-01", "0154"),
        ("三十三銀行", "2021-01-10", "0154"),  # announced
        ("三十三銀行", "2018-01-01", None),  # nobody's yet
        ("三十三銀行", None, "0154"),
        ("ジャパンネット銀行", "2020-09", "0033"),
        ("PayPay銀行", "2021-06-01", "0033"),
        ("PayPay銀行", "2016-06-01", None),
        ("三十三銀行", "XXXX-09-11", "0154"),
    ],
)
def test_the_day_decides_who_bears_a_name(text: str, on: str | None, code: str | None) -> None:
    [mention] = find_names(text, GAZETTEER, on)
    assert (mention.canonical, mention.code) == (text, code)


def test_taught_names_take_part_like_others() -> None:
    taught = TaughtName(canonical="あさがおペイ", name_class="service", aliases=("AsaPay", "朝ペイ"))
    gazetteer = load_gazetteer([taught])
    found = find_names("AsaPayと朝ペイ、あさがおペイ。PayPayも", gazetteer, None)
    assert [m.canonical for m in found] == ["あさがおペイ", "あさがおペイ", "あさがおペイ", "PayPay"]
    assert gazetteer.version != GAZETTEER.version
    assert load_gazetteer([taught]).version == gazetteer.version


def test_a_taught_name_comes_before_a_known_one() -> None:
    gazetteer = load_gazetteer([TaughtName(canonical="中國銀行", name_class="bank", aliases=("中国銀行",))])
    assert [m.canonical for m in find_names("中国銀行で", gazetteer, None)] == ["中國銀行"]


def test_the_gazetteer_answers_by_canonical_name() -> None:
    bank = GAZETTEER.name("七十七銀行")
    assert bank is not None
    assert (bank.name_class, bank.code) == ("bank", "0125")
    assert GAZETTEER.operator_of("ドコモ口座") == "NTTドコモ"
    assert "d払い" in GAZETTEER.services_of("NTTドコモ")
    assert GAZETTEER.name("ない銀行") is None


def test_every_operator_and_class_in_the_data_is_known() -> None:
    classes = {"bank", "service", "operator", "authority", "exchange", "broker", "facility", "other"}
    assert {name.name_class for name in GAZETTEER.names.values()} <= classes
    assert len(GAZETTEER.version) == 16


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("銀行七十中国、・()「」以下株式会社ドコモ口座3両証券庁 \n|-.&AaBbIncİé"),
        st.characters(),
    ),
    max_size=120,
)


def test_what_is_no_character_does_no_harm() -> None:
    assert canonicals("の\uffff七十七銀行\uffff、\ud800中国銀行\x00") == ["七十七銀行", "中国銀行"]


@given(TEXTS, st.sampled_from([None, "2020-09-10", "XXXX-01", "2019", "2020-08/2020-09"]))
def test_never_raises_and_every_span_is_a_slice(text: str, on: str | None) -> None:
    before = 0
    for mention in find_names(text, GAZETTEER, on):
        assert mention.start >= before
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.canonical
        before = mention.end


def test_a_taught_service_has_its_operator_and_a_known_one_keeps_its_own() -> None:
    taught = [
        TaughtName(canonical="あさがおペイ", name_class="service", operator="あさがお決済"),
        TaughtName(canonical="d払い", name_class="service", aliases=("ディー払い",)),
    ]
    gazetteer = load_gazetteer(taught)
    assert gazetteer.operator_of("あさがおペイ") == "あさがお決済"
    assert gazetteer.services_of("あさがお決済") == ("あさがおペイ",)
    assert gazetteer.operator_of("d払い") == "NTTドコモ"
    assert gazetteer.version != load_gazetteer(taught[1:]).version


def test_a_body_abroad_is_called_as_the_text_calls_it() -> None:
    (english,) = find_names("Bangladesh Bank lost $81 million", load_gazetteer())
    (japanese,) = find_names("バングラデシュ銀行の口座", load_gazetteer())
    assert (english.canonical, japanese.canonical) == ("Bangladesh Bank", "バングラデシュ中央銀行")


@pytest.mark.parametrize("text", ["a target price", "the slope of it", "paypay.example", "compound interest"])
def test_a_brand_in_small_letters_is_a_word(text: str) -> None:
    assert find_names(text, load_gazetteer()) == []


def test_the_first_texts_are_searched_like_later_ones() -> None:
    """The first short ones get an automaton of the forms that they can hold."""
    texts = ("七十七銀と中国銀行", "", "x", "PayPay", "七十七銀と中国銀行", "", "七十七銀と中国銀行")
    automaton = Automaton({form: form for form in ("七十七銀", "中国銀行", "銀行", "paypay")}, "銀", "")
    found = [[form for _, form in automaton.iter(text)] for text in texts]
    assert found[0] == ["七十七銀", "中国銀行", "銀行"] == found[4] == found[6]
    assert found[1:4] == [[], [], []]
