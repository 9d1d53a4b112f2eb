"""A turn runs in a task of its own, which is cancelled when nobody listens any more and ends within its deadline."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from uuid import uuid4
from weakref import WeakValueDictionary

from langchain_core.messages import HumanMessage

from app import metrics
from app.contract import MessageRequest
from app.problems import Problem, ProblemError, rejected
from graph.answer import Answer
from graph.builder import Graph
from graph.context import Context
from graph.degradation import of_names, worsened
from graph.log import log
from graph.memory import Memory
from graph.nodes.admit import RejectedMessage
from graph.services import Services
from graph.understanding.model import Understanding
from prompts.load import text as prompt

STORE_ERRORS = (sqlite3.Error, OSError, ValueError)
"""What a lost or broken SQLite store raises; aiosqlite raises `ValueError` once its connection is gone."""
EventName = Literal["start", "emergency", "understanding", "tool", "token", "reset", "done", "error"]


class Event(NamedTuple):
    """One server-sent event: its name and JSON data."""

    name: EventName
    data: dict[str, Any]


@dataclass
class Runs:
    """Starts turns. Per conversation one turn at a time; turns of different conversations share nothing.

    `stateless` is the graph without a memory: it answers when the store cannot be reached.
    """

    graph: Graph
    stateless: Graph
    services: Services
    memory: Memory
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def conversation(self, request: MessageRequest, owner: str | None) -> str:
        """The id of the conversation a message belongs to, a new one if it names none. Raises 404 for a stranger's."""
        try:
            if request.conversation_id is None:
                conversation_id = uuid4().hex
                await self.memory.records.create(conversation_id, owner)
                return conversation_id
            if await self.memory.records.owned(request.conversation_id, owner):
                return request.conversation_id
        except STORE_ERRORS:
            log.exception("store_failed")
            return request.conversation_id or uuid4().hex  # the turn goes on without memory, and says so
        raise ProblemError(404, "conversation_not_found", "there is no such conversation")

    async def events(self, request: MessageRequest, conversation_id: str) -> AsyncIterator[Event]:
        """The turn's events, from `start` to `done` or `error`. Closing the iterator cancels the turn."""
        async for batch in self.batches(request, conversation_id):
            for event in batch:
                yield event

    async def batches(self, request: MessageRequest, conversation_id: str) -> AsyncIterator[list[Event]]:
        """The same events, those that are ready together in one list."""
        message_id = uuid4().hex
        yield [Event("start", {"conversation_id": conversation_id, "message_id": message_id})]
        events: asyncio.Queue[Event | None] = asyncio.Queue()
        task = asyncio.create_task(self._produce(request, conversation_id, message_id, events), name=f"turn-{message_id}")
        metrics.ACTIVE_TURNS.inc()
        try:
            while (event := await events.get()) is not None:
                ready = [event]
                while not events.empty() and (following := events.get_nowait()) is not None:
                    ready.append(following)
                yield ready
                if ready[-1].name in ("done", "error"):
                    break
        finally:
            metrics.ACTIVE_TURNS.dec()
            if not task.done():
                task.cancel()
                metrics.TURNS.labels("cancelled").inc()
            with suppress(asyncio.CancelledError):
                await task

    async def answer(self, request: MessageRequest, conversation_id: str) -> Answer:
        """The whole turn at once. Raises `ProblemError` where a stream would end with `error`."""
        async for event in self.events(request, conversation_id):
            if event.name == "done":
                return Answer.model_validate(event.data["answer"])
            if event.name == "error":
                found = Problem.model_validate(event.data["problem"])
                raise ProblemError(found.status, found.code, found.detail)
        raise ProblemError(500, "internal_error", "the turn ended without an answer")

    async def _produce(
        self, request: MessageRequest, conversation_id: str, message_id: str, events: asyncio.Queue[Event | None]
    ) -> None:
        """Puts events until the turn is over, then None; whatever happens, a last `done` or `error`.

        The contract can be read as the answer being the data of `done`, or a key of it; both hold. `understanding` likewise.
        """
        answer: dict[str, Any] | None = None
        try:
            async with asyncio.timeout(self.services.settings.turn_deadline_seconds), self._alone(conversation_id):
                try:
                    answer = await self._run(self.graph, request, conversation_id, message_id, events)
                except RejectedMessage:
                    raise
                except STORE_ERRORS as error:
                    log.error("store_failed", error=type(error).__name__)
                    events.put_nowait(Event("reset", {"reason": "store"}))
                    found = await self._run(self.stateless, request, conversation_id, message_id, events)
                    answer = found and self._degraded(found, 3, "store")
        except RejectedMessage as error:
            events.put_nowait(Event("error", {"problem": rejected(error).model_dump(exclude_none=True)}))
            events.put_nowait(None)
            return
        except asyncio.CancelledError:
            events.put_nowait(None)
            raise
        except TimeoutError:
            log.warning("turn_timed_out", conversation=conversation_id)
            answer = self._late(answer, request, conversation_id, message_id, "deadline", events)
        except Exception:
            log.exception("turn_failed", conversation=conversation_id)
            answer = self._late(answer, request, conversation_id, message_id, "memory" if answer else "graph", events)
        if answer is None:
            answer = self._late(None, request, conversation_id, message_id, "graph", events)
        metrics.observe(answer)
        events.put_nowait(Event("done", {**answer, "answer": answer}))
        events.put_nowait(None)

    async def _run(
        self,
        graph: Graph,
        request: MessageRequest,
        conversation_id: str,
        message_id: str,
        events: asyncio.Queue[Event | None],
    ) -> dict[str, Any] | None:
        """Runs the graph once, passes its events on, and returns its answer."""
        answer: dict[str, Any] | None = None
        async for name, data in self._stream(graph, request, conversation_id, message_id):
            if name == "answer":
                answer = {**data["answer"], "conversation_id": conversation_id}
            else:
                events.put_nowait(Event(name, {**data, **data.get("understanding", {})}))
        return answer

    async def _stream(
        self, graph: Graph, request: MessageRequest, conversation_id: str, message_id: str
    ) -> AsyncIterator[tuple[Any, dict[str, Any]]]:
        location = request.location
        context = Context(
            language=request.language,
            lat=location.lat if location else None,
            lon=location.lon if location else None,
            turn_id=message_id,
            streams_messages=False,
        )
        stream = graph.astream(
            {"messages": [HumanMessage(request.message)]},
            {"configurable": {"thread_id": conversation_id}},
            context=context,
            stream_mode="custom",
            durability="exit",
        )
        async for part in stream:
            yield part["event"], part["data"]

    @asynccontextmanager
    async def _alone(self, conversation_id: str) -> AsyncIterator[None]:
        """Holds the conversation's lock, so that two turns of it never overlap."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            yield

    @staticmethod
    def _degraded(answer: dict[str, Any], least: int, missing: str) -> dict[str, Any]:
        """The answer at a level of at least `least`, with one more thing named as unavailable."""
        return {**answer, "degradation": worsened(answer["degradation"], missing, least=least).model_dump()}

    @staticmethod
    def _late(
        answer: dict[str, Any] | None,
        request: MessageRequest,
        conversation_id: str,
        message_id: str,
        missing: str,
        events: asyncio.Queue[Event | None],
    ) -> dict[str, Any]:
        """The answer that stands although something failed, with the level that says so; else a fixed text."""
        if answer is not None:
            return Runs._degraded(answer, 2, missing)
        language = request.language or "en"
        text = prompt(f"fixed/{language}.txt").strip()
        events.put_nowait(Event("reset", {"reason": missing}))
        events.put_nowait(Event("token", {"text": text}))
        fixed = Answer(
            conversation_id=conversation_id,
            message_id=message_id,
            language=language,
            text=text,
            understanding=Understanding(language=language),
            degradation=of_names([missing], 4),
            timings_ms={"total": 0.0},
        )
        return fixed.model_dump(mode="json", by_alias=True)
