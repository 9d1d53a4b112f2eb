"""Open-Meteo's forecast for Istanbul and the state of the sea, both through the guard.

Variables and units: https://open-meteo.com/en/docs and https://open-meteo.com/en/docs/marine-weather-api (no key;
attribution required).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from tools.guard import Found, Guard, Upstream
from tools.http import Http

OPEN_METEO = "https://api.open-meteo.com/v1/forecast"
OPEN_METEO_MARINE = "https://marine-api.open-meteo.com/v1/marine"
ISTANBUL = {"latitude": "41.01", "longitude": "28.97", "timezone": "Europe/Istanbul", "forecast_days": "7"}
OFF_KADIKOY = {"latitude": "40.96", "longitude": "28.99", "timezone": "Europe/Istanbul", "forecast_days": "7"}
"""The open Marmara south of the Bosphorus, which every ferry to the islands crosses."""
MAX_BYTES = 512 * 1024

_Celsius = Annotated[float, Field(ge=-40, le=55)]
_Kmh = Annotated[float, Field(ge=0, le=300)]
_Percent = Annotated[int, Field(ge=0, le=100)]
_Meters = Annotated[float, Field(ge=0, le=20)]


class _Current(BaseModel):
    temperature_2m: _Celsius
    weather_code: int
    wind_speed_10m: _Kmh


class _Hourly(BaseModel):
    time: list[datetime]
    temperature_2m: list[_Celsius | None] = []
    precipitation_probability: list[_Percent | None] = []
    wind_gusts_10m: list[_Kmh | None] = []


class _Daily(BaseModel):
    time: list[date]
    temperature_2m_min: list[_Celsius | None]
    temperature_2m_max: list[_Celsius | None]
    precipitation_sum: list[Annotated[float, Field(ge=0, le=500)] | None]
    precipitation_probability_max: list[_Percent | None]
    wind_speed_10m_max: list[_Kmh | None]
    weather_code: list[int | None]


class Forecast(BaseModel):
    """One answer of the service, checked: shapes agree and no value is beyond what weather can be."""

    current: _Current
    daily: _Daily
    hourly: _Hourly | None = None


class _SeaNow(BaseModel):
    wave_height: _Meters | None = None
    sea_surface_temperature: Annotated[float, Field(ge=-3, le=40)] | None = None


class _SeaDaily(BaseModel):
    time: list[date]
    wave_height_max: list[_Meters | None]


class Sea(BaseModel):
    """Heights in metres, temperature in degrees Celsius; null where the model has no water."""

    current: _SeaNow = _SeaNow()
    daily: _SeaDaily


@dataclass
class Forecasts:
    """`base_url` is an Open-Meteo-compatible endpoint."""

    base_url: str
    http: Http
    guard: Guard

    def __post_init__(self) -> None:
        self.upstream = Upstream(self.guard, Forecast.model_validate_json)

    async def get(self) -> Found[Forecast]:
        """The forecast of the coming week. Raises `Unavailable`."""
        query = {
            **ISTANBUL,
            "current": "temperature_2m,weather_code,wind_speed_10m",
            "hourly": "temperature_2m,precipitation_probability,wind_gusts_10m",
            "daily": "temperature_2m_min,temperature_2m_max,precipitation_sum,precipitation_probability_max,"
            "wind_speed_10m_max,weather_code",
        }
        return await self.upstream.get(
            "istanbul", lambda seconds: self.http.get(self.base_url, query, seconds=seconds, max_bytes=MAX_BYTES)
        )


@dataclass
class Seas:
    """`base_url` is an endpoint compatible with Open-Meteo's marine one."""

    base_url: str | None
    http: Http
    guard: Guard

    def __post_init__(self) -> None:
        self.upstream = Upstream(self.guard, Sea.model_validate_json)

    async def get(self) -> Found[Sea]:
        """Waves of the coming week. Raises `Unavailable`."""
        query = {**OFF_KADIKOY, "current": "wave_height,sea_surface_temperature", "daily": "wave_height_max"}
        return await self.upstream.get(
            "marmara", lambda seconds: self.http.get(self.base_url or "", query, seconds=seconds, max_bytes=MAX_BYTES)
        )


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

    def at(values: Sequence[Any]) -> Any:
        return values[i] if i < len(values) else None

    return {
        "min_c": at(daily.temperature_2m_min),
        "max_c": at(daily.temperature_2m_max),
        "rain_mm": at(daily.precipitation_sum),
        "rain_chance_percent": at(daily.precipitation_probability_max),
        "wind_kmh": at(daily.wind_speed_10m_max),
        "condition": condition(at(daily.weather_code)),
    }


RAIN_LIKELY_PERCENT = 50


def rain_hours(forecast: Forecast, first: datetime, last: datetime) -> tuple[str, str] | None:
    """The first stretch of hours between the two in which rain is likely, as HH:MM; None without one or without hours.

    Times of the service are Istanbul's, without a zone; so are `first` and `last` read.
    """
    hourly = forecast.hourly
    if hourly is None:
        return None
    begins, ends = first.replace(tzinfo=None), last.replace(tzinfo=None)
    wet = [
        at
        for at, percent in zip(hourly.time, hourly.precipitation_probability, strict=False)
        if begins.replace(minute=0, second=0, microsecond=0) <= at < ends and (percent or 0) >= RAIN_LIKELY_PERCENT
    ]
    if not wet:
        return None
    until = wet[0]
    for at in wet[1:]:
        if (at - until).total_seconds() > 3600:
            break
        until = at
    return f"{wet[0]:%H:%M}", f"{(until.hour + 1) % 24:02}:00"


def gusts(forecast: Forecast, day: date) -> float | None:
    """The strongest gust of a day in km/h; None when not known."""
    hourly = forecast.hourly
    if hourly is None:
        return None
    found = [g for at, g in zip(hourly.time, hourly.wind_gusts_10m, strict=False) if at.date() == day and g is not None]
    return max(found, default=None)


def wave(sea: Sea, day: date) -> float | None:
    """The day's highest waves in metres; None when not known."""
    return dict(zip(sea.daily.time, sea.daily.wave_height_max, strict=False)).get(day)
