"""Closes the turn: the contract's answer, what the conversation carries on, and the answer cache."""

from __future__ import annotations

import time
from typing import Any

from langgraph.runtime import Runtime

from graph import whereabouts
from graph.answer import Answer, Degradation
from graph.composer.model import artifact_of
from graph.context import Context
from graph.emit import emit
from graph.history import answer_of_turn, results_of_turn
from graph.nodes.recall import cacheable
from graph.recall import key
from graph.services import Services
from graph.state import State
from graph.understanding import dialogue
from graph.understanding.dialogue import Focus, Memory, Which, wished
from graph.understanding.model import Understanding
from graph.understanding.pipeline import focus_of
from tools.city import City, collection, feature
from tools.results import (
    AreasFound,
    Artifact,
    Card,
    EventsFound,
    GeoJSON,
    MapShown,
    PlacesFound,
    RouteFound,
    Walk,
    WeatherFound,
)

SHOWN = 6


async def remember(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    """Never fails a turn whose answer stands: what cannot be remembered is left out."""
    turn, context = state["turn"], runtime.context or Context()
    answer = _answer(state, services.loaded.city)
    memory = state.get("memory") or {}
    if not turn.get("cached"):
        artifacts = [artifact_of(m) for m in results_of_turn(state["messages"])]
        memory = _memory(memory, answer.understanding, turn.get("hints") or {}, artifacts)
        if cacheable(state, context) and answer.degradation.level == 1:
            spoken = answer_of_turn(state["messages"])
            await services.cache.put(
                key(turn["text"], context.language, services.now(context.now)),
                {
                    "turn": {k: turn[k] for k in ("language", "understanding", "degradation") if k in turn}
                    | {"answer": answer.model_dump(mode="json", by_alias=True)},
                    "text": answer.text,
                    "additional_kwargs": spoken.additional_kwargs if spoken else {},
                    "memory": memory,
                },
            )
    else:
        answer = Answer.model_validate({**turn["answer"], "message_id": turn["id"], "cached": True, "timings_ms": {}})
    total = round((time.time() - turn["started_at"]) * 1000, 2)
    answer = answer.model_copy(update={"timings_ms": {"total": total, **turn.get("timings_ms", {})}})
    dumped = answer.model_dump(mode="json", by_alias=True)
    emit(runtime, "answer", answer=dumped, memory=memory, usage=None if turn.get("cached") else turn.get("usage"))
    delta: dict[str, Any] = {"turn": {"answer": dumped}, "memory": memory}
    if context.lat is None or context.lon is None:
        return delta
    kept = whereabouts.kept(state["messages"], context.lat, context.lon)
    return {**whereabouts.without(delta, context.lat, context.lon), "messages": kept}


def _answer(state: State, city: City) -> Answer:
    turn = state["turn"]
    artifacts = [artifact_of(m) for m in results_of_turn(state["messages"])]
    spoken = answer_of_turn(state["messages"])
    extra = spoken.additional_kwargs if spoken else {}
    places = {p.id: p for a in artifacts for p in _places_of(a)}
    route = next((r for a in artifacts for r in _routes_of(a)), None)
    known = {s.id: s for a in artifacts for s in a.sources}
    card = turn.get("card")
    return Answer(
        conversation_id="",
        message_id=turn["id"],
        language=turn["understanding"]["language"],
        text=str(spoken.text) if spoken else "",
        understanding=Understanding.model_validate(turn["understanding"]),
        places=list(places.values()),
        route=route,
        map=_map(artifacts, list(places.values())),
        weather=next((a for a in artifacts if isinstance(a, WeatherFound)), None),
        events=[e for a in artifacts if isinstance(a, EventsFound) for e in a.events],
        sources=[known[k] for k in extra.get("sources", []) if k in known],
        emergency=Card.model_validate(card) if card else None,
        suggestions=list(extra.get("suggestions", [])),
        degradation=Degradation.model_validate(turn.get("degradation") or {}),
    )


def _places_of(artifact: Artifact) -> list[Any]:
    if isinstance(artifact, PlacesFound):
        return list(artifact.places)
    if isinstance(artifact, AreasFound):
        return [p for area in artifact.areas for p in area.places]
    return []


def _routes_of(artifact: Artifact) -> list[Any]:
    if isinstance(artifact, RouteFound):
        return artifact.routes[:1]
    return [artifact.route] if isinstance(artifact, Walk) and artifact.route else []


def _map(artifacts: list[Artifact], places: list[Any]) -> GeoJSON | None:
    features: list[GeoJSON] = []
    for artifact in artifacts:
        if isinstance(artifact, RouteFound) and artifact.maps:
            features += artifact.maps[0]["features"]
        elif isinstance(artifact, Walk | MapShown) and artifact.map:
            features += artifact.map["features"]
    features += [feature(p.lat, p.lon, id=p.id, name=p.name, kind=p.kind) for p in places]
    return collection(features) if features else None


def _memory(before: Memory, understanding: Understanding, hints: dict[str, Any], artifacts: list[Artifact]) -> Memory:
    shown = [Focus(id=p.id, name=p.name, kind=p.kind) for a in artifacts for p in _places_of(a)][:SHOWN]
    named = [focus_of(e) for e in understanding.entities if e.kind not in ("dish", "cuisine", "line", "kind")]
    reference = understanding.refers_to
    constraints = understanding.constraints
    topic = dialogue.topic(before, named, hints.get("denied") or (), reference, constraints.destination, shown)
    anchored = named or reference or hints.get("area_id") or constraints.area or dialogue.is_area(topic)
    offered = None if anchored or not shown else shown[0]
    if len(named) > 1 and not constraints.destination:
        shown = named  # "Karaköy or Balat?": "the second one" is one of those
    signals = [s.name for s in understanding.signals if s.name != "emergency"]
    carried = Memory(
        language=understanding.language,
        constraints=constraints.model_dump(exclude_none=True),
        signals=[str(s) for s in signals] or before.get("signals", []),
        wished=wished([str(s) for s in signals]) or before.get("wished", []),
        area=hints.get("area_id") or (reference.id if reference and wished([str(s) for s in signals]) else before.get("area")),
        topic=topic,
        spoken=dialogue.remembered(before.get("spoken", []), topic),
        about=dialogue.about(topic, [str(s) for s in signals]) if named or reference else None,
        offered=offered,
        shown=shown or before.get("shown", []),
    )
    asked = next((a.which for a in artifacts if isinstance(a, RouteFound) and a.which), None)
    if asked:  # Nothing was settled, so nothing that was only guessed is carried on.
        carried["which"] = Which(role=asked, hints=hints)
        carried["constraints"] = {k: v for k, v in carried["constraints"].items() if k != asked}
        carried["topic"] = before.get("topic")
    if "emergency" in before:
        carried["emergency"] = before["emergency"]
    return carried
