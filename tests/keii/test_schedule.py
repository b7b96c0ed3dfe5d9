"""When a walk is due again: tables of moments, no clock, no waiting."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from keii.schedule import QuietHours, Rhythm, read_distance

TOKYO = ZoneInfo("Asia/Tokyo")
HALF = timedelta(minutes=30)
NOON = datetime(2020, 9, 10, 12, 0, tzinfo=UTC)


class Never(random.Random):
    """Chance that always says 0: the earliest moment."""

    def random(self) -> float:
        return 0.0


class Always(random.Random):
    """Chance that says almost 1: the latest moment."""

    def random(self) -> float:
        return 1.0


def due(last: datetime | None, now: datetime, *, still: int = 0, quiet: str = "", chance: random.Random | None = None) -> datetime:  # fmt: skip
    hours = QuietHours.read(quiet) if quiet else None
    rhythm = Rhythm(every=HALF, rest=timedelta(hours=4), quiet=hours)
    return rhythm.next_walk(last, still, now, TOKYO, chance or Never())


@pytest.mark.parametrize(
    ("last", "still", "minutes"),
    [
        (None, 0, 0),
        (NOON, 0, 30),
        (NOON, 1, 45),
        (NOON, 50, 240),
        (NOON - timedelta(minutes=20), 0, 10),
        (NOON + timedelta(days=400), 0, 30),
    ],
    ids=["first", "moving", "one still", "resting", "under way", "clock went back"],
)
def test_the_next_walk_follows_from_the_last_one(last: datetime | None, still: int, minutes: int) -> None:
    assert due(last, NOON, still=still) == NOON + timedelta(minutes=minutes)


def test_missed_walks_are_made_up_for_by_one() -> None:
    assert due(NOON - timedelta(days=3), NOON) == NOON


def test_chance_delays_a_walk_by_a_tenth_at_most() -> None:
    assert due(NOON, NOON, chance=Always()) == NOON + HALF * 1.1


@pytest.mark.parametrize(
    ("quiet", "local", "expected"),
    [
        ("23:00-06:00", "22:29", "22:59"),
        ("23:00-06:00", "22:30", "06:00"),
        ("23:00-06:00", "02:00", "06:00"),
        ("23:00-06:00", "05:30", "06:00"),
        ("12:00-13:00", "11:45", "13:00"),
        ("12:00-13:00", "12:30", "13:00"),
    ],
)
def test_nothing_is_asked_in_quiet_hours(quiet: str, local: str, expected: str) -> None:
    hour, minute = map(int, local.split(":"))
    last = datetime(2020, 9, 10, hour, minute, tzinfo=TOKYO).astimezone(UTC)
    assert due(last, last, quiet=quiet).astimezone(TOKYO).strftime("%H:%M") == expected


def test_quiet_hours_end_on_the_next_day() -> None:
    last = datetime(2020, 9, 10, 23, 30, tzinfo=TOKYO)
    assert due(last, last, quiet="23:00-06:00").astimezone(TOKYO) == datetime(2020, 9, 11, 6, 0, tzinfo=TOKYO)


@pytest.mark.parametrize("text", ["", "30", "m", "0m", "-5m", "1w", "1.5h", "99999999m"])
def test_what_is_no_distance_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="write 90s, 30m, 2h or 1d"):
        read_distance(text)


@pytest.mark.parametrize("text", ["", "23-6", "25:00-06:00", "06:00-06:00", "06:61-07:00"])
def test_what_are_no_hours_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"hours of the day|the same"):
        QuietHours.read(text)
