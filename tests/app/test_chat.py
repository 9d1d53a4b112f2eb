"""One turn as JSON: the contract's fields, their types, and what they say."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx
import pytest

from tests.serving import ask, signals

LEVELS = {1: "full", 2: "partial", 3: "minimal", 4: "emergency"}
ANSWER = {
    "conversation_id",
    "message_id",
    "language",
    "text",
    "understanding",
    "places",
    "route",
    "map",
    "weather",
    "events",
    "sources",
    "emergency",
    "suggestions",
    "degradation",
    "cached",
    "timings_ms",
}
UNDERSTANDING = {"language", "signals", "entities", "constraints", "refers_to", "emergency"}
PLACE = {
    "id",
    "kind",
    "name",
    "lat",
    "lon",
    "neighborhood",
    "description",
    "hours_today",
    "open_now",
    "closed_on",
    "price",
    "step_free",
    "diet",
    "why",
    "source",
}
ROUTE = {"minutes", "transfers", "walking_minutes", "step_free", "fare", "legs", "warnings", "confidence"}
LEG = {"mode", "line", "from", "to", "minutes", "stops", "departs"}
MODES = {"walk", "metro", "tram", "marmaray", "ferry", "funicular", "metrobus", "cable_car", "bus"}
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
TRISTATE = {"yes", "no", "unknown"}


def check(answer: dict[str, Any]) -> None:
    """Everything the contract promises of any answer."""
    assert set(answer) == ANSWER
    assert answer["language"] in ("en", "tr", "fr", "ru", "de", "ar")
    assert answer["text"] == answer["text"].strip() != ""
    understanding = answer["understanding"]
    assert set(understanding) == UNDERSTANDING
    assert understanding["language"] == answer["language"]
    assert all(0 <= s["confidence"] <= 1 for s in understanding["signals"])
    assert all(set(e) == {"surface", "name", "id", "kind"} for e in understanding["entities"])
    assert LEVELS[answer["degradation"]["level"]] == answer["degradation"]["name"]
    assert isinstance(answer["cached"], bool)
    assert answer["timings_ms"]["total"] >= 0
    for source in answer["sources"]:
        assert set(source) == {"id", "title", "publisher", "url", "as_of"}
        assert date.fromisoformat(source["as_of"]) <= date(2026, 11, 21)
    for place in answer["places"]:
        assert set(place) >= PLACE
        assert place["step_free"] in TRISTATE
        assert set(place["diet"].values()) <= TRISTATE
        assert set(place["closed_on"]) <= WEEKDAYS
        assert 40.7 <= place["lat"] <= 41.7 and 27.9 <= place["lon"] <= 30
        assert place["price"] is None or {"level", "amount", "currency", "as_of"} <= set(place["price"])
    if answer["map"]:
        assert answer["map"]["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("message", "signal", "field"),
    [
        ("Where can I eat lahmacun in Fatih?", "needs_restaurant", "places"),
        ("Is Topkapi Palace open on Tuesday?", "needs_attraction", "places"),
        ("How do I get from Kadıköy to Taksim?", "needs_transportation", "route"),
        ("What is Balat like?", "needs_neighborhood", "text"),
        ("What festivals are on this month?", "needs_events", "events"),
        ("Will it rain tomorrow in Istanbul?", "needs_weather", "weather"),
        ("Hidden gems off the beaten path, away from tourists?", "needs_hidden_gems", "places"),
        ("Show Galata Tower on the map", "needs_map", "map"),
        ("How do I say thank you in Turkish?", "needs_translation", "text"),
        ("Plan a day of sightseeing in Sultanahmet for me", "needs_itinerary", "places"),
        ("Is the tap water safe to drink?", "needs_practical", "text"),
        ("Where can I buy spices?", "needs_shopping", "places"),
    ],
)
def test_each_kind_of_question_gets_its_part_of_the_answer_with_a_source(
    client: httpx.Client, message: str, signal: str, field: str
) -> None:
    answer = ask(client, message, language="en")
    check(answer)
    assert signal in signals(answer)
    assert answer[field]
    assert answer["sources"], answer["text"]
    assert "[1]" in answer["text"]


def test_every_mark_has_a_source_and_every_source_a_mark(client: httpx.Client) -> None:
    answer = ask(client, "Where can I eat fish by the Bosphorus and how do I get from Taksim to Ortaköy?")
    marks = {f"[{n}]" for n in range(1, len(answer["sources"]) + 1)}
    assert marks and all(mark in answer["text"] for mark in marks)
    assert f"[{len(answer['sources']) + 1}]" not in answer["text"]
    assert len({s["id"] for s in answer["sources"]}) == len(answer["sources"])


def test_every_place_names_a_source_that_is_listed(client: httpx.Client) -> None:
    answer = ask(client, "Which museums are near Sultanahmet?")
    listed = {s["id"] for s in answer["sources"]}
    assert answer["places"] and {p["source"] for p in answer["places"]} <= listed


def test_a_route_adds_up(client: httpx.Client) -> None:
    route = ask(client, "How do I get from Kadıköy to Taksim?")["route"]
    assert set(route) >= ROUTE
    assert route["legs"] and all(set(leg) >= LEG and leg["mode"] in MODES for leg in route["legs"])
    assert sum(leg["minutes"] for leg in route["legs"]) <= route["minutes"] + len(route["legs"])
    assert route["transfers"] == max(0, sum(leg["mode"] != "walk" for leg in route["legs"]) - 1)
    assert route["confidence"] in ("timetable", "frequency", "estimate")
    assert route["step_free"] in TRISTATE
    for before, after in zip(route["legs"], route["legs"][1:], strict=False):
        assert before["to"]["name"] == after["from"]["name"]


def test_an_emergency_is_a_card_and_nothing_else(client: httpx.Client) -> None:
    answer = ask(client, "My friend is not breathing, help!", language="en")
    check(answer)
    card = answer["emergency"]
    assert set(card) == {"kind", "numbers", "steps", "show_in_turkish"}
    assert card["numbers"][0]["number"] == "112" and card["numbers"][0]["label"]
    assert card["steps"] and card["show_in_turkish"]
    assert answer["understanding"]["emergency"]["level"] == "emergency"
    assert signals(answer)[0] == "emergency"
    assert not answer["places"] and answer["route"] is None and not answer["events"] and answer["weather"] is None
    assert "112" in answer["text"] and card["show_in_turkish"] in answer["text"]


def test_an_emergency_card_tells_a_bystander_where(client: httpx.Client) -> None:
    here = {"lat": 41.0256, "lon": 28.9744}
    answer = ask(client, "My friend is not breathing, help!", language="en", location=here)
    assert "Galata" in answer["emergency"]["show_in_turkish"]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "Where can I see mosaics?"),
        ("tr", "Bugün hava nasıl olacak?"),
        ("fr", "Où puis-je manger du poisson ce soir ?"),
        ("ru", "Как добраться из Кадыкёя на Таксим?"),
        ("de", "Wie sage ich danke auf Türkisch?"),
        ("ar", "أين يمكنني أن آكل الكباب في الفاتح؟"),
    ],
)
def test_the_language_is_the_messages_own(client: httpx.Client, language: str, message: str) -> None:
    answer = ask(client, message)
    check(answer)
    assert answer["language"] == language


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "de", "ar"])
def test_a_declared_language_wins(client: httpx.Client, language: str) -> None:
    answer = ask(client, "Galata Kulesi", language=language)
    check(answer)
    assert answer["language"] == language


def test_small_talk_looks_nothing_up(client: httpx.Client) -> None:
    answer = ask(client, "Hello there!")
    check(answer)
    assert signals(answer) == [] and not answer["places"] and not answer["sources"]
    assert answer["suggestions"]
    assert "AI" in answer["text"]


def test_what_is_not_known_is_said_to_be_unknown(client: httpx.Client) -> None:
    answer = ask(client, "How do I get from Zzyzxville to Taksim?", language="en")
    assert answer["route"] is None
    assert not any(c.isdigit() for c in answer["text"])


def test_a_location_answers_near_me(client: httpx.Client) -> None:
    here = {"lat": 41.0086, "lon": 28.9802}
    answer = ask(client, "Which museums are near me?", location=here)
    assert answer["places"]
    assert all(abs(p["lat"] - here["lat"]) < 0.03 and abs(p["lon"] - here["lon"]) < 0.04 for p in answer["places"])


def test_a_location_is_not_kept(client: httpx.Client) -> None:
    first = ask(client, "Which museums are near me?", location={"lat": 41.0086, "lon": 28.9802})
    later = ask(client, "And how do I walk to Galata Tower from here?", conversation_id=first["conversation_id"])
    assert later["route"] is None
    assert "meters" not in str(later["map"])
    assert not any(f["properties"].get("name") == "me" for f in (later["map"] or {}).get("features", []))


def test_step_free_is_only_ever_what_a_source_says(client: httpx.Client) -> None:
    answer = ask(client, "Which museums can I visit in a wheelchair?", language="en")
    assert answer["understanding"]["constraints"]["step_free"] is True
    assert all(p["step_free"] == "yes" for p in answer["places"])


@pytest.mark.parametrize("diet", ["vegan", "gluten_free", "nut_free", "kosher", "halal"])
def test_a_diet_nobody_confirms_is_not_presented_as_fitting(client: httpx.Client, diet: str) -> None:
    words = {"vegan": "vegan", "gluten_free": "gluten-free", "nut_free": "nut-free", "kosher": "kosher", "halal": "halal"}
    answer = ask(client, f"Where can I get {words[diet]} food in Beşiktaş?", language="en")
    assert diet in answer["understanding"]["constraints"]["diet"]
    assert all(p["diet"].get(diet, "unknown") != "no" for p in answer["places"])
    if any(p["diet"].get(diet) != "yes" for p in answer["places"]):
        text = answer["text"]
        by_dish = "Usually made without" in text and "No source says how these kitchens prepare them" in text
        assert by_dish or ("confirm" in text.lower() and "Confirmed:" not in text)


def test_an_old_price_is_withheld(client: httpx.Client, city: Any) -> None:
    for place in city.pack.sights[:400]:
        shown = city.catalogue.as_place(place, "en", city.clock().replace(year=2030))
        assert shown.price is None or shown.price.amount is None, place.id
