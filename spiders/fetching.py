"""Requests put to the network: bounded in time and size, to public addresses only, answers kept as they came."""

import asyncio
import ssl
from datetime import UTC, datetime
from typing import Any

import aiohttp
import yarl
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from spiders.answers import Answer, NotFetched
from spiders.middlewares.addresses import Allowed, allowed_networks, is_public
from spiders.middlewares.patience import pause_asked_for
from spiders.middlewares.robots import ROLE
from spiders.session import session_of

_CONNECTIONS_LEFT_OPEN = 5.0
"""Seconds that an idle connection is kept; longer than most delays would only bother the server."""

_LONGEST_REASON = 300
"""Characters of what a library says went wrong."""


class PublicResolver(ThreadedResolver):
    """Looks names up and gives only public addresses, which are then connected to without another look."""

    def __init__(self, allowed: Allowed) -> None:
        super().__init__()
        self._allowed = allowed

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        """Addresses of a name; NotFetched where none of them is public."""
        found = await super().resolve(host, port, family)
        public = [address for address in found if is_public(address["host"], self._allowed)]
        if found and not public:
            raise NotFetched("refused-address", f"{host} is {found[0]['host']}, which is not public")
        return public


class PublicFetch(BaseDownloadHandler):
    """Scrapy's door to the network."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._session_of_crawl = session_of(crawler)
        self._max_size = settings.getint("DOWNLOAD_MAXSIZE")
        self._robots_size = settings.getint("ROBOTS_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=PublicResolver(allowed_networks(settings)),
                use_dns_cache=False,
                limit=settings.getint("CONCURRENT_REQUESTS"),
                limit_per_host=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
                keepalive_timeout=_CONNECTIONS_LEFT_OPEN,
                ssl=_verifying(settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        )
        # It would ask once more at once, without its turn; the retry middleware does it in time. No public name.
        self._http._retry_connection = False

    async def download_request(self, request: Request) -> Answer:
        """The answer, whole; otherwise an exception that spiders.answers has a name for."""
        url = yarl.URL(request.url.partition("#")[0], encoded=True)
        host, pace = url.host or "", self._session_of_crawl.pace
        async with pace.turn(host):
            try:
                answer = await self._ask(request, url)
            except TimeoutError as error:
                raise DownloadTimeoutError(f"took longer than {self._timeout:g} seconds") from error
            except aiohttp.ClientError as error:
                raise _translated(error) from error
            pause = pause_asked_for(answer)
            if pause is not None:
                self._session_of_crawl.hold(host, pause)
            return answer

    async def _ask(self, request: Request, url: yarl.URL) -> Answer:
        async with self._http.request(
            request.method,
            url,
            headers=request.headers.to_tuple_list(),
            timeout=aiohttp.ClientTimeout(total=self._timeout),
            allow_redirects=False,
        ) as response:
            headers = tuple((_text(k), _text(v)) for k, v in response.raw_headers)
            if request.meta.get("keii_role") == ROLE:
                body = await self._beginning(response, self._robots_size)
            else:
                body = await self._body(response)
            return Answer(
                request.url,
                status=response.status,
                headers=list(response.raw_headers),
                body=body,
                raw_headers=headers,
                at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            )

    async def _beginning(self, response: aiohttp.ClientResponse, size: int) -> bytes:
        """As much of an answer as is read of it; the rest is not taken."""
        body = bytearray()
        async for piece in response.content.iter_any():
            body += piece
            if len(body) >= size:
                response.close()
                break
        return bytes(body[:size])

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        promised = response.content_length or 0
        if promised > self._max_size:
            response.close()
            raise NotFetched("too-large", f"{promised} bytes; at most {self._max_size} are taken")
        body = bytearray()
        async for piece in response.content.iter_any():
            body += piece
            if len(body) > self._max_size:
                response.close()
                raise NotFetched("too-large", f"more than {self._max_size} bytes")
        return bytes(body)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()
        # The transports close in the loop's next turn.
        await asyncio.sleep(0)


def _verifying(verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")


def _translated(error: aiohttp.ClientError) -> Exception:
    """An exception of the HTTP library as one of Scrapy's (which may be tried again) or a final one."""
    # How TLS was set is of no use to who reads it.
    reason = (
        " ".join(str(error).replace(" ssl:default", "").split())[:_LONGEST_REASON] or type(error).__name__
    )
    if isinstance(error, aiohttp.ClientSSLError):
        return NotFetched("error", f"the certificate or the TLS handshake was refused: {reason}")
    if isinstance(error, aiohttp.InvalidURL):
        return NotFetched("refused-address", f"no address to fetch: {reason}")
    if isinstance(error, aiohttp.ClientPayloadError):
        return ResponseDataLossError(f"cut off: {reason}")
    if isinstance(error, aiohttp.ClientResponseError):
        # What follows the first line is what the site sent.
        said = error.message.strip().partition("\n")[0].rstrip(":")[:_LONGEST_REASON]
        return NotFetched("error", f"not valid HTTP: {said}")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return CannotResolveHostError(reason)
    if isinstance(error, aiohttp.ClientConnectorError):
        return DownloadConnectionRefusedError(reason)
    return DownloadFailedError(reason)
