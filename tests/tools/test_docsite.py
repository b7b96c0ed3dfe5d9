"""The documentation as a site: links that lead out of docs/, pages made from code, and mkdocs, where it is installed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from db.incidents import checks
from db.records import OutcomeName
from tools.docsite import commands, database, json_forms, words
from tools.docsite.__main__ import relinked

ROOT = Path(__file__).parent.parent.parent

LINKS = [
    # page, link there, link in the site
    ("tutorial.md", "[x](../incidents/README.md#sources)", "[x](reference/incident-files.md#sources)"),
    ("howto/names.md", "[x](../commands/names.md)", "[x](../commands/names.md)"),
    ("howto/names.md", "[x](../../incidents/README.md)", "[x](../reference/incident-files.md)"),
    ("reference/incident-files.md", "[x](../docs/layouts.md)", "[x](../layouts.md)"),
    ("reference/changes.md", "[x](docs/commands/build.md)", "[x](../commands/build.md)"),
    ("architecture.md", "[tests](../tests/test_architecture.py)", "tests"),
    ("architecture.md", "[x](https://example.org/a)", "[x](https://example.org/a)"),
    ("architecture.md", "[x](nothing-there.md#a)", "[x](nothing-there.md#a)"),
]


@pytest.mark.parametrize(("page", "link", "expected"), LINKS)
def test_links_lead_to_pages_of_the_site_or_become_words(page: str, link: str, expected: str) -> None:
    assert relinked(f"See {link}.", page) == f"See {expected}."


def test_every_command_is_on_the_page_of_commands() -> None:
    page = commands.page()
    assert "## keii import\n" in page
    assert "### keii review hide\n" in page
    assert "`--incident SLUG`" in page
    assert "| 75 | another run" in page


def test_every_outcome_has_a_meaning_and_none_is_left_over() -> None:
    assert set(words.OUTCOMES) == set(get_args(OutcomeName))
    assert "| `rate-limited` |" in words.page()


def test_every_key_that_is_written_is_on_the_page_of_json_forms() -> None:
    page = json_forms.page()
    for key in ("independent_sources", "quote", "as_of", "canonical", "attributed_to", "last_outcome"):
        assert f"| `{key}` |" in page
    assert "| `class` | `bank` \\| `service`" in page
    assert "| `quote` | text | The exact slice of the section's text. |" in page


def test_every_table_is_on_the_page_of_the_database() -> None:
    page = database.page()
    assert re.search(r"^\| `incident` \| integer \| incidents.id \|", page, re.M)
    assert "## captures\n" in page
    assert "JSON list" in page


def test_every_key_of_an_incident_file_is_explained() -> None:
    page = (ROOT / "incidents" / "README.md").read_text(encoding="utf-8")
    keys = {*checks.INCIDENT, *checks.SOURCE, *checks.NAME, *checks.LIST}
    assert {key for key in keys if not re.search(rf"`{key}(?:`| =)|^{key} =", page, re.M)} == set()


def test_the_site_is_built_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="make docs installs mkdocs")
    for name in ("docs", "incidents", "recipes", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("mkdocs.yml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_architecture.py").touch()
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}:{ROOT}", "NO_MKDOCS_2_WARNING": "1"}
    for arguments in (["tools.docsite"], ["mkdocs", "build", "--quiet", "--strict"]):
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "site"
    assert "チュートリアル" in (site / "ja" / "tutorial.html").read_text(encoding="utf-8")
    for page in site.rglob("*.html"):
        assert not re.findall(
            r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"https?:", page.read_text(encoding="utf-8")
        )
