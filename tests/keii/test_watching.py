"""The walk on a schedule, with a clock that only moves when somebody sleeps."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from db.store import Run
from keii.news import News
from keii.schedule import QuietHours, Rhythm
from keii.watching import AWAKE, LOCKED_OUT, Blocked, Walked, Watch, past
from tests.keii.test_schedule import Never

NOON = datetime(2020, 9, 10, 3, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
NEW = News(new=["2020年9月10日 行"])


class Enough(Exception):
    """The test has seen what it wants to see."""


@dataclass
class World:
    """A clock, and what was walked when."""

    now: datetime = NOON
    until: timedelta = timedelta(hours=6)
    brings: Callable[[datetime], News] = lambda now: NEW
    blocked: int = 0
    jumps: dict[datetime, timedelta] = field(default_factory=dict)
    walks: list[tuple[str, datetime]] = field(default_factory=list)
    runs: dict[str, list[Run]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        for at in [at for at in self.jumps if at <= self.now]:
            self.now += self.jumps.pop(at)
        if self.now > NOON + self.until:
            raise Enough

    def walk(self, slug: str) -> Walked:
        if self.blocked:
            self.blocked -= 1
            raise Blocked("locked by pid 1")
        news = self.brings(self.now)
        self.walks.append((slug, self.now))
        row = Run(
            id=len(self.walks),
            command="watch",
            started_at=self.now.isoformat(),
            finished_at=self.now.isoformat(),
            counts=news.counts(),
            failures=0,
        )
        self.runs.setdefault(slug, []).append(row)
        return Walked(news)

    def walked(self, slug: str, walked: Walked, due: datetime) -> None:
        self.said.append(f"{slug} walked")

    def blocked_by(self, slug: str, reason: str, due: datetime) -> None:
        self.said.append(f"{slug} {reason}")

    def waiting(self, dues: Mapping[str, datetime]) -> None:
        self.said.append("waiting")


class Teller:
    """What the watch tells goes to the world."""

    def __init__(self, world: World) -> None:
        self.walked, self.blocked, self.waiting = world.walked, world.blocked_by, world.waiting


def watched(world: World, *slugs: str, quiet: str = "", once: bool = False) -> list[float]:
    """Minutes after noon at which something was walked."""
    hours = QuietHours.read(quiet) if quiet else None
    watch = Watch(
        zones=dict.fromkeys(slugs or ("aozora",), TOKYO),
        rhythm=Rhythm(every=timedelta(minutes=30), rest=timedelta(hours=2), quiet=hours),
        walk=world.walk,
        past=lambda slug: past(world.runs.get(slug, [])),
        teller=Teller(world),
        clock=lambda: world.now,
        sleep=world.sleep,
        chance=Never(),
    )
    with suppress(Enough):
        watch.run(once=once)
    return [(at - NOON) / timedelta(minutes=1) for _, at in world.walks]


def test_while_an_incident_moves_it_is_walked_every_time() -> None:
    assert watched(World(until=timedelta(hours=2))) == [0, 30, 60, 90, 120]


def test_while_it_rests_the_distance_grows_and_news_shorten_it_again() -> None:
    def brings(now: datetime) -> News:
        return NEW if now - NOON == timedelta(minutes=45 + 67.5) else News()

    assert watched(World(brings=brings, until=timedelta(hours=4))) == [0, 45, 112.5, 142.5, 187.5]


def test_the_distance_grows_no_further_than_the_rest() -> None:
    minutes = watched(World(brings=lambda now: News(), until=timedelta(hours=24)))
    assert minutes[-1] - minutes[-2] == 120


def test_nothing_is_walked_in_quiet_hours() -> None:
    assert watched(World(until=timedelta(hours=4)), quiet="12:45-15:00") == [0, 30, 180, 210, 240]


def test_after_a_sleep_of_the_machine_one_walk_makes_up_for_all() -> None:
    world = World(jumps={NOON + timedelta(minutes=10): timedelta(hours=3)}, until=timedelta(hours=4))
    awake = 10 + 180 + AWAKE / timedelta(minutes=1)
    assert watched(world) == pytest.approx([0, awake, awake + 30])


def test_a_clock_that_goes_back_neither_stops_nor_hurries_the_watch() -> None:
    world = World(jumps={NOON + timedelta(minutes=10): -timedelta(days=1)}, until=timedelta(minutes=40))
    minutes = watched(world)
    assert minutes[1] == pytest.approx(-1440 + 10 + AWAKE / timedelta(minutes=1) + 30)
    assert [b - a for a, b in pairwise(minutes[1:])] == pytest.approx([30] * (len(minutes) - 2))


def test_incidents_rest_and_move_each_by_itself() -> None:
    world = World(until=timedelta(hours=2))
    walk = world.walk

    def by_slug(slug: str) -> Walked:
        world.brings = lambda now: NEW if slug == "moving" else News()
        return walk(slug)

    world.walk = by_slug  # type: ignore[method-assign]
    watched(world, "moving", "resting")
    times = {slug: [(at - NOON) / timedelta(minutes=1) for s, at in world.walks if s == slug] for slug in ("moving", "resting")}  # fmt: skip
    assert times == {"moving": [0, 30, 60, 90, 120], "resting": [0, 45, 112.5]}


def test_where_another_command_is_at_work_it_is_tried_again_soon() -> None:
    world = World(blocked=2, until=timedelta(minutes=31))
    late = 2 * LOCKED_OUT / timedelta(minutes=1)
    assert watched(world) == [late]
    assert world.said[0] == "aozora locked by pid 1"


def test_once_walks_what_is_due_and_ends() -> None:
    world = World()
    assert watched(world, once=True) == [0]
    world.now += timedelta(minutes=29)
    assert watched(world, once=True) == [0]
    world.now += timedelta(minutes=1)
    assert watched(world, once=True) == [0, 30]
    assert world.said[-1] == "waiting"


def test_a_walk_that_left_no_row_is_not_begun_again_at_once() -> None:
    world = World(until=timedelta(minutes=61))
    walk = world.walk

    def failing(slug: str) -> Walked:
        walk(slug)
        world.runs.clear()
        return Walked(News(), ("aozora.toml:2: broken",))

    world.walk = failing  # type: ignore[method-assign]
    assert watched(world) == [0, 30, 60]


def row(number: int, command: str, counts: dict[str, int] | None) -> Run:
    return Run(
        id=number,
        command=command,
        started_at=f"2020-09-10T0{number}:00:00Z",
        finished_at=None if counts is None else f"2020-09-10T0{number}:01:00Z",
        counts=counts or {},
        failures=0,
    )


@pytest.mark.parametrize(
    ("rows", "still"),
    [
        ([], 0),
        ([{"new entries": 3}], 0),
        ([{"new entries": 3}, {"new entries": 0}, {"changed entries": 0}], 2),
        ([{}, {"changed entries": 1}], 0),
        ([{}, {"edited notices": 1}, {"new captures": 1}], 1),
        ([{"new entries": 1}, None], 0),
    ],
    ids=["none", "moved", "two still", "changed", "edited", "stopped"],
)
def test_how_long_it_rests_is_read_from_the_run_rows(rows: list[dict[str, int] | None], still: int) -> None:
    runs = [row(i, "watch", counts) for i, counts in enumerate(rows)]
    last, counted = past([*runs, row(9, "read", None)])
    assert counted == still
    assert last == (datetime(2020, 9, 10, len(rows) - 1, tzinfo=UTC) if rows else None)
