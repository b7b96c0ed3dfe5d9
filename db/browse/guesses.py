"""How often a password may be guessed: after some wrong ones an address has to wait, whatever it says then."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from math import ceil
from time import monotonic

WRONG = 10
"""Wrong passwords in a row that an address may give."""
CLOSED = 60.0
"""Seconds for which it is then not listened to."""
_REMEMBERED = 10_000
"""Addresses that are kept in mind; the one longest unheard of goes first."""


class Guesses:
    """Wrong passwords by the address that they came from; all of an IPv6 network of one user (/64) is one."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, int] = OrderedDict()
        self._closed_until: dict[str, float] = {}

    def seconds_to_wait(self, address: str) -> int:
        """For how long an address is not listened to, whole seconds; 0 where it is."""
        return max(0, ceil(self._closed_until.get(_user_of(address), 0.0) - self._clock()))

    def wrong(self, address: str) -> None:
        """Note a wrong password."""
        user = _user_of(address)
        self._wrong[user] = self._wrong.pop(user, 0) + 1
        if self._wrong[user] >= WRONG:
            self._closed_until[user] = self._clock() + CLOSED
            self._wrong[user] = 0
        if len(self._wrong) > _REMEMBERED:
            self._forget(next(iter(self._wrong)))

    def right(self, address: str) -> None:
        """Note that an address knows the password."""
        self._forget(_user_of(address))

    def _forget(self, user: str) -> None:
        self._wrong.pop(user, None)
        self._closed_until.pop(user, None)


def _user_of(address: str) -> str:
    """The address, or its network.

    >>> _user_of("192.0.2.7"), _user_of("2001:db8::1:2"), _user_of("")
    ('192.0.2.7', '2001:db8::/64', '')
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))
