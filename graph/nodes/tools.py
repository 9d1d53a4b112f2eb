"""Runs the tool calls of the last message side by side, each within its own time and the turn's."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, Literal

from langchain_core.messages import AIMessage, AnyMessage, ToolCall, ToolMessage
from langgraph.runtime import Runtime
from pydantic import ValidationError

from graph.context import Context
from graph.emit import emit
from graph.gate.conduct import screened
from graph.history import MISTAKE, of_turn
from graph.log import log
from graph.services import Services
from graph.state import State
from tools.city import Asking, City
from tools.guard import budget
from tools.registry import Tool
from tools.results import Artifact, Location, Missing

MAX_CONTENT = 6000
_NOT_SHOWN = frozenset({"sources", "map", "maps", "fact_sources"})
MODEL_CALL = "model:"
"""What the ids of a model's calls begin with."""
CODE_ONLY = frozenset({"emergency_card"})
"""Tools that no model may call."""
ANSWER_SECONDS = 1.0
"""Kept back from the turn's deadline for writing the answer."""
FALLBACK_SECONDS = 0.2
"""Kept back from a tool's own time for what stands in when a dependency has used up the rest."""

Reason = Literal["timeout", "unavailable", "invalid_arguments", "unknown_tool", "cancelled"]


async def tools(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    """One `ToolMessage` for each call, whatever happens: a failed tool says what is missing."""
    last = state["messages"][-1]
    calls = last.tool_calls if isinstance(last, AIMessage) else []
    context = runtime.context or Context()
    location = Location(lat=context.lat, lon=context.lon) if context.lat is not None and context.lon is not None else None
    language = state["turn"]["understanding"]["language"]
    asking = Asking(language, services.now(context.now), location)
    left = state["turn"]["deadline_at"] - time.time() - ANSWER_SECONDS
    done = _made(of_turn(state["messages"])[:-1])
    running: list[Awaitable[ToolMessage]] = []
    for call in calls:
        wrong = _mistake(call, services.tools, done) if _by_model(call) else None
        running.append(_refused(call, wrong, runtime) if wrong else _run(call, services, asking, left, runtime))
        done.add(_key(call))
    return {"messages": list(await asyncio.gather(*running))}


def _by_model(call: ToolCall) -> bool:
    """Whether a model asked for a call, rather than the plan."""
    return str(call["id"]).startswith(MODEL_CALL)


def _made(messages: Sequence[AnyMessage]) -> set[str]:
    """The calls already made in this turn."""
    return {_key(c) for m in messages if isinstance(m, AIMessage) for c in m.tool_calls}


def _key(call: ToolCall) -> str:
    return json.dumps([call["name"], call["args"]], sort_keys=True, default=str)


def _mistake(call: ToolCall, tools: Mapping[str, Tool], done: set[str]) -> str | None:
    """What is wrong with a model's call, in words it can mend it by; None when nothing is."""
    tool = tools.get(call["name"])
    if tool is None or tool.name in CODE_ONLY:
        return f"There is no tool {call['name'][:60]!r}. Tools: {', '.join(n for n in tools if n not in CODE_ONLY)}."
    if _key(call) in done:
        return "This very call was made before in this turn; its result is above. Answer from it."
    if unknown := set(call["args"]) - set(tool.args.model_fields):
        return f"{tool.name} takes {', '.join(tool.args.model_fields)}; it does not take {', '.join(sorted(unknown))[:80]}."
    try:
        tool.args.model_validate(call["args"])
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False, include_url=False)]
        return f"{tool.name} was not called. {'; '.join(wrong)[:300]}"
    return None


async def _refused(call: ToolCall, wrong: str, runtime: Runtime[Context]) -> ToolMessage:
    """Answers a call that was not made, so that the model recovers and the history stays whole."""
    emit(runtime, "tool", name=call["name"][:60], status="failed", ms=0.0)
    return ToolMessage(
        content=wrong, name=call["name"], tool_call_id=str(call["id"]), status="error", additional_kwargs={MISTAKE: True}
    )


async def _run(call: ToolCall, services: Services, asking: Asking, left: float, runtime: Runtime[Context]) -> ToolMessage:
    name, started = call["name"], time.perf_counter()
    emit(runtime, "tool", name=name, status="started")
    artifact = await _artifact(call, services.tools.get(name), services.loaded.city, asking, left)
    failed = isinstance(artifact, Missing)
    mistaken = isinstance(artifact, Missing) and artifact.reason == "invalid_arguments" and _by_model(call)
    status = "failed" if failed else "degraded" if artifact.unavailable else "ok"
    emit(runtime, "tool", name=name, status=status, ms=round((time.perf_counter() - started) * 1000, 2))
    told = screened(artifact.model_dump(mode="json", by_alias=True))
    shown = {k: v for k, v in told.items() if v is not None and k not in _NOT_SHOWN}
    return ToolMessage(
        content=json.dumps(shown, ensure_ascii=False, separators=(",", ":"))[:MAX_CONTENT],
        name=name,
        tool_call_id=str(call["id"]),
        artifact=told,
        status="error" if failed else "success",
        additional_kwargs={MISTAKE: True} if mistaken else {},
    )


async def _artifact(call: ToolCall, tool: Tool | None, city: City, asking: Asking, left: float) -> Artifact:
    if tool is None:
        return _missing(call["name"], "unknown_tool")
    try:
        args = tool.args.model_validate(call["args"])
    except ValidationError:
        return _missing(tool.name, "invalid_arguments")
    try:
        seconds = max(0.05, min(tool.timeout_seconds, left))
        async with asyncio.timeout(seconds):
            with budget(seconds - FALLBACK_SECONDS):
                return await tool.run(args, city, asking)
    except TimeoutError:
        return _missing(tool.name, "timeout", [tool.needs or tool.name])
    except Exception as error:
        if isinstance(error, ValueError) and _by_model(call):
            return _missing(tool.name, "invalid_arguments")
        log.exception("tool_failed", tool=tool.name)
        return _missing(tool.name, "unavailable", [tool.needs or tool.name])


def _missing(name: str, reason: Reason, unavailable: list[str] | None = None) -> Missing:
    return Missing(tool=name, reason=reason, unavailable=unavailable or [])
