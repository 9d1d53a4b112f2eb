"""What stands between a turn and everything that can fail: time, retries, a breaker, a limit, what was last known.

A `Policy` is data, one for each dependency (`tools/dependencies.py`). A `Guard` applies it to calls. An `Upstream` adds the
cache: live, else fresh, else stale with its age; what comes after those is the tool's own (`Policy.chain` says what).
"""

from __future__ import annotations

import asyncio
import random
import struct
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tools import metrics
from tools.breaker import Breaker, State
from tools.shared import Shared

Value = TypeVar("Value")
Failure = Literal[
    "dns", "refused", "timeout", "tls", "closed", "server_error", "rate_limited", "rejected", "redirect", "malformed",
    "schema", "too_large", "error", "open", "full", "budget", "not_configured",
]  # fmt: skip
Step = Literal[
    "live", "fresh_cache", "stale_cache", "climate_normal", "recurring_events", "straight_line_estimate", "packed_notes",
    "packed_city", "own_currency", "next_model", "grounded_composer", "without_memory", "in_process", "unknown",
]  # fmt: skip
TRANSIENT: frozenset[Failure] = frozenset({"refused", "closed", "server_error", "rate_limited"})
NOT_ITS_FAULT: frozenset[Failure] = frozenset({"rejected", "open", "full", "budget", "not_configured"})
"""Failures that say nothing about the health of the dependency, so that its breaker does not count them."""
LEAST_SECONDS = 0.05
"""A call with less time than this is not begun."""
SHARED_EVERY_SECONDS = 1.0
"""How often a guard asks whether another replica has opened the breaker."""


class Unavailable(Exception):
    """A dependency gave nothing. `retry_after` is its own wish in seconds, if it had one."""

    def __init__(self, name: str, failure: Failure, retry_after: float | None = None) -> None:
        super().__init__(f"{name}: {failure}")
        self.name, self.failure, self.retry_after = name, failure, retry_after


class Failed(Exception):
    """What a client raises for an attempt that failed in a known way."""

    def __init__(self, failure: Failure, retry_after: float | None = None) -> None:
        super().__init__(failure)
        self.failure, self.retry_after = failure, retry_after


_ends: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Everything called inside has at most so many seconds, less if a budget around it ends sooner."""
    ends, outer = time.monotonic() + seconds, _ends.get()
    token = _ends.set(ends if outer is None else min(ends, outer))
    try:
        yield
    finally:
        _ends.reset(token)


def remaining() -> float:
    """Seconds left of the budget; infinite outside any."""
    ends = _ends.get()
    return float("inf") if ends is None else ends - time.monotonic()


class Policy(BaseModel):
    """How one dependency is called. Times are in seconds.

    `timeout_seconds` bounds one attempt, `total_seconds` all of them with the pauses between. A pause is jittered between
    nothing and `backoff_seconds` doubled with every attempt, or what the service asked for if that is at most
    `retry_after_limit_seconds` and leaves time. A kept value younger than `reuse_seconds` spares the call; if the call
    fails, one younger than `fresh_seconds` is as good, one younger than `stale_seconds` is given with its age.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    timeout_seconds: Annotated[float, Field(gt=0)] = 2.5
    total_seconds: Annotated[float, Field(gt=0)] = 3.5
    attempts: Annotated[int, Field(ge=1, le=5)] = 2
    retry_on: frozenset[Failure] = TRANSIENT
    backoff_seconds: Annotated[float, Field(ge=0)] = 0.1
    retry_after_limit_seconds: Annotated[float, Field(ge=0)] = 2.0
    window_seconds: Annotated[float, Field(gt=0)] = 60.0
    failures: Annotated[int, Field(ge=1)] = 2
    ratio: Annotated[float, Field(gt=0, le=1)] = 0.5
    open_seconds: Annotated[float, Field(gt=0)] = 30.0
    open_limit_seconds: Annotated[float, Field(gt=0)] = 900.0
    concurrency: Annotated[int, Field(ge=1)] = 8
    reuse_seconds: Annotated[float, Field(ge=0)] = 0.0
    fresh_seconds: Annotated[float, Field(ge=0)] = 0.0
    stale_seconds: Annotated[float, Field(ge=0)] = 0.0
    required: bool = False
    chain: tuple[Step, ...] = ("live", "unknown")


@dataclass
class Guard:
    """Calls one dependency by its policy. Serves any number of turns at once; nothing of any of them is kept.

    `shared` carries the state of the breaker between replicas; when it fails, this process decides alone.
    """

    policy: Policy
    shared: Shared
    now: Callable[[], float] = time.monotonic
    configured: bool = True
    breaker: Breaker = field(init=False)
    last_success: datetime | None = field(default=None, init=False)
    last_failure: tuple[datetime, Failure] | None = field(default=None, init=False)
    latency_ms: float | None = field(default=None, init=False)
    _active: int = field(default=0, init=False)
    _asked_at: float = field(default=float("-inf"), init=False)
    _background: set[asyncio.Task[None]] = field(default_factory=set, init=False, repr=False)

    def __post_init__(self) -> None:
        p = self.policy
        self.breaker = Breaker(p.window_seconds, p.failures, p.ratio, p.open_seconds, self.now, self._changed)
        self._ok = metrics.CALLS.labels(self.name, "ok")
        self._seconds = metrics.SECONDS.labels(self.name)
        metrics.OPEN.labels(self.name).set(0)

    @property
    def name(self) -> str:
        return self.policy.name

    @property
    def failing(self) -> bool:
        """The last that was heard of it is a failure."""
        if self.last_failure is None:
            return False
        return self.last_success is None or self.last_failure[0] >= self.last_success

    async def call(self, attempt: Callable[[float], Awaitable[Value]]) -> Value:
        """`attempt` gets the seconds it has. Repeats what may be repeated within the budget; raises `Unavailable`."""
        ends = time.monotonic() + min(self.policy.total_seconds, remaining())
        for number in range(1, self.policy.attempts + 1):
            try:
                async with self.admission(ends - time.monotonic()) as seconds:
                    return await attempt(seconds)
            except Unavailable as error:
                pause = self._pause(error, number, ends - time.monotonic())
                if pause is None:
                    raise
                metrics.RETRIES.labels(self.name, error.failure).inc()
                await asyncio.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _pause(self, error: Unavailable, number: int, left: float) -> float | None:
        """Seconds to wait before the next attempt; None if there is none."""
        policy = self.policy
        if number >= policy.attempts or error.failure not in policy.retry_on or self.breaker.state == "open":
            return None
        pause = error.retry_after
        if pause is None:
            pause = random.uniform(0, policy.backoff_seconds * 2 ** (number - 1))
        elif pause > policy.retry_after_limit_seconds:
            return None
        return pause if pause + LEAST_SECONDS < left else None

    @asynccontextmanager
    async def admission(self, left: float | None = None) -> AsyncIterator[float]:
        """One attempt: the block runs within its seconds, and its outcome counts. Raises `Unavailable`.

        For what is not a single call, such as a stream, this may be used alone. Errors that are no known failure of a
        dependency pass through, and count as nothing.
        """
        whole = self.policy.timeout_seconds
        seconds = min(whole, remaining() if left is None else min(left, remaining()))
        await self._admit(seconds)
        self._active += 1
        started = time.perf_counter()
        try:
            async with asyncio.timeout(seconds):
                yield seconds
        except (Failed, TimeoutError, OSError) as error:
            failure, retry_after = _classified(error)
            if failure == "timeout" and seconds < 0.99 * whole:
                failure = "budget"
            self._failed(failure, retry_after)
            raise Unavailable(self.name, failure, retry_after) from error
        except BaseException:
            self._released()
            raise
        else:
            took = time.perf_counter() - started
            self.breaker.succeeded()
            self.last_success, self.latency_ms = datetime.now(UTC), round(took * 1000, 3)
            self._ok.inc()
            self._seconds.observe(took)
        finally:
            self._active -= 1

    async def _admit(self, seconds: float) -> None:
        if not self.configured:
            raise Unavailable(self.name, "not_configured")
        if seconds < LEAST_SECONDS:
            raise Unavailable(self.name, "budget")
        if self._active >= self.policy.concurrency:
            metrics.CALLS.labels(self.name, "full").inc()
            raise Unavailable(self.name, "full")
        before = self.breaker.state
        if before == "closed":
            await self._ask_others()
        if not self.breaker.admit() or (before == "half_open" and not await self._only_probe()):
            metrics.REFUSALS.labels(self.name).inc()
            raise Unavailable(self.name, "open", self.breaker.retry_in or None)

    async def _ask_others(self) -> None:
        """Opens the breaker if another replica has, looking once a second at most."""
        if self.now() - self._asked_at < SHARED_EVERY_SECONDS:
            return
        self._asked_at = self.now()
        try:
            opened = await self.shared.get(self._key)
        except (OSError, TimeoutError):
            return
        if opened is not None:
            self.breaker.open(self.policy.open_seconds)

    async def _only_probe(self) -> bool:
        """Whether this replica may try for all of them."""
        try:
            first = await self.shared.add(f"{self._key}:probe", 1, self.policy.timeout_seconds) == 1
        except (OSError, TimeoutError):
            return True
        if not first:
            self.breaker.released()
        return first

    @property
    def _key(self) -> str:
        return f"breaker:{self.name}"

    def _failed(self, failure: Failure, retry_after: float | None) -> None:
        metrics.CALLS.labels(self.name, failure).inc()
        if failure in NOT_ITS_FAULT:
            self._released()
            return
        self.last_failure = (datetime.now(UTC), failure)
        wished = retry_after is not None and retry_after > self.policy.retry_after_limit_seconds
        self.breaker.failed(min(retry_after or 0.0, self.policy.open_limit_seconds) if wished else None)

    def _changed(self, state: State) -> None:
        metrics.TRANSITIONS.labels(self.name, state).inc()
        metrics.OPEN.labels(self.name).set(state != "closed")
        if state != "half_open":
            self._tell_others(state)

    def _released(self) -> None:
        """An attempt ended without a verdict; if it was the probe, somebody else may be it."""
        if self.breaker.state != "closed":
            self.breaker.released()
            self._tell_others("half_open")

    def _tell_others(self, state: State) -> None:
        """Without making the turn wait for it."""
        task = asyncio.get_running_loop().create_task(self._told(state))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _told(self, state: State) -> None:
        try:
            if state == "open":
                await self.shared.set(self._key, b"1", max(self.breaker.retry_in, 0.001))
            elif state == "closed":
                await self.shared.delete(self._key)
            await self.shared.delete(f"{self._key}:probe")
        except (OSError, TimeoutError):
            return


def _classified(error: Exception) -> tuple[Failure, float | None]:
    if isinstance(error, Failed):
        return error.failure, error.retry_after
    if isinstance(error, TimeoutError):
        return "timeout", None
    return ("refused" if isinstance(error, ConnectionRefusedError) else "closed"), None


@dataclass(frozen=True)
class Found(Generic[Value]):
    """A value, how old it is, and which link of the chain gave it."""

    value: Value
    age_seconds: float
    step: Literal["live", "fresh_cache", "stale_cache"]

    @property
    def minutes(self) -> int:
        return int(self.age_seconds // 60)


@dataclass
class Upstream(Generic[Value]):
    """Answers of one dependency, checked by `parse` (which raises `ValueError`) and kept for it as the policy says.

    Those who ask for the same `key` at once share one call. `threaded`: parsing may take long enough to hold up others.
    """

    guard: Guard
    parse: Callable[[bytes], Value]
    wall: Callable[[], float] = time.time
    limit: int = 256
    threaded: bool = False
    _kept: OrderedDict[str, tuple[float, Value]] = field(default_factory=OrderedDict, repr=False)
    _flights: dict[str, asyncio.Task[Value]] = field(default_factory=dict, repr=False)

    async def get(self, key: str, fetch: Callable[[float], Awaitable[bytes]]) -> Found[Value]:
        """`fetch` gets the seconds it has and returns a body. Raises `Unavailable` when nothing usable is kept either."""
        policy = self.guard.policy
        kept = await self._last(key)
        if kept and self.wall() - kept[0] < policy.reuse_seconds:
            return Found(kept[1], self.wall() - kept[0], "live")
        try:
            return Found(await self._live(key, fetch), 0.0, "live")
        except Unavailable:
            age = self.wall() - kept[0] if kept else float("inf")
            if kept is None or age >= max(policy.stale_seconds, policy.fresh_seconds):
                raise
            step: Literal["fresh_cache", "stale_cache"] = "fresh_cache" if age < policy.fresh_seconds else "stale_cache"
            metrics.FALLBACKS.labels(self.guard.name, step).inc()
            return Found(kept[1], age, step)

    async def aclose(self) -> None:
        """Ends calls that nobody waits for any more."""
        flights = [t for t in self._flights.values() if not t.done() and t.get_loop() is asyncio.get_running_loop()]
        for task in flights:
            task.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
        self._flights.clear()

    async def _live(self, key: str, fetch: Callable[[float], Awaitable[bytes]]) -> Value:
        task = self._flights.get(key)
        if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
            task = asyncio.create_task(self._fetched(key, fetch), name=f"upstream-{self.guard.name}")
            self._flights[key] = task
            task.add_done_callback(lambda done: self._landed(key, done))
        left = remaining()
        try:
            return await asyncio.wait_for(asyncio.shield(task), None if left == float("inf") else max(left, 0))
        except TimeoutError:
            raise Unavailable(self.guard.name, "budget") from None

    def _landed(self, key: str, task: asyncio.Task[Value]) -> None:
        if self._flights.get(key) is task:
            del self._flights[key]
        if not task.cancelled():
            task.exception()  # whoever waits gets it; it may be that nobody does

    async def _fetched(self, key: str, fetch: Callable[[float], Awaitable[bytes]]) -> Value:
        async def attempt(seconds: float) -> tuple[bytes, Value]:
            body = await fetch(seconds)
            return body, await asyncio.to_thread(self._parsed, body) if self.threaded else self._parsed(body)

        body, value = await self.guard.call(attempt)
        at = self.wall()
        self._keep(key, at, value)
        try:
            longest = max(self.guard.policy.stale_seconds, self.guard.policy.fresh_seconds, self.guard.policy.reuse_seconds)
            if longest:
                await self.guard.shared.set(self._shared_key(key), struct.pack(">d", at) + body, longest)
        except (OSError, TimeoutError):
            pass
        return value

    def _parsed(self, body: bytes) -> Value:
        try:
            return self.parse(body)
        except ValidationError as error:
            malformed = any(e["type"] == "json_invalid" for e in error.errors(include_url=False, include_input=False))
            raise Failed("malformed" if malformed else "schema") from error
        except (ValueError, RecursionError) as error:
            raise Failed("malformed") from error

    async def _last(self, key: str) -> tuple[float, Value] | None:
        """What this process keeps, or what another replica does if that is younger."""
        own = self._kept.get(key)
        if own and self.wall() - own[0] < self.guard.policy.reuse_seconds:
            return own
        try:
            found = await self.guard.shared.get(self._shared_key(key))
            if found and (own is None or struct.unpack(">d", found[:8])[0] > own[0]):
                value = await asyncio.to_thread(self.parse, found[8:]) if self.threaded else self.parse(found[8:])
                own = (struct.unpack(">d", found[:8])[0], value)
                self._keep(key, *own)
        except (OSError, TimeoutError, ValueError, struct.error):
            pass
        return own

    def _shared_key(self, key: str) -> str:
        return f"cache:{self.guard.name}:{key}"

    def _keep(self, key: str, at: float, value: Value) -> None:
        self._kept[key] = (at, value)
        self._kept.move_to_end(key)
        while len(self._kept) > self.limit:
            self._kept.popitem(last=False)
