"""How many turns may run, wait and be asked for; and how a service that is full, hurried or stopping says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from app.limits import Rate, Refused, Room
from app.probe import Probe
from tests.app.test_bad_input import problem
from tests.serving import Served, ask
from tools.shared import InMemory

QUESTION = {"message": "What is Moda like?", "language": "en"}


async def test_no_more_than_so_many_run_and_the_next_is_the_one_that_waited_longest() -> None:
    room, order, most = Room(3, 10, 5), [], 0

    async def turn(number: int) -> None:
        nonlocal most
        async with room.turn():
            order.append(number)
            most = max(most, room._running)
            await asyncio.sleep(0)

    await asyncio.gather(*(turn(n) for n in range(13)))
    assert order == list(range(13)) and most == 3 and room._running == 0


async def test_who_finds_the_queue_full_is_refused_at_once_and_who_waits_too_long_later() -> None:
    room = Room(1, 1, 0.05)
    async with room.turn():
        waiting = asyncio.create_task(enter(room))
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            await enter(room)
        assert refused.value.problem.status == 503 and refused.value.problem.code == "overloaded"
        assert not waiting.done()
        with pytest.raises(Refused):
            await waiting
    await enter(room)


async def test_who_gives_up_waiting_leaves_no_hole() -> None:
    room = Room(2, 10, 5)
    for _ in range(50):
        tasks = [asyncio.create_task(enter(room)) for _ in range(8)]
        for step, task in enumerate(tasks):
            for _ in range(step % 3):
                await asyncio.sleep(0)
            if step % 2:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert room._running == 0 and not room._queue


async def test_a_room_that_closes_turns_away_who_waits_but_not_who_is_in() -> None:
    room, going_on = Room(1, 5, 5), asyncio.Event()

    async def stay() -> None:
        async with room.turn():
            await going_on.wait()

    inside = asyncio.create_task(stay())
    await asyncio.sleep(0)
    waiting = asyncio.create_task(enter(room))
    await asyncio.sleep(0)
    room.close()
    with pytest.raises(Refused, match="shutting_down"):
        await waiting
    with pytest.raises(Refused, match="shutting_down"):
        await enter(room)
    going_on.set()
    await inside


async def enter(room: Room) -> None:
    async with room.turn():
        await asyncio.sleep(0)


async def test_a_client_may_ask_so_often_in_any_minute() -> None:
    now = 6000.0
    rate = Rate(10, InMemory(now=lambda: now), now=lambda: now)
    for _ in range(10):
        await rate.count("alice")
    with pytest.raises(Refused) as refused:
        await rate.count("alice")
    assert refused.value.problem.status == 429 and refused.value.problem.code == "rate_limited"
    await rate.count("bob")
    now += refused.value.retry_after_seconds - 1
    with pytest.raises(Refused):
        await rate.count("alice")
    now += 1.001
    await rate.count("alice")
    with pytest.raises(Refused) as again:
        await rate.count("alice")
    now += again.value.retry_after_seconds + 0.001
    await rate.count("alice")


async def test_who_keeps_asking_is_not_kept_out_longer() -> None:
    now = 6000.0
    rate = Rate(5, InMemory(now=lambda: now), now=lambda: now)
    let_in = 0
    for _ in range(1200):
        now += 0.1
        try:
            await rate.count("alice")
            let_in += 1
        except Refused:
            pass
    assert 9 <= let_in <= 11


async def test_replicas_count_together() -> None:
    shared, now = InMemory(), 6000.0
    one, two = Rate(4, shared, now=lambda: now), Rate(4, shared, now=lambda: now)
    for rate in (one, two, one, two):
        await rate.count("alice")
    for rate in (one, two):
        with pytest.raises(Refused):
            await rate.count("alice")


async def test_a_client_that_asks_too_often_is_told_when_to_come_back(start: Callable[..., Served]) -> None:
    with start(turns_per_minute=3).client() as client:
        for _ in range(3):
            ask(client, "Hello!")
        for path in ("chat", "chat/stream"):
            reply = client.post(f"/api/v1/{path}", json=QUESTION)
            problem(reply, 429, "rate_limited")
            assert 1 <= int(reply.headers["retry-after"]) <= 120
        ask_as = client.post("/api/v1/chat", json=QUESTION, headers={"authorization": "Bearer somebody else"})
        assert ask_as.status_code == 200
        assert client.post("/api/v1/understand", json=QUESTION).status_code == 200
        assert client.get("/api/health/ready").status_code == 200


async def test_an_emergency_is_answered_however_often_somebody_asked(start: Callable[..., Served]) -> None:
    with start(turns_per_minute=1).client() as client:
        ask(client, "Hello!")
        problem(client.post("/api/v1/chat", json=QUESTION), 429, "rate_limited")
        assert ask(client, "My friend is not breathing, help!")["emergency"]


async def test_a_full_service_refuses_and_recovers_and_helps_in_an_emergency(
    start: Callable[..., Served], silent_model: str
) -> None:
    served = start(
        turns_at_once=2,
        turns_waiting=1,
        turn_wait_seconds=0.5,
        llm_base_url=silent_model,
        llm_model="m",
        llm_timeout_seconds=60,
    )
    async with served.async_client() as client:
        async with (
            client.stream("POST", "/api/v1/chat/stream", json=QUESTION) as one,
            client.stream("POST", "/api/v1/chat/stream", json=QUESTION) as two,
        ):
            assert (one.status_code, two.status_code) == (200, 200)
            replies = await asyncio.gather(*(client.post("/api/v1/chat", json=QUESTION) for _ in range(3)))
            for reply in replies:
                problem(reply, 503, "overloaded")
                assert int(reply.headers["retry-after"]) >= 1
            danger = await client.post("/api/v1/chat", json={"message": "My friend is not breathing, help!"})
            assert danger.status_code == 200 and danger.json()["emergency"]
            assert (await client.get("/api/health/ready")).status_code == 200
        async with asyncio.timeout(10):
            while served.app.state.room.full:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        async with client.stream("POST", "/api/v1/chat/stream", json=QUESTION) as again:
            assert again.status_code == 200
    assert served.turns_left() == []
    assert served.app.state.room._running == 0


async def test_a_crowd_asks_a_dependency_once() -> None:
    asked = 0

    async def ask_slowly() -> None:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0.02)

    probe = Probe(ask_slowly, seconds=60)
    found = await asyncio.gather(*(probe.latency_ms() for _ in range(200)))
    assert asked == 1 and len(set(found)) == 1 and found[0] and found[0] >= 20


async def test_a_probe_that_never_answers_ends_and_is_asked_again_later() -> None:
    now, asked = 0.0, 0

    async def never() -> None:
        nonlocal asked
        asked += 1
        await asyncio.Event().wait()

    probe = Probe(never, seconds=1, timeout_seconds=0.02, now=lambda: now)
    assert await probe.latency_ms() is None
    assert await probe.latency_ms() is None and asked == 1
    now = 2.0
    assert await probe.latency_ms() is None and asked == 2


async def test_two_hundred_who_look_at_the_health_ask_the_store_once(start: Callable[..., Served]) -> None:
    served, asked = start(), 0
    records: Any = served.app.state.memory.records
    before = records.ping

    async def counted() -> None:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0.05)
        await before()

    object.__setattr__(records, "ping", counted)
    served.app.state.store_probe = Probe(served.app.state.memory.ping, seconds=60)
    async with served.async_client() as client:
        replies = await asyncio.gather(*(client.get("/api/health/detailed") for _ in range(200)))
    assert {r.status_code for r in replies} == {200} and asked == 1


def test_a_service_that_is_full_is_described(client: httpx.Client) -> None:
    document = client.get("/api/openapi.json").json()
    for path in ("chat", "chat/stream"):
        assert {"429", "503"} <= set(document["paths"][f"/api/v1/{path}"]["post"]["responses"])
