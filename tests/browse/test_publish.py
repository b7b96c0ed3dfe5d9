"""The published site: complete, linked, and without a stretch of anybody's text."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from db.store import Store
from keii.publishing import NotASite, NothingBuilt, publish
from tests.browse.conftest import ELSEWHERE, asker_of

SLUG = "docomo-koza"
QUOTE = 120


@pytest.fixture(scope="module")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    subprocess.run(
        [sys.executable, "-m", "keii", "-w", str(demo), "publish", str(folder)],
        check=True,
        capture_output=True,
    )
    return folder


def texts_of(demo: Path) -> list[str]:
    with sqlite3.connect(demo / "keii.db") as connection:
        return [text for (text,) in connection.execute("select text from sections")]


def test_everything_is_there_and_every_link_within_leads_somewhere(site: Path) -> None:
    names = {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()}
    wanted = (
        "index.html",
        "feed.atom",
        "calendar.ics",
        "timeline.json",
        "timeline.csv",
        "timeline.md",
        "damage-total.svg",
    )
    assert names >= {"index.html", "keii.db", *(f"{SLUG}/{name}" for name in wanted)}
    for page in site.rglob("*.html"):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        ids = {str(tag["id"]) for tag in soup.select("[id]")}
        for link in soup.select("[href]"):
            to = str(link["href"])
            if to.startswith("#"):
                assert to[1:] in ids
            elif not to.startswith("http"):
                assert (page.parent / to).exists(), to
    told = json.loads((site / SLUG / "timeline.json").read_text(encoding="utf-8"))
    assert len(told["entries"]) > 50


def test_no_stretch_of_a_text_is_published(demo: Path, site: Path) -> None:
    texts = [text for text in texts_of(demo) if len(text) > QUOTE]
    assert len(texts) > 20
    probes = {t[at : at + QUOTE + 1] for t in texts for at in range(len(t) - QUOTE)}
    for file in site.rglob("*"):
        if file.is_file() and file.suffix not in (".db", ".svg"):
            content = file.read_text(encoding="utf-8")
            if file.suffix == ".html":
                content = BeautifulSoup(content, "html.parser").get_text("\0")
            found = {content[at : at + QUOTE + 1] for at in range(len(content) - QUOTE)}
            assert not probes & found, file


def test_the_copy_of_the_database_holds_nothing_private(demo: Path, site: Path) -> None:
    with sqlite3.connect(site / "keii.db") as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        assert (
            connection.execute("select max(length(quote)), count(*) > 100 from citations").fetchone()[0]
            <= QUOTE
        )
        assert connection.execute("select count(*) from sections where text != ''").fetchone() == (0,)
        for table in ("captures", "outcomes", "runs", "hosts", "mentions", "incident_captures"):
            assert connection.execute(f"select count(*) from {table}").fetchone() == (0,)
        assert connection.execute("select contact from incidents").fetchall() == [(None,)]
        assert connection.execute("select count(*) > 100 from claims").fetchone() == (1,)
        assert connection.execute("pragma foreign_key_check").fetchall() == []
    raw = (site / "keii.db").read_bytes().decode("utf-8", "replace")
    for text in texts_of(demo):
        for at in range(0, len(text) - QUOTE, 20):
            assert text[at : at + QUOTE + 1] not in raw


def test_every_quote_still_stands_at_its_place(demo: Path, site: Path) -> None:
    with sqlite3.connect(demo / "keii.db") as connection:
        connection.execute("attach database ? as site", [str(site / "keii.db")])
        wrong = connection.execute(
            """select count(*), sum(substr(s.text, c."start" + 1, c."end" - c."start") = c.quote)
            from site.citations c join documents d on d.digest = c.digest
            join sections s on s.document = d.id and s.position = c.section_index"""
        ).fetchone()
    assert wrong[0] == wrong[1] > 100


def test_the_copy_is_browsed_like_the_workspace(site: Path) -> None:
    ask = asker_of(site / "keii.db")
    for path in ("/", f"/incident/{SLUG}", "/names", "/search?q=ドコモ口座", "/keii/growth_of_damage"):
        assert ask(path).status_code == ask(path, client=ELSEWHERE).status_code == 200
    assert BeautifulSoup(ask("/search?q=ドコモ口座").text, "html.parser").select(".hits li")


def test_writing_it_again_changes_only_what_is_new(demo: Path, site: Path) -> None:
    stale = site / "gone" / "index.html"
    stale.parent.mkdir()
    stale.write_text("x", encoding="utf-8")
    page = site / SLUG / "index.html"
    before = page.stat().st_mtime_ns
    with Store.open(demo / "keii.db", create=False) as store:
        publish(store, demo / "keii.db", site)
    assert page.stat().st_mtime_ns == before
    assert not stale.exists()


def test_other_peoples_folders_and_empty_workspaces_are_refused(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with Store.open(demo / "keii.db", create=False) as store, pytest.raises(NotASite):
        publish(store, demo / "keii.db", tmp_path)
    with Store.in_memory() as store, pytest.raises(NothingBuilt):
        publish(store, Path("keii.db"), tmp_path / "new")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
