"""The pictures of the documentation: the demo in Chromium. Run by `make screenshots`; writes docs/images/*.webp."""

import base64
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDE = ViewportSize(width=1100, height=760)
LARGEST = 150_000
"""Bytes of a picture."""


def opened_line(page: Page) -> None:
    """A line whose proof is open."""
    line = page.locator("#timeline summary", has_text="120件").first
    line.click()
    _to(page, line.evaluate("line => line.getBoundingClientRect().top + scrollY"))


def part(name: str) -> Callable[[Page], None]:
    """One part of the page at the top of the window."""
    return lambda page: _to(
        page, page.locator(f"#{name}").evaluate("s => s.getBoundingClientRect().top + scrollY")
    )


def top(page: Page) -> None:
    """The page as it opens."""


def _to(page: Page, place: float) -> None:
    page.evaluate("place => window.scrollTo(0, place - 24)", place)


SHOTS: tuple[tuple[str, str, ViewportSize, Callable[[Page], None]], ...] = (
    ("timeline", "timelines/docomo-koza.html", WIDE, top),
    ("proof", "timelines/docomo-koza.html", WIDE, opened_line),
    ("edits", "timelines/docomo-koza.html", WIDE, part("edits")),
    ("facts", "facts.html", ViewportSize(width=1100, height=560), top),
)
"""Name, file in the workspace, window, and what is to be seen."""
SERVED = (("search", "search?q=七十七", ViewportSize(width=1100, height=620)),)
"""Name, address in `keii serve`, window."""


def main() -> None:
    """Build the demo in a folder of its own and take all pictures."""
    browser_path = os.environ.get("KEII_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        sys.exit("no Chromium here: install it (apt-get install chromium), or name one in KEII_CHROMIUM")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        workspace = Path(folder)
        _prepare(workspace)
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(device_scale_factor=1.5, locale="ja-JP", color_scheme="light")
        page = context.new_page()
        for name, file, window, prepare in SHOTS:
            page.set_viewport_size(window)
            page.goto((workspace / file).as_uri())
            prepare(page)
            _save(name, page)
        with _serving(workspace) as site:
            for name, address, window in SERVED:
                page.set_viewport_size(window)
                page.goto(site + address)
                _save(name, page)


@contextmanager
def _serving(workspace: Path) -> Iterator[str]:
    """The address at which `keii serve` answers, as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "keii", "--workspace", str(workspace), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    sys.exit("keii serve does not answer")


def _prepare(workspace: Path) -> None:
    keii = [sys.executable, "-m", "keii", "--workspace", str(workspace)]
    subprocess.run([*keii, "demo", "--json"], check=True, stdout=subprocess.DEVNULL)
    text = (
        "NTTドコモは14日、ドコモ口座を通じた不正な引き出しが同日午前0時時点で120件、2,542万円に上ったと発表した。"
        "ゆうちょ銀は16日、新規登録を停止した。"
    )
    extract = [*keii, "extract", "-", "--published", "2020-09-16", "--html", str(workspace / "facts.html")]
    subprocess.run(extract, input=text.encode(), check=True, stdout=subprocess.DEVNULL)


def _save(name: str, page: Page) -> None:
    """Chromium writes WebP itself; Playwright does not ask it to."""
    page.screenshot()  # waits until everything is drawn
    shot = page.context.new_cdp_session(page).send(
        "Page.captureScreenshot", {"format": "webp", "quality": 70}
    )
    image = base64.b64decode(shot["data"])
    if len(image) > LARGEST:
        sys.exit(f"{name}: {len(image)} bytes, more than {LARGEST}")
    (IMAGES / f"{name}.webp").write_bytes(image)
    print(f"docs/images/{name}.webp  {len(image) // 1000} kB")


if __name__ == "__main__":
    main()
