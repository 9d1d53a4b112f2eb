"""How long until an emergency's first event, over real HTTP, while everything the service depends on is down and others ask.

Nothing listens where the live sources are said to be, nor where the database is; other clients stream ordinary questions.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from evals.bench import servers
from evals.bench.wire import HOST
from evals.cases import answers
from evals.measures import percentile

OTHERS = 50
ASKED = 120
PAUSE_SECONDS = 0.05
THINKING_SECONDS = 4.0  # of each of the others between two questions
DANGERS = (
    ("en", "there is smoke in our hotel corridor"), ("tr", "babam nefes almıyor"), ("fr", "mon mari ne respire plus"),
    ("ru", "в квартире сильно пахнет газом"), ("de", "hier brennt es"), ("ar", "زوجي لا يتنفس"),
)  # fmt: skip


def measured() -> dict[str, Any]:
    """Milliseconds from the request to the first `emergency` event: median, 95th percentile, and how many were asked."""
    down = f"http://{HOST}:{servers.free_port()}"
    with tempfile.TemporaryDirectory() as name:
        environment = {
            "DATABASE_URL": f"postgresql://nobody@{HOST}:{servers.free_port()}/nothing",
            "REDIS_URL": down.replace("http", "redis"),
            "WEATHER_BASE_URL": down, "MARINE_BASE_URL": down, "ROUTING_BASE_URL": down, "RATES_URL": down,
            "EARTHQUAKES_URL": down, "EVENTS_FEEDS": down, "LLM_BASE_URL": down, "LLM_MODEL": "none", "LLM_API_KEY": "none",
            "EMERGENCY_WEBHOOK_URL": down, "ANSWER_CACHE_SECONDS": "0",
        }  # fmt: skip
        with servers.running(["app"], environment, Path(name) / servers.LOG) as server:
            return asyncio.run(_measure(f"http://{HOST}:{server.port}"))


async def _measure(url: str) -> dict[str, Any]:
    limits = httpx.Limits(max_connections=OTHERS + 10)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
        others = [asyncio.create_task(_other(client, number)) for number in range(OTHERS)]
        await asyncio.sleep(THINKING_SECONDS)
        waited: list[float] = []
        for number in range(ASKED):
            language, text = DANGERS[number % len(DANGERS)]
            waited.append(await _first(client, language, text))
            await asyncio.sleep(PAUSE_SECONDS)
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
    return {"asked": ASKED, "others": OTHERS, "median_ms": percentile(waited, 0.5), "p95_ms": percentile(waited, 0.95)}


async def _first(client: httpx.AsyncClient, language: str, text: str) -> float:
    began = time.perf_counter()
    body = {"message": text, "language": language}
    async with client.stream("POST", "/api/v1/chat/stream", json=body) as response:
        async for line in response.aiter_lines():
            if line == "event: emergency":
                return (time.perf_counter() - began) * 1000
    raise RuntimeError(f"no card for {text!r}")


async def _other(client: httpx.AsyncClient, number: int) -> None:
    questions = [case.text for case in answers()]
    while True:
        await asyncio.sleep(THINKING_SECONDS * (0.5 + number % 10 / 10))
        number += OTHERS
        body = {"message": questions[number % len(questions)]}
        async with client.stream("POST", "/api/v1/chat/stream", json=body) as response:
            async for _ in response.aiter_lines():
                pass


def shown(found: dict[str, Any]) -> str:
    """The figures in a line."""
    return (
        f"an emergency's first event, everything else down, {found['others']} other clients asking: "
        f"median {found['median_ms']:.1f} ms, p95 {found['p95_ms']:.1f} ms of {found['asked']}"
    )


if __name__ == "__main__":
    print(shown(measured()))
