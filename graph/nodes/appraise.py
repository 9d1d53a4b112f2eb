"""Looks at what came back: what is missing, and how far the answer can be relied on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langgraph.runtime import Runtime

from graph.answer import Degradation
from graph.composer.model import artifact_of
from graph.context import Context
from graph.history import results_of_turn
from graph.services import Services
from graph.state import State
from tools.results import Artifact, Missing


async def appraise(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    artifacts = [artifact_of(m) for m in results_of_turn(state["messages"])]
    return {"turn": {"degradation": degradation(artifacts, state["turn"].get("missing", [])).model_dump()}}


def degradation(artifacts: list[Artifact], missing: Sequence[str] = ()) -> Degradation:
    """1 when all that was asked answered; 2 when something is missing; 3 when nothing but fixed knowledge is left."""
    unavailable = sorted({name for a in artifacts for name in a.unavailable} | set(missing))
    if artifacts and all(isinstance(a, Missing) for a in artifacts):
        return Degradation.of(3, unavailable)
    return Degradation.of(2 if unavailable else 1, unavailable)
