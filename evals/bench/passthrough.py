"""The least that stands between a client and a model: FastAPI, `openai`'s client, one server-sent event for each chunk."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator

import openai
import uvicorn
from fastapi import FastAPI
from sse_starlette import EventSourceResponse, ServerSentEvent

from evals.bench.bare import Message
from evals.bench.wire import HOST, PATH


def create_app(base_url: str) -> FastAPI:
    """Passes every message to the endpoint, and its words back."""
    app, client = FastAPI(), openai.AsyncOpenAI(base_url=base_url, api_key="local", max_retries=0)

    async def said(message: str) -> AsyncIterator[ServerSentEvent]:
        asked = await client.chat.completions.create(model="any", messages=[{"role": "user", "content": message}], stream=True)
        async for chunk in asked:
            if chunk.choices and (text := chunk.choices[0].delta.content):
                yield ServerSentEvent(json.dumps({"text": text}), event="token", sep="\n")
        yield ServerSentEvent("{}", event="done", sep="\n")

    @app.post(PATH)
    async def stream(message: Message) -> EventSourceResponse:
        return EventSourceResponse(said(message.message), sep="\n")

    return app


if __name__ == "__main__":
    uvicorn.run(create_app(os.environ["LLM_BASE_URL"]), host=HOST, port=int(os.environ["PORT"]), log_level="warning")
