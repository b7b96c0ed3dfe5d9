"""Every attack in every text field of every format, opened in a browser: nothing runs, nothing is loaded or linked.

The page's own policy is taken out first: the escaping alone must hold, and the policy is what stands behind it.
"""

import html as escaping
import json
import re
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from playwright.sync_api import Page

from db.records import Timeline
from tests.faces.attacks import ATTACKS, RAN
from tests.faces.story import poisoned_story
from timeline.render import atom, chart, html, ics, markdown, timelinejs
from timeline.render import csv as csv_form
from timeline.render import json as json_form

LOOK = """() => {
  const all = [...document.querySelectorAll('*')];
  return {
    ran: document.documentElement.getAttributeNames().filter(name => name.startsWith('RAN')),
    links: all.flatMap(e => ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcdoc', 'poster']
      .map(name => e.getAttribute(name)).filter(value => value && !/^(https?:\\/\\/|#)/i.test(value))),
    handlers: all.flatMap(e => e.getAttributeNames().filter(name => /^on/i.test(name))),
    frames: all.filter(e => /^(iframe|object|embed|base|frame|link)$/i.test(e.tagName)
      || e.getAttribute('http-equiv') === 'refresh').map(e => e.tagName),
  };
}""".replace("RAN", RAN)
HARMLESS = {"ran": [], "links": [], "handlers": [], "frames": []}
POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")


def as_page(timeline: Timeline) -> str:
    page = html.render(timeline)
    assert len(POLICY.findall(page)) == 1
    return POLICY.sub("", page)


def as_markdown(timeline: Timeline) -> str:
    """The Markdown as a reader shows it that lets HTML through."""
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": False}).use(footnote_plugin)
    charts = {f"series-{c.name}.svg": c.title for c in chart.charts_of(timeline)}
    made = reader.render(markdown.render(timeline, charts))
    return re.sub(r'<img src="series-[a-z0-9-]+\.svg"', "<img", made)


def as_charts(timeline: Timeline) -> str:
    return "".join(chart.alone(c, timeline) for c in chart.charts_of(timeline))


def as_feed(timeline: Timeline) -> str:
    """Titles as text and contents as HTML, the way feed readers that trust the feed show them."""
    found = feedparser.parse(atom.render(timeline).encode(), sanitize_html=False)
    titles = [escaping.escape(e.title) for e in [found.feed, *found.entries]]
    contents = [c.value for e in found.entries for c in e.content]
    links = [
        f'<a href="{escaping.escape(link.href)}">x</a>' for e in found.entries for link in e.get("links", [])
    ]
    return "".join([*titles, *contents, *links])


def as_slides(timeline: Timeline) -> str:
    """Headlines and texts as the HTML that TimelineJS takes them for."""
    document = json.loads(timelinejs.render(timeline))
    texts = [slide["text"] for slide in [document["title"], *document["events"]]]
    labels = [slide[k] for slide in document["events"] for k in ("display_date", "group")]
    return "".join([text["headline"] + text["text"] for text in texts] + labels)


def as_scripts(timeline: Timeline) -> str:
    """The JSON files inside a script element of somebody's page."""
    scripts = [json_form.render(timeline), timelinejs.render(timeline)]
    return "".join(f'<script type="application/json">{script}</script>' for script in scripts)


FACES: dict[str, Callable[[Timeline], str]] = {
    "html": as_page,
    "markdown": as_markdown,
    "charts": as_charts,
    "atom": as_feed,
    "timelinejs": as_slides,
    "script": as_scripts,
}


@pytest.fixture(scope="module")
def stories() -> list[Timeline]:
    """Each attack comes to stand in each field once: one story for each attack to begin with."""
    return [poisoned_story(ATTACKS, first) for first in range(len(ATTACKS))]


@pytest.mark.parametrize("face", FACES)
def test_nothing_runs_and_nothing_is_linked(face: str, stories: list[Timeline], tab: Page) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for story in stories:
        page = FACES[face](story)
        tab.set_content(page.encode("utf-8", "replace").decode())
        assert tab.evaluate(LOOK) == HARMLESS
    assert asked == []


@pytest.mark.parametrize("name", ["feed.atom", "chart.svg"])
def test_files_that_a_browser_opens_by_themselves(
    name: str, stories: list[Timeline], tab: Page, tmp_path: Path
) -> None:
    for story in stories[::4]:
        charts = chart.charts_of(story)
        text = chart.alone(charts[0], story) if charts and "chart" in name else atom.render(story)
        file = tmp_path / (name if "chart" in name and charts else "feed.xml")
        file.write_text(text, encoding="utf-8")
        tab.goto(file.as_uri())
        assert tab.evaluate(LOOK)["ran"] == []


def test_charts_are_drawn_of_hostile_stories_too(stories: list[Timeline]) -> None:
    assert sum(bool(chart.charts_of(story)) for story in stories) >= len(stories) // 2


def test_the_policy_alone_stops_what_the_escaping_let_through(tab: Page, tmp_path: Path) -> None:
    page = html.render(poisoned_story(["x"], 0))
    holed = page.replace("</main>", "".join(ATTACKS[:12]) + "</main>")
    ran = []
    for content in (holed, POLICY.sub("", holed)):
        file = tmp_path / "holed.html"
        file.write_text(content, encoding="utf-8")
        tab.goto(file.as_uri())
        ran.append(tab.evaluate(LOOK)["ran"])
    assert ran[0] == []
    assert len(ran[1]) > 3


def test_calendar_and_table_keep_every_text_in_its_place(stories: list[Timeline]) -> None:
    for story in stories:
        for line in ics.render(story).split("\r\n"):
            assert re.match(r"( |[A-Z-]+[:;]|$)", line)
        assert all(line.count('"') % 2 == 0 for line in csv_form.render(story).split("\r\n"))
