"""The model speaks, through the gate; when it fails the next one does, and the grounded composer always can."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AnyMessage, SystemMessage
from langchain_core.runnables import RunnableConfig
from langgraph.errors import NodeError
from langgraph.runtime import Runtime
from langgraph.types import Command

from graph.composer.model import GroundedComposer, artifact_of, pieces
from graph.context import Context
from graph.degradation import of_names, worsened
from graph.emit import emit
from graph.gate import Gate
from graph.history import of_turn, results_of_turn
from graph.log import log
from graph.services import Services
from graph.state import State
from prompts.load import text as prompt
from tools.registry import TOOLS
from tools.results import Source

HISTORY = 12
MAX_TOOL_ROUNDS = 2
_NAMES = {"en": "English", "tr": "Turkish", "fr": "French", "ru": "Russian", "de": "German", "ar": "Arabic"}


class Unusable(Exception):
    """A model's answer that cannot be shown."""


async def compose(state: State, runtime: Runtime[Context], config: RunnableConfig, services: Services) -> dict[str, Any]:
    """One `AIMessage`: the answer, or more tool calls of a model that asks for them."""
    loaded = services.loaded
    spoken = False
    for name, model in loaded.speakers:
        left = state["turn"]["deadline_at"] - time.time() - 0.5
        if left <= 0.5:
            break
        try:
            async with asyncio.timeout(left):
                return {"messages": [await _speak(model, state, runtime, config)]}
        except Exception as error:
            log.warning("model_failed", model=name, error=type(error).__name__)
            spoken = True
            emit(runtime, "reset", reason="model_failed")
    message = await _compose_grounded(loaded.composer, state, runtime, config)
    if spoken:
        level = worsened(state["turn"].get("degradation"), "model")
        return {"messages": [message], "turn": {"degradation": level.model_dump()}}
    return {"messages": [message]}


async def _compose_grounded(
    composer: GroundedComposer, state: State, runtime: Runtime[Context], config: RunnableConfig
) -> AIMessage:
    if not (runtime.context or Context()).streams_messages:
        message = composer.compose(state["messages"])
        for piece in pieces(str(message.text)):
            emit(runtime, "token", text=piece)
        return message
    parts: list[str] = []
    extra: dict[str, Any] = {}
    streamed_id: str | None = None
    async for chunk in composer.astream(state["messages"], config):
        if text := str(chunk.text):
            parts.append(text)
            emit(runtime, "token", text=text)
        extra |= chunk.additional_kwargs
        streamed_id = streamed_id or chunk.id
    return AIMessage(content="".join(parts), id=streamed_id, additional_kwargs=extra)


async def _speak(model: BaseChatModel, state: State, runtime: Runtime[Context], config: RunnableConfig) -> AIMessage:
    """Streams a language model through the gate. Raises `Unusable` for an answer with too little left of it."""
    results = results_of_turn(state["messages"])
    artifacts = [artifact_of(m) for m in results]
    sources = list({s.id: s for a in artifacts for s in a.sources}.values())
    gate = Gate.over([*(str(m.content) for m in results), *(f"{s.as_of:%d %m %Y}" for s in sources), state["turn"]["text"]])
    rounds = sum(isinstance(m, AIMessage) and bool(m.tool_calls) for m in of_turn(state["messages"]))
    may_call = rounds < MAX_TOOL_ROUNDS
    bound = model.bind_tools([t.schema() for t in TOOLS.values()]) if may_call else model
    whole: AIMessage | None = None
    async for chunk in bound.astream([_system(state, sources), *_history(state["messages"])], config):
        whole = chunk if whole is None else whole + chunk  # type: ignore[assignment]
        if released := gate.feed(str(chunk.text)):
            emit(runtime, "token", text=released)
    if whole is None or not whole.response_metadata.get("finish_reason"):
        raise Unusable  # cut off in the middle
    if whole.tool_calls:
        if not may_call:
            raise Unusable
        return AIMessage(content="", tool_calls=whole.tool_calls)
    if released := gate.finish():
        emit(runtime, "token", text=released)
    text = "".join(gate.released).strip()
    if not text or gate.dropped > len(gate.released):
        raise Unusable
    return AIMessage(content=text, additional_kwargs={"sources": [s.id for s in sources], "suggestions": []})


def _system(state: State, sources: list[Source]) -> SystemMessage:
    language = _NAMES[state["turn"]["understanding"]["language"]]
    listed = "\n".join(f"[{n}] {s.title}, {s.publisher}, {s.as_of}" for n, s in enumerate(sources, start=1)) or "(none)"
    missing = ", ".join((state["turn"].get("degradation") or {}).get("unavailable", [])) or "nothing"
    return SystemMessage(prompt("answer.md").format(language=language, sources=listed, missing=missing))


def _history(messages: list[AnyMessage]) -> list[AnyMessage]:
    """The turn in full, and before it what was said, without the tools' data."""
    turn = of_turn(messages)
    before = [m for m in messages[: len(messages) - len(turn)] if m.type in ("human", "ai") and m.text]
    plain = [m.model_copy(update={"additional_kwargs": {}}) for m in (*before[-HISTORY:], *turn)]
    return list(plain)


async def without_composer(state: State, error: NodeError, runtime: Runtime[Context]) -> Command[str]:
    """Nothing could be written: a fixed sentence, at the lowest level."""
    log.error("node_failed", node=error.node, exc_info=error.error)
    language = state["turn"].get("language") or "en"
    message = prompt(f"fixed/{language}.txt").strip()
    emit(runtime, "reset", reason="composer_failed")
    emit(runtime, "token", text=message)
    degraded = of_names(["composer"]).model_dump()
    return Command(update={"messages": [AIMessage(content=message)], "turn": {"degradation": degraded}}, goto="verify")


async def after_compose(state: State) -> Literal["tools", "verify"]:
    last = state["messages"][-1]
    return "tools" if isinstance(last, AIMessage) and last.tool_calls else "verify"
