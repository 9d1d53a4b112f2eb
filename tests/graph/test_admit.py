"""What comes in is cleaned, what must not be kept is masked, and what a broken turn left is mended."""

from __future__ import annotations

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, RemoveMessage, ToolMessage

from graph.builder import Graph
from graph.nodes.admit import KEPT_ARTIFACTS, RejectedMessage, compacted, mask, mended
from tests.graph.conftest import turn


def call(number: int) -> dict[str, object]:
    return {"name": "get_weather", "args": {}, "id": f"call-{number}", "type": "tool_call"}


def asking(*numbers: int) -> AIMessage:
    return AIMessage(content="", id=f"ai-{numbers[0]}", tool_calls=[call(n) for n in numbers])  # type: ignore[misc]


def result(number: int, artifact: object = None) -> ToolMessage:
    return ToolMessage("{}" * 400, id=f"tool-{number}", tool_call_id=f"call-{number}", name="get_weather", artifact=artifact)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("4111 1111 1111 1111", "•••"),
        ("4111-1111-1111-1111 please", "••• please"),
        ("card 4111111111111111, thanks", "card •••, thanks"),
        ("key sk-abcdefghijklmnop1234.", "key •••."),
        ("ghp_abcdefghijklmnopqrstuv", "•••"),
        ("call +90 212 555 01 23", "call +90 212 555 01 23"),
        ("from 09:00 to 17:30 on 2026-11-21", "from 09:00 to 17:30 on 2026-11-21"),
        ("bus 500T at 41.0256, 28.9744", "bus 500T at 41.0256, 28.9744"),
        ("skating at a rink", "skating at a rink"),
        ("112", "112"),
    ],
)
def test_only_secrets_are_masked(text: str, kept: str) -> None:
    assert mask(text) == kept


def test_a_call_that_was_never_answered_is_removed() -> None:
    messages: list[AnyMessage] = [HumanMessage("a", id="h"), asking(1)]
    assert [m.id for m in mended(messages) if isinstance(m, RemoveMessage)] == ["ai-1"]


def test_a_call_that_was_half_answered_is_removed_with_its_half() -> None:
    messages: list[AnyMessage] = [HumanMessage("a", id="h"), asking(1, 2), result(1)]
    assert {m.id for m in mended(messages)} == {"ai-1", "tool-1"}


def test_a_call_that_was_answered_stays() -> None:
    assert mended([HumanMessage("a", id="h"), asking(1, 2), result(1), result(2), AIMessage("done", id="x")]) == []


def test_old_results_lose_their_data_and_keep_their_place() -> None:
    messages: list[AnyMessage] = []
    for n in range(KEPT_ARTIFACTS + 2):
        messages += [HumanMessage("a", id=f"h-{n}"), asking(n), result(n, {"type": "weather"}), AIMessage("b", id=f"b-{n}")]
    found = compacted([*messages, HumanMessage("now", id="now")])
    assert [m.id for m in found] == ["tool-0", "tool-1"]
    assert all(isinstance(m, ToolMessage) and m.artifact is None and len(str(m.content)) <= 400 for m in found)
    assert all(isinstance(m, ToolMessage) and m.tool_call_id == f"call-{n}" for n, m in enumerate(found))


async def test_a_thread_with_a_dangling_call_answers_the_next_turn(graph: Graph) -> None:
    config = {"configurable": {"thread_id": "dangling"}}
    left = [HumanMessage("Will it rain?", id="h"), AIMessage(content="", id="ai", tool_calls=[call(1)])]  # type: ignore[list-item]
    await graph.aupdate_state(config, {"messages": left}, as_node="dispatch")  # type: ignore[arg-type]
    found = await turn(graph, "What is Moda like?", "dangling", language="en")
    assert "Moda" in found["turn"]["answer"]["text"]
    answered = {m.tool_call_id for m in found["messages"] if isinstance(m, ToolMessage)}
    called = {c["id"] for m in found["messages"] if isinstance(m, AIMessage) for c in m.tool_calls}
    assert called == answered


@pytest.mark.parametrize(
    ("message", "code"), [("", "message_empty"), ("\u200b \u202e", "message_empty"), ("a" * 2001, "message_too_long")]
)
async def test_a_message_that_cannot_start_a_turn_is_refused(graph: Graph, message: str, code: str) -> None:
    with pytest.raises(RejectedMessage) as refused:
        await turn(graph, message)
    assert refused.value.code == code


async def test_a_turn_starts_with_a_human_message(graph: Graph) -> None:
    config = {"configurable": {"thread_id": "ai-first"}}
    with pytest.raises(RejectedMessage) as refused:
        await graph.ainvoke({"messages": [AIMessage("Hello")]}, config)  # type: ignore[arg-type]
    assert refused.value.code == "message_missing"


async def test_a_refused_message_leaves_the_conversation_usable(graph: Graph) -> None:
    await turn(graph, "What is Moda like?", "refused")
    with pytest.raises(RejectedMessage):
        await turn(graph, "a" * 2001, "refused")
    found = await turn(graph, "And what is Balat like?", "refused", language="en")
    assert "Balat" in found["turn"]["answer"]["text"]


async def test_the_message_is_kept_clean(graph: Graph) -> None:
    found = await turn(graph, "  What\u202e is\x00\tMo\u00adda   like? ")
    assert next(m.content for m in found["messages"] if m.type == "human") == "What is Moda like?"
