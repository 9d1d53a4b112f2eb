"""Asking whether something is well, without asking it once for everybody who wants to know."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass
class Probe:
    """`ask` raises when it is not well. Those who want to know at once share one call, and its outcome for `seconds`."""

    ask: Callable[[], Awaitable[None]]
    seconds: float = 1.0
    timeout_seconds: float = 1.0
    now: Callable[[], float] = time.monotonic
    _found: tuple[float, float | None] | None = field(default=None, init=False)
    _asking: asyncio.Task[float | None] | None = field(default=None, init=False)

    async def latency_ms(self) -> float | None:
        """How long it took to answer; None when it did not."""
        if self._found and self.now() - self._found[0] < self.seconds:
            return self._found[1]
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    async def _ask(self) -> float | None:
        started = time.perf_counter()
        latency: float | None = None
        try:
            async with asyncio.timeout(self.timeout_seconds):
                await self.ask()
            latency = round((time.perf_counter() - started) * 1000, 3)
        except Exception:
            pass
        self._found = self.now(), latency
        return latency
