"""Right text whatever the labels say, or doubt; never mojibake as text."""

import pytest

from spiders.reading import read_page
from spiders.reading.encoding import decode

NEWS = "みどり銀行は10日、被害総額が約1200万円にのぼると発表した。全国の銀行で新規登録を停止している。"
CODECS = ["utf-8", "cp932", "euc_jp", "iso2022_jp"]
LABELS = [None, "utf-8", "shift_jis", "x-sjis", "euc-jp", "iso-2022-jp", "iso-8859-1", "utf-7", "bogus"]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("text", [NEWS, "被害は120件", "お知らせ"])
def test_japanese_whatever_the_labels_say(codec, label, text):
    head = f'<meta charset="{label}">' if label else ""
    by_meta = decode(head.encode() + text.encode(codec))
    by_header = decode(text.encode(codec), f"text/plain; charset={label}" if label else None)
    assert (by_meta.text, by_meta.doubtful) == (head + text, False)
    assert (by_header.text, by_header.doubtful) == (text, False)


@pytest.mark.parametrize(
    ("codec", "label", "text"),
    [("cp1252", "iso-8859-1", "Die Schäden für die Geschädigten"), ("cp949", "euc-kr", "피해는 120건이며 총액은"),
     ("gb18030", "gb2312", "损失总额为一千二百万元"), ("utf-16", None, NEWS), ("utf-8-sig", "shift_jis", NEWS)],
)  # fmt: skip
def test_other_writing_as_declared(codec, label, text):
    found = decode(text.encode(codec), f"text/plain; charset={label}" if label else None)
    assert (found.text, found.doubtful) == (text, False)


@pytest.mark.parametrize(
    "raw",
    [
        "Schäden für Geschädigte".encode("cp1252"),
        "损失总额为一千二百万元损失总额为一千二百万元".encode("gb18030"),
    ],
)
def test_undeclared_writing_is_doubtful(raw):
    assert decode(raw).doubtful


def test_one_bad_byte_in_a_long_page_is_a_typing_fault():
    raw = (NEWS * 40).encode("cp932") + b"\xff" + NEWS.encode("cp932")
    found = decode(raw, "text/html; charset=shift_jis")
    assert (found.encoding, found.doubtful) == ("shift_jis", False)


def test_a_page_in_no_encoding_has_no_text():
    raw = b"<title>x</title><p>" + bytes(range(0x80, 0x100)) * 20
    document = read_page(
        raw, url="https://a.example/", content_type="text/html; charset=utf-8", captured_at="2021-01-01T00:00:00Z",
        digest="sha256:0", source=None,
    )  # fmt: skip
    assert document.encoding_doubtful
    assert (document.sections, document.unavailable) == ((), "encoding not recognised")


def test_halves_of_pairs_written_as_utf_8() -> None:
    pair = "\ud83d\ude00".encode("utf-8", "surrogatepass")
    assert decode("3億".encode() + pair).text == "3億😀"
    alone = decode("3億".encode() + b"\xed\xa0\xbd" + "円".encode())
    assert (alone.text, alone.doubtful) == ("3億\ufffd円", False)
