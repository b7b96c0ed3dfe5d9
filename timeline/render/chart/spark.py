"""How the total grew, as a line that fits into a line of text."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from db.records import Point, Timeline
from timeline.agreement import number
from timeline.render.chart import drawing
from timeline.render.spans import span_of
from timeline.render.state import latest_total

WIDTH, HEIGHT = 120, 28
_EDGE = 2
_ON_THE_LINE = ("current", "superseded", "derived")


def draw(timeline: Timeline, label: str) -> str:
    """An `<svg>` of the series that the latest total belongs to; empty with fewer than two dated readings."""
    found = latest_total(timeline)
    if found is None:
        return ""
    placed = sorted(_placed(timeline, found[0].points))
    if len(placed) < 2:
        return ""
    first, last = placed[0][0], placed[-1][0]
    top = max(value for _, value in placed) or Decimal(1)
    width, height = WIDTH - 2 * _EDGE, HEIGHT - 2 * _EDGE
    spots = [(_EDGE + width * (x - first) / max(last - first, 1), _EDGE + height * float(1 - value / top))
             for x, value in placed]  # fmt: skip
    # A total holds until the next one.
    steps = " ".join(f"{'M' if not n else 'H'}{x:.1f}{f' {y:.1f}' if not n else f'V{y:.1f}'}"
                     for n, (x, y) in enumerate(spots))  # fmt: skip
    x, y = spots[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{drawing.safe(label)}"><path d="{steps}" fill="none" stroke="currentColor"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="currentColor"/></svg>'
    )


def _placed(timeline: Timeline, points: Sequence[Point]) -> Iterator[tuple[float, Decimal]]:
    for point in points:
        value, span = number(point.value), span_of(point.as_of, timeline.incident.timezone)
        if point.status in _ON_THE_LINE and value is not None and value >= 0 and span is not None:
            yield span.start.timestamp(), Decimal(value)
