"""docs/security.md: every fault has a test or a reason, and every test that it names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "security.md"
FAULTS = 72

ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.M)
TESTS = re.findall(r"\[(test_\w+)\]\(\.\./(tests/[\w/]+\.py)\)", PAGE.read_text(encoding="utf-8"))


def test_every_fault_has_a_row_with_a_test_or_a_reason() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, FAULTS + 1))
    without = [row for row in ROWS if "](../tests/" not in row[2]]
    assert all(len(reason.split()) > 4 for *_, reason in without), without


@pytest.mark.parametrize(("test", "file"), sorted(set(TESTS)))
def test_every_named_test_exists(test: str, file: str) -> None:
    assert re.search(rf"^(?:async )?def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.M)
