"""Notice lists, searches, GDELT, sitemaps of a past year and the Wayback Machine: against servers on loopback."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from db.archive import Archive
from db.records import Incident, NoticeList, Outcome, Source
from db.store import Store
from spiders.crawl import crawl
from spiders.errors import BadRecipe
from spiders.feeds import FeedError
from spiders.feeds.notice_lists import read_list
from tests.spiders.sites import FAST, Reply, Site, incident, site, workspace

HTML = b"<!doctype html><title>t</title><p>text</p>"
PDF = Reply(b"%PDF-1.4 made up", headers={"Content-Type": "application/pdf"})


def listing(*entries: tuple[str, str, str], more: str = "") -> Reply:
    rows = "".join(f"<li><span>{day}</span><a href='{href}'>{title}</a></li>" for day, title, href in entries)
    following = f"<a class=next href='{more}'>次へ</a>" if more else ""
    return Reply(
        f"<meta charset=utf-8><nav><li><a href=/kouza>ペイ口座とは</a></li></nav><ul class=news>{rows}</ul>{following}".encode()
    )


RECIPE = NoticeList(url="/list", entry="ul.news > li", date="span", next="a.next", pages=2)


def about(base: str, **over: object) -> Incident:
    """The incident with one source; `lists` and `searches` that start with / are the site's."""
    lists = [replace(recipe, url=base + recipe.url) for recipe in over.pop("lists", ())]  # type: ignore[call-overload]
    searches = [base + search for search in over.pop("searches", ())]  # type: ignore[attr-defined]
    source = Source(
        id="asa", publisher="朝の新聞", lists=tuple(lists), searches=tuple(searches),
        **{key: over.pop(key) for key in ("wayback", "sitemaps", "aggregates") if key in over},  # type: ignore[arg-type]
    )  # fmt: skip
    return replace(incident(), sources=(source,), **over)  # type: ignore[arg-type]


@contextmanager
def crawled(folder: Path, s: Site, followed: Incident, times: int = 1) -> Iterator[tuple[Store, Archive]]:
    settings = {**FAST, "WAYBACK": s.base}
    with workspace(folder, followed) as (store, archive):
        for _ in range(times):
            crawl(followed, store, archive, settings=settings)
        yield store, archive


def ends(store: Store, s: Site) -> dict[str, str]:
    return {o.url.removeprefix(s.base): o.name for o in store.outcomes("furikomi") if "robots" not in o.url}


def test_notices_of_a_list_are_watched_over_its_first_pages(tmp_path: Path) -> None:
    pages: dict[str, Reply] = {
        "/list": listing(("2020.9.8", "ペイ口座の停止", "n/1"), ("2020.9.7", "休業日", "n/2"), more="/list?p=2"),
        "/list?p=2": listing(("2020.9.1", "ペイ口座の点検", "n/3.pdf"), more="/list?p=3"),
        "/list?p=3": listing(("2020.8.1", "ペイ口座の古い話", "n/4")),
        "/n/1": Reply(HTML), "/n/3.pdf": PDF,
    }  # fmt: skip
    with site(pages) as s, crawled(tmp_path, s, about(s.base, lists=[RECIPE])) as (store, _):
        kept = {c.url.removeprefix(s.base): c.role for c in store.captures("furikomi")}
        assert [path for path, *_ in s.hits[1:]] == ["/list", "/n/1", "/list?p=2", "/n/3.pdf"]
    assert kept["/n/1"] == kept["/n/3.pdf"] == "notice"
    assert kept["/list"] == "feed"


def test_of_a_list_on_the_incident_alone_every_notice_is_watched(tmp_path: Path) -> None:
    pages = {"/list": listing(("2020.9.8", "重要なお知らせ", "n/1")), "/n/1": Reply(HTML)}
    with (
        site(pages) as s,
        crawled(tmp_path, s, about(s.base, lists=[replace(RECIPE, every=True)])) as (store, _),
    ):
        assert ends(store, s)["/n/1"] == "ok"


def test_a_list_that_is_not_there_any_more_is_empty_and_no_failure(tmp_path: Path) -> None:
    gone = Reply("<meta charset=utf-8><p>お知らせはありません。</p>".encode())
    with site({"/list": gone}) as s, crawled(tmp_path, s, about(s.base, lists=[RECIPE])) as (store, _):
        assert ends(store, s) == {"/list": "empty"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<div>" * 100_000, "more than"),
        (b"<div>" * 1_000, "nested"),
        (b"<p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">", "attributes"),
        (b"<b>x</b>" * 40_000, "more than"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG"),
        (b'{"items": []}', "JSON"),
        (b"", "empty"),
    ],
)
def test_a_list_that_attacks_a_parser_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(FeedError, match=reason):
        read_list(body, "text/html", "https://bank.example/", RECIPE)


def test_a_recipe_with_a_bad_selector_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    with site({}) as s:
        followed = about(s.base, lists=[replace(RECIPE, entry="ul >")])
        with pytest.raises(BadRecipe, match="source 'asa': lists: entry"), crawled(tmp_path, s, followed):
            pass
        assert s.hits == []


def test_a_list_has_an_address_for_each_year(tmp_path: Path) -> None:
    recipe = NoticeList(url="/{year}/list", entry="ul.news > li")
    with site({"/2020/list": listing(("", "ペイ口座", "/1")), "/1": Reply(HTML)}) as s:
        followed = about(s.base, lists=[recipe], since="2020-09-01", until="2021-03-31")
        with crawled(tmp_path, s, followed) as (store, _):
            assert ends(store, s) == {"/2020/list": "ok", "/2021/list": "gone", "/1": "ok"}


def gdelt(*articles: dict[str, str]) -> Reply:
    return Reply(json.dumps({"articles": articles}).encode(), headers={"Content-Type": "application/json"})


def test_what_a_search_finds_belongs_to_the_incident(tmp_path: Path) -> None:
    found = gdelt(
        {"url": "/1", "title": "見出しには語がない", "seendate": "20200908T001500Z"},
        {"url": "/2", "title": "前の年の話", "seendate": "20190908T001500Z"},
        {"url": "javascript:alert(1)", "title": "no page"},
    )
    pages = {"/?q=%E3%83%9A%E3%82%A4%E5%8F%A3%E5%BA%A7&from=20200831150000": found, "/1": Reply(HTML)}
    with site({**pages, "/?q=kouza&from=20200831150000": gdelt()}) as s:
        followed = about(s.base, searches=["/?q={keyword}&from={since}&to={until}"], since="2020-09-01")
        with crawled(tmp_path, s, followed) as (store, _):
            assert ends(store, s)["/1"] == "ok"
            assert ends(store, s)["/?q=kouza&from=20200831150000"] == "empty"
        assert s.asked("/2") == 0


def test_a_year_old_sitemap_and_the_pages_in_it_are_passed_over(tmp_path: Path) -> None:
    index = "<sitemapindex><sitemap><loc>{0}/old.xml.gz</loc><lastmod>2019-12-31</lastmod></sitemap><sitemap><loc>{0}/new.xml.gz</loc></sitemap></sitemapindex>"
    new = "<urlset><url><loc>{0}/kouza/1</loc><lastmod>2020-09-10</lastmod></url><url><loc>{0}/kouza/2</loc><lastmod>2018-01-01</lastmod></url></urlset>"
    with site({"/kouza/1": Reply(HTML)}) as s:
        s.routes["/sitemap"] = Reply(index.format(s.base).encode())
        s.routes["/new.xml.gz"] = Reply(gzip.compress(new.format(s.base).encode()))
        followed = about(s.base, sitemaps=(f"{s.base}/sitemap",), since="2020-09-01")
        with crawled(tmp_path, s, followed) as (store, _):
            assert ends(store, s) == {"/sitemap": "ok", "/new.xml.gz": "ok", "/kouza/1": "ok"}


def test_a_sitemap_that_has_not_changed_since_it_was_kept_is_not_asked_for(tmp_path: Path) -> None:
    index = "<sitemapindex><sitemap><loc>{0}/old.xml</loc><lastmod>2020-09-10</lastmod></sitemap><sitemap><loc>{0}/new.xml</loc><lastmod>2999-01-01</lastmod></sitemap></sitemapindex>"
    pages = Reply(b"<urlset><url><loc>/kouza/1</loc></url></urlset>")
    with site({"/old.xml": pages, "/new.xml": pages, "/kouza/1": Reply(HTML)}) as s:
        s.routes["/sitemap"] = Reply(index.format(s.base).encode())
        with crawled(tmp_path, s, about(s.base, sitemaps=(f"{s.base}/sitemap",)), times=2):
            pass
        assert (s.asked("/old.xml"), s.asked("/new.xml")) == (1, 2)


@pytest.mark.parametrize("disturbed", ["killed", "out of budget"])
def test_a_sitemap_whose_pages_were_not_all_asked_for_is_read_again(tmp_path: Path, disturbed: str) -> None:
    index = (
        "<sitemapindex><sitemap><loc>{0}/old.xml</loc><lastmod>2020-09-10</lastmod></sitemap></sitemapindex>"
    )
    pages = Reply(b"<urlset><url><loc>/kouza/1</loc></url><url><loc>/kouza/2</loc></url></urlset>")
    with site({"/old.xml": pages, "/kouza/1": Reply(HTML), "/kouza/2": Reply(HTML)}) as s:
        s.routes["/sitemap"] = Reply(index.format(s.base).encode())
        followed = about(s.base, sitemaps=(f"{s.base}/sitemap",))
        with workspace(tmp_path, followed) as (store, archive):
            for run, budget in enumerate((1, 500, 500)):
                number = store.start_run(followed.slug, "crawl", f"2020-09-1{run}")
                settings = {**FAST, "PAGES_A_SOURCE": budget if disturbed == "out of budget" else 500}
                crawl(followed, store, archive, run=number, settings=settings)
                if disturbed == "killed" and not run:
                    store._connection.raw.execute("update runs set whole = 0")
    assert (s.asked("/old.xml"), s.asked("/kouza/2")) == (2, 1 if disturbed == "out of budget" else 2)


PAST = "https://bank.example/notice"
INDEX = [
    ["timestamp", "original", "mimetype"],
    ["20200908030000", PAST, "text/html"],
    ["20200910120000", PAST, "text/html"],
    ["20200910120000", f"{PAST}.png", "image/png"],
    ["broken"],
]  # fmt: skip
QUESTION = "/cdx/search/cdx?url=https%3A%2F%2Fbank.example%2Fnotice&matchType=exact&from=20200831150000&output=json&fl=timestamp,original,mimetype&filter=statuscode:200&collapse=digest&limit=10000"


def wayback(**more: Reply) -> dict[str, Reply]:
    memento = {
        "Content-Type": "text/html; charset=utf-8",
        "Memento-Datetime": "Tue, 08 Sep 2020 03:00:00 GMT",
    }
    return {
        QUESTION: Reply(json.dumps(INDEX).encode()),
        f"/web/20200908030000id_/{PAST}": Reply(HTML + b"1", headers=memento),
        f"/web/20200910120000id_/{PAST}": Reply(HTML + b"2", headers=memento),
        **more,
    }


def test_past_captures_are_kept_under_their_own_address_and_time(tmp_path: Path) -> None:
    with site(wayback()) as s:
        followed = about(s.base, wayback=(PAST,), since="2020-09-01")
        with crawled(tmp_path, s, followed, times=2) as (store, archive):
            past = [c for c in store.captures("furikomi") if c.url == PAST]
            assert [(c.captured_at, c.role) for c in past] == [
                ("2020-09-08T03:00:00Z", "notice"), ("2020-09-10T12:00:00Z", "notice"),
            ]  # fmt: skip
            assert [archive.read(c) for c in past] == [HTML + b"1", HTML + b"2"]
            assert past[0].requested_url == f"{s.base}/web/20200908030000id_/{PAST}"
            told: list[Outcome] = [o for o in store.outcomes("furikomi") if "/web/" in o.url]
            assert {(o.name, o.at > "2026") for o in told} == {("ok", True)}
        assert s.asked(QUESTION) == 2
        assert s.asked(f"/web/20200908030000id_/{PAST}") == 1


def test_a_rebuilt_past_can_be_replayed(tmp_path: Path) -> None:
    with site(wayback()) as s:
        followed = about(s.base, wayback=(PAST,), since="2020-09-01")
        with crawled(tmp_path, s, followed):
            pass
    (file,) = (tmp_path / "archive").glob("*.warc.gz")
    with workspace(tmp_path / "again", followed) as (store, archive):
        for _ in range(2):
            crawl(followed, store, archive, replay=file, settings={**FAST, "WAYBACK": s.base})
        assert [c.captured_at for c in store.captures("furikomi") if c.url == PAST] == [
            "2020-09-08T03:00:00Z", "2020-09-10T12:00:00Z",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (Reply(b"[]"), "empty"),
        (Reply(b"<html>too many requests</html>"), "not-a-page"),
        (Reply(b"{}"), "not-a-page"),
        (Reply(b"org.archive.util.io.RuntimeIOException", status=503), "unavailable"),
        (Reply(b"", status=429, headers={"Retry-After": "3600"}), "rate-limited"),
    ],
)
def test_an_index_that_does_not_answer_is_told(tmp_path: Path, answer: Reply, name: str) -> None:
    with site({QUESTION: answer}) as s:
        followed = about(s.base, wayback=(PAST,), since="2020-09-01")
        with crawled(tmp_path, s, followed) as (store, _):
            assert ends(store, s) == {QUESTION: name}


def test_the_wayback_machine_is_asked_slowly() -> None:
    from spiders import settings

    assert settings.SLOW_HOSTS["web.archive.org"] >= 60 / 24
    assert settings.SLOW_HOSTS["api.gdeltproject.org"] >= 5
