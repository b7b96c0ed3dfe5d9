"""What became known when: for each day of captures the lines, figures and edits that it brought.

Made of the capture times of what is cited, not of when somebody built the timeline: the same captures give the same
history. A line is known from its first captured citation on.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from db.records import Edit, Entry, FigureMove, HistoryDay, Point, Reading, Series
from timeline.moments import day_of, in_zone, order_of

DAYS = 10
"""The most days that are told, the newest first."""


def find_history(
    entries: Sequence[Entry],
    series: Sequence[Series],
    edits: Sequence[Edit],
    readings: Sequence[Reading],
    timezone: str,
) -> tuple[HistoryDay, ...]:
    """The newest days that brought something, at most `DAYS`."""
    known = {entry.id: day for entry in entries if (day := known_on(entry, timezone))}
    lines: dict[str, list[str]] = defaultdict(list)
    for name, day in known.items():
        lines[day].append(name)
    moves: dict[str, list[FigureMove]] = defaultdict(list)
    for one in series:
        for day, move in _moves(one, known):
            moves[day].append(move)
    edited: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        edited[_day(edit.between[1], timezone)].append(edit)
    pages = _pages(readings, timezone)
    days = sorted({*lines, *moves, *edited}, reverse=True)[:DAYS]
    return tuple(
        HistoryDay(
            day=day,
            documents=pages[day],
            entries=tuple(lines[day]),
            figures=tuple(moves[day]),
            edits=tuple(edited[day]),
        )
        for day in days
    )


def known_on(entry: Entry, timezone: str) -> str | None:
    """The day of its first captured citation; None where none is archived."""
    moments = [c.captured_at for c in entry.citations if c.captured_at]
    return _day(min(moments), timezone) if moments else None


def _day(moment: str, timezone: str) -> str:
    return day_of(in_zone(moment, timezone))


def _pages(readings: Sequence[Reading], timezone: str) -> Mapping[str, int]:
    """How many pages were first captured on each day."""
    first: dict[str, str] = {}
    for reading in readings:
        document = reading.document
        if document.unavailable is None:
            first[document.url] = min(document.captured_at, first.get(document.url, document.captured_at))
    counts: dict[str, int] = defaultdict(int)
    for moment in first.values():
        counts[_day(moment, timezone)] += 1
    return counts


def _moves(series: Series, known: Mapping[str, str]) -> Iterator[tuple[str, FigureMove]]:
    """The days on which the latest figure of a series became another one."""
    points = [(known[p.entry], p) for p in series.points if p.entry in known and stands(p)]
    latest: Point | None = None
    for day in sorted({day for day, _ in points}):
        newest = newest_of([point for since, point in points if since <= day])
        if newest is not None and latest is not None and newest.value != latest.value:
            yield day, move_of(series, latest, newest)
        latest = newest


def stands(point: Point) -> bool:
    """Whether a point was told as it stands: not derived, taken back or in dispute."""
    return point.status in ("current", "superseded")


def newest_of(points: Sequence[Point]) -> Point | None:
    """The point of the latest moment; of two of one moment the one that stands now."""
    return max(points, key=lambda p: (order_of(p.as_of), p.status == "current", p.entry), default=None)


def move_of(series: Series, before: Point | None, after: Point) -> FigureMove:
    """The latest figure of a series from one point to another."""
    return FigureMove(
        role=series.role,
        unit=series.unit,
        scope=series.scope,
        basis=series.basis,
        before=before.value if before else None,
        before_as_of=before.as_of if before else None,
        after=after.value,
        as_of=after.as_of,
        entry=after.entry,
        qualifier=after.qualifier,
    )
