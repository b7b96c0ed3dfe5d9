"""Whose word a page is, by who led to it and where it stands."""

import pytest

from db.records import Capture, Source
from spiders.attribution import speaker
from spiders.publishers import known_sources

BANK = Source(id="bank", publisher="みなと銀行", standing="official", feeds=("https://minato.example/rss",))
PAPER = Source(id="paper", publisher="みどり新聞", standing="newspaper", pages=("https://midori.example/1",))
OWN_VIEW = Source(
    id="release",
    publisher="ドコモ広報",
    standing="official",
    feeds=("https://www.docomo.ne.jp/info/rss/x.rdf",),
)
SEARCH = Source(id="search", publisher="search", aggregates=True)


@pytest.mark.parametrize(
    ("url", "source", "publisher"),
    [
        ("https://minato.example/n/1", BANK, "みなと銀行"),
        ("https://cdn.minato-bank.example/n.pdf", BANK, "みなと銀行"),
        ("https://www.asahi.com/articles/1.html", BANK, "朝日新聞"),
        ("https://www.asahi.com/articles/1.html", PAPER, "朝日新聞"),
        ("https://www.docomo.ne.jp/info/1.html", OWN_VIEW, "ドコモ広報"),
        ("https://www.itmedia.co.jp/news/1.html", known_sources()["itmedia"], "ITmedia"),
        ("https://www.asahi.com/articles/1.html", SEARCH, "朝日新聞"),
        ("https://blog.example/1", SEARCH, None),
        ("https://www.npa.go.jp/1.html", None, "警察庁"),
        ("https://blog.example/1", None, None),
    ],
)  # fmt: skip
def test_whose_word_a_page_is(url: str, source: Source | None, publisher: str | None) -> None:
    found = speaker(
        Capture(url=url, captured_at="", digest="", warc="", offset=0, content_type="text/html"), source
    )
    assert (found and found.publisher) == publisher


def test_an_imported_line_says_itself_whose_it_is() -> None:
    line = Capture(
        url="https://www.asahi.com/1",
        captured_at="",
        digest="",
        warc="",
        offset=0,
        content_type="application/json",
    )
    assert speaker(line, None) is None
