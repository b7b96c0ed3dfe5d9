"""The queue: each request is leased to a worker, and comes back when the worker does not.

A request is *waiting*, *leased* (somebody fetches it; the lease is renewed while the worker lives), *committing* (its
worker is about to write it down) or *done*. A lease that is not renewed goes back to waiting. What a worker was writing
down when it was killed is not given to others at once, for it may have been written: the worker looks when it comes
back; one that never does loses it after GRACE.
"""

import json
from dataclasses import dataclass
from typing import Any

GRACE = 3600.0
"""Seconds until what a vanished worker may have written down is fetched again by another."""

NOW = "local t = redis.call('time'); local now = tonumber(t[1]) + tonumber(t[2]) / 1000000"
"""Redis's clock: those of the workers may differ."""

_KEPT = 30 * 86_400
"""Seconds for which it is known what a round has seen."""

_ALIVE = 1.5
"""A lease that lasts for longer than so many is one that was about to be written down."""

_PRIORITY = 2**40
"""One step of priority outweighs so many requests in the order of arrival; both fit a double."""

# KEYS: waiting, leases, seen, began. ARGV: 1 where a round that has ended is over for good.
_BEGIN = f"""
{NOW}
local over = redis.call('zcard', KEYS[1]) == 0 and redis.call('zcard', KEYS[2]) == 0
if redis.call('exists', KEYS[4]) == 0 or (over and ARGV[1] ~= '1') then
  redis.call('del', KEYS[3]); redis.call('set', KEYS[4], string.format('%.6f', now), 'EX', {_KEPT})
end
return redis.call('get', KEYS[4])
"""

# KEYS: seen, waiting, requests, serial, leases, owners. ARGV: fingerprint or "", data, priority, id it replaces or "".
_PUSH = f"""
if ARGV[4] ~= '' then
  redis.call('zrem', KEYS[5], ARGV[4]); redis.call('hdel', KEYS[6], ARGV[4]); redis.call('hdel', KEYS[3], ARGV[4])
end
if ARGV[1] ~= '' then
  local new = redis.call('sadd', KEYS[1], ARGV[1])
  redis.call('expire', KEYS[1], {_KEPT})
  if new == 0 then return 0 end
end
local id = redis.call('incr', KEYS[4])
redis.call('hset', KEYS[3], id, ARGV[2])
redis.call('zadd', KEYS[2], id - tonumber(ARGV[3]) * {_PRIORITY}, id)
return 1
"""

# KEYS: waiting, requests, leases, owners. ARGV: worker, seconds.
_POP = f"""
{NOW}
for _, id in ipairs(redis.call('zrangebyscore', KEYS[3], '-inf', now)) do
  redis.call('zrem', KEYS[3], id); redis.call('hdel', KEYS[4], id)
  redis.call('zadd', KEYS[1], -9007199254740991 + tonumber(id), id)
end
local popped = redis.call('zpopmin', KEYS[1])
if #popped == 0 then return false end
redis.call('zadd', KEYS[3], now + ARGV[2], popped[1])
redis.call('hset', KEYS[4], popped[1], ARGV[1])
return {{popped[1], redis.call('hget', KEYS[2], popped[1])}}
"""

# KEYS: leases, owners. ARGV: worker, seconds, id... Only what is still this worker's is renewed; answers what is.
_RENEW = f"""
{NOW}
local held = {{}}
for i = 3, #ARGV do
  if redis.call('hget', KEYS[2], ARGV[i]) == ARGV[1] then
    redis.call('zadd', KEYS[1], 'XX', now + ARGV[2], ARGV[i]); held[#held + 1] = ARGV[i]
  end
end
return held
"""

# KEYS: waiting, leases. ARGV: seconds.
_COUNT = f"""
{NOW}
return redis.call('zcard', KEYS[1]) + redis.call('zcount', KEYS[2], '-inf', now + ARGV[1])
"""


@dataclass(frozen=True, slots=True)
class Leased:
    """A request that a worker has for now."""

    id: str
    data: bytes

    @property
    def url(self) -> str:
        """Its address; empty where the data are none of ours."""
        try:
            return str(json.loads(self.data)["url"])
        except (ValueError, KeyError, TypeError):
            return ""


class LeasedQueue:
    """The queue of one crawl in Redis, as one worker sees it. `redis` is a client that gives bytes."""

    def __init__(self, redis: Any, prefix: str, worker: str, *, lease: float, named: bool = False) -> None:
        """`lease` in seconds; `renew` must be called more often than that. `named`: see `begin`."""
        self._named = named
        self._redis, self._prefix, self._worker, self.lease = redis, prefix, worker, lease
        self._begin, self._push, self._pop, self._renew, self._count = map(
            redis.register_script, (_BEGIN, _PUSH, _POP, _RENEW, _COUNT)
        )
        self.held: set[str] = set()
        """Ids of what this worker has leased."""

    def _keys(self, *names: str) -> list[str]:
        return [f"{self._prefix}:{name}" for name in names]

    def begin(self) -> float:
        """Join the round that is under way, or begin a new one where nothing is left of the last; when it began.

        A round that has a name is not begun again. The moment is in seconds since 1970 by the clock of Redis.
        """
        keys = self._keys("waiting", "leases", "seen", "began")
        return float(self._begin(keys=keys, args=[int(self._named)]))

    def push(
        self, data: bytes, *, fingerprint: str | None, priority: int, replaces: str | None = None
    ) -> bool:
        """Put a request in, unless one of this fingerprint was; `replaces` is the lease that it goes on from."""
        if replaces is not None:
            self.held.discard(replaces)
        keys = self._keys("seen", "waiting", "requests", "serial", "leases", "owners")
        return bool(self._push(keys=keys, args=[fingerprint or "", data, priority, replaces or ""]))

    def pop(self) -> Leased | None:
        """Lease the first request; what others have let lapse comes first."""
        keys = self._keys("waiting", "requests", "leases", "owners")
        found = self._pop(keys=keys, args=[self._worker, self.lease])
        if not found:
            return None
        leased = Leased(found[0].decode(), found[1])
        self.held.add(leased.id)
        return leased

    def renew(self) -> None:
        """Keep what is held for another lease."""
        if not self.held:
            return
        self.held = self._renewed(self.lease, self.held)

    def commit(self, leased: str) -> bool:
        """Say that it is about to be written down; False where the lease was lost, and nothing may be written."""
        return bool(self._renewed(GRACE, {leased}))

    def _renewed(self, seconds: float, leased: set[str]) -> set[str]:
        keys = self._keys("leases", "owners")
        held: list[bytes] = self._renew(keys=keys, args=[self._worker, seconds, *sorted(leased)])
        return {one.decode() for one in held}

    def done(self, leased: str) -> None:
        """It is written down."""
        self.held.discard(leased)
        leases, owners, requests = self._keys("leases", "owners", "requests")
        with self._redis.pipeline() as pipe:
            pipe.zrem(leases, leased).hdel(owners, leased).hdel(requests, leased).execute()

    def release(self, leased: str) -> None:
        """Give it back: somebody else may fetch it at once."""
        self.held.discard(leased)
        (leases,) = self._keys("leases")
        self._redis.zadd(leases, {leased: 0}, xx=True)

    def left_behind(self) -> list[Leased]:
        """What this worker held when it was killed."""
        owners, requests = self._keys("owners", "requests")
        mine = sorted(
            id_ for id_, owner in self._redis.hgetall(owners).items() if owner.decode() == self._worker
        )
        found = [Leased(id_.decode(), self._redis.hget(requests, id_) or b"") for id_ in mine]
        return [leased for leased in found if leased.id not in self.held]

    def __len__(self) -> int:
        """How many are waiting or fetched, by whomever; not what a killed worker may have written down."""
        return int(self._count(keys=self._keys("waiting", "leases"), args=[self.lease * _ALIVE]))
