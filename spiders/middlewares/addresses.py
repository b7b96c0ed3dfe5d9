"""Public addresses only: what a crawl may connect to. The resolver in spiders.fetching asks here as well."""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from spiders.answers import NotFetched
from spiders.errors import BadNetwork

Allowed = Sequence[IPv4Network | IPv6Network]

_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""NAT64 (RFC 6052, 8215): an IPv4 address stands in the last four bytes."""
_RESERVED = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
"""Protocol assignments and retired 6to4 relays: Python's own lists differ from version to version."""
_COMPATIBLE = IPv6Network("::/96")
_LONGEST = 2083
"""Characters of an address; what browsers and servers have agreed on."""
_NAMES_AT_HOME = ("localhost", ".localhost", ".local", ".internal", ".home.arpa")


def allowed_networks(settings: BaseSettings) -> Allowed:
    """The networks of the setting PUBLIC_ALLOW; BadNetwork where one is none."""
    values = [str(network) for network in settings.getlist("PUBLIC_ALLOW")]
    try:
        return tuple(map(ip_network, values))
    except ValueError as error:
        raise BadNetwork(", ".join(values), str(error)) from None


def is_public(text: str, allowed: Allowed = ()) -> bool:
    """Whether `text` is an address that a crawler of public pages may connect to.

    >>> [is_public(a) for a in ("93.184.215.14", "127.0.0.1", "169.254.169.254", "100.64.0.1", "::ffff:10.0.0.1")]
    [True, False, False, False, False]
    """
    try:
        address = ip_address(text.partition("%")[0].strip("[]"))
    except ValueError:
        return False
    address = _inner(address)
    if any(address in network for network in allowed):
        return True
    if any(address in network for network in _RESERVED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if inner is None and any(address in network for network in (*_TRANSLATED, _COMPATIBLE)):
        inner = IPv4Address(int(address) & 0xFFFF_FFFF)
    return inner or address


def literal(host: str) -> str | None:
    """The address that a host *is*, in any of its spellings; None for a name.

    >>> [literal(h) for h in ("127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::1]", "news.example")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.1', '::1', None]
    """
    try:
        return str(ip_address(host.strip("[]").partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    except (OSError, UnicodeError):
        return None


def why_refused(url: str, allowed: Allowed = ()) -> str | None:
    """Why an address is not fetched; None where nothing speaks against it.

    >>> why_refused("ftp://news.example/")
    "'ftp' is not http or https"
    >>> why_refused("http://user:secret@news.example/")
    'the address holds a user name'
    >>> why_refused("http://127.1/admin")
    '127.0.0.1 is not a public address'
    >>> why_refused("https://news.example/a")
    """
    if len(url) > _LONGEST:
        return f"the address has more than {_LONGEST} characters"
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError as error:
        return f"not an address: {error}"
    if parts.scheme not in ("http", "https"):
        return f"{parts.scheme!r} is not http or https"
    if "@" in parts.netloc:
        return "the address holds a user name"
    if not host:
        return "the address names no host"
    address = literal(host)
    if address is not None and not is_public(address, allowed):
        return f"{address} is not a public address"
    if host == _NAMES_AT_HOME[0] or host.endswith(_NAMES_AT_HOME[1:]):
        return None if allowed else f"{host} is a name of this machine or its network"
    return None


class PublicAddresses:
    """Refuses requests, also those a redirect asks for, before anything is sent."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the networks that the operator allows."""
        return cls(allowed_networks(crawler.settings))

    def process_request(self, request: Request) -> None:
        """Let a request pass, or end it as `refused-address`."""
        reason = why_refused(request.url, self._allowed)
        if reason is not None:
            raise NotFetched("refused-address", reason)
