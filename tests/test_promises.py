"""docs/security.md: every fault has a test or a reason, and every test that it names exists."""

import re
from pathlib import Path

import pytest

from keii.reading import CPU_SECONDS, MEMORY_BYTES
from spiders import settings

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


BOUNDS = [
    ("30 s and 8 MiB a response", settings.DOWNLOAD_TIMEOUT == 30 and settings.DOWNLOAD_MAXSIZE == 8 * 1024 * 1024),
    ("five redirects", settings.REDIRECT_MAX_TIMES == 5),
    ("500 pages, 50 sitemaps and six steps a source",
     (settings.PAGES_A_SOURCE, settings.SITEMAPS_A_SOURCE, settings.DEPTH_LIMIT) == (500, 50, 6)),
    ("30 s of processor time and 3 GB of memory", (CPU_SECONDS, MEMORY_BYTES) == (30, 3 << 30)),
    ("five seconds between two requests to a host", settings.HOST_DELAY == 5 and settings.RETRY_TIMES == 1),
    ("certificates checked, no cookies, no proxy",
     settings.DOWNLOAD_VERIFY_CERTIFICATES and not settings.COOKIES_ENABLED and not settings.HTTPPROXY_ENABLED),
]  # fmt: skip


@pytest.mark.parametrize(("words", "so"), BOUNDS)
def test_the_bounds_that_are_promised_are_the_settings(words: str, so: bool) -> None:
    assert words in " ".join(PAGE.read_text(encoding="utf-8").split())
    assert so
