"""A server that serves the real page and a scripted stream: for states the real service cannot be brought to on demand."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

import app.main
from tests.serving import PATIENCE

PAGE = Path(app.main.__file__).parent / "page"


def answer(text: str, **given: Any) -> dict[str, Any]:
    """A whole answer of the contract around `text`."""
    plain: dict[str, Any] = {
        "conversation_id": "c1",
        "message_id": "m1",
        "language": "en",
        "text": text,
        "understanding": {
            "language": "en",
            "signals": [],
            "entities": [],
            "constraints": {},
            "refers_to": None,
            "emergency": None,
        },
        "places": [],
        "route": None,
        "map": None,
        "weather": None,
        "events": [],
        "sources": [],
        "emergency": None,
        "suggestions": [],
        "degradation": {"level": 1, "name": "full", "unavailable": []},
        "cached": False,
        "timings_ms": {"total": 1.0},
    }
    return {**plain, **given}


class Turn:
    """One request of the page, answered event by event as the test says."""

    def __init__(self, body: dict[str, Any], loop: asyncio.AbstractEventLoop) -> None:
        self.body = body
        self.left = threading.Event()
        self._loop, self._events, self._number = loop, asyncio.Queue[str | None](), 0

    def send(self, name: str, **data: Any) -> None:
        self._number += 1
        self._put(f"id: {self._number}\nevent: {name}\ndata: {json.dumps(data)}\n\n")

    def start(self) -> None:
        self.send("start", conversation_id="c1", message_id="m1")

    def done(self, whole: dict[str, Any]) -> None:
        """The last event, and the end of the stream."""
        self.send("done", **whole, answer=whole)
        self.cut()

    def cut(self) -> None:
        """Ends the stream, finished or not."""
        self._put(None)

    async def frames(self) -> AsyncIterator[str]:
        try:
            while (frame := await self._events.get()) is not None:
                yield frame
        finally:
            self.left.set()

    def _put(self, frame: str | None) -> None:
        self._loop.call_soon_threadsafe(self._events.put_nowait, frame)


class Stage:
    """The application. `refusal` is a status and a code to refuse the next message with."""

    def __init__(self) -> None:
        self.refusals: list[tuple[int, str]] = []
        self.erased: list[str] = []
        self._turns: queue.Queue[Turn] = queue.Queue()
        self.app = Starlette(
            routes=[
                Route("/", self._page),
                Route("/page/worker.js", self._worker),
                Mount("/page", StaticFiles(directory=PAGE)),
                Route("/api/v1/chat/stream", self._stream, methods=["POST"]),
                Route("/api/v1/conversations/{id}", self._erase, methods=["DELETE"]),
            ]
        )

    def next(self) -> Turn:
        """The next request the page makes."""
        return self._turns.get(timeout=PATIENCE)

    def reset(self) -> None:
        self.refusals.clear()
        self.erased.clear()
        while not self._turns.empty():
            self._turns.get_nowait().cut()

    async def _page(self, _: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    async def _worker(self, _: Request) -> Response:
        return FileResponse(PAGE / "worker.js", media_type="text/javascript", headers={"Service-Worker-Allowed": "/"})

    async def _stream(self, request: Request) -> Response:
        body = await request.json()
        turn = Turn(body, asyncio.get_running_loop())
        self._turns.put(turn)
        if self.refusals:
            status, code = self.refusals.pop(0)
            return JSONResponse({"code": code, "status": status}, status, media_type="application/problem+json")
        return StreamingResponse(turn.frames(), media_type="text/event-stream")

    async def _erase(self, request: Request) -> Response:
        self.erased.append(request.path_params["id"])
        return Response(status_code=204)
