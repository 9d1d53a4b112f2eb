"""Events of a turn that a client sees while it runs, in LangGraph's `custom` stream."""

from __future__ import annotations

from typing import Any, Literal

from langgraph.runtime import Runtime

from graph.context import Context

EventName = Literal["emergency", "understanding", "tool", "token", "reset", "answer"]


def emit(runtime: Runtime[Context], event: EventName, **data: Any) -> None:
    """Sends an event to whoever streams the run; nobody listening is fine."""
    runtime.stream_writer({"event": event, "data": data})
