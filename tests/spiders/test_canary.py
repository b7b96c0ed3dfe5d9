"""Nobody leads a crawl to a place that is not public: forty spellings, every way in, and a canary that is never hit."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from aiohttp.resolver import ThreadedResolver

from spiders.crawl import crawl
from tests.spiders.hostile import Hostile, Route, Wire, hostile
from tests.spiders.sites import FAST, incident, workspace

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems have one loopback address only"
)

PUBLIC = "127.0.0.2"
"""Stands for a public address: the one that these crawls are allowed."""

SPELLINGS = [
    "http://127.0.0.1:{port}/canary",
    "http://127.1:{port}/canary",
    "http://127.0.1:{port}/canary",
    "http://127.000.000.001:{port}/canary",
    "http://2130706433:{port}/canary",
    "http://0x7f000001:{port}/canary",
    "http://0X7F.1:{port}/canary",
    "http://0x7f.0x0.0x0.0x1:{port}/canary",
    "http://0177.0.0.1:{port}/canary",
    "http://017700000001:{port}/canary",
    "http://127.0.0.1.:{port}/canary",
    "http://%31%32%37.0.0.1:{port}/canary",
    "http://127%2e0%2e0%2e1:{port}/canary",
    "http://①②⑦.⓪.⓪.①:{port}/canary",
    "http://１２７.０.０.１:{port}/canary",
    "http://127。0。0。1:{port}/canary",
    "http://0:{port}/canary",
    "http://0.0.0.0:{port}/canary",
    "http://[::]:{port}/canary",
    "http://[::1]:{port}/canary",
    "http://[0:0:0:0:0:0:0:1]:{port}/canary",
    "http://[::ffff:127.0.0.1]:{port}/canary",
    "http://[::ffff:7f00:1]:{port}/canary",
    "http://[::127.0.0.1]:{port}/canary",
    "http://[64:ff9b::7f00:1]:{port}/canary",
    "http://[2002:7f00:1::]:{port}/canary",
    "http://localhost:{port}/canary",
    "http://LOCALHOST.:{port}/canary",
    "http://a.localhost:{port}/canary",
    "http://localhost.localdomain:{port}/canary",
    "http://news.example@127.0.0.1:{port}/canary",
    "http://news.example:80@127.0.0.1:{port}/canary",
    "http://news.example\\@127.0.0.1:{port}/canary",
    "http://127.0.0.1:{port}#@news.example/canary",
    "http:127.0.0.1:{port}/canary",
    "http:\\\\127.0.0.1:{port}\\canary",
    "//127.0.0.1:{port}/canary",
    "https://127.0.0.1:{port}/canary",
    "http://169.254.169.254/latest/meta-data/kouza",
    "http://100.100.100.200/kouza",
    "file:///etc/passwd",
    "ftp://127.0.0.1:{port}/canary",
    "gopher://127.0.0.1:{port}/_GET%20/canary",
    "data:text/html,kouza",
    "javascript:alert(1)",
]


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[int, list[Hostile]]]:
    """A server on 127.0.0.1, and on ::1 where there is one, that nobody should reach."""
    with ExitStack() as stack:
        first = stack.enter_context(hostile({"canary": lambda wire: wire.page()}))
        servers = [first]
        with suppress(OSError):  # Not every machine has IPv6.
            servers.append(stack.enter_context(hostile({}, "::1", first.port)))
        yield first.port, servers


def rss(target: str) -> str:
    return f"<rss version='2.0'><channel><item><title>kouza</title><link>{escape(target)}</link></item></channel></rss>"


def sitemap(target: str) -> str:
    return f"<urlset><url><loc>{escape(target)}</loc><title>kouza</title></url></urlset>"


def index(target: str) -> str:
    return f"<sitemapindex><sitemap><loc>{escape(target)}</loc></sitemap></sitemapindex>"


def page(target: str) -> str:
    """All that a browser would follow or load by itself."""
    return (
        f"<html><head><meta http-equiv='refresh' content='0;url={escape(target)}'><base href='{escape(target)}'>"
        f"<link rel='canonical' href='{escape(target)}'><link rel='amphtml' href='{escape(target)}'></head>"
        f"<body><a href='{escape(target)}'>kouza</a><iframe src='{escape(target)}'></iframe>"
        f"<img src='{escape(target)}'></body></html>"
    )


def led_to(targets: list[str]) -> tuple[dict[str, Route], dict[str, tuple[str, ...]]]:
    """A site that leads to these addresses in every way that it can, and the doors of a source on it."""
    routes: dict[str, Route] = {"fine": lambda wire: wire.page()}
    doors: dict[str, list[str]] = {"pages": ["/fine"], "feeds": [], "sitemaps": []}
    for number, target in enumerate(targets):
        given: dict[str, tuple[str, str]] = {
            f"rss{number}": ("feeds", rss(target)),
            f"sitemap{number}": ("sitemaps", sitemap(target)),
            f"index{number}": ("sitemaps", index(target)),
            f"page{number}": ("pages", page(target)),
        }
        for path, (kind, text) in given.items():
            routes[path] = lambda wire, text=text: wire.page(text.encode("utf-8"))  # type: ignore[misc]
            doors[kind].append(f"/{path}")
        routes[f"redirect{number}"] = redirect(target)
        doors["pages"].append(f"/redirect{number}")
    return routes, {kind: tuple(paths) for kind, paths in doors.items()}


def redirect(target: str) -> Route:
    def answer(wire: Wire) -> None:
        wire.send(f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nConnection: close\r\n\r\n".encode())

    return answer


def test_no_spelling_leads_to_a_private_address_in_any_way(
    tmp_path: Path, canary: tuple[int, list[Hostile]]
) -> None:
    port, victims = canary
    targets = [spelling.format(port=port) for spelling in SPELLINGS]
    routes, doors = led_to(targets)
    with hostile(routes, PUBLIC) as server:
        followed = incident(server.base, **doors)
        with workspace(tmp_path, followed) as (store, archive):
            report = crawl(followed, store, archive, settings={**FAST, "PUBLIC_ALLOW": [f"{PUBLIC}/32"]})
            outcomes = store.outcomes(followed.slug)
            kept = {capture.url for capture in store.captures(followed.slug)}
    assert [hit for victim in victims for hit in victim.hits] == []
    assert report.requests == report.counts.total() == len(outcomes)
    assert all(url.startswith(server.base) for url in kept)
    elsewhere = [o for o in outcomes if not o.url.startswith(server.base)]
    assert {o.name for o in elsewhere} <= {"refused-address", "robots", "error"}
    assert all("Cannot connect to host" in o.reason for o in elsewhere if o.name == "error")
    assert report.counts["refused-address"] >= len(SPELLINGS)
    assert f"{server.base}/fine" in kept
    assert len(SPELLINGS) >= 40


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_can_be_asked_for_by_name(
    tmp_path: Path, canary: tuple[int, list[Hostile]], spelling: str
) -> None:
    port, victims = canary
    target = spelling.format(port=port)
    if ":" not in target.split("/")[0]:
        target = f"http:{target}"
    followed = incident(pages=(target,))
    with workspace(tmp_path, followed) as (store, archive):
        report = crawl(followed, store, archive, settings={**FAST, "PUBLIC_ALLOW": [f"{PUBLIC}/32"]})
        assert store.captures(followed.slug) == []
    assert [hit for victim in victims for hit in victim.hits] == []
    assert set(report.counts) <= {"refused-address", "robots", "error"}


def test_a_name_that_changes_between_two_looks_leads_nowhere(
    tmp_path: Path, canary: tuple[int, list[Hostile]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that was judged is the one that is connected to: there is no second look to be lied to at."""
    port, victims = canary
    answers = iter([PUBLIC, "127.0.0.1", "127.0.0.1", "127.0.0.1"])

    async def rebinding(self: object, host: str, port: int = 0, family: Any = 0) -> list[dict[str, Any]]:
        found = {"hostname": host, "host": next(answers), "port": port, "family": 2, "proto": 6, "flags": 4}
        return [found]

    monkeypatch.setattr(ThreadedResolver, "resolve", rebinding)
    with hostile({"canary": lambda wire: wire.page()}, PUBLIC, port) as server:
        followed = incident(pages=(f"http://rebind.example:{port}/canary",))
        with workspace(tmp_path, followed) as (store, archive):
            crawl(followed, store, archive, settings={**FAST, "PUBLIC_ALLOW": [f"{PUBLIC}/32"]})
            ends = {o.url.rsplit("/", 1)[1]: (o.name, o.reason) for o in store.outcomes(followed.slug)}
    assert [hit.path for hit in server.hits] == ["robots.txt"]
    assert [hit for victim in victims for hit in victim.hits] == []
    assert ends["canary"] == ("refused-address", "rebind.example is 127.0.0.1, which is not public")
