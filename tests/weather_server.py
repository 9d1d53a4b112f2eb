"""A forecast service that answers as Open-Meteo does, or fails in one of the ways such a service can."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

Mood = Literal["fine", "error", "garbage", "impossible", "silent", "half", "huge", "redirect", "wrong_shape"]
PATH = "/v1/forecast"


def forecast(first: date, *, now_c: float = 17.3, low: float = 8.0, high: float = 19.0) -> dict[str, Any]:
    """Seven days from `first`, in the shape and units of the real service."""
    return {
        "latitude": 41.0,
        "longitude": 29.0,
        "current": {"time": f"{first}T12:00", "temperature_2m": now_c, "weather_code": 61, "wind_speed_10m": 14.0},
        "daily": {
            "time": [str(first + timedelta(days=n)) for n in range(7)],
            "temperature_2m_min": [low + n for n in range(7)],
            "temperature_2m_max": [high + n for n in range(7)],
            "precipitation_sum": [0.0, 6.5, 0.0, 0.0, 0.0, 0.0, 0.0],
            "precipitation_probability_max": [5, 80, 0, 0, 0, 0, 0],
            "wind_speed_10m_max": [20.0, 62.0, 10.0, 10.0, 10.0, 10.0, 10.0],
            "weather_code": [61, 63, 0, 0, 0, 0, 0],
        },
    }


@dataclass
class WeatherServer:
    """An ASGI application. `asked` counts its requests, so that a test can see whether anybody called at all."""

    today: date
    mood: Mood = "fine"
    asked: int = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        self.asked += 1
        good = json.dumps(forecast(self.today)).encode()
        match self.mood:
            case "fine":
                await _reply(send, 200, good)
            case "error":
                await _reply(send, 500, b'{"error":true,"reason":"out of order"}')
            case "garbage":
                await _reply(send, 200, b"<html>maintenance</html>")
            case "impossible":
                await _reply(send, 200, json.dumps(forecast(self.today, now_c=-300.0, low=-300.0)).encode())
            case "wrong_shape":
                await _reply(send, 200, b'{"current":{},"daily":[]}')
            case "huge":
                await _reply(send, 200, good + b" " * (2 * 1024 * 1024))
            case "redirect":
                await _reply(send, 302, b"", [(b"location", b"http://127.0.0.1:1/")])
            case "half":
                await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"100000")]})
                await send({"type": "http.response.body", "body": good[:40], "more_body": True})
                await _until_gone(receive)
            case "silent":
                await _until_gone(receive)


async def _reply(send: Any, status: int, body: bytes, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    kind = [(b"content-type", b"application/json"), *(headers or [])]
    await send({"type": "http.response.start", "status": status, "headers": kind})
    await send({"type": "http.response.body", "body": body})


async def _until_gone(receive: Any) -> None:
    """Waits until the caller has hung up, a minute at most."""
    try:
        async with asyncio.timeout(60):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return
