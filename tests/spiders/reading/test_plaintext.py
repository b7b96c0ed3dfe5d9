"""Plain text: consecutive slices, addenda in every form and order, comments at the end."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading import read_text


def read(text: str, **known):
    given = {"published": "2020-09-10", "title": None, "publisher": "潮の記録", **known}
    return read_text(
        text, url="https://a.example/1", digest="sha256:0", captured_at="2021-01-01T00:00:00Z", **given
    )


def kinds(document):
    return [(s.kind, s.written_on) for s in document.sections]


PIECES = st.sampled_from(
    ["本文です。", "【9/14追記】", "追記", "コメント(3件)", "Update, Sept. 14: more", "---", "以下、元の記事", "※9月31日追記",
     "1. 花子 2020/09/12 10:00", "増えた。(9/15追記)", "【追記:25時】", "\r", "\x00", "\ud800", "", " ", "\u2028", "(2020年9月14日更新)"]
)  # fmt: skip


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"])
)
def test_sections_are_consecutive_slices_that_cover_the_text(lines, end):
    text = end.join(lines)
    sections = read(text).sections
    for section in sections:
        assert text[section.offset : section.offset + len(section.text)] == section.text
    assert "".join(s.text for s in sections) == (text if text.strip() else "")


def test_addenda_in_order():
    document = read("本文\n【2020/09/11追記】\n増えた\n【9/14追記】\nまた増えた\n")
    assert kinds(document) == [("body", "2020-09-10"), ("addendum", "2020-09-11"), ("addendum", "2020-09-14")]
    assert document.sections[1].text == "【2020/09/11追記】\n増えた\n"


def test_newest_first_and_back_to_the_original_text():
    for mark in ("-----", "以下、元の記事です。", "=== 元記事 ==="):
        document = read(f"【9/14追記】\n増えた\n{mark}\n本文\n")
        assert [k for k, _ in kinds(document)] == ["addendum", "body"], mark


def test_a_year_is_taken_from_the_document():
    assert kinds(read("本文\n【1/5追記】\n増えた", published="2019-12-28T10:00+09:00"))[1] == (
        "addendum",
        "2020-01-05",
    )


def test_without_any_date_the_year_stays_open():
    assert kinds(read("本文\n【1/5追記】\n増えた", published=None))[1] == ("addendum", "XXXX-01-05")


def test_a_reference_date_gives_the_year_but_is_no_date_of_the_text():
    document = read("本文\n【9/14追記】\n増えた", published=None, reference_date="2020-09-20")
    assert kinds(document) == [("body", None), ("addendum", "2020-09-14")]


def test_only_a_time_is_a_time_of_the_same_day():
    assert kinds(read("本文\n【追記:12時50分】\n止めた"))[1] == ("addendum", "2020-09-10T12:50+09:00")


def test_an_undated_addendum_was_written_after_what_stands_before_it():
    assert kinds(read("本文\n【9/14追記】\n増えた\n【追記】\n減った"))[2] == ("addendum", "2020-09-14")


def test_a_mark_at_the_end_of_a_line_is_about_that_line():
    document = read("本文。\n12行に増えた。(9/14追記)\n以上です。")
    assert kinds(document) == [("body", "2020-09-10"), ("addendum", "2020-09-14"), ("body", "2020-09-10")]


def test_the_byline_of_a_text_is_no_addendum():
    assert [k for k, _ in kinds(read("(2020年9月14日更新)\n本文"))] == ["body"]


def test_a_text_that_is_itself_a_correction_has_a_body():
    assert [k for k, _ in kinds(read("【訂正】10日付の記事で12行とあるのは11行の誤りでした。"))] == ["body"]


@pytest.mark.parametrize(
    "heading", ["コメント", "コメント(2件)", "■コメント一覧", "Comments", "3 Comments", "コメント(2)"]
)
def test_comments_start_at_a_line_of_their_own(heading):
    document = read(f"本文\n{heading}\nうちも止まりました\n")
    assert kinds(document)[1] == ("comment", "2020-09-10")


@pytest.mark.parametrize(
    "line", ["専門家のコメント", "コメントを控えた", "コメントは以下の通り", "No comment"]
)
def test_a_line_about_a_comment_is_text(line):
    assert len(read(f"本文\n{line}\n続き\n").sections) == 1


def test_signed_comments_are_one_section_each():
    document = read(
        "本文\nコメント\n1. 花子 2020/09/12 10:00\n止まった\n2. 太郎 2020年9月13日 8:05\n戻った\n"
    )
    assert [(s.author, s.written_on) for s in document.sections[1:]] == [
        ("花子", "2020-09-12T10:00+09:00"),
        ("太郎", "2020-09-13T08:05+09:00"),
    ]


def test_signatures_under_the_comments():
    document = read(
        "本文\nコメント\n止まった\nPosted by 花子 at 2020年09月12日 10:00\n戻った\nPosted by 太郎 at 2020年09月13日 08:05"
    )
    assert [(s.author, s.text.split("\n")[0]) for s in document.sections[1:]] == [
        ("花子", "コメント"),
        ("太郎", "戻った"),
    ]


def test_an_empty_text_is_unavailable():
    document = read(" \n")
    assert (document.sections, document.unavailable) == ((), "empty text")


@pytest.mark.parametrize(
    ("text", "publisher", "agency"),
    [
        ("銀行が登録を止めた。(共同)", "入江日報", "共同通信"),
        ("[東京 10日 ロイター] - 銀行が", "入江日報", "ロイター"),
        ("TOKYO (Kyodo) -- A bank stopped", "Irie Daily", "共同通信"),
        ("止めた。\n(c)KYODONEWS", "入江日報", "共同通信"),
        ("止めた。\n【北星通信】", "入江日報", "北星通信"),
        ("止めた。", "共同通信(入江日報)", "共同通信"),
        ("止めた。", "山の新聞(共同通信 wire.example)", "共同通信"),
        ("共同通信の報道によれば、止めた。", "入江日報", None),
        ("止めたと時事通信が報じた。" + "続報を待つ。" * 60, "入江日報", None),
        ("MAP (1:5000) shows the app", "Irie Daily", None),
    ],
)
def test_agency_credits(text, publisher, agency):
    assert read(text, publisher=publisher).agency == agency


@pytest.mark.parametrize(
    ("kind", "standing"),
    [("newspaper", "newspaper"), ("newswire_en", "agency"), ("tech_news_table", "trade"), ("blog_updated", "blog"),
     ("press_release", "official"), ("bbs", "reader"), ("essay", "unknown"), (None, "unknown")],
)  # fmt: skip
def test_standing_by_kind(kind, standing):
    assert read("本文", kind=kind).standing == standing


def test_plain_text_does_not_load_the_page_parsers():
    code = (
        "import sys; from spiders.reading import read_text; "
        "read_text('a\\n【9/14追記】b', url='https://a.example/', publisher=None, published=None, title=None, "
        "digest='', captured_at='2021-01-01T00:00:00Z'); "
        "sys.exit(bool({'bs4', 'lxml', 'trafilatura', 'dateparser', 'scrapy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
