"""Datasette over one workspace, from `keii serve`: on loopback, or behind a password."""

import base64
import hmac
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette

from db.browse.access import PUBLIC, App, Scope, host_of
from db.browse.guesses import Guesses

SETTINGS = {
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "num_sql_threads": 3,
    "allow_download": False,
    "default_cache_ttl": 0,
    "facet_time_limit_ms": 100,
    "suggest_facets": False,
    "truncate_cells_html": 300,
}
"""Bounds for what a question may take; `keii.db` grows while it is read, so nothing is cached in browsers."""


def application(database: Path, *, hosts: frozenset[str], password: str | None, public: bool) -> App:
    """The pages of a workspace for requests to these host names; with a password, whoever knows it."""
    # Imported only now: before Datasette itself it would be registered half made.
    from datasette import handle_exception

    # Where rich is installed every error would be printed with the variables of each frame, texts of pages among them.
    handle_exception.rich = None
    return gated(
        Datasette([str(database)], settings=SETTINGS).app(), hosts=hosts, password=password, public=public
    )


def serve(application: App, host: str, port: int) -> None:
    """Answer until stopped."""
    uvicorn.run(
        application,
        host=host,
        port=port,
        log_level="warning",
        lifespan="on",
        server_header=False,
        proxy_headers=False,
    )


def gated(app: App, *, hosts: frozenset[str], password: str | None, public: bool) -> App:
    """An application that is asked under its own names only (none: any), and only with the password."""
    guesses = Guesses()

    async def wrapped(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            if hosts and host_of(headers.get(b"host", b"")) not in hosts:
                await _refuse(send, 421, b"this server is asked by its own name only\n")
                return
            given = headers.get(b"authorization", b"")
            if password is not None and not await _admitted(scope, given, password, guesses, send):
                return
            scope = {**scope, PUBLIC: public}
        await app(scope, receive, send)

    return wrapped


async def _admitted(scope: Scope, given: bytes, password: str, guesses: Guesses, send: Any) -> bool:
    """Whether a request comes with the password; it is refused where not, or where too many were tried before."""
    address = scope["client"][0] if scope.get("client") else ""
    if given and (seconds := guesses.seconds_to_wait(address)):
        retry = (b"retry-after", str(seconds).encode())
        await _refuse(send, 429, b"too many wrong passwords; try again later\n", retry)
        return False
    if _knows(given, password):
        guesses.right(address)
        return True
    if given:
        guesses.wrong(address)
    challenge = (b"www-authenticate", b'Basic realm="keii", charset="UTF-8"')
    await _refuse(send, 401, b"a password is needed\n", challenge)
    return False


def _knows(header: bytes, password: str) -> bool:
    scheme, _, coded = header.partition(b" ")
    if scheme.lower() != b"basic":
        return False
    try:
        given = base64.b64decode(coded, validate=True).partition(b":")[2]
    except ValueError:
        return False
    return hmac.compare_digest(given, password.encode())


async def _refuse(send: Any, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    start: MutableMapping[str, Any] = {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode()), *headers],
    }
    await send(start)
    await send({"type": "http.response.body", "body": body})
