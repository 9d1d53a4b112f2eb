"""Real servers over loopback: an ASGI application behind uvicorn on a free port, and a client that reads its streams."""

from __future__ import annotations

import asyncio
import gc
import json
import socket
import threading
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn

from app.main import create_app
from graph.services import Services
from graph.settings import Settings
from tools.clock import ISTANBUL

Value = TypeVar("Value")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=ISTANBUL)
"""A Saturday. Servers under test stand still at this moment, so that "today" is the same on every day the tests run."""
PATIENCE = 20.0
"""Seconds after which a test that waits for something has failed."""
KEPT = 8
"""So many services that have ended lie about, held by cycles, before they are cleared away."""
_ended = count(1)


def settings(**given: Any) -> Settings:
    """Settings from these values alone, whatever the environment and `.env` hold; nothing is asked beyond this machine."""
    nothing = {"marine_base_url": None, "rates_url": None, "earthquakes_url": None}
    return Settings(_env_file=None, **{**nothing, **given})  # type: ignore[arg-type, call-arg]


class _Announcing(uvicorn.Server):
    """Says when it listens, and when it never will."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        try:
            await super().startup(sockets)
        finally:
            self.settled.set()


@dataclass(frozen=True)
class Served:
    """A listening server. `loop` is its own, in a thread of its own."""

    url: str
    app: Any
    loop: asyncio.AbstractEventLoop
    database: Path | None = None

    def run(self, work: Coroutine[Any, Any, Value]) -> Value:
        """Runs a coroutine in the server's loop and gives back what it returns."""
        found: Future[Value] = asyncio.run_coroutine_threadsafe(work, self.loop)
        return found.result(PATIENCE)

    def turns_left(self) -> list[str]:
        """The names of turns still running once every turn that is ending has had time to end."""
        return self.run(_turns_left())

    @contextmanager
    def client(self, **given: Any) -> Iterator[httpx.Client]:
        with httpx.Client(base_url=self.url, timeout=PATIENCE, **given) as client:
            yield client

    @asynccontextmanager
    async def async_client(self, **given: Any) -> AsyncIterator[httpx.AsyncClient]:
        limits = httpx.Limits(max_connections=100)
        async with httpx.AsyncClient(base_url=self.url, timeout=60, limits=limits, **given) as client:
            yield client


async def _turns_left() -> list[str]:
    running = [t for t in asyncio.all_tasks() if t.get_name().startswith("turn-")]
    if running:
        _, left = await asyncio.wait(running, timeout=PATIENCE / 4)
        return [t.get_name() for t in left]
    return []


@contextmanager
def listening(app: Any, database: Path | None = None) -> Iterator[Served]:
    """Serves an ASGI application until the block ends."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        config = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=2, access_log=False)
        server = _Announcing(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        assert server.settled.wait(60), "the server did not start"
        assert server.started and server.loop is not None, "the server refused to start"
        try:
            yield Served(f"http://127.0.0.1:{port}", app, server.loop, database)
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@contextmanager
def companion(folder: Path, *, now: datetime = NOON, **given: Any) -> Iterator[Served]:
    """The whole service with its database in `folder`, standing still at `now`."""
    database = folder / "companion.db"
    chosen = settings(database_url=f"sqlite:///{database}", **given)
    app = create_app(chosen, Services(chosen, clock=lambda: now))
    with listening(app, database) as served:
        yield served
    if next(_ended) % KEPT == 0:
        gc.collect()


@contextmanager
def nobody() -> Iterator[str]:
    """The URL of a port that is taken and on which nobody listens: every connection is refused."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/v1/forecast"


@dataclass(frozen=True)
class StreamEvent:
    """One server-sent event."""

    id: str
    name: str
    data: dict[str, Any]


@dataclass
class EventReader:
    """Reads the lines of an event stream (WHATWG HTML, section 9.2)."""

    comments: list[str] = field(default_factory=list)
    _name: str = ""
    _id: str = ""
    _data: list[str] = field(default_factory=list)

    def line(self, line: str) -> StreamEvent | None:
        """The event this line completes, if it does."""
        if not line:
            done = StreamEvent(self._id, self._name, json.loads("\n".join(self._data))) if self._data else None
            self._name, self._data = "", []
            return done
        key, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not key:
            self.comments.append(value)
        elif key == "event":
            self._name = value
        elif key == "id":
            self._id = value
        elif key == "data":
            self._data.append(value)
        return None


def events(lines: Iterable[str]) -> list[StreamEvent]:
    reader = EventReader()
    return [event for line in lines if (event := reader.line(line))]


def shown(stream: Iterable[StreamEvent]) -> str:
    """The text a client has on the screen at the end: `reset` clears it, `token` adds to it."""
    text = ""
    for event in stream:
        if event.name == "reset":
            text = ""
        elif event.name == "token":
            text += event.data["text"]
    return text


def ask(client: httpx.Client, message: str, **given: Any) -> dict[str, Any]:
    """One turn, as JSON. Fails unless it was answered."""
    reply = client.post("/api/v1/chat", json={"message": message, **given})
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def stream(client: httpx.Client, message: str, **given: Any) -> list[StreamEvent]:
    """One turn, as events. Fails unless it was answered."""
    with client.stream("POST", "/api/v1/chat/stream", json={"message": message, **given}) as reply:
        assert reply.status_code == 200, reply.read()
        return events(reply.iter_lines())


def signals(answer: dict[str, Any]) -> list[str]:
    understanding = answer.get("understanding", answer)
    return [s["name"] for s in understanding["signals"]]
