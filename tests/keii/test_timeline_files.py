"""Files are replaced in one step, or not at all."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from keii.replacing import replace_file
from keii.timeline_files import RENDERERS, write_timeline
from tests.faces.story import whole_story


def test_the_same_content_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    replace_file(path, b"one")
    before = path.stat().st_ino
    replace_file(path, b"one")
    assert path.stat().st_ino == before


def test_an_interrupted_write_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    replace_file(path, b"old")

    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_who_reads_the_old_file_meanwhile_reads_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    replace_file(path, b"old" * 100_000)
    with path.open("rb") as reader:
        assert reader.read(3) == b"old"
        replace_file(path, b"new")
        assert reader.read() == b"old" * 99_999
    assert path.read_bytes() == b"new"


def test_what_a_killed_writer_left_is_cleared_up_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    def killed() -> Iterator[bytes]:
        yield b"half"
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        replace_file(tmp_path / "a.md", killed())
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    (left,) = tmp_path.iterdir()
    mine = tmp_path / ".a.md.original"
    mine.write_bytes(b"of another program")

    def looked_at() -> Iterator[bytes]:
        yield b"new"
        replace_file(tmp_path / "b.md", b"other")

    replace_file(tmp_path / "a.md", looked_at())
    assert sorted(p.name for p in tmp_path.iterdir()) == [mine.name, "a.md", "b.md"]
    assert not left.exists()
    assert (tmp_path / "a.md").read_bytes() == b"new"


def test_a_link_in_the_folder_is_replaced_and_what_it_points_to_is_not_written(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_bytes(b"mine")
    path = tmp_path / "a.md"
    path.symlink_to(target)
    replace_file(path, b"new")
    assert target.read_bytes() == b"mine"
    assert path.read_bytes() == b"new"


def test_every_format_is_a_file_of_its_own(tmp_path: Path) -> None:
    written = write_timeline(whole_story(), tmp_path, list(RENDERERS))
    assert sorted(file.name for file in written) == [
        "pay-series-damage-total.svg", "pay.atom", "pay.csv", "pay.html", "pay.ics", "pay.json",
        "pay.md", "pay.raw.csv", "pay.timelinejs.json",
    ]  # fmt: skip
    assert all(file.read_bytes() for file in written)


def test_the_markdown_shows_the_charts_beside_it(tmp_path: Path) -> None:
    write_timeline(whole_story("en"), tmp_path, ["md"])
    markdown = (tmp_path / "pay.en.md").read_text(encoding="utf-8")
    charts = sorted(file.name for file in tmp_path.glob("*.svg"))
    assert charts == ["pay.en-series-damage-total.svg"]
    assert all(f"]({name})" in markdown for name in charts)


def test_a_chart_of_a_series_that_is_no_more_goes_and_nothing_else(tmp_path: Path) -> None:
    others = [
        "pay-series-x-series-banks.svg",
        "pay-series-mine.png",
        "payer-series-banks.svg",
        "pay.en-series-banks.svg",
    ]
    for name in (*others, "pay-series-old.svg", "pay-series-damage-total-a1b2c3.svg"):
        (tmp_path / name).write_text("mine")
    timeline = whole_story()
    write_timeline(timeline, tmp_path, ["md"])
    write_timeline(replace(timeline, series=()), tmp_path, ["json"])
    left = {file.name for file in tmp_path.iterdir()}
    assert left - {"pay.md", "pay.json"} == {*others, "pay-series-damage-total.svg"}
    write_timeline(replace(timeline, series=()), tmp_path, ["html"])
    assert {file.name for file in tmp_path.glob("*.svg")} == {n for n in others if n.endswith("svg")}
