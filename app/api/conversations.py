"""A conversation's messages; erasing it with its checkpoints."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.api.responses import problems
from app.contract import Conversation, HistoryMessage
from app.dependencies import Owner, TheMemory, TheRuns
from app.problems import ProblemError
from app.runs import STORE_ERRORS

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

Id = Annotated[str, Path(min_length=1, max_length=64, examples=["0b7c4c6e5f1f4f0c9f7a2d3b1a6c8e90"])]


@router.get("/{conversation_id}", response_model=Conversation, responses=problems(404, 422, 503))
async def read(conversation_id: Id, memory: TheMemory, runs: TheRuns, owner: Owner) -> Conversation:
    """What was said, oldest first; tools' data are left out."""
    await _owned(memory, conversation_id, owner)
    state = await runs.graph.aget_state({"configurable": {"thread_id": conversation_id}})
    said = [m for m in state.values.get("messages", []) if m.type in ("human", "ai") and m.text]
    return Conversation(
        conversation_id=conversation_id,
        messages=[HistoryMessage(role="user" if m.type == "human" else "assistant", text=str(m.text)) for m in said],
    )


@router.delete("/{conversation_id}", status_code=204, responses=problems(404, 422, 503))
async def erase(conversation_id: Id, memory: TheMemory, owner: Owner) -> Response:
    """Erases the conversation with its checkpoints."""
    await _owned(memory, conversation_id, owner)
    await memory.erase(conversation_id)
    return Response(status_code=204)


async def _owned(memory: TheMemory, conversation_id: str, owner: str | None) -> None:
    try:
        owned = await memory.records.owned(conversation_id, owner)
    except STORE_ERRORS as error:
        raise ProblemError(503, "store_unavailable", "the store cannot be reached", headers={"Retry-After": "5"}) from error
    if not owned:
        raise ProblemError(404, "conversation_not_found", "there is no such conversation")
