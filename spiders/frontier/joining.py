"""Joining a shared crawl: the connection, the worker's name, and what it left behind when it was killed."""

import hashlib
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from db.store import Store
from spiders.errors import NoFrontier
from spiders.frontier.queue import LeasedQueue


@dataclass(frozen=True, slots=True)
class Frontier:
    """One incident's crawl in Redis, as one worker sees it."""

    redis: Any
    queue: LeasedQueue


def join(url: str, slug: str, archive: Path, *, lease: float, round_name: str | None = None) -> Frontier:
    """Connect to `redis://…`; raises NoFrontier. A worker is known by its machine and its archive folder.

    Workers that give the same `round_name` do a round once, however late they come; without a name the next one begins
    where nothing is left of the last.
    """
    try:
        from redis.exceptions import RedisError
        from scrapy_redis.connection import get_redis
    except ImportError:
        raise NoFrontier(_shown(url), "install keii with its extra: pip install 'keii[redis]'") from None
    name = f"{socket.gethostname()}:{archive.resolve()}"
    worker = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    try:
        client = get_redis(url=url, socket_connect_timeout=5)
        client.ping()
    except (RedisError, ValueError) as error:
        raise NoFrontier(_shown(url), " ".join(str(error).split())[:200]) from None
    prefix = f"keii:{slug}:{round_name or ''}"
    queue = LeasedQueue(client, prefix, worker, lease=lease, named=round_name is not None)
    return Frontier(client, queue)


def _shown(url: str) -> str:
    """The address without its password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def settle_left_behind(frontier: Frontier, store: Store, slug: str, began: float) -> None:
    """Decide on what this worker held when it was killed: written down in this round is done, the rest goes back."""
    since = datetime.fromtimestamp(began, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for leased in frontier.queue.left_behind():
        kept = store.latest_capture(leased.url, slug)
        if kept is not None and kept.captured_at >= since:
            frontier.queue.done(leased.id)
        else:
            frontier.queue.release(leased.id)
