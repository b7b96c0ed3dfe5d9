"""Files are replaced in one step, or not at all."""

import os
from pathlib import Path

import pytest

from keii.timeline_files import replace_file


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


def test_a_link_in_the_folder_is_replaced_and_what_it_points_to_is_not_written(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_bytes(b"mine")
    path = tmp_path / "a.md"
    path.symlink_to(target)
    replace_file(path, b"new")
    assert target.read_bytes() == b"mine"
    assert path.read_bytes() == b"new"
