"""The least a streaming endpoint can do: FastAPI and sse-starlette sending frames that are already there."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sse_starlette import EventSourceResponse, ServerSentEvent

from evals.bench.wire import HOST, PATH


class Message(BaseModel):
    """The request of the contract."""

    message: str
    conversation_id: str | None = None
    language: str | None = None
    location: dict[str, float] | None = None


def create_app(recorded: dict[str, list[dict[str, str]]]) -> FastAPI:
    """Answers each known message with its frames."""
    app = FastAPI()

    @app.post(PATH)
    async def stream(message: Message) -> EventSourceResponse:
        return EventSourceResponse(_sent(recorded[message.message]), sep="\n")

    return app


async def _sent(frames: list[dict[str, str]]) -> AsyncIterator[ServerSentEvent]:
    for frame in frames:
        yield ServerSentEvent(frame["data"], event=frame["event"], id=frame["id"], sep="\n")


if __name__ == "__main__":
    held = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    uvicorn.run(create_app(held), host=HOST, port=int(os.environ["PORT"]), log_level="warning")
