"""Turns signals into tool calls, as an `AIMessage` that history and Studio show."""

from __future__ import annotations

from typing import Any, Literal

from langchain_core.messages import AIMessage
from langgraph.errors import NodeError
from langgraph.runtime import Runtime
from langgraph.types import Command

from graph.context import Context
from graph.log import log
from graph.services import Services
from graph.state import State
from tools.registry import TOOLS


async def dispatch(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    """The grounded composer plans, with every tool bound; it makes no call for small talk."""
    planner = services.loaded.composer.model_copy(update={"bound": frozenset(TOOLS)})
    planned = planner.compose(state["messages"])
    return {"messages": [planned]} if planned.tool_calls else {}


async def without_plan(state: State, error: NodeError, runtime: Runtime[Context]) -> Command[str]:
    """Something went wrong in planning: look the words up as they are."""
    log.error("node_failed", node=error.node, exc_info=error.error)
    turn = state["turn"]
    call = {"name": "search_knowledge", "args": {"query": turn["text"][:400]}, "id": f"{turn['id']}:0", "type": "tool_call"}
    return Command(update={"messages": [AIMessage(content="", tool_calls=[call])]}, goto="tools")


async def after_dispatch(state: State) -> Literal["tools", "appraise"]:
    last = state["messages"][-1]
    return "tools" if isinstance(last, AIMessage) and last.tool_calls else "appraise"
