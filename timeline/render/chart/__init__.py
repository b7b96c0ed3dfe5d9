"""Charts of the series: how a figure grew, drawn as SVG from nothing but the series, the same to the byte every time.

A current figure is a disc, a superseded one a ring, a disputed one a diamond, a corrected one a cross, a derived one
a triangle: they are told apart without colour. Totals hold until the next one, so the line goes in steps; disputed
and corrected figures stand beside it. What was only claimed by customers (another basis) is a dashed line of its own.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import resources

from db.records import Point, Series, Timeline
from timeline.agreement import COUNTED_IN, MONEY_ROLES, number
from timeline.render.chart import drawing
from timeline.render.chart.scale import time_ticks, value_ticks
from timeline.render.rows import lead
from timeline.render.spans import Span, span_of
from timeline.wording import Wording, speak

WIDTH, HEIGHT = 480, 320
LEFT, RIGHT, TOP, BOTTOM = 74, 18, 72, 44
STATUSES = ("current", "superseded", "derived", "disputed", "corrected")
_ON_THE_LINE = ("current", "superseded", "derived")
LABELLED = 7
"""The most points that carry their figure; the others have it in their tooltip and in the table."""
_USUAL = {"JPY", "USD"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """A point at its place on the paper."""

    x: float
    y: float
    series: Series
    point: Point
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What one chart shows: all bases of one figure of one scope."""

    name: str
    """Stable, of letters that any file system takes."""
    title: str
    series: tuple[Series, ...]


def charts_of(timeline: Timeline) -> list[Chart]:
    """The charts worth drawing: of figures with two dated readings at least; that of the whole incident first."""
    words = speak(timeline.language)
    alike: dict[tuple[str, str, str | None], list[Series]] = defaultdict(list)
    for series in timeline.series:
        alike[(series.role, series.unit, series.scope)].append(series)
    found = []
    for (role, unit, scope), group in alike.items():
        if role == "banks":
            group = [_with_those_beside_totals(group, alike.get(("damage_total", "JPY", scope), []))]
        moments = {p.as_of for s in group for p in s.points if _is_placed(p, timeline)}
        if len(moments) > 1:
            title = _title(role, scope, words)
            found.append(Chart(name=_name(role, unit, scope), title=title, series=tuple(group)))
    return sorted(found, key=lambda c: (c.series[0].scope is not None, c.series[0].role != "damage_total"))


def _with_those_beside_totals(counted: Sequence[Series], totals: Sequence[Series]) -> Series:
    """How many banks, told alone and told beside a sum: a chart of the ones told alone would stop where sums begin."""
    points = [point for series in counted for point in series.points]
    for point in (p for series in totals for p in series.points if p.banks is not None):
        # A sum may be disputed where nobody disputes the banks.
        status = point.status if point.status in ("current", "corrected") else "superseded"
        points.append(Point(as_of=point.as_of, value=point.banks or 0, status=status, entry=point.entry))
    last = max((p.as_of for p in points if p.status != "corrected"), default="")
    points = [
        replace(p, status="current") if p.as_of == last and p.status == "superseded" else p for p in points
    ]
    return replace(counted[0], points=tuple(sorted(points, key=lambda p: (p.as_of, p.entry))))


def _is_placed(point: Point, timeline: Timeline) -> bool:
    value = number(point.value)
    return value is not None and value >= 0 and span_of(point.as_of, timeline.incident.timezone) is not None


def _title(role: str, scope: str | None, words: Wording) -> str:
    whose = words.say("who", "of", who=words.name(scope)) if scope else ""
    return words.sentence(words.say("page", "chart", scope=whose, role=words.say("about", role)))


def _name(role: str, unit: str, scope: str | None) -> str:
    usual = COUNTED_IN.get(role) == unit or (role in MONEY_ROLES and unit == "JPY")
    base = "".join(c if c.isalnum() and c.isascii() else "-" for c in role)
    if scope is None and usual:
        return base
    said = f"{unit}/{scope or ''}".encode("utf-8", "replace")
    return f"{base}-{hashlib.sha256(said).hexdigest()[:6]}"


def draw(chart: Chart, timeline: Timeline, links: Mapping[str, str] | None = None) -> str:
    """The chart as an `<svg>` element without a style of its own; points link to `links` by the id of their entry."""
    words = speak(timeline.language)
    points = [(s, p) for s in chart.series for p in s.points if _is_placed(p, timeline)]
    spans = {p.as_of: s for _, p in points if (s := span_of(p.as_of, timeline.incident.timezone))}
    first, last = _extent(list(spans.values()))
    ticks = value_ticks(max(Decimal(number(p.value) or 0) for _, p in points))
    spots = [_spot(s, p, spans[p.as_of], (first, last), ticks[-1]) for s, p in points]
    spots.sort(key=lambda s: (s.x, -s.y, s.point.status))
    unit = chart.series[0].unit
    parts = [
        drawing.label(6, 17, chart.title, anchor="start", kind="head"),
        *_side(ticks, chart.series[0].role, unit, words),
        *_bottom(first, last, words),
        *_lines(chart, spots),
        *_whiskers(spots, first, last),
        *(_marked(spot, words, links or {}) for spot in spots),
        *_figures(spots, words),
        *_legend(spots, words),
    ]
    label = f"chart-{chart.name}"
    role = "group" if links else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="{role}"'
        f' aria-labelledby="{label}-t {label}-d" font-family="{drawing.FONT}" font-size="{drawing.SMALL}">'
        f'<title id="{label}-t">{drawing.safe(chart.title)}</title>'
        f'<desc id="{label}-d">{drawing.safe(_description(spots, words))}</desc>{"".join(parts)}</svg>\n'
    )


def _extent(spans: Sequence[Span]) -> tuple[datetime, datetime]:
    """From the first to the last moment, a day at least."""
    first, last = min(s.start for s in spans), max(s.start for s in spans)
    return first, max(last, first + timedelta(days=1))


def _spot(series: Series, point: Point, span: Span, time: tuple[datetime, datetime], top: Decimal) -> _Spot:
    value = Decimal(number(point.value) or 0)
    share = float(value / top)
    return _Spot(
        x=_x(span.start, *time),
        y=HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM),
        series=series,
        point=point,
        span=span,
    )


def _x(at: datetime, first: datetime, last: datetime) -> float:
    return LEFT + 8 + (at - first) / (last - first) * (WIDTH - LEFT - RIGHT - 8)


def _side(ticks: Sequence[Decimal], role: str, unit: str, words: Wording) -> Iterator[str]:
    for tick in ticks:
        y = HEIGHT - BOTTOM - float(tick / ticks[-1]) * (HEIGHT - TOP - BOTTOM)
        yield drawing.line(LEFT, y, WIDTH - RIGHT, y, "axis" if tick == 0 else "grid")
        value: int | str = int(tick) if tick == tick.to_integral_value() else str(tick)
        told = words.amount(value, COUNTED_IN.get(role, unit), money=role in MONEY_ROLES)
        yield drawing.label(LEFT - 8, y + 4, told if tick else "0", anchor="end", kind="dim")


def _bottom(first: datetime, last: datetime, words: Wording) -> Iterator[str]:
    year = None
    for at, precision in time_ticks(first, last):
        x = _x(at, first, last)
        yield drawing.line(x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4, "axis")
        yield drawing.label(x, HEIGHT - BOTTOM + 17, words.tick(at.date(), precision), kind="dim")
        if at.year != year and precision != "year":
            yield drawing.label(x, HEIGHT - BOTTOM + 33, words.moment(f"{at.year:04}"), kind="dim")
        year = at.year


def _lines(chart: Chart, spots: Sequence[_Spot]) -> Iterator[str]:
    for series in chart.series:
        own = [s for s in spots if s.series is series and s.point.status in _ON_THE_LINE]
        if len(own) > 1:
            yield drawing.steps([(s.x, s.y) for s in own], "dash" if series.basis == "reported" else "path")


def _whiskers(spots: Sequence[_Spot], first: datetime, last: datetime) -> Iterator[str]:
    """A month or a year is a stretch, not a point."""
    for spot in spots:
        if spot.span.precision in ("month", "year"):
            yield drawing.line(spot.x, spot.y, _x(min(spot.span.end, last), first, last), spot.y, "span")


def _marked(spot: _Spot, words: Wording, links: Mapping[str, str]) -> str:
    tip = f"<title>{drawing.safe(_told(spot, words))}</title>"
    drawn = f"<g>{tip}{drawing.mark(spot.x, spot.y, spot.point.status)}</g>"
    target = links.get(spot.point.entry)
    label = drawing.safe(_told(spot, words))
    return f'<a href="{drawing.safe(target)}" aria-label="{label}">{drawn}</a>' if target else drawn


def _told(spot: _Spot, words: Wording) -> str:
    point = spot.point
    basis = words.say("basis", spot.series.basis) if spot.series.basis else ""
    inner = words.join([basis, words.say("status", point.status)])
    return words.beside(f"{words.moment(point.as_of)}: {lead(spot.series, point, words)}", inner)


def _description(spots: Sequence[_Spot], words: Wording) -> str:
    return words.say("list", "clause").join(_told(spot, words) for spot in spots)


def _figures(spots: Sequence[_Spot], words: Wording) -> Iterator[str]:
    """The figures beside the points, as many as there is room for; the latest and the highest first."""
    taken: list[tuple[float, float, float, float]] = [(s.x - 6, s.y - 6, s.x + 6, s.y + 6) for s in spots]
    written = 0
    rank = {"current": 0, "disputed": 1, "derived": 2, "superseded": 3, "corrected": 4}
    for spot in sorted(spots, key=lambda s: (rank.get(s.point.status, 9), s.y, s.x)):
        said = lead(spot.series, spot.point, words)
        if spot.series.basis == "reported":
            said = words.beside(said, words.say("basis", "reported"))
        half = drawing.width_of(said) / 2 + 2
        x = min(max(spot.x, LEFT + half), WIDTH - half - 2)
        for y in (spot.y - 11, spot.y + 20):
            box = (x - half, y - 11, x + half, y + 3)
            if (
                box[1] > TOP - 20
                and box[3] < HEIGHT - BOTTOM
                and not any(_meet(box, other) for other in taken)
            ):
                taken.append(box)
                written += 1
                yield drawing.label(x, y, said)
                break
        if written == LABELLED:
            return


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _legend(spots: Sequence[_Spot], words: Wording) -> Iterator[str]:
    """What the marks that are used mean."""
    used = {spot.point.status for spot in spots}
    x = 10.0
    for status in STATUSES:
        if status in used:
            said = words.say("status", status)
            yield drawing.mark(x + 4, 36, status)
            yield drawing.label(x + 15, 40, said, anchor="start", kind="dim")
            x += 28 + drawing.width_of(said)
    if any(spot.series.basis == "reported" for spot in spots):
        yield drawing.line(x, 36, x + 18, 36, "dash")
        yield drawing.label(x + 23, 40, words.say("basis", "reported"), anchor="start", kind="dim")


def alone(chart: Chart, timeline: Timeline) -> str:
    """The chart as a file of its own, with its style, for light and dark paper."""
    style = "".join(_style(name) for name in ("chart.css", "alone.css"))
    svg = draw(chart, timeline)
    head, bracket, rest = svg.partition(">")
    return f"{head}{bracket}<style>{style}</style>{rest}"


def style_sheet() -> str:
    """The style of charts for a page that holds them."""
    return _style("chart.css")


def _style(name: str) -> str:
    return resources.files("timeline.render.chart").joinpath(name).read_text(encoding="utf-8")
