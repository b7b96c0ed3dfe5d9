"""The Markdown page: its shape (golden files), and that nothing a page says can break it."""

import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from db.records import Capture, Incident, Outcome, Reading, Source, Timeline
from tests.timeline.making import banks, built, cases, claim, reading, said, who, yen
from timeline.render.markdown import render
from timeline.render.markup import link, safe_url, table, text

GOLDEN = Path(__file__).parent / "golden"
FIRM = who("ミナト社", "actor", "operator")
INCIDENT = Incident(
    slug="pay",
    title="ミナト決済の不正利用",
    keywords=("ミナト決済",),
    sources=(
        Source(id="firm", publisher="ミナト社", standing="official"),
        Source(id="quiet", publisher="静かな新聞", standing="newspaper"),
    ),
)


def story() -> list[Reading]:
    """A small incident with something in every part."""
    early = claim(
        as_of="2024-03-05T00:00+09:00",
        figures=(yen(19_900_000, "about"), cases(73), banks(12)),
        attributed_to=("ミナト社",),
    )
    late = claim(date="2024-03-07", as_of="2024-03-07", figures=(yen(25_420_000), cases(120), banks(11)))
    other = claim(date="2024-03-07", as_of="2024-03-07", figures=(yen(28_000_000), cases(131)))
    stop = claim(
        "suspension",
        "2024-03-06T09:40+09:00",
        aspect="charging",
        organisations=(FIRM, who("甲銀行"), who("乙銀行")),
    )
    planned = claim(
        "resumption", "2024-04-01", aspect="charging", certainty="planned", organisations=(who("乙銀行"),)
    )
    oldest = claim("discovery", "2023-10", organisations=(who("甲銀行", "affected"),))
    notice = {
        "publisher": "ミナト社",
        "standing": "official",
        "watched": True,
        "url": "https://minato.example/notice",
    }
    return [
        reading("asa", early, said("甲銀行で最も古い被害は昨年10月だった。", oldest), publisher="あさ新聞"),
        reading("local", early, publisher="地方新聞", agency="東都通信"),
        reading("agency", late, stop, publisher="東都通信", standing="agency"),
        reading("yuu", other, publisher="ゆう新聞"),
        reading("firm", said("被害は73件です。", early), version="1", **notice),
        reading(
            "firm",
            said("被害は75件です。", planned),
            version="2",
            captured_at="2024-03-12T00:00:00Z",
            **notice,
        ),
        reading(
            "blog",
            claim("other", "2024-03-08", organisations=(FIRM,)),
            publisher="ある人の日記",
            standing="blog",
            published=None,
        ),
        reading(
            "talk",
            claim("outage", None, organisations=(who("丙銀行"),)),
            publisher="掲示板",
            section="comment",
        ),
    ]


def page(language: str) -> str:
    capture = Capture(
        url="https://minato.example/notice",
        captured_at="2024-03-12T00:00:00Z",
        digest="sha256:firm2",
        warc="a.warc.gz",
        offset=0,
    )
    ended = (
        Outcome(
            url="https://minato.example/notice",
            at="2024-03-12T00:00:00Z",
            stage="crawl",
            name="ok",
            source="firm",
        ),
        Outcome(
            url="https://quiet.example/",
            at="2024-03-12T00:01:00Z",
            stage="crawl",
            name="timeout",
            source="quiet",
        ),
    )
    return render(built(*story(), incident=INCIDENT, language=language, captures=(capture,), outcomes=ended))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_is_as_agreed(language: str) -> None:
    assert page(language) == (GOLDEN / f"pay.{language}.md").read_text(encoding="utf-8")


def html(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def shape(markdown: str) -> list[str]:
    return re.findall(r"<(/?[a-z0-9]+)", html(markdown))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_part_is_there_and_every_table_is_a_table(language: str) -> None:
    shown = html(page(language))
    assert shown.count("<h2>") == 7
    assert shown.count("<table>") == 5
    assert "| ---" not in shown


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_mark_has_one_note_and_every_note_a_mark(language: str) -> None:
    markdown = page(language)
    marks = set(re.findall(r"\[\^(\w+)\](?!:)", markdown))
    notes = re.findall(r"^\[\^(\w+)\]: ", markdown, flags=re.MULTILINE)
    assert marks == set(notes)
    assert len(notes) == len(marks) > 5


def test_an_empty_timeline_is_a_clear_page() -> None:
    for language, words in (("ja", "まだ集まっていません"), ("en", "No dated statements")):
        markdown = render(built(language=language))
        assert markdown.startswith("# ミナト決済の不正利用\n\n")
        assert words in markdown
        assert "|" not in markdown


HOSTILE = [
    "a|b|c", "`code`", "](javascript:alert(1))", "# heading", "x\n\n# heading\n\n| a |", "[^1]", "[^1]: note",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt;", "\\|", "\\", "**bold** _it_ ~~x~~",
    "![i](http://x.example/i.png)", "<http://x.example>", "http://x.example www.x.example a@x.example", "\x00\x1b[31m",
    "‮txt‬", "\ud800", "- item", "1. item", "> quote", "---", "===", "    code", "```\nfence", "$x$",
    "[a]: http://x.example", "\u2028line", "<!-- ", "]]>", "\r\n", "<a href='http://x.example'>x</a>",
]  # fmt: skip


def poisoned(value: Any, poison: str, kept: frozenset[str]) -> Any:
    """A record with every free text in it replaced."""
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            f.name: poisoned(getattr(value, f.name), poison, kept)
            for f in fields(value)
            if f.name not in kept
        }
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(poisoned(item, poison, kept) for item in value)
    return poison if isinstance(value, str) else value


KEPT = frozenset(
    {
        "kind",
        "status",
        "role",
        "qualifier",
        "basis",
        "certainty",
        "aspect",
        "standing",
        "section",
        "name_class",
    }
    | {"entry", "id", "language", "timezone", "last_outcome", "note", "names", "sources_", "figures"}
)


def tables_of(markdown: str) -> tuple[list[int], list[int]]:
    """The cells of each row as they are shown, and the marks between them: cells too many are shown by nobody."""
    shown = [row.count("<td") + row.count("<th") for row in html(markdown).split("<tr>")[1:]]
    return shown, [line.count("|") for line in markdown.split("\n") if line.startswith("|")]


@pytest.mark.parametrize("poison", HOSTILE)
def test_nothing_a_page_says_breaks_the_page(poison: str) -> None:
    clean: Timeline = built(*story(), incident=INCIDENT)
    dirty = poisoned(clean, poison, KEPT)
    for language in ("ja", "en"):
        markdown = render(replace(dirty, language=language))
        shown = html(markdown)
        assert tables_of(markdown) == tables_of(render(replace(clean, language=language)))
        assert not re.search(
            r"<(script|img|h[3-6]|pre|code|blockquote|ol|hr|em|s)\b|<a href=\"(?!https?://)", shown
        )
        assert "x.example" not in "".join(re.findall(r'href="[^"]*"', shown))
        marks = set(re.findall(r"\[\^(\w+)\](?!:)", markdown))
        assert marks == set(re.findall(r"^\[\^(\w+)\]: ", markdown, flags=re.MULTILINE))
        markdown.encode("utf-8")


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?y=1&z=(2)#f", "https://a.example/x?y=1&z=%282%29#f"),
        ("HTTP://a.example/<b>|c]", "HTTP://a.example/%3Cb%3E%7Cc%5D"),
        ("https://例え.example/日本", "https://%E4%BE%8B%E3%81%88.example/%E6%97%A5%E6%9C%AC"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("https:///path", None),
        ("//a.example/x", None),
        ("https://a.example/\x00", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_only_web_addresses_become_links(url: str, safe: str | None) -> None:
    assert safe_url(url) == safe
    assert link("x", url) == (f"[x]({safe})" if safe else "x")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_in_a_cell_stays_there(raw: str) -> None:
    markdown = table(["a", "b"], [[text(raw), "end"], ["x", text(raw)]])
    assert tables_of(markdown) == ([2, 2, 2], [3, 3, 3, 3])
    assert set(shape(markdown)) <= {
        f"{slash}{tag}" for tag in ("table", "thead", "tbody", "tr", "th", "td") for slash in ("", "/")
    }


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_the_start_of_a_line_is_one_paragraph(raw: str) -> None:
    assert set(shape(text(raw))) <= {"p", "/p"}


def state(*readings: Reading, language: str = "ja") -> str:
    """The paragraph at the head of the page, without its footnote marks."""
    made = render(built(*readings, incident=INCIDENT, language=language))
    return re.sub(r"\[\^\w+\]", "", made.splitlines()[2])


def test_the_state_of_affairs_is_the_latest_total_then_parts_then_what_is_stopped_and_what_followed() -> None:
    stop = claim("suspension", aspect="charging", organisations=(who("甲銀行", "actor"),))
    readings = [
        reading("a", claim(as_of="2024-03-05", figures=(yen(18_000_000), cases(66))), stop),
        reading("b", claim(date="2024-03-07", as_of="2024-03-07", figures=(yen(25_000_000), cases(120)))),
        reading(
            "c", claim(as_of="2024-03-06", figures=(yen(4_000_000, scope="甲銀行"), cases(9, scope="甲銀行")))
        ),
        reading("d", claim("resumption", aspect="linking", organisations=(who("乙銀行", "actor"),))),
        reading("e", said("補償を完了した。", claim("compensation", "2024-03-08", organisations=(FIRM,)))),
        reading("f", claim(date="2024-03-09", figures=(yen(90_000_000),)), section="comment"),
    ]
    assert state(*readings) == (
        "被害は2024年3月7日時点で120件、2,500万円です。甲銀行の被害は2024年3月6日時点で9件、400万円です。"
        "停止が続いているのは、チャージ（甲銀行）です。再開したのは、新規登録・連携（乙銀行）です。"
        "補償の動き: 2024年3月8日、ミナト社が補償を完了（eが報じた）。"
    )
    assert state(*readings, language="en") == (
        "Damage as of 7 March 2024: 120 cases, ¥25 million. Damage at 甲銀行 as of 6 March 2024: 9 cases, ¥4 million. "
        "Still suspended: top-ups (甲銀行). Resumed: account linking (乙銀行). "
        "Compensation (8 March 2024): ミナト社: compensation completed (reported by e)."
    )


def test_one_more_report_changes_only_its_own_lines() -> None:
    """What a git diff of the page shows is what is new: notes are not renumbered."""
    more = reading("late", claim("discovery", "2024-02-20", organisations=(who("丁銀行", "affected"),)))
    # The history tells of each day how much it brought.
    before, after = (
        render(replace(built(*story(), *late, incident=INCIDENT), history=())).splitlines()
        for late in ((), (more,))
    )
    gone = [line for line in before if line not in after]
    assert [line.partition("（")[0] for line in gone] == ["7件の文書"]
    assert len(after) == len(before) + 3  # the line, its note and the publisher


def test_a_visit_that_finds_nothing_new_changes_only_up_to_when_pages_were_captured() -> None:
    def visited(*moments: str) -> list[str]:
        ended = tuple(
            Outcome(url="https://minato.example/notice", at=at, stage="crawl", name=name, source="firm")  # type: ignore[arg-type]
            for at, name in zip(moments, ("ok", "unchanged"), strict=False)
        )
        captures = tuple(
            Capture(
                url="https://minato.example/notice", captured_at=at, digest="sha256:firm2", warc="a", offset=0
            )
            for at in moments
        )
        made = built(*story(), incident=INCIDENT, outcomes=ended, captures=captures)
        return render(made).splitlines()

    before = visited("2024-03-12T00:00:00Z")
    after = visited("2024-03-12T00:00:00Z", "2024-03-20T00:00:00Z")
    assert [old[:3] for old, new in zip(before, after, strict=True) if old != new] == ["7件の"]


def test_the_same_words_in_two_captures_of_a_page_are_one_note() -> None:
    def captured(at: str) -> Reading:
        return reading(
            "a", claim(figures=(yen(1_000_000),)), captured_at=at, version=at, url="https://a.example/1"
        )

    markdown = render(
        built(captured("2024-03-11T00:00:00Z"), captured("2024-03-10T00:00:00Z"), incident=INCIDENT)
    )
    notes = re.findall(r"^\[\^\w+\]: .*$", markdown, flags=re.MULTILINE)
    assert len(notes) == 1
    assert "2024年3月10日9時取得" in notes[0]


def test_a_part_of_nobody_knows_what_is_called_a_part() -> None:
    part = claim(figures=(yen(15_460_000, role="damage_part"), cases(82, role="cases_part")))
    page = render(built(reading("a", part), incident=INCIDENT))
    assert "| 2024年3月5日 | 82件 | 1,546万円 | 一部、最新 |" in page
