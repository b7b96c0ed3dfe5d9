"""Feeds and sitemaps in all their forms, and bytes that only pretend."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.feeds import FeedError, FeedItem, find_items

URL = "https://asa.example/feeds/all"

RSS2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>朝</title><link>/</link>
<item><title>口座から&lt;b&gt;不正&lt;/b&gt;出金</title><link>https://asa.example/1?a=1&amp;b=2</link>
<description><![CDATA[<p>被害は<b>3件</b></p>]]></description><pubDate>Tue, 08 Sep 2020 09:00:00 +0900</pubDate></item>
<item><title>番地だけ</title><guid isPermaLink="true">https://asa.example/2</guid></item>
<item><title>番地なし</title></item>
</channel></rss>"""

RSS1 = """<?xml version="1.0" encoding="{0}"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://asa.example/"><title>朝</title></channel>
<item rdf:about="https://asa.example/1"><title>出金の被害</title><link>https://asa.example/1</link>
<dc:date>2020-09-08T09:00:00+09:00</dc:date></item></rdf:RDF>"""

RSS091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>t</title>
<item><title>出金の被害</title><link>https://asa.example/1</link></item></channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja"><title>朝</title>
<entry><title type="html">出金の&lt;i&gt;被害&lt;/i&gt;</title><link rel="edit" href="/no"/><link href="../1"/>
<id>tag:asa.example,2020:1</id><updated>2020-09-08T00:00:00Z</updated><summary>要約</summary></entry></feed>"""

NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://asa.example/1 </loc><lastmod>2020-09-09</lastmod>
<image:image><image:loc>https://asa.example/1.jpg</image:loc><image:title>絵</image:title></image:image>
<news:news><news:publication_date>2020-09-08T09:00:00+09:00</news:publication_date>
<news:title>出金の被害</news:title><news:keywords>銀行, 口座</news:keywords></news:news></url></urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://asa.example/s1.xml.gz</loc><lastmod>2020-09-09</lastmod></sitemap></sitemapindex>"""

PLAIN = "<urlset><url><loc>/1</loc></url><url><loc>/1</loc></url><url><loc>ftp://asa.example/2</loc></url></urlset>"

ONE = "https://asa.example/1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            RSS2,
            [
                FeedItem(
                    url=f"{ONE}?a=1&b=2", title="口座から不正出金", summary="被害は3件",
                    published="Tue, 08 Sep 2020 09:00:00 +0900",
                ),
                FeedItem(url="https://asa.example/2", title="番地だけ"),
            ],
        ),
        (RSS1.format("UTF-8"), [FeedItem(url=ONE, title="出金の被害", published="2020-09-08T09:00:00+09:00")]),
        (RSS091, [FeedItem(url=ONE, title="出金の被害")]),
        (ATOM, [FeedItem(url=ONE, title="出金の被害", summary="要約", published="2020-09-08T00:00:00Z")]),
        (
            NEWS,
            [
                FeedItem(
                    url=ONE, title="出金の被害", summary="銀行, 口座", published="2020-09-08T09:00:00+09:00",
                    modified="2020-09-09",
                ),
            ],
        ),
        (
            INDEX,
            [FeedItem(url="https://asa.example/s1.xml.gz", modified="2020-09-09", is_sitemap=True)],
        ),
        (PLAIN, [FeedItem(url=ONE)]),
        ('<rss version="2.0"><channel><title>empty</title></channel></rss>', []),
        ("<urlset></urlset>", []),
    ],
    ids=["rss 2.0", "rss 1.0", "rss 0.91", "atom", "news sitemap", "index", "plain sitemap", "no items", "no urls"],
)  # fmt: skip
def test_every_form_is_read(text: str, expected: list[FeedItem]) -> None:
    assert find_items(text.encode(), URL) == expected


@pytest.mark.parametrize("encoding", ["Shift_JIS", "EUC-JP", "UTF-8", "UTF-16"])
def test_a_feed_is_read_in_its_own_encoding(encoding: str) -> None:
    (item,) = find_items(RSS1.format(encoding).encode(encoding), URL)
    assert item.title == "出金の被害"


def test_a_sitemap_may_be_a_gzip_file() -> None:
    assert [i.url for i in find_items(gzip.compress(PLAIN.encode()), URL)] == [ONE]


LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><rss version='2.0'><channel><title>&b;</title></channel></rss>"
XXE = "<!DOCTYPE urlset [<!entity x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>/&x;</loc></url></urlset>"


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (LAUGHS.encode(), "entities"),
        (XXE.encode(), "entities"),
        (XXE.encode("utf-16"), "entities"),
        (gzip.compress(XXE.encode()), "entities"),
        (b"", "neither"),
        (b"<html><body>no feed</body></html>", "neither"),
        (b'{"items": 3}', "neither"),
        (b"[1]", "no feed"),
        (b'{"items": [', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "neither"),
        (gzip.compress(PLAIN.encode())[:-12], "incomplete"),
        (gzip.compress(b"<urlset>" + b" " * 9_000_000), "too large"),
        (b"<urlset>" + b"<" * 1_000_001, "tags"),
    ],
)
def test_what_is_no_feed_or_attacks_one_is_refused(payload: bytes, reason: str) -> None:
    with pytest.raises(FeedError, match=reason):
        find_items(payload, URL)


@pytest.mark.parametrize("text", [RSS2, ATOM, NEWS, RSS1.format("UTF-8")])
def test_a_torn_feed_gives_what_came_or_says_that_nothing_did(text: str) -> None:
    whole = text.encode()
    for end in range(0, len(whole), 37):
        try:
            items = find_items(whole[:end], URL)
        except FeedError:
            continue
        assert all(item.url.startswith("https://asa.example/") for item in items)


@given(st.binary(max_size=300), st.sampled_from([b"<rss>", b"<urlset>", b"<feed>", b"<rdf:RDF>", b""]))
def test_nothing_but_a_feed_error_is_raised(noise: bytes, start: bytes) -> None:
    try:
        items = find_items(start + noise, URL)
    except FeedError:
        return
    assert all(item.url.lower().startswith(("http://", "https://")) for item in items)
