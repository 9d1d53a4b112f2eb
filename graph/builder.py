"""The whole turn on one page: nodes, what bounds them, and the way from one to the next."""

from __future__ import annotations

import inspect
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import RetryPolicy

from graph.context import Context
from graph.nodes.admit import admit
from graph.nodes.appraise import appraise
from graph.nodes.compose import after_compose, compose, without_composer
from graph.nodes.dispatch import after_dispatch, dispatch, without_plan
from graph.nodes.recall import after_recall, recall
from graph.nodes.remember import remember
from graph.nodes.tools import tools
from graph.nodes.triage import after_triage, triage, without_triage
from graph.nodes.understand import understand, without_understanding
from graph.nodes.verify import verify
from graph.services import Services
from graph.settings import Settings
from graph.state import Input, Output, State

Node = Callable[..., Awaitable[dict[str, Any]]]
Graph = CompiledStateGraph[State, Context, Input, Output]


def build(services: Services, checkpointer: BaseCheckpointSaver[str] | None = None) -> Graph:
    """The compiled graph. Without a checkpointer it has no memory, which is what Studio wants: it brings its own."""

    def node(function: Node) -> Node:
        return _timed(function.__name__, partial(function, services=services))

    builder = StateGraph(State, context_schema=Context, input_schema=Input, output_schema=Output)
    builder.add_node("admit", node(admit), timeout=30)
    builder.add_node("triage", node(triage), error_handler=without_triage)
    builder.add_node("recall", node(recall))
    builder.add_node("understand", node(understand), timeout=5, error_handler=without_understanding)
    builder.add_node("dispatch", node(dispatch), timeout=5, error_handler=without_plan)
    builder.add_node("tools", node(tools), retry_policy=RetryPolicy(max_attempts=2, initial_interval=0.05))
    builder.add_node("appraise", node(appraise))
    builder.add_node("compose", node(compose), error_handler=without_composer)
    builder.add_node("verify", node(verify))
    builder.add_node("remember", node(remember))

    builder.add_edge(START, "admit")
    builder.add_edge("admit", "triage")
    builder.add_conditional_edges("triage", after_triage)
    builder.add_conditional_edges("recall", after_recall)
    builder.add_edge("understand", "dispatch")
    builder.add_conditional_edges("dispatch", after_dispatch)
    builder.add_edge("tools", "appraise")
    builder.add_edge("appraise", "compose")
    builder.add_conditional_edges("compose", after_compose)
    builder.add_edge("verify", "remember")
    builder.add_edge("remember", END)
    return builder.compile(checkpointer=checkpointer, name="istanbul-companion")


def _timed(name: str, function: Node) -> Node:
    """Adds the node's milliseconds to the turn."""

    async def run(state: State, **given: Any) -> dict[str, Any]:
        started = time.perf_counter()
        delta = await function(state, **given)
        turn = dict(delta.get("turn") or {})
        turn["timings_ms"] = {**turn.get("timings_ms", {}), name: round((time.perf_counter() - started) * 1000, 3)}
        return {**delta, "turn": turn}

    shown = inspect.signature(function)
    named = [p for p in shown.parameters.values() if p.name != "services"]
    run.__signature__ = shown.replace(parameters=named)  # type: ignore[attr-defined]
    return run


graph = build(Services(Settings()))
"""What `langgraph.json` names. Building it does no I/O; the first turn loads the city."""
