"""What replicas share, in Redis; while it is away, in this process. Needs no modules."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as TimedOut

from tools import metrics
from tools.guard import Failed, Guard, Unavailable
from tools.shared import InMemory, Shared

Value = TypeVar("Value")

PREFIX = "companion:"
CONNECTIONS = 32
CONNECT_SECONDS = 0.25
_ADD = """
local value = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return value
"""
"""A counter and its time in one step: a replica that dies between the two would leave a counter that never ends."""


@dataclass
class InRedis:
    """A `Shared` that asks Redis through its guard, and goes on in `local` for as long as Redis cannot be used.

    No call raises. What was kept while Redis was away is not brought to it: these are caches, counters and hints.
    """

    url: str
    guard: Guard
    local: Shared = field(default_factory=InMemory)

    def __post_init__(self) -> None:
        seconds = self.guard.policy.timeout_seconds
        pool: Any = BlockingConnectionPool.from_url(
            self.url,
            max_connections=CONNECTIONS,
            timeout=seconds,
            socket_timeout=seconds,
            socket_connect_timeout=min(CONNECT_SECONDS, seconds),
            retry=Retry(NoBackoff(), 0),  # the guard decides what is repeated
        )
        self._redis: Redis = Redis.from_pool(pool)
        self._adding = self._redis.register_script(_ADD)

    async def get(self, key: str) -> bytes | None:
        found: bytes | None = await self._either(lambda: self._redis.get(PREFIX + key), lambda: self.local.get(key))
        return found

    async def set(self, key: str, value: bytes, ttl_seconds: float) -> None:
        milliseconds = max(1, round(ttl_seconds * 1000))
        await self._either(
            lambda: self._redis.set(PREFIX + key, value, px=milliseconds), lambda: self.local.set(key, value, ttl_seconds)
        )

    async def add(self, key: str, amount: int, ttl_seconds: float) -> int:
        milliseconds = max(1, round(ttl_seconds * 1000))
        return int(
            await self._either(
                lambda: self._adding(keys=[PREFIX + key], args=[amount, milliseconds]),
                lambda: self.local.add(key, amount, ttl_seconds),
            )
        )

    async def delete(self, key: str) -> None:
        await self._either(lambda: self._redis.delete(PREFIX + key), lambda: self.local.delete(key))

    async def aclose(self) -> None:
        await self._redis.aclose()
        await self.local.aclose()

    async def _either(self, asked: Callable[[], Any], instead: Callable[[], Awaitable[Any]]) -> Any:
        async def attempt(_: float) -> Any:
            try:
                return await asked()
            except TimedOut as error:
                raise Failed("timeout") from error
            except Disconnected as error:
                raise Failed("refused") from error
            except RedisError as error:
                raise Failed("error") from error

        try:
            return await self.guard.call(attempt)
        except Unavailable:
            metrics.FALLBACKS.labels(self.guard.name, "in_process").inc()
            return await instead()
