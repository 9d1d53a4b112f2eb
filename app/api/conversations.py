"""A conversation's messages; erasing it with its checkpoints."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.api.responses import problems
from app.contract import Conversation, HistoryMessage
from app.dependencies import Owner, TheMemory, TheRuns

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

Id = Annotated[str, Path(min_length=1, max_length=64, examples=["0b7c4c6e5f1f4f0c9f7a2d3b1a6c8e90"])]


@router.get("/{conversation_id}", response_model=Conversation, responses=problems(404, 422, 503))
async def read(conversation_id: Id, runs: TheRuns, owner: Owner) -> Conversation:
    """What was said, oldest first; tools' data are left out."""
    await runs.owned(conversation_id, owner)
    state = await runs.graph.aget_state({"configurable": {"thread_id": conversation_id}})
    said = [m for m in state.values.get("messages", []) if m.type in ("human", "ai") and m.text]
    return Conversation(
        conversation_id=conversation_id,
        messages=[HistoryMessage(role="user" if m.type == "human" else "assistant", text=str(m.text)) for m in said],
    )


@router.delete("/{conversation_id}", status_code=204, responses=problems(404, 422, 503))
async def erase(conversation_id: Id, memory: TheMemory, runs: TheRuns, owner: Owner) -> Response:
    """Erases the conversation with its checkpoints."""
    await runs.owned(conversation_id, owner)
    await memory.erase(conversation_id)
    return Response(status_code=204)
