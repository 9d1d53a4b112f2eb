"""A turn runs in a task of its own, which is cancelled when nobody listens any more and ends within its deadline."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from uuid import uuid4
from weakref import WeakValueDictionary

from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig

from app import metrics
from app.contract import MessageRequest
from app.problems import Problem, ProblemError, problem, rejected
from graph.answer import Answer
from graph.builder import Graph
from graph.composer.words import words
from graph.context import Context
from graph.degradation import of_names, worsened
from graph.log import log
from graph.memory import Memory, StoreUnavailable, possible
from graph.nodes.admit import RejectedMessage
from graph.record import Recorder, Recording
from graph.services import Services
from graph.shelf import Shelf
from graph.understanding.model import Understanding
from prompts.load import text as prompt

HAND_OVER_SECONDS = 1.0
"""Between two looks at whether the store is back for what was said without it."""
EventName = Literal["start", "emergency", "understanding", "tool", "token", "reset", "done", "error"]


class Event(NamedTuple):
    """One server-sent event: its name and JSON data."""

    name: EventName
    data: dict[str, Any]


@dataclass(frozen=True)
class Conversation:
    """Whose turn it is. `record` is under way when the turn begins the conversation."""

    id: str
    owner: str | None
    record: asyncio.Task[None] | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        return self.id, self.owner


@dataclass
class Turn:
    """One message on its way. `answer` and `memory` are there once the graph has come to its end."""

    request: MessageRequest
    conversation: Conversation
    id: str
    events: asyncio.Queue[Event | None] = field(default_factory=asyncio.Queue)
    answer: dict[str, Any] | None = None
    usage: dict[str, Any] | None = None
    memory: dict[str, Any] = field(default_factory=dict)
    shown: bool = False

    def emit(self, name: EventName, data: dict[str, Any]) -> None:
        """Events that come after the turn's last are not heard."""
        self.shown = self.shown or name in ("token", "emergency")
        self.events.put_nowait(Event(name, data))

    @property
    def message(self) -> HumanMessage:
        return HumanMessage(self.request.message, id=self.id)


@dataclass
class Runs:
    """Starts turns. Per conversation one turn at a time; turns of different conversations share nothing.

    `shelf` has a graph that remembers in memory what is said while the store cannot be reached.
    """

    graph: Graph
    shelf: Shelf
    services: Services
    memory: Memory
    recorder: Recorder | None = None
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _turns: set[asyncio.Task[None]] = field(default_factory=set)
    _records: set[asyncio.Task[None]] = field(default_factory=set)
    _over: bool = False

    async def conversation(self, request: MessageRequest, owner: str | None) -> Conversation:
        """The conversation a message belongs to, a new one if it names none. Raises 404 for a stranger's."""
        if request.conversation_id is None:
            begun = uuid4().hex
            record = asyncio.create_task(self.memory.create(begun, owner))  # beside the turn, which waits for it at its end
            self._records.add(record)
            found = Conversation(begun, owner, record)
            record.add_done_callback(lambda _: self._recorded(found))
            return found
        found = Conversation(request.conversation_id, owner)
        if found.key in self.shelf:
            return found
        try:
            owned = await self.memory.owned(found.id, owner)
        except StoreUnavailable:
            owned = possible(found.id)  # the turn goes on without memory, and says so
        if not owned:
            raise ProblemError(404, "conversation_not_found", "there is no such conversation")
        return found

    def _recorded(self, conversation: Conversation) -> None:
        """A conversation that could not be recorded is recorded later, however its first turn ends."""
        record = conversation.record
        assert record is not None
        self._records.discard(record)
        if record.cancelled() or record.exception():
            self.shelf.take(conversation.key, begun=True)

    async def owned(self, conversation_id: str, owner: str | None) -> None:
        """Returns when the conversation is the caller's and the store holds all of it.

        Raises 404 for a stranger's, `StoreUnavailable`.
        """
        await self._settle((conversation_id, owner))
        if not await self.memory.owned(conversation_id, owner):
            raise ProblemError(404, "conversation_not_found", "there is no such conversation")

    async def hand_over(self) -> None:
        """Gives the store what was said without it, if it is back."""
        for key in [] if self.memory.access.failing else self.shelf.keys():
            try:
                await self._settle(key)
            except StoreUnavailable:
                return
            except Exception:
                log.exception("hand_over_failed", conversation=key[0])

    async def keep_handing_over(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(HAND_OVER_SECONDS)
            await self.hand_over()

    async def _settle(self, key: tuple[str, str | None]) -> None:
        if key in self.shelf:
            async with self._alone(key[0]):
                await self.shelf.hand_over(key, self.graph, self.memory)

    async def close(self, grace_seconds: float) -> None:
        """Ends the turns that still run after so long with `error`. A server that has none left does not wait for this."""
        await asyncio.sleep(grace_seconds)
        self._over = True
        for task in self._turns:
            task.cancel()

    async def events(self, request: MessageRequest, conversation: Conversation) -> AsyncIterator[Event]:
        """The turn's events, from `start` to `done` or `error`. Closing the iterator cancels the turn."""
        async for batch in self.batches(request, conversation):
            for event in batch:
                yield event

    async def batches(self, request: MessageRequest, conversation: Conversation) -> AsyncIterator[list[Event]]:
        """The same events, those that are ready together in one list."""
        turn = Turn(request, conversation, uuid4().hex)
        yield [Event("start", {"conversation_id": conversation.id, "message_id": turn.id})]
        events = turn.events
        task = asyncio.create_task(self._produce(turn), name=f"turn-{turn.id}")
        self._turns.add(task)
        task.add_done_callback(self._turns.discard)
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

    async def answer(self, request: MessageRequest, conversation: Conversation) -> Answer:
        """The whole turn at once. Raises `ProblemError` where a stream would end with `error`."""
        async for event in self.events(request, conversation):
            if event.name == "done":
                return Answer.model_validate(event.data["answer"])
            if event.name == "error":
                found = Problem.model_validate(event.data["problem"])
                headers = {"Retry-After": "5"} if found.status == 503 else None
                raise ProblemError(found.status, found.code, found.detail, headers=headers)
        raise ProblemError(500, "internal_error", "the turn ended without an answer")

    async def _produce(self, turn: Turn) -> None:
        """Puts events until the turn is over, then None; whatever happens, a last `done` or `error`.

        The contract can be read as the answer being the data of `done`, or a key of it; both hold. `understanding` likewise.
        """
        late: str | None = None
        try:
            async with asyncio.timeout(self.services.settings.turn_deadline_seconds), self._alone(turn.conversation.id):
                await self._answer(turn)
        except RejectedMessage as error:
            turn.emit("error", {"problem": rejected(error).model_dump(exclude_none=True)})
            turn.events.put_nowait(None)
            return
        except asyncio.CancelledError:
            if self._over:
                found = problem(503, "shutting_down", "the service is stopping; ask again")
                turn.emit("error", {"problem": found.model_dump(exclude_none=True)})
            turn.events.put_nowait(None)
            raise
        except TimeoutError:
            log.warning("turn_timed_out", conversation=turn.conversation.id)
            late = "deadline"
        except Exception:
            log.exception("turn_failed", conversation=turn.conversation.id)
            late = "memory" if turn.answer else "graph"
        if turn.answer is None:
            answer = self._fixed(turn, late or "graph")
        else:
            answer = self._degraded(turn.answer, 2, late) if late else turn.answer
        metrics.observe(answer)
        turn.emit("done", {**answer, "answer": answer, **({"usage": turn.usage} if turn.usage else {})})
        turn.events.put_nowait(None)

    async def _answer(self, turn: Turn) -> None:
        """Answers with the conversation's memory; when the store fails, without what it holds, and says so.

        A turn is kept before its `done` is sent, or its answer names the store as unavailable.
        """
        conversation, store = turn.conversation, self.memory
        if not store.access.failing:
            try:
                await self.shelf.hand_over(conversation.key, self.graph, store)
                if conversation.record:
                    store.saver.fresh.add(conversation.id)
                await self._run(self.graph, {"configurable": {"thread_id": conversation.id}}, turn)
                if conversation.record:
                    await conversation.record
                return
            except StoreUnavailable:
                pass
            finally:
                store.saver.fresh.discard(conversation.id)
        begun = conversation.record is not None
        if turn.answer:
            if not turn.answer["emergency"]:
                said = "\n\n" + words(turn.answer["language"]).say("unsaved")
                turn.emit("token", {"text": said})
                turn.answer = {**turn.answer, "text": turn.answer["text"] + said}
            await self.shelf.add(conversation.key, turn.message, turn.answer["text"], turn.memory, begun=begun)
        else:
            if turn.shown:
                turn.emit("reset", {"reason": "store"})
            await self._run(self.shelf.graph, self.shelf.take(conversation.key, begun=begun), turn, ("store",))
        if turn.answer:
            turn.answer = self._degraded(turn.answer, 3, "store")

    async def _run(self, graph: Graph, config: RunnableConfig, turn: Turn, missing: tuple[str, ...] = ()) -> None:
        """Runs the graph once, passes its events on, and keeps its answer."""
        location = turn.request.location
        recording = self._recording(turn)
        context = Context(
            language=turn.request.language,
            lat=location.lat if location else None,
            lon=location.lon if location else None,
            turn_id=turn.id,
            streams_messages=False,
            fresh=recording is not None,
            missing=missing,
        )
        stream: AsyncIterator[Any] = graph.astream(
            {"messages": [turn.message]},
            {**config, "callbacks": [recording.listener]} if recording else config,
            context=context,
            stream_mode=["custom", "updates"] if recording else ["custom"],
            durability="exit",
        )
        async for mode, part in stream:
            if mode == "updates":
                if recording:
                    recording.hear(part)
                continue
            name, data = part["event"], part["data"]
            if name == "answer":
                turn.answer = {**data["answer"], "conversation_id": turn.conversation.id}
                turn.memory, turn.usage = data["memory"], data.get("usage")
                if recording:
                    await recording.keep(turn.answer)
            else:
                turn.emit(name, {**data, **data.get("understanding", {})})

    def _recording(self, turn: Turn) -> Recording | None:
        request = turn.request
        if self.recorder is None or not request.record:
            return None
        at = self.services.now(None)
        return Recording(self.recorder, turn.conversation.id, turn.id, at, request.message, request.language, request.location)

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
    def _fixed(turn: Turn, missing: str) -> dict[str, Any]:
        """A fixed text, when there is nothing else to say."""
        language = turn.request.language or "en"
        text = prompt(f"fixed/{language}.txt").strip()
        turn.emit("reset", {"reason": missing})
        turn.emit("token", {"text": text})
        fixed = Answer(
            conversation_id=turn.conversation.id,
            message_id=turn.id,
            language=language,
            text=text,
            understanding=Understanding(language=language),
            degradation=of_names([missing], 4),
            timings_ms={"total": 0.0},
        )
        return fixed.model_dump(mode="json", by_alias=True)
