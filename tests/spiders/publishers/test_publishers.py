"""The whole registry: every file loads, every page in `pages/`, in the shape of its site, reads as its answer says."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from spiders.definition import check_own_publishers
from spiders.errors import BadPublisher
from spiders.feeds.notice_lists import read_list
from spiders.publishers import Publisher, known_sources, load_publishers, publisher_of, read_publisher
from spiders.reading import ReadingError, read_page
from spiders.reading.agency import find_agency
from spiders.reading.layouts import find_layout, layouts_of, load_layouts

FOLDER = Path(__file__).parent / "pages"
LISTS = sorted(FOLDER.glob("*.list.html"))
PAGES = sorted(set(FOLDER.glob("*.html")) - set(LISTS))
ASKED_BY_NAME = {
    "日本経済新聞", "毎日新聞", "朝日新聞", "共同通信", "NHK", "CNET Japan", "読売新聞", "時事通信", "ITmedia",
    "Impress Watch", "ロイター", "The Japan Times", "NTTドコモ", "ドコモ口座", "ゆうちょ銀行", "PayPay", "総務省",
    "金融庁", "警察庁", "JPCERT/CC", "IPA", "PR TIMES",
}  # fmt: skip


def publisher_named(page: Path) -> Publisher:
    """`nikkei-2020.html` is a page of nikkei."""
    known = {publisher.id: publisher for publisher in load_publishers()}
    return known.get(page.stem) or known[page.stem.rpartition("-")[0]]


def answer_of(page: Path) -> dict:
    return json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_reads_as_its_answer_says(page: Path) -> None:
    answer = answer_of(page)
    publisher = publisher_named(page)
    document = read_page(
        page.read_bytes(), url=answer["url"], content_type="text/html", captured_at=answer["captured_at"],
        digest="sha256:0", source=replace(publisher.source, layout=answer.get("layout")),
    )  # fmt: skip
    assert {key: getattr(document, key) for key in answer["document"]} == answer["document"]
    assert [line for s in document.sections for line in s.text.split("\n")] == answer["body"]
    assert document.publisher == publisher.name
    assert document.standing == publisher.standing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_layout_of_a_page_is_found_by_its_host_path_and_day(page: Path) -> None:
    answer = answer_of(page)
    publisher = publisher_named(page)
    path = urlsplit(answer["url"]).path
    of_hosts = {
        host: find_layout(f"https://{host.replace('*.', 'x.')}{path}", answer["captured_at"])
        for host in publisher.hosts
    }
    names = {layout.name for layout in of_hosts.values() if layout is not None}
    assert names == ({answer["layout"]} if "layout" in answer else set())


@pytest.mark.parametrize("publisher", load_publishers(), ids=lambda publisher: publisher.id)
def test_a_publisher_can_be_followed_and_has_a_page(publisher: Publisher) -> None:
    source = publisher.source
    assert any((source.feeds, source.sitemaps, source.notices, source.lists, source.searches, source.wayback))
    assert source.aggregates or any(publisher_named(page) == publisher for page in PAGES)
    assert all(publisher_of(f"https://{host.replace('*.', 'x.')}/") for host in publisher.hosts)
    assert all(layout.select.get("body") for layout in layouts_of(publisher))


@pytest.mark.parametrize(
    ("line", "agency"),
    [(line, agency) for publisher in load_publishers() for line, agency in publisher.credits.items()],
)
def test_a_credit_line_names_its_agency(line: str, agency: str) -> None:
    assert (
        find_agency(f"被害は18件に上る。{line}" if not line.startswith(("[", "TOKYO")) else f"{line} 被害")
        == agency
    )


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.stem)
def test_a_list_of_notices_gives_its_entries(page: Path) -> None:
    answer = answer_of(page)
    (publisher,) = [p for p in load_publishers() if p.id == page.name.partition(".")[0]]
    for recipe in publisher.lists:
        found = read_list(page.read_bytes(), "text/html", answer["url"], recipe)
        assert [[item.url, item.title] for item in found.items] == answer["entries"]
        assert found.next == answer.get("next")


def test_every_publisher_with_a_list_has_one_in_pages() -> None:
    assert {p.id for p in load_publishers() if p.lists} == {page.name.partition(".")[0] for page in LISTS}


def test_everybody_asked_for_by_name_is_known() -> None:
    assert {publisher.name for publisher in load_publishers()} >= ASKED_BY_NAME


def test_no_two_publishers_share_a_name_or_a_host() -> None:
    names = Counter(n for p in load_publishers() for n in {p.id, p.name, *p.aliases})
    hosts = Counter(h for p in load_publishers() for h in p.hosts)
    assert [name for name, times in (names + hosts).items() if times > 1] == []
    assert known_sources()["朝日新聞"] == known_sources()["asahi"]


def test_every_answer_has_a_page() -> None:
    assert {p.stem for p in FOLDER.glob("*.json")} == {p.stem for p in (*PAGES, *LISTS)}


GOOD = 'name = "A"\nhosts = ["a.example"]\nstanding = "trade"\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD, "either `checked` or `unchecked`"),
        (GOOD + 'checked = 2026-01-01\nunchecked = "x"', "either"),
        (GOOD.replace('"trade"', '"great"') + 'unchecked = "x"', "standing: 'great' is not one of"),
        (GOOD + 'unchecked = "x"\nfeed = ["https://a.example/rss"]', 'feed: is not known; did you mean "feeds"'),
        (GOOD + 'unchecked = "x"\nfeeds = ["a.example/rss"]', "feeds: item 1 must start with http"),
        (GOOD + 'unchecked = "x"\nsearches = ["https://a.example/?q={keywort}"]', "did you mean"),
        (GOOD + 'unchecked = "x"\n[[lists]]\nurl = "https://a.example/"', "entry is missing"),
        (GOOD + 'unchecked = "x"\n[[lists]]\nurl = "https://a.example/"\nentry = "li"\nlimk = "a"', "limk"),
        ("name =", "not TOML"),
        ("name = " + "[" * 100_000, "not TOML"),
        ("name = " + "9" * 5000, "not TOML"),
        (GOOD + 'unchecked = "x"\nlanguage = "jp"', "'jp' is not one of ja, en"),
        (GOOD.replace("a.example", "https://a.example/") + 'unchecked = "x"', "hosts: item 1 must be a host name"),
        (GOOD.replace("a.example", "a.*") + 'unchecked = "x"', "hosts: item 1 must be a host name"),
        (GOOD + 'unchecked = "x"\ncredits = ["共同"]', "credits: must be a table, not a list"),
        (GOOD + 'unchecked = "x"\ncredits = { "（共同）" = 3 }', "credits: must be a text"),
        (GOOD + 'unchecked = "x"\nlayouts = ["x"]', "layouts: item 1 must be a table"),
        ('unchecked = "x"', "needs name, hosts, standing"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_name_and_the_key(text: str, reason: str) -> None:
    with pytest.raises(BadPublisher, match=reason) as error:
        read_publisher("broken", text)
    assert error.value.file == "spiders/publishers/broken.toml"


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("KEII_PUBLISHERS", str(tmp_path))
    cached = (load_publishers, known_sources, load_layouts)
    for function in cached:
        function.cache_clear()
    yield tmp_path
    for function in cached:
        function.cache_clear()


def test_a_user_has_publishers_of_their_own(own_folder: Path) -> None:
    layout = '[[layouts]]\n[layouts.select]\nbody = ".text"\n'
    (own_folder / "midori.toml").write_text(
        GOOD.replace('"A"', '"みどり新聞"') + f'unchecked = "x"\n{layout}', encoding="utf-8"
    )
    (own_folder / "nhk.toml").write_text(
        GOOD.replace('"A"', '"NHK"') + "checked = 2026-01-01\n", encoding="utf-8"
    )
    assert known_sources()["みどり新聞"].id == "midori"
    assert known_sources()["nhk"].feeds == ()
    found = find_layout("https://a.example/1", "2026-01-01T00:00:00Z")
    assert found is not None
    assert found.name == "midori"


def test_a_folder_that_is_none_is_told(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEII_PUBLISHERS", str(own_folder / "nowhere"))
    with pytest.raises(BadPublisher, match=r"nowhere: KEII_PUBLISHERS names no folder .*: No such file"):
        load_publishers()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("Bad Name.toml", GOOD.encode(), "a file name may have"),
        ("a.toml", 'name = "毎日"'.encode("cp932"), "is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(own_folder: Path, name: str, content: bytes, reason: str) -> None:
    (own_folder / name).write_bytes(content)
    with pytest.raises(BadPublisher, match=f"{name}: .*{reason}"):
        load_publishers()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (
            '[[lists]]\nurl = "https://a.example/"\nentry = "li[["',
            "a.toml: lists: item 1 entry: not a CSS selector",
        ),
        ("[[layouts]]\n[layouts.select]\nbdy = '.x'", r"a.toml: layouts\[1\]: unknown key 'select.bdy'"),
        ("[[layouts]]\nchecked = 2020-01-01\n[layouts.select]\nbody = '.x'", r"a.toml: layouts\[1\]: needs"),
    ],
)
def test_what_the_files_of_a_user_hold_is_looked_at_before_it_is_needed(
    own_folder: Path, more: str, reason: str
) -> None:
    (own_folder / "a.toml").write_text(f'{GOOD}unchecked = "x"\n{more}')
    with pytest.raises((BadPublisher, ReadingError), match=reason):
        check_own_publishers()
