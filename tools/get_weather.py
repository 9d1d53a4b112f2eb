"""Weather for a day: the live forecast, or what is usual for the month, marked as such."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from tools import metrics
from tools.catalogue import source_key
from tools.city import Asking, City
from tools.guard import Found, Unavailable
from tools.results import Artifact, Source, Weather, WeatherFound
from tools.weather import Forecast, Sea, condition, day_of, gusts, rain_hours, wave
from tools.when import days


class Args(BaseModel):
    month: Annotated[int | None, Field(ge=1, le=12, description="A month, for what is usual in it")] = None
    sea: Annotated[bool, Field(description="Whether they want to know about the sea: ferries, boats, swimming")] = False
    when: Annotated[str | None, Field(description="A `when` value of the contract; none means today")] = None


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    if args.month:
        year = asking.now.year + (args.month < asking.now.month)
        return _normals(city, [date(year, args.month, 1)], [])
    first, last = days(args.when, asking.now)
    wanted = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found, waves = await asyncio.gather(_forecast(city), _sea(city, args.sea))
    if found is None:
        return _normals(city, wanted, ["weather"], args.sea)
    live = [w for day in wanted if (w := _live(found.value, day, asking.now, found.minutes))]
    if not live:
        return _normals(city, wanted, [], args.sea)
    origin = city.pack.sources["open-meteo"]
    source = Source(id=f"open-meteo@{asking.now.date()}", title=origin.title, publisher=origin.publisher, url=origin.url,
                    as_of=asking.now.date())  # fmt: skip
    days_found = [w.model_copy(update={"source": source.id}) for w in live]
    missing = ["weather"] if found.step == "stale_cache" else []
    if args.sea:
        days_found = [_with_sea(d, waves) for d in days_found]
        missing += [] if waves and waves.step != "stale_cache" else ["marine"]
    return WeatherFound(days=days_found, sea_asked=args.sea, sources=[source], unavailable=missing)


async def _forecast(city: City) -> Found[Forecast] | None:
    try:
        return await city.live.weather.get()
    except Unavailable:
        metrics.FALLBACKS.labels("weather", "climate_normal").inc()
        return None


async def _sea(city: City, asked: bool) -> Found[Sea] | None:
    if not asked:
        return None
    try:
        return await city.live.marine.get()
    except Unavailable:
        metrics.FALLBACKS.labels("marine", "unknown").inc()
        return None


def _with_sea(day: Weather, found: Found[Sea] | None) -> Weather:
    if found is None:
        return day
    warm = found.value.current.sea_surface_temperature if day.kind == "current" else None
    return day.model_copy(update={"wave_m": wave(found.value, day.day), "sea_c": warm})


DAY_BEGINS, DAY_ENDS = time(8), time(23)
"""The hours a traveller is out: rain in the night spoils no plan."""


def _live(forecast: Forecast, day: date, now: datetime, age: int) -> Weather | None:
    row = day_of(forecast, day)
    if row is None:
        return None
    today = now.date()
    first, last = datetime.combine(day, DAY_BEGINS, now.tzinfo), datetime.combine(day, DAY_ENDS, now.tzinfo)
    wet = rain_hours(forecast, max(first, now) if day == today else first, last)
    row |= {"gust_kmh": gusts(forecast, day), "rain_from": wet[0] if wet else None, "rain_until": wet[1] if wet else None}
    if day == today:
        current = forecast.current
        row = {**row, "condition": condition(current.weather_code) or row["condition"]}
        return Weather(kind="current", day=day, now_c=current.temperature_2m, stale_minutes=age, source="open-meteo", **row)
    return Weather(kind="forecast", day=day, stale_minutes=age, source="open-meteo", **row)


def _normals(city: City, wanted: list[date], unavailable: list[str], sea: bool = False) -> WeatherFound:
    climate = city.pack.climate
    month = next(m for m in climate.months if m.month == wanted[0].month)
    key = source_key(climate)
    normal = Weather(kind="climate_normal", day=wanted[0], min_c=month.min_c, max_c=month.max_c, rain_mm=month.rain_mm,
                     condition=None, source=key)  # fmt: skip
    return WeatherFound(days=[normal], month=month.month, sea_asked=sea, sources=city.sources([key]), unavailable=unavailable)
