"""Each tool's answer is typed, sourced and true, and says what it could not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest
from pydantic import TypeAdapter

from data.schema import LANGUAGES, Language
from tests.serving import NOON
from tools import plan_itinerary, translate_phrase
from tools.city import Asking, City
from tools.clock import ISTANBUL
from tools.find_events import occurrence
from tools.geo import compass, distance_m, walking_minutes
from tools.registry import TOOLS
from tools.resolve import by_name, inside, spot
from tools.results import AnyArtifact, Artifact, Location, PhraseFound, PlacesFound
from tools.when import days, moment

ARTIFACT: TypeAdapter[Artifact] = TypeAdapter(AnyArtifact)
HERE = Location(lat=41.0086, lon=28.9802)
ARGUMENTS: dict[str, list[dict[str, Any]]] = {
    "find_restaurants": [
        {},
        {"area": "Kadıköy", "diet": ["vegan"]},
        {"near_me": True, "budget": "cheap"},
        {"area": "Nowhereville"},
    ],
    "find_attractions": [
        {},
        {"kinds": ["museum"], "area": "Sultanahmet"},
        {"places": ["ayasofya"]},
        {"places": ["no-such-id"]},
    ],
    "line_hours": [{"line": "M2", "stop": "Taksim"}, {"mode": "ferry", "when": "sunday"}],
    "prayer_times": [{}, {"when": "friday", "prayer": "dhuhr"}, {"when": "2027-02-10", "prayer": "maghrib"}],
    "search_knowledge": [
        {"query": "tap water"},
        {"query": "zzzz"},
        {"query": "spices", "about": "shop"},
        {"query": "bar", "about": "nightlife"},
    ],
    "get_weather": [{}, {"when": "tomorrow"}, {"when": "this_weekend"}, {"when": "2027-07-10"}, {"sea": True}],
    "find_events": [{}, {"when": "this_weekend"}, {"query": "music"}, {"when": "2027-04-23"}],
    "convert_currency": [{}, {"amount": 500, "to": ["EUR", "USD"]}, {"to": ["XXX"], "prices": True}],
    "recent_earthquakes": [{}, {"hours": 168, "min_magnitude": 4}],
    "plan_route": [
        {"origin": "Kadıköy", "destination": "Taksim"},
        {"destination": "Taksim"},
        {},
        {"origin": "x", "destination": "y"},
    ],
    "get_directions": [{"destination": "galata-kulesi"}, {"destination": "Nowhereville"}, {}],
    "describe_neighborhood": [
        {"areas": ["neighborhood:moda"]},
        {"areas": ["district:kadikoy"]},
        {"query": "quiet"},
        {"near_me": True},
    ],
    "find_hidden_gems": [{}, {"area": "Balat"}],
    "translate_phrase": [{"text": "thank you"}, {"text": "zzzz"}],
    "show_on_map": [{"places": ["galata-kulesi"]}, {"places": []}, {"places": ["no-such-id"]}],
    "plan_itinerary": [{}, {"hours": 3, "area": "Beyoğlu"}, {"with_children": True}, {"hours": 96}],
    "emergency_card": [{}, {"kind": "fire"}, {"kind": "no such kind"}],
}


def asking(language: Language = "en", location: Location | None = HERE) -> Asking:
    return Asking(language, NOON, location)


async def run(city: City, name: str, language: Language = "en", location: Location | None = HERE, **args: Any) -> Artifact:
    tool = TOOLS[name]
    return await tool.run(tool.args.model_validate(args), city, asking(language, location))


def test_every_tool_is_tried_here() -> None:
    assert set(ARGUMENTS) == set(TOOLS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "args"), [(name, args) for name, many in ARGUMENTS.items() for args in many])
async def test_a_tools_answer_survives_the_way_into_history(
    city: City, name: str, args: dict[str, Any], language: Language
) -> None:
    artifact = await run(city, name, language, **args)
    kept = artifact.model_dump(mode="json", by_alias=True)
    assert ARTIFACT.validate_python(kept).model_dump(mode="json", by_alias=True) == kept
    assert all(s.id and s.title and s.publisher for s in artifact.sources)


@pytest.mark.parametrize("name", list(TOOLS))
def test_every_tool_describes_itself_to_a_model(name: str) -> None:
    schema = TOOLS[name].schema()["function"]
    assert schema["name"] == name and len(schema["description"]) > 20
    assert schema["parameters"]["type"] == "object"


@pytest.mark.parametrize(("name", "args"), [(name, args) for name, many in ARGUMENTS.items() for args in many])
async def test_without_a_location_nobody_guesses_one(city: City, name: str, args: dict[str, Any]) -> None:
    artifact = await run(city, name, location=None, **args)
    if name == "get_directions":
        assert getattr(artifact, "meters", None) is None


@pytest.mark.parametrize("when", ["someday", "2026-13-40", "25:99", "yesterday", ""])
async def test_a_moment_the_contract_does_not_have_is_an_error_not_a_guess(when: str) -> None:
    with pytest.raises(ValueError):
        moment(when, NOON)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, "2026-11-21T12:00"),
        ("now", "2026-11-21T12:00"),
        ("today", "2026-11-21T12:00"),
        ("tonight", "2026-11-21T20:00"),
        ("tomorrow", "2026-11-22T12:00"),
        ("tomorrow_morning", "2026-11-22T09:00"),
        ("tomorrow_evening", "2026-11-22T19:00"),
        ("this_weekend", "2026-11-21T12:00"),
        ("monday", "2026-11-23T12:00"),
        ("saturday", "2026-11-21T12:00"),
        ("14:30", "2026-11-21T14:30"),
        ("09:00", "2026-11-22T09:00"),
        ("2026-12-24", "2026-12-24T12:00"),
    ],
)
def test_moments_are_istanbuls(when: str | None, expected: str) -> None:
    assert moment(when, NOON) == datetime.fromisoformat(expected).replace(tzinfo=ISTANBUL)


def test_a_weekend_is_two_days() -> None:
    assert days("this_weekend", NOON) == (date(2026, 11, 21), date(2026, 11, 22))
    assert days("this_weekend", datetime(2026, 11, 22, 9, tzinfo=ISTANBUL)) == (date(2026, 11, 22), date(2026, 11, 22))
    assert days("this_weekend", datetime(2026, 11, 18, 9, tzinfo=ISTANBUL)) == (date(2026, 11, 21), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Kadıköy'den", "tr", "Kadıköy"),
        ("kadikoy", "en", "Kadıköy"),
        ("Кадыкёй", "ru", None),
        ("تقسيم", "ar", None),
        ("Galata Tower", "en", "Galata Tower"),
        ("Topkapı Sarayı'na", "tr", "Topkapı Sarayı"),
        ("galta kulesi", "tr", "Galata Kulesi"),
    ],
)
def test_places_are_known_by_any_of_their_names(city: City, name: str, language: Language, expected: str | None) -> None:
    found = by_name(city, name, language)
    assert found is not None and (expected is None or found.name == expected)


@pytest.mark.parametrize("name", ["Zzyzxville", "", "12345", "🙂", "Paris Eiffel"])
def test_a_place_nobody_knows_is_not_guessed(city: City, name: str) -> None:
    assert by_name(city, name) is None


def test_topkapi_palace_and_topkapi_stop_are_two_places(city: City) -> None:
    palace = by_name(city, "Topkapı Sarayı", "tr")
    stop = spot(city, "stop:topkapi", "tr") or by_name(city, "Topkapı tramvay durağı", "tr")
    assert palace and palace.id == "topkapi-sarayi"
    assert stop and distance_m(palace.at.lat, palace.at.lon, stop.at.lat, stop.at.lon) > 3000


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [(41.0, 29.0, True), (41.18, 29.6, True), (39.93, 32.86, False), (0, 0, False), (41.0, 27.0, False)],
)
def test_the_city_has_an_edge(lat: float, lon: float, expected: bool) -> None:
    assert inside(Location(lat=lat, lon=lon)) is expected


@pytest.mark.parametrize(
    ("text", "turkish"),
    [
        ("thank you", "Teşekkür ederim"),
        ("How do I say thank you in Turkish?", "Teşekkür ederim"),
        ("Wie sagt man danke auf Türkisch?", "Teşekkür"),
        ("Comment dit-on merci en turc ?", "Teşekkür"),
        ("Как сказать спасибо по-турецки?", "Teşekkür"),
        ("كيف أقول شكرا بالتركية؟", "Teşekkür"),
    ],
)
async def test_a_phrase_comes_from_the_book(city: City, text: str, turkish: str) -> None:
    found = await run(city, "translate_phrase", text=text)
    assert isinstance(found, PhraseFound) and found.turkish and found.turkish.startswith(turkish)
    assert found.source and found.sources


@pytest.mark.parametrize(
    "text",
    ["How do I say my hovercraft is full of eels in Turkish?", "quantum chromodynamics", "zzzz", "Turkish", "how do I say"],
)
async def test_what_the_book_does_not_have_is_not_translated(city: City, text: str) -> None:
    found = await translate_phrase.run(translate_phrase.Args(text=text), city, asking())
    assert isinstance(found, PhraseFound) and found.turkish is None and found.source is None


@pytest.mark.parametrize("hours", [2, 4, 6, 8, 12])
async def test_an_itinerary_fits_its_time_and_stays_close(city: City, hours: float) -> None:
    found = await run(city, "plan_itinerary", hours=hours, area="Sultanahmet")
    assert isinstance(found, PlacesFound)
    stops = found.places
    assert 2 <= len(stops) <= 6 and len({p.id for p in stops}) == len(stops)
    assert sum(m or 30 for m in found.visit_minutes) <= hours * 60
    ways = [distance_m(a.lat, a.lon, b.lat, b.lon) for a, b in pairwise(stops)]
    assert max(ways) < 3000
    assert all(p.hours_today != "closed" for p in stops)


async def test_an_itinerary_holds_what_was_asked_for(city: City) -> None:
    found = await run(city, "plan_itinerary", places=["galata-kulesi"], hours=4)
    assert isinstance(found, PlacesFound) and "galata-kulesi" in [p.id for p in found.places]


async def test_an_itinerary_leaves_out_what_is_closed_that_day(city: City) -> None:
    found = await plan_itinerary.run(plan_itinerary.Args(when="tuesday", area="Sultanahmet", hours=8), city, asking())
    assert isinstance(found, PlacesFound) and "topkapi-sarayi" not in [p.id for p in found.places]


async def test_an_itinerary_for_a_wheelchair_holds_only_confirmed_places(city: City) -> None:
    found = await run(city, "plan_itinerary", step_free=True, hours=6)
    assert isinstance(found, PlacesFound) and all(p.step_free == "yes" for p in found.places)


def test_events_come_back_on_their_day(city: City) -> None:
    for event in city.pack.events.values():
        found = occurrence(event, date(2026, 11, 21), date(2027, 11, 20))
        if event.when.rrule:
            assert found is not None, event.id


@pytest.mark.parametrize(
    ("to", "expected"), [((41.1, 28.98), "north"), ((41.0, 29.1), "east"), ((40.9, 28.98), "south"), ((41.0, 28.9), "west")]
)
def test_the_compass_points_where_it_should(to: tuple[float, float], expected: str) -> None:
    assert compass(41.0, 28.98, *to) == expected


def test_distances_are_metres_on_the_ground() -> None:
    assert distance_m(41.0256, 28.9744, 41.0086, 28.9802) == pytest.approx(1952, rel=0.02)
    assert distance_m(41, 29, 41, 29) == 0
    assert walking_minutes(0) == 1 and walking_minutes(800) == 13


async def test_a_card_tells_where_the_traveller_stands(city: City) -> None:
    found = await run(city, "emergency_card", kind="fire")
    assert "Sultanahmet" in str(found.model_dump()["card"]["show_in_turkish"])
    assert replace(asking(), location=None).location is None
