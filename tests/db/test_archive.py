"""The archive: what is appended can be read back, by us and by other programs; damage is told or cut off."""

import gzip
import zlib
from pathlib import Path
from typing import Any

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from db.archive import Archive, ArchiveError, Stored, read_warc
from db.records import Capture

AT = "2020-09-10T12:00:00Z"
LATER = "2020-09-11T12:00:00Z"
URL = "https://news.example/a"
FILE = "keii-00001.warc.gz"
Headers = list[tuple[str, str]]


def capture_of(stored: Stored, url: str = URL, at: str = AT) -> Capture:
    return Capture(
        url=url,
        captured_at=at,
        digest=stored.digest,
        warc=stored.warc,
        offset=stored.offset,
        revisit=stored.revisit,
    )


def append(
    archive: Archive,
    body: bytes,
    headers: Headers | tuple[()] = (),
    *,
    url: str = URL,
    at: str = AT,
    **more: Any,
) -> Capture:
    return capture_of(
        archive.append_response(url=url, status=200, headers=headers, body=body, at=at, **more), url, at
    )


def checked_by_warcio(path: Path) -> int:
    class Command:
        inputs = (str(path),)
        verbose = False

    return int(Checker(Command).process_all())


# ---- there and back


def test_a_response_comes_back_as_it_was(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "archive")
    body = "<p>被害</p>".encode("cp932")
    headers = [
        ("Content-Type", "text/html"),
        ("X-Note", "caf\u00e9"),
        ("Set-Cookie", "a"),
        ("Set-Cookie", "b"),
    ]
    capture = append(archive, body, headers)
    assert archive.read(capture) == body
    assert list(archive.response(capture).headers) == headers


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("identity", b"text" * 99),
        ("gzip", gzip.compress(b"text" * 99)),
        ("x-gzip", gzip.compress(b"text" * 40) + gzip.compress(b"text" * 59)),
        ("GZIP", gzip.compress(b"text" * 99) + b"\0\0"),
        ("deflate", zlib.compress(b"text" * 99)),
        ("deflate", zlib.compress(b"text" * 99)[2:-4]),
        ("br", brotli.compress(b"text" * 99)),
        ("gzip, br", brotli.compress(gzip.compress(b"text" * 99))),
    ],
)
def test_content_codings_are_kept_in_the_file_and_taken_off_when_read(
    tmp_path: Path, coding: str, coded: bytes
) -> None:
    archive = Archive.open(tmp_path)
    capture = append(archive, coded, [("content-encoding", coding)])
    assert archive.read(capture) == b"text" * 99
    assert archive.response(capture).body == coded


def test_zstd_is_taken_off_where_python_has_it(tmp_path: Path) -> None:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        from backports import zstd
    archive = Archive.open(tmp_path)
    assert (
        archive.read(append(archive, zstd.compress(b"text" * 99), [("Content-Encoding", "zstd")]))
        == b"text" * 99
    )


BOMB = bytes(40 * 1024 * 1024)


@pytest.mark.parametrize(
    ("coding", "body", "reason"),
    [
        ("gzip", gzip.compress(BOMB), "too large"),
        ("deflate", zlib.compress(BOMB), "too large"),
        ("br", brotli.compress(BOMB, quality=1), "too large"),
        ("gzip, gzip", gzip.compress(gzip.compress(BOMB)), "too large"),
        ("gzip", gzip.compress(b"text" * 999)[:-12], "incomplete"),
        ("br", brotli.compress(bytes(range(256)) * 99)[:-9], "incomplete"),
        ("gzip", b"<html>not gzip", "not valid gzip"),
        ("br", b"<html>not br at all" * 9, "br"),
        ("rot13", b"grkg", "not known"),
        ("gzip,gzip,gzip,gzip", b"", "one inside the other"),
    ],
)
def test_codings_that_cannot_be_taken_off_are_told(
    tmp_path: Path, coding: str, body: bytes, reason: str
) -> None:
    archive = Archive.open(tmp_path)
    capture = append(archive, body, [("Content-Encoding", coding)])
    with pytest.raises(ArchiveError, match=reason) as caught:
        archive.read(capture)
    assert (caught.value.offset, Path(caught.value.file).name) == (capture.offset, FILE)


def test_the_same_payload_again_is_a_revisit(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    body = b"payload" * 5000
    first = append(archive, body)
    again = append(archive, body, [("ETag", "x")], at=LATER, first=first)
    third = append(archive, body, at=LATER, url="https://copy.example/", first=again)
    assert (first.revisit, again.revisit, third.revisit) == (False, True, True)
    assert archive.read(again) == archive.read(third) == body
    assert archive.response(again).headers == (("ETag", "x"),)
    assert (tmp_path / FILE).stat().st_size < 4000


def test_a_revisit_of_something_else_is_kept_whole(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    other = append(archive, b"other")
    assert not append(archive, b"body", first=other).revisit


def test_imports_are_resources(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    kept = archive.append_resource(
        url="file:記事 1.txt", content_type="text/plain", body="被害".encode(), at=AT
    )
    again = archive.append_resource(
        url="file:b.txt", content_type="text/plain", body="被害".encode(), at=AT, first=capture_of(kept)
    )
    assert archive.read(capture_of(kept)) == archive.read(capture_of(again)) == "被害".encode()
    assert [r.status for r in read_warc(tmp_path / FILE)] == [200, 200]


def test_other_programs_accept_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = Archive.open(tmp_path)
    first = append(archive, b"body", [("Content-Type", "text/html"), ("X", "a\r\nWARC-Type: forged")])
    append(archive, b"body", at=LATER, first=first)
    append(archive, b"", url="https://news.example/a b\r\nX: y")
    archive.append_resource(url="file:a", content_type="text/plain", body=b"x", at=AT)
    path = tmp_path / FILE
    assert checked_by_warcio(path) == 0, capsys.readouterr().out
    with path.open("rb") as file:
        records = [(r.rec_type, r.rec_headers.get_header("WARC-Record-ID")) for r in ArchiveIterator(file)]
    assert [kind for kind, _ in records] == ["warcinfo", "response", "revisit", "response", "resource"]
    assert len({record_id for _, record_id in records}) == len(records)


def test_the_same_appends_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        archive = Archive.open(tmp_path / name)
        append(archive, b"one")
        append(archive, b"one")
    assert (tmp_path / "a" / FILE).read_bytes() == (tmp_path / "b" / FILE).read_bytes()


def test_sessions_start_lazily_and_are_counted(tmp_path: Path) -> None:
    for number in range(3):
        with Archive.open(tmp_path) as archive:
            if number != 1:
                append(archive, b"%d" % number)
                append(archive, b"again %d" % number)
    assert [r.session for r in read_warc(tmp_path / FILE)] == [1, 1, 2, 2]


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path, max_file=1500)
    captures = [append(archive, b"%d" % number) for number in range(8)]
    names = sorted({capture.warc for capture in captures})
    assert len(names) > 1
    assert names[:2] == [FILE, "keii-00002.warc.gz"]
    assert [archive.read(capture) for capture in captures] == [b"%d" % number for number in range(8)]
    assert all(next(read_warc(tmp_path / name)).session == 1 for name in names)


def test_nothing_is_made_before_something_is_kept(tmp_path: Path) -> None:
    Archive.open(tmp_path / "archive").close()
    assert not (tmp_path / "archive").exists()


# ---- damage


@pytest.mark.parametrize("kept", [1, 12, 150, -1])
def test_a_torn_tail_is_cut_off_and_reported(tmp_path: Path, kept: int) -> None:
    archive = Archive.open(tmp_path)
    first = append(archive, b"first" * 100)
    second = append(archive, b"second" * 100)
    path = tmp_path / FILE
    whole = path.read_bytes()
    torn = whole[second.offset :][:kept]
    path.write_bytes(whole[: second.offset] + torn)
    reopened = Archive.open(tmp_path)
    (cut,) = reopened.recovered
    assert (cut.file, cut.kept, cut.cut) == (FILE, second.offset, len(torn))
    third = append(reopened, b"third")
    assert [reopened.read(first), reopened.read(third)] == [b"first" * 100, b"third"]
    assert checked_by_warcio(path) == 0
    assert Archive.open(tmp_path).recovered == ()


def test_zeros_after_a_power_cut_are_a_torn_tail(tmp_path: Path) -> None:
    first = append(Archive.open(tmp_path), b"first")
    path = tmp_path / FILE
    size = path.stat().st_size
    path.write_bytes(path.read_bytes() + bytes(8192))
    archive = Archive.open(tmp_path)
    assert [(c.kept, c.cut) for c in archive.recovered] == [(size, 8192)]
    assert archive.read(first) == b"first"


def test_a_file_that_is_torn_from_its_start_is_emptied_and_used(tmp_path: Path) -> None:
    append(Archive.open(tmp_path), b"first")
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:50])
    archive = Archive.open(tmp_path)
    assert [c.kept for c in archive.recovered] == [0]
    assert archive.read(append(archive, b"again")) == b"again"


def test_a_tail_torn_by_another_writer_meanwhile_is_cut_off_before_the_next_record(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    append(archive, b"first")
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes() + path.read_bytes()[:40])
    assert archive.read(append(archive, b"second")) == b"second"
    assert [c.cut for c in archive.recovered] == [40]


def test_damage_in_the_middle_is_told_and_the_rest_is_still_there(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    captures = [append(archive, b"%d" % n + bytes(range(256)) * 20) for n in range(3)]
    path = tmp_path / FILE
    data = bytearray(path.read_bytes())
    for place in range(captures[1].offset + 200, captures[1].offset + 230):
        data[place] ^= 0xFF
    path.write_bytes(data)
    reopened = Archive.open(tmp_path)
    assert reopened.recovered == ()
    assert reopened.read(captures[0])[:1] == b"0"
    assert reopened.read(captures[2])[:1] == b"2"
    with pytest.raises(ArchiveError) as caught:
        reopened.read(captures[1])
    assert (Path(caught.value.file).name, caught.value.offset) == (FILE, captures[1].offset)
    with pytest.raises(ArchiveError, match=f"at byte {captures[1].offset}"):
        list(read_warc(path))


def test_an_end_that_is_damaged_rather_than_torn_is_left_alone_and_written_past(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    captures = [append(archive, b"%d" % n + bytes(range(256)) * 20) for n in range(3)]
    path = tmp_path / FILE
    data = bytearray(path.read_bytes())
    for place in (captures[1].offset + 200, captures[2].offset + 300):
        data[place] ^= 0xFF
    path.write_bytes(data)
    reopened = Archive.open(tmp_path)
    assert reopened.recovered == ()
    assert append(reopened, b"next").warc == "keii-00002.warc.gz"
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"warc": "keii-00009.warc.gz"}, "No such file"),
        ({"warc": "../keii-00001.warc.gz"}, "not the name of a file"),
        ({"offset": 10**9}, "ends before"),
        ({"offset": 5}, "no WARC record starts here"),
        ({"offset": 0}, "warcinfo"),
        ({"digest": "sha256:00"}, "the payload is sha256:"),
    ],
)
def test_a_capture_that_does_not_fit_the_file_is_told(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    from dataclasses import replace

    archive = Archive.open(tmp_path)
    capture = append(archive, b"body")
    with pytest.raises(ArchiveError, match=reason):
        archive.read(replace(capture, **change))


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """A limit on file size stands in for the disk."""
    import resource
    import signal

    archive = Archive.open(tmp_path)
    first = append(archive, b"first")
    size = (tmp_path / FILE).stat().st_size
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, limits[1]))
    try:
        with pytest.raises(ArchiveError, match="cannot be written: File too large"):
            append(archive, bytes(range(256)) * 40)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert (tmp_path / FILE).stat().st_size == size
    assert archive.read(append(archive, b"second")) == b"second"
    assert archive.read(first) == b"first"
