"""A language model's endpoint for tests and evals: the OpenAI chat protocol over TCP, saying what a script tells it to.

`python -m evals.endpoint script.json` serves it alone. It fails in the ways such endpoints fail, so that `openai`'s and
LangChain's own clients can be tried against it unmodified.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn

NAME = "scripted"
PATIENCE = 60.0
"""Seconds after which a stalled reply gives up waiting for its caller to leave."""
_PIECE = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Says:
    """Streams a text word by word. `before` seconds pass before the first word, `between` before each further one."""

    text: str
    before: float = 0.0
    between: float = 0.0


@dataclass(frozen=True)
class Calls:
    """Asks for a tool, and for others `beside` it. `raw` are the arguments as they are sent, valid JSON or not."""

    name: str
    args: dict[str, Any]
    beside: tuple[Calls, ...] = ()
    raw: str | None = None
    text: str = ""


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


@dataclass(frozen=True)
class Empty:
    """Answers with no choice at all."""


@dataclass(frozen=True)
class Endless:
    """Says this again and again until the caller hangs up."""

    text: str


@dataclass(frozen=True)
class Leaks:
    """Repeats the system message it was given, as a model does that was talked into it."""

    before: str = ""


Reply = Says | Calls | Fails | Stalls | Breaks | Empty | Endless | Leaks
KINDS: dict[str, type[Any]] = {
    kind.__name__.lower(): kind for kind in (Says, Calls, Fails, Stalls, Breaks, Empty, Endless, Leaks)
}
Request = dict[str, Any]
Script = Callable[[Request], Reply]


def reply(written: dict[str, Any]) -> Reply:
    """A reply as a script file writes it: `{"kind": "says", "text": "…"}`. Raises `KeyError`, `TypeError`."""
    given = {k: v for k, v in written.items() if k != "kind"}
    if "beside" in given:
        given["beside"] = tuple(Calls(**call) for call in given["beside"])
    made: Reply = KINDS[written["kind"]](**given)
    return made


def rules(written: Iterable[dict[str, Any]]) -> Script:
    """The first rule `{"contains": "…", "replies": […]}` whose text is in the last user message gives the replies of a turn.

    The n-th reply follows n rounds of tools, the last one again and again; nothing is kept between requests.
    """
    known = [(rule.get("contains", ""), [reply(r) for r in rule["replies"]]) for rule in written]

    def script(request: Request) -> Reply:
        asked, rounds = _asked(request)
        replies = next((r for contains, r in known if contains in asked), [Says("Hello.")])
        return replies[min(rounds, len(replies) - 1)]

    return script


def _asked(request: Request) -> tuple[str, int]:
    """The last user message, and the rounds of tool calls after it."""
    messages = request.get("messages", [])
    at = max((n for n, m in enumerate(messages) if m["role"] == "user"), default=-1)
    content = messages[at]["content"] if at >= 0 else ""
    return str(content), sum(bool(m.get("tool_calls")) for m in messages[at + 1 :])


@dataclass
class ModelServer:
    """An ASGI application. Without a `script`, `replies` are given in order, the last one again and again.

    `requests` holds what was asked, `hung_up` counts callers that left before the end.
    """

    replies: list[Reply] = field(default_factory=lambda: [Says("Hello.")])
    requests: list[Request] = field(default_factory=list)
    hung_up: int = 0
    script: Script | None = None
    keep: bool = True

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
        if scope["path"].endswith("/models"):
            await _json(
                send, 200, {"object": "list", "data": [{"id": NAME, "object": "model", "created": 1, "owned_by": "tests"}]}
            )
            return
        request = json.loads(body)
        if self.keep:
            self.requests.append(request)
        said = self.script(request) if self.script else self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(said, Leaks):
            system = next((str(m["content"]) for m in request["messages"] if m["role"] in ("system", "developer")), "")
            said = Says(said.before + system)
        if isinstance(said, Fails):
            headers = [(b"retry-after", b"1")] if said.status == 429 else []
            await _json(send, said.status, {"error": {"message": "out of order", "type": "server_error"}}, headers)
            return
        if isinstance(said, Says) and said.before:
            await asyncio.sleep(said.before)
        if request.get("stream"):
            await self._stream(request, said, receive, send)
        else:
            await self._whole(request, said, receive, send)

    async def _whole(self, request: Request, said: Reply, receive: Any, send: Any) -> None:
        if isinstance(said, Stalls | Endless):
            await self._until_gone(receive)
            return
        if isinstance(said, Breaks):
            await _start(send, 200, b"application/json")
            await send({"type": "http.response.body", "body": b'{"choices": [{"mess', "more_body": False})
            return
        message: dict[str, Any] = {"role": "assistant", "content": "" if isinstance(said, Empty) else said.text}
        if isinstance(said, Calls):
            message["tool_calls"] = list(_calls(said, request))
        reason = "tool_calls" if isinstance(said, Calls) else "stop"
        choices = [] if isinstance(said, Empty) else [{"index": 0, "message": message, "finish_reason": reason}]
        whole = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": NAME, "choices": choices}
        await _json(send, 200, {**whole, "usage": usage(request, said)})

    async def _stream(self, request: Request, said: Reply, receive: Any, send: Any) -> None:
        await _start(send, 200, b"text/event-stream")
        if isinstance(said, Empty):
            await _chunk(send, choices=[])
            await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})
            return
        left = asyncio.create_task(self._until_gone(receive)) if isinstance(said, Endless) else None
        for delta in _deltas(said, request):
            if isinstance(said, Says) and said.between:
                await asyncio.sleep(said.between)
            await _chunk(send, choices=[{"index": 0, "delta": delta, "finish_reason": None}])
            if left is not None:
                await asyncio.sleep(0)
                if left.done():
                    return
        if isinstance(said, Stalls):
            await self._until_gone(receive)
            return
        if isinstance(said, Breaks):
            await send({"type": "http.response.body", "body": b'data: {"choices": [{"del', "more_body": False})
            return
        reason = "tool_calls" if isinstance(said, Calls) else "stop"
        await _chunk(send, choices=[{"index": 0, "delta": {}, "finish_reason": reason}])
        if (request.get("stream_options") or {}).get("include_usage"):
            await _chunk(send, choices=[], usage=usage(request, said))
        await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})

    async def _until_gone(self, receive: Any) -> None:
        """Waits until the caller has hung up, a minute at most."""
        try:
            async with asyncio.timeout(PATIENCE):
                while (await receive())["type"] != "http.disconnect":
                    pass
                self.hung_up += 1
        except TimeoutError:
            return


def usage(request: Request, said: Reply) -> dict[str, int]:
    """Tokens as this endpoint counts them: words and marks in, pieces out."""
    read = sum(len(re.findall(r"\w+|[^\w\s]", str(m.get("content") or ""))) for m in request["messages"])
    wrote = sum(1 for _ in _deltas(said, request)) if not isinstance(said, Endless | Fails | Empty) else 0
    return {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote}


def _calls(said: Calls, request: Request) -> Iterator[dict[str, Any]]:
    _, rounds = _asked(request)
    for n, call in enumerate((said, *said.beside)):
        arguments = json.dumps(call.args, ensure_ascii=False) if call.raw is None else call.raw
        function = {"name": call.name, "arguments": arguments}
        yield {"id": f"call_{rounds}_{n}", "type": "function", "function": function}


def _deltas(said: Reply, request: Request) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": ""}
    if isinstance(said, Endless):
        while True:
            yield from ({"content": piece} for piece in _PIECE.findall(said.text))
    if isinstance(said, Says | Calls | Stalls | Breaks):
        yield from ({"content": piece} for piece in _PIECE.findall(said.text))
    if isinstance(said, Calls):
        for n, call in enumerate(_calls(said, request)):
            arguments = call["function"].pop("arguments")
            yield {"tool_calls": [{"index": n, **call, "function": {**call["function"], "arguments": ""}}]}
            half = len(arguments) // 2
            for part in (arguments[:half], arguments[half:]):
                yield {"tool_calls": [{"index": n, "function": {"arguments": part}}]}


async def _start(send: Any, status: int, kind: bytes, headers: Sequence[tuple[bytes, bytes]] = ()) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind), *headers]})


async def _json(send: Any, status: int, body: dict[str, Any], headers: Sequence[tuple[bytes, bytes]] = ()) -> None:
    await _start(send, status, b"application/json", headers)
    await send({"type": "http.response.body", "body": json.dumps(body, ensure_ascii=False).encode()})


async def _chunk(send: Any, **chunk: Any) -> None:
    whole = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": NAME, **chunk}
    await send({"type": "http.response.body", "body": f"data: {json.dumps(whole)}\n\n".encode(), "more_body": True})


@asynccontextmanager
async def serving(application: Any) -> AsyncIterator[str]:
    """An ASGI application on a free port of this machine, in this process; yields its address."""
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="warning"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        if task.done():
            task.result()
        await asyncio.sleep(0.02)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        await task


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves a script file, a JSON list of rules, until it is stopped."""
    parser = argparse.ArgumentParser(prog="python -m evals.endpoint", description=__doc__)
    parser.add_argument("script", type=Path)
    parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8001")))
    given = parser.parse_args(arguments)
    script = rules(json.loads(given.script.read_text(encoding="utf-8")))
    uvicorn.run(ModelServer(script=script, keep=False), host=given.host, port=given.port, log_level="warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
