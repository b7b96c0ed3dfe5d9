"""The distance between two requests, with a clock that stands still."""

import asyncio

import pytest

from spiders.answers import NotFetched
from spiders.pace import Pace


async def take(pace: Pace, host: str = "asa.example") -> None:
    async with pace.turn(host):
        pass


def test_a_host_that_asks_for_long_is_left_for_another_run() -> None:
    now = 100.0
    pace = Pace(0.0, 60.0, clock=lambda: now)
    pace.hold("asa.example", 61)
    with pytest.raises(NotFetched, match=r"rate-limited: asa\.example asked to be left alone for 61 s more"):
        asyncio.run(take(pace))
    asyncio.run(take(pace, "yuu.example"))
    now = 162.0
    asyncio.run(take(pace))


def test_a_shorter_pause_does_not_shorten_a_longer_one() -> None:
    pace = Pace(0.0, 60.0, clock=lambda: 0.0)
    pace.hold("asa.example", 3600)
    pace.hold("asa.example", 1)
    with pytest.raises(NotFetched):
        asyncio.run(take(pace))


def test_who_waits_when_the_crawl_is_stopped_is_not_fetched() -> None:
    async def crawl() -> list[BaseException | None]:
        pace = Pace(1000.0, 60.0)
        await take(pace)
        waiting = [asyncio.create_task(take(pace)) for _ in range(3)]
        await asyncio.sleep(0)
        pace.stop()
        return await asyncio.gather(*waiting, return_exceptions=True)

    ends = asyncio.run(asyncio.wait_for(crawl(), 5))
    assert [type(end) for end in ends] == [NotFetched] * 3


def test_one_request_at_a_time_to_a_host() -> None:
    async def crawl() -> int:
        pace, at_once, most = Pace(0.0, 60.0), 0, 0

        async def ask() -> None:
            nonlocal at_once, most
            async with pace.turn("asa.example"):
                at_once += 1
                most = max(most, at_once)
                await asyncio.sleep(0)
                at_once -= 1

        await asyncio.gather(*(ask() for _ in range(9)))
        return most

    assert asyncio.run(crawl()) == 1
