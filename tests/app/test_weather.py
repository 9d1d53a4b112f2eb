"""What a traveller is told about the weather when the forecast service works, and in every way it can fail."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.app.test_chat import check
from tests.serving import Served, ask, stream
from tests.weather_server import Mood, WeatherServer

Weather = tuple[WeatherServer, str]
QUESTIONS = {
    "en": "What is the weather like now?",
    "tr": "Şu an hava nasıl?",
    "fr": "Quel temps fait-il maintenant ?",
    "ru": "Какая сейчас погода?",
    "de": "Wie ist das Wetter jetzt?",
    "ar": "كيف الطقس الآن؟",
}


def test_live_numbers_reach_the_answer_with_their_source(start: Callable[..., Served], weather: Weather) -> None:
    service, url = weather
    with start(weather_base_url=url).client() as client:
        for language, question in QUESTIONS.items():
            answer = ask(client, question, language=language)
            check(answer)
            assert answer["weather"]["days"][0]["kind"] == "current", language
            assert answer["weather"]["days"][0]["now_c"] == 17.3
            assert "17" in answer["text"] and "19" in answer["text"], answer["text"]
            assert answer["sources"][0]["id"] == "open-meteo@2026-11-21"
            assert answer["degradation"]["level"] == 1
    assert service.asked == 1


def test_tomorrow_is_tomorrows_row(start: Callable[..., Served], weather: Weather) -> None:
    _, url = weather
    with start(weather_base_url=url).client() as client:
        answer = ask(client, "What will the weather be tomorrow?", language="en")
    day = answer["weather"]["days"][0]
    assert day["kind"] == "forecast" and day["day"] == "2026-11-22"
    assert (day["min_c"], day["max_c"], day["rain_chance_percent"], day["wind_kmh"]) == (9.0, 20.0, 80, 62.0)
    assert "9" in answer["text"] and "20" in answer["text"] and "80" in answer["text"] and "62" in answer["text"]
    assert "umbrella" in answer["text"]


def test_beyond_the_forecast_the_usual_is_said_to_be_the_usual(start: Callable[..., Served], weather: Weather) -> None:
    _, url = weather
    with start(weather_base_url=url).client() as client:
        answer = ask(client, "What is the weather on 2027-07-10?", language="en")
    day = answer["weather"]["days"][0]
    assert day["kind"] == "climate_normal"
    assert answer["degradation"]["level"] == 1


FAULTS: list[Mood] = ["error", "garbage", "impossible", "silent", "half", "huge", "redirect", "wrong_shape"]


@pytest.mark.parametrize("mood", FAULTS)
def test_a_faulty_service_is_replaced_by_what_is_usual(start: Callable[..., Served], weather: Weather, mood: Mood) -> None:
    service, url = weather
    service.mood = mood
    with start(weather_base_url=url, weather_timeout_seconds=0.5).client() as client:
        honest(client)
        honest(client)
        asked = service.asked
        assert asked <= 2
        honest(client)
        assert service.asked == asked, "a service that keeps failing is left alone for a while"
        health = client.get("/api/health/detailed").json()
        assert next(d for d in health["dependencies"] if d["name"] == "weather")["status"] == "failing"
        assert health["degradation"]["level"] == 2


def test_a_service_that_refuses_is_replaced_by_what_is_usual(client: httpx.Client) -> None:
    honest(client)


def honest(client: httpx.Client) -> None:
    found = stream(client, "What is the weather like now?", language="en")
    answer = found[-1].data["answer"]
    check(answer)
    assert answer["degradation"] == {"level": 2, "name": "partial", "unavailable": ["weather"]}
    assert [d["kind"] for d in answer["weather"]["days"]] == ["climate_normal"]
    assert answer["weather"]["days"][0]["now_c"] is None
    assert "-300" not in answer["text"] and "−300" not in answer["text"]
    assert answer["sources"][0]["id"].split("@")[0] != "open-meteo"
    assert [e.data["status"] for e in found if e.name == "tool" and e.data["name"] == "get_weather"] == ["started", "degraded"]


@pytest.mark.parametrize("language", list(QUESTIONS))
def test_every_language_says_that_the_forecast_is_missing(client: httpx.Client, language: str) -> None:
    answer = ask(client, QUESTIONS[language], language=language)
    check(answer)
    assert answer["degradation"]["unavailable"] == ["weather"]
    assert "15" in answer["text"], answer["text"]


def test_a_degraded_answer_is_not_kept_for_others(start: Callable[..., Served], weather: Weather) -> None:
    service, url = weather
    service.mood = "error"
    with start(weather_base_url=url).client() as client:
        ask(client, QUESTIONS["en"])
        assert not ask(client, QUESTIONS["en"])["cached"]
