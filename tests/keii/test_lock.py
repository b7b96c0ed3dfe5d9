"""One writer a workspace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from keii.errors import LOCKED
from keii.lock import Locked, hold_lock


def test_a_second_holder_is_told_who_holds_it_and_since_when(tmp_path: Path) -> None:
    path = tmp_path / ".keii.lock"
    with hold_lock(path, "2020-09-10T12:00:00Z"):
        with pytest.raises(Locked) as caught, hold_lock(path, "2020-09-10T12:00:05Z"):
            pass
        assert f"pid {os.getpid()} since 2020-09-10T12:00:00Z" in str(caught.value)
        assert caught.value.exit_status == LOCKED


def test_it_is_free_again_after_the_block(tmp_path: Path) -> None:
    path = tmp_path / ".keii.lock"
    with hold_lock(path, "a"):
        pass
    with hold_lock(path, "b"):
        assert path.read_text() == f"pid {os.getpid()} since b\n"


def test_it_dies_with_a_killed_process(tmp_path: Path) -> None:
    path = tmp_path / ".keii.lock"
    script = (
        "import sys, pathlib, time\n"
        "from keii.lock import hold_lock\n"
        "with hold_lock(pathlib.Path(sys.argv[1]), 'x'):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    with pytest.raises(Locked), hold_lock(path, "y"):
        pass
    child.kill()
    child.wait()
    child.stdout.close()
    with hold_lock(path, "z"):
        pass
