"""A disk that is full: one line, an exit status, a sound database; and once there is room the work goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from keii.errors import FAILURES

ROOT = Path(__file__).parent.parent.parent
UNSHARE = ["unshare", "--mount", "--propagation", "private"]


def may_mount() -> bool:
    """Whether a disk can be made here: root on Linux."""
    try:
        return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("room")
    command = [sys.executable, "-m", "keii", "--workspace", str(folder), "demo"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return (folder / "timelines" / "docomo-koza.md").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_told_in_one_line() -> None:
    command = [sys.executable, "-m", "keii", "sources"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == FAILURES
    assert done.stderr == "keii: cannot write: No space left on device; make room, then run it again\n"


@pytest.mark.skipif(not may_mount(), reason="only root may make a small disk")
@pytest.mark.parametrize("size", ["20k", "100k", "900k", "4m"])
def test_a_full_disk_is_told_in_one_line_and_the_work_goes_on(
    tmp_path: Path, undisturbed: str, size: str
) -> None:
    command = [*UNSHARE, sys.executable, str(ROOT / "tests" / "keii" / "full_disk.py"), str(tmp_path), size]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=120, check=True)
    told = json.loads(done.stdout)
    status, lines = told["full"]
    assert status == FAILURES
    assert len(lines) == 1, lines
    assert "no space left" in lines[0].lower()
    assert told["sound"]
    assert told["again"][0] == 0, told["again"][1]
    assert told["proved"] == [0, []]
    assert told["timeline"] == undisturbed
