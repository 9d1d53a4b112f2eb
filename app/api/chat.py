"""One turn: as a whole, or as a stream."""

from __future__ import annotations

from fastapi import APIRouter
from sse_starlette import EventSourceResponse

from app.api.responses import BODY, problems
from app.contract import MessageRequest
from app.dependencies import Owner, TheRuns
from app.wire import sse
from graph.answer import Answer

router = APIRouter(prefix="/api/v1", tags=["chat"])

_STREAM_EXAMPLE = (
    'id: 1\nevent: start\ndata: {"conversation_id":"0b7c…","message_id":"9f1d…"}\n\n'
    'id: 2\nevent: token\ndata: {"text":"Good "}\n\n'
    'id: 3\nevent: done\ndata: {"answer":{…}}\n\n'
)


@router.post("/chat", response_model=Answer, responses=problems(*BODY, 404))
async def chat(request: MessageRequest, runs: TheRuns, owner: Owner) -> Answer:
    """One turn, the whole answer as JSON."""
    return await runs.answer(request, await runs.conversation(request, owner))


@router.post(
    "/chat/stream",
    response_class=EventSourceResponse,
    responses={
        200: {
            "description": "Server-sent events: start, understanding, tool*, token*, done; or emergency first",
            "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _STREAM_EXAMPLE}},
        },
        **problems(*BODY, 404),
    },
)
async def chat_stream(request: MessageRequest, runs: TheRuns, owner: Owner) -> EventSourceResponse:
    """The same turn as server-sent events."""
    return sse.respond(runs.batches(request, await runs.conversation(request, owner)))
