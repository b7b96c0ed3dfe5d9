"""The demo on a disk of its own that is too small, and again once there is room. Run in a mount name space of its own.

Usage: unshare -m --propagation private python full_disk.py FOLDER SIZE
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOM = "100m"


def keii(folder: Path, *words: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "keii", "--workspace", str(folder), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def is_sound(database: Path) -> bool:
    """Of a copy elsewhere: to look at the database on its full disk would need room there."""
    with tempfile.TemporaryDirectory() as elsewhere:
        for path in database.parent.glob(f"{database.name}*"):
            if not path.name.endswith("-shm"):
                shutil.copy(path, elsewhere)
        connection = sqlite3.connect(Path(elsewhere) / database.name)
        try:
            return bool(connection.execute("pragma integrity_check").fetchone()[0] == "ok")
        finally:
            connection.close()


def main(folder: Path, size: str) -> None:
    """Print what each run ended in, and whether the database was sound between them."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    status, _, told = keii(folder, "demo")
    sound = is_sound(folder / "keii.db")
    subprocess.run(["mount", "-o", f"remount,size={ROOM}", folder], check=True)
    again, _, told_again = keii(folder, "demo")
    proved, answer, _ = keii(folder, "verify", "--json")
    json.dump(
        {
            "full": [status, told.splitlines()], "sound": sound, "again": [again, told_again],
            "proved": [proved, json.loads(answer)["docomo-koza"]["problems"]],
            "timeline": (folder / "timelines" / "docomo-koza.md").read_text(encoding="utf-8"),
        },
        sys.stdout,
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
