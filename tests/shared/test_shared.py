"""The contract every backend of `Shared` holds. In this process, and in Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from tests.stores import redis_server
from tools.dependencies import Guards
from tools.shared import InMemory, Shared
from tools.shared_redis import InRedis


@asynccontextmanager
async def _in_memory() -> AsyncIterator[Shared]:
    yield InMemory()


@asynccontextmanager
async def _redis(url: str) -> AsyncIterator[Shared]:
    backend = InRedis(url, Guards().of("redis"))
    yield backend
    assert not backend.guard.failing, "Redis was away, and the memory answered in its place"


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with redis_server() as server:
        yield server.url


@pytest.fixture(params=["memory", "redis"])
async def shared(request: pytest.FixtureRequest) -> AsyncIterator[Shared]:
    opened = _in_memory() if request.param == "memory" else _redis(request.getfixturevalue("redis_url"))
    async with opened as backend:
        for key in ("nothing", "k", "n"):
            await backend.delete(key)
        yield backend
        await backend.aclose()


async def test_what_was_never_set_is_none(shared: Shared) -> None:
    assert await shared.get("nothing") is None


async def test_any_bytes_come_back_as_they_were(shared: Shared) -> None:
    await shared.set("k", b"\x00\xff\n", 60)
    assert await shared.get("k") == b"\x00\xff\n"


async def test_a_later_value_replaces_the_earlier(shared: Shared) -> None:
    await shared.set("k", b"1", 60)
    await shared.set("k", b"2", 60)
    assert await shared.get("k") == b"2"


async def test_a_value_is_gone_after_its_time(shared: Shared) -> None:
    await shared.set("k", b"1", 0.05)
    async with asyncio.timeout(2):
        while await shared.get("k") is not None:  # noqa: ASYNC110 — the time of the backend, not an event of ours
            await asyncio.sleep(0.01)


async def test_deleting_forgets_and_may_be_repeated(shared: Shared) -> None:
    await shared.set("k", b"1", 60)
    await shared.delete("k")
    await shared.delete("k")
    assert await shared.get("k") is None


async def test_counters_add_up_when_many_add_at_once(shared: Shared) -> None:
    seen = await asyncio.gather(*(shared.add("n", 2, 60) for _ in range(50)))
    assert sorted(seen) == list(range(2, 101, 2))
    assert await shared.get("n") == b"100"


async def test_a_counter_starts_again_after_its_time_which_adding_does_not_renew(shared: Shared) -> None:
    assert await shared.add("n", 5, 0.2) == 5
    async with asyncio.timeout(3):
        while await shared.add("n", 1, 60) != 1:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_the_memory_is_bounded() -> None:
    shared = InMemory(limit=100)
    for n in range(1000):
        await shared.set(f"k{n}", b"x", 60 + n)
    assert await shared.get("k999") == b"x"
    assert await shared.get("k0") is None
    assert len(shared._kept) <= 100
