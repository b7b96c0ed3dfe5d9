"""`make bench-setup`: the rivals into .venv-bench, one by one; what does not install is noted, not left out.

Run by the Python of .venv-bench. The notes are read by `bench.rivals.running`.
"""

import json
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
NOTES = Path(sys.prefix) / "failed.json"


def requirements(text: str) -> list[str]:
    """The lines of a requirements file that ask for something.

    >>> requirements("# why\\na==1\\n\\nb==2\\n")
    ['a==1', 'b==2']
    """
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def last_error(output: str) -> str:
    """The line of pip's output that says what went wrong.

    >>> last_error("Collecting a\\nERROR: No matching distribution found for a==9\\n")
    'No matching distribution found for a==9'
    """
    errors = [line.removeprefix("ERROR:").strip() for line in output.splitlines() if line.startswith("ERROR")]
    return errors[-1] if errors else (output.strip().splitlines() or ["pip said nothing"])[-1]


def main() -> int:
    """Install all; exit 1 where one failed."""
    failed: dict[str, str] = {}
    for requirement in requirements(REQUIREMENTS.read_text(encoding="utf-8")):
        command = [sys.executable, "-m", "pip", "install", "--quiet", requirement]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            failed[requirement.partition("==")[0]] = last_error(done.stderr)
        print(f"{requirement}: {'failed' if done.returncode else 'installed'}")
    NOTES.write_text(json.dumps(failed, ensure_ascii=False), encoding="utf-8")
    for name, reason in failed.items():
        print(f"{name}: {reason}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
