"""Who may see what, and what a browser may do with it.

Whole texts are other people's: they are shown on the machine that they lie on, to nobody else. A request counts as
local if it comes over loopback, was not handed on by a proxy that says so, and asks for a local name (a page of the
web whose name is made to lead here does not). Everybody else gets facts, links and short quotes.
"""

import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from ipaddress import ip_address
from typing import Any

from datasette.utils.asgi import Request

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]

LOCAL = "keii-local"
QUOTE = 120
"""Most characters of a quote that others see."""
_HANDED_ON = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"})
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
PUBLIC = "keii.public"
"""Set in a request's scope: it is nobody local, wherever it comes from."""

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
FREE = frozenset({"entries", "documents", "claims", "claim_figures", "claim_organisations"})
"""Tables without a word of the pages but the lines that were concluded from them."""


def others_may(workspaces: Sequence[str], action: str, resource: Any) -> bool | None:
    """What somebody who is not at the machine may do with a workspace; None: what Datasette decides."""
    if action == "view-table" and resource[0] in workspaces:
        return resource[1] in FREE
    if action in ("execute-sql", "view-database-download") and resource in workspaces:
        return False
    return None


def is_local(scope: Scope) -> bool:
    """Whether a request comes from the machine itself."""
    if scope.get(PUBLIC) or not scope.get("client"):
        return False
    headers = dict(scope["headers"])
    return (
        _is_loopback(scope["client"][0])
        and not _HANDED_ON & set(headers)
        and host_of(headers.get(b"host", b"")) in _LOCAL_NAMES
    )


def host_of(header: bytes) -> str:
    """The name in a Host header, without the port.

    >>> host_of(b"localhost:8001"), host_of(b"[::1]:8001"), host_of(b"rebound.example")
    ('localhost', '[::1]', 'rebound.example')
    """
    name = header.decode("latin-1").lower()
    return name[: name.index("]") + 1] if name.startswith("[") and "]" in name else name.partition(":")[0]


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def sees_texts(request: Request) -> bool:
    """Whether a request may see whole texts."""
    actor = request.actor or {}
    return actor.get("id") in (LOCAL, "root") and is_local(request.scope)


def nonce_of(request: Request | None) -> str:
    """What marks the few style sheets and scripts of a page of Datasette's as its own."""
    return str(request.scope.get("keii.nonce", "")) if request else ""


def policy(nonce: str) -> str:
    """What a browser may do with a page: show it with our style sheets and Datasette's own scripts.

    Colours of databases are attributes in Datasette's templates, hence the one relaxation; it runs nothing.
    """
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}';"
        " style-src-attr 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )


def strict_policy(*styles: str) -> str:
    """The same for our own pages: no script at all, only the style sheets with these digests beside our file."""
    hashes = "".join(f" 'sha256-{digest}'" for digest in styles)
    return (
        f"default-src 'none'; style-src 'self'{hashes}; img-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )


_INNER = re.compile(r"/+-/(?!static)")
"""Datasette's pages about itself: they name files and settings of the machine."""


def _at_home(name: bytes, value: bytes) -> bytes:
    """A redirect that stays here: browsers take `//` and `/\\` at the beginning for another host."""
    return (
        b"/" + value.lstrip(b"/\\")
        if name.lower() == b"location" and value.startswith((b"/", b"\\"))
        else value
    )


def with_headers(app: App) -> App:
    """Every answer with a policy and what else keeps it to itself."""

    async def wrapped(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if _INNER.match(scope["path"]) and not is_local(scope):
            scope = {**scope, "path": "/-/", "raw_path": b"/-/"}  # there is no such page
        nonce = secrets.token_urlsafe(16)

        async def sent(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                given = [(name, _at_home(name, value)) for name, value in message.get("headers", [])]
                names = {name.lower() for name, _ in given}
                wanted = ((b"content-security-policy", policy(nonce).encode()), *_HEADERS)
                message["headers"] = given + [h for h in wanted if h[0] not in names]
            await send(message)

        await app({**scope, "keii.nonce": nonce}, receive, sent)

    return wrapped
