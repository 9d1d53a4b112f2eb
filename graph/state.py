"""What a conversation carries between nodes and turns: messages and JSON primitives, nothing else."""

from __future__ import annotations

from typing import Annotated, Any

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from typing_extensions import TypedDict

from graph.understanding.dialogue import Memory


class Turn(TypedDict, total=False):
    """One turn's data. `admit` starts it anew, so nothing of it survives into the next one."""

    id: str
    text: str
    language: str
    started_at: float
    deadline_at: float
    understanding: dict[str, Any]
    hints: dict[str, Any]
    emergency: dict[str, Any] | None
    card: dict[str, Any] | None
    missing: list[str]
    degradation: dict[str, Any]
    usage: dict[str, Any]
    answer: dict[str, Any]
    cached: bool
    timings_ms: dict[str, float]


class Input(TypedDict):
    """What a caller sends: the new message."""

    messages: Annotated[list[AnyMessage], add_messages]


def replaced(old: Turn | None, new: Turn) -> Turn:
    """Later keys win; a turn with another id starts from nothing. Timings add up."""
    if not old or ("id" in new and new["id"] != old.get("id")):
        return new
    timings = {**old.get("timings_ms", {}), **new.get("timings_ms", {})}
    return {**old, **new, "timings_ms": timings}


class State(Input):
    turn: Annotated[Turn, replaced]
    memory: Memory


class Output(TypedDict):
    messages: Annotated[list[AnyMessage], add_messages]
    turn: Turn
