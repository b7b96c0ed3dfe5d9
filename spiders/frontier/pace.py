"""The distance between two requests to one host, kept by all workers together."""

from typing import Any

from spiders.answers import NotFetched
from spiders.frontier.queue import NOW
from spiders.pace import Pace

# KEYS: next, held. ARGV: delay. Answers how long to wait, as text; 0: the turn is taken.
_TURN = f"""
{NOW}
local held = tonumber(redis.call('get', KEYS[2]) or '0') - now
local wait = tonumber(redis.call('get', KEYS[1]) or '0') - now
if held > 0 or wait > 0 then return {{tostring(held), tostring(math.max(held, wait))}} end
redis.call('set', KEYS[1], string.format('%.6f', now + ARGV[1]), 'EX', math.ceil(ARGV[1]) + 60)
return {{'0', '0'}}
"""

# KEYS: held. ARGV: seconds.
_HOLD = f"""
{NOW}
local till = math.max(tonumber(redis.call('get', KEYS[1]) or '0'), now + ARGV[1])
redis.call('set', KEYS[1], string.format('%.6f', till), 'EX', math.ceil(till - now) + 60)
"""


class SharedPace(Pace):
    """A Pace whose moments stand in Redis."""

    def __init__(self, delay: float, longest_wait: float, redis: Any) -> None:
        super().__init__(delay, longest_wait)
        self._turn_taken, self._hold_host = map(redis.register_script, (_TURN, _HOLD))

    def hold(self, host: str, seconds: float) -> None:
        """A host asks to be left alone for a while, by all."""
        self._hold_host(keys=[_key("held", host)], args=[seconds])

    def wait(self, host: str) -> float:
        """Seconds until a host may be asked; at 0 the turn is taken. NotFetched where it is too long to wait."""
        keys = [_key("next", host), _key("held", host)]
        held, wait = map(float, self._turn_taken(keys=keys, args=[self.delay_of(host)]))
        if held > self._longest_wait:
            raise NotFetched("rate-limited", f"{host} asked to be left alone for {held:.0f} s more; next run")
        return wait


def _key(name: str, host: str) -> str:
    return f"keii:{name}:{host}"
