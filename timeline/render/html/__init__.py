"""The timeline as one self-contained page of HTML, without a script: it reads, filters and prints as it lies there.

Every line opens to its quotes and the captures they stand in (`<details>`); lines are chosen by kind, by bank or
service and by source with nothing but CSS (`:has`). The page's own policy bars everything but its one style sheet,
so that a hole in the escaping would still run nothing. `part` gives one part of it for other pages.
"""

import base64
import hashlib
from functools import cache
from html import escape
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from db.records import Timeline
from timeline.render import chart
from timeline.render.html.page import Page, page_of
from timeline.render.markup import safe_url
from timeline.render.plain import plain

PARTS = ("state", "growth", "timeline", "standing", "disputes", "edits", "sources", "history")


def render(timeline: Timeline) -> str:
    """The whole page."""
    page = page_of(timeline)
    style = style_sheet(page)
    parts = {name: made for name in PARTS if (made := _part(name, page))}
    return (
        _templates()
        .get_template("page.html")
        .render(page=page, words=page.words, style=_ours(style), policy=content_policy(style), parts=parts)
    )


def part(name: str, timeline: Timeline) -> str:
    """One of PARTS, for a page that has the style sheet; empty where the timeline has nothing of it."""
    return _part(name, page_of(timeline))


def _part(name: str, page: Page) -> Markup:
    template = _templates().get_template(f"{name}.html")
    return _ours(template.render(page=page, words=page.words).strip())


def style_sheet(page: Page) -> str:
    """The one style sheet: the page's, the charts', and the rules by which lines are chosen."""
    own = resources.files("timeline.render.html").joinpath("style.css").read_text(encoding="utf-8")
    return own + chart.style_sheet() + page.filters.rules()


def content_policy(style: str) -> str:
    """What a browser may do with the page: apply the style sheet with this digest, nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _ours(made: str) -> Markup:
    """What was escaped by our templates, or is made of our files and of numbers alone."""
    return Markup(made)  # noqa: S704


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("timeline.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    environment.filters["href"] = safe_url
    return environment


def _visible(value: object) -> object:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def escaped(text: str) -> str:
    """Text for a page that is not made of these templates."""
    return escape(plain(text), quote=True)
