"""What a request body may be, checked before anybody reads it; and how many turns may run, wait, and be asked for."""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import metrics
from app.problems import Problem, problem, respond
from tools.shared import Shared

MAX_BODY_BYTES = 65_536
PATHS = frozenset(f"/api/v1/{call}" for call in ("chat", "chat/stream", "understand", "search", "routes"))


class BodyLimits:
    """ASGI middleware: refuses bodies that are too large (413) or not UTF-8 JSON by their content type (415)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in PATHS:
            await self.app(scope, receive, send)
            return
        headers = {k.lower(): v for k, v in scope["headers"]}
        if not _is_json(headers.get(b"content-type", b"")):
            await respond(problem(415, "unsupported_media_type", "send application/json in UTF-8"))(scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > MAX_BODY_BYTES:
                detail = f"the body is larger than {MAX_BODY_BYTES} bytes"
                await respond(problem(413, "body_too_large", detail))(scope, receive, send)
                return
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            await respond(problem(400, "invalid_encoding", "the body is not UTF-8"))(scope, receive, send)
            return
        whole: Message = {"type": "http.request", "body": bytes(body), "more_body": False}
        await self.app(scope, _again(whole, receive), send)


TURNS = frozenset(("/api/v1/chat", "/api/v1/chat/stream"))


class Refused(Exception):
    """A turn that cannot begin now; the client may come back after so many seconds."""

    def __init__(self, found: Problem, retry_after_seconds: float) -> None:
        super().__init__(found.code)
        self.problem, self.retry_after_seconds = found, retry_after_seconds


@dataclass
class Room:
    """So many turns run at once, so many wait for at most `wait_seconds` in the order they came, the rest are refused."""

    at_once: int
    waiting: int
    wait_seconds: float
    closed: bool = False
    """The service stops: nobody new comes in."""
    _running: int = 0
    _queue: deque[asyncio.Future[None]] = field(default_factory=deque)

    @property
    def full(self) -> bool:
        return self._running >= self.at_once

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """The block is a turn. Raises `Refused`."""
        if self.closed:
            raise _closing()
        if self.full:
            await self._wait()
        else:
            self._running += 1
        try:
            yield
        finally:
            self._leave()

    def close(self) -> None:
        """Turns away everybody who waits, and whoever comes."""
        self.closed = True
        for place in self._queue:
            if not place.done():
                place.set_exception(_closing())

    async def _wait(self) -> None:
        """Returns with a place handed on by a turn that ended."""
        if len(self._queue) >= self.waiting or not self.wait_seconds:
            raise self._busy()
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(place)
        metrics.WAITING_TURNS.inc()
        try:
            await asyncio.wait_for(asyncio.shield(place), self.wait_seconds)
        except BaseException as error:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._leave()  # it came just as we gave up
            place.cancel()
            if isinstance(error, TimeoutError):
                raise self._busy() from None
            raise
        finally:
            metrics.WAITING_TURNS.dec()
            if place in self._queue:
                self._queue.remove(place)

    def _leave(self) -> None:
        while self._queue:
            place = self._queue.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._running -= 1

    def _busy(self) -> Refused:
        found = problem(503, "overloaded", f"{self.at_once} turns are under way and the queue is full")
        return Refused(found, max(1.0, self.wait_seconds))


def _closing() -> Refused:
    return Refused(problem(503, "shutting_down", "the service is stopping"), 5)


@dataclass
class Rate:
    """So many turns a minute for each client, counted where replicas share. 0: as many as they like.

    A sliding window made of two fixed ones, the earlier counted by the share of it that is still inside.
    """

    per_minute: int
    shared: Shared
    now: Callable[[], float] = time.time

    async def count(self, client: str) -> None:
        """Counts one turn. Raises `Refused`."""
        if not self.per_minute:
            return
        minute, inside = divmod(self.now(), 60)
        who = hashlib.sha256(client.encode()).hexdigest()[:32]
        try:
            before = int(await self.shared.get(f"turns:{who}:{minute - 1:.0f}") or 0)
            here = await self.shared.add(f"turns:{who}:{minute:.0f}", 1, 120)
        except (OSError, TimeoutError):
            return
        share = 1 - inside / 60
        if here + before * share <= self.per_minute:
            return
        await self.shared.add(f"turns:{who}:{minute:.0f}", -1, 120)
        if here - 1 < self.per_minute:  # what is left of the last minute is in the way: until enough of it is out
            wait = 60 * (share - (self.per_minute - here) / before)
        else:
            wait = 60 * share + 60 * (1 - (self.per_minute - 1) / (here - 1))
        raise Refused(problem(429, "rate_limited", f"at most {self.per_minute} turns a minute"), wait)


class TurnLimits:
    """ASGI middleware: 429 for a client that asks too often, 503 when too many turns are under way, each with `Retry-After`.

    An emergency is never counted, and has as much room again to itself; `urgent` tells one by its body.
    """

    def __init__(self, app: ASGIApp, room: Room, rate: Rate, urgent: Callable[[bytes], bool]) -> None:
        self.app, self.room, self.rate, self.urgent = app, room, rate, urgent
        self.reserved = Room(room.at_once, 0, 0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in TURNS or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        try:
            try:
                await self.rate.count(_client(scope))
                async with self.room.turn():
                    await self.app(scope, receive, send)
            except Refused as refused:
                first = await receive()
                if self.room.closed or not self.urgent(first.get("body", b"")):
                    raise
                del refused
                async with self.reserved.turn():
                    await self.app(scope, _again(first, receive), send)
        except Refused as refused:
            metrics.REFUSED_TURNS.labels(refused.problem.code).inc()
            seconds = str(math.ceil(refused.retry_after_seconds))
            await respond(refused.problem, {"Retry-After": seconds})(scope, receive, send)


def _client(scope: Scope) -> str:
    """The caller's credential, else the address of the peer (behind a proxy: what `--forwarded-allow-ips` lets it say)."""
    headers = {k.lower(): v for k, v in scope["headers"]}
    credential = headers.get(b"authorization")
    return credential.decode("latin-1") if credential else str((scope.get("client") or ("",))[0])


def _again(first: Message, receive: Receive) -> Receive:
    """The messages of a request from its beginning, the first of which has been read."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return first

    return replay


def _is_json(content_type: bytes) -> bool:
    kind, *parameters = (part.strip().lower() for part in content_type.decode("latin-1").split(";"))
    charsets = [p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")]
    return kind == "application/json" and all(c in ("utf-8", "utf8") for c in charsets)
