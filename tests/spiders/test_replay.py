"""A crawl repeated from a WARC file: sessions in order, nothing twice, no socket."""

import gzip
import socket
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from db.archive import Archive
from db.records import Capture, Incident, Outcome
from db.store import Full, Store
from spiders.crawl import CrawlReport, crawl
from spiders.errors import NothingToReplay
from tests.spiders.sites import FAST, Reply, incident, site, workspace

BASE = "https://asa.example"
HTML = (("Content-Type", "text/html"),)
RSS = "<rss version='2.0'><channel>{}</channel></rss>"
ITEM = "<item><title>ペイ口座</title><link>{}</link></item>"


def feed(*paths: str) -> bytes:
    return RSS.format("".join(ITEM.format(path) for path in paths)).encode()


Visit = tuple[str, str, bytes, int]
SESSIONS: list[list[Visit]] = [
    [
        ("/robots.txt", "2020-09-08T00:00:00Z", b"User-agent: *\nDisallow: /secret", 200),
        ("/rss", "2020-09-08T00:00:05Z", feed("/1", "/secret/2"), 200),
        ("/1", "2020-09-08T00:00:10Z", b"<p>first</p>", 200),
        ("/notice", "2020-09-08T00:00:15Z", b"<p>version 1</p>", 200),
    ],
    [
        ("/rss", "2020-09-09T00:00:05Z", feed("/1", "/3"), 200),
        ("/3", "2020-09-09T00:00:10Z", b"", 301),
        ("/4", "2020-09-09T00:00:12Z", gzip.compress(b"<p>fourth</p>", mtime=0), 200),
        ("/notice", "2020-09-09T00:00:15Z", b"<p>version 2</p>", 200),
    ],
    [
        ("/notice", "2020-09-10T00:00:15Z", b"<p>version 1</p>", 200),
        ("/1", "2020-09-10T00:00:16Z", b"gone", 404),
    ],
]


def headers_of(path: str) -> tuple[tuple[str, str], ...]:
    more = {"/3": (("Location", "/4"),), "/4": (("Content-Encoding", "gzip"),)}
    return HTML + more.get(path, ())


def write(folder: Path, sessions: list[list[Visit]]) -> Path:
    first: dict[bytes, Capture] = {}
    with Archive.open(folder) as archive:
        for visits in sessions:
            archive.close()
            for path, at, body, status in visits:
                stored = archive.append_response(
                    url=BASE + path,
                    status=status,
                    headers=headers_of(path),
                    body=body,
                    at=at,
                    first=first.get(body),
                )
                kept = Capture(
                    url=BASE + path,
                    captured_at=at,
                    digest=stored.digest,
                    warc=stored.warc,
                    offset=stored.offset,
                )
                first.setdefault(body, kept)
    return folder / "keii-00001.warc.gz"


def followed() -> Incident:
    return incident(BASE, contact=None, feeds=("/rss",), notices=("/notice",))


def replay(store: Store, archive: Archive, file: Path) -> CrawlReport:
    run = store.start_run("furikomi", "crawl", "2020-09-10T12:00:00Z")
    return crawl(followed(), store, archive, run=run, replay=file)


def short(captures: list[Capture]) -> list[tuple[str, str, str, int]]:
    return [(c.url.removeprefix(BASE), c.captured_at, c.role, c.status) for c in captures]


def outcomes(found: list[Outcome]) -> list[tuple[str, str]]:
    return [(o.url.removeprefix(BASE), o.name) for o in found]


def test_each_session_is_a_crawl_of_its_own(tmp_path: Path) -> None:
    file = write(tmp_path / "from", SESSIONS)
    with workspace(tmp_path, followed()) as (store, archive):
        report = replay(store, archive, file)
        captures = store.captures("furikomi")
        ends = outcomes(store.outcomes("furikomi"))
        bodies = {c.captured_at: archive.read(c) for c in captures if c.url.endswith("/notice")}
    assert report.sessions == 3
    assert report.requests == len(ends) == report.counts.total()
    assert short(captures) == [
        ("/robots.txt", "2020-09-08T00:00:00Z", "robots", 200),
        ("/rss", "2020-09-08T00:00:05Z", "feed", 200),
        ("/1", "2020-09-08T00:00:10Z", "page", 200),
        ("/notice", "2020-09-08T00:00:15Z", "notice", 200),
        ("/rss", "2020-09-09T00:00:05Z", "feed", 200),
        ("/3", "2020-09-09T00:00:10Z", "answer", 301),
        ("/4", "2020-09-09T00:00:12Z", "page", 200),
        ("/notice", "2020-09-09T00:00:15Z", "notice", 200),
        ("/notice", "2020-09-10T00:00:15Z", "notice", 200),
        ("/1", "2020-09-10T00:00:16Z", "answer", 404),
    ]
    assert list(bodies.values()) == [b"<p>version 1</p>", b"<p>version 2</p>", b"<p>version 1</p>"]
    assert ends.count(("/secret/2", "robots")) == 1
    assert [name for url, name in ends if url == "/1"] == ["ok", "unchanged", "gone"]
    assert [c.requested_url for c in captures if c.url.endswith("/4")] == [f"{BASE}/3"]


def test_replaying_twice_changes_nothing(tmp_path: Path) -> None:
    file = write(tmp_path / "from", SESSIONS)

    def kept(store: Store) -> tuple[list[Capture], list[Outcome], bytes]:
        bytes_kept = (tmp_path / "archive/keii-00001.warc.gz").read_bytes()
        return store.captures("furikomi"), store.outcomes("furikomi"), bytes_kept

    with workspace(tmp_path, followed()) as (store, archive):
        replay(store, archive, file)
        before = kept(store)
        report = replay(store, archive, file)
        assert kept(store) == before
    assert report.captures == 0
    assert report.counts["ok"] == 0
    assert report.counts.total() == report.requests


def test_a_replay_that_was_cut_off_anywhere_ends_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "from", SESSIONS)
    with workspace(tmp_path / "undisturbed", followed()) as (store, archive):
        requests = replay(store, archive, file).requests
        undisturbed = told(store)
    for fatal in range(requests):
        with workspace(tmp_path / str(fatal), followed()) as (store, archive):
            with monkeypatch.context() as patch:
                patch.setattr(store, "save_outcome", failing(store.save_outcome, fatal))
                with pytest.raises(Full):
                    replay(store, archive, file)
            replay(store, archive, file)
            assert told(store) == undisturbed


def failing(save: Callable[..., None], fatal: int) -> Callable[..., None]:
    calls = count()

    def saved(*args: Any, **more: Any) -> None:
        if next(calls) == fatal:
            raise Full("keii.db", "no space left")
        save(*args, **more)

    return saved


def told(store: Store) -> tuple[list[tuple[str, str, str, int]], list[tuple[str, str, str]]]:
    """Captures, and how each visit ended; one that was met again on the way is `unchanged` and told before."""
    ends = {(o.url, o.at): o.name for o in reversed(store.outcomes("furikomi"))}
    return short(store.captures("furikomi")), sorted((url, at, name) for (url, at), name in ends.items())


def test_what_was_not_fetched_is_told_as_of_the_crawl_that_is_repeated(tmp_path: Path) -> None:
    file = write(tmp_path / "from", SESSIONS)
    with workspace(tmp_path, followed()) as (store, archive):
        replay(store, archive, file)
        ends = {o.url: (o.name, o.at) for o in store.outcomes("furikomi")}
    assert ends[f"{BASE}/secret/2"] == ("robots", "2020-09-08T00:00:15Z")


def test_the_same_file_gives_the_same_captures_in_the_same_order(tmp_path: Path) -> None:
    file = write(tmp_path / "from", SESSIONS)
    found = []
    for name in ("a", "b"):
        with workspace(tmp_path / name, followed()) as (store, archive):
            replay(store, archive, file)
            rows = sorted(store.captures("furikomi"), key=lambda c: c.id or 0)
            found.append((rows, outcomes(store.outcomes("furikomi"))))
    assert found[0] == found[1]


def test_an_archive_that_was_replayed_can_be_replayed(tmp_path: Path) -> None:
    file = write(tmp_path / "from", SESSIONS[:1])
    with workspace(tmp_path / "a", followed()) as (store, archive):
        replay(store, archive, file)
        first = short(store.captures("furikomi"))
    with workspace(tmp_path / "b", followed()) as (store, archive):
        replay(store, archive, tmp_path / "a/archive/keii-00001.warc.gz")
        assert short(store.captures("furikomi")) == first


def test_what_a_crawl_kept_can_be_replayed(tmp_path: Path) -> None:
    with site({"/a": Reply(b"<p>a</p>"), "/b": Reply(status=302, headers={"Location": "/a"})}) as s:
        live = incident(s.base, pages=("/b", "/nope"))
        with workspace(tmp_path / "a", live) as (store, archive):
            crawl(live, store, archive, settings=FAST)
            first = store.captures(live.slug), outcomes(store.outcomes(live.slug))
    with workspace(tmp_path / "b", live) as (store, archive):
        crawl(live, store, archive, replay=tmp_path / "a/archive/keii-00001.warc.gz", settings=FAST)
        assert short(store.captures(live.slug)) == short(first[0])
        assert sorted(outcomes(store.outcomes(live.slug))) == sorted(first[1])


def test_no_socket_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "from", SESSIONS)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a replay must not touch the network")

    with workspace(tmp_path, followed()) as (store, archive):
        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        report = replay(store, archive, file)
    assert report.failures == []


def test_what_the_file_does_not_have_is_an_outcome_and_no_failure(tmp_path: Path) -> None:
    file = write(tmp_path / "from", [SESSIONS[0][1:2]])
    with workspace(tmp_path, followed()) as (store, archive):
        report = replay(store, archive, file)
        ends = {o.url.removeprefix(BASE): (o.name, o.reason) for o in store.outcomes("furikomi")}
    assert ends["/1"] == ("error", "not in keii-00001.warc.gz")
    assert ends["/robots.txt"] == ("gone", "not in keii-00001.warc.gz: everything is allowed")
    assert report.failures == []


def test_a_second_incident_gets_what_the_first_one_has(tmp_path: Path) -> None:
    file = write(tmp_path / "from", SESSIONS)
    with workspace(tmp_path, followed()) as (store, archive):
        replay(store, archive, file)
        size = (tmp_path / "archive/keii-00001.warc.gz").stat().st_size
        other = incident(BASE, notices=("/notice",))
        other = Incident(slug="other", title="t", keywords=("x",), sources=other.sources)
        store.save_incident(other)
        crawl(other, store, archive, replay=file)
        assert len(store.captures("other")) == 4
        assert (tmp_path / "archive/keii-00001.warc.gz").stat().st_size - size < 2500


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"no WARC at all", "no WARC record"),
        (gzip.compress(b"neither this"), "no WARC record"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "holds no response"),
    ],
)
def test_a_broken_file_is_told_with_its_name(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "bad.warc.gz").write_bytes(content)
    with (
        workspace(tmp_path, followed()) as (store, archive),
        pytest.raises(NothingToReplay, match=rf"bad\.warc\.gz: .*{reason}"),
    ):
        replay(store, archive, tmp_path / "bad.warc.gz")


def test_a_file_that_is_cut_off_is_told(tmp_path: Path) -> None:
    file = write(tmp_path / "from", SESSIONS)
    file.write_bytes(file.read_bytes()[:-20])
    with workspace(tmp_path, followed()) as (store, archive), pytest.raises(NothingToReplay, match="cut off"):
        replay(store, archive, file)
