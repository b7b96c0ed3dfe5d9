"""A real browser for the pages: Debian's Chromium, or the one that KEII_CHROMIUM names."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def chromium() -> str | None:
    """Where a Chromium is."""
    return os.environ.get("KEII_CHROMIUM") or next(
        (path for name in NAMES if (path := shutil.which(name))), None
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one module: while it is open an event loop runs in this thread, in which no crawl can start its own."""
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here: .ci/run installs it, or name one in KEII_CHROMIUM")
        pytest.skip("no Chromium here: install it (apt-get install chromium), or name one in KEII_CHROMIUM")
    with sync_playwright() as playwright:
        # Within a container there is no other sandbox to be had; the pages come from this test alone.
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that reaches nothing but itself."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    yield page
    context.close()
