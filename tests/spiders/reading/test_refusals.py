"""What is no page is refused by name; what says nothing is unavailable; an article about either is an article."""

import json
import time

import pytest

from spiders.reading import BadImport, NotAPage, read_capture

KNOWN = {"url": "https://a.example/1", "captured_at": "2021-01-01T00:00:00Z", "digest": "sha256:0"}


def read(raw: bytes, content_type: str = "text/html; charset=utf-8"):
    return read_capture(raw, content_type=content_type, **KNOWN)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"), (b" \n ", "empty"), (b"%PDF-1.7\n\x00\x01", "PDF"), (bytes(range(256)) * 8, "binary"),
        (b'{"items": []}', "JSON"), (b"PK\x03\x04\x00\x00", "ZIP"), (b"just words", "no markup"),
        (b"<title>x</title>" + b"<div>" * 100_000 + b"3" + b"</div>" * 100_000, "deep"),
        (b"<p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">3</p>", "attributes"),
        (b"<b>1</b>" * 300_000, "tags"),
    ],
    ids=["empty", "blank", "pdf", "binary", "json", "zip", "words", "deep", "attributes", "tags"],
)  # fmt: skip
def test_not_a_page(raw, reason):
    start = time.process_time()
    with pytest.raises(NotAPage, match=reason) as error:
        read(raw)
    assert error.value.url == "https://a.example/1"
    assert time.process_time() - start < 2


def test_an_image_written_into_an_attribute_is_no_trap():
    raw = (
        '<title>港湾ペイ</title><p>港湾ペイは10日、登録を止めた。</p><img src="data:image/png;base64,'
        + "A" * 500_000
        + '">'
    )
    assert read(raw.encode()).sections[0].text == "港湾ペイは10日、登録を止めた。"


def test_four_hundred_nested_elements_keep_their_text():
    raw = "<title>港湾ペイ</title>" + "<div>" * 400 + "被害は3億円" + "</div>" * 400
    assert read(raw.encode()).sections[0].text == "被害は3億円"


def test_another_type_is_not_read():
    with pytest.raises(NotAPage, match="image/png"):
        read(b"\x00", "image/png")


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("ページが見つかりません", "お探しのページは存在しません。", "not found"),
        ("404 Not Found", "The page you requested could not be found.", "not found"),
        (
            "みどり新聞",
            "お探しの記事は見つかりませんでした。掲載期間が終了した可能性があります。",
            "not found",
        ),
        ("メンテナンス中", "しばらくお待ちください。", "maintenance"),
        ("メンテナンス中", "作業の終わりは午後5時の予定です。", "maintenance"),
        ("403 Forbidden", "nginx", "access denied"),
        ("みどり銀行", "ただいまシステムメンテナンス中です。ご迷惑をおかけします。", "maintenance"),
        ("We'll be right back", "Our site is currently down for maintenance.", "maintenance"),
        ("ログイン", "この記事の閲覧にはログインが必要です。", "login wall"),
        ("Sign in", "Please sign in to continue.", "login wall"),
        ("みどり新聞", "このサイトを利用するにはクッキーを有効にしてください。", "cookie wall"),
        ("midori.example is for sale", "Buy this domain today.", "parked domain"),
        ("お知らせ", "現在、お知らせはありません。", "empty list"),
        ("お知らせ", "", "no text"),
    ],
)
def test_unavailable(title, text, reason):
    document = read(
        f"<html><head><title>{title}</title></head><body><div>{text}</div></body></html>".encode()
    )
    assert (document.unavailable, document.sections) == (reason, ())


ABOUT = [
    ("システムメンテナンスのお知らせ", ("みどり銀行は9月20日午前1時から午前5時まで、システムメンテナンスを行います。この間、ATMとスマホ送金をご利用いただけません。"
     "対象は全国の支店のATM480台です。お客さまにはご不便をおかけしますが、ご理解をお願いいたします。作業の終わる時刻は前後することがあります。"
     "スマホ送金の予約は作業の後に順次処理します。お急ぎの方は窓口をご利用ください。窓口の営業は平日の9時から15時までです。臨時の窓口は駅前支店に設けます。"
     "キャッシュカードの紛失や盗難のご連絡は、作業の間もお電話で受け付けます。電話は0120-000-000です。")),
    ("港湾ペイ、ログインできない不具合", "港湾ペイは10日、利用者がログインできない不具合が起きたと発表した。影響は3万人で、午後2時に復旧した。"),
    ("銀行の保守作業で二重引き落とし", "みどり銀行は10日、保守作業の誤りで120件の二重引き落としがあったと発表した。全額を返す。"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), ABOUT)
def test_an_article_about_it_is_an_article(title, text):
    raw = f'<html><head><title>{title}</title><meta name=date content="2020-09-10"></head><body><p>{text}</p></body></html>'
    assert read(raw.encode()).unavailable is None


def test_an_import_line_with_text():
    row = {
        "url": "https://b.example/2",
        "publisher": "入江日報",
        "kind": "newspaper",
        "published": "2020-09-10",
        "text": "止めた。\n【9/14追記】\n戻した。",
    }
    document = read(json.dumps(row).encode(), "application/json")
    assert (document.url, document.publisher, document.standing) == (
        "https://b.example/2",
        "入江日報",
        "newspaper",
    )
    assert [s.written_on for s in document.sections] == ["2020-09-10", "2020-09-14"]


def test_what_an_import_line_says_goes_before_what_its_page_says():
    row = {
        "url": "https://b.example/2",
        "publisher": "入江日報",
        "published": "2020-09-10",
        "html": "<title>x</title><meta name=date content=2019-01-01><p>港湾ペイは登録を止めた。</p>",
    }
    document = read(json.dumps(row).encode(), "application/json")
    assert (document.publisher, document.published) == ("入江日報", "2020-09-10")


def test_a_lone_surrogate_in_an_import_is_no_character():
    assert "\ufffd" in read(b'{"text": "3\\ud83d\\u5186"}', "application/json").sections[0].text


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b"{}", b'{"text": 3}', b'{"text": "a", "published": 2020}', b"[" * 100_000]
)
def test_a_bad_import_line_is_refused(raw):
    with pytest.raises(BadImport):
        read(raw, "application/json")
