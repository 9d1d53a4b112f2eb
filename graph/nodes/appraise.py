"""Looks at what came back: what is missing, and how far the answer can be relied on."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from graph.composer.model import artifact_of
from graph.context import Context
from graph.degradation import of_turn
from graph.history import results_of_turn
from graph.services import Services
from graph.state import State


async def appraise(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    artifacts = [artifact_of(m) for m in results_of_turn(state["messages"])]
    return {"turn": {"degradation": of_turn(artifacts, state["turn"].get("missing", [])).model_dump()}}
