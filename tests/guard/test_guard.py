"""A guard keeps calls within time and number, repeats what may be repeated, and gives what is kept when nothing else is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.guard.clock import Clock
from tools.dependencies import POLICIES, Guards, checked
from tools.guard import Failed, Failure, Guard, Policy, Unavailable, Upstream, budget, remaining
from tools.shared import BestEffort, InMemory

QUICK = Policy(name="weather", timeout_seconds=0.2, total_seconds=1, backoff_seconds=0.01, failures=3, open_seconds=5)


def guard(clock: Clock | None = None, shared: Any = None, **changes: Any) -> Guard:
    return Guard(QUICK.model_copy(update=changes), shared or InMemory(), clock or time.monotonic)


class Service:
    """Fails as it is told, then answers."""

    def __init__(self, *failures: Failure, retry_after: float | None = None) -> None:
        self.failures, self.retry_after, self.asked = list(failures), retry_after, 0

    async def __call__(self, seconds: float) -> bytes:
        self.asked += 1
        if self.failures:
            raise Failed(self.failures.pop(0), self.retry_after)
        return b"1"


def stalls(seconds: float) -> Awaitable[bytes]:
    return asyncio.sleep(60, b"")


async def failing(guard: Guard, call: Callable[[float], Awaitable[bytes]]) -> Failure:
    with pytest.raises(Unavailable) as raised:
        await guard.call(call)
    return raised.value.failure


@pytest.mark.parametrize("failure", ["refused", "closed", "server_error", "rate_limited"])
async def test_what_passes_is_tried_again(failure: Failure) -> None:
    service = Service(failure)
    assert await guard().call(service) == b"1" and service.asked == 2


@pytest.mark.parametrize("failure", ["dns", "tls", "malformed", "schema", "too_large", "redirect", "rejected"])
async def test_what_stays_is_not(failure: Failure) -> None:
    service = Service(failure)
    assert await failing(guard(), service) == failure and service.asked == 1


async def test_there_are_only_so_many_attempts() -> None:
    service = Service(*["refused"] * 9)
    assert await failing(guard(attempts=2), service) == "refused" and service.asked == 2


async def test_an_attempt_ends_in_time() -> None:
    started = time.monotonic()
    assert await failing(guard(), stalls) == "timeout"
    assert time.monotonic() - started < 0.5


async def test_the_budget_of_the_turn_is_never_passed_and_blames_nobody() -> None:
    found, started = guard(timeout_seconds=5, total_seconds=9), time.monotonic()
    with budget(0.15):
        assert await failing(found, stalls) == "budget"
    assert time.monotonic() - started < 0.5
    assert found.breaker.state == "closed" and found.last_failure is None


async def test_without_time_nothing_is_begun() -> None:
    service = Service()
    with budget(0.01):
        assert await failing(guard(), service) == "budget"
    assert service.asked == 0


async def test_an_inner_budget_cannot_be_larger_than_the_outer() -> None:
    with budget(1), budget(60):
        assert remaining() <= 1
    assert remaining() == float("inf")


async def test_a_short_wish_to_wait_is_honoured() -> None:
    service, started = Service("rate_limited", retry_after=0.2), time.monotonic()
    assert await guard().call(service) == b"1"
    assert time.monotonic() - started >= 0.2


async def test_a_wish_beyond_the_budget_is_not_waited_for() -> None:
    service, started = Service("rate_limited", retry_after=0.8), time.monotonic()
    with budget(0.5):
        assert await failing(guard(), service) == "rate_limited"
    assert service.asked == 1 and time.monotonic() - started < 0.3


async def test_a_long_wish_leaves_the_service_alone_for_as_long() -> None:
    clock = Clock()
    found = guard(clock)
    assert await failing(found, Service("rate_limited", retry_after=120)) == "rate_limited"
    service = Service()
    clock.seconds += 119
    assert await failing(found, service) == "open" and service.asked == 0
    clock.seconds += 1
    assert await found.call(service) == b"1"


async def test_an_open_breaker_spares_the_call_and_one_probe_closes_it() -> None:
    clock = Clock()
    found = guard(clock, attempts=1)
    for _ in range(3):
        await failing(found, Service("server_error"))
    service = Service()
    assert await failing(found, service) == "open" and service.asked == 0
    clock.seconds += 5
    gate = asyncio.Event()

    async def probe(seconds: float) -> bytes:
        await gate.wait()
        return b"1"

    first = asyncio.create_task(found.call(probe))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert await failing(found, service) == "open" and service.asked == 0
    gate.set()
    assert await first == b"1"
    assert found.breaker.state == "closed" and not found.failing


async def test_our_own_fault_does_not_open_it() -> None:
    found = guard(attempts=1)
    for _ in range(9):
        assert await failing(found, Service("rejected")) == "rejected"


async def test_more_calls_than_may_run_at_once_are_refused_at_once() -> None:
    found = guard(concurrency=2)
    running = [asyncio.create_task(found.call(stalls)) for _ in range(2)]
    await asyncio.sleep(0)
    assert await failing(found, Service()) == "full"
    assert [type(e) for e in await asyncio.gather(*running, return_exceptions=True)] == [Unavailable] * 2
    assert await found.call(Service()) == b"1"


async def test_a_cancelled_call_says_nothing_about_the_service() -> None:
    clock = Clock()
    found = guard(clock, attempts=1)
    for _ in range(3):
        await failing(found, Service("server_error"))
    clock.seconds += 5
    probe = asyncio.create_task(found.call(stalls))
    await asyncio.sleep(0.01)
    probe.cancel()
    await asyncio.gather(probe, return_exceptions=True)
    assert await found.call(Service()) == b"1"


async def test_an_error_of_our_own_passes_through() -> None:
    async def broken(seconds: float) -> bytes:
        raise KeyError("ours")

    found = guard()
    with pytest.raises(KeyError):
        await found.call(broken)
    assert found.last_failure is None


async def test_what_is_not_configured_is_never_called() -> None:
    service = Service()
    assert await failing(Guard(QUICK, InMemory(), configured=False), service) == "not_configured" and service.asked == 0


# --- replicas ----------------------------------------------------------------------------------------------------------


async def test_replicas_share_an_open_breaker_and_its_one_probe() -> None:
    clock = Clock()
    shared = InMemory(now=clock)
    one, two = guard(clock, shared, attempts=1), guard(clock, shared, attempts=1)
    for _ in range(3):
        await failing(one, Service("server_error"))
    await asyncio.sleep(0)
    service = Service()
    assert await failing(two, service) == "open" and service.asked == 0
    clock.seconds += 5
    assert await two.call(service) == b"1"
    await asyncio.sleep(0)
    assert await one.call(service) == b"1"


class Gone:
    """A backend that is down, or as slow as if it were."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds, self.asked = seconds, 0

    def __getattr__(self, name: str) -> Any:
        async def call(*given: Any) -> None:
            self.asked += 1
            await asyncio.sleep(self.seconds)
            raise ConnectionResetError

        return call


@pytest.mark.parametrize("seconds", [0.0, 30.0])
async def test_without_the_shared_state_a_guard_decides_alone(seconds: float) -> None:
    backend, clock = Gone(seconds), Clock()
    shared = BestEffort(backend)  # type: ignore[arg-type]
    found, started = guard(clock, shared, attempts=1), time.monotonic()
    for _ in range(3):
        await failing(found, Service("server_error"))
    assert await failing(found, Service()) == "open"
    clock.seconds += 5
    assert await found.call(Service()) == b"1"
    assert time.monotonic() - started < 1 and backend.asked <= 2 and not shared.available


# --- what is kept ------------------------------------------------------------------------------------------------------


def upstream(wall: Clock, **changes: Any) -> Upstream[int]:
    numbers = {"reuse_seconds": 10, "fresh_seconds": 100, "stale_seconds": 1000, "attempts": 1, "failures": 99, **changes}
    return Upstream(guard(**numbers), int, wall)


async def test_a_value_is_reused_then_fresh_then_stale_then_nothing() -> None:
    wall = Clock()
    found, service = upstream(wall), Service()
    assert (await found.get("k", service)).step == "live"
    service.failures = ["server_error"] * 9
    wall.seconds += 9
    assert (await found.get("k", service)).step == "live" and service.asked == 1
    wall.seconds += 11
    kept = await found.get("k", service)
    assert (kept.step, kept.age_seconds, service.asked) == ("fresh_cache", 20, 2)
    wall.seconds += 900
    kept = await found.get("k", service)
    assert (kept.step, kept.minutes, kept.value) == ("stale_cache", 15, 1)
    wall.seconds += 100
    with pytest.raises(Unavailable):
        await found.get("k", service)


async def test_many_who_ask_at_once_make_one_call() -> None:
    found, service = upstream(Clock()), Service()
    values = await asyncio.gather(*(found.get("k", service) for _ in range(50)))
    assert service.asked == 1 and {v.value for v in values} == {1}


async def test_different_questions_are_different_calls() -> None:
    found, service = upstream(Clock()), Service()
    await asyncio.gather(found.get("a", service), found.get("b", service))
    assert service.asked == 2


async def test_one_who_gives_up_does_not_spoil_it_for_the_others() -> None:
    found, gate = upstream(Clock()), asyncio.Event()

    async def fetch(seconds: float) -> bytes:
        await gate.wait()
        return b"7"

    impatient, patient = (asyncio.create_task(found.get("k", fetch)) for _ in range(2))
    await asyncio.sleep(0.01)
    impatient.cancel()
    gate.set()
    assert (await patient).value == 7


async def test_a_body_that_cannot_be_read_is_a_failure_and_is_not_kept() -> None:
    wall = Clock()
    found = upstream(wall)

    async def nonsense(seconds: float) -> bytes:
        return b"x"

    with pytest.raises(Unavailable) as raised:
        await found.get("k", nonsense)
    assert raised.value.failure == "malformed" and found.guard.failing
    assert (await found.get("k", Service())).value == 1


async def test_another_replica_reads_what_one_has_fetched() -> None:
    wall, shared, service = Clock(), InMemory(), Service()
    numbers = {"reuse_seconds": 10, "fresh_seconds": 100}
    one, two = (Upstream(guard(shared=shared, **numbers), int, wall) for _ in range(2))
    await one.get("k", service)
    assert (await two.get("k", service)).value == 1 and service.asked == 1


async def test_nothing_is_left_running_after_closing() -> None:
    found = upstream(Clock(), timeout_seconds=30, total_seconds=30)
    with budget(0.1), pytest.raises(Unavailable):
        await found.get("k", stalls)
    with budget(30):
        waiting = asyncio.create_task(found.get("other", stalls))
        await asyncio.sleep(0.01)
    await found.aclose()
    await asyncio.gather(waiting, return_exceptions=True)
    assert not [t for t in asyncio.all_tasks() if t.get_name().startswith("upstream-")]


# --- the declarations --------------------------------------------------------------------------------------------------


def test_every_chain_begins_with_the_live_answer_and_agrees_with_what_is_kept() -> None:
    for policy in POLICIES.values():
        assert policy.chain[0] == "live" and len(policy.chain) > 1, policy.name
        assert ("fresh_cache" in policy.chain) == (policy.fresh_seconds > 0), policy.name
        assert ("stale_cache" in policy.chain) == (policy.stale_seconds > policy.fresh_seconds), policy.name
        assert policy.reuse_seconds <= policy.fresh_seconds, policy.name
        assert policy.timeout_seconds <= policy.total_seconds, policy.name


def test_settings_change_the_numbers_of_one_dependency() -> None:
    guards = Guards(changes={"weather": {"timeout_seconds": 0.7}, "model:small": {"attempts": 3}})
    assert guards.of("weather").policy.timeout_seconds == 0.7
    assert guards.of("model", "small").policy.attempts == 3 and guards.of("model", "large").policy.attempts == 1
    assert guards.of("model", "small") is guards.of("model", "small")
    assert [g.name for g in guards.all()] == ["weather", "model:large", "model:small"]


@pytest.mark.parametrize(
    "changes",
    [{"wether": {}}, {"weather": {"timeout_seconds": 0}}, {"weather": {"timeout": 1}}, {"weather": {"chain": ["live"]}}],
)
def test_settings_that_cannot_be_are_refused(changes: Any) -> None:
    with pytest.raises(ValueError):
        checked(changes)
