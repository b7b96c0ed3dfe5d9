"""Servers that hang, lie, drown and cut off: every request ends in time, bounded, under its name; others go on."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.spiders.hostile import (
    BOMBS,
    MB,
    ROUTES,
    Ends,
    Hostile,
    Route,
    Wire,
    crawl_pages,
    encoded,
    gzip_bomb,
    hostile,
    raw,
    redirect,
    reset,
)

CHAIN = {f"chain{n}": redirect(f"/chain{n + 1}") for n in range(9)}
SETTINGS: dict[str, object] = {"DOWNLOAD_TIMEOUT": 0.7, "RETRY_TIMES": 1}

ENDS = {
    "fine": ("ok", ""),
    "hang": ("timeout", "longer than 0.7 s"),
    "hang-body": ("timeout", "longer than 0.7 s"),
    "drip": ("timeout", "longer than 0.7 s"),
    "drip-headers": ("timeout", "longer than 0.7 s"),
    "endless-headers": ("error", "HTTP"),
    "one-long-header": ("error", "HTTP"),
    "cookie-bomb": ("error", "HTTP"),
    "empty-reply": ("error", "isconnected"),
    "reset": ("incomplete", "cut off"),
    "garbage": ("error", "HTTP"),
    "chunked-bad": ("error", ""),
    "chunked-cut": ("incomplete", "cut off"),
    "length-too-long": ("incomplete", "cut off"),
    "length-too-short": ("error", "HTTP: Data after"),
    "length-too-short-late": ("incomplete", "breaks off in the middle"),
    "length-twice": ("error", "HTTP"),
    "gzip-cut": ("incomplete", "gzip"),
    "gzip-lie": ("error", "gzip"),
    "unknown-coding": ("error", "rot13"),
    "redirect-loop": ("error", "circle"),
    "redirect-nowhere": ("error", "circle"),
    "chain5": ("error", "more than 5 redirects"),
    "big": ("too-large", "5000000000 bytes"),
    "big-unsized": ("too-large", "more than 8388608 bytes"),
    **dict.fromkeys(BOMBS, ("too-large", "more than 8388608 bytes")),
}
ASKED_TWICE = {
    "hang",
    "hang-body",
    "drip",
    "drip-headers",
    "empty-reply",
    "reset",
    "chunked-cut",
    "length-too-long",
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ends, Hostile]]:
    """One crawl over every route, in a process of its own."""
    routes = ROUTES | CHAIN | {name: encoded(*make()) for name, make in BOMBS.items()}
    paths = tuple(path for path in ENDS if path != "chain5")
    folder = tmp_path_factory.mktemp("hostile")
    with (
        hostile(routes) as server,
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool,
    ):
        yield pool.submit(crawl_pages, folder, server.base, (*paths, "chain0"), SETTINGS).result(), server


@pytest.mark.parametrize("path", ENDS)
def test_every_attack_ends_under_its_name(crawled: tuple[Ends, Hostile], path: str) -> None:
    ends, server = crawled
    name, reason = ends.by_path[path]
    assert (name, ENDS[path][1] in reason) == (ENDS[path][0], True), (name, reason)
    assert len(server.asked(path)) <= 1 + (path in ASKED_TWICE)


def test_the_sum_of_outcomes_is_the_sum_of_requests(crawled: tuple[Ends, Hostile]) -> None:
    ends, _ = crawled
    assert ends.requests == ends.counted == ends.outcomes
    assert ends.requests == len(ENDS) + 5 + 1  # five redirects of the chain, and robots.txt


def test_nothing_but_the_whole_page_is_kept_as_a_page(crawled: tuple[Ends, Hostile]) -> None:
    assert crawled[0].captures == ("fine",)


def test_little_is_taken_of_what_is_too_much(crawled: tuple[Ends, Hostile]) -> None:
    ends, server = crawled
    assert max(hit.taken for hit in server.hits) <= 16 * MB
    assert ends.peak <= 256 * MB


def test_no_cookie_is_sent_back(crawled: tuple[Ends, Hostile]) -> None:
    assert not [hit for hit in crawled[1].hits if "\r\ncookie:" in hit.head.lower()]


def endless_robots(wire: Wire) -> None:
    wire.head("Content-Length: 200000000")
    wire.stream(b"User-agent: *\nDisallow: /private" + b"a" * 5000 + b"\n", 200 * MB)


@pytest.mark.parametrize(
    ("robots", "name", "reason"),
    [
        (Wire.wait_until_gone, "robots", "could not be fetched (timeout"),
        (reset, "robots", "could not be fetched (incomplete"),
        (raw(b""), "robots", "could not be fetched (error"),
        (encoded(gzip_bomb(50), "gzip"), "robots", "could not be fetched (too-large"),
        (redirect("http://169.254.169.254/robots.txt"), "robots", "could not be fetched (refused-address"),
        (endless_robots, "ok", ""),
    ],
)
def test_a_robots_txt_that_attacks_closes_its_site_or_is_read_to_its_bound(
    tmp_path: Path, robots: Route, name: str, reason: str
) -> None:
    with hostile({"robots.txt": robots, "fine": ROUTES["fine"]}) as server:
        ends = crawl_pages(tmp_path, server.base, ("fine",), {"DOWNLOAD_TIMEOUT": 0.5})
    assert ends.by_path["fine"][0] == name
    assert reason in ends.by_path["fine"][1]
    assert len(server.asked("fine")) == (name == "ok")
    assert max(hit.taken for hit in server.hits) <= 16 * MB
