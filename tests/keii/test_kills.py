"""SIGKILL at any moment of every command that writes: nothing is lost or doubled, and the result is the same."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KILLS, SEED = 60, 20


def test_sixty_kills_change_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.keii.kills", str(KILLS), str(SEED)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.stdout, done.stderr
    drill = json.loads(done.stdout)
    assert drill["found"] == []
    assert sum(drill["kills"].values()) == KILLS
    assert min(drill["kills"].values()) >= KILLS // 10
