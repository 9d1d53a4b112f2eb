"""What a message means, without running a tool or a model."""

from __future__ import annotations

from typing import cast

from fastapi import APIRouter

from app.api.responses import BODY, problems
from app.contract import MessageRequest
from app.dependencies import Owner, TheRuns, TheServices
from graph.understanding.dialogue import Memory
from graph.understanding.model import DetectedSignal, EmergencyFinding, Understanding

router = APIRouter(prefix="/api/v1", tags=["understanding"])


@router.post("/understand", response_model=Understanding, responses=problems(*BODY, 404, 503))
async def understand(request: MessageRequest, services: TheServices, runs: TheRuns, owner: Owner) -> Understanding:
    """Language, signals, entities, constraints and emergency of a message; with a conversation, in its context."""
    loaded = services.loaded
    carried = Memory()
    if request.conversation_id is not None:
        await runs.owned(request.conversation_id, owner)
        state = await runs.graph.aget_state({"configurable": {"thread_id": request.conversation_id}})
        carried = cast(Memory, state.values.get("memory") or {})
    verdict = loaded.triage.assess(request.message)
    now = services.clock()
    reading = await loaded.understander.attend(request.message, now=now, declared=request.language, memory=carried)
    understanding = reading.understanding
    if verdict.level == "none":
        return understanding
    signals = understanding.signals
    if verdict.level == "emergency":
        signals = [DetectedSignal(name="emergency", confidence=round(min(1.0, verdict.score), 4)), *signals]
    finding = EmergencyFinding(kind=verdict.kind or "general", level=verdict.level)
    return understanding.model_copy(update={"signals": signals, "emergency": finding})
