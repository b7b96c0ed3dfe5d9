"""The text of a PDF: its words as they are read, lines that the page broke put together, page numbers left out.

pdfium reads it (BSD licence): unlike the readers in Python it gives Japanese of every encoding in plain characters. It
is C++ and takes bytes from anybody, so it runs where pages are read: in a worker with limits.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spiders.reading.errors import NotAPage
from spiders.reading.printed import find_stamp

MAX_PAGES = 300
MAX_CHARACTERS = 1_000_000
_MAGIC = b"%PDF-"
_HEAD_LINES = 15
"""Where the date and the subject of a notice stand."""
_FULL = 0.85
"""A line that fills so much of the widest one's width was broken by the page, not by its author."""
_LEAST = 40
"""Columns, two to a kanji: a page of short lines is a list."""

_SENTENCE_END = re.compile(r"[。.!?!?::」』))〕】]\s*$")
_NEW_ITEM = re.compile(
    r"\s*(?:[・●○◆◇■□※*▪–—-]|[((]?(?:\d{1,2}|[一二三四五六七八九十ア-ンa-z])[))..、]\s?|第\d+|【|〈|<|別紙|以上|記$)"
)
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s*)?(?:p(?:age)?\.?\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*[-–—])?\s*", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"(?:について|に関して|に関する.{1,20}|の件|お知らせ|ご案内|お詫び|ご報告|notice|statement|regarding)(?:[((].{1,12}[))])?\s*$",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-z0-9,;:)]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """What a PDF says."""

    text: str
    """Paragraphs and list items, a line each."""
    title: str | None
    published: str | None
    """The date printed at its head, as EDTF."""


def is_pdf(raw: bytes, content_type: str) -> bool:
    """Whether bytes are a PDF, whatever they are called.

    >>> is_pdf(b"%PDF-1.7 ...", "application/octet-stream"), is_pdf(b"<html>", "application/pdf")
    (True, False)
    """
    return _MAGIC in raw[:1024] and not (content_type.startswith("text/") and raw.lstrip().startswith(b"<"))


def read_pdf(raw: bytes, url: str, timezone: str = "Asia/Tokyo") -> PdfText:
    """The text of a PDF; NotAPage where it is broken, locked, or longer than any notice.

    A PDF of pictures alone has an empty text.
    """
    pages, title = _pages(raw, url)
    lines = [line for page in _without_furniture(pages) for line in _joined(page)]
    head = lines[:_HEAD_LINES]
    return PdfText(
        text="\n".join(lines), title=_title(head) or title, published=_printed_date(head, timezone)
    )


def _pages(raw: bytes, url: str) -> tuple[list[list[str]], str | None]:
    """The lines of each page, and the title that its maker gave it."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise NotAPage(url, f"a PDF that cannot be opened ({error})") from None
    try:
        if len(document) > MAX_PAGES:
            raise NotAPage(url, f"a PDF of {len(document)} pages; at most {MAX_PAGES} are read")
        pages, size = [], 0
        for page in document:
            text = page.get_textpage().get_text_range()
            size += len(text)
            if size > MAX_CHARACTERS:
                raise NotAPage(url, f"a PDF of more than {MAX_CHARACTERS} characters")
            pages.append([_plain(line) for line in re.split(r"[\r\n]+", text)])
        return pages, _given_title(document.get_metadata_dict().get("Title", ""))
    except pypdfium2.PdfiumError as error:
        raise NotAPage(url, f"a PDF that cannot be read ({error})") from None
    finally:
        document.close()


def _plain(line: str) -> str:
    """A line in plain characters: fonts map 日 to the radical ⽇, and soft hyphens to a noncharacter.

    >>> _plain("10 ⽉ 9 ⽇\\ufffe ")
    '10 月 9 日'
    """
    shown = "".join(
        unicodedata.normalize("NFKC", c) if "\u2e80" <= c <= "\u2fdf" or "\ufb00" <= c <= "\ufb06" else c
        for c in line
        if c not in "\ufffe\u00ad\ufeff"
    )
    return shown.strip()


def _given_title(title: str) -> str | None:
    """The title in the file's own metadata, unless it is the name of the file it was made from.

    >>> _given_title("Microsoft Word - 20200909.docx"), _given_title("口座登録の停止について")
    (None, '口座登録の停止について')
    """
    title = _plain(title)
    made = re.search(
        r"\.(?:docx?|xlsx?|pptx?|pdf|indd|ai|jtd)\b|^Microsoft |^untitled|^無題", title, re.IGNORECASE
    )
    return None if made or len(title) < 4 else title


def _without_furniture(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Pages without page numbers, and without what stands at the edge of each."""
    edges = Counter(line for page in pages if len(page) > 4 for line in {*page[:2], *page[-2:]} if line)
    for page in pages:
        last = len(page) - 1
        yield [
            line
            for number, line in enumerate(page)
            if line
            and not (number in (0, 1, last - 1, last) and len(pages) > 2 and edges[line] > len(pages) // 2)
            and not (number in (0, last) and _PAGE_NUMBER.fullmatch(line))
        ]


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Lines as their author wrote them: one that fills the page goes on in the next.

    >>> list(_joined(["当行は、口座の登録を停止いたしました。被害の全額を補", "償いたします。", "記", "1. 日時 9日"]))
    ['当行は、口座の登録を停止いたしました。被害の全額を補償いたします。', '記', '1. 日時 9日']
    """
    widest = max(map(_width, lines), default=0)
    under_way, width = "", 0
    for line in lines:
        goes_on = (
            under_way
            and width >= max(_LEAST, _FULL * widest)
            and not _SENTENCE_END.search(under_way)
            and not _NEW_ITEM.match(line)
        )
        if goes_on:
            under_way += (" " if _LATIN.search(under_way) and line[:1].isascii() else "") + line
        else:
            if under_way:
                yield under_way
            under_way = line
        width = _width(line)
    if under_way:
        yield under_way


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)


def _title(head: Sequence[str]) -> str | None:
    """The subject: the first line that ends as a subject does."""
    return next((line for line in head if 6 <= len(line) <= 120 and _SUBJECT.search(line)), None)


def _printed_date(head: Sequence[str], timezone: str) -> str | None:
    """The date that stands on a line of its own."""
    for line in head:
        if len(line) <= 30 and (stamp := find_stamp(line, timezone)):
            return stamp
    return None
