"""Every dependency of a turn: what it says when it is well and when it is not, what is asked, and what is said instead."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data.schema import Language
from tests.faults.servers import Bodies
from tests.serving import NOON
from tests.weather_server import forecast
from tools.results import Location

HERE = Location(lat=41.0186, lon=28.9702)
TODAY = NOON.date()


@dataclass(frozen=True)
class Subject:
    """`settings` names the service by its URL. `says` is in the answer without it, `never` in no answer at all."""

    name: str
    bodies: Bodies
    settings: Callable[[str], dict[str, Any]]
    questions: dict[Language, str]
    says: str
    never: tuple[str, ...] = ()
    location: Location | None = None
    guard: str = ""
    healthy: str = ""


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _weather(**values: Any) -> bytes:
    return _json(forecast(TODAY, **values))


def _sea(wave: float) -> bytes:
    days = [str(TODAY.replace(day=TODAY.day + n)) for n in range(7)]
    return _json(
        {
            "current": {"wave_height": wave, "sea_surface_temperature": 15.2},
            "daily": {"time": days, "wave_height_max": [wave] * 7},
        }
    )


def _events(starts: str) -> bytes:
    row = {
        "name": "Nightingale Quartet",
        "description": "Chamber music.",
        "startDate": starts,
        "location": {"name": "Moda Sahnesi"},
    }
    return _json({"events": [row]})


def _way(seconds: float) -> bytes:
    line = [[HERE.lon, HERE.lat], [28.9722, 41.0222], [28.97414, 41.02563]]
    step = {"distance": 450.0, "name": "Yüksek Kaldırım", "maneuver": {"type": "depart"}}
    end = {"distance": 0.0, "name": "", "maneuver": {"type": "arrive"}}
    route = {"distance": 900.0, "duration": seconds, "geometry": {"type": "LineString", "coordinates": line}}
    return _json(
        {
            "code": "Ok",
            "routes": [{**route, "legs": [{"steps": [step, {**step, "maneuver": {"type": "turn", "modifier": "left"}}, end]}]}],
        }
    )


def _rates(euro: float) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" '
        'xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube><Cube time="2026-11-20">'
        f'<Cube currency="USD" rate="1.10"/><Cube currency="TRY" rate="{euro}"/></Cube></Cube></gesmes:Envelope>'
    ).encode()


def _quakes(magnitude: float) -> bytes:
    facts = {
        "mag": magnitude,
        "flynn_region": "SEA OF MARMARA",
        "time": "2026-11-21T06:30:00Z",
        "lat": 40.8,
        "lon": 28.4,
        "depth": 9.0,
    }
    return _json({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": facts, "geometry": None}]})


def _spoken(text: str) -> bytes:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    parts = [
        {**chunk, "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]},
        {**chunk, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    ]
    return b"".join(b"data: " + _json(part) + b"\n\n" for part in parts) + b"data: [DONE]\n\n"


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        name="weather",
        bodies=Bodies(_weather(), b'{"current": {"temp', b'{"current": {}, "daily": []}', _weather(now_c=-300.0, low=-300.0)),
        settings=lambda url: {"weather_base_url": f"{url}/v1/forecast"},
        questions={
            "en": "What is the weather like now?", "tr": "Şu an hava nasıl?", "fr": "Quel temps fait-il maintenant ?",
            "ru": "Какая сейчас погода?", "de": "Wie ist das Wetter jetzt?", "ar": "كيف الطقس الآن؟",
        },
        says="weather-normal", never=("300",), healthy="17",
    ),
    Subject(
        name="marine",
        bodies=Bodies(_sea(0.4), b'{"daily": [', b'{"daily": {"when": 1}}', _sea(900.0)),
        settings=lambda url: {"marine_base_url": f"{url}/v1/marine"},
        questions={
            "en": "How high are the waves today?", "tr": "Bugün deniz dalgalı mı?",
            "fr": "La mer est-elle agitée aujourd’hui ?",
            "ru": "Море сегодня спокойное?", "de": "Wie hoch sind heute die Wellen?", "ar": "هل البحر هادئ اليوم؟",
        },
        says="sea-unknown", never=("900",), healthy="0.4",
    ),
    Subject(
        name="events",
        bodies=Bodies(_events("2026-11-21T20:30:00+03:00"), b'{"events": [{', b'{"weather": "fine"}', _events("2026-02-31")),
        settings=lambda url: {"events_feeds": [f"{url}/events.json"]},
        questions={
            "en": "Which concerts are on tonight?", "tr": "Bu akşam hangi konserler var?", "fr": "Quels concerts ce soir ?",
            "ru": "Какие концерты сегодня вечером?", "de": "Welche Konzerte gibt es heute Abend?",
            "ar": "ما الحفلات الموسيقية الليلة؟",
        },
        says="missing-parts", never=("2026-02-31",), guard="events:1", healthy="Nightingale",
    ),
    Subject(
        name="routing",
        bodies=Bodies(_way(720.0), b'{"code": "Ok", "routes', b'{"code": "Ok", "routes": []}', _way(0.5)),
        settings=lambda url: {"routing_base_url": url},
        questions={
            "en": "How do I walk to Galata Tower from here?", "tr": "Buradan Galata Kulesi'ne nasıl yürürüm?",
            "fr": "Comment aller à pied d’ici à la tour de Galata ?", "ru": "Как мне пройти отсюда пешком к Галатской башне?",
            "de": "Wie komme ich von hier zu Fuß zum Galataturm?", "ar": "كيف أمشي من هنا إلى برج غلطة؟",
        },
        says="missing-parts", location=HERE, healthy="Kaldırım",
    ),
    Subject(
        name="rates",
        bodies=Bodies(_rates(50.0), b"<gesmes:Envelope", b"<html><body>maintenance</body></html>", _rates(-50.0), "text/xml"),
        settings=lambda url: {"rates_url": f"{url}/daily.xml"},
        questions={
            "en": "How much is 500 lira in euros?", "tr": "500 lira kaç euro eder?",
            "fr": "Combien font 500 livres turques en euros ?",
            "ru": "Сколько будет 500 лир в евро?", "de": "Wie viel sind 500 Lira in Euro?", "ar": "كم تساوي 500 ليرة باليورو؟",
        },
        says="rates-none", never=("-10", "−10"), healthy="€10",
    ),
    Subject(
        name="earthquakes",
        bodies=Bodies(_quakes(4.2), b'{"features": [', b'{"features": [{"properties": {}}]}', _quakes(42.0)),
        settings=lambda url: {"earthquakes_url": f"{url}/fdsnws/event/1/query"},
        questions={
            "en": "Was there an earthquake today?", "tr": "Bugün deprem oldu mu?", "fr": "Y a-t-il eu un séisme aujourd’hui ?",
            "ru": "Было ли сегодня землетрясение?", "de": "Gab es heute ein Erdbeben?", "ar": "هل وقع زلزال اليوم؟",
        },
        says="quakes-unknown", never=("42",), healthy="4.2",
    ),
    Subject(
        name="model",
        bodies=Bodies(
            _spoken("Moda is a calm quarter by the sea [1]."), b"data: {\"choices\": [{\n\n", b'data: {"weather": "fine"}\n\n',
            _spoken("Moda has 987654 cafés. Entry costs 4321 lira."), "text/event-stream",
        ),
        settings=lambda url: {
            "llm_base_url": f"{url}/v1", "llm_model": "scripted", "llm_api_key": "none", "llm_timeout_seconds": 1.0,
        },
        questions={
            "en": "What is Moda like?", "tr": "Moda nasıl bir yer?", "fr": "Comment est le quartier de Moda ?",
            "ru": "Что за район Мода?", "de": "Wie ist Moda so?", "ar": "كيف هو حي مودا؟",
        },
        says="area-side-asian", never=("987654", "4321"), healthy="calm quarter",
    ),
)  # fmt: skip
