"""The pieces of a chart as SVG: text, lines, and a mark of its own shape for each standing of a figure."""

from html import escape

from timeline.render.plain import plain

FONT = "system-ui,Hiragino Sans,Noto Sans JP,Noto Sans CJK JP,Yu Gothic,Meiryo,sans-serif"
SMALL = 12
"""Pixels of a character of a label."""


def safe(raw: str) -> str:
    """Text for an element or an attribute.

    >>> safe("a<b\\x00")
    'a&lt;b�'
    """
    return escape(plain(raw), quote=True)


def width_of(text: str) -> float:
    """About how wide a label is, in pixels: a Japanese character is twice as wide as a digit."""
    return sum(SMALL if ord(c) > 0x2E7F else SMALL * 0.56 for c in text)


def label(x: float, y: float, said: str, *, anchor: str = "middle", kind: str = "ink") -> str:
    """A piece of text."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{safe(said)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def steps(places: list[tuple[float, float]], kind: str) -> str:
    """A line that holds each value until the next."""
    first, *rest = places
    path = f"M{first[0]:.1f} {first[1]:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in rest)
    return f'<path class="{kind}" d="{path}"/>'


SHAPES = {
    "current": ("full", "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z"),
    "superseded": ("open", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"),
    "disputed": ("open", "M0-6.5L6.5 0L0 6.5L-6.5 0z"),
    "corrected": ("cross", "M-4.5-4.5L4.5 4.5M4.5-4.5L-4.5 4.5"),
    "derived": ("open", "M0-5.5L5 4H-5z"),
}
"""Disc, ring, diamond, cross and triangle, around their middle."""


def mark(x: float, y: float, status: str) -> str:
    """The mark of a point."""
    kind, path = SHAPES.get(status, SHAPES["superseded"])
    return f'<path class="{kind}" transform="translate({x:.1f} {y:.1f})" d="{path}"/>'
