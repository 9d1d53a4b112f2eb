"""Answers for the stage: every part of the contract at once, and a hostile one."""

from __future__ import annotations

from typing import Any

from tests.page.stage import answer

SOURCES: list[dict[str, Any]] = [
    {
        "id": "palaces",
        "title": "National Palaces",
        "publisher": "Millî Saraylar",
        "url": "https://www.millisaraylar.gov.tr",
        "as_of": "2026-05-15",
    },
    {
        "id": "editorial",
        "title": "Editorial knowledge",
        "publisher": "Istanbul Companion",
        "url": None,
        "as_of": "2026-11-21",
    },
]
PLACE: dict[str, Any] = {
    "id": "topkapi-sarayi",
    "kind": "palace",
    "name": "Topkapı Palace",
    "lat": 41.0121,
    "lon": 28.9838,
    "neighborhood": "Sultanahmet",
    "description": "Seat of the sultans.",
    "hours_today": "09:00–17:30",
    "open_now": True,
    "closed_on": ["tuesday"],
    "price": {"level": None, "amount": 2750.0, "currency": "TRY", "as_of": "2026-05-15"},
    "step_free": "unknown",
    "diet": {"vegan": "yes", "nut_free": "unknown", "halal": "no"},
    "why": "It is close to you.",
    "source": "palaces",
}
ROUTE: dict[str, Any] = {
    "minutes": 27,
    "transfers": 1,
    "walking_minutes": 4,
    "step_free": "no",
    "fare": {"amount": 70.0, "currency": "TRY", "as_of": "2026-09-26", "source": "editorial"},
    "legs": [
        {
            "mode": "walk",
            "line": None,
            "direction": None,
            "from": {"name": "Hotel", "lat": 41.03, "lon": 28.98},
            "to": {"name": "Kabataş", "lat": 41.0339, "lon": 28.9922},
            "minutes": 4,
            "meters": 314,
            "stops": None,
            "departs": None,
        },
        {
            "mode": "tram",
            "line": "T1",
            "direction": "Bağcılar",
            "from": {"name": "Kabataş", "lat": 41.0339, "lon": 28.9922},
            "to": {"name": "Sultanahmet", "lat": 41.0081, "lon": 28.9756},
            "minutes": 16,
            "meters": None,
            "stops": 7,
            "departs": "06:31",
        },
    ],
    "warnings": ["closure_possible:Taksim", "made_up_code:1,2"],
    "confidence": "frequency",
}
MAP: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[28.9922, 41.0339], [28.9756, 41.0081]]},
            "properties": {"kind": "leg", "order": 1, "mode": "tram", "line": "T1", "color": "#004F7D"},
        },
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [28.9838, 41.0121]},
            "properties": {"id": "topkapi-sarayi", "name": "Topkapı Palace", "kind": "palace"},
        },
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [28.9922, 41.0339]},
            "properties": {"kind": "stop", "name": "Kabataş"},
        },
    ],
}
WEATHER: dict[str, Any] = {
    "type": "weather",
    "month": None,
    "sources": [],
    "unavailable": [],
    "days": [
        {
            "kind": "forecast",
            "day": "2026-11-22",
            "min_c": 9.0,
            "max_c": 15.0,
            "now_c": None,
            "rain_mm": 6.5,
            "rain_chance_percent": 80,
            "wind_kmh": 30.0,
            "condition": "rain",
            "stale_minutes": None,
            "source": "editorial",
        }
    ],
}
EVENT: dict[str, Any] = {
    "id": "e1",
    "kind": "market",
    "name": "Organic Market",
    "description": "On Saturdays.",
    "starts": "2026-11-21",
    "ends": None,
    "place": "Bomonti",
    "lat": None,
    "lon": None,
    "free": True,
    "precision": "usual",
    "url": None,
    "source": "editorial",
}
CARD: dict[str, Any] = {
    "kind": "gas",
    "numbers": [
        {"number": "187", "label": "Natural gas emergency"},
        {"number": "112", "label": "Emergency: ambulance, police, fire"},
    ],
    "steps": ["Leave the building now.", "Do not switch anything on or off.", "Call from outside."],
    "show_in_turkish": "ACİL! Burada gaz kokusu var. Lütfen 112'yi arayın. Ben Türkçe bilmiyorum.",
}


def everything(**given: Any) -> dict[str, Any]:
    """An answer with every part of the contract."""
    text = "The palace is open. [1]\n\n1. Walk to Kabataş. [2]\n2. Tram T1. [1][2]\n\nUnknown mark [9]."
    whole: dict[str, Any] = {
        "text": text,
        "places": [PLACE],
        "route": ROUTE,
        "map": MAP,
        "weather": WEATHER,
        "events": [EVENT],
        "sources": SOURCES,
        "suggestions": ["And tomorrow?"],
        "degradation": {"level": 2, "name": "partial", "unavailable": ["weather"]},
    }
    return answer(**{**whole, **given})


def finding(level: str) -> dict[str, Any]:
    return {**answer("")["understanding"], "emergency": {"kind": "gas", "level": level}}


def emergency() -> dict[str, Any]:
    """An answer that only says what its card says, as the service's do."""
    text = (
        "112 – Emergency\n\n"
        + "\n".join(f"{i}. {s}" for i, s in enumerate(CARD["steps"], 1))
        + f"\n\n{CARD['show_in_turkish']}"
    )
    return answer(text, emergency=CARD, understanding=finding("emergency"))


HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>[x](javascript:alert(1))'


def hostile() -> dict[str, Any]:
    """Markup and script addresses in every text a tool or model could fill."""
    address = "javascript:window.hacked=1"
    place = {
        **PLACE,
        "name": HOSTILE,
        "neighborhood": HOSTILE,
        "description": HOSTILE,
        "why": HOSTILE,
        "hours_today": HOSTILE,
        "kind": HOSTILE,
    }
    event = {**EVENT, "name": HOSTILE, "place": HOSTILE, "url": address}
    feature = {**MAP["features"][1], "properties": {"name": HOSTILE, "kind": "palace", "color": "url(javascript:1)"}}
    return everything(
        text=f"{HOSTILE} [1] **{HOSTILE}**",
        places=[place],
        events=[event],
        sources=[{**SOURCES[0], "title": HOSTILE, "publisher": HOSTILE, "url": address}],
        suggestions=[HOSTILE],
        map={"type": "FeatureCollection", "features": [feature]},
    )
