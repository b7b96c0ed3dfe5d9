"""The pages as a person meets them: opened, followed and searched in a browser; nothing runs, nothing is unreadable."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

import httpx
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from tests.browse.conftest import started
from tests.browse.poisoned import poisoned_workspace
from tests.faces.attacks import ATTACKS, RAN

AXE = Path(__file__).parents[2] / ".axe" / "node_modules" / "axe-core" / "axe.min.js"
TABLES = ("entries", "documents", "claims", "claim_figures", "claim_organisations", "mentions", "sections", "citations",
          "captures", "incidents", "timelines")  # fmt: skip


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A Japanese reader's tab that notes what the browser complains of."""
    context = browser.new_context(locale="ja-JP")
    yield context.new_page()
    context.close()


def main_pages(demo: Path) -> list[str]:
    """One page of every kind, and the tables."""
    with sqlite3.connect(demo / "keii.db") as connection:
        (entry, digest) = connection.execute("select entry, digest from citations limit 1").fetchone()
    own = ["/", "/incident/docomo-koza", f"/incident/docomo-koza/entry/{entry}", f"/document/{digest[7:]}", "/names",
           "/name/七十七銀行", "/search", "/search?q=被害"]  # fmt: skip
    return [
        *own,
        "/keii",
        "/keii/entries",
        "/keii/documents/1",
        "/keii/growth_of_damage",
        "/keii?sql=select+1",
    ]


def test_the_browser_has_nothing_to_complain_about(page: Page, site: str, demo: Path) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: said.append(request.url))
    for path in main_pages(demo):
        answer = page.goto(site + path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("html").get_attribute("lang") == ("en" if path.startswith("/keii") else "ja")
    assert said == []


def test_every_link_leads_somewhere(site: str) -> None:
    """Within the pages of ours, and from them to the first of the tables."""
    waiting, seen = ["/"], {"/"}
    dead = []
    with httpx.Client(base_url=site, follow_redirects=True, timeout=30) as client:
        while waiting:
            path = waiting.pop()
            answer = client.get(path)
            if answer.status_code != 200:
                dead.append(f"{answer.status_code} {path}")
            if path.startswith("/keii") or "html" not in answer.headers["content-type"]:
                continue
            found = BeautifulSoup(answer.text, "html.parser").select("[href], [src]")
            for link in {urldefrag(str(tag.get("href") or tag.get("src"))).url for tag in found}:
                to = urljoin(f"{site}{path}", link)
                if to.startswith(site) and to[len(site) :] not in seen:
                    seen.add(to[len(site) :])
                    waiting.append(to[len(site) :])
    assert dead == []
    assert len(seen) > 150


def test_fragments_lead_to_a_place(site: str) -> None:
    """Links to a quote point at its mark."""
    with httpx.Client(base_url=site, timeout=30) as client:
        found = BeautifulSoup(client.get("/search?q=銀行").text, "html.parser").select(".hits h3 a")
        for link in found[:10]:
            document = BeautifulSoup(client.get(str(link["href"])).text, "html.parser")
            assert len(document.select("#quote")) == 1


def test_a_person_searches_and_reads(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("searchbox").fill("銀行 2542万円")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.found")
    assert page.locator("mark.found", has_text="2542万円").count() > 0
    page.locator(".hits h3 a").first.click()
    page.locator("main mark.quote").first.wait_for()
    page.locator(".told a").first.click()
    page.locator("blockquote mark").first.wait_for()
    page.locator(".where a").click()
    page.wait_for_url("**/incident/docomo-koza", wait_until="load")
    assert page.locator(".line").count() > 50


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_over_the_edge(browser: Browser, site: str, demo: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="ja-JP")
    page = context.new_page()
    for path in main_pages(demo):
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, site: str, demo: Path, scheme: str) -> None:
    if not AXE.exists():
        if os.environ.get("CI") or shutil.which("npm"):
            pytest.fail("axe-core is not here: make .axe/.ready installs it")
        pytest.skip("no npm here to install axe-core")
    context = browser.new_context(color_scheme=scheme, locale="ja-JP")  # type: ignore[arg-type]
    page = context.new_page()
    faults = []
    for path in main_pages(demo):
        page.goto(site + path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        faults += [f"{path}: {v['id']} {v['nodes'][0]['html'][:120]} ×{len(v['nodes'])}"
                   for v in found if v["impact"] in ("serious", "critical")]  # fmt: skip
    context.close()
    assert not faults, "\n".join(faults)


LOOK = """() => {
  const all = [...document.querySelectorAll('*')];
  return {
    ran: document.documentElement.getAttributeNames().filter(name => name.startsWith('RAN')),
    links: all.flatMap(e => ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcdoc', 'poster']
      .map(name => e.getAttribute(name)).filter(value => value && !/^(https?:\\/\\/|#|\\?|\\/(?![\\/\\\\])|-\\/|story-[0-9]+\\/entry\\/)/i.test(value))),
    handlers: all.flatMap(e => e.getAttributeNames().filter(name => /^on/i.test(name))),
    frames: all.filter(e => /^(iframe|object|embed|base|frame)$/i.test(e.tagName)
      || e.getAttribute('http-equiv') === 'refresh').map(e => e.tagName),
  };
}""".replace("RAN", RAN)
HARMLESS = {"ran": [], "links": [], "handlers": [], "frames": []}


def test_no_attack_runs_in_any_field(browser: Browser, tmp_path: Path) -> None:
    """Without the policy: the escaping alone must hold."""
    paths = poisoned_workspace(tmp_path / "keii.db", ATTACKS)
    paths += [f"/keii/{table}?_size=200" for table in TABLES]
    paths += [
        f"/keii/{q}"
        for q in ("growth_of_damage", "who_stopped_when", "silent_edits", "corrections", "who_said_what")
    ]
    with sqlite3.connect(tmp_path / "keii.db") as connection:
        names = connection.execute("select distinct name from claim_organisations limit 60").fetchall()
    paths += [f"/name/{quote(name.encode('utf-8', 'replace'), safe='')}" for (name,) in names]
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with started(tmp_path) as site:
        for path in paths:
            answer = page.goto(site + path, wait_until="load")
            assert answer is not None
            assert answer.status == 200 or path.startswith("/name/"), f"{answer.status} {path}"
            assert page.evaluate(LOOK) == HARMLESS, path
        assert [url for url in asked if not url.startswith(site)] == []
    context.close()
