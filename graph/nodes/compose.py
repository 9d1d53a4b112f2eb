"""The model speaks, through the gate; when it fails the next one does, and the grounded composer always can."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, ToolCall
from langchain_core.runnables import RunnableConfig
from langgraph.constants import TAG_NOSTREAM
from langgraph.errors import NodeError
from langgraph.runtime import Runtime
from langgraph.types import Command

from graph.briefing import Brief, brief
from graph.composer.model import GroundedComposer, artifact_of, pieces
from graph.composer.words import words
from graph.composer.write import Draft, sentence
from graph.context import Context
from graph.degradation import of_names, worsened
from graph.emit import emit
from graph.gate.conduct import Secrets
from graph.gate.evidence import Evidence, Record
from graph.gate.gate import Gate, Stopped
from graph.history import of_turn, results_of_turn
from graph.log import log
from graph.models import failures
from graph.nodes.tools import CODE_ONLY, MODEL_CALL
from graph.services import Services
from graph.settings import ModelEndpoint
from graph.state import State
from graph.tokens import tokens
from graph.understanding.model import Understanding
from graph.usage import CLAUSES, HELD, JUDGING, cost, counted
from prompts.load import text as prompt
from tools.guard import Failed, Unavailable, budget

MAX_TOOL_ROUNDS = 3
"""Rounds of tools a model may ask for, after the one that dispatch planned."""
MAX_CALLS = 4
"""Calls in one round; further ones are not made."""
ANSWER_SECONDS = 0.5
"""Kept back from the turn's deadline for the grounded composer."""
_COMPLEX_TEXT = 240


class Unusable(Exception):
    """A model's answer that cannot be shown, through no fault of its endpoint."""


@dataclass
class _Speech:
    """One call of a model, as it goes."""

    name: str
    brief: Brief
    gate: Gate
    began: float = field(default_factory=time.perf_counter)
    first_text: float | None = None
    first_shown: float | None = None
    said: str = ""
    shown: bool = False


async def compose(state: State, runtime: Runtime[Context], config: RunnableConfig, services: Services) -> dict[str, Any]:
    """One `AIMessage`: the answer, or more tool calls of a model that asks for them."""
    usage: dict[str, Any] | None = state["turn"].get("usage")
    tried = False
    for name, model, endpoint in _ordered(state, services):
        left = state["turn"]["deadline_at"] - time.time() - ANSWER_SECONDS
        if left <= ANSWER_SECONDS:
            break
        try:
            speech = _speech(name, state, runtime, services)
            if _too_dear(speech, endpoint, usage, services):
                log.warning("model_too_dear", model=name)
                continue
            with budget(left):
                message, used = await _speak(speech, model, endpoint, state, runtime, config, services, usage)
            return {"messages": [message], "turn": {"usage": used}}
        except Stopped as stopped:
            log.warning("model_stopped", model=name, check=stopped.check)
            usage = _used(speech, None, endpoint, usage)
            emit(runtime, "reset", reason="answer_rejected")
            tried = True
            break
        except Unavailable as error:
            log.warning("model_failed", model=name, failure=error.failure)
        except Exception as error:
            log.warning("model_failed", model=name, error=type(error).__name__)
        tried = True
        emit(runtime, "reset", reason="model_failed")
    message = await _compose_grounded(services.loaded.composer, state, runtime, config)
    turn: dict[str, Any] = {"usage": usage} if usage else {}
    if tried:
        turn["degradation"] = worsened(state["turn"].get("degradation"), "model").model_dump()
    return {"messages": [message], **({"turn": turn} if turn else {})}


def _ordered(state: State, services: Services) -> list[tuple[str, BaseChatModel, ModelEndpoint | None]]:
    """The chain, models that suit the turn first; the one that has begun to call tools goes on."""
    known = {e.model: e for e in services.settings.endpoints()}
    chain = [(name, model, known.get(name)) for name, model in services.loaded.speakers]
    suits = "complex" if is_complex(state) else "simple"
    began = (state["turn"].get("usage") or {}).get("model")
    return sorted(chain, key=lambda link: (link[0] != began, link[2] is not None and link[2].suits not in (suits, "any")))


def is_complex(state: State) -> bool:
    """Several wishes at once, a plan, or a long message: worth a stronger model, if there is one."""
    understanding = Understanding.model_validate(state["turn"]["understanding"])
    wishes = [s.name for s in understanding.signals]
    constraints = understanding.constraints.model_dump(exclude_none=True)
    long = len(state["turn"].get("text", "")) > _COMPLEX_TEXT
    return long or len(wishes) >= 3 or "needs_itinerary" in wishes or len(constraints) >= 4


def _speech(name: str, state: State, runtime: Runtime[Context], services: Services) -> _Speech:
    turn, settings = state["turn"], services.settings
    language = turn["understanding"]["language"]
    artifacts = [artifact_of(m) for m in results_of_turn(state["messages"])]
    now = services.now((runtime.context or Context()).now)
    unavailable = (turn.get("degradation") or {}).get("unavailable", [])
    told = brief(state["messages"], language, artifacts, unavailable, now, settings.llm_context_tokens)
    evidence = Evidence.of(artifacts, turn["text"], language, now, services.loaded.city.gazetteer)
    draft = Draft(words(language), turn["id"], now, Understanding.model_validate(turn["understanding"]))
    draft.sources = [s.id for s in told.sources]

    def instead(record: Record, kind: str) -> str | None:
        return sentence(draft, record.found, record.place, kind) if record.found and record.place else None

    keys = [e.api_key.get_secret_value() for e in settings.endpoints()]
    gate = Gate(evidence, services.loaded.city.gazetteer, Secrets.of(told.secret, *keys), instead)
    return _Speech(name, told, gate)


def _too_dear(speech: _Speech, endpoint: ModelEndpoint | None, usage: dict[str, Any] | None, services: Services) -> bool:
    limit = services.settings.llm_max_cost
    if not limit or endpoint is None:
        return False
    spent = float((usage or {}).get("cost_usd", 0.0))
    return spent + cost(endpoint, speech.brief.tokens, endpoint.max_tokens) > limit


async def _speak(
    speech: _Speech, model: BaseChatModel, endpoint: ModelEndpoint | None, state: State, runtime: Runtime[Context],
    config: RunnableConfig, services: Services, usage: dict[str, Any] | None,
) -> tuple[AIMessage, dict[str, Any]]:  # fmt: skip
    """Streams a language model through the gate. Raises `Unavailable`, `Unusable` or `Stopped`."""
    may_call = _rounds(state) < MAX_TOOL_ROUNDS and (endpoint is None or endpoint.tools)
    schemas = [t.schema() for name, t in services.tools.items() if name not in CODE_ONLY]
    bound = model.bind_tools(schemas) if may_call else model
    quiet: RunnableConfig = {**config, "tags": [*(config.get("tags") or []), TAG_NOSTREAM]}
    whole: AIMessage | None = None
    limit = 4 * (endpoint.max_tokens if endpoint else 1000) * 2
    async with services.guards.of("model", speech.name).admission():
        with failures():
            async for chunk in bound.astream(speech.brief.messages, quiet):
                whole = chunk if whole is None else whole + chunk  # type: ignore[assignment]
                speech.said += str(chunk.text)
                if speech.gate.ended or len(speech.said) > limit:
                    break  # a model that does not stop is stopped; what it said so far is judged
                _show(speech, speech.gate.feed(str(chunk.text)), runtime)
        ended = whole is not None and (
            whole.response_metadata.get("finish_reason")
            or speech.gate.ended
            or len(speech.said) > limit
            or not hasattr(model, "openai_api_base")
        )
        if whole is None or not ended:
            raise Failed("closed")  # cut off in the middle
    calls = _calls(whole, state) if may_call else []
    if calls:
        if speech.shown:
            emit(runtime, "reset", reason="looking_up")
        return AIMessage(content="", tool_calls=calls), _used(speech, whole, endpoint, usage)
    if whole.tool_calls or whole.invalid_tool_calls:
        raise Unusable("asks for tools and nothing else")
    _show(speech, speech.gate.finish(), runtime)
    used = _used(speech, whole, endpoint, usage)
    _observe(speech)
    text = speech.gate.text.strip()
    kept_back = {f.text for f in speech.gate.failures}
    if not text or len(kept_back) * 2 > speech.gate.judged:
        raise Stopped("claim")
    sources = [s.id for s in speech.brief.sources]
    return AIMessage(content=text, additional_kwargs={"sources": sources, "suggestions": [], "model": speech.name}), used


def _show(speech: _Speech, released: str, runtime: Runtime[Context]) -> None:
    if speech.said and speech.first_text is None:
        speech.first_text = time.perf_counter()
    if released and not speech.shown:
        released = released.lstrip()
    if released:
        if not speech.shown and speech.first_text is not None:
            speech.shown, speech.first_shown = True, time.perf_counter()
            HELD.observe(speech.first_shown - speech.first_text)
        emit(runtime, "token", text=released)


def _rounds(state: State) -> int:
    """Rounds of tools that a model asked for in this turn."""
    asked = [m for m in of_turn(state["messages"]) if isinstance(m, AIMessage) and m.tool_calls]
    return sum(any(str(c["id"]).startswith(MODEL_CALL) for c in m.tool_calls) for m in asked)


def _calls(whole: AIMessage, state: State) -> list[ToolCall]:
    """The calls to make, with ids of this turn's own: broken ones too, so that each of them is answered."""
    asked: list[tuple[str, dict[str, Any]]] = [(c["name"], c["args"]) for c in whole.tool_calls]
    asked += [(c["name"] or "", {"not_json": str(c["args"])[:200]}) for c in whole.invalid_tool_calls]
    number = len(of_turn(state["messages"]))
    return [
        ToolCall(name=name or "unnamed", args=args, id=f"{MODEL_CALL}{state['turn']['id']}:{number}:{n}", type="tool_call")
        for n, (name, args) in enumerate(asked[:MAX_CALLS])
    ]


def _used(
    speech: _Speech, whole: AIMessage | None, endpoint: ModelEndpoint | None, before: dict[str, Any] | None
) -> dict[str, Any]:
    """The turn's usage with this call; counted by our own tokenizer where the endpoint says nothing."""
    given = whole.usage_metadata if whole is not None else None
    calls = json.dumps(whole.tool_calls, default=str) if whole is not None and whole.tool_calls else ""
    read = given["input_tokens"] if given else speech.brief.tokens
    wrote = given["output_tokens"] if given else tokens(speech.said) + tokens(calls)
    more: dict[str, Any] = {"prompt": {"name": "model", "version": speech.brief.version, "hash": speech.brief.hash}}
    more["estimated"] = not given or bool((before or {}).get("estimated"))
    more["kept_back"] = len({f.text for f in speech.gate.failures})
    more["gate_ms"] = round(speech.gate.spent_ms, 2)
    if speech.first_text is not None:
        more["first_text_ms"] = round((speech.first_text - speech.began) * 1000, 2)
    if speech.first_text is not None and speech.first_shown is not None:
        more["held_ms"] = round((speech.first_shown - speech.first_text) * 1000, 2)
    return counted(before, speech.name, read, wrote, cost(endpoint, read, wrote), **more)


def _observe(speech: _Speech) -> None:
    JUDGING.observe(speech.gate.spent_ms / 1000)
    failed = {f.text: f.check for f in speech.gate.failures}
    CLAUSES.labels("released").inc(max(0, speech.gate.judged - len(failed)))
    for check in failed.values():
        CLAUSES.labels(check).inc()
    for failure in speech.gate.failures:
        log.info("clause_kept_back", model=speech.name, check=failure.check)


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
