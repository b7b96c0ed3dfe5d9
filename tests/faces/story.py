"""The timeline that the tests of the formats are made from, and the same with every text in it replaced."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle, islice
from typing import Any

from db.records import Change, Dispute, Edit, Entry, Point, Series, Side, StandingRow, State, Timeline
from tests.timeline.making import banks, built, claim, reading, who, yen
from tests.timeline.test_markdown import INCIDENT, story

KEPT = frozenset({"timezone", "name_class", "standing"})
"""Fields that are no text of a page: the program's own words, looked up by their value."""


def whole_story(language: str = "ja") -> Timeline:
    """An incident with something in every part: a range, an undated line, a derived point, an edit."""
    range_of_days = claim("outage", "2024-03-02/2024-03-04", organisations=(who("丁銀行"),))
    sums = [
        claim(date=f"2024-03-{day:02}", as_of=f"2024-03-{day:02}", figures=(yen(day * 1_000_000), banks(day)))
        for day in (1, 2, 3)
    ]
    timeline = built(
        *story(),
        reading("range", range_of_days, *sums, published="2024-03-05"),
        reading("undated", claim("discovery", None, organisations=(who("戊銀行"),)), published=None),
        incident=INCIDENT,
        language=language,
    )
    series = tuple(
        replace(s, points=(*s.points, replace(s.points[0], status="derived", as_of="2024-03")))
        for s in timeline.series
    )
    edit = Edit(
        url="https://minato.example/notice", publisher="ミナト社", between=("2024-03-10T00:00:00Z", "2024-03-12T00:00:00Z"),
        removed="73件", added="75件",
        changes=(Change(kind="kept", text="被害は"), Change(kind="removed", text="73"), Change(kind="added", text="75")),
    )  # fmt: skip
    return replace(timeline, series=series, edits=(*timeline.edits, edit))


def poisoned(value: Any, poisons: Iterator[str]) -> Any:
    """A record with every text in it replaced by the next poison."""
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            f.name: poisoned(getattr(value, f.name), poisons) for f in fields(value) if f.name not in KEPT
        }
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(poisoned(item, poisons) for item in value)
    return next(poisons) if isinstance(value, str) else value


def poisoned_story(poisons: list[str], first: int, language: str = "ja") -> Timeline:
    """The story with one poison after the other in its fields, beginning with one of them.

    Dates and links between records are kept every second time, so that what depends on them is drawn.
    """
    clean = whole_story(language)
    dirty: Timeline = poisoned(clean, islice(cycle(poisons), first, None))
    if first % 2:
        return replace(dirty, language=language)
    return replace(
        dirty,
        language=language,
        entries=tuple(_placed(d, c) for d, c in zip(dirty.entries, clean.entries, strict=True)),
        series=tuple(_drawn(d, c) for d, c in zip(dirty.series, clean.series, strict=True)),
        standing=tuple(_linked(d, c) for d, c in zip(dirty.standing, clean.standing, strict=True)),
        disputes=tuple(_valued(d, c) for d, c in zip(dirty.disputes, clean.disputes, strict=True)),
    )


def _placed(dirty: Entry, clean: Entry) -> Entry:
    return replace(dirty, date=clean.date, id=clean.id, kind=clean.kind, status=clean.status)


def _drawn(dirty: Series, clean: Series) -> Series:
    points = tuple(
        replace(d, as_of=c.as_of, value=c.value, status=c.status, entry=c.entry)
        for d, c in zip(dirty.points, clean.points, strict=True)
    )
    assert all(isinstance(p, Point) for p in points)
    return replace(dirty, role=clean.role, points=points)


def _linked(dirty: StandingRow, clean: StandingRow) -> StandingRow:
    def state(found: State | None, of: State | None) -> State | None:
        return replace(found, entry=of.entry) if found and of else found

    return replace(dirty, charging=state(dirty.charging, clean.charging))


def _valued(dirty: Dispute, clean: Dispute) -> Dispute:
    sides = (
        replace(d, value=c.value, figure=c.figure) for d, c in zip(dirty.sides, clean.sides, strict=True)
    )
    return replace(dirty, sides=tuple[Side, ...](sides))
