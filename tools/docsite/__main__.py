"""Put the pages of the site together in build/docs: those of docs/, files beside it, and those made from code.

mkdocs reads them there (see mkdocs.yml). Run by `make docs`.
"""

import posixpath
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tools.docsite import commands, database, json_forms, words

ROOT = Path(__file__).parent.parent.parent
OUT = ROOT / "build" / "docs"
BESIDE = {
    "incidents/README.md": "reference/incident-files.md",
    "recipes/README.md": "reference/recipes.md",
    "CONTRIBUTING.md": "reference/contributing.md",
    "CHANGELOG.md": "reference/changes.md",
}
"""Files of the repository that stand outside docs/ → pages of the site."""
GENERATED: dict[str, Callable[[], str]] = {
    "reference/commands.md": commands.page,
    "reference/json.md": json_forms.page,
    "reference/words.md": words.page,
    "reference/database.md": database.page,
}
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")


def main() -> None:
    """Write all pages anew."""
    shutil.rmtree(OUT, ignore_errors=True)
    shutil.copytree(ROOT / "docs", OUT)
    pages = {path.relative_to(OUT).as_posix(): path.read_text(encoding="utf-8") for path in OUT.rglob("*.md")}
    pages |= {page: (ROOT / file).read_text(encoding="utf-8") for file, page in BESIDE.items()}
    for page, text in pages.items():
        _write(page, relinked(text, page))
    for page, written in GENERATED.items():
        _write(page, written())


def relinked(markdown: str, page: str) -> str:
    """The same text with links that a page of the site can follow; `page` is its path in the site.

    A link to a file of the repository that is no page becomes plain words.
    """
    beside = next((file for file, name in BESIDE.items() if name == page), f"docs/{page}")
    folder = posixpath.dirname(beside)

    def changed(link: re.Match[str]) -> str:
        text, target, anchor = link[1], link[2], link[3] or ""
        if "://" in target or target.startswith("mailto:"):
            return link[0]
        path = posixpath.normpath(posixpath.join(folder, target))
        there = BESIDE.get(path) or (path.removeprefix("docs/") if path.startswith("docs/") else None)
        if there is None:
            return text if (ROOT / path).exists() else link[0]
        return f"[{text}]({posixpath.relpath(there, posixpath.dirname(page) or '.')}{anchor})"

    return _LINK.sub(changed, markdown)


def _write(page: str, text: str) -> None:
    path = OUT / page
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
