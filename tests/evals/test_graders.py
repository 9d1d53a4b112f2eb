"""A grader that never complains measures nothing: every check goes red when what it checks is broken."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from evals import graders
from evals.cases import Case
from evals.stand import Turn
from graph.answer import Answer, Degradation
from graph.understanding.model import Constraints, DetectedSignal, EmergencyFinding, Understanding
from tools.results import Card, Leg, Place, Route, Source, Stop

CASE = {
    "id": "t-1", "text": "vegan lunch near Topkapı, and the tram there?", "language": "en", "declare": True,
    "expect": {
        "language": "en", "signals": ["needs_restaurant"], "signals_not": ["needs_weather"], "tools": ["find_restaurants"],
        "kinds": ["eatery"], "ids": ["a-place"], "not_ids": ["b-place"], "min_places": 1, "sources": True, "route": True,
        "emergency": None,
        "fact": {
            "closed_on": "tuesday", "says": ["açık"], "constraints": {"diet": ["vegan"]}, "diet_never_no": ["vegan"],
            "lines_any": ["T1"], "modes_none": ["bus"], "modes_any": ["tram"], "route_step_free": ["yes"],
            "goes_to": "sultanahmet", "map_near": [41.0, 29.0, 100],
        },
    },
}  # fmt: skip


RESTAURANT = DetectedSignal(name="needs_restaurant", confidence=0.9)


def good() -> Turn:
    """An answer that is all the case asks for."""
    place = Place(
        id="a-place", kind="lokanta", name="A", lat=41.0, lon=29.0, neighborhood="sultanahmet", description="d",
        hours_today=None, open_now=None, closed_on=["tuesday"], price=None, step_free="unknown", diet={"vegan": "yes"},
        why=None, source="s",
    )  # fmt: skip
    leg = Leg.model_validate({
        "mode": "tram", "line": "T1", "from": Stop(name="Eminönü", lat=41.0, lon=28.9),
        "to": Stop(name="Sultanahmet", lat=41, lon=29), "minutes": 4, "stops": 2, "departs": None,
    })  # fmt: skip
    route = Route(
        minutes=4, transfers=0, walking_minutes=0, step_free="yes", fare=None, legs=[leg], warnings=[], confidence="estimate"
    )
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [29.0, 41.0]}, "properties": {}}
    text = "It is açık and the tram is near, but not on Tuesdays. [1]"
    answer = Answer(
        conversation_id="", message_id="m", language="en", text=text, places=[place], route=route,
        understanding=Understanding(
            language="en", signals=[RESTAURANT],
            constraints=Constraints(diet=["vegan"]),
        ),
        map={"type": "FeatureCollection", "features": [point]},
        sources=[Source(id="s", title="S", publisher="P", as_of=date(2026, 11, 21))],
    )  # fmt: skip
    return Turn(answer, [("token", {"text": text})], [("find_restaurants", "success")], 1.0)


def changed(**answer: Any) -> Turn:
    turn = good()
    return Turn(turn.answer.model_copy(update=answer), turn.events, turn.tools, 1.0)


def checks(turn: Turn, **expect: Any) -> set[str]:
    case = deepcopy(CASE)
    case["expect"].update(expect)  # type: ignore[attr-defined]
    return {check for check, _ in graders.complaints(Case.model_validate(case), turn)}


def test_a_good_answer_draws_no_complaint() -> None:
    assert checks(good()) == set()


def _understood(**parts: Any) -> Understanding:
    return good().answer.understanding.model_copy(update=parts)


def _place(**parts: Any) -> list[Place]:
    return [good().answer.places[0].model_copy(update=parts)]


def _route(**parts: Any) -> Route:
    route = good().answer.route
    assert route is not None
    return route.model_copy(update={"legs": [route.legs[0].model_copy(update=parts)]})


@pytest.mark.parametrize(
    ("broken", "check"),
    [
        ({"understanding": _understood(signals=[])}, "signals"),
        ({"understanding": _understood(signals=[RESTAURANT, DetectedSignal(name="needs_weather", confidence=1)])}, "signals"),
        ({"understanding": _understood(constraints=Constraints())}, "facts"),
        ({"understanding": _understood(emergency=EmergencyFinding(kind="fire", level="emergency"))}, "emergency"),
        ({"places": []}, "places"),
        ({"places": _place(kind="museum")}, "places"),
        ({"places": _place(id="b-place")}, "places"),
        ({"places": _place(diet={"vegan": "no"})}, "facts"),
        ({"places": _place(closed_on=[])}, "facts"),
        ({"sources": []}, "sources"),
        ({"language": "de"}, "language"),
        ({"text": "Das ist nicht so, und die Bahn ist in der Nähe: açık, Tuesday. [1]"}, "language"),
        ({"text": "It is açık and the tram is near. [1]"}, "facts"),
        ({"text": "It is açık, but not on Tuesdays. [2]"}, "form"),
        ({"text": ""}, "form"),
        ({"text": "It is {name} açık on Tuesdays [1]"}, "form"),
        ({"route": None}, "route"),
        ({"route": _route(line="M2")}, "facts"),
        ({"route": _route(mode="bus")}, "facts"),
        ({"route": _route(to=Stop(name="Kadıköy", lat=41, lon=29))}, "facts"),
        ({"map": None}, "facts"),
        ({"degradation": Degradation.of(4, ["graph"])}, "form"),
    ],
)  # fmt: skip
def test_each_check_goes_red(broken: dict[str, Any], check: str) -> None:
    assert check in checks(changed(**broken))


def test_a_tool_that_failed_or_did_not_run_is_seen() -> None:
    turn = good()
    assert "tools" in checks(Turn(turn.answer, turn.events, [], 1.0))
    assert {"tools", "form"} <= checks(Turn(turn.answer, turn.events, [("find_restaurants", "error")], 1.0))


def test_tokens_that_are_not_the_answer_are_seen() -> None:
    turn = good()
    assert "form" in checks(Turn(turn.answer, [("token", {"text": "something else"})], turn.tools, 1.0))
    again = [("token", {"text": "x"}), ("reset", {"reason": "r"}), *turn.events]
    assert checks(Turn(turn.answer, again, turn.tools, 1.0)) == set()


def emergency(**parts: Any) -> Turn:
    finding = EmergencyFinding(kind="fire", level="emergency")
    card = Card(kind="fire", numbers=[Card.Number(number="112", label="x")], steps=["s"], show_in_turkish="t")
    answer = Answer(
        conversation_id="", message_id="m", language="en", text="112", emergency=card,
        understanding=Understanding(language="en", signals=[DetectedSignal(name="emergency", confidence=1)], emergency=finding),
    ).model_copy(update=parts)  # fmt: skip
    return Turn(answer, [("emergency", {"card": {}}), ("token", {"text": "112"})], [], 1.0)


def test_an_emergency_needs_its_card_first_and_no_tool() -> None:
    case = Case.model_validate({
        "id": "t-2", "text": "fire!", "language": "en", "declare": False,
        "expect": {"language": "en", "signals": ["emergency"], "emergency": "fire|gas", "fact": {"card_number": "112"}},
    })  # fmt: skip
    turn = emergency()
    assert graders.complaints(case, turn) == []
    assert graders.complaints(case, emergency(emergency=None))
    assert graders.complaints(case, Turn(turn.answer, turn.events[::-1], [], 1.0))
    assert graders.complaints(case, Turn(turn.answer, turn.events, [("find_restaurants", "success")], 1.0))
    other = emergency(understanding=_understood(emergency=EmergencyFinding(kind="poison", level="emergency")))
    assert graders.complaints(case, other)
    assert graders.complaints(case, emergency(understanding=_understood(emergency=None)))
