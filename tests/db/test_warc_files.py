"""WARC files read from start to end, our own and those of other programs, whole and broken."""

import gzip
import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from db.archive import Archive, ArchiveError, read_warc
from tests.db.test_archive import AT, FILE, LATER, URL, Headers, append


def written_by_warcio(path: Path, *, gzipped: bool, records: list[tuple[str, str, Headers, bytes]]) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "other"}))
        for kind, url, headers, body in records:
            http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1") if kind != "metadata" else None
            if kind == "request":
                http = StatusAndHeaders("GET / HTTP/1.1", headers, is_http_request=True)
            record = writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http)
            writer.write_record(record)
    return path


OTHERS: list[tuple[str, str, Headers, bytes]] = [
    ("request", URL, [("Host", "news.example")], b""),
    (
        "response",
        URL,
        [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")],
        b"4\r\nWiki\r\n0\r\n\r\n",
    ),
    ("metadata", URL, [], b"a: b"),
    ("response", URL + "2", [("Transfer-Encoding", "chunked")], b"<html>not chunked"),
]


@pytest.mark.parametrize("gzipped", [True, False])
def test_files_of_other_programs_are_read(tmp_path: Path, gzipped: bool) -> None:
    path = written_by_warcio(tmp_path / "other.warc", gzipped=gzipped, records=OTHERS)
    found = list(read_warc(path))
    assert [(r.url, r.body, r.session, r.status) for r in found] == [
        (URL, b"Wiki", 1, 200),
        (URL + "2", b"<html>not chunked", 1, 200),
    ]


def test_a_file_compressed_as_a_whole_is_read(tmp_path: Path) -> None:
    plain = written_by_warcio(tmp_path / "other.warc", gzipped=False, records=OTHERS)
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(plain.read_bytes()))
    assert [r.body for r in read_warc(whole)] == [b"Wiki", b"<html>not chunked"]


def test_a_revisit_comes_with_its_payload(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    first = append(archive, b"body", [("Content-Type", "text/html")])
    append(archive, b"body", [("ETag", "x")], at=LATER, first=first)
    found = list(read_warc(tmp_path / FILE))
    assert [(r.at, r.body, r.revisit, r.missing) for r in found] == [
        (AT, b"body", False, None),
        (LATER, b"body", True, None),
    ]


def test_a_revisit_without_its_payload_says_so(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    first = append(archive, b"body")
    again = append(archive, b"body", at=LATER, first=first)
    alone = tmp_path / "alone.warc.gz"
    alone.write_bytes((tmp_path / FILE).read_bytes()[again.offset :])
    (found,) = read_warc(alone)
    assert found.missing is not None
    with pytest.raises(ArchiveError, match="not in this file"):
        found.payload()


def test_a_payload_over_the_bound_is_passed_over(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    append(archive, bytes(33 * 1024 * 1024))
    append(archive, b"small")
    large, small = read_warc(tmp_path / FILE)
    assert (large.body, small.body) == (b"", b"small")
    assert "too large" in str(large.missing)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file"),
        (b"", "the file is empty"),
        (b"<html>no archive</html>", "at byte 0: no WARC record"),
        (gzip.compress(b"no archive"), "at byte 0: no WARC record"),
        (gzip.compress(b"WARC/1.0\r\n")[:12], "at byte 0: the record is cut off"),
        (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 999\r\n\r\nHTTP",
            "at byte 0: the record is cut off",
        ),
        (b"\x1f\x8b\x08 no gzip", "at byte 0: the record is damaged"),
        (b"WARC/1.0\r\n\r\n", None),
        (b"WARC/1.0\r\nContent-Length: x\r\n\r\nmore", "no WARC record"),
    ],
)
def test_a_broken_file_is_told_with_its_name_and_offset(
    tmp_path: Path, content: bytes | None, reason: str | None
) -> None:
    path = tmp_path / "broken.warc.gz"
    if content is not None:
        path.write_bytes(content)
    if reason is None:
        assert list(read_warc(path)) == []
        return
    with pytest.raises(ArchiveError, match=reason) as caught:
        list(read_warc(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
