"""The HTML page: what is in it (read by a parser), and how it behaves in a browser without a script."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from db.records import Citation, Timeline
from tests.faces.story import whole_story
from tests.timeline.making import built, claim, reading, yen
from timeline.render import html

SIZE = 500_000
"""Bytes that a page of 500 lines may weigh."""


def soup(timeline: Timeline) -> BeautifulSoup:
    return BeautifulSoup(html.render(timeline), "html.parser")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_parts_are_there_in_order_and_alone(language: str) -> None:
    timeline = whole_story(language)
    page = soup(timeline)
    assert [s["id"] for s in page.select("main > section")] == list(html.PARTS[1:])
    whole = html.render(timeline)
    assert html.style_sheet(timeline) in whole
    for name, made in html.parts(timeline).items():
        assert html.part(name, timeline) == made
        assert made in whole
    assert page.html is not None
    assert page.html["lang"] == language


def test_every_link_within_the_page_leads_somewhere_and_no_id_is_there_twice() -> None:
    page = soup(whole_story())
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    inner = {str(a["href"])[1:] for a in page.select("a[href]") if str(a["href"]).startswith("#")}
    assert len(inner) > 20
    assert inner <= set(ids)


def test_every_line_opens_to_its_quotes_and_the_captures_they_stand_in() -> None:
    timeline = whole_story()
    page = soup(timeline)
    captures = {c.digest for entry in timeline.entries for c in entry.citations}
    assert {code.text for code in page.select(".documents code")} == captures
    for entry in timeline.entries:
        proof = page.select_one(f"[id='e-{entry.id}']")
        assert proof is not None
        assert {q.text for q in proof.select("blockquote")} <= {c.quote for c in entry.citations}
        kept = {page.select_one(f"[id='{str(a['href'])[1:]}'] code") for a in proof.select("a.kept")}
        assert {code.text for code in kept if code} <= {c.digest for c in entry.citations}
        assert proof.select("blockquote")
        assert proof.select_one(f"a[href='#e-{entry.id}']")


def test_the_policy_allows_the_one_style_sheet_and_nothing_else() -> None:
    page = soup(whole_story())
    style = page.select("style")
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].text.encode()).digest()).decode()
    policy = page.select_one("meta[http-equiv=Content-Security-Policy]")
    assert policy is not None
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not page.select("script, [style], link, img, iframe, object, embed")
    assert all({"noopener", "nofollow", "ugc"} <= set(a["rel"]) for a in page.select("a[href^=http]"))


def test_an_empty_timeline_is_a_clear_page() -> None:
    page = soup(built())
    assert "まだ集まっていません" in page.text
    assert not page.select("main > section")


def large(lines: int, pages: int) -> Timeline:
    """So many lines, each said by two of so many pages, in sentences as long as those of newspapers."""
    timeline = whole_story()
    line = next(entry for entry in timeline.entries if entry.kind == "suspension")
    quote = "第一銀行など三行は午前九時、決済サービスへの口座の新しい登録とチャージを止め、被害の件数と金額を調べている"

    def cited(place: int) -> Citation:
        return replace(
            line.citations[0],
            url=f"https://www.newspaper.example/articles/2024/03/05/settlement-{place % pages}.html",
            title=f"決済サービスの不正な引き出し、銀行が登録を止める{place % pages}",
            publisher=f"第{place % 14}新聞",
            digest=f"sha256:{place % pages:064x}",
            quote=f"{quote}{place}。",
        )

    entries = tuple(
        replace(
            line,
            id=f"{n:010x}",
            date=f"2024-{1 + n // 45:02}-{1 + n % 28:02}",
            citations=(cited(n), cited(n + 7)),
        )
        for n in range(lines)
    )
    return replace(timeline, entries=entries, series=(), disputes=(), standing=())


def test_a_page_of_five_hundred_lines_is_not_heavy() -> None:
    page = html.render(large(500, 150))
    assert page.count("<blockquote") == 1000
    assert len(page.encode()) < SIZE


def opened(page: Page, timeline: Timeline, folder: Path) -> Page:
    file = folder / "page.html"
    file.write_text(html.render(timeline), encoding="utf-8")
    page.goto(file.as_uri())
    return page


@pytest.fixture
def still(browser: Browser) -> Page:
    """A tab in which no script of a page runs."""
    return browser.new_context(java_script_enabled=False, offline=True).new_page()


def test_lines_are_chosen_without_a_script(still: Page, tmp_path: Path) -> None:
    page = opened(still, whole_story(), tmp_path)
    lines = page.locator(".line:visible")
    total = lines.count()
    kind, name, source = (page.locator("select").nth(n) for n in range(3))
    kind.select_option(label=next(o for o in kind.locator("option").all_text_contents() if "停止" in o))
    assert lines.count() == 1
    kind.select_option(index=0)
    name.select_option(label=next(o for o in name.locator("option").all_text_contents() if "甲銀行" in o))
    of_bank = lines.count()
    assert 0 < of_bank < total
    source.select_option(label=next(o for o in source.locator("option").all_text_contents() if "あさ" in o))
    assert 0 < lines.count() < of_bank
    page.locator("button[type=reset]").click()
    assert lines.count() == total


def test_a_line_opens_by_click_by_its_address_and_all_at_once(still: Page, tmp_path: Path) -> None:
    timeline = whole_story()
    page = opened(still, timeline, tmp_path)
    quotes = page.locator(".line blockquote:visible")
    assert quotes.count() == 0
    page.locator(".line summary").first.click()
    assert quotes.count() > 0
    page.locator(".open-all").check()
    assert quotes.count() == page.locator(".line blockquote").count()
    page.locator(".open-all").uncheck()
    anchor = f"#e-{timeline.entries[-1].id}"
    page.goto(page.url + anchor)
    assert page.locator(f"[id='{anchor[1:]}']").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_runs_over_the_edge(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        offline=True,  # type: ignore[arg-type]
    )
    page = opened(context.new_page(), whole_story(), tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        page.evaluate("getComputedStyle(document.body).backgroundColor")
        == {
            "light": "rgb(252, 251, 248)",
            "dark": "rgb(22, 23, 26)",
        }[scheme]
    )
    context.close()


def test_the_browser_has_nothing_to_complain_about(tab: Page, tmp_path: Path) -> None:
    said_by_browser: list[str] = []
    tab.on("console", lambda message: said_by_browser.append(message.text))
    tab.on("requestfailed", lambda request: said_by_browser.append(request.url))
    opened(tab, whole_story(), tmp_path)
    assert said_by_browser == []


def test_a_printed_page_shows_what_is_open_and_no_controls(tab: Page, tmp_path: Path) -> None:
    opened(tab, whole_story(), tmp_path)
    tab.emulate_media(media="print")
    assert tab.locator("form").is_hidden()
    assert tab.locator("table").first.is_visible()
    assert len(tab.pdf(format="A4")) > 10_000


def test_the_page_is_the_same_every_time() -> None:
    assert html.render(whole_story()) == html.render(whole_story())


def test_a_disputed_line_says_so_without_colour() -> None:
    timeline = built(
        reading("a", claim(figures=(yen(1_000_000),))), reading("b", claim(figures=(yen(3_000_000),)))
    )
    assert [strong.text for strong in soup(timeline).select(".line strong")] == ["食い違い", "食い違い"]
    assert not re.search("None", soup(replace(timeline, as_of=None)).text)
