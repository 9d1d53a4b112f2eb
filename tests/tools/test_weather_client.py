"""The forecast client: checked answers, one call for many who ask, old ones marked, a failing service left alone."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from tests.serving import listening
from tests.weather_server import PATH, Mood, WeatherServer
from tools.weather import Forecasts, Unavailable, condition, day_of

TODAY = date(2026, 11, 21)


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def service() -> Any:
    server = WeatherServer(TODAY)
    with listening(server) as running:
        yield server, running.url + PATH


async def test_many_who_ask_at_once_make_one_call(service: tuple[WeatherServer, str]) -> None:
    server, url = service
    forecasts = Forecasts(url)
    found = await asyncio.gather(*(forecasts.get() for _ in range(20)))
    assert server.asked == 1 and all(age == 0 for _, age in found)
    assert found[0][0].current.temperature_2m == 17.3
    await forecasts.aclose()


async def test_a_fresh_answer_is_kept_and_then_asked_for_again(service: tuple[WeatherServer, str]) -> None:
    server, url = service
    clock = Clock()
    forecasts = Forecasts(url, now=clock)
    await forecasts.get()
    clock.seconds += 14 * 60
    assert (await forecasts.get())[1] == 14 and server.asked == 1
    clock.seconds += 2 * 60
    assert (await forecasts.get())[1] == 0 and server.asked == 2
    await forecasts.aclose()


@pytest.mark.parametrize("mood", ["error", "garbage", "impossible", "wrong_shape", "huge", "redirect", "half", "silent"])
async def test_whatever_is_wrong_with_the_service_it_is_unavailable(service: tuple[WeatherServer, str], mood: Mood) -> None:
    server, url = service
    server.mood = mood
    forecasts = Forecasts(url, 0.4)
    assert forecasts.state() == "untried"
    with pytest.raises(Unavailable):
        await forecasts.get()
    assert forecasts.state() == "failing"
    await forecasts.aclose()


async def test_a_failing_service_is_left_alone_for_a_minute_then_tried_again(service: tuple[WeatherServer, str]) -> None:
    server, url = service
    clock = Clock()
    forecasts = Forecasts(url, now=clock)
    server.mood = "error"
    for _ in range(3):
        with pytest.raises(Unavailable):
            await forecasts.get()
    assert server.asked == 1
    server.mood = "fine"
    clock.seconds += 61
    assert (await forecasts.get())[1] == 0
    assert forecasts.state() == "ok" and server.asked == 2
    await forecasts.aclose()


async def test_when_it_fails_an_old_answer_is_given_with_its_age(service: tuple[WeatherServer, str]) -> None:
    server, url = service
    clock = Clock()
    forecasts = Forecasts(url, now=clock)
    await forecasts.get()
    server.mood = "error"
    clock.seconds += 3 * 3600
    assert (await forecasts.get())[1] == 180
    clock.seconds += 10 * 3600
    with pytest.raises(Unavailable):
        await forecasts.get()
    await forecasts.aclose()


async def test_nobody_listening_is_unavailable(unreachable: str) -> None:
    forecasts = Forecasts(unreachable)
    with pytest.raises(Unavailable):
        await forecasts.get()
    await forecasts.aclose()


async def test_one_who_gives_up_does_not_spoil_it_for_the_others(service: tuple[WeatherServer, str]) -> None:
    _, url = service
    forecasts = Forecasts(url)
    impatient, patient = asyncio.create_task(forecasts.get()), asyncio.create_task(forecasts.get())
    await asyncio.wait([impatient], timeout=0)
    impatient.cancel()
    assert (await patient)[0].current.temperature_2m == 17.3
    await forecasts.aclose()


async def test_a_day_has_its_row_and_a_day_beyond_has_none(service: tuple[WeatherServer, str]) -> None:
    _, url = service
    forecasts = Forecasts(url)
    found, _ = await forecasts.get()
    assert day_of(found, TODAY) == {
        "min_c": 8.0, "max_c": 19.0, "rain_mm": 0.0, "rain_chance_percent": 5, "wind_kmh": 20.0, "condition": "rain",
    }  # fmt: skip
    assert day_of(found, date(2026, 12, 24)) is None
    await forecasts.aclose()


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
