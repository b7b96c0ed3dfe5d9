"""WARC files of others and of our own: what is taken, in which encodings, and what is passed over unparsed."""

import gzip
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from db.archive import Archive, Sift, read_warc
from db.records import Incident
from db.store import Store
from keii.unreadable import Unreadable
from keii.walk import Summary
from keii.warc_imports import import_warc
from spiders.keywords import raw_filter

AT = "2020-09-10T00:00:00Z"
ABOUT = Incident(slug="aozora", title="t", keywords=("青空ペイ", "aozora-pay"))
PAGE = "<meta charset={0}><title>青空ペイ</title><p>被害は3件。</p>"
OTHER = "<title>天気</title><p>晴れ。</p>".encode()


def warc_record(kind: str, url: str, block: bytes, *fields: str) -> bytes:
    head = "\r\n".join(
        ("WARC/1.1", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:1>", f"WARC-Target-URI: {url}", f"WARC-Date: {AT}",
         *fields, f"Content-Length: {len(block)}")
    )  # fmt: skip
    return gzip.compress(f"{head}\r\n\r\n".encode() + block + b"\r\n\r\n")


def response(url: str, body: bytes, *headers: str, kind: str = "text/html", digest: str = "") -> bytes:
    lines = "\r\n".join(("HTTP/1.1 200 OK", f"Content-Type: {kind}", *headers))
    fields = ["Content-Type: application/http; msgtype=response"]
    fields += [f"WARC-Payload-Digest: {digest}"] if digest else []
    return warc_record("response", url, f"{lines}\r\n\r\n".encode() + body, *fields)


def imported(
    folder: Path, *parts: bytes, name: str = "cc.warc.gz", all_pages: bool = False
) -> tuple[Counter[str], list[str]]:
    """Counts of an import into an empty workspace, and the addresses that were taken."""
    path = folder / name
    if parts:
        path.write_bytes(b"".join(parts))
    summary = Summary()
    with Store.in_memory() as store, Archive.open(folder / "archive") as archive:
        store.save_incident(ABOUT)
        import_warc(path, ABOUT, store, archive, summary, all_pages=all_pages)
        assert not summary.failures
        return summary.counts, [capture.url for capture in store.captures(ABOUT.slug)]


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp"])
@pytest.mark.parametrize("coding", [None, "gzip"])
def test_a_page_is_taken_in_every_encoding(tmp_path: Path, encoding: str, coding: str | None) -> None:
    body = PAGE.format(encoding).encode(encoding)
    packed = gzip.compress(body) if coding else body
    page = response("https://a.example/1", packed, *([f"Content-Encoding: {coding}"] if coding else []))
    counts, taken = imported(tmp_path, page, response("https://a.example/2", OTHER))
    assert taken == ["https://a.example/1"]
    assert counts == {"ok": 1, "other subject": 1}


def test_only_pages_are_taken(tmp_path: Path) -> None:
    counts, taken = imported(
        tmp_path,
        warc_record("warcinfo", "", b"software: other\r\n", "Content-Type: application/warc-fields"),
        warc_record(
            "request",
            "https://a.example/青空ペイ",
            b"GET / HTTP/1.1\r\n\r\n",
            "Content-Type: application/http",
        ),
        warc_record("metadata", "https://a.example/1", "青空ペイ".encode(), "Content-Type: text/plain"),
        warc_record(
            "resource", "urn:text:https://a.example/1", "青空ペイ".encode(), "Content-Type: text/plain"
        ),
        response("https://a.example/logo?aozora-pay", b"\x89PNG", kind="image/png"),
        response("https://a.example/aozora-pay/1", OTHER),
        response("https://a.example/%E9%9D%92%E7%A9%BA%E3%83%9A%E3%82%A4", OTHER),
        response("https://a.example/n.pdf?aozora-pay", b"%PDF-1.4", kind="application/pdf"),
    )
    assert taken == [
        "https://a.example/%E9%9D%92%E7%A9%BA%E3%83%9A%E3%82%A4", "https://a.example/aozora-pay/1",
        "https://a.example/n.pdf?aozora-pay",
    ]  # fmt: skip
    assert counts == {"ok": 3, "not-a-page": 2}


def test_a_visit_to_a_page_that_was_passed_over_is_passed_over(tmp_path: Path) -> None:
    revisit = warc_record(
        "revisit", "https://a.example/2", b"HTTP/1.1 200 OK\r\n\r\n", "WARC-Payload-Digest: sha1:OTHER"
    )
    counts, taken = imported(tmp_path, response("https://a.example/1", OTHER, digest="sha1:OTHER"), revisit)
    assert (counts, taken) == ({"other subject": 1}, [])


def test_how_far_a_file_is_read_is_told_also_where_nothing_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "cc.warc.gz"
    path.write_bytes(b"".join(response(f"https://a.example/{n}", OTHER) for n in range(5)))
    told: list[int] = []
    assert list(read_warc(path, Sift(raw_filter(ABOUT.keywords)), told.append)) == []
    assert len(told) == 5
    assert told[-1] == path.stat().st_size


def test_all_pages_come_with_all(tmp_path: Path) -> None:
    parts = response("https://a.example/1", OTHER), response("https://a.example/2", PAGE.encode())
    assert len(imported(tmp_path, *parts, all_pages=True)[1]) == 2


def test_a_line_in_ones_own_archive_is_taken_back(tmp_path: Path) -> None:
    line = json.dumps({"url": "https://a.example/1", "text": "青空ペイが停止した。"}).encode()
    with Archive.open(tmp_path / "old") as archive:
        archive.append_resource(url="import:notes.txt", content_type="application/json", body=line, at=AT)
    (file,) = (tmp_path / "old").glob("*.warc.gz")
    file.rename(tmp_path / "cc.warc.gz")
    assert imported(tmp_path, all_pages=True) == ({"ok": 1}, ["import:notes.txt"])


def test_the_warc_files_in_a_wacz_are_taken(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as packed:
        packed.writestr("datapackage.json", "{}")
        for number in (1, 2):
            packed.writestr(
                f"archive/rec-{number}.warc.gz", response(f"https://a.example/{number}", PAGE.encode())
            )
    assert len(imported(tmp_path, name="crawl.wacz")[1]) == 2


def test_a_wacz_that_is_none_or_a_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.wacz", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("archive/rec.warc.gz", b"\0" * 10_000_000)
    with zipfile.ZipFile(tmp_path / "empty.wacz", "w") as packed:
        packed.writestr("datapackage.json", "{}")
    (tmp_path / "text.wacz").write_text("no zip")
    for name, reason in (("bomb", "far more"), ("empty", "no WARC file"), ("text", "not a whole WACZ")):
        with pytest.raises(Unreadable, match=reason):
            imported(tmp_path, name=f"{name}.wacz")


def test_a_sift_passes_nothing_over_that_the_whole_reading_would_take(tmp_path: Path) -> None:
    path = tmp_path / "mixed.warc"
    pages = [response(f"https://a.example/{n}", PAGE.encode() if n % 3 else OTHER) for n in range(9)]
    holds = raw_filter(ABOUT.keywords)
    for data in (
        b"".join(pages),
        b"".join(map(gzip.decompress, pages)),
        gzip.compress(b"".join(map(gzip.decompress, pages))),
    ):
        path.write_bytes(data)
        taken = [r.url for r in read_warc(path) if holds(r.payload())]
        sifted = [r.url for r in read_warc(path, Sift(holds)) if holds(r.payload())]
        assert taken == sifted
        assert len(taken) == 6
