"""When a line's first and last departures are: as people ask it in six languages, and as the timetable has it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from data.schema import Language
from graph.builder import Graph
from tests.graph.conftest import turn
from tools.city import City
from tools.transit.hours import spans
from tools.transit.timetable import TimetableMaker

HOUR_S = 3600
ASKED: list[tuple[Language, str, dict[str, Any]]] = [
    ("en", "When does the last M2 leave Taksim?", {"line": "M2", "stop": "neighborhood:taksim"}),
    ("en", "last tram from Sultanahmet", {"mode": "tram", "stop": "neighborhood:sultanahmet"}),
    ("en", "Until when does the Marmaray run?", {"line": "Marmaray"}),
    ("en", "What is the last ferry to Kadıköy?", {"mode": "ferry", "towards": "neighborhood:kadikoy"}),
    ("en", "When is the first T3?", {"line": "T3"}),
    ("tr", "son metro kaçta", {"mode": "metro"}),
    ("tr", "Marmaray kaça kadar çalışıyor?", {"line": "Marmaray"}),
    ("tr", "Üsküdar'dan son vapur saat kaçta?", {"mode": "ferry", "stop": "neighborhood:uskudar"}),
    ("fr", "Jusqu'à quelle heure circule le tram T1 ?", {"line": "T1"}),
    ("fr", "À quelle heure part le dernier métro de Taksim ?", {"mode": "metro", "stop": "neighborhood:taksim"}),
    ("ru", "До скольки ходит Мармарай?", {"line": "Marmaray"}),
    ("ru", "Во сколько последнее метро с Таксима?", {"mode": "metro", "stop": "neighborhood:taksim"}),
    ("de", "Wann fährt die letzte U-Bahn ab Taksim?", {"mode": "metro", "stop": "neighborhood:taksim"}),
    ("de", "Bis wann fährt die Fähre?", {"mode": "ferry"}),
    ("ar", "متى آخر مترو من تقسيم؟", {"mode": "metro", "stop": "neighborhood:taksim"}),
    ("ar", "حتى أي ساعة يعمل المرمراي؟", {"line": "Marmaray"}),
]


def calls(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {call["name"]: call["args"] for message in found["messages"] for call in getattr(message, "tool_calls", [])}


@pytest.mark.parametrize(("language", "question", "args"), ASKED)
async def test_hours_are_answered_with_source_and_date(
    graph: Graph, language: Language, question: str, args: dict[str, Any]
) -> None:
    found = await turn(graph, question, language=language)
    answer = found["turn"]["answer"]
    assert calls(found)["line_hours"] == args
    assert "[1]" in answer["text"] and ":" in answer["text"]
    assert answer["sources"] and all(source["as_of"] for source in answer["sources"])


async def test_two_ends_are_still_a_route(graph: Graph) -> None:
    assert set(calls(await turn(graph, "last metro from Taksim to Levent", language="en"))) == {"plan_route"}


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "de", "ar"])
async def test_unknown_hours_are_said_to_be(graph: Graph, language: Language) -> None:
    words = {"en": "last M99?", "tr": "son M99 kaçta?", "fr": "le dernier M99 ?", "ru": "последний M99?", "de": "letzte M99?"}
    answer = (await turn(graph, words.get(language, "آخر M99؟"), language=language))["turn"]["answer"]
    assert "M99" in answer["text"] and not answer["sources"]


@pytest.mark.parametrize("day", [date(2026, 11, 24) + timedelta(days=n) for n in range(7)])
def test_first_and_last_are_departures_of_the_timetable(city: City, day: date) -> None:
    """Against the expanded timetable: nothing leaves earlier in the service day, nothing later before it pauses."""
    network = city.planner.network
    made = TimetableMaker(network).around(day)
    for line in network.lines:
        for span in spans(network, line, day):
            leaving = [
                at
                for run in made.runs
                if run.pattern.line == line and run.headsign == span.headsign and stop_at(network, run.stops[0]) == span.origin
                for at in run.departures
                if at >= 2 * HOUR_S
            ]
            early = [at for at in leaving if 4 * HOUR_S <= at < span.first_s]
            assert span.first_s in leaving, (line, span)
            assert not early or min(leaving) < 4 * HOUR_S, (line, span)  # what is earlier is the night's
            assert span.last_s in leaving, (line, span)
            assert not [at for at in leaving if span.last_s < at < 28 * HOUR_S], (line, span)
            assert span.night == any(29 * HOUR_S <= at <= 29.5 * HOUR_S and at <= span.last_s for at in leaving), (line, span)


def stop_at(network: Any, number: int) -> str:
    return str(tuple(network.stops)[number])
