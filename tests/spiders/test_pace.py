"""The distance between two requests, with a clock that stands still."""

import asyncio

import pytest

from db.records import HostPause
from spiders.answers import NotFetched, Stopped
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
    assert [type(end) for end in ends] == [Stopped] * 3


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


def resumed(pause: HostPause, now: str, delay: float = 5.0) -> float:
    """Seconds that the host is waited for after `now`."""
    pace = Pace(delay, 60.0, clock=lambda: 1000.0)
    pace.resume([pause], now)
    return pace.wait(pause.host)


@pytest.mark.parametrize(
    ("pause", "seconds"),
    [
        (HostPause(host="a", asked_at="2020-09-10T11:59:58Z"), 4.0),
        (HostPause(host="a", asked_at="2020-09-10T11:00:00Z"), 0.0),
        (HostPause(host="a", asked_at="2020-09-11T12:00:00Z"), 5.0),
        (HostPause(host="a", held_until="2020-09-10T12:00:30Z"), 30.0),
        (HostPause(host="a", held_until="2020-09-10T11:59:30Z"), 0.0),
        (HostPause(host="a", asked_at="2020-09-10T11:59:58Z", held_until="2020-09-10T12:00:01Z"), 4.0),
    ],
    ids=["asked just now", "asked long ago", "clock went back", "held", "no longer held", "both"],
)
def test_the_distance_is_kept_over_runs(pause: HostPause, seconds: float) -> None:
    assert resumed(pause, "2020-09-10T12:00:00Z") == pytest.approx(seconds)


def test_a_host_that_was_told_to_be_held_in_an_earlier_run_is_left_alone() -> None:
    with pytest.raises(NotFetched, match="left alone for 86400 s more"):
        resumed(HostPause(host="a", held_until="2999-01-01T00:00:00Z"), "2020-09-10T12:00:00Z")
