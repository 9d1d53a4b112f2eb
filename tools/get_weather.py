"""Weather for a day: the live forecast, or what is usual for the month, marked as such."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from tools import metrics
from tools.catalogue import source_key
from tools.city import Asking, City
from tools.guard import Unavailable
from tools.results import Artifact, Source, Weather, WeatherFound
from tools.weather import Forecast, condition, day_of
from tools.when import days


class Args(BaseModel):
    month: Annotated[int | None, Field(ge=1, le=12, description="A month, for what is usual in it")] = None
    when: Annotated[str | None, Field(description="A `when` value of the contract; none means today")] = None


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    if args.month:
        year = asking.now.year + (args.month < asking.now.month)
        return _normals(city, [date(year, args.month, 1)], [])
    first, last = days(args.when, asking.now)
    wanted = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    try:
        found = await city.live.weather.get()
    except Unavailable:
        metrics.FALLBACKS.labels("weather", "climate_normal").inc()
        return _normals(city, wanted, ["weather"])
    live = [w for day in wanted if (w := _live(found.value, day, asking.now.date(), found.minutes))]
    if not live:
        return _normals(city, wanted, [])
    origin = city.pack.sources["open-meteo"]
    source = Source(id=f"open-meteo@{asking.now.date()}", title=origin.title, publisher=origin.publisher, url=origin.url,
                    as_of=asking.now.date())  # fmt: skip
    days_found = [w.model_copy(update={"source": source.id}) for w in live]
    return WeatherFound(days=days_found, sources=[source], unavailable=["weather"] if found.step == "stale_cache" else [])


def _live(forecast: Forecast, day: date, today: date, age: int) -> Weather | None:
    row = day_of(forecast, day)
    if row is None:
        return None
    if day == today:
        current = forecast.current
        row = {**row, "condition": condition(current.weather_code) or row["condition"]}
        return Weather(kind="current", day=day, now_c=current.temperature_2m, stale_minutes=age, source="open-meteo", **row)
    return Weather(kind="forecast", day=day, stale_minutes=age, source="open-meteo", **row)


def _normals(city: City, wanted: list[date], unavailable: list[str]) -> WeatherFound:
    climate = city.pack.climate
    month = next(m for m in climate.months if m.month == wanted[0].month)
    key = source_key(climate)
    normal = Weather(kind="climate_normal", day=wanted[0], min_c=month.min_c, max_c=month.max_c, rain_mm=month.rain_mm,
                     condition=None, source=key)  # fmt: skip
    return WeatherFound(days=[normal], month=month.month, sources=city.sources([key]), unavailable=unavailable)
