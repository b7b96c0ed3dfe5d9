"""Pages in the shapes of common Japanese sites read alike: the same text, its addenda and comments, nothing around it.

The markup of each shape (classes, order) is that of the software; the words are made up.
"""

import pytest

from spiders.reading import Original, Understanding, understand_capture

TITLE = "しおさいペイの不正な引き出しについてまとめ"
FIRST = "しおさいペイに登録した銀行口座から、身に覚えのない引き出しが相次いでいます。運営会社によると、3月4日までに申し出があった被害は31件、総額は約540万円です。"
SECOND = "運営会社は3月5日の午前10時に新しい口座の登録を止めました。すでに登録した口座からの入金は、いまのところ続けられています。"
BODY = f"<p>{FIRST}</p><h2>いま止まっているもの</h2><p>{SECOND}</p><ul><li>口座の新規登録</li><li>提携ATMでの払い出し</li></ul>"
LINES = [FIRST, "いま止まっているもの", SECOND, "- 口座の新規登録", "- 提携ATMでの払い出し"]
ADDENDA = "<p><strong>【2021/3/7追記】</strong><br>被害は85件、940万円に増えました。</p><p>※3月9日追記:補償の受け付けが始まりました。</p>"
ADDED = [
    ("addendum", "2021-03-07", ["【2021/3/7追記】", "被害は85件、940万円に増えました。"]),
    ("addendum", "2021-03-09", ["※3月9日追記:補償の受け付けが始まりました。"]),
]
LINKS = "".join(f'<li><a href="/{n}">別の事件の記事その{n}、被害は{n}億円</a></li>' for n in range(1, 7))
CARDS = "".join(
    f'<div class="card"><a href="/{n}"><h3>別の事件の記事その{n}</h3></a><p>別の事件では{n}億円が失われ、警察が調べを進めていますが、詳しいことはまだ分かっていません。</p></div>'
    for n in range(1, 6)
)

BLOGS = {
    "hatena": f"""<div id="globalheader-container"></div><div id="container"><header id="blog-title"><h1 id="title"><a href="/">堤防の上で</a></h1></header>
<div id="content"><div id="wrapper"><div id="main"><article class="entry hentry js-entry-article"><div class="entry-inner"><header class="entry-header">
<div class="date entry-date first"><a href="/archive/2021/03/05"><time datetime="2021-03-05T03:00:00Z"><span class="date-year">2021</span>-<span class="date-month">03</span>-<span class="date-day">05</span></time></a></div>
<h1 class="entry-title"><a class="entry-title-link" href="/entry/1">{TITLE}</a></h1><div class="entry-categories categories"><a href="/c">事件</a></div></header>
<div class="entry-content hatenablog-entry">{{body}}</div><footer class="entry-footer"><div class="social-buttons"><a href="#">Tweet</a></div>
<p class="entry-footer-section"><span class="author vcard">かもめ</span></p></footer></div></article>
<div class="comment-box js-comment-box"><ul class="comment js-comment"><li class="entry-comment" id="comment-1"><p class="comment-user-name">防波堤</p><div class="comment-content"><p>私も止められました。</p></div><p class="comment-metadata"><time datetime="2021-03-06T12:30:00Z">1年前</time></p></li></ul></div>
<div class="pager"><span class="pager-prev"><a href="/2">前の記事</a></span></div></div></div>
<aside id="box1"><div class="hatena-module hatena-module-profile"><p>釣りと決済が好きなかもめです。港町に住んでいます。</p></div></aside>
<aside id="box2"><div class="hatena-module"><h3>最新記事</h3><ul>{LINKS}</ul></div></aside></div></div>""",
    "note": f"""<div id="__nuxt"><header class="o-navbar"><a href="/">note</a></header><main class="p-article"><article class="p-article__article"><div class="o-noteContentHeader">
<h1 class="o-noteContentHeader__title">{TITLE}</h1><div class="o-noteContentHeader__info"><a href="/kamome">かもめ</a><time datetime="2021-03-05T12:00:00.000+09:00">2021年3月5日 12:00</time></div></div>
<div class="p-article__content"><div class="note-common-styles__textnote-body" data-name="body">{{body}}</div></div></article>
<div class="o-noteLike"><button>スキ</button></div><div class="p-article__related"><h2>こちらもおすすめ</h2>{CARDS}</div></main>
<div class="o-noteComments"><div class="o-comment" id="comment-1"><a class="user-name">防波堤</a><time datetime="2021-03-06T21:30:00+09:00">3月6日</time><div class="comment-text">私も止められました。</div></div></div></div>""",
    "wordpress": f"""<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/">堤防の上で</a></p><nav class="main-navigation"><ul>{LINKS}</ul></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main"><article id="post-1" class="post-1 post type-post status-publish hentry category-news">
<header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><time class="entry-date published" datetime="2021-03-05T12:00:00+09:00">2021年3月5日</time></div></header>
<div class="entry-content">{{body}}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">共有:</h3><ul><li><a href="#">Twitter</a></li></ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>関連</h3></div></div>
<footer class="entry-footer"><span class="cat-links"><a href="/c">事件</a></span></footer></article>
<nav class="navigation post-navigation"><a href="/0">前の投稿</a></nav><div id="comments" class="comments-area"><h2 class="comments-title">「{TITLE}」への1件のフィードバック</h2>
<ol class="comment-list"><li id="comment-1" class="comment even"><article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">防波堤</b></div><div class="comment-metadata"><time datetime="2021-03-06T21:30:00+09:00">2021年3月6日</time></div></footer><div class="comment-content"><p>私も止められました。</p></div></article></li></ol>
<div id="respond" class="comment-respond"><h3>コメントを残す</h3></div></div></main></div><aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>最近の投稿</h2><ul>{LINKS}</ul></section></aside></div></div>""",
    "ameba": f"""<div class="skin-page"><div class="skin-blogHeader"><h1 class="skin-blogTitle"><a href="/">堤防の上で</a></h1></div><div class="skin-columnA"><main class="skin-blogMain"><div class="skin-entryBody">
<article class="skin-entry js-entryWrapper"><div class="skin-entryHead"><p class="skin-entryPubdate"><time datetime="2021-03-05">2021年03月05日(金) 12時00分00秒</time></p><h1 class="skin-entryTitle">{TITLE}</h1><p class="skin-entryThemes">テーマ:<a href="/t">ブログ</a></p></div>
<div class="skin-entryBody" id="entryBody"><div class="articleText">{{body}}</div></div></article></div><div class="skin-entryRelated"><h2>AD</h2><ul>{LINKS}</ul></div>
<div class="skinComment" id="comments"><div class="comment-entry"><span class="commentAuthor">防波堤</span><time datetime="2021-03-06T21:30:00+09:00">3月6日</time><div class="commentText">私も止められました。</div></div></div></main></div>
<div class="skin-columnB"><div class="skin-widget"><h2>最新の記事</h2><ul>{LINKS}</ul></div></div></div>""",
    "livedoor": f"""<div id="container"><div id="header"><h1 id="blog-title"><a href="/">堤防の上で</a></h1></div><div id="main"><div id="ad"></div><div class="article-outer hentry"><div class="article-header"><p class="article-date"><abbr title="2021-03-05T12:00:00+09:00"><time datetime="2021-03-05T12:00:00+09:00">2021年03月05日</time></abbr></p><h1 class="article-title entry-title">{TITLE}</h1></div>
<div class="article-body entry-content"><div class="article-body-inner">{{body}}</div></div><div class="article-footer"><ul class="article-social-btn"><li><a href="#">ツイート</a></li></ul><dl class="article-tags"><dt>タグ</dt><dd><a href="/t">事件</a></dd></dl></div></div>
<div id="comments" class="comments"><h3>コメント一覧(1)</h3><ul class="comment-list"><li class="comment-item" id="comment-1"><span class="comment-author">防波堤</span><span class="comment-date">2021年03月06日 21:30</span><div class="comment-body-text">私も止められました。</div></li></ul></div></div>
<div id="side"><div class="plugin-recent_articles sidewrapper"><div class="sidetitle">最新記事</div><div class="side"><ul>{LINKS}</ul></div></div></div></div>""",
    "fc2": f"""<div id="container"><div id="header"><h1><a href="/">堤防の上で</a></h1></div><div id="wrap"><div id="main"><div class="content entry" id="e1"><h2 class="entry_header">{TITLE}</h2><div class="entry_date"><time datetime="2021-03-05T12:00:00+09:00">2021-03-05</time></div>
<div class="entry_body">{{body}}</div><div class="entry_footer"><ul class="entry_state"><li><a href="#">コメント:1</a></li><li>ジャンル:ニュース</li></ul></div></div>
<div id="comment" class="comment_area"><h3>コメント</h3><div class="comment" id="comment1"><h4 class="comment_title">同じです</h4><span class="name">防波堤</span><span class="date">2021-03-06 21:30</span><div class="comment_text">私も止められました。</div></div></div></div>
<div id="side"><dl class="sidemenu_body"><dt>最新記事</dt>{LINKS}</dl></div></div></div>""",
}

NEWS = {
    "css modules": f'<div class="sc-abc"><main class="sc-k1"><div class="sc-head9"><h1 class="sc-t">{TITLE}</h1><time>2021/3/5(金) 12:00</time></div><div class="sc-body7 yjSlinkDirectlink">{{body}}</div><section class="sc-rel"><h2>関連記事</h2><ul>{LINKS}</ul></section></main><div class="sc-side"><h2>アクセスランキング</h2><ol>{LINKS}</ol></div></div>',
    "newspaper": f'<div id="wrap"><div class="gnav"><ul>{LINKS}</ul></div><div class="article"><div class="headline"><h1>{TITLE}</h1><p class="date">2021年3月5日 12時00分</p></div><div class="detail">{{body}}</div><div class="related_news"><h2>関連ニュース</h2><ul>{LINKS}</ul></div></div><div id="rightColumn"><h3>注目の記事</h3>{CARDS}</div></div>',
    "ministry": f'<div id="tmp_wrap_header"><ul>{LINKS}</ul></div><div id="tmp_wrap_main"><div id="tmp_contents"><h1>{TITLE}</h1><p class="text_r">2021年3月5日</p>{{body}}</div></div><div id="tmp_lnavi"><ul>{LINKS}</ul></div><div id="tmp_footer"><p>〒000-0000 みなと市中央1-1 電話(代表)00-0000-0000</p></div>',
    "bank notice": f'<div id="header"><ul>{LINKS}</ul></div><div id="contents"><h1>{TITLE}</h1><p class="day">2021年3月5日</p>{{body}}</div><div id="footer"><p>株式会社しおさい銀行 登録金融機関 関東財務局長(登金)第1号</p></div>',
    "old table": f'<table width="800"><tr><td colspan="2"><a href="/">入江日報</a> | <a href="/k">経済</a></td></tr><tr><td valign="top"><h3>{TITLE}</h3><font size="2">2021年3月5日 午後0時00分</font>{{body}}</td><td width="200"><b>広告</b><br><a href="/ad">定期預金</a></td></tr></table>',
    "press release": f'<header><nav><ul>{LINKS}</ul></nav></header><main><article><h1 class="release--title">{TITLE}</h1><div class="information-release"><time datetime="2021-03-05T12:00:00+09:00">2021年3月5日 12時00分</time></div><div id="press-release-body" class="rich-text">{{body}}</div><section class="company-info"><h2>会社概要</h2><dl><dt>URL</dt><dd><a href="/c">https://c.example/</a></dd></dl></section></article></main>',
    "bare": f"<h1>{TITLE}</h1><p>2021年3月5日</p>{{body}}<hr><ul>{LINKS}</ul>",
    "teaser cards": f'<div class="layout"><div class="primary"><h1>{TITLE}</h1><p class="pubdate">2021.03.05</p><div class="txt">{{body}}</div></div><div class="list">{CARDS}</div></div>',
}


def read(body: str) -> Understanding:
    markup = f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{TITLE} - 堤防の上で</title></head><body>{body}</body></html>'
    return understand_capture(
        Original(
            raw=markup.encode(), url="https://teibou.example/2021/1", content_type="text/html",
            captured_at="2021-04-01T00:00:00Z", digest="sha256:0",
        )
    )  # fmt: skip


def told(found: Understanding) -> list[tuple[str, str | None, list[str]]]:
    return [(s.kind, (s.written_on or "")[:10], s.text.split("\n")) for s in found.document.sections]


@pytest.mark.parametrize("shape", [*BLOGS, *NEWS])
def test_only_the_text_is_read(shape: str) -> None:
    found = read((BLOGS | NEWS)[shape].format(body=BODY))
    body = [section for section in told(found) if section[0] == "body"]
    assert body == [("body", "2021-03-05", LINES)], found.text_from
    assert found.document.title == TITLE


@pytest.mark.parametrize("shape", BLOGS)
def test_comments_stand_apart(shape: str) -> None:
    comments = [s for s in read(BLOGS[shape].format(body=BODY)).document.sections if s.kind == "comment"]
    assert [(s.author, (s.written_on or "")[:10]) for s in comments] == [("防波堤", "2021-03-06")]
    assert "私も止められました。" in comments[0].text


@pytest.mark.parametrize("shape", [*BLOGS, *NEWS])
def test_addenda_behind_the_text(shape: str) -> None:
    found = told(read((BLOGS | NEWS)[shape].format(body=BODY + ADDENDA)))
    assert [section for section in found if section[0] != "comment"] == [
        ("body", "2021-03-05", LINES),
        *ADDED,
    ]


@pytest.mark.parametrize("shape", [*BLOGS, *NEWS])
def test_addenda_before_the_text(shape: str) -> None:
    newest_first = "<p>【3/9追記】補償の受け付けが始まりました。</p><p>【3/7追記】被害は85件、940万円に増えました。</p><hr>"
    found = told(read((BLOGS | NEWS)[shape].format(body=newest_first + BODY)))
    assert [section for section in found if section[0] != "comment"] == [
        ("addendum", "2021-03-09", ["【3/9追記】補償の受け付けが始まりました。"]),
        ("addendum", "2021-03-07", ["【3/7追記】被害は85件、940万円に増えました。"]),
        ("body", "2021-03-05", LINES),
    ]


@pytest.mark.parametrize(
    ("form", "day"),
    [
        ("<p>追記(3月7日):{text}</p>", "2021-03-07"), ("<p>[3月7日 18:00更新]</p><p>{text}</p>", "2021-03-07"),
        ("<h3>■追記 2021年3月7日</h3><p>{text}</p>", "2021-03-07"), ("<p>UPDATE 2021/3/7: {text}</p>", "2021-03-07"),
        ('<ins datetime="2021-03-07T18:00:00+09:00"><p>{text}</p></ins>', "2021-03-07"),
        ("<p>(2021.3.7 追記){text}</p>", "2021-03-07"), ("<p>※追記</p><p>{text}</p>", "2021-03-05"),
        ('<div class="postscript"><p>{text}</p></div>', "2021-03-05"), ("<p>＜3/7 追記＞{text}</p>", "2021-03-07"),
        ("<p>2021年3月7日追記</p><p>{text}</p>", "2021-03-07"), ("<p>---</p><p>【更新 3/7 10:30】{text}</p>", "2021-03-07"),
        ("<p>令和3年3月7日 追記</p><p>{text}</p>", "2021-03-07"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("shape", ["wordpress", "bank notice"])
def test_forms_of_addenda(shape: str, form: str, day: str) -> None:
    added = form.format(text="被害は85件、940万円に増えました。")
    found = told(read((BLOGS | NEWS)[shape].format(body=BODY + added)))
    assert [(kind, when) for kind, when, _ in found if kind != "comment"] == [
        ("body", "2021-03-05"),
        ("addendum", day),
    ]
    assert "85件" in found[1][2][-1]
