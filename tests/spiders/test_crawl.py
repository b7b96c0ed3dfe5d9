"""A crawl as a whole, against servers on loopback: what is fetched, what is kept, how every request ends."""

import gzip
import importlib
import signal
import threading
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from db.archive import Archive
from db.records import Incident
from db.store import Store
from spiders.articles import ArticleSpider
from spiders.crawl import CrawlReport, crawl
from spiders.errors import BadNetwork, NoContact, NothingToReplay, UnknownSource
from tests.spiders.sites import FAST, Reply, Site, incident, site, workspace

HTML = b"<!doctype html><title>t</title><p>text</p>"


def rss(*items: tuple[str, str]) -> Reply:
    entries = "".join(f"<item><title>{title}</title><link>{link}</link></item>" for title, link in items)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{entries}</channel></rss>'
    return Reply(body.encode(), headers={"Content-Type": "application/rss+xml"})


def run(
    folder: Path, followed: Incident, **over: object
) -> tuple[CrawlReport, dict[str, tuple[str, str]], list[str]]:
    """Crawl once into an empty workspace: the report, outcome and reason by path, paths of the captures."""
    with workspace(folder, followed) as (store, archive):
        report = crawl(followed, store, archive, settings={**FAST, **over})
        check_sums(report, store, followed)
        ends = {path_of(o.url): (o.name, o.reason) for o in store.outcomes(followed.slug)}
        return report, ends, [path_of(c.url) for c in store.captures(followed.slug)]


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def check_sums(report: CrawlReport, store: Store, followed: Incident) -> None:
    outcomes = store.outcomes(followed.slug)
    assert report.requests == report.counts.total() == len(outcomes)
    assert Counter(outcome.name for outcome in outcomes) == report.counts


def test_only_what_belongs_to_the_incident_is_fetched(tmp_path: Path) -> None:
    feed = rss(("ペイ口座で不正", "/1"), ("ﾍﾟｲ口座の続報", "/2"), ("天気", "/3"), ("English", "/KOUZA/4"))
    with site({"/rss": feed, "/1": Reply(HTML), "/2": Reply(HTML), "/KOUZA/4": Reply(HTML)}) as s:
        report, ends, _ = run(tmp_path, incident(s.base, feeds=("/rss",), pages=("/5",), notices=("/n",)))
    assert [path for path, *_ in s.hits] == ["/robots.txt", "/n", "/5", "/rss", "/1", "/2", "/KOUZA/4"]
    assert ends["/5"] == ("gone", "status 404")
    assert report.passed_over == 1


def test_a_response_is_kept_byte_for_byte(tmp_path: Path) -> None:
    body = gzip.compress(HTML)
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip", "X-Odd-CASE": "é", "ETag": '"1"'}
    with site({"/a": Reply(body, headers=headers)}) as s:
        followed = incident(s.base, pages=("/a",))
        with workspace(tmp_path, followed) as (store, archive):
            crawl(followed, store, archive, settings=FAST)
            (capture,) = [c for c in store.captures(followed.slug) if c.role == "page"]
            kept = archive.response(capture)
            assert kept.body == body
            assert ("X-Odd-CASE", "é") in [(k, v) for k, v in kept.headers] or "X-Odd-CASE" in dict(
                kept.headers
            )
            assert archive.read(capture) == HTML
            assert (capture.etag, capture.content_type) == ('"1"', "text/html")


@pytest.mark.parametrize(
    ("reply", "name", "reason"),
    [
        (Reply(status=404), "gone", "404"),
        (Reply(status=410), "gone", "410"),
        (Reply(status=403), "forbidden", "403"),
        (Reply(status=500), "unavailable", "500"),
        (Reply(status=503), "unavailable", "503"),
        (Reply(status=418), "error", "418"),
        (Reply(status=429, headers={"Retry-After": "3600"}), "rate-limited", "429"),
        (Reply(b""), "not-a-page", "empty"),
        (Reply(HTML, cut=9), "incomplete", "cut off"),
        (Reply(gzip.compress(HTML * 20)[:-9], headers={"Content-Encoding": "gzip"}), "incomplete", "gzip"),
        (Reply(HTML, headers={"Content-Encoding": "gzip"}), "error", "gzip"),
        (Reply(HTML, headers={"Content-Encoding": "rot13"}), "error", "rot13"),
        (Reply(b"x" * 3000), "too-large", "3000"),
        (Reply(gzip.compress(b"x" * 3000), headers={"Content-Encoding": "gzip"}), "too-large", "2000"),
        (Reply(status=302, headers={"Location": "/a"}), "error", "circle"),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "refused-address", "file:"),
        (Reply(status=302, headers={"Location": "javascript:1"}), "refused-address", "javascript:"),
        (Reply(status=302, headers={}), "error", "302"),
        (Reply(HTML, headers={"X": "y" * 20_000}), "error", "HTTP"),
    ],
)  # fmt: skip
def test_every_end_has_a_name_and_a_reason(tmp_path: Path, reply: Reply, name: str, reason: str) -> None:
    with site({"/a": reply, "/fine": Reply(HTML)}) as s:
        _, ends, _ = run(tmp_path, incident(s.base, pages=("/fine", "/a")), DOWNLOAD_MAXSIZE=2000)
    assert ends["/a"][0] == name
    assert reason in ends["/a"][1]
    assert ends["/fine"][0] == "ok"


def test_a_page_that_breaks_off_before_the_end_it_had_is_no_edition(tmp_path: Path) -> None:
    """A length that is too small cuts a page off without any sign on the wire."""
    whole = b"<html><p>9\xe6\x9c\x88</p><p>more</p></html>"
    with site({"/a": Reply(whole), "/b": Reply(b"<html><p>no end</p>")}) as s:
        followed = incident(s.base, pages=("/a", "/b"))
        with workspace(tmp_path, followed) as (store, archive):
            crawl(followed, store, archive, settings=FAST)
            s.routes["/a"] = Reply(whole, length=17)
            s.routes["/b"] = Reply(b"<html><p>end</p>")
            crawl(followed, store, archive, settings=FAST)
            ends = {path_of(o.url): (o.name, o.reason) for o in store.outcomes(followed.slug)}
            pages = [path_of(c.url) for c in store.captures(followed.slug) if c.role == "page"]
    assert ends["/a"] == ("incomplete", "it breaks off before </html>, with which it ended before")
    assert ends["/b"][0] == "ok"
    assert sorted(pages) == ["/a", "/b", "/b"]


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    never = threading.Event()
    with site({"/a": Reply(hang=never), "/b": Reply(HTML)}) as s:
        _, ends, _ = run(tmp_path, incident(s.base, pages=("/a", "/b")), DOWNLOAD_TIMEOUT=0.3)
        never.set()
    assert (ends["/a"][0], ends["/b"][0]) == ("timeout", "ok")


def test_a_connection_that_is_closed_without_an_answer_is_not_tried_again_at_once(tmp_path: Path) -> None:
    closed = threading.Event()
    closed.set()
    with site({"/a": Reply(hang=closed)}) as s:
        _, ends, _ = run(tmp_path, incident(s.base, pages=("/a",)))
    assert (ends["/a"][0], s.asked("/a")) == ("error", 1)


def test_a_refused_connection_is_an_error_and_others_go_on(tmp_path: Path) -> None:
    with site({}) as closed:
        pass
    with site({"/b": Reply(HTML)}) as s:
        report, ends, _ = run(tmp_path, incident(s.base, pages=(f"{closed.base}/a", "/b")))
    assert ends["/a"][0] == "robots"
    assert "not now" in ends["/a"][1]
    assert ends["/b"][0] == "ok"
    assert len(report.failures) == 1


def test_a_failed_request_is_tried_once_more_and_counted_once(tmp_path: Path) -> None:
    with site({"/a": Reply(status=500)}) as s:
        report, ends, _ = run(tmp_path, incident(s.base, pages=("/a",)), RETRY_TIMES=1)
    assert s.asked("/a") == 2
    assert (report.requests, ends["/a"][0]) == (2, "unavailable")


REDIRECTS = {f"/r{n}": Reply(status=301, headers={"Location": f"/r{n + 1}"}) for n in range(9)}


def test_five_redirects_are_followed_and_no_more(tmp_path: Path) -> None:
    with site({**REDIRECTS, "/r9": Reply(HTML)}) as s:
        _, ends, captures = run(tmp_path, incident(s.base, pages=("/r4", "/r3")))
        assert ends["/r9"][0] == "ok"
        assert "/r9" in captures
    with site({**REDIRECTS}) as s:
        _, ends, _ = run(tmp_path / "2", incident(s.base, pages=("/r0",)))
    assert ends["/r5"] == ("error", "more than 5 redirects in a row")
    assert s.asked("/r6") == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]"])
def test_nobody_is_led_to_a_private_address(tmp_path: Path, host: str) -> None:
    with site({"/canary": Reply(HTML)}) as victim:
        port = victim.base.rpartition(":")[2]
        target = f"http://{host}:{port}/canary"
        with workspace(tmp_path, incident(pages=(target,))) as (store, archive):
            followed = incident(pages=(target,))
            report = crawl(followed, store, archive, settings={**FAST, "PUBLIC_ALLOW": []})
            assert dict(report.counts) == {"refused-address": 1}
    assert victim.hits == []


def test_a_redirect_to_an_address_that_is_not_allowed_is_refused(tmp_path: Path) -> None:
    with site({"/a": Reply(status=302, headers={"Location": "http://127.0.0.2:9/canary"})}) as s:
        _, ends, _ = run(tmp_path, incident(s.base, pages=("/a",)))
    assert ends["/canary"] == ("refused-address", "127.0.0.2 is not a public address")


def test_a_name_that_resolves_to_a_private_address_is_refused_when_connecting(tmp_path: Path) -> None:
    """`localhost` passes the first guard where networks are allowed; the resolver's guard is the second."""
    with site({"/canary": Reply(HTML)}) as victim:
        target = victim.base.replace("127.0.0.1", "localhost") + "/canary"
        followed = incident(pages=(target,))
        with workspace(tmp_path, followed) as (store, archive):
            report = crawl(followed, store, archive, settings={**FAST, "PUBLIC_ALLOW": ["10.9.8.7/32"]})
            reasons = [o.reason for o in store.outcomes(followed.slug)]
    assert report.counts["refused-address"] == 1
    assert "which is not public" in reasons[0]
    assert victim.hits == []


@pytest.mark.parametrize(
    ("robots", "name"),
    [
        (Reply(b"User-agent: *\nDisallow: /a"), "robots"),
        (Reply(b"User-agent: keii\nDisallow: /"), "robots"),
        (Reply(b"User-agent: other\nDisallow: /"), "ok"),
        (Reply(b"<html>no robots here</html>"), "ok"),
        (Reply(b""), "ok"),
        (Reply(status=404), "ok"),
        (Reply(status=410), "ok"),
        (Reply(status=401), "robots"),
        (Reply(status=403), "robots"),
        (Reply(status=429), "robots"),
        (Reply(status=500), "robots"),
        (Reply(status=503), "robots"),
        (Reply(b"User-agent: *\nAllow: /", cut=4), "robots"),
        (Reply(status=302, headers={"Location": "/robots.txt"}), "robots"),
        (Reply(status=302, headers={"Location": "/other.txt"}), "ok"),
        (Reply(b"User-agent: *\nCrawl-delay: 9999"), "robots"),
        (Reply(b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /"), "ok"),
    ],
)
def test_robots_txt_is_obeyed(tmp_path: Path, robots: Reply, name: str) -> None:
    with site({"/robots.txt": robots, "/other.txt": Reply(b""), "/a": Reply(HTML)}) as s:
        _, ends, _ = run(tmp_path, incident(s.base, pages=("/a",)))
    assert ends["/a"][0] == name
    assert s.asked("/a") == (name == "ok")


def test_the_crawler_says_who_it_is_and_keeps_no_cookies(tmp_path: Path) -> None:
    answer = Reply(HTML, headers={"Set-Cookie": "id=1"})
    with site({"/a": answer, "/b": answer}) as s:
        run(tmp_path, incident(s.base, pages=("/a", "/b"), contact="desk@keii.example\r\nX: 1"))
    (first, second) = s.headers("/a") + s.headers("/b")
    assert first["user-agent"].startswith("keii/")
    assert first["user-agent"].endswith("(+desk@keii.example X: 1)")
    assert "cookie" not in second
    assert "referer" not in second


def test_requests_to_a_host_keep_their_distance(tmp_path: Path) -> None:
    with site({"/a": Reply(status=301, headers={"Location": "/b"}), "/b": Reply(HTML)}) as s:
        run(tmp_path, incident(s.base, pages=("/a", "/c")), HOST_DELAY=0.2)
    times = [at for *_, at in s.hits]
    assert len(times) == 4
    # The server may hear of one late; without the distance they are a hundredth of a second apart.
    assert min(b - a for a, b in pairwise(times)) > 0.12


def test_a_host_that_says_retry_after_is_left_alone(tmp_path: Path) -> None:
    busy = Reply(status=503, headers={"Retry-After": "7200"})
    with site({"/a": busy, "/b": Reply(HTML)}) as s:
        _, ends, _ = run(tmp_path, incident(s.base, pages=("/a", "/b")))
    assert ends["/a"][0] == "unavailable"
    assert ends["/b"][0] == "rate-limited"
    assert s.asked("/b") == 0


def test_a_host_that_says_retry_after_is_left_alone_by_the_next_run_too(tmp_path: Path) -> None:
    busy = Reply(status=503, headers={"Retry-After": "7200"})
    with site({"/1": busy, "/2": Reply(HTML)}) as s:
        followed = incident(s.base, pages=("/1",))
        with workspace(tmp_path, followed) as (store, archive):
            crawl(followed, store, archive, settings=FAST)
            asked = len(s.hits)
            again = crawl(followed, store, archive, settings=FAST)
        assert len(s.hits) == asked
    assert set(again.counts) <= {"rate-limited", "robots"}


def test_the_distance_between_two_requests_is_kept_over_runs(tmp_path: Path) -> None:
    with site({"/1": Reply(HTML)}) as s:
        followed = incident(s.base, pages=("/1",))
        with workspace(tmp_path, followed) as (store, archive):
            for _ in range(2):
                crawl(followed, store, archive, settings={**FAST, "HOST_DELAY": 0.5})
    times = [at for *_, at in s.hits]
    assert len(times) == 4
    assert min(b - a for a, b in pairwise(times)) > 0.3


def test_a_crawl_delay_is_kept_between_the_pages_of_its_site(tmp_path: Path) -> None:
    slow = Reply(b"User-agent: *\nCrawl-delay: 0.5", headers={"Content-Type": "text/plain"})
    with site({"/robots.txt": slow, "/1": Reply(HTML), "/2": Reply(HTML), "/3": Reply(HTML)}) as s:
        run(tmp_path, incident(s.base, pages=("/1", "/2", "/3")))
    times = [at for path, _, at in s.hits if path != "/robots.txt"]
    assert len(times) == 3
    assert min(b - a for a, b in pairwise(times)) > 0.3


def test_a_short_retry_after_is_waited_for(tmp_path: Path) -> None:
    answers = iter([Reply(status=429, headers={"Retry-After": "1"}), Reply(HTML)])
    with site({"/a": lambda _: next(answers)}) as s:
        _, ends, _ = run(tmp_path, incident(s.base, pages=("/a",)))
    first, second = (at for path, _, at in s.hits if path == "/a")
    assert ends["/a"][0] == "ok"
    assert second - first > 0.95


def conditional(handler: object) -> Reply:
    asked = handler.headers  # type: ignore[attr-defined]
    if asked["If-None-Match"] == '"v1"':
        return Reply(status=304, headers={"ETag": '"v1"'})
    return Reply(HTML, headers={"ETag": '"v1"', "Content-Type": "text/html"})


def test_what_is_not_modified_is_not_fetched_again_but_for_every_tenth_visit(tmp_path: Path) -> None:
    with site({"/a": conditional}) as s:
        followed = incident(s.base, pages=("/a",))
        with workspace(tmp_path, followed) as (store, archive):
            reports = [crawl(followed, store, archive, settings=FAST) for _ in range(10)]
    conditions = ["if-none-match" in headers for headers in s.headers("/a")]
    assert conditions == [False] + [True] * 8 + [False]
    assert [r.counts["unchanged"] for r in reports] == [0] + [1] * 9


def test_a_feed_that_is_not_modified_is_still_followed(tmp_path: Path) -> None:
    def feed(handler: object) -> Reply:
        answer = conditional(handler)
        return (
            answer if answer.status == 304 else Reply(rss(("ペイ口座", "/1")).body, headers={"ETag": '"v1"'})
        )

    with site({"/rss": feed, "/1": Reply(status=500)}) as s:
        followed = incident(s.base, feeds=("/rss",))
        with workspace(tmp_path, followed) as (store, archive):
            crawl(followed, store, archive, settings=FAST)
            s.routes["/1"] = Reply(HTML)
            report = crawl(followed, store, archive, settings=FAST)
    assert s.asked("/1") == 2
    assert report.counts["ok"] == 1


def test_a_site_without_end_meets_its_budget(tmp_path: Path) -> None:
    feed = rss(*((f"ペイ口座 {n}", f"/{n}") for n in range(9)))
    with site({"/rss": feed}) as s:
        report, _, _ = run(tmp_path, incident(s.base, feeds=("/rss",)), PAGES_A_SOURCE=4)
    assert report.over_budget == 5
    assert len(s.hits) == 6


def test_a_sitemap_that_names_itself_is_read_once(tmp_path: Path) -> None:
    index = (
        "<sitemapindex><sitemap><loc>{0}/s</loc></sitemap><sitemap><loc>{0}/t</loc></sitemap></sitemapindex>"
    )
    with site({}) as s:
        s.routes["/s"] = Reply(index.format(s.base).encode())
        s.routes["/t"] = Reply(f"<urlset><url><loc>{s.base}/kouza/1</loc></url></urlset>".encode())
        _, ends, _ = run(tmp_path, incident(s.base, sitemaps=("/s",)))
    assert (s.asked("/s"), s.asked("/t"), s.asked("/kouza/1")) == (1, 1, 1)
    assert ends["/s"][0] == "ok"


def test_a_page_instead_of_a_feed_is_told(tmp_path: Path) -> None:
    with site({"/rss": Reply(HTML)}) as s:
        report, ends, _ = run(tmp_path, incident(s.base, feeds=("/rss",)))
    assert ends["/rss"][0] == "not-a-page"
    assert len(report.failures) == 1


def test_a_crawl_that_cannot_start_says_why(tmp_path: Path) -> None:
    followed = incident("http://127.0.0.1:9", pages=("/a",), contact=None)
    with workspace(tmp_path, followed) as (store, archive):
        with pytest.raises(NoContact, match="contact"):
            crawl(followed, store, archive)
        with pytest.raises(UnknownSource, match="has no source 'yuu'; it has asa"):
            crawl(followed, store, archive, sources=["yuu"])
        with pytest.raises(BadNetwork, match=r"10\.1\.2\.0/24"):
            crawl(incident(), store, archive, settings={"PUBLIC_ALLOW": ["home"]})
        assert store.outcomes(followed.slug) == []


def interrupt(number: int) -> Site:
    def answer(_: object) -> Reply:
        signal.raise_signal(number)
        return Reply(HTML)

    return answer  # type: ignore[return-value]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_crawl_and_nothing_is_lost(tmp_path: Path, number: int) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    pages = tuple(f"/{n}" for n in range(20))
    with site({"/1": interrupt(number), "/0": Reply(HTML)}) as s:  # type: ignore[dict-item]
        followed = incident(s.base, pages=pages)
        with workspace(tmp_path, followed) as (store, archive):
            with pytest.raises(KeyboardInterrupt):
                crawl(followed, store, archive, settings={**FAST, "HOST_DELAY": 0.05})
            kept = [path_of(c.url) for c in store.captures(followed.slug) if c.role == "page"]
            assert kept[:2] == ["/0", "/1"]
            assert s.asked("/19") == 0
            assert all(archive.read(c) for c in store.captures(followed.slug) if c.role == "page")
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_no_port_is_opened_and_no_reactor_is_installed(tmp_path: Path) -> None:
    import sys

    with site({"/a": Reply(HTML)}) as s:
        run(tmp_path, incident(s.base, pages=("/a",)))
    assert "twisted.internet.reactor" not in sys.modules


def test_a_full_archive_ends_the_crawl_with_its_error(tmp_path: Path) -> None:
    from db.archive import ArchiveError

    with site({"/a": Reply(HTML)}) as s:
        followed = incident(s.base, pages=tuple(f"/{n}" for n in range(30)))
        (tmp_path / "archive").write_text("a file where the folder should be")
        with Store.in_memory() as store:
            store.save_incident(followed)
            with pytest.raises(ArchiveError):
                crawl(followed, store, Archive.open(tmp_path / "archive"), settings=FAST)
            assert store.outcomes(followed.slug) == [], "it is not the pages that something is wrong with"
    assert len(s.hits) < 5


def test_an_address_that_cannot_be_asked_for_is_settled_and_what_follows_is_fetched(tmp_path: Path) -> None:
    wrong = (
        "http://asa.example:99999/",
        "http://asa.example:x/",
        "http://[::1]]/",
        "http://asa.example/" + "k" * 3000,
    )
    with site({"/1": Reply(HTML)}) as s:
        s.routes["/rss"] = rss(*(("ペイ口座", link) for link in (*wrong, "/1")))
        report, ends, _ = run(tmp_path, incident(s.base, feeds=("/rss",)))
    assert report.counts == {"ok": 2, "gone": 1, "refused-address": len(wrong)}
    assert ends["/1"][0] == "ok"
    assert "characters" in ends["/" + "k" * 3000][1]


def explode(*_: object, **__: object) -> Any:
    raise KeyError("nobody thought of this")


@pytest.mark.parametrize(
    ("place", "name", "broken", "kept"),
    [
        ("spiders.articles.ArticleSpider", "keep", "/b", set()),
        ("spiders.articles.ArticleSpider", "_followed", "/rss", {"/b", "/rss"}),
        ("spiders.articles", "find_items", "/rss", {"/b"}),
        ("spiders.base", "name_of_status", "/b", set()),
        ("spiders.base", "name_of_failure", "/nobody", {"/b", "/rss", "/a"}),
        ("db.archive.writing", "response", "/robots.txt", set()),
        ("spiders.middlewares.whole", "decode_payload", "/b", set()),
        ("spiders.middlewares.redirects", "_target", "/moved", {"/b", "/rss", "/a"}),
    ],
)
def test_an_exception_that_nobody_foresaw_costs_its_page_and_has_one_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, name: str, broken: str, kept: set[str]
) -> None:
    routes = {
        "/b": Reply(HTML), "/rss": rss(("ペイ口座", "/a")), "/a": Reply(HTML),
        "/moved": Reply(status=302, headers={"Location": "/b"}), "/nobody": Reply(cut=0, length=9),
    }  # fmt: skip
    with site(routes) as s:
        followed = incident(s.base, pages=("/b", "/moved", "/nobody"), feeds=("/rss",))
        owner = importlib.import_module(place) if place.islower() else ArticleSpider
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, explode)
            report, ends, captures = run(tmp_path, followed)
    assert ends[broken][0] == "error"
    assert "nobody" in ends[broken][1]
    assert [f for f in report.failures if f.startswith(f"{s.base}{broken}: error: ")]
    assert {"/b", "/rss", "/a"} & set(captures) == kept
    assert set(ends) >= {"/robots.txt", "/b", "/moved", "/nobody", "/rss"}


def test_where_the_incident_cannot_be_followed_at_all_the_crawl_does_not_end_as_if_it_had_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spiders.articles.doors", explode)
    with pytest.raises(KeyError, match="nobody thought of this"):
        run(tmp_path, incident("http://127.0.0.1:9", pages=("/a",)))


def test_progress_reaches_its_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with site({"/a": Reply(HTML)}) as s:
        followed = incident(s.base, pages=("/a", "/b"))
        with workspace(tmp_path, followed) as (store, archive):
            crawl(followed, store, archive, settings=FAST, progress=lambda d, t: told.append((d, t)))
    assert told[-1] == (3, 3)
    assert all(done <= total for done, total in told)


def test_a_missing_file_cannot_be_replayed(tmp_path: Path) -> None:
    followed = incident(contact=None)
    with (
        workspace(tmp_path, followed) as (store, archive),
        pytest.raises(NothingToReplay, match=r"gone\.warc"),
    ):
        crawl(followed, store, archive, replay=tmp_path / "gone.warc.gz")
