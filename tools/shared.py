"""What replicas share: small values that expire. In memory by default; any backend of `Shared` passes `tests/shared`.

Nothing here is needed for an answer: whoever uses it goes on with what it knows itself when a call fails or is slow.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

Value = TypeVar("Value")


class Shared(Protocol):
    """Keys are short ASCII, values bytes. A call may raise `OSError` or `TimeoutError` when the backend cannot be reached."""

    async def get(self, key: str) -> bytes | None:
        """The value, or None if there is none or its time is over."""
        ...

    async def set(self, key: str, value: bytes, ttl_seconds: float) -> None:
        """Keeps the value for `ttl_seconds` (at least a millisecond)."""
        ...

    async def add(self, key: str, amount: int, ttl_seconds: float) -> int:
        """Adds to a counter atomically; its new value. The first addition starts its time, later ones do not renew it."""
        ...

    async def delete(self, key: str) -> None:
        """Forgets the key, if there is one."""
        ...

    async def aclose(self) -> None:
        """Lets go of connections."""
        ...


@dataclass
class InMemory:
    """One process's own. Holds at most `limit` keys: the expired go first, then those that expire soonest."""

    limit: int = 4096
    now: Callable[[], float] = time.monotonic
    _kept: dict[str, tuple[float, bytes]] = field(default_factory=dict, repr=False)

    async def get(self, key: str) -> bytes | None:
        return self._get(key)

    async def set(self, key: str, value: bytes, ttl_seconds: float) -> None:
        self._kept[key] = (self.now() + ttl_seconds, value)
        if len(self._kept) > self.limit:
            self._shrink()

    async def add(self, key: str, amount: int, ttl_seconds: float) -> int:
        before = self._get(key)
        if before is None:
            await self.set(key, b"%d" % amount, ttl_seconds)
            return amount
        value = int(before) + amount
        self._kept[key] = (self._kept[key][0], b"%d" % value)
        return value

    async def delete(self, key: str) -> None:
        self._kept.pop(key, None)

    async def aclose(self) -> None:
        self._kept.clear()

    def _get(self, key: str) -> bytes | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept[0] <= self.now():
            del self._kept[key]
            return None
        return kept[1]

    def _shrink(self) -> None:
        """Drops a tenth at once, so that a full store does not sort at every call."""
        soonest = sorted(self._kept, key=lambda key: self._kept[key][0])
        for key in soonest[: len(self._kept) - self.limit + self.limit // 10]:
            del self._kept[key]


@dataclass
class BestEffort:
    """A backend that may be slow or gone, and this process's own memory, which stands in for it. Never raises.

    Each call has `seconds`; after one that failed the backend is left alone for `pause_seconds`.
    """

    backend: Shared
    seconds: float = 0.05
    pause_seconds: float = 2.0
    now: Callable[[], float] = time.monotonic
    own: InMemory = field(default_factory=InMemory)
    _again_at: float = field(default=float("-inf"), repr=False)

    @property
    def available(self) -> bool:
        """The last call reached the backend."""
        return self.now() >= self._again_at

    async def get(self, key: str) -> bytes | None:
        found = await self._try(lambda: self.backend.get(key))
        return await self.own.get(key) if found is None else found

    async def set(self, key: str, value: bytes, ttl_seconds: float) -> None:
        await self.own.set(key, value, ttl_seconds)
        await self._try(lambda: self.backend.set(key, value, ttl_seconds))

    async def add(self, key: str, amount: int, ttl_seconds: float) -> int:
        own = await self.own.add(key, amount, ttl_seconds)
        found = await self._try(lambda: self.backend.add(key, amount, ttl_seconds))
        return own if found is None else found

    async def delete(self, key: str) -> None:
        await self.own.delete(key)
        await self._try(lambda: self.backend.delete(key))

    async def aclose(self) -> None:
        try:
            await self.backend.aclose()
        finally:
            await self.own.aclose()

    async def _try(self, call: Callable[[], Awaitable[Value]]) -> Value | None:
        if not self.available:
            return None
        try:
            async with asyncio.timeout(self.seconds):
                return await call()
        except (OSError, TimeoutError):
            self._again_at = self.now() + self.pause_seconds
            return None
