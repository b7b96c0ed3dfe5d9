"""What every page of the browser holds, read by a parser; who sees what; what is refused."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import quote

import httpx
import icalendar
import pytest
from bs4 import BeautifulSoup

from db.browse.guesses import CLOSED, WRONG, Guesses
from db.browse.server import application
from db.store import Store
from tests.browse.conftest import ELSEWHERE, Ask, asker, asker_of
from tests.faces.test_html_page import SIZE, large

SLUG = "docomo-koza"
BANK = "ゆうちょ銀行"


def soup(answer: httpx.Response, status: int = 200) -> BeautifulSoup:
    assert answer.status_code == status, answer.text[:300]
    return BeautifulSoup(answer.text, "html.parser")


def rows(demo: Path, query: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(demo / "keii.db") as connection:
        return connection.execute(query).fetchall()


def test_home_tells_how_each_incident_stands(ask: Ask) -> None:
    page = soup(ask("/"))
    card = page.select_one(".incidents article")
    assert card is not None
    assert "ドコモ口座" in card.text
    assert "2,885万円" in card.text
    assert "最終更新" in card.text
    assert card.select_one("svg.spark path")


def test_an_incident_is_the_page_of_its_file(ask: Ask, demo: Path) -> None:
    page = soup(ask(f"/incident/{SLUG}"))
    file = BeautifulSoup((demo / "timelines" / f"{SLUG}.html").read_text(encoding="utf-8"), "html.parser")
    ids = [section["id"] for section in page.select("main > section")]
    assert ids == [section["id"] for section in file.select("main > section")]
    assert len(page.select(".line")) == len(file.select(".line")) > 50
    for part in (".growth", ".standing", ".chart", ".publishers"):
        assert len(page.select(part)) == len(file.select(part)) > 0


def test_a_line_leads_to_all_that_is_said_of_it(ask: Ask, demo: Path) -> None:
    ((entry, pages),) = rows(
        demo, "select entry, count(distinct url) from citations group by 1 order by 2 desc, 1 limit 1"
    )
    assert soup(ask(f"/incident/{SLUG}")).select_one(f"a[href='{SLUG}/entry/{entry}']")
    page = soup(ask(f"/incident/{SLUG}/entry/{entry}"))
    assert len(page.select("article.said")) == int(pages)
    quotes = {q for (q,) in rows(demo, f"select quote from citations where entry = '{entry}'")}
    for said in page.select("article.said"):
        marked = "".join(m.text for m in said.select("mark.quote"))
        assert marked in quotes
        assert said.select("tbody tr")


def test_an_incident_of_five_hundred_lines_is_not_heavy(tmp_path: Path) -> None:
    told = large(500, 150)
    with Store.open(tmp_path / "keii.db") as store:
        store.save_incident(told.incident)
        store.save_timeline(told.incident.slug, told)
    answer = asker_of(tmp_path / "keii.db")(f"/incident/{told.incident.slug}")
    assert answer.text.count("<details>") >= 500
    assert len(answer.content) < SIZE


def test_a_document_shows_its_text_its_facts_and_its_versions(ask: Ask, demo: Path) -> None:
    ((digest, url, row),) = rows(
        demo,
        "select digest, url, id from documents where url in (select url from documents group by url having"
        " count(distinct fingerprint) > 1) order by captured_at desc limit 1",
    )
    page = soup(ask(f"/document/{digest[7:]}"))
    for (text,) in rows(demo, f"select text from sections where document = {row}"):
        assert text in "\n".join(t.text for t in page.select(".text"))
    mentions = rows(
        demo, f"select m.text from mentions m join sections s on s.id = m.section where s.document = {row}"
    )
    assert sorted(m.text for m in page.select(".text mark")) == sorted(text for (text,) in mentions)
    assert page.select(".diff ins, .diff del")
    assert len(page.select("#h-versions ~ ol li")) > 1
    assert page.select_one(f"a[href='{url}']")


def test_a_quote_is_marked_where_a_link_points_to_it(ask: Ask, demo: Path) -> None:
    ((digest, section, start, end, words),) = rows(
        demo, 'select digest, section_index, start, "end", quote from citations limit 1'
    )
    page = soup(ask(f"/document/{digest[7:]}?section={section}&start={start}&end={end}"))
    assert "".join(m.text for m in page.select("mark.quote") if "legend" not in m.parent["class"]) == words
    assert len(page.select("#quote")) == 1


def test_a_bank_has_everything_about_it(ask: Ask) -> None:
    page = soup(ask(f"/name/{quote(BANK)}"))
    assert page.select(".told li")
    assert page.select(".claims li")
    assert BANK in soup(ask("/names")).text


@pytest.mark.parametrize(
    ("words", "at_least"),
    [("銀行", 20), ("被害", 20), ("2542万円", 3), ("２，５４２万円", 3), ("銀行 2542万円", 1)],
)
def test_search_finds_and_marks_every_word(ask: Ask, words: str, at_least: int) -> None:
    page = soup(ask("/search", params={"q": words}))
    hits = page.select(".hits li")
    assert len(hits) >= at_least
    found = {m.text for m in page.select("mark.found")}
    for word in words.split():
        assert any(word.replace("，", "").translate(_WIDE) == m.replace(",", "") for m in found)


_WIDE = str.maketrans("２５４", "254")


def test_search_goes_on_where_it_stopped(ask: Ask) -> None:
    seen: list[str] = []
    path: str | None = "/search?q=" + quote("銀行")
    while path:
        page = soup(ask(path))
        seen += [str(a["href"]) for a in page.select(".hits h3 a")]
        more = page.select_one("a[rel=next]")
        path = str(more["href"]) if more else None
    assert len(seen) == len(set(seen)) > 30


def test_versions_of_a_page_that_say_the_same_are_one_hit(ask: Ask) -> None:
    page = soup(ask("/search", params={"q": "停止"}))
    told = [(hit.select("p")[-1].text, hit.select_one(".dim").text) for hit in page.select(".hits li")]
    assert any("版で同じ" in about for _, about in told)
    assert len({(quote, about.split(" · ")[0]) for quote, about in told}) == len(told)


def test_feeds_stand_under_stable_addresses(ask: Ask, demo: Path) -> None:
    feed = ET.fromstring(ask(f"/incident/{SLUG}/feed.atom").text)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) > 50
    assert icalendar.Calendar.from_ical(ask(f"/incident/{SLUG}/calendar.ics").text).walk("VEVENT")
    served = ask(f"/incident/{SLUG}/timeline.json")
    assert served.json() == json.loads((demo / "timelines" / f"{SLUG}.json").read_text(encoding="utf-8"))


QUESTIONS = (
    "growth_of_damage", "who_stopped_when", "independent_sources", "silent_edits", "who_said_what", "corrections",
)  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_prepared_questions_have_answers_for_everybody(ask: Ask, name: str) -> None:
    path = f"/keii/{name}.json?_shape=array&name={quote(BANK)}"
    assert ask(path).json()
    assert ask(path, client=ELSEWHERE).json() == ask(path).json()


def test_cells_read_well(ask: Ask) -> None:
    assert "万円" in soup(ask("/keii/claim_figures?unit=JPY")).text
    assert soup(ask("/keii/documents")).select("td time[datetime]")
    assert soup(ask("/keii/claim_organisations")).select("a[href^='/name/']")


PAGES = ("/", f"/incident/{SLUG}", "/names", f"/name/{quote(BANK)}", "/search?q=" + quote("被害"))


@pytest.mark.parametrize("path", [*PAGES, "/keii", "/keii/entries", "/nothing", "/keii.json"])
def test_every_answer_has_its_policy(ask: Ask, path: str) -> None:
    headers = ask(path).headers
    policy = dict(p.strip().split(" ", 1) for p in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(policy.get("script-src", "").split())
    if path in PAGES:
        assert "script-src" not in policy
        assert "'unsafe-inline'" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


# Who sees what

FOREIGN: list[dict[str, object]] = [
    {"client": ELSEWHERE},
    {"headers": {"x-forwarded-for": ELSEWHERE}},
    {"headers": {"forwarded": f"for={ELSEWHERE}"}},
    {"headers": {"host": "rebound.example"}},
]


@pytest.mark.parametrize("who", FOREIGN, ids=lambda w: str(next(iter(w.values()))))
def test_others_see_no_whole_text(ask: Ask, demo: Path, who: dict[str, object]) -> None:
    texts = [text for (text,) in rows(demo, "select text from sections where length(text) > 200")]
    probes = {text[at : at + 121] for text in texts for at in range(0, len(text) - 121, 60)}
    digests = {digest for (digest,) in rows(demo, "select distinct digest from documents")}
    paths = [
        *PAGES,
        *(f"/document/{digest[7:]}" for digest in sorted(digests)[:12]),
        f"/incident/{SLUG}/timeline.json",
    ]
    for path in paths:
        answer = ask(path, **who)
        assert answer.status_code == 200
        plain = BeautifulSoup(answer.text, "html.parser").text
        assert not [probe for probe in probes if probe in plain], path


@pytest.mark.parametrize("who", FOREIGN, ids=lambda w: str(next(iter(w.values()))))
@pytest.mark.parametrize(
    "path",
    ["/keii/sections", "/keii/sections.json", "/keii/sections.csv", "/keii/mentions", "/keii/citations", "/keii/captures",
     "/keii/section_words", "/keii/incidents", "/keii/timelines", "/keii/sections/1", "/keii?sql=select+1",
     "/keii.json?sql=select+text+from+sections", "/keii.db"],
)  # fmt: skip
def test_others_get_no_table_with_words_of_pages(ask: Ask, path: str, who: dict[str, object]) -> None:
    assert ask(path, **who).status_code in (403, 404)
    assert path == "/keii.db" or ask(path).status_code == 200


@pytest.mark.parametrize("who", FOREIGN, ids=lambda w: str(next(iter(w.values()))))
@pytest.mark.parametrize(
    "page", ["databases", "settings", "metadata", "plugins", "threads", "versions", "config"]
)
def test_others_learn_nothing_of_the_machine(ask: Ask, demo: Path, page: str, who: dict[str, object]) -> None:
    for path in (f"/-/{page}", f"/-/{page}.json", f"//-/{page}.json"):
        answer = ask(f"http://localhost:8001{path}", **who)
        assert answer.status_code in (404, 302)
        assert str(demo) not in answer.text


def test_behind_a_proxy_nobody_is_local(demo: Path, ask: Ask) -> None:
    public = asker(application(demo / "keii.db", hosts=frozenset(), password=None, public=True))
    assert public("/keii/sections").status_code == 403
    assert ask("/keii/sections").status_code == 200


def test_a_foreign_name_and_a_wrong_password_are_turned_away(demo: Path) -> None:
    gate = application(demo / "keii.db", hosts=frozenset({"localhost"}), password="open sesame", public=False)
    gated = asker(gate)
    assert gated("/", headers={"host": "rebound.example"}).status_code == 421
    assert gated("/").status_code == 401
    assert gated("/", auth=("any", "guess")).status_code == 401
    assert gated("/", headers={"authorization": "Basic !"}).status_code == 401
    assert gated("/", auth=("any", "open sesame")).status_code == 200


def test_a_password_can_be_guessed_ten_times_only(demo: Path) -> None:
    gate = asker(application(demo / "keii.db", hosts=frozenset(), password="open sesame", public=False))
    for _ in range(WRONG):
        assert gate("/", client=ELSEWHERE, auth=("any", "guess")).status_code == 401
    shut = gate("/", client=ELSEWHERE, auth=("any", "open sesame"))
    assert (shut.status_code, int(shut.headers["retry-after"]) > 50) == (429, True)
    assert gate("/", client=ELSEWHERE).status_code == 401
    assert gate("/", client="198.51.100.9", auth=("any", "open sesame")).status_code == 200


def test_guesses_are_counted_by_address_and_forgotten() -> None:
    now = [0.0]
    guesses = Guesses(lambda: now[0])
    for number in range(WRONG):
        assert guesses.seconds_to_wait("2001:db8::1") == 0
        guesses.wrong(f"2001:db8::{number}")
    assert guesses.seconds_to_wait("2001:db8::ffff") == CLOSED
    assert guesses.seconds_to_wait("2001:db9::1") == 0
    now[0] += CLOSED
    assert guesses.seconds_to_wait("2001:db8::1") == 0
    for _ in range(WRONG - 1):
        guesses.wrong("192.0.2.7")
    guesses.right("192.0.2.7")
    guesses.wrong("192.0.2.7")
    assert guesses.seconds_to_wait("192.0.2.7") == 0


# What is refused

BOMBS = [
    "select hex(zeroblob(1000000000))",
    "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t",
    "select count(*) from mentions a, mentions b, mentions c, mentions d",
    "select group_concat(zeroblob(10000000)) from mentions",
    # It would end by itself, after some seconds.
    "with recursive t(n) as (select 1 union all select n + 1 from t where n < 30000000) select max(n) from t",
]
WRITES = [
    "attach database '/tmp/other.db' as other", "delete from entries", "drop table entries", "pragma query_only = off",
    "insert into hosts (host) values ('x')", "vacuum into '/tmp/copy.db'", "pragma writable_schema = on",
    "create temp table x (y)", "select load_extension('x')", "select writefile('/tmp/x', 'x')", "detach database main",
    "with x as (select 1) delete from entries",
]  # fmt: skip


@pytest.mark.parametrize("sql", [*BOMBS, *WRITES])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_bombs_and_writes_are_refused(ask: Ask, demo: Path, sql: str, method: str) -> None:
    before = rows(demo, "select count(*), (select count(*) from hosts) from entries")
    more = {"params": {"sql": sql}} if method == "GET" else {"data": {"sql": sql}}
    answer = ask("/keii.json", method=method, **more)
    assert answer.status_code in (400, 403, 405)
    assert rows(demo, "select count(*), (select count(*) from hosts) from entries") == before
    assert ask("/").status_code == 200


@pytest.mark.parametrize(
    "path", ["//evil.example/", "//evil.example/%2e%2e", "/\\evil.example/", "/keii//evil.example/"]
)
def test_no_address_leads_elsewhere(ask: Ask, path: str) -> None:
    answer = ask(f"http://localhost:8001{path}")
    to = answer.headers.get("location", "")
    assert not re.match(r"(?i)(https?:)?[/\\]{2}", to)


@pytest.mark.parametrize(
    "path",
    ["/incident/none", f"/incident/{SLUG}/entry/none", "/document/none", "/name/none", "/incident/%00", "/incident/..%2f",
     "/name/%ff", f"/document/{'0' * 64}?section=9&start=x", "/incident/none/feed.atom"],
)  # fmt: skip
def test_what_is_not_there_is_a_plain_page(ask: Ask, path: str) -> None:
    page = soup(ask(path), 404)
    assert page.select_one("main h1")
    assert "Traceback" not in page.text


@pytest.mark.parametrize("q", ["", " ", "%", "\x00", '"', "銀行" * 500, "' or 1=1 --", "NEAR(", "*", "。、"])
def test_any_words_can_be_looked_for(ask: Ask, q: str) -> None:
    assert soup(ask("/search", params={"q": q, "before": "x", "incident": "none"})).select_one("form")


# The commands


def keii(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "keii", *arguments]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


def test_others_are_let_in_with_a_password_only(demo: Path) -> None:
    refused = keii("-w", str(demo), "serve", "--host", "0.0.0.0", KEII_PASSWORD="")
    assert refused.returncode == 2
    assert "KEII_PASSWORD" in refused.stderr


def test_serve_without_a_workspace_is_a_clear_error(tmp_path: Path) -> None:
    refused = keii("-w", str(tmp_path), "serve")
    assert refused.returncode == 2
    assert "keii.db" in refused.stderr
    assert not list(tmp_path.iterdir())


def test_plain_datasette_shows_the_same_pages(demo: Path) -> None:
    command = [sys.executable, "-m", "datasette", str(demo / "keii.db"), "--get", f"/incident/{SLUG}"]
    got = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert BeautifulSoup(got.stdout, "html.parser").select(".line")


EXAMPLES = re.findall(
    r"^/keii.*$",
    (Path(__file__).parents[2] / "docs" / "commands" / "serve.md")
    .read_text(encoding="utf-8")
    .partition("## JSON")[2],
    re.M,
)


@pytest.mark.parametrize("address", EXAMPLES)
def test_the_examples_of_json_answer(ask: Ask, address: str) -> None:
    answer = ask(quote(address, safe="/?&=+(),*.%"))
    assert answer.status_code == 200
    assert answer.json()
