"""Reads the message: language, entities, constraints, signals, references."""

from __future__ import annotations

from typing import Any, cast

from langchain_core.messages import HumanMessage
from langgraph.errors import NodeError
from langgraph.runtime import Runtime
from langgraph.types import Command

from graph.context import Context
from graph.emit import emit
from graph.log import log
from graph.services import Services
from graph.state import State
from graph.understanding.model import EmergencyFinding, Understanding
from graph.understanding.pipeline import Hints, Reading


async def understand(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    context, turn, memory = runtime.context or Context(), state["turn"], state.get("memory") or {}
    now = services.now(context.now)
    reading = await services.loaded.understander.attend(
        turn["text"], now=now, declared=context.language, memory=memory, located=context.lat is not None
    )
    finding = EmergencyFinding.model_validate(turn["emergency"]) if turn.get("emergency") else None
    understanding = reading.understanding.model_copy(update={"emergency": finding})
    emit(runtime, "understanding", understanding=understanding.model_dump())
    return _delta(state, context, Reading(understanding, reading.hints), now.isoformat())


async def without_understanding(state: State, error: NodeError, runtime: Runtime[Context]) -> Command[str]:
    """The turn goes on with no signals: general information is still true."""
    log.error("node_failed", node=error.node, exc_info=error.error)
    context = runtime.context or Context()
    language = context.language or cast(Any, (state.get("memory") or {}).get("language")) or "en"
    hints = Hints(
        meal=None, setting=None, prefer=None, month=None, goods=[], dish=None, cuisine=None, social=None, here=False,
        origin_id=None, destination_id=None, area_id=None, kinds=[], lexical=[], language_known=False, time=None, by=False,
        edge=None, via_id=None, unknown={}, elsewhere=False, denied=[],
    )  # fmt: skip
    reading = Reading(Understanding(language=language), hints)
    state = {**state, "turn": {**state["turn"], "missing": [*missing(state), "understanding"]}}
    delta = _delta(state, context, reading, context.now)
    delta["turn"]["missing"] = missing(state)
    return Command(update=delta, goto="dispatch")


def missing(state: State) -> list[str]:
    """What this turn has to do without, beside its tools."""
    return list(state["turn"].get("missing", []))


def _delta(state: State, context: Context, reading: Reading, now: str | None) -> dict[str, Any]:
    asked = state["messages"][-1]
    memory = state.get("memory") or {}
    note = {
        "understanding": reading.understanding.model_dump(exclude_none=True),
        "hints": dict(reading.hints),
        "located": context.lat is not None,
        "shown": [f["id"] for f in memory.get("shown", []) if f["id"]],
        "turn_id": state["turn"]["id"],
        "now": now,
        "missing": missing(state),
    }
    return {
        "turn": {"language": reading.understanding.language, "understanding": note["understanding"], "hints": note["hints"]},
        "messages": [HumanMessage(content=asked.content, id=asked.id, additional_kwargs={"reading": note})],
    }
