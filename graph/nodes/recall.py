"""A question just answered in the same words is answered again from memory."""

from __future__ import annotations

from typing import Any, Literal

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime

from graph.context import Context
from graph.emit import emit
from graph.recall import key
from graph.services import Services
from graph.state import State


async def recall(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    """Only for a first message without a location, so that nothing of one traveller reaches another."""
    context = runtime.context or Context()
    if not cacheable(state, context):
        return {"turn": {"cached": False}}
    kept = await services.cache.get(key(state["turn"]["text"], context.language, services.now(context.now)))
    if kept is None:
        return {"turn": {"cached": False}}
    emit(runtime, "understanding", understanding=kept["turn"]["understanding"])
    emit(runtime, "token", text=kept["text"])
    message = AIMessage(content=kept["text"], additional_kwargs=kept["additional_kwargs"])
    return {"turn": {**kept["turn"], "cached": True}, "messages": [message], "memory": kept["memory"]}


async def after_recall(state: State) -> Literal["remember", "understand"]:
    return "remember" if state["turn"].get("cached") else "understand"


def cacheable(state: State, context: Context) -> bool:
    return not context.fresh and not state.get("memory") and context.lat is None and not state["turn"].get("emergency")
