"""What a conversation keeps: messages and primitives, and of one turn nothing in the next."""

from __future__ import annotations

import json
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from graph.builder import Graph
from graph.state import Turn, replaced
from tests.graph.conftest import turn

QUESTIONS = [
    "Which museums are near Sultanahmet?",
    "How do I get there from Kadıköy?",
    "Will it rain tomorrow?",
    "What festivals are on this month?",
    "How do I say thank you in Turkish?",
    "Where can I eat lahmacun in Fatih and what is Balat like?",
]


def primitive(value: Any, where: str = "") -> None:
    """Fails for anything that JSON does not have."""
    if isinstance(value, dict):
        for key, inner in value.items():
            assert isinstance(key, str), where
            primitive(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            primitive(inner, f"{where}[{number}]")
    else:
        assert value is None or type(value) in (str, int, float, bool), f"{where}: {type(value)}"


async def test_the_state_holds_messages_and_primitives_only(graph: Graph) -> None:
    for question in QUESTIONS:
        await turn(graph, question, "primitives", lat=41.0086, lon=28.9802)
    values = (await graph.aget_state({"configurable": {"thread_id": "primitives"}})).values
    assert set(values) == {"messages", "turn", "memory"}
    primitive(values["turn"], "turn")
    primitive(values["memory"], "memory")
    for message in values["messages"]:
        assert isinstance(message, HumanMessage | AIMessage | ToolMessage)
        primitive(message.content, "content")
        primitive(message.additional_kwargs, "additional_kwargs")
        primitive(getattr(message, "artifact", None), "artifact")


async def test_neither_prompts_nor_coordinates_are_kept(graph: Graph) -> None:
    await turn(graph, "Which museums are near me?", "kept", lat=41.123456, lon=29.098765)
    values = (await graph.aget_state({"configurable": {"thread_id": "kept"}})).values
    kept = json.dumps([values["turn"], values["memory"], [m.model_dump(mode="json") for m in values["messages"]]])
    assert "Say only what" not in kept
    assert "41.123456" not in kept and "29.098765" not in kept


async def test_tool_calls_are_in_history_with_typed_results(graph: Graph) -> None:
    found = await turn(graph, "Where can I eat lahmacun in Fatih?")
    kinds = [m.type for m in found["messages"]]
    assert kinds == ["human", "ai", "tool", "ai"]
    called, answered = found["messages"][1], found["messages"][2]
    assert called.tool_calls[0]["name"] == answered.name == "find_restaurants"
    assert called.tool_calls[0]["id"] == answered.tool_call_id
    assert answered.artifact["type"] == "places" and answered.status == "success"
    json.loads(answered.content)


async def test_nothing_of_a_turn_survives_into_the_next(graph: Graph) -> None:
    await turn(graph, "Will it rain tomorrow?", "next", language="en")
    found = await turn(graph, "Hello!", "next", language="en")
    answer = found["turn"]["answer"]
    assert answer["weather"] is None and answer["sources"] == [] and answer["degradation"]["level"] == 1
    assert "tools" not in found["turn"]["timings_ms"]


def test_a_turn_with_another_id_starts_from_nothing() -> None:
    old: Turn = {"id": "1", "text": "a", "card": {"kind": "fire"}, "timings_ms": {"admit": 1.0}}
    assert replaced(old, {"id": "2", "text": "b"}) == {"id": "2", "text": "b"}
    assert replaced(None, {"id": "1"}) == {"id": "1"}


def test_within_a_turn_later_keys_win_and_timings_add_up() -> None:
    old: Turn = {"id": "1", "text": "a", "timings_ms": {"admit": 1.0}}
    assert replaced(old, {"language": "tr", "timings_ms": {"triage": 2.0}}) == {
        "id": "1", "text": "a", "language": "tr", "timings_ms": {"admit": 1.0, "triage": 2.0},
    }  # fmt: skip


async def test_every_node_that_ran_has_its_time(graph: Graph) -> None:
    found = await turn(graph, "Where can I eat lahmacun in Fatih?")
    assert set(found["turn"]["timings_ms"]) >= {
        "admit", "triage", "recall", "understand", "dispatch", "tools", "appraise", "compose", "verify",
    }  # fmt: skip
    assert isinstance(found["messages"][0], BaseMessage)


async def test_a_message_keeps_its_id_through_the_turn(graph: Graph) -> None:
    config = {"configurable": {"thread_id": "ids"}}
    found = await graph.ainvoke({"messages": [HumanMessage("Hello!", id="mine")]}, config)  # type: ignore[arg-type]
    assert [m.id for m in found["messages"] if m.type == "human"] == ["mine"]
