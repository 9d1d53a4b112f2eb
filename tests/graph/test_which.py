"""A name that two places share is asked back about where it matters, and the answer finishes the journey."""

from __future__ import annotations

from typing import Any

import pytest

from data.schema import Language
from graph.builder import Graph
from graph.services import Services
from tests.graph.conftest import turn
from tools import plan_route
from tools.city import Asking, City
from tools.gazetteer import namesakes
from tools.results import RouteFound

PALACE, STOP = "topkapi-sarayi", "stop:topkapi"
IST, SAW = "stop:istanbul-havalimani", "stop:sabiha-gokcen-havalimani"

ASKED: list[tuple[Language, str, str, str, str]] = [
    ("en", "How do I get from Taksim to Topkapı?", "the palace", PALACE, "destination"),
    ("en", "From Topkapi to Kadıköy, please", "the tram stop", STOP, "origin"),
    ("en", "How do I get from the airport to Sultanahmet?", "Sabiha", SAW, "origin"),
    ("en", "How do I get from Taksim to the airport?", "the new one", IST, "destination"),
    ("en", "How do I get from Taksim to the airport?", "saw", SAW, "destination"),
    ("en", "How do I get from Taksim to the airport?", "the first one", IST, "destination"),
    ("tr", "Taksim'den Topkapı'ya nasıl giderim?", "saraya", PALACE, "destination"),
    ("tr", "Havalimanından Kadıköy'e nasıl giderim?", "Sabiha Gökçen", SAW, "origin"),
    ("tr", "Kadıköy'den havaalanına nasıl giderim?", "İstanbul Havalimanı", IST, "destination"),
    ("fr", "Comment aller de Taksim à Topkapı ?", "le palais", PALACE, "destination"),
    ("fr", "Comment aller de l'aéroport à Taksim ?", "IST", IST, "origin"),
    ("ru", "Как добраться от Таксима до Топкапы?", "во дворец", PALACE, "destination"),
    ("ru", "Как доехать из аэропорта до Таксима?", "Сабиха", SAW, "origin"),
    ("de", "Wie komme ich von Taksim nach Topkapı?", "zur Haltestelle", STOP, "destination"),
    ("de", "Wie komme ich vom Flughafen nach Taksim?", "SAW", SAW, "origin"),
    ("ar", "كيف أصل من تقسيم إلى توب كابي؟", "القصر", PALACE, "destination"),
    ("ar", "كيف أصل من تقسيم إلى المطار؟", "صبيحة", SAW, "destination"),
]
CLEAR: list[tuple[Language, str, str]] = [
    ("en", "How do I get from IST to Taksim?", "İstanbul Havalimanı"),
    ("en", "from the airport SAW to Taksim", "Sabiha Gökçen Havalimanı"),
    ("en", "from Istanbul airport to Taksim", "İstanbul Havalimanı"),
    ("en", "How do I take the M11 from the airport to Taksim?", "İstanbul Havalimanı"),
    ("en", "How do I get from Topkapı Palace to Taksim?", "Topkapı Palace"),
    ("en", "How do I get from Galata to Kadıköy?", "Galata"),
    ("tr", "Sabiha havalimanından Taksim'e nasıl giderim?", "Sabiha Gökçen Havalimanı"),
    ("tr", "Topkapı durağından Taksim'e nasıl giderim?", "Topkapı"),
    ("fr", "de l'aéroport Sabiha à Taksim", "Sabiha Gökçen Havalimanı"),
    ("ru", "из аэропорта Сабиха до Таксима как доехать?", "Sabiha Gökçen Havalimanı"),
    ("de", "vom Flughafen Sabiha nach Taksim", "Sabiha Gökçen Havalimanı"),
    ("ar", "من مطار إسطنبول إلى تقسيم كيف أصل؟", "İstanbul Havalimanı"),
]


def called(found: dict[str, Any]) -> dict[str, Any]:
    """The arguments of the last route that was planned."""
    calls = [call for message in found["messages"] for call in getattr(message, "tool_calls", [])]
    return next(call["args"] for call in reversed(calls) if call["name"] == "plan_route")


@pytest.mark.parametrize(("language", "question", "reply", "meant", "role"), ASKED)
async def test_the_question_names_both_and_the_reply_finishes_the_route(
    graph: Graph, language: Language, question: str, reply: str, meant: str, role: str
) -> None:
    first = await turn(graph, question, "t", language=language)
    asked = first["turn"]["answer"]
    shared = next(s for s in namesakes.every().values() if meant in {c.id for c in s.choices})
    assert asked["route"] is None
    assert all(choice.label[language] in asked["text"] for choice in shared.choices)
    second = await turn(graph, reply, "t", language=language)
    assert called(second)[role] == meant
    assert second["turn"]["answer"]["route"]["legs"]


@pytest.mark.parametrize(("language", "question", "origin"), CLEAR)
async def test_what_is_clear_is_not_asked(graph: Graph, language: Language, question: str, origin: str) -> None:
    answer = (await turn(graph, question, language=language))["turn"]["answer"]
    assert answer["route"] is not None
    assert origin in answer["text"]


async def test_the_question_comes_before_where_from(graph: Graph) -> None:
    first = await turn(graph, "How do I get to the airport?", "t", language="en")
    assert "Sabiha" in first["turn"]["answer"]["text"]
    second = await turn(graph, "IST", "t", language="en")
    assert called(second) == {"destination": IST}


async def test_what_was_said_before_settles_it(graph: Graph) -> None:
    await turn(graph, "How do I get from Taksim to Sabiha Gökçen?", "t", language="en")
    found = await turn(graph, "And how do I get from Sultanahmet to the airport?", "t", language="en")
    assert called(found)["destination"] == SAW


async def test_another_question_is_not_taken_for_a_reply(graph: Graph) -> None:
    await turn(graph, "How do I get from Taksim to Topkapı?", "t", language="en")
    found = await turn(graph, "What is the weather like?", "t", language="en")
    assert [s["name"] for s in found["turn"]["understanding"]["signals"]] == ["needs_weather"]


async def test_where_no_one_can_be_asked_the_likelier_is_taken_and_said(city: City, services: Services) -> None:
    args = plan_route.Args(origin="Taksim", destination="the airport")
    asked = await plan_route.run(args, city, Asking("en", services.clock()))
    assert isinstance(asked, RouteFound) and asked.problem == "ambiguous" and len(asked.choices) == 2
    taken = await plan_route.run(args.model_copy(update={"assume": True}), city, Asking("en", services.clock()))
    assert isinstance(taken, RouteFound) and taken.routes and taken.destination == "İstanbul Havalimanı"
    assert f"name_shared:destination,{IST},{SAW}" in taken.advice


def test_every_choice_is_a_place_that_is_known(services: Services) -> None:
    known = services.loaded.understander.gazetteer.by_id
    for shared in namesakes.every().values():
        assert all(choice.id in known and len(choice.label) == 6 for choice in shared.choices)
