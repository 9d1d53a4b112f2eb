"""The last look at an answer before it counts: it exists, it says nothing it must not, it is in the asked language."""

from __future__ import annotations

import re
from typing import Any

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime

from graph.composer.model import artifact_of
from graph.composer.write import paragraphs, write
from graph.context import Context
from graph.emit import emit
from graph.history import answer_of_turn, results_of_turn
from graph.services import Services
from graph.state import State
from graph.understanding.model import Understanding

_FORBIDDEN = re.compile(
    r"triangle of life|hayat üçgeni|yaşam üçgeni|triangle de vie|треугольник жизни|dreieck des lebens|مثلث الحياة"
    r"|help is on (?:the|its) way|yardım yolda|les secours arrivent"
    r"|помощь (?:уже )?в пути|hilfe ist unterwegs|المساعدة في الطريق",
    re.IGNORECASE,
)


async def verify(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    """Replaces an empty or forbidden answer by the grounded composer's, and tells the client to start again."""
    answer = answer_of_turn(state["messages"])
    if answer is not None and answer.text and not _FORBIDDEN.search(str(answer.text)):
        return {}
    turn = state["turn"]
    understanding = Understanding.model_validate(turn["understanding"])
    artifacts = [artifact_of(m) for m in results_of_turn(state["messages"])]
    context = runtime.context or Context()
    draft = write(understanding, artifacts, services.now(context.now), turn["id"], missing=turn.get("missing", []))
    text = paragraphs(draft.blocks)
    emit(runtime, "reset", reason="answer_rejected")
    emit(runtime, "token", text=text)
    extra = {"sources": draft.sources, "suggestions": draft.suggestions}
    return {"messages": [AIMessage(content=text, id=answer.id if answer else None, additional_kwargs=extra)]}
