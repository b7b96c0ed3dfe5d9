"""PDF notices: pages → lines → a document with a date, a subject and sections."""

import pytest

from spiders.reading import NotAPage, read_capture
from tests.spiders.reading.pdfs import pdf

NOTICE = [
    "2026年10月9日",
    "株式会社うみねこ銀行",
    "うみねこペイを通じた不正な引き出しについて",
    "当行は10月9日午前0時より、うみねこペイの新規の口座登録を停止い",
    "たしました。被害は18件、約312万円です。",
    "記",
    "1. 停止の日時 10月9日午前0時",
    "2. 対象 うみねこペイ",
]


def read(raw: bytes, content_type: str | None = "application/pdf"):
    return read_capture(
        raw, url="https://bank.example/n.pdf", content_type=content_type,
        captured_at="2026-11-01T00:00:00Z", digest="sha256:0",
    )  # fmt: skip


@pytest.mark.parametrize("content_type", ["application/pdf", "application/octet-stream", "text/html", None])
def test_a_notice_is_read_whatever_it_is_called(content_type: str | None) -> None:
    document = read(pdf(NOTICE), content_type)
    assert document.title == "うみねこペイを通じた不正な引き出しについて"
    assert document.published == "2026-10-09"
    (section,) = document.sections
    assert section.written_on == "2026-10-09"
    assert section.text.split("\n")[3:5] == [
        "当行は10月9日午前0時より、うみねこペイの新規の口座登録を停止いたしました。被害は18件、約312万円です。",
        "記",
    ]


def test_page_numbers_and_running_heads_are_no_text() -> None:
    pages = [
        ["うみねこ銀行 お知らせ", f"{n}ページ目の本文", "続き", "終わり", "問い合わせ先 総務部", f"- {n} -"]
        for n in (1, 2, 3, 4)
    ]
    (section,) = read(pdf(*pages)).sections
    assert section.text.split("\n")[:4] == ["1ページ目の本文", "続き", "終わり", "2ページ目の本文"]


def test_an_addendum_in_a_pdf_is_a_section() -> None:
    sections = read(pdf([*NOTICE, "【10月12日追記】", "被害は20件になりました。"])).sections
    assert [(s.kind, s.written_on) for s in sections] == [("body", "2026-10-09"), ("addendum", "2026-10-12")]


def test_the_title_in_the_file_serves_where_no_line_is_a_subject() -> None:
    assert read(pdf(["本文だけの一行です。"], title="口座登録の停止")).title == "口座登録の停止"
    assert read(pdf(["本文だけの一行です。"], title="Microsoft Word - a.docx")).title is None


def test_a_pdf_of_pictures_says_nothing() -> None:
    document = read(pdf([]))
    assert document.unavailable == "no text: a PDF of pictures"
    assert document.sections == ()


@pytest.mark.parametrize("raw", [b"%PDF-1.7", b"%PDF-1.4\n" + b"\0" * 5000, pdf(NOTICE)[:400]])
def test_a_broken_pdf_is_no_page(raw: bytes) -> None:
    with pytest.raises(NotAPage, match="PDF"):
        read(raw)


def test_a_pdf_of_too_many_pages_is_no_page() -> None:
    with pytest.raises(NotAPage, match="301 pages"):
        read(pdf(*[["x"]] * 301))
