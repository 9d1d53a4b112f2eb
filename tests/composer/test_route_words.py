"""Everything a route comes with is said, in every language."""

from __future__ import annotations

import re
from datetime import datetime
from typing import get_args

import pytest

from data.schema import Language
from graph.composer.words import words
from graph.composer.write import _warnings, write
from graph.understanding.model import Constraints, Understanding
from tools.clock import ISTANBUL
from tools.results import Leg, Route, RouteFound, Source, Stop
from tools.transit.advice import PARAMETERS, Code

LANGUAGES: tuple[Language, ...] = get_args(Language)
VALUES = {"line": "M2", "at": "00:00", "stop": "Taksim", "minutes": "44", "headway": "30", "meters": "1800",
          "end": "origin", "taken": "a", "other": "b", "word": "ferries", "from": "Kabataş", "to": "Bebek"}  # fmt: skip
NOW = datetime(2026, 11, 24, 11, 0, tzinfo=ISTANBUL)


def compact(code: Code) -> str:
    values = ",".join(VALUES[name] for name in PARAMETERS[code])
    return f"{code.value}:{values}" if values else code.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", list(Code))
def test_every_warning_has_a_sentence(code: Code, language: Language) -> None:
    said = _warnings(words(language), [compact(code)])
    assert len(said) == 1 and len(said[0]) > 8
    assert not re.search(r"[{}]|warn-|\bnone\b", said[0])
    if code in (Code.LAST_DEPARTURE, Code.LAST_DEPARTURE_MISSED):
        assert "00:00" in said[0]


def stop(name: str) -> Stop:
    return Stop(name=name, lat=41.0, lon=29.0)


def found(**changes: object) -> RouteFound:
    walk = Leg(mode="walk", line=None, from_=stop("A"), to=stop("B"), minutes=6, meters=420, stops=None, departs=None,
               towards="north")  # fmt: skip
    tram = Leg(mode="tram", line="T1", direction="Kabataş", from_=stop("B"), to=stop("C"), minutes=9, stops=4,
               departs="11:07", every=3)  # fmt: skip
    route = Route(minutes=18, transfers=0, walking_minutes=6, step_free="unknown", fare=None, legs=[walk, tram],
                  warnings=[compact(code) for code in (Code.LONG_WAIT, Code.NIGHT_SERVICE, Code.CLOSURE_POSSIBLE,
                                                      Code.LONG_WALK, Code.FERRY_TIMES_ESTIMATED)],
                  confidence="frequency", leaves="2026-11-24T11:00+03:00", arrives="2026-11-24T11:18+03:00")  # fmt: skip
    source = Source(id="osm@2026-06-28", title="OSM", publisher="OSM", as_of=NOW.date())
    values = {"origin": "A", "destination": "C", "routes": [route], "sources": [source], **changes}
    return RouteFound.model_validate(values)


def told(language: Language, artifact: RouteFound) -> str:
    understanding = Understanding(language=language, constraints=Constraints(step_free=True))
    return "\n".join(write(understanding, [artifact], NOW, "seed").blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_warning_is_dropped_and_advice_comes_with_the_route(language: Language) -> None:
    text = told(language, found(advice=["avoid_impossible:ferries", "times_unknown:15F"]))
    for sentence in _warnings(words(language), found().routes[0].warnings):
        assert sentence in text
    assert words(language).say("avoid-ferries").casefold() in text.casefold() and "15F" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_route_says_why(language: Language) -> None:
    text = told(language, found(routes=[], problem="no_route", advice=["no_step_free_route", "far_from_network:origin,4200"]))
    assert words(language).say("warn-no_step_free_route") in text
    assert re.search(r"4.?200", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_that_was_asked_for_is_answered_with_times(language: Language) -> None:
    often = told(language, found())
    assert "11:07" not in often, "a departure computed from a frequency of three minutes is no fact"
    timed = told(language, found(arrive_by="2026-11-24T11:30+03:00"))
    assert "11:00" in timed and "11:18" in timed and "11:07" in timed


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_platforms_are_named_together(language: Language) -> None:
    said = _warnings(words(language), ["step_free_unknown:M2,Taksim", "step_free_unknown:T1,Sirkeci", "long_walk:1800"])
    assert len(said) == 2
    assert "Taksim" in said[0] and "Sirkeci" in said[0]
