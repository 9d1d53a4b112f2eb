"""An OpenAI-compatible endpoint that says what a test tells it to say, or fails in the ways such an endpoint can."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any

NAME = "scripted"


@dataclass(frozen=True)
class Says:
    """Streams a text word by word."""

    text: str


@dataclass(frozen=True)
class Calls:
    """Asks for a tool."""

    name: str
    args: dict[str, Any]


@dataclass(frozen=True)
class Fails:
    """Answers with a status that is not 200."""

    status: int = 500


@dataclass(frozen=True)
class Stalls:
    """Says this much, then nothing more, and keeps the connection."""

    text: str = ""


@dataclass(frozen=True)
class Breaks:
    """Says this much, then breaks the stream off in the middle of a line."""

    text: str


Reply = Says | Calls | Fails | Stalls | Breaks


@dataclass
class ModelServer:
    """An ASGI application. `replies` are given in order, the last one again and again; `requests` holds what was asked."""

    replies: list[Reply] = field(default_factory=lambda: [Says("Hello.")])
    requests: list[dict[str, Any]] = field(default_factory=list)
    hung_up: int = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        self.requests.append(json.loads(body))
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Fails):
            await _start(send, reply.status, b"application/json")
            await send({"type": "http.response.body", "body": b'{"error":{"message":"out of order","type":"server_error"}}'})
            return
        await _start(send, 200, b"text/event-stream")
        for delta in _deltas(reply):
            await _send(send, {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
        if isinstance(reply, Stalls):
            await self._until_gone(receive)
            return
        if isinstance(reply, Breaks):
            await send({"type": "http.response.body", "body": b'data: {"choices": [{"del', "more_body": False})
            return
        reason = "tool_calls" if isinstance(reply, Calls) else "stop"
        await _send(send, {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
        await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})

    async def _until_gone(self, receive: Any) -> None:
        """Waits until the caller has hung up, a minute at most."""
        try:
            async with asyncio.timeout(60):
                while (await receive())["type"] != "http.disconnect":
                    pass
                self.hung_up += 1
        except TimeoutError:
            return


def _deltas(reply: Reply) -> list[dict[str, Any]]:
    first: dict[str, Any] = {"role": "assistant", "content": ""}
    if isinstance(reply, Calls):
        function = {"name": reply.name, "arguments": json.dumps(reply.args)}
        return [first, {"tool_calls": [{"index": 0, "id": "call_1", "type": "function", "function": function}]}]
    text = "" if isinstance(reply, Fails) else reply.text
    return [first, *({"content": piece} for piece in re.findall(r"\S+\s*|\s+", text))]


async def _start(send: Any, status: int, kind: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})


async def _send(send: Any, chunk: dict[str, Any]) -> None:
    whole = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": NAME, **chunk}
    await send({"type": "http.response.body", "body": f"data: {json.dumps(whole)}\n\n".encode(), "more_body": True})
