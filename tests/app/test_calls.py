"""The calls beside the turn: understand, search, routes."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.app.test_chat import LEG, MODES, ROUTE, UNDERSTANDING
from tests.serving import Served, ask, signals


def understood(client: httpx.Client, message: str, **given: Any) -> dict[str, Any]:
    reply = client.post("/api/v1/understand", json={"message": message, **given})
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    assert set(found) == UNDERSTANDING
    return found


def test_understand_tells_language_signals_entities_and_constraints(client: httpx.Client) -> None:
    found = understood(client, "Where can 4 of us eat vegan food near Galata Kulesi tomorrow evening? Nothing expensive")
    assert found["language"] == "en"
    assert signals(found)[0] == "needs_restaurant"
    assert {"surface": "Galata Kulesi", "name": "Galata Kulesi", "id": "galata-kulesi", "kind": "tower"} in found["entities"]
    constraints = found["constraints"]
    assert constraints["diet"] == ["vegan"] and constraints["party_size"] == 4 and constraints["when"] == "tomorrow_evening"
    assert constraints["area"] == "Galata Kulesi"
    assert found["refers_to"] is None and found["emergency"] is None


def test_a_constraint_that_was_not_given_is_not_there(client: httpx.Client) -> None:
    assert understood(client, "Which museums are there?")["constraints"] == {}


def test_understand_finds_an_emergency_with_its_kind(client: httpx.Client) -> None:
    found = understood(client, "My friend is not breathing, help!", language="en")
    assert found["emergency"]["level"] == "emergency" and found["emergency"]["kind"]
    assert signals(found)[0] == "emergency"


def test_understand_makes_no_turn(served: Served, client: httpx.Client) -> None:
    conversation = ask(client, "What is Moda like?")["conversation_id"]
    understood(client, "Where can I eat there?", conversation_id=conversation)
    assert len(client.get(f"/api/v1/conversations/{conversation}").json()["messages"]) == 2


def test_understand_reads_a_message_in_its_conversation(client: httpx.Client) -> None:
    conversation = ask(client, "What is Balat like?", language="en")["conversation_id"]
    found = understood(client, "How do I get there from Taksim?", conversation_id=conversation)
    assert found["refers_to"]["name"] == "Balat"


def test_search_finds_by_name_with_a_source(client: httpx.Client) -> None:
    reply = client.post("/api/v1/search", json={"query": "Galata Tower", "language": "de"})
    assert reply.status_code == 200
    results = reply.json()["results"]
    assert results[0]["id"] == "galata-kulesi" and results[0]["name"] == "Galataturm"
    for hit in results:
        assert set(hit) == {"id", "kind", "name", "snippet", "score", "source"}
        assert hit["name"] and hit["snippet"] and hit["source"]["as_of"]
    scores = [hit["score"] for hit in results]
    assert scores == sorted(scores, reverse=True) and len(results) <= 10


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "de", "ar"])
def test_search_speaks_every_language(client: httpx.Client, language: str) -> None:
    query = {"en": "cistern", "tr": "sarnıç", "fr": "citerne", "ru": "цистерна", "de": "Zisterne", "ar": "صهريج"}[language]
    results = client.post("/api/v1/search", json={"query": query, "language": language}).json()["results"]
    assert any("sarnic" in hit["id"] for hit in results), results


@pytest.mark.parametrize(
    "kind", ["sight", "eatery", "gem", "shop", "neighborhood", "district", "note", "event", "phrase", "museum"]
)
def test_search_can_be_narrowed_to_a_kind(client: httpx.Client, kind: str) -> None:
    query = "İstanbul Kadıköy müze teşekkür baklava festival kapalıçarşı kart"
    results = client.post("/api/v1/search", json={"query": query, "kinds": [kind], "top_k": 50}).json()["results"]
    assert results, kind
    if kind in ("museum", "neighborhood", "district"):
        assert {hit["kind"] for hit in results} == {kind}


def test_search_gives_no_more_than_asked_for(client: httpx.Client) -> None:
    assert len(client.post("/api/v1/search", json={"query": "museum", "top_k": 3}).json()["results"]) == 3


@pytest.mark.parametrize("query", ["zzzzqqqq", "!!!", "🙂", "\u200b", "ıııııııııı"])
def test_search_whose_words_nobody_knows_says_that_it_shows_what_is_popular(client: httpx.Client, query: str) -> None:
    reply = client.post("/api/v1/search", json={"query": query})
    assert reply.status_code == 200 and reply.json()["strategy"] == "popular" and reply.json()["results"]


@pytest.mark.parametrize("kinds", [[], ["nothing"]])
def test_search_for_no_kind_finds_nothing(client: httpx.Client, kinds: list[str]) -> None:
    assert client.post("/api/v1/search", json={"query": "museum", "kinds": kinds}).json()["results"] == []


def route(client: httpx.Client, **body: Any) -> list[dict[str, Any]]:
    reply = client.post("/api/v1/routes", json=body)
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()["routes"]
    return found


def test_routes_between_names_ids_and_points(client: httpx.Client) -> None:
    ends = [
        ("Kadıköy", "Taksim"),
        ("galata-kulesi", "topkapi-sarayi"),
        ({"lat": 40.9906, "lon": 29.0233}, "stop:taksim"),
        ("Кадыкёй", "تقسيم"),
    ]
    for origin, destination in ends:
        found = route(client, origin=origin, destination=destination)
        assert found, (origin, destination)
        for one in found:
            assert set(one) >= ROUTE
            assert all(set(leg) >= LEG and leg["mode"] in MODES for leg in one["legs"])
            assert one["minutes"] > 0


def test_routes_come_with_the_sources_of_their_facts(client: httpx.Client) -> None:
    reply = client.post("/api/v1/routes", json={"origin": "Kadıköy", "destination": "Taksim"}).json()
    assert reply["sources"] and all(s["as_of"] for s in reply["sources"])


def test_topkapi_palace_is_not_the_topkapi_stop(client: httpx.Client) -> None:
    for one in route(client, origin="Taksim", destination="Topkapı Sarayı"):
        assert one["legs"][-1]["to"]["lat"] < 41.02 and one["legs"][-1]["to"]["lon"] > 28.96


def test_a_name_of_two_places_is_taken_for_the_likelier_one_and_said(client: httpx.Client) -> None:
    reply = client.post("/api/v1/routes", json={"origin": "Taksim", "destination": "Topkapı"}).json()
    assert reply["routes"] and reply["problem"] is None
    assert "name_shared:destination,topkapi-sarayi,stop:topkapi" in reply["advice"]
    clear = client.post("/api/v1/routes", json={"origin": "Taksim", "destination": "Sabiha"}).json()
    assert clear["routes"] and not [advice for advice in clear["advice"] if advice.startswith("name_shared")]


def test_a_step_free_route_never_rests_on_what_is_unknown(client: httpx.Client) -> None:
    for one in route(client, origin="Kadıköy", destination="Taksim", step_free=True):
        assert one["step_free"] == "yes" or (one["step_free"] == "unknown" and one["warnings"])


def test_a_route_can_go_over_a_place(client: httpx.Client) -> None:
    ends = {"origin": "Kadıköy", "destination": "Taksim", "depart_at": "2026-11-23T10:00"}
    for one in route(client, **ends, via="Karaköy"):
        assert any("Karaköy" in leg["to"]["name"] for leg in one["legs"]), one["legs"]
    reply = client.post("/api/v1/routes", json={**ends, "via": "Xyzzyplonk"})
    assert reply.status_code == 404 and reply.json()["code"] == "unknown_via"


def test_a_route_can_be_asked_for_by_its_arrival(client: httpx.Client) -> None:
    ends = {"origin": "Kadıköy", "destination": "Levent"}
    found = route(client, **ends, arrive_by="2026-11-23T09:00")
    assert found
    for one in found:
        assert one["leaves"] < one["arrives"] <= "2026-11-23T09:00+03:00"
    assert found[0]["arrives"] >= "2026-11-23T08:40+03:00"
    both = client.post("/api/v1/routes", json={**ends, "arrive_by": "2026-11-23T09:00", "depart_at": "2026-11-23T08:00"})
    assert both.status_code == 422 and both.json()["errors"][0]["code"] == "time_given_twice"


def test_a_route_keeps_off_what_is_avoided(client: httpx.Client) -> None:
    ends = {"origin": "Kadıköy", "destination": "Taksim", "depart_at": "2026-11-23T10:00"}
    for one in route(client, **ends, avoid=["marmaray", "M2", "buses"]):
        assert not {"marmaray", "metrobus", "bus"} & {leg["mode"] for leg in one["legs"]}
        assert "M2" not in {leg["line"] for leg in one["legs"]}


def test_what_cannot_be_avoided_is_said(client: httpx.Client) -> None:
    body = {"origin": "Kadıköy", "destination": "Büyükada", "depart_at": "2026-11-23T10:00", "avoid": ["ferries", "dragons"]}
    reply = client.post("/api/v1/routes", json=body).json()
    assert reply["routes"]
    assert reply["advice"] == ["avoid_ignored:dragons", "avoid_impossible:ferries"]


def test_a_time_without_a_zone_is_istanbuls(client: httpx.Client) -> None:
    body = {"origin": "Kadıköy", "destination": "Taksim"}
    bare = route(client, **body, depart_at="2026-11-23T09:00:00")
    assert (
        bare
        == route(client, **body, depart_at="2026-11-23T09:00:00+03:00")
        == route(client, **body, depart_at="2026-11-23T06:00:00Z")
    )
    departures = [leg["departs"] for leg in bare[0]["legs"] if leg["departs"]]
    assert departures and min(departures) >= "09:00"


def test_at_an_hour_when_little_runs_nothing_is_made_up(client: httpx.Client) -> None:
    for one in route(client, origin="Kadıköy", destination="Taksim", depart_at="2026-11-24T03:30:00"):
        assert (
            one["warnings"]
            or one["minutes"] > 90
            or all(leg["departs"] is None or leg["departs"] >= "03:30" for leg in one["legs"])
        )
