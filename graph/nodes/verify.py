"""The last look at an answer before it counts. What a model says was judged clause by clause on its way out (`graph.gate`)."""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime

from graph.composer.model import artifact_of
from graph.composer.write import paragraphs, write
from graph.context import Context
from graph.emit import emit
from graph.gate.conduct import forbidden
from graph.history import answer_of_turn, results_of_turn
from graph.services import Services
from graph.state import State
from graph.understanding.model import Understanding


async def verify(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    """Replaces an empty or forbidden answer by the grounded composer's, and tells the client to start again."""
    answer = answer_of_turn(state["messages"])
    spoken = answer is not None and bool(answer.additional_kwargs.get("model"))
    if answer is not None and answer.text and not (spoken and forbidden(str(answer.text))):
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
