"""The facts of a text as a person sees them: on a terminal with and without colour, and as a page."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from db.records import Claim, Facts, Figure, Mention, Organisation
from keii.fact_page import content_policy, fact_page, style_sheet
from keii.fact_screen import facts_view

ROOT = Path(__file__).parent.parent.parent
TEXT = "みどり銀行は9月11日、被害が34件、約1000万円と発表した。"
FACTS = Facts(
    mentions=(
        Mention(
            kind="name",
            start=0,
            end=5,
            text="みどり銀行",
            canonical="みどり銀行",
            name_class="bank",
            code="9998",
        ),
        Mention(kind="date", start=6, end=11, text="9月11日", value="2020-09-11"),
        Mention(kind="count", start=15, end=18, text="34件", value=34, unit="件"),
        Mention(
            kind="money", start=20, end=26, text="1000万円", value=10_000_000, unit="JPY", qualifier="about"
        ),
    ),
    claims=(
        Claim(
            kind="damage_figure",
            start=0,
            end=len(TEXT),
            date="2020-09-11",
            as_of="2020-09-11T00:00+09:00",
            attributed_to=("みどり銀行",),
            organisations=(Organisation(name="みどり銀行", name_class="bank", role="speaker"),),
            figures=(
                Figure(role="cases", value=34, unit="件"),
                Figure(role="damage_total", value=None, unit="JPY", qualifier="vague", scope="みどり銀行"),
            ),
        ),
    ),
)
HOSTILE = [
    "<script>alert(1)</script>",
    "</article></main><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' style='x",
    "&lt;b&gt; &amp; &#60;",
    "</style><script>1</script>",
    "\x1b[31m\x1b]0;title\x07\x9b2J",
    "\u202eexe.txt\u2066",
    "\x00\udc80\ufffe",
    "{style} {0} %s $x [bold]a[/bold]",
    "<!--",
    "javascript:alert(1)",
]


def screen(text: str = TEXT, facts: Facts = FACTS, *, width: int = 120, **options: bool) -> str:
    out = io.StringIO()
    colours = None if options.pop("dumb", False) else "truecolor"
    console = Console(
        file=out,
        width=width,
        force_terminal=True,
        color_system=colours,  # type: ignore[arg-type]
        highlight=False,
        legacy_windows=False,
        **options,
    )
    facts_view(facts, text, console)
    return out.getvalue()


def test_on_a_terminal_every_fact_is_styled_in_place() -> None:
    shown = screen(width=200)
    for style, words in (
        ("1;4;34", "みどり銀行"),
        ("1;36", "9月11日"),
        ("4;35", "34件"),
        ("7;32", "1000万円"),
    ):
        assert f"\x1b[{style}m{words}\x1b[0m" in shown
    assert "[¥" not in shown
    for word in (
        "10,000,000 JPY (約)",
        "みどり銀行 (銀行, 9998)",
        "被害総額 不明 JPY (概数) [みどり銀行]",
        "みどり銀行による",
    ):
        assert word in shown


@pytest.mark.parametrize("option", ["no_color", "dumb"])
def test_without_colour_every_fact_is_bracketed_by_its_kind(option: str) -> None:
    shown = screen(**{option: True})
    for words in ("[* みどり銀行]", "[@ 9月11日]", "[# 34件]", "[¥ 1000万円]", "[¥ 金額]"):
        assert words in shown
    if option == "dumb":
        assert "\x1b" not in shown


def test_a_narrow_terminal_lists_the_claims() -> None:
    shown = screen(width=44, dumb=True)
    assert max(len(line) for line in shown.splitlines()) <= 44
    assert "2020年9月11日 (2020年9月11日0時時点)" in shown
    assert "  件数 34 件\n" in shown


def test_a_text_without_facts_says_so_in_its_language() -> None:
    assert "出来事は見つかりませんでした" in screen("何もない。", Facts())
    assert "No facts were found." in screen("Nothing here.", Facts())


def test_empty_lines_before_the_text_move_no_mark() -> None:
    moved = Facts(mentions=(Mention(kind="count", start=4, end=7, text="34件", value=34, unit="件"),))
    assert "被害[# 34件]" in screen("\n\n被害34件\n", moved, dumb=True)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_steer_no_terminal(words: str) -> None:
    text = f"前{words}後"
    name = Mention(kind="name", start=1, end=1 + len(words), text=words, canonical=words, name_class="other")
    whole = Claim(kind="other", start=0, end=len(text), date=None, attributed_to=(words,))
    shown = screen(text, Facts(mentions=(name,), claims=(whole,)), dumb=True, width=300)
    assert all(c.isprintable() or c == "\n" for c in shown)
    if words.isprintable():
        assert f"[* {words}]" in shown


def parsed(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def test_the_page_holds_the_text_with_marks_that_say_their_value() -> None:
    soup = parsed(fact_page(TEXT, FACTS, "みどり"))
    assert soup.article is not None
    assert soup.article.get_text() == TEXT
    marks = {mark.get_text(): (mark["class"], mark["title"]) for mark in soup.article.find_all("mark")}
    assert marks == {
        "みどり銀行": (["name"], "名称: みどり銀行 (銀行, 9998)"),
        "9月11日": (["date"], "日時: 2020-09-11"),
        "34件": (["count"], "件数: 34 件"),
        "1000万円": (["money"], "金額: 10,000,000 JPY (約)"),
    }
    assert soup.html is not None
    assert soup.html["lang"] == "ja"
    assert soup.title is not None
    assert soup.title.get_text() == "みどり – 読み取った事実"
    assert parsed(fact_page("10 cases.", Facts())).html["lang"] == "en"  # type: ignore[index]


def test_every_claim_leads_to_its_sentence_in_the_text() -> None:
    soup = parsed(fact_page(TEXT, FACTS))
    (link,) = soup.find_all("a")
    assert link["href"] == "#claim-1"
    assert soup.article is not None
    assert soup.article.find(id="claim-1") is not None
    cells = [cell.get_text("|") for cell in soup.find_all("table")[0].find_all("td")]
    assert cells[2] == "件数 34 件|被害総額 不明 JPY (概数) [みどり銀行]"


def test_the_page_is_well_formed_and_carries_a_policy_that_fits_its_style() -> None:
    import xml.etree.ElementTree as ET

    page = fact_page(TEXT, FACTS)
    soup = parsed(page)
    assert soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"] == content_policy()  # type: ignore[index]
    assert content_policy().startswith("default-src 'none'; style-src 'sha256-")
    (style,) = soup.find_all("style")
    assert style.string == style_sheet()
    assert not [mark for mark in ("url(", "@import", "</", "expression") if mark in style_sheet()]
    assert not soup.find_all(["script", "img", "link", "iframe", "form", "object"])
    closed = page.replace("<br>", "<br/>").removeprefix("<!DOCTYPE html>\n")
    ET.fromstring(
        "".join(f"{line[:-1]}/>" if line.startswith("<meta") else line for line in closed.split("\n"))
    )
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_of_the_page(words: str) -> None:
    text = f"前{words}後"
    name = Mention(kind="name", start=1, end=1 + len(words), text=words, canonical=words, name_class="other")
    whole = Claim(kind="other", start=0, end=len(text), date=words, attributed_to=(words,))
    plain = parsed(fact_page(TEXT, FACTS))
    page = fact_page(text, Facts(mentions=(name,), claims=(whole,)), words)
    soup = parsed(page)
    assert {tag.name for tag in soup.find_all()} <= {tag.name for tag in plain.find_all()}
    assert {a for tag in soup.find_all() for a in tag.attrs} <= {
        a for tag in plain.find_all() for a in tag.attrs
    }
    assert all(tag["href"].startswith("#claim-") for tag in soup.find_all(href=True))
    assert all(c.isprintable() or c in "\n　" for c in page)
    page.encode()
    if words.isprintable():
        assert soup.article is not None
        assert soup.article.get_text() == text


def extract(*words: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "keii", "extract", *map(str, words)],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        cwd=ROOT,
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text("七十七銀行は9月11日、被害が34件と発表した。\n", encoding="utf-8")
    return file


def test_the_page_goes_to_a_file_or_to_stdout(article: Path, tmp_path: Path) -> None:
    page = tmp_path / "facts.html"
    to_file = extract(article, "--html", page)
    assert (to_file.returncode, to_file.stdout.decode().strip()) == (0, str(page))
    to_stdout = extract("-", "--html", "-", stdin=article.read_bytes())
    assert to_stdout.stdout == page.read_bytes()
    marks = [mark["title"] for mark in parsed(page.read_text(encoding="utf-8")).article.find_all("mark")]  # type: ignore[union-attr]
    assert "名称: 七十七銀行 (銀行, 0125)" in marks


def test_a_page_that_cannot_be_written_or_two_forms_at_once_are_wrong_use(
    article: Path, tmp_path: Path
) -> None:
    nowhere = extract(article, "--html", tmp_path / "none" / "facts.html")
    assert nowhere.returncode == 2
    assert b"facts.html" in nowhere.stderr
    both = extract(article, "--html", "-", "--json")
    assert both.returncode == 2
    assert not both.stdout


def test_a_pipe_gets_plain_tables_and_a_terminal_the_text(article: Path) -> None:
    piped = extract(article, "--published", "2020-09-12").stdout.decode()
    assert piped.startswith("kind ")
    assert "\x1b" not in piped
    ours, theirs = pty.openpty()
    try:
        done = subprocess.Popen(
            [sys.executable, "-m", "keii", "extract", str(article)],
            stdout=theirs,
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            env={k: v for k, v in os.environ.items() if k != "NO_COLOR"}
            | {"TERM": "xterm-256color", "COLUMNS": "90"},
        )
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        assert done.wait(60) == 0
    finally:
        os.close(ours)
    assert "\x1b[1;4;34m七十七銀行\x1b[0mは" in shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # Linux says so when the other side of a terminal is gone
        return b""
