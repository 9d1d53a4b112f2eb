"""Is somebody in danger? Decided by code and data alone, before anything else is computed."""

from __future__ import annotations

from typing import Any, Literal, cast

from langchain_core.messages import AIMessage
from langgraph.errors import NodeError
from langgraph.runtime import Runtime
from langgraph.types import Command

from data.schema import Language
from graph.context import Context
from graph.emit import emit
from graph.log import log
from graph.services import Services
from graph.state import State
from graph.triage.follow_up import UNCLEAR, begin, leads
from graph.triage.triage import Verdict
from graph.understanding.dialogue import Memory
from graph.understanding.model import DetectedSignal, EmergencyFinding, Understanding
from tools.results import Card

ELSEWHERE = 0.02
"""Chance of an emergency below which a message after a card that does not speak of it is answered, under the card."""


async def triage(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    """An emergency is answered here and now with its card, and what follows it with fixed text until it is over.

    A possible one is noted for the composer, which asks.
    """
    loaded, context = services.loaded, runtime.context or Context()
    memory = state.get("memory") or Memory()
    text = state["turn"]["text"]
    verdict = loaded.triage.assess(text)
    language = _language(services, verdict, context, memory, text)
    under_way = memory.get("emergency")
    if under_way and under_way["active"]:
        reply = loaded.follow_ups.answer(text, language, under_way)
        if leads(reply, verdict, under_way):
            services.audit.follow_up(reply.intent, under_way["kind"], reply.state["active"])
            carried = Memory(**{**memory, "emergency": reply.state})
            if reply.intent == UNCLEAR and verdict.score < ELSEWHERE:
                card = loaded.city.cards.card(under_way["kind"], language, _place(services, context))
                return {**_offered(under_way["kind"], card), "memory": carried}
            if reply.text:
                card = loaded.city.cards.card(under_way["kind"], language, _place(services, context))
                shown = card if reply.show_card else None
                return _answered(runtime, verdict, language, under_way["kind"], shown, reply.text, carried)
            return {"turn": {"emergency": None}, "memory": carried}
    if verdict.level == "emergency":
        kind = verdict.kind or "general"
        card = loaded.city.cards.card(kind, language, _place(services, context))
        carried = Memory(**{**memory, "language": language, "emergency": begin(kind)})
        services.audit.record(verdict, language, place_known=context.lat is not None, shown=True)
        return _answered(runtime, verdict, language, kind, card, card_text(card), carried)
    if verdict.level == "none":
        return {"turn": {"emergency": None}}
    kind = verdict.kind or "general"
    services.audit.record(verdict, language, place_known=context.lat is not None, shown=False)
    card = loaded.city.cards.card(kind, language, _place(services, context))
    return _offered(kind, card)


def _offered(kind: str, card: Card) -> dict[str, Any]:
    """The card above a usual answer, which also asks whether everybody is safe."""
    return {"turn": {"emergency": {"kind": kind, "level": "possible"}, "card": card.model_dump()}}


def _answered(
    runtime: Runtime[Context],
    verdict: Verdict,
    language: Language,
    kind: str,
    card: Card | None,
    text: str,
    memory: Memory,
) -> dict[str, Any]:
    """The card goes out first; the turn is done."""
    if card:
        emit(runtime, "emergency", card=card.model_dump(), language=language)
    confidence = round(min(1.0, verdict.score), 4) if verdict.level == "emergency" else 1.0
    understanding = Understanding(
        language=language,
        signals=[DetectedSignal(name="emergency", confidence=confidence)],
        emergency=EmergencyFinding(kind=kind, level="emergency"),
    )
    emit(runtime, "understanding", understanding=understanding.model_dump())
    emit(runtime, "token", text=text)
    return {
        "turn": {
            "language": language,
            "emergency": {"kind": kind, "level": "emergency"},
            "card": card.model_dump() if card else None,
            "understanding": understanding.model_dump(),
        },
        "messages": [AIMessage(content=text)],
        "memory": memory,
    }


async def without_triage(state: State, error: NodeError, runtime: Runtime[Context]) -> Command[str]:
    """Triage is not meant to fail. Should it, the answer asks whether everybody is safe and names 112."""
    log.error("node_failed", node=error.node, exc_info=error.error)
    return Command(update={"turn": {"emergency": {"kind": "general", "level": "possible"}}}, goto="recall")


async def after_triage(state: State) -> Literal["remember", "recall"]:
    finding = state["turn"].get("emergency")
    return "remember" if finding and finding["level"] == "emergency" else "recall"


def card_text(card: Card) -> str:
    """The card as plain text: numbers, steps, and what to show a bystander."""
    numbers = "\n".join(f"{n.number} – {n.label}" for n in card.numbers)
    steps = "\n".join(f"{i}. {step}" for i, step in enumerate(card.steps, start=1))
    return f"{numbers}\n\n{steps}\n\n{card.show_in_turkish}"


def _language(services: Services, verdict: Verdict, context: Context, memory: Memory, text: str) -> Language:
    """The declared language, else the message's own, else the conversation's."""
    told = context.language or verdict.language
    if told is None and verdict.level != "none":
        told = services.loaded.understander.language(text, None, memory)[0]
    return told or cast(Language | None, memory.get("language")) or "en"


def _place(services: Services, context: Context) -> str | None:
    if context.lat is None or context.lon is None:
        return None
    return services.loaded.city.landmark(context.lat, context.lon)
