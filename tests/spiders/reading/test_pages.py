"""Every page in `pages/` reads as the answer beside it says. A new page without an answer fails."""

import json
from pathlib import Path

import pytest

from spiders.reading import read_capture, read_page

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def read(page: Path, answer: dict):
    return read_capture(
        page.read_text(encoding="utf-8").encode(answer["charset"]),
        url=answer["url"],
        content_type="text/html",
        captured_at="2022-12-01T00:00:00Z",
        digest="sha256:0",
        timezone=answer["timezone"],
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_reads_as_its_answer_says(page):
    answer = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    document = read(page, answer)
    assert {key: getattr(document, key) for key in answer["document"]} == answer["document"]
    assert [
        {"kind": s.kind, "written_on": s.written_on, "author": s.author, "lines": s.text.split("\n")}
        for s in document.sections
    ] == answer["sections"]


def page_of(body: str, head: str = "<title>港湾ペイの不正利用について</title>") -> bytes:
    return f"<!doctype html><html lang=ja><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def read_body(
    body: str, head: str = "<title>港湾ペイの不正利用について</title>", url: str = "https://a.example/1"
):
    return read_page(
        page_of(body, head),
        url=url,
        content_type="text/html",
        captured_at="2021-01-01T00:00:00Z",
        digest="sha256:0",
        source=None,
    )


TEXT = "<p>港湾ペイは10日、不正な引き出しが66件見つかったと発表した。新規の登録は止めている。</p>"


def test_a_table_keeps_its_header_row_first():
    table = "<table><thead><tr><th>銀行</th><th>件数</th></tr></thead><tr><td>みどり銀行</td><td>3件</td></tr></table>"
    lines = read_body(f"<div>{TEXT}{table}</div>").sections[0].text.split("\n")
    assert lines[1:] == ["銀行 | 件数", "みどり銀行 | 3件"]


def test_a_nested_list_is_one_line_an_item():
    listed = "<ul><li>みどり銀行<ul><li>本店</li></ul></li><li><p>あおば銀行</p></li></ul>"
    lines = read_body(f"<div>{TEXT}{listed}</div>").sections[0].text.split("\n")
    assert lines[1:] == ["- みどり銀行", "- 本店", "- あおば銀行"]


def test_navigation_and_related_links_are_no_text():
    document = read_body(
        f"<nav><a href=/>ホーム</a></nav><div class=post>{TEXT}</div><div class=related-posts><p>別の事件で5億円</p></div>"
    )
    assert "ホーム" not in document.sections[0].text
    assert "5億円" not in document.sections[0].text


def test_a_canonical_address_on_another_site_is_not_believed():
    for href in ("https://evil.example/x", "javascript:alert(1)", "file:///etc/passwd", "//user@a.example/x"):
        assert (
            read_body(TEXT, f'<title>港湾ペイ</title><link rel=canonical href="{href}">').url
            == "https://a.example/1"
        )


def test_the_canonical_address_of_the_own_site_is_the_address():
    head = '<title>港湾ペイ</title><link rel=canonical href="https://www.a.example/articles/1#top">'
    assert read_body(TEXT, head).url == "https://www.a.example/articles/1"


def test_no_date_means_no_date():
    document = read_body(TEXT)
    assert (document.published, document.updated, document.sections[0].written_on) == (None, None, None)


def test_json_ld_is_believed_before_the_meta_elements():
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-09-10T03:00:00Z"}</script>'
        '<meta property="article:published_time" content="2020-09-11">'
    )
    assert read_body(TEXT, head).published == "2020-09-10T12:00+09:00"


def test_broken_or_deep_json_ld_is_passed_over():
    for data in ("{", "[" * 100_000, '{"@type": 3}', "null"):
        assert read_body(
            TEXT, f'<title>港湾ペイ</title><script type="application/ld+json">{data}</script>'
        ).sections


def test_controls_in_a_page_are_made_visible():
    assert (
        "66件␛[2J"
        in read_body("<p>港湾ペイは10日、不正な引き出しが66件\x1b[2J見つかったと発表した。</p>")
        .sections[0]
        .text
    )


def test_the_same_page_with_other_white_space_has_the_same_fingerprint():
    one, other = (
        read_body(TEXT),
        read_body(f"<div>\n  {TEXT}\n</div><!-- nonce 8f3a --><script>var t=1</script>"),
    )
    assert one.fingerprint == other.fingerprint != ""


def test_nested_replies_are_comments_of_their_own():
    comments = (
        '<ol class="commentlist"><li class="comment"><cite class=fn>花子</cite><div class="comment-content">止まりました</div>'
        '<ul><li class="comment"><cite class=fn>太郎</cite><div class="comment-content">同じです</div></li></ul></li></ol>'
    )
    found = [
        (s.author, s.text) for s in read_body(f"<div>{TEXT}</div>{comments}").sections if s.kind == "comment"
    ]
    assert found == [("花子", "止まりました"), ("太郎", "同じです")]


def test_an_article_inside_an_element_called_comments_is_the_article():
    assert [s.kind for s in read_body(f"<div class=comments><h1>港湾ペイ</h1>{TEXT * 3}</div>").sections] == [
        "body"
    ]


def test_a_page_without_a_body_keeps_its_text():
    raw = "<!doctype html><title>港湾ペイ</title><article><p>港湾ペイは登録を止めた</p></article>".encode()
    document = read_page(
        raw, url="https://a.example/1", content_type="text/html; charset=utf-8", captured_at="2021-01-01T00:00:00Z",
        digest="sha256:0", source=None,
    )  # fmt: skip
    assert [s.text for s in document.sections] == ["港湾ペイは登録を止めた"]


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("head", "<script nonce=8f3a>var token = 1</script>"), ("head", "<meta name=csrf-token content=8f3a>"),
        ("top", "<header>現在時刻 12:01:02</header>"), ("main", "<!-- 8f3a -->"), ("main", "<style>.a8f3a{}</style>"),
        ("main", "<input type=hidden name=token value=8f3a>"), ("end", "<footer>1600000000.5</footer>"),
        ("end", "<footer>最終更新 2020-09-11 09:12:33 アクセス数 12,345</footer>"),
        ("end", "<aside><h2>新着記事</h2><ul><li><a href=/2>別の記事</a></li></ul></aside>"),
    ],
)  # fmt: skip
def test_what_differs_at_each_visit_is_no_part_of_what_a_page_says(where: str, what: str) -> None:
    told = "<h1>不正利用について</h1><p>2020年9月10日</p><p>港湾ペイの被害は3億円です。お客さまには深くおわびします。</p>"

    def seen(**parts: str) -> str:
        holes = dict.fromkeys(("head", "top", "main", "end"), "") | parts
        body = "{top}<main>" + told + "{main}</main>{end}"
        return str(read_body(body.format_map(holes), "<title>港湾ペイ</title>" + holes["head"]).fingerprint)

    assert seen(**{where: what}) == seen() != ""
