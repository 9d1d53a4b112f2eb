"""The forecast client: checked answers, and what they say about a day, its hours and the sea."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tests.serving import listening
from tests.weather_server import PATH, Mood, WeatherServer
from tools.dependencies import Guards
from tools.guard import Unavailable
from tools.live import Endpoints, Live
from tools.weather import Forecast, Sea, condition, day_of, gusts, rain_hours, wave

TODAY = date(2026, 11, 21)


@pytest.fixture
def service() -> Iterator[tuple[WeatherServer, str]]:
    server = WeatherServer(TODAY)
    with listening(server) as running:
        yield server, running.url + PATH


@pytest.mark.parametrize("mood", ["error", "garbage", "impossible", "wrong_shape", "huge", "redirect", "half", "silent"])
async def test_a_bad_answer_is_none(service: tuple[WeatherServer, str], mood: Mood) -> None:
    server, url = service
    server.mood = mood
    live = Live(Endpoints(weather=url), Guards(changes={"weather": {"timeout_seconds": 0.4}}))
    with pytest.raises(Unavailable):
        await live.weather.get()
    await live.aclose()


async def test_a_day_has_its_row_and_a_day_beyond_has_none(service: tuple[WeatherServer, str]) -> None:
    live = Live(Endpoints(weather=service[1]))
    found = (await live.weather.get()).value
    assert day_of(found, TODAY) == {
        "min_c": 8.0, "max_c": 19.0, "rain_mm": 0.0, "rain_chance_percent": 5, "wind_kmh": 20.0, "condition": "rain",
    }  # fmt: skip
    assert day_of(found, date(2026, 12, 24)) is None
    await live.aclose()


def hourly(percents: list[int | None]) -> Forecast:
    daily: dict[str, list[object]] = {name: [] for name in (
        "time", "temperature_2m_min", "temperature_2m_max", "precipitation_sum", "precipitation_probability_max",
        "wind_speed_10m_max", "weather_code",
    )}  # fmt: skip
    hours = [f"{TODAY}T{h:02}:00" for h in range(len(percents))]
    return Forecast.model_validate(
        {
            "current": {"temperature_2m": 1, "weather_code": 0, "wind_speed_10m": 1},
            "daily": daily,
            "hourly": {"time": hours, "precipitation_probability": percents, "wind_gusts_10m": [30.0] * 5 + [71.5, None]},
        }
    )


def test_the_first_stretch_of_likely_rain_is_found() -> None:
    found = hourly([90, 0, 0, 49, 50, 80, 60, None, 90, 90])
    day = datetime(2026, 11, 21)
    assert rain_hours(found, day.replace(hour=2, minute=30), day.replace(hour=23)) == ("04:00", "07:00")
    assert rain_hours(found, day.replace(hour=7), day.replace(hour=23)) == ("08:00", "10:00")
    assert rain_hours(found, day.replace(hour=1), day.replace(hour=4)) is None
    assert gusts(found, TODAY) == 71.5 and gusts(found, date(2026, 11, 22)) is None


def test_waves_of_a_day_are_known_or_not() -> None:
    sea = Sea.model_validate({"daily": {"time": ["2026-11-21", "2026-11-22"], "wave_height_max": [1.4, None]}})
    assert (wave(sea, TODAY), wave(sea, date(2026, 11, 22)), wave(sea, date(2026, 12, 1))) == (1.4, None, None)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (0, "clear"),
        (3, "cloudy"),
        (45, "fog"),
        (61, "rain"),
        (71, "snow"),
        (95, "thunderstorm"),
        (4, None),
        (None, None),
        (-1, None),
    ],
)
def test_conditions_are_those_of_the_wmo_table(code: int | None, word: str | None) -> None:
    assert condition(code) == word
