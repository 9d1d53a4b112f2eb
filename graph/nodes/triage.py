"""Is somebody in danger? Decided by code and data alone, before anything else is computed."""

from __future__ import annotations

from typing import Any, Literal, cast

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime

from data.schema import Language
from graph.context import Context
from graph.emit import emit
from graph.services import Services
from graph.state import State
from graph.understanding.model import DetectedSignal, EmergencyFinding, Understanding
from tools.results import Card


async def triage(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    """An emergency is answered here and now with its card; a possible one is noted for the composer."""
    loaded, context = services.loaded, runtime.context or Context()
    verdict = loaded.triage.assess(state["turn"]["text"])
    if verdict.level == "none" or (verdict.kind is None and verdict.level == "possible"):
        return {"turn": {"emergency": None}}
    kind = verdict.kind or "general"
    carried = cast(Language | None, (state.get("memory") or {}).get("language"))
    language: Language = context.language or verdict.language or carried or "en"
    card = loaded.city.cards.card(kind, language, _place(services, context))
    finding = EmergencyFinding(kind=kind, level=verdict.level)
    if verdict.level == "possible":
        return {"turn": {"emergency": finding.model_dump(), "card": card.model_dump()}}
    emit(runtime, "emergency", card=card.model_dump())
    understanding = Understanding(
        language=language,
        signals=[DetectedSignal(name="emergency", confidence=round(min(1.0, verdict.score), 4))],
        emergency=finding,
    )
    emit(runtime, "understanding", understanding=understanding.model_dump())
    text = card_text(card)
    emit(runtime, "token", text=text)
    return {
        "turn": {
            "language": language,
            "emergency": finding.model_dump(),
            "card": card.model_dump(),
            "understanding": understanding.model_dump(exclude_none=True),
        },
        "messages": [AIMessage(content=text)],
    }


async def after_triage(state: State) -> Literal["remember", "recall"]:
    finding = state["turn"].get("emergency")
    return "remember" if finding and finding["level"] == "emergency" else "recall"


def card_text(card: Card) -> str:
    """The card as plain text: numbers, steps, and what to show a bystander."""
    numbers = "\n".join(f"{n.number} – {n.label}" for n in card.numbers)
    steps = "\n".join(f"{i}. {step}" for i, step in enumerate(card.steps, start=1))
    return f"{numbers}\n\n{steps}\n\n{card.show_in_turkish}"


def _place(services: Services, context: Context) -> str | None:
    if context.lat is None or context.lon is None:
        return None
    return services.loaded.city.landmark(context.lat, context.lon)
