"""A news site made up for measuring: so many pages in four encodings, in the shapes of six kinds of sites.

The text is that of `news`; around it stand navigation, related links, adverts and comments. The same on every machine.
"""

from collections.abc import Iterator
from html import escape

from bench.news import documents
from bench.tally import Row

ENCODINGS = ("utf-8", "utf-8", "utf-8", "shift_jis", "euc_jp", "utf-8", "iso2022_jp", "utf-8")
"""By turns: five of eight pages are UTF-8."""
_LABELS = {"utf-8": "utf-8", "shift_jis": "Shift_JIS", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}
_LISTED = 12
FEED = "/feed.xml"
_SHAPES = (
    (
        '<main><article class="article"><h1>{title}</h1><p class="date"><time datetime="{published}T09:00:00+09:00">'
        '{published}</time></p><div class="article-body">{text}</div></article></main>'
    ),
    '<div id="contents"><h1>{title}</h1><p class="day">{published}</p><div class="honbun">{text}</div></div>',
    (
        '<div class="entry"><h2 class="entry-title">{title}</h2><div class="entry-content">{text}</div>'
        '<div class="sns">ツイート</div></div>'
    ),
    (
        '<table width="800"><tr><td valign="top"><h3>{title}</h3>{text}</td>'
        '<td width="200"><b>広告</b><br><a href="/ad">定期預金</a></td></tr></table>'
    ),
    '<section class="news-detail"><h1>{title}</h1><div class="news-text">{text}</div></section>',
    '<div class="post"><h1>{title}</h1><div itemprop="articleBody">{text}</div></div>',
)  # fmt: skip


def pages(count: int) -> Iterator[tuple[str, str, bytes]]:
    """(path, content type, body) of so many pages.

    >>> [(path, kind.split("=")[1], body == page) for (path, kind, body), (_, _, page) in zip(pages(2), pages(2))]
    [('/news/0.html', 'utf-8', True), ('/news/1.html', 'utf-8', True)]
    """
    rows = list(documents(count))
    for number, row in enumerate(rows):
        encoding = ENCODINGS[number % len(ENCODINGS)]
        markup = _page(row, number, rows, _LABELS[encoding])
        yield (
            f"/news/{number}.html",
            f"text/html; charset={_LABELS[encoding]}",
            markup.encode(encoding, "xmlcharrefreplace"),
        )


def _page(row: Row, number: int, rows: list[Row], label: str) -> str:
    links = "".join(
        f'<li><a href="/news/{n}.html">{escape(rows[n]["title"])}</a></li>'
        for n in (k % len(rows) for k in range(number + 1, number + 1 + _LISTED))
    )
    text = "".join(f"<p>{escape(line)}</p>\n" for line in row["text"].split("\n"))
    shape = _SHAPES[number % len(_SHAPES)].format(
        title=escape(row["title"]), published=row["published"], text=text
    )
    menu = "".join(
        f'<li><a href="/{name}">{name}</a></li>' for name in ("社会", "経済", "国際", "地域", "文化", "天気")
    )
    publisher, published = row["publisher"], row["published"]
    return (
        f'<!doctype html><html lang="ja"><head><meta charset="{label}">'
        f"<title>{escape(row['title'])} | {publisher}</title>"
        f'<meta property="og:site_name" content="{publisher}">'
        f'<meta property="article:published_time" content="{published}T09:00:00+09:00">'
        f'<script>window.data={{"id":{number}}};</script></head>'
        f'<body><header><ul class="gnav">{menu}</ul></header>{shape}'
        f'<aside class="sidebar"><h3>関連記事</h3><ul>{links}</ul></aside><div class="ranking"><ol>{links}</ol></div>'
        f"<footer><p>Copyright {publisher} All rights reserved.</p></footer></body></html>"
    )


def feed(base: str, count: int) -> bytes:
    """A feed that names all pages; each title says that it belongs to the incident.

    >>> feed("http://a.example", 1).count(b"<item>")
    1
    """
    items = "".join(
        f"<item><title>ミナトペイ: {escape(row['title'])}</title><link>{base}/news/{number}.html</link></item>"
        for number, row in enumerate(documents(count))
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()
    )
