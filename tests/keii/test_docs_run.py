"""Every `sh` block of the documentation is run, in order, offline, each page in a workspace of its own.

A block after `<!-- not run: why -->` is only parsed (tests/keii/test_docs.py). A block with a title is a file that the page
tells its reader to write. Pages other than the tutorial start with the demo, and with the files in docs_files/.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FILES = Path(__file__).parent / "docs_files"
FROM_NOTHING = {"tutorial.md", "tutorial.ja.md"}
BLOCK = re.compile(
    r"(?:<!-- not run: (?P<why>[^>]+) -->\n)?^```(?P<kind>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^```$",
    re.M | re.S,
)
ID = re.compile(r"\b[0-9a-f]{10}\b")
FETCHES = re.compile(
    r"\b(?:curl|wget) |^keii (?:--?w\S* \S+ )?(?:run|crawl|watch|serve)\b(?!.*--replay|.*--help)", re.M
)


def script_of(markdown: str) -> str:
    """What a reader of the page would type, as one script."""
    parts = []
    for block in BLOCK.finditer(markdown):
        if block["title"]:
            parts.append(f"cat > {block['title']} <<'END'\n{block['body']}END\n")
        elif block["kind"] == "sh" and not block["why"]:
            parts.append(block["body"])
    return "\n".join(parts)


def pages() -> list[Path]:
    """Those that have something to run."""
    known = [ROOT / "README.md", ROOT / "README.ja.md", ROOT / "incidents" / "README.md"]
    known += sorted((ROOT / "docs").rglob("*.md"))
    return [page for page in known if script_of(page.read_text(encoding="utf-8")).strip()]


def run(script: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a script as a user's shell would, with keii on its path and jq, if there is none, taking everything."""
    jq = "" if shutil.which("jq") else "jq() { cat; }\n"
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", jq + script],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The workspace of `keii demo` with the files of docs_files/, and the ids of its lines."""
    home = tmp_path_factory.mktemp("docs")
    done = run("keii demo > out.md && cd keii-demo && keii review docomo-koza --list", home, home)
    assert done.returncode == 0, done.stderr
    workspace = home / "keii-demo"
    shutil.copytree(FILES, workspace, dirs_exist_ok=True)
    for name in ("pages.warc.gz", "crawl.warc.gz"):
        shutil.copy(ROOT / "keii" / "demo" / "docomo-koza.warc.gz", workspace / name)
    return workspace, [line.split("\t")[0] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_of_a_page_work(page: Path, demo: tuple[Path, list[str]], tmp_path: Path) -> None:
    workspace, lines = demo
    folder = tmp_path / "workspace"
    if page.name in FROM_NOTHING:
        folder.mkdir()
    else:
        shutil.copytree(workspace, folder)
    script = script_of(page.read_text(encoding="utf-8"))
    assert not FETCHES.search(script), "what needs the web or never ends is marked: <!-- not run: why -->"
    # Ids in the documentation are examples: each stands for some line of the demo.
    examples = dict(zip(dict.fromkeys(ID.findall(script)), lines, strict=False))
    script = ID.sub(lambda found: examples[found[0]], script)
    done = run(f"set -x\n{script}", folder, tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
