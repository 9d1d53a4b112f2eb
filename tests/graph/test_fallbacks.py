"""A part that fails never takes the turn with it: every node has something to say instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage

from graph.builder import Graph
from graph.composer.model import GroundedComposer
from graph.services import Services
from tests.graph.conftest import turn
from tests.serving import NOON

Built = Callable[..., Graph]


class Broken:
    """Anything that is asked of it fails."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("broken")


class CannotPlan(GroundedComposer):
    def compose(self, messages: Sequence[BaseMessage]) -> AIMessage:
        if self.bound:
            raise RuntimeError("no plan")
        return super().compose(messages)


class CannotWrite(GroundedComposer):
    def compose(self, messages: Sequence[BaseMessage]) -> AIMessage:
        if not self.bound:
            raise RuntimeError("no words")
        return super().compose(messages)


class Mute(GroundedComposer):
    def compose(self, messages: Sequence[BaseMessage]) -> AIMessage:
        return super().compose(messages) if self.bound else AIMessage(content="")


def composer(kind: type[GroundedComposer], services: Services) -> GroundedComposer:
    return kind(kinds_of=services.loaded.city.catalogue.kinds_of, clock=lambda: NOON)


def answer(found: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = found["turn"]["answer"]
    assert given["text"].strip()
    return given


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "de", "ar"])
async def test_without_understanding_the_turn_still_answers(built: Built, language: str) -> None:
    given = answer(await turn(built(understander=Broken()), "Where can I eat in Moda?", language=language))
    assert given["language"] == language
    assert given["understanding"]["signals"] == []


async def test_an_answer_without_understanding_is_not_a_full_one(built: Built) -> None:
    graph = built(understander=Broken())
    first = answer(await turn(graph, "Where can I eat in Moda?", language="en"))
    assert first["degradation"]["level"] >= 2 and first["degradation"]["unavailable"]
    assert not answer(await turn(graph, "Where can I eat in Moda?", language="en"))["cached"]


async def test_without_a_plan_the_words_are_looked_up(built: Built, services: Services) -> None:
    graph = built(composer=composer(CannotPlan, services))
    found = await turn(graph, "Is the tap water safe to drink?", language="en")
    assert answer(found)["sources"]
    assert [m.name for m in found["messages"] if m.type == "tool"] == ["search_knowledge"]


@pytest.mark.parametrize("language", ["en", "tr", "fr", "ru", "de", "ar"])
async def test_without_words_a_fixed_sentence_is_said(built: Built, services: Services, language: str) -> None:
    given = answer(await turn(built(composer=composer(CannotWrite, services)), "Where can I eat in Moda?", language=language))
    assert given["degradation"] == {"level": 4, "name": "emergency", "unavailable": ["composer"]}
    assert given["language"] == language


async def test_an_empty_answer_is_written_anew(built: Built, services: Services) -> None:
    given = answer(await turn(built(composer=composer(Mute, services)), "What is Moda like?", language="en"))
    assert "Moda" in given["text"] and given["sources"]


async def test_a_tool_that_fails_says_what_is_missing(built: Built, services: Services) -> None:
    city = replace(services.loaded.city, planner=Broken())  # type: ignore[arg-type]
    found = await turn(built(city=city), "How do I get from Kadıköy to Taksim?", language="en")
    given = answer(found)
    assert given["route"] is None
    assert given["degradation"]["level"] in (2, 3) and "plan_route" in given["degradation"]["unavailable"]
    assert "error" in [m.status for m in found["messages"] if m.type == "tool"]


async def test_a_tool_that_fails_does_not_silence_the_others(built: Built, services: Services) -> None:
    city = replace(services.loaded.city, live=Broken())  # type: ignore[arg-type]
    given = answer(await turn(built(city=city), "What is Moda like and will it rain there tomorrow?", language="en"))
    assert "Moda" in given["text"] and given["degradation"]["level"] == 2
    assert given["degradation"]["unavailable"] == ["weather"]


async def test_an_emergency_needs_nothing_but_code_and_its_card(built: Built) -> None:
    graph = built(understander=Broken(), composer=Broken(), speakers=(("broken", Broken()),))
    given = answer(await turn(graph, "My friend is not breathing, help!", language="en"))
    assert given["emergency"]["numbers"][0]["number"] == "112"
    assert given["degradation"]["level"] == 1


async def test_a_conversation_outlives_a_failure(services: Services, built: Built) -> None:
    broken = built(composer=composer(CannotWrite, services))
    await turn(broken, "I'm vegan. Where can I eat in Moda?", "outlives", language="en")
    found = await turn(broken, "And near Taksim?", "outlives", language="en")
    assert found["turn"]["answer"]["understanding"]["constraints"]["diet"] == ["vegan"]


async def test_a_degraded_answer_is_not_cached(built: Built, services: Services) -> None:
    graph = built(composer=composer(CannotWrite, services))
    for _ in range(2):
        assert not answer(await turn(graph, "What is Kanlıca like?", language="en"))["cached"]
