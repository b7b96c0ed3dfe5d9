"""A Redis of the test's own on loopback. Tests nothing itself."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import ConnectionError as NotYet
from redis.retry import Retry

SERVER = shutil.which("redis-server")

if SERVER is None and os.environ.get("CI"):
    raise RuntimeError("CI needs redis-server: apt-get install redis-server")

needs_redis = pytest.mark.skipif(
    SERVER is None, reason="needs redis-server (Debian: apt install redis-server)"
)


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The address of a server that is gone afterwards, with what it held."""
    assert SERVER is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [SERVER, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        cwd=folder, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        patient = Retry(ConstantBackoff(0.05), 200)
        with Redis(port=port, retry=patient, retry_on_error=[NotYet]) as client:
            client.ping()
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(20)
