"""What the guards cost a healthy turn: the same turn with them and without, by turns, in one process and one run."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import uuid4

from langchain_core.messages import HumanMessage

from evals.stand import TUESDAY, offline_settings
from graph.builder import Graph, build
from graph.context import Context
from graph.services import Services
from tools.guard import Found, Upstream
from tools.live import Live

MESSAGE = "What is the weather like now, how high are the waves, and how much is 500 lira in euros?"
"""Three services are asked, side by side and each of them live: nothing may be kept between turns."""
_NOTHING_KEPT = {"reuse_seconds": 0, "fresh_seconds": 0, "stale_seconds": 0}
_DAYS = [str(TUESDAY.date() + timedelta(days=n)) for n in range(7)]


def _json(value: Any) -> bytes:
    return str(value).replace("'", '"').encode()


BODIES = {
    "/weather": _json({
        "current": {"temperature_2m": 14.2, "weather_code": 3, "wind_speed_10m": 12.0},
        "daily": {"time": _DAYS, "temperature_2m_min": [9.0] * 7, "temperature_2m_max": [15.0] * 7,
                  "precipitation_sum": [0.0] * 7, "precipitation_probability_max": [10] * 7, "wind_speed_10m_max": [20.0] * 7,
                  "weather_code": [3] * 7},
    }),
    "/marine": _json({"current": {"wave_height": 0.3}, "daily": {"time": _DAYS, "wave_height_max": [0.4] * 7}}),
    "/rates": b'<E xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube><Cube time="2026-11-23">'
              b'<Cube currency="USD" rate="1.1"/><Cube currency="TRY" rate="50"/></Cube></Cube></E>',
}  # fmt: skip


class _Bare(Upstream[Any]):
    """The call alone: no budget, retry, breaker, limit, cache or sharing of calls."""

    async def get(self, key: str, fetch: Callable[[float], Awaitable[bytes]]) -> Found[Any]:
        return Found(self.parse(await fetch(self.guard.policy.timeout_seconds)), 0.0, "live")


@asynccontextmanager
async def _services() -> AsyncIterator[str]:
    """The three services on loopback, over connections that stay open."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = BODIES[head.split()[1].decode().partition("?")[0]]
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def overhead(turns: int) -> dict[str, float]:
    """Medians in milliseconds of a turn with all guards and of the same turn without, and the median of the differences."""
    async with _services() as at:
        settings = offline_settings(
            weather_base_url=f"{at}/weather", marine_base_url=f"{at}/marine", rates_url=f"{at}/rates",
            guards=dict.fromkeys(("weather", "marine", "rates"), _NOTHING_KEPT),
        )  # fmt: skip
        services = Services(settings, clock=lambda: TUESDAY)
        loaded = await services.start()
        bare = Services(settings, clock=lambda: TUESDAY)
        live = Live(settings.live(), bare.guards, bare.clock)
        for client in (live.weather, live.marine, live.rates):
            client.upstream = _Bare(client.guard, client.upstream.parse)  # type: ignore[assignment]
        bare._loaded = replace(loaded, city=replace(loaded.city, live=live))
        graphs = {"guarded": build(services), "bare": build(bare)}
        took: dict[str, list[float]] = {name: [] for name in graphs}
        for n in range(turns + 20):
            for name in list(graphs)[:: 1 if n % 2 else -1]:
                milliseconds = await _turn(graphs[name])
                if n >= 20:
                    took[name].append(milliseconds)
        await services.aclose()
        await bare.aclose()
    differences = [a - b for a, b in zip(took["guarded"], took["bare"], strict=True)]
    return {"guarded": median(took["guarded"]), "bare": median(took["bare"]), "added": median(differences)}


async def _turn(graph: Graph) -> float:
    """Milliseconds of one turn. Raises `RuntimeError` unless everything it asked for answered."""
    started = time.perf_counter()
    found = await graph.ainvoke({"messages": [HumanMessage(MESSAGE)]}, context=Context(language="en", turn_id=uuid4().hex))
    took = (time.perf_counter() - started) * 1000
    answer = found["turn"]["answer"]
    if answer["degradation"]["level"] != 1 or len(answer["sources"]) < 2:
        raise RuntimeError(f"the turn was not whole: {answer['degradation']} {answer['text']}")
    return took
