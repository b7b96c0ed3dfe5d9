"""A crawl that several workers share over Redis: nothing is lost and nothing doubled, also when one is killed."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from scrapy import Request

from db.records import NoticeList, Source
from db.store import Store
from spiders.answers import Answer
from spiders.articles import ArticleSpider
from spiders.errors import NoFrontier
from spiders.frontier import Frontier, join
from spiders.frontier.pace import SharedPace
from spiders.frontier.queue import LeasedQueue
from spiders.frontier.requests import read_request, write_request
from spiders.pipelines import Fetched
from tests.spiders.redis_server import needs_redis, redis_server
from tests.spiders.sites import Reply, Site, incident, site

pytestmark = needs_redis
ROOT = Path(__file__).parent.parent.parent
PAGES = 300


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def joined(server: str, tmp_path: Path) -> Frontier:
    return joined_as(server, tmp_path, "a")


def joined_as(server: str, folder: Path, worker: str, lease: float = 60.0) -> Frontier:
    """A worker's view of a queue that no other test uses."""
    return join(server, folder.name, folder / worker, lease=lease)


def test_what_is_put_in_comes_out_by_priority_then_by_age(joined: Frontier) -> None:
    for name, priority in (("low", -1), ("first", 0), ("second", 0), ("high", 2)):
        assert joined.queue.push(name.encode(), fingerprint=name, priority=priority)
    popped = [joined.queue.pop() for _ in range(5)]
    assert [p and p.data for p in popped] == [b"high", b"first", b"second", b"low", None]


def test_what_was_seen_is_put_in_once(joined: Frontier) -> None:
    assert joined.queue.push(b"a", fingerprint="a", priority=0)
    assert not joined.queue.push(b"a", fingerprint="a", priority=0)
    assert joined.queue.push(b"a", fingerprint=None, priority=0)


def test_a_lease_that_is_not_renewed_goes_to_another_worker(server: str, tmp_path: Path) -> None:
    one, two = (joined_as(server, tmp_path, name, lease=0.05).queue for name in "ab")
    one.push(b"x", fingerprint="x", priority=0)
    leased = one.pop()
    assert leased is not None
    taken = None
    while taken is None:
        taken = two.pop()
    assert taken == leased
    one.renew()
    assert not one.held
    assert not one.commit(leased.id)
    assert two.commit(leased.id)


def test_what_was_about_to_be_written_down_is_not_given_to_others(server: str, tmp_path: Path) -> None:
    one, two = (joined_as(server, tmp_path, name, lease=0.01).queue for name in "ab")
    one.push(b"x", fingerprint="x", priority=0)
    leased = one.pop()
    assert leased is not None
    assert one.commit(leased.id)
    threading.Event().wait(0.05)
    assert two.pop() is None
    assert len(two) == 0
    again = joined_as(server, tmp_path, "a").queue
    assert again.left_behind() == [leased]
    assert two.left_behind() == []


def test_a_round_is_joined_while_something_is_left_and_begun_anew_afterwards(joined: Frontier) -> None:
    began = joined.queue.begin()
    joined.queue.push(b"x", fingerprint="x", priority=0)
    assert joined.queue.begin() == began
    leased = joined.queue.pop()
    assert leased is not None
    assert joined.queue.begin() == began
    joined.queue.done(leased.id)
    assert joined.queue.begin() > began
    assert joined.queue.push(b"x", fingerprint="x", priority=0)


def test_a_round_with_a_name_is_done_once(server: str, tmp_path: Path) -> None:
    def joined_round() -> LeasedQueue:
        return join(server, tmp_path.name, tmp_path, lease=60.0, round_name="monday").queue

    queue = joined_round()
    began = queue.begin()
    queue.push(b"x", fingerprint="x", priority=0)
    leased = queue.pop()
    assert leased is not None
    queue.done(leased.id)
    late = joined_round()
    assert late.begin() == began
    assert not late.push(b"x", fingerprint="x", priority=0)


def test_a_request_that_goes_on_takes_the_place_of_the_one_before(joined: Frontier) -> None:
    joined.queue.push(b"a", fingerprint="a", priority=0)
    leased = joined.queue.pop()
    assert leased is not None
    joined.queue.push(b"b", fingerprint=None, priority=0, replaces=leased.id)
    assert len(joined.queue) == 1
    assert joined.queue.left_behind() == []


SOURCE = Source(
    id="s", publisher="P", standing="trade", lists=(NoticeList(url="https://a.example/1", entry="li"), NoticeList(url="https://a.example/2", entry="tr")),
)  # fmt: skip


def test_a_request_survives_the_queue() -> None:
    spider = ArticleSpider()
    second = partial(spider.read_notices, recipe=SOURCE.lists[1])
    for callback, name in ((spider.read_feed, "read_feed"), (None, "keep"), (second, "read_notices")):
        asked = spider.ask("https://a.example/rss", "feed", SOURCE, callback, depth=2)
        asked.meta["keii_hops"] = ["https://a.example/"]
        read = read_request(write_request(asked), spider, {"s": SOURCE})
        assert (read.url, read.errback, read.cb_kwargs) == (asked.url, spider.settle_failure, asked.cb_kwargs)
        assert {key: read.meta[key] for key in asked.meta} == asked.meta
        # A redirect or another try puts it in again.
        assert write_request(read) == write_request(asked)
        assert json.loads(write_request(read))["callback"] == name


def test_links_come_before_the_page_that_names_them() -> None:
    spider = ArticleSpider()
    page, link = Fetched(answer=Answer("https://a.example/"), role="feed", source="s", requested="", name="ok"), Request("https://a.example/1")  # fmt: skip
    spider.read_feed = lambda *_: iter([page, link])  # type: ignore[method-assign]
    spider.read_feed.__name__ = "read_feed"
    asked = spider.ask("https://a.example/", "feed", SOURCE, spider.read_feed)
    read = read_request(write_request(asked), spider, {"s": SOURCE})
    assert read.callback is not None
    assert list(read.callback(None)) == [link, page]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\x80\x04",
        b'{"url": "https://a.example/"}',
        b'{"url":"https://a.example/","callback":"close","recipe":null,"source":"s","role":"page","priority":0,"meta":{}}',
        b'{"url":"https://a.example/","callback":"read_secrets","recipe":null,"source":"s","role":"page","priority":0,"meta":{}}',
        b'{"url":"https://a.example/","callback":"keep","recipe":7,"source":"s","role":"page","priority":0,"meta":{}}',
        b'{"url":"https://a.example/","callback":"keep","recipe":null,"source":"t","role":"page","priority":0,"meta":{}}',
    ],
)
def test_what_is_no_request_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="is no request of this incident"):
        read_request(data, ArticleSpider(), {"s": SOURCE})


def test_the_distance_is_kept_by_all_workers_together(server: str, joined: Frontier, tmp_path: Path) -> None:
    one, two = (SharedPace(100.0, 600.0, joined_as(server, tmp_path, name).redis) for name in "ab")
    assert one.wait("pace.example") == 0
    assert 99 < two.wait("pace.example") <= 100
    one.hold("pace.example", 300)
    assert 299 < two.wait("pace.example") <= 300
    assert two.wait("other.example") == 0


@pytest.mark.parametrize("url", ["redis://127.0.0.1:9/0", "http://user:secret@host/", "nonsense"])
def test_a_redis_that_cannot_be_used_is_named_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(NoFrontier) as error:
        join(url, "x", tmp_path, lease=1.0)
    assert "secret" not in str(error.value)


def feed_of_pages() -> Reply:
    items = "".join(f"<item><title>ペイ口座 {i}</title><link>/p/{i}</link></item>" for i in range(PAGES))
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
    return Reply(body.encode(), headers={"Content-Type": "application/rss+xml"})


class Pages(dict[str, object]):
    """Routes: every page is there, and enough of them have been asked for once `reached` is set."""

    def __init__(self, enough: int) -> None:
        super().__init__()
        self.enough, self.reached, self.asked = enough, threading.Event(), 0

    def page(self, handler: BaseHTTPRequestHandler) -> Reply:
        self.asked += 1
        if self.asked >= self.enough:
            self.reached.set()
        return Reply(f"<!doctype html><title>ペイ口座</title><p>{handler.path}</p>".encode())


def shared_site(pages: Pages) -> dict[str, object]:
    return {"/rss": feed_of_pages(), **{f"/p/{i}": pages.page for i in range(PAGES)}}


def worker(server: str, folder: Path, base: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.spiders.shared_worker", server, str(folder), base, folder.parent.name],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def finished(child: subprocess.Popen[str]) -> None:
    _, said = child.communicate(timeout=120)
    assert child.returncode == 0, said


def kept(s: Site, *folders: Path) -> Counter[str]:
    """How often each page is kept in all workspaces together."""
    pages: Counter[str] = Counter()
    for folder in folders:
        with Store.open(folder / "keii.db", create=False) as store:
            followed = incident(s.base, feeds=("/rss",))
            pages.update(c.url for c in store.captures(followed.slug) if c.role == "page")
    return pages


def test_two_workers_share_the_pages(server: str, tmp_path: Path) -> None:
    pages = Pages(PAGES)
    with site(shared_site(pages)) as s:  # type: ignore[arg-type]
        children = [worker(server, tmp_path / name, s.base) for name in "ab"]
        for child in children:
            finished(child)
        counted = kept(s, tmp_path / "a", tmp_path / "b")
    assert counted == Counter(f"{s.base}/p/{i}" for i in range(PAGES))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_is_stopped_loses_no_page_and_doubles_none(
    server: str, tmp_path: Path, number: signal.Signals
) -> None:
    pages = Pages(PAGES // 4)
    with site(shared_site(pages)) as s:  # type: ignore[arg-type]
        one, two = (worker(server, tmp_path / name, s.base) for name in "ab")
        assert pages.reached.wait(60)
        one.send_signal(number)
        one.communicate(timeout=30)
        finished(two)
        # It comes back, as a service manager would have it, and looks what it had written down.
        finished(worker(server, tmp_path / "a", s.base))
        counted = kept(s, tmp_path / "a", tmp_path / "b")
    assert counted == Counter(f"{s.base}/p/{i}" for i in range(PAGES))
