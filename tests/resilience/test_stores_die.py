"""PostgreSQL and Redis are killed and started again while fifty travellers talk to the service."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import httpx
import pytest

from evals.bench.stores import PostgresServer, RedisServer
from tests.resilience.conftest import Process

TRAVELLERS = 50
AREAS = ["Kadıköy", "Beşiktaş", "Balat", "Moda", "Karaköy", "Taksim", "Sultanahmet", "Üsküdar", "Ortaköy", "Bebek"]
PATIENCE_SECONDS = 30


@dataclass
class Traveller:
    """One conversation. `told` is every turn that was answered, in order."""

    number: int
    client: httpx.AsyncClient
    conversation: str | None = None
    told: list[tuple[str, str]] = field(default_factory=list)
    asked: int = 0
    unkept: int = 0
    statuses: list[int] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer traveller-{self.number}"}

    async def ask(self) -> dict[str, Any]:
        message = f"What is {AREAS[(self.number + self.asked) % len(AREAS)]} like? ({self.number}/{self.asked})"
        body = {"message": message, "language": "en", **({"conversation_id": self.conversation} if self.conversation else {})}
        reply = await self.client.post("/api/v1/chat", json=body, headers=self.headers)
        self.statuses.append(reply.status_code)
        assert reply.status_code == 200, reply.text
        answer: dict[str, Any] = reply.json()
        self.conversation = answer["conversation_id"]
        self.asked += 1
        if "deadline" not in answer["degradation"]["unavailable"]:  # a machine that is too busy; such an answer says so
            self.told.append((message, answer["text"]))
        self.unkept += "store" in answer["degradation"]["unavailable"]
        return answer

    async def keeps_all(self) -> bool:
        """Whether the conversation is what was told; that an answer could not be saved is said after it, not kept with it."""
        reply = await self.client.get(f"/api/v1/conversations/{self.conversation}", headers=self.headers)
        assert reply.status_code == 200, reply.text
        said = [m["text"] for m in reply.json()["messages"]]
        kept = pairwise(said)  # searched on from where the turn before was found, so that the order counts
        return all(any(asked == a and b and told.startswith(b) for a, b in kept) for asked, told in self.told)


async def healthy(client: httpx.AsyncClient, name: str) -> float:
    """Seconds until the dependency is well again."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE_SECONDS:
        found = (await client.get("/api/health/detailed")).json()
        if next(d for d in found["dependencies"] if d["name"] == name)["status"] == "ok":
            return time.monotonic() - started
        await asyncio.sleep(0.1)
    raise AssertionError(f"{name} did not come back")


async def test_no_turn_is_lost_when_both_are_killed_and_come_back(
    run: Callable[..., Process], postgres: PostgresServer, redis: RedisServer
) -> None:
    service = run(database_url=postgres.url, redis_url=redis.url, turns_per_minute="100000")
    limits = httpx.Limits(max_connections=TRAVELLERS + 2)
    async with httpx.AsyncClient(base_url=service.url, timeout=60, limits=limits) as client:
        travellers = [Traveller(n, client) for n in range(TRAVELLERS)]
        over = asyncio.Event()

        async def talk(traveller: Traveller) -> None:
            while not over.is_set():
                await traveller.ask()

        async def disturb() -> None:
            await turns(travellers, 2 * TRAVELLERS)
            for server in (postgres, redis):
                await asyncio.to_thread(server.kill)
            await turns(travellers, 2 * TRAVELLERS)
            for server in (postgres, redis):
                await asyncio.to_thread(server.start)
            await healthy(client, "store")
            await turns(travellers, TRAVELLERS)
            over.set()

        async with asyncio.timeout(120):
            await asyncio.gather(disturb(), *(talk(t) for t in travellers))
        assert {s for t in travellers for s in t.statuses} == {200}
        assert sum(t.unkept for t in travellers) > 0, "the store was killed and nobody noticed"
        for traveller in travellers:
            before = traveller.unkept
            answer = await traveller.ask()
            assert traveller.unkept == before and answer["degradation"]["level"] == 1
            assert await traveller.keeps_all()
        await healthy(client, "redis")
    assert service.popen.poll() is None and "Traceback" not in service.said()


async def turns(travellers: list[Traveller], more: int) -> None:
    """Returns when so many more turns have been answered."""
    goal = sum(t.asked for t in travellers) + more
    while sum(t.asked for t in travellers) < goal:  # noqa: ASYNC110 — the travellers' clock
        await asyncio.sleep(0.05)


async def test_a_server_that_freezes_delays_nobody_for_long(
    run: Callable[..., Process], postgres: PostgresServer, redis: RedisServer
) -> None:
    """Its connections stay open, and nothing comes: no error tells, only the clock."""
    service = run(database_url=postgres.url, redis_url=redis.url, turns_per_minute="100000")
    async with httpx.AsyncClient(base_url=service.url, timeout=60) as client:
        travellers = [Traveller(n, client) for n in range(5)]
        for traveller in travellers:
            await traveller.ask()
        postgres.freeze()
        redis.freeze()
        try:
            for round_ in range(3):
                started = time.monotonic()
                await asyncio.gather(*(t.ask() for t in travellers))
                assert time.monotonic() - started < (10 if round_ == 0 else 3)
        finally:
            redis.thaw()
            postgres.thaw()
        await healthy(client, "store")
        for traveller in travellers:
            await traveller.ask()
            assert await traveller.keeps_all()


async def test_a_service_that_started_before_its_database_finds_it(
    run: Callable[..., Process], postgres: PostgresServer
) -> None:
    postgres.kill()
    service = run(database_url=postgres.url)
    async with httpx.AsyncClient(base_url=service.url, timeout=60) as client:
        traveller = Traveller(0, client)
        answer = await traveller.ask()
        assert answer["degradation"]["level"] == 3 and "store" in answer["degradation"]["unavailable"]
        await traveller.ask()
        await asyncio.to_thread(postgres.start)
        await healthy(client, "store")
        assert (await traveller.ask())["degradation"]["level"] == 1
        assert await traveller.keeps_all() and len(traveller.told) == 3


async def test_a_conversation_begun_without_a_database_is_kept_even_if_its_first_turn_came_too_late(
    run: Callable[..., Process], postgres: PostgresServer, silent_model: str
) -> None:
    postgres.kill()
    service = run(
        database_url=postgres.url, llm_base_url=silent_model, llm_model="m", llm_timeout_seconds="60",
        turn_deadline_seconds="0.4",
    )  # fmt: skip
    async with httpx.AsyncClient(base_url=service.url, timeout=60) as client:
        first = (await client.post("/api/v1/chat", json={"message": "What is Moda like?", "language": "en"})).json()
        assert first["degradation"]["level"] >= 2
        path = f"/api/v1/conversations/{first['conversation_id']}"
        assert (await client.get(path)).status_code == 503
        await asyncio.to_thread(postgres.start)
        await healthy(client, "store")
        assert (await client.get(path)).status_code == 200
        body = {"message": "Hello!", "conversation_id": first["conversation_id"]}
        assert (await client.post("/api/v1/chat", json=body)).status_code == 200


@pytest.mark.parametrize("path", ["chat", "chat/stream"])
async def test_turns_under_way_are_finished_when_the_service_is_told_to_stop(
    run: Callable[..., Process], silent_model: str, path: str
) -> None:
    """The model stays silent for two seconds; then the service speaks itself. It is told to stop in between."""
    service = run(llm_base_url=silent_model, llm_model="m", llm_timeout_seconds="2", shutdown_grace_seconds="20")
    async with httpx.AsyncClient(base_url=service.url, timeout=60) as client:
        body = {"message": "What is Moda like?", "language": "en"}
        turn = asyncio.create_task(client.post(f"/api/v1/{path}", json=body))
        await running(client, 1)
        service.terminate()
        reply = await turn
    assert reply.status_code == 200 and "Moda" in reply.text
    if path == "chat/stream":
        assert "event: done" in reply.text
    assert await asyncio.to_thread(service.popen.wait, 20) in (0, -15)


async def test_turns_that_do_not_end_in_time_are_ended_with_an_error(run: Callable[..., Process], silent_model: str) -> None:
    service = run(llm_base_url=silent_model, llm_model="m", llm_timeout_seconds="60", shutdown_grace_seconds="1")
    async with httpx.AsyncClient(base_url=service.url, timeout=60) as client:
        body = {"message": "What is Moda like?", "language": "en"}
        stream = asyncio.create_task(client.post("/api/v1/chat/stream", json=body))
        whole = asyncio.create_task(client.post("/api/v1/chat", json=body))
        await running(client, 2)
        started = time.monotonic()
        service.terminate()
        streamed, answered = await stream, await whole
        assert time.monotonic() - started < 6
    events = [line.removeprefix("event: ") for line in streamed.text.splitlines() if line.startswith("event: ")]
    assert events[-1] == "error" and '"shutting_down"' in streamed.text.split("event: error")[1]
    assert answered.status_code == 503 and answered.json()["code"] == "shutting_down" and answered.headers["retry-after"]
    assert await asyncio.to_thread(service.popen.wait, 20) in (0, -15)


async def running(client: httpx.AsyncClient, turns: int) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while f"companion_active_turns {turns}.0" not in (await client.get("/metrics")).text:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
