"""The bundled demo archive: what it was made from is what is in it, and all that the sources of the incident ask for."""

import gzip
import re
import tomllib
from collections import Counter
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from db.archive import ArchivedResponse, read_warc
from db.incidents import load_incident
from tools.make_demo import ARCHIVE, SOURCES, build, main

INCIDENT = ARCHIVE.with_name("docomo-koza.toml")
NOTICE = "https://www.keitai-operator.example/koza/notice/security.html"
BLOG = "https://saifu-bosai.example/2020/09/08/docomo-koza/"


@pytest.fixture(scope="module")
def responses() -> list[ArchivedResponse]:
    return list(read_warc(ARCHIVE))


def texts(responses: list[ArchivedResponse], url: str) -> list[str]:
    return [response.body.decode() for response in responses if response.url == url]


def is_page(response: ArchivedResponse) -> bool:
    return "<html" in response.body[:400].decode("ascii", "replace").lower()


def test_building_twice_gives_the_same_bytes() -> None:
    assert build() == build()


def test_the_committed_archive_is_built_from_the_committed_pages() -> None:
    # Unpacked: another zlib may pack the same records into other bytes.
    assert gzip.decompress(build()) == gzip.decompress(ARCHIVE.read_bytes())


def test_the_tool_writes_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path / "new" / "demo.warc.gz")])
    assert (tmp_path / "new" / "demo.warc.gz").read_bytes() == build()
    assert "sha256" in capsys.readouterr().out


def test_every_source_file_is_in_the_manifest_and_the_other_way_round() -> None:
    manifest = tomllib.loads((SOURCES / "manifest.toml").read_text("utf-8"))
    named = Counter(line["file"] for line in manifest["responses"])
    there = {str(path.relative_to(SOURCES)) for path in SOURCES.glob("*/*") if path.is_file()}
    assert set(named) == there
    assert max(named.values()) == 1


def test_sessions_follow_each_other(responses: list[ArchivedResponse]) -> None:
    assert [number for number, _ in groupby(r.session for r in responses)] == [1, 2, 3, 4, 5, 6]
    assert [r.at for r in responses] == sorted(r.at for r in responses)


def test_hosts_are_examples_and_pages_say_that_they_are(responses: list[ArchivedResponse]) -> None:
    for response in responses:
        assert (urlsplit(response.url).hostname or "").endswith(".example"), response.url
        assert b"Written for keii's demo." in response.body, response.url


def test_no_page_is_seen_before_it_was_published(responses: list[ArchivedResponse]) -> None:
    for response in responses:
        for date in re.findall(
            rb'(?:datePublished": |published_time" content=)"(\d{4}-\d\d-\d\d)', response.body
        ):
            assert date.decode() <= response.at[:10], response.url


def test_what_the_incident_asks_for_is_answered_in_the_first_session(
    responses: list[ArchivedResponse],
) -> None:
    first = {response.url for response in responses if response.session == 1}
    incident = load_incident(INCIDENT)
    asked = [
        url
        for source in incident.sources
        for url in source.feeds + source.sitemaps + source.pages + source.notices
    ]
    assert [url for url in asked if url not in first] == []
    hosts = {urlsplit(url)._replace(path="/robots.txt").geturl() for url in first}
    assert hosts <= first


def test_every_page_of_a_feed_that_names_the_incident_is_there(responses: list[ArchivedResponse]) -> None:
    feeds = [r.body.decode("utf-8", "replace") for r in responses if "xml" in dict(r.headers)["Content-Type"]]
    linked = set(re.findall(r"https?://[^<>\"]*docomo-koza[^<>\"]*", " ".join(feeds)))
    there = {response.url for response in responses}
    assert len(linked) >= 15
    assert linked <= there


def test_pages_are_about_forty(responses: list[ArchivedResponse]) -> None:
    assert 40 <= len({response.url for response in responses if is_page(response)}) <= 60


@pytest.mark.parametrize(
    ("host", "encoding", "header", "words"),
    [
        ("www.misaki-nippo.example", "cp932", "text/html; charset=Shift_JIS", "岬日報"),
        ("toge-shimpo.example", "euc-jp", "text/html", "峠新報"),
    ],
)
def test_old_charsets_on_the_wire(
    responses: list[ArchivedResponse], host: str, encoding: str, header: str, words: str
) -> None:
    pages = [r for r in responses if urlsplit(r.url).hostname == host and is_page(r)]
    assert pages
    for page in pages:
        assert dict(page.headers)["Content-Type"] == header
        assert words in page.body.decode(encoding)
        with pytest.raises(UnicodeDecodeError):
            page.body.decode("utf-8")


def test_the_notice_is_edited_without_a_word_and_once_under_maintenance(
    responses: list[ArchivedResponse],
) -> None:
    _, second, third, fourth, fifth = texts(responses, NOTICE)
    updated = "更新日：2020年9月11日 0:00"
    assert updated in second
    assert updated in third
    assert "（12行）" in second
    assert "（11行）" in third
    assert "メンテナンス中" in fourth
    assert "2,885万円" in fifth


def test_the_blog_grows_by_addenda_and_comments(responses: list[ArchivedResponse]) -> None:
    versions = texts(responses, BLOG)
    assert [text.count("追記】") for text in versions] == [1, 3, 4, 6, 7, 8]
    assert [text.count('class="comment-content"') for text in versions] == [0, 2, 3, 4, 4, 4]


def test_robots_forbid_a_page_that_a_feed_links(responses: list[ArchivedResponse]) -> None:
    (robots,) = texts(responses, "https://news.minato-portal.example/robots.txt")
    assert "Disallow: /print/" in robots
    feed = texts(responses, "https://news.minato-portal.example/rss/economy.xml")[0]
    assert "https://news.minato-portal.example/print/100201" in feed


def test_what_the_account_is_to_show_stands_in_the_pages(responses: list[ArchivedResponse]) -> None:
    everything = "\n".join(r.body.decode("utf-8", "replace") for r in responses)
    for words in (
        "34件、約1000万円",
        "66件、約1800万円",
        "73件、約1990万円",
        "120件、2542万円",
        "143件、2767万円",  # wrong, and corrected by
        "2676万円の誤り",
        "211件、2833万円",  # the broadcaster
        "212件、2838万円",  # and the newspaper, of the same moment
        "この記事は会員限定です",
        "確定ベースで125件、2842万円",
    ):
        assert words in everything, words
