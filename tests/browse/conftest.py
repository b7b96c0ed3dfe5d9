"""The demo's workspace, and ways to ask for its pages: within the process, and from a real server on loopback."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from db.browse.access import App
from db.browse.server import application
from tests.faces.conftest import browser, tab

__all__ = ["browser", "tab"]

LOCAL, ELSEWHERE = "127.0.0.1", "203.0.113.7"
Ask = Callable[..., httpx.Response]


def asker(app: App, base: str = "http://localhost:8001") -> Ask:
    """Ask an application, from this machine or as somebody else."""

    def ask(path: str, *, client: str = LOCAL, method: str = "GET", **more: object) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(app=app, client=(client, 50_000))  # type: ignore[arg-type]
            async with httpx.AsyncClient(transport=transport, base_url=base) as session:
                return await session.request(method, path, **more)  # type: ignore[arg-type]

        return asyncio.run(answer())

    return ask


def asker_of(database: Path) -> Ask:
    """Ask the pages of a workspace, without a gate before them."""
    return asker(application(database, hosts=frozenset(), password=None, public=False))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the demo."""
    folder = tmp_path_factory.mktemp("browse") / "keii-demo"
    subprocess.run([sys.executable, "-m", "keii", "-w", str(folder), "demo"], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def ask(demo: Path) -> Ask:
    return asker_of(demo / "keii.db")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(workspace: Path) -> Iterator[str]:
    """The address of `keii serve` over a workspace, while the block runs."""
    port = free_port()
    command = [sys.executable, "-m", "keii", "-w", str(workspace), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(address, timeout=5)
                break
            except httpx.TransportError:
                assert server.poll() is None
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def site(demo: Path) -> Iterator[str]:
    """Address of `keii serve` over the demo."""
    with started(demo) as address:
        yield address
