"""Reading a conversation's messages."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage


def of_turn(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The messages since the last human one, that one first."""
    for index in range(len(messages) - 1, -1, -1):
        if isinstance(messages[index], HumanMessage):
            return list(messages[index:])
    return []


MISTAKE = "mistake"
"""The status, in `additional_kwargs`, of an answer to a call that a model should not have made."""


def results_of_turn(messages: Sequence[AnyMessage]) -> list[ToolMessage]:
    """What tools returned in this turn; answers to a model's mistaken calls are no results."""
    return [m for m in of_turn(messages) if isinstance(m, ToolMessage) and is_result(m)]


def is_result(message: ToolMessage) -> bool:
    return MISTAKE not in message.additional_kwargs


def answer_of_turn(messages: Sequence[AnyMessage]) -> AIMessage | None:
    """The last message of the turn that speaks rather than calls tools."""
    return next((m for m in reversed(of_turn(messages)) if isinstance(m, AIMessage) and not m.tool_calls), None)
