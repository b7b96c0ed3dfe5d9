"""The timeline as one self-contained page of HTML, without a script: it reads, filters and prints as it lies there.

Every line opens to its quotes and the captures they stand in (`<details>`); lines are chosen by kind, by bank or
service and by source with nothing but CSS (`:has`). The page's own policy bars everything but its one style sheet,
so that a hole in the escaping would still run nothing. `part` gives one part of it for other pages.
"""

import base64
import hashlib
from functools import cache
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
    style = _style(page)
    return (
        _templates()
        .get_template("page.html")
        .render(
            page=page, words=page.words, style=_ours(style), policy=content_policy(style), parts=_parts(page)
        )
    )


def parts(timeline: Timeline, entries_at: str | None = None) -> dict[str, str]:
    """Those of PARTS that the timeline has, for a page that has the style sheet.

    Lines lead to `entries_at` and their id, where each entry has a page of its own.
    """
    return dict(_parts(page_of(timeline, entries_at)))


def part(name: str, timeline: Timeline) -> str:
    """One of PARTS; empty where the timeline has nothing of it."""
    return _part(name, page_of(timeline))


def style_sheet(timeline: Timeline) -> str:
    """The style that the parts want: the page's, the charts', and the rules by which lines are chosen."""
    return _style(page_of(timeline))


def _parts(page: Page) -> dict[str, Markup]:
    return {name: made for name in PARTS if (made := _part(name, page))}


def _part(name: str, page: Page) -> Markup:
    template = _templates().get_template(f"{name}.html")
    return _ours(template.render(page=page, words=page.words).strip())


def _style(page: Page) -> str:
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
