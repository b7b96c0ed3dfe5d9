"""Axes: round numbers up the side, round dates along the bottom."""

import math
from collections.abc import Iterator
from datetime import MINYEAR, datetime, timedelta
from decimal import Decimal

MOST_TICKS = 5
_DAYS = (1, 2, 5, 7, 10, 14, 21)
_MONTHS = (1, 2, 3, 6)


def value_ticks(highest: Decimal, most: int = MOST_TICKS) -> list[Decimal]:
    """Round numbers from nought to the highest value or just above it.

    >>> [int(tick) for tick in value_ticks(Decimal(28_970_000))]
    [0, 10000000, 20000000, 30000000]
    >>> [int(tick) for tick in value_ticks(Decimal(12))]
    [0, 5, 10, 15]
    """
    if highest <= 0:
        return [Decimal(0), Decimal(1)]
    size = Decimal(10) ** (highest.adjusted())
    steps = (size * step / 10 for step in (2, 5, 10, 20, 50))
    step = next(s for s in steps if highest / s <= most - 1)
    step = max(step, Decimal(1)) if highest == highest.to_integral_value() else step
    count = math.ceil(highest / step)
    return [step * n for n in range(count + 1)]


def time_ticks(first: datetime, last: datetime, most: int = MOST_TICKS) -> list[tuple[datetime, str]]:
    """Round dates between two moments, each with how exactly it is to be written: day, month or year."""
    days = (last - first).days
    for step in _DAYS:
        if days / step <= most - 1:
            return [(day, "day") for day in _days(first, last, step)]
    months = (last.year - first.year) * 12 + last.month - first.month
    for step in _MONTHS:
        if months / step <= most:
            return [(month, "month") for month in _months(first, last, step)]
    years = -(-(last.year - first.year) // (most - 1))
    return [(year, "year") for year in _months(first, last, 12 * max(years, 1))]


def _days(first: datetime, last: datetime, step: int) -> Iterator[datetime]:
    begin = first.replace(hour=0, minute=0)
    for days in range(0, (last - begin).days + 1, step):
        at = begin + timedelta(days=days)
        if at >= first:
            yield at


def _months(first: datetime, last: datetime, step: int) -> Iterator[datetime]:
    count = first.year * 12 + first.month - 1
    count -= count % step
    for month in range(max(count, 12 * MINYEAR), last.year * 12 + last.month, step):
        at = first.replace(year=month // 12, month=month % 12 + 1, day=1, hour=0, minute=0)
        if at >= first:
            yield at
