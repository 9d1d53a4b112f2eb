"""Open-Meteo's forecast for Istanbul, cached; what is usual for the month when it cannot be had.

Variables and units: https://open-meteo.com/en/docs (no key; attribution required). A failure is remembered for a minute, so
that a dead endpoint does not cost every turn its time-out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import monotonic
from typing import Annotated, Any

import httpx2
from pydantic import BaseModel, Field, ValidationError

OPEN_METEO = "https://api.open-meteo.com/v1/forecast"
ISTANBUL = {"latitude": "41.01", "longitude": "28.97"}
FRESH = timedelta(minutes=15)
STALE = timedelta(hours=12)
PAUSE_SECONDS = 60.0
MAX_BYTES = 512 * 1024

_Celsius = Annotated[float, Field(ge=-40, le=55)]


class Unavailable(Exception):
    """No forecast can be had now."""


class _Current(BaseModel):
    temperature_2m: _Celsius
    weather_code: int
    wind_speed_10m: Annotated[float, Field(ge=0, le=300)]


class _Daily(BaseModel):
    time: list[date]
    temperature_2m_min: list[_Celsius | None]
    temperature_2m_max: list[_Celsius | None]
    precipitation_sum: list[Annotated[float, Field(ge=0, le=500)] | None]
    precipitation_probability_max: list[Annotated[int, Field(ge=0, le=100)] | None]
    wind_speed_10m_max: list[Annotated[float, Field(ge=0, le=300)] | None]
    weather_code: list[int | None]


class Forecast(BaseModel):
    """One answer of the service, checked: shapes agree and no value is beyond what weather can be."""

    current: _Current
    daily: _Daily


@dataclass
class Forecasts:
    """`base_url` is an Open-Meteo-compatible endpoint. One client for the process; nothing of a request is kept in it."""

    base_url: str = OPEN_METEO
    timeout_seconds: float = 2.5
    now: Callable[[], float] = monotonic
    _client: httpx2.AsyncClient | None = field(default=None, repr=False)
    _kept: tuple[float, Forecast] | None = field(default=None, repr=False)
    _failed_at: float | None = field(default=None, repr=False)
    _asking: asyncio.Task[Forecast] | None = field(default=None, repr=False)

    async def get(self) -> tuple[Forecast, int]:
        """The forecast and its age in minutes. Raises `Unavailable`."""
        if self._kept and self.now() - self._kept[0] < FRESH.total_seconds():
            return self._kept[1], self._age()
        if self._failed_at is not None and self.now() - self._failed_at < PAUSE_SECONDS:
            return self._stale()
        if self._asking is None or self._asking.done() or self._asking.get_loop() is not asyncio.get_running_loop():
            self._asking = asyncio.create_task(self._fetch())
        try:
            forecast = await asyncio.wait_for(asyncio.shield(self._asking), self.timeout_seconds)
        except (TimeoutError, Unavailable):
            self._failed_at = self.now()
            return self._stale()
        return forecast, 0

    def state(self) -> str:
        """`ok`, `failing` or `untried`, for health."""
        if self._failed_at is not None and self.now() - self._failed_at < PAUSE_SECONDS:
            return "failing"
        return "ok" if self._kept else "untried"

    async def aclose(self) -> None:
        if self._asking and not self._asking.done():
            self._asking.cancel()
        if self._client:
            await self._client.aclose()
            self._client = None

    def _age(self) -> int:
        assert self._kept is not None
        return int((self.now() - self._kept[0]) // 60)

    def _stale(self) -> tuple[Forecast, int]:
        if self._kept and self.now() - self._kept[0] < STALE.total_seconds():
            return self._kept[1], self._age()
        raise Unavailable

    async def _fetch(self) -> Forecast:
        if self._client is None:
            self._client = httpx2.AsyncClient(
                timeout=httpx2.Timeout(self.timeout_seconds, connect=1.0), follow_redirects=False,
                headers={"User-Agent": "istanbul-companion/1"},
            )  # fmt: skip
        query = {
            **ISTANBUL,
            "timezone": "Europe/Istanbul",
            "forecast_days": "7",
            "current": "temperature_2m,weather_code,wind_speed_10m",
            "daily": "temperature_2m_min,temperature_2m_max,precipitation_sum,precipitation_probability_max,"
            "wind_speed_10m_max,weather_code",
        }
        try:
            body = await self._read(query)
            forecast = Forecast.model_validate_json(body)
        except (httpx2.HTTPError, ValidationError, OSError) as error:
            self._failed_at = self.now()
            raise Unavailable from error
        self._kept, self._failed_at = (self.now(), forecast), None
        return forecast

    async def _read(self, query: dict[str, str]) -> bytes:
        assert self._client is not None
        async with self._client.stream("GET", self.base_url, params=query) as response:
            if response.status_code != 200:
                raise Unavailable(f"status {response.status_code}")
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise Unavailable("the answer is too large")
            return bytes(body)


_CONDITIONS = (
    ((0,), "clear"), ((1, 2), "partly_cloudy"), ((3,), "cloudy"), ((45, 48), "fog"), ((51, 53, 55, 56, 57), "drizzle"),
    ((61, 63, 65, 66, 67, 80, 81, 82), "rain"), ((71, 73, 75, 77, 85, 86), "snow"), ((95, 96, 99), "thunderstorm"),
)  # fmt: skip


def condition(code: int | None) -> str | None:
    """The word for a WMO weather interpretation code, as Open-Meteo documents it; None for one it does not list."""
    return next((word for codes, word in _CONDITIONS if code in codes), None)


def day_of(forecast: Forecast, day: date) -> dict[str, Any] | None:
    """The row of one day; None beyond the forecast's reach."""
    daily = forecast.daily
    if day not in daily.time:
        return None
    i = daily.time.index(day)

    def at(values: list[Any]) -> Any:
        return values[i] if i < len(values) else None

    return {
        "min_c": at(daily.temperature_2m_min),
        "max_c": at(daily.temperature_2m_max),
        "rain_mm": at(daily.precipitation_sum),
        "rain_chance_percent": at(daily.precipitation_probability_max),
        "wind_kmh": at(daily.wind_speed_10m_max),
        "condition": condition(at(daily.weather_code)),
    }
