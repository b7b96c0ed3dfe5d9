"""When the walk is due again: distance, chance, rest and quiet hours. Looks at no clock and waits for nothing."""

import random
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

GROWTH = 1.5
"""How much longer the distance gets with each walk that finds nothing new."""
JITTER = 0.1
"""Share of the distance by which a walk may come later, so that not everybody asks at the full hour."""

LONGEST = timedelta(days=366)
"""A longer distance is a slip of the pen."""

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_DISTANCE = re.compile(r"(\d{1,6})\s*([smhd])")
_HOURS = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)")


def read_distance(text: str) -> timedelta:
    """`90s`, `30m`, `2h`, `1d`; raises ValueError.

    >>> read_distance("30m")
    datetime.timedelta(seconds=1800)
    """
    found = _DISTANCE.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise ValueError(f"{text!r} is no distance in time; write 90s, 30m, 2h or 1d")
    distance = timedelta(seconds=int(found[1]) * _UNITS[found[2]])
    if distance > LONGEST:
        raise ValueError(f"{text!r} is more than a year")
    return distance


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A part of the day in which nothing is asked; over midnight where it ends before it begins."""

    begin: time
    end: time

    @classmethod
    def read(cls, text: str) -> "QuietHours":
        """`23:00-06:00`; raises ValueError.

        >>> QuietHours.read("23:00-06:30").end
        datetime.time(6, 30)
        """
        found = _HOURS.fullmatch(text.strip())
        try:
            if found is None:
                raise ValueError
            begin, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
        except ValueError:
            raise ValueError(f"{text!r} are no hours of the day; write 23:00-06:00") from None
        if begin == end:
            raise ValueError(f"{text!r}: begin and end are the same; leave it out to have no quiet hours")
        return cls(begin, end)

    def end_after(self, moment: datetime) -> datetime | None:
        """When the quiet hours are over that a local moment lies in; None where it lies in none."""
        clock = moment.time()
        over_midnight = self.begin > self.end
        inside = clock >= self.begin or clock < self.end if over_midnight else self.begin <= clock < self.end
        if not inside:
            return None
        tomorrow = over_midnight and clock >= self.begin
        return datetime.combine(moment.date() + timedelta(days=tomorrow), self.end, tzinfo=moment.tzinfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often to walk: `every` while the incident moves, ever less often up to `rest` while it does not."""

    every: timedelta
    rest: timedelta
    quiet: QuietHours | None = None

    def distance(self, still: int) -> timedelta:
        """From the start of one walk to the start of the next, after so many walks without anything new.

        >>> rhythm = Rhythm(every=timedelta(minutes=30), rest=timedelta(hours=4))
        >>> [str(rhythm.distance(still)) for still in (0, 1, 2, 99)]
        ['0:30:00', '0:45:00', '1:07:30', '4:00:00']
        """
        grown = self.every.total_seconds() * GROWTH ** min(still, 64)
        return timedelta(seconds=min(grown, max(self.rest, self.every).total_seconds()))

    def next_walk(
        self, last: datetime | None, still: int, now: datetime, zone: ZoneInfo, chance: random.Random
    ) -> datetime:
        """When the next walk is due, never before `now`.

        `last` is the start of the last walk, None where there was none; one that lies ahead (the clock went back)
        counts as now. However many walks were missed, one makes up for them.
        """
        due = now
        if last is not None:
            distance = self.distance(still)
            due = max(min(last, now) + distance + distance * JITTER * chance.random(), now)
        over = self.quiet.end_after(due.astimezone(zone)) if self.quiet else None
        if over is not None:
            due = over.astimezone(due.tzinfo) + self.every * JITTER * chance.random()
        return due
