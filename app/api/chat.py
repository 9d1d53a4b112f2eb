"""One turn: as a whole, or as a stream."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse

from app.api.responses import BODY, problems
from app.contract import MessageRequest
from app.dependencies import Owner, TheRuns
from app.problems import ProblemError
from app.wire import sse
from graph.answer import Answer

router = APIRouter(prefix="/api/v1", tags=["chat"])

_STREAM_EXAMPLE = (
    'id: 1\nevent: start\ndata: {"conversation_id":"0b7c…","message_id":"9f1d…"}\n\n'
    'id: 2\nevent: token\ndata: {"text":"Good "}\n\n'
    'id: 3\nevent: done\ndata: {"answer":{…}}\n\n'
)


@router.post("/chat", response_model=Answer, responses=problems(*BODY, 404, 429, 503))
async def chat(request: MessageRequest, http: Request, runs: TheRuns, owner: Owner) -> Answer:
    """One turn, the whole answer as JSON. A client that leaves cancels the turn."""
    turn = asyncio.create_task(runs.answer(request, await runs.conversation(request, owner)))
    left = asyncio.create_task(_left(http))
    try:
        await asyncio.wait({turn, left}, return_when=asyncio.FIRST_COMPLETED)
        if not turn.done():
            raise ProblemError(499, "client_left", "the client closed the connection")
        return turn.result()
    finally:
        for task in (turn, left):
            task.cancel()
        await asyncio.gather(turn, left, return_exceptions=True)


async def _left(http: Request) -> None:
    """Returns when the client is gone."""
    while (await http.receive())["type"] != "http.disconnect":
        pass


@router.post(
    "/chat/stream",
    response_class=EventSourceResponse,
    responses={
        200: {
            "description": "Server-sent events: start, understanding, tool*, token*, done; or emergency first",
            "content": {"text/event-stream": {"example": _STREAM_EXAMPLE}},
        },
        **problems(*BODY, 404, 429, 503),
    },
)
async def chat_stream(request: MessageRequest, runs: TheRuns, owner: Owner) -> EventSourceResponse:
    """The same turn as server-sent events."""
    turn = runs.batches(request, await runs.conversation(request, owner))
    return sse.respond(turn, runs.services.settings.shutdown_grace_seconds)
