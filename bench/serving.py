"""The site of `bench.site` on loopback, in a thread: its time is that of whoever measures, not of what is measured."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue

Pages = dict[str, tuple[str, bytes]]
"""Content type and body by path."""


@contextmanager
def serving(pages: Pages) -> Iterator[str]:
    """The address of the server.

    >>> from urllib.request import urlopen
    >>> with serving({"/a": ("text/plain", b"here")}) as base, urlopen(f"{base}/a") as answer:
    ...     answer.read()
    b'here'
    """
    loop, done = asyncio.new_event_loop(), asyncio.Event()
    address: Queue[str] = Queue()
    thread = threading.Thread(
        target=lambda: loop.run_until_complete(_serve(pages, address, done)), daemon=True
    )
    thread.start()
    base = address.get()
    try:
        yield base
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()


async def _serve(pages: Pages, address: "Queue[str]", done: asyncio.Event) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _request(reader):
            kind, body = pages.get(head.split(b" ", 2)[1].decode(), ("", b""))
            status = "200 OK" if kind else "404 Not Found"
            start = f"HTTP/1.1 {status}\r\nContent-Type: {kind or 'text/plain'}\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(start.encode() + body)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    address.put(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    await done.wait()
    server.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""
