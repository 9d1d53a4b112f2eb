"""Answers a recorded conversation once more: offline, at the recorded moments, with the recorded model and outside world."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langgraph.checkpoint.memory import InMemorySaver
from pydantic import TypeAdapter

from data.schema import LANGUAGES, Language
from evals.recorded.cases import OUTSIDE, Conversation
from evals.stand import offline_settings
from graph.answer import Answer
from graph.briefing import prompt_hash
from graph.builder import Graph, build
from graph.composer.model import pieces
from graph.context import Context
from graph.record import RecordedCall, RecordedReply, RecordedTurn, Said, calls_of
from graph.services import Services
from tools.clock import ISTANBUL
from tools.registry import TOOLS, Tool
from tools.results import AnyArtifact, Artifact, Missing

_ARTIFACT: TypeAdapter[Artifact] = TypeAdapter(AnyArtifact)
NAME = "recorded"


class Recorded(Exception):
    """A failure of a model that happened when the conversation was recorded."""


class RecordedModel(BaseChatModel):
    """Says in order what was recorded, word by word."""

    replies: Any  # a deque; pydantic would copy a typed one

    @property
    def _llm_type(self) -> str:
        return NAME

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Any:
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        raise NotImplementedError("recorded replies are streamed")

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        if not self.replies:
            raise Recorded("nothing more was recorded")
        reply: RecordedReply = self.replies.popleft()
        if reply.error:
            raise Recorded(reply.error)
        for piece in pieces(reply.text):
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        calls = [
            {"name": c["name"], "args": c["args"], "id": uuid4().hex, "type": "tool_call"} for c in reply.tool_calls
        ]  # fmt: skip
        yield ChatGenerationChunk(
            message=AIMessageChunk(
                content="", tool_calls=calls, chunk_position="last",
                response_metadata={"finish_reason": "tool_calls" if calls else "stop"},
            )
        )  # fmt: skip


@dataclass(frozen=True)
class Replayed:
    """One turn answered again."""

    said: Said
    calls: list[RecordedCall]
    streamed: str


@dataclass
class Replayer:
    """One program for many conversations; every conversation starts with an empty memory."""

    services: Services
    prompts: dict[Language, str] = field(default_factory=lambda: {n: prompt_hash(n) for n in LANGUAGES})
    moment: datetime = datetime(2026, 1, 1, tzinfo=ISTANBUL)
    _replies: deque[RecordedReply] = field(default_factory=deque)
    _outside: deque[RecordedCall] = field(default_factory=deque)

    @classmethod
    async def start(cls, **settings: Any) -> Replayer:
        found: Replayer | None = None

        def now() -> datetime:
            return found.moment if found else cls.moment

        services = Services(offline_settings(**settings), clock=now)
        found = cls(services)
        (await services.start()).city.catalogue.warm()
        return found

    async def run(self, conversation: Conversation) -> list[Replayed]:
        """Every turn in order. Raises what the graph raises."""
        saver, thread = InMemorySaver(), uuid4().hex
        tools: dict[str, Tool] = {**self.services.tools, **{n: self._recorded(TOOLS[n]) for n in OUTSIDE}}
        silent = build(self.services.sharing((), tools), saver)
        speaking = build(self.services.sharing(((NAME, RecordedModel(replies=self._replies)),), tools), saver)
        return [await self._turn(speaking if t.replies else silent, t, thread) for t in conversation.turns]

    async def _turn(self, graph: Graph, turn: RecordedTurn, thread: str) -> Replayed:
        self.moment = turn.at.astimezone(ISTANBUL)
        _refill(self._replies, turn.replies)
        _refill(self._outside, (c for c in turn.calls if c.name in OUTSIDE))
        lat, lon = (turn.location.lat, turn.location.lon) if turn.location else (None, None)
        context = Context(turn.declared, lat, lon, turn_id=turn.seed, fresh=True, streams_messages=False)
        messages: list[Any] = []
        streamed, answer = "", {}
        mode: str
        part: Any
        async for mode, part in graph.astream(
            {"messages": [HumanMessage(turn.text)]}, {"configurable": {"thread_id": thread}}, context=context,
            stream_mode=["custom", "updates"],
        ):  # fmt: skip
            if mode == "updates":
                messages += [m for delta in part.values() for m in (delta or {}).get("messages", [])]
            elif part["event"] == "token":
                streamed += part["data"]["text"]
            elif part["event"] == "reset":
                streamed = ""
            elif part["event"] == "answer":
                answer = part["data"]["answer"]
        return Replayed(Said.of(Answer.model_validate(answer)), calls_of(messages), streamed)

    def _recorded(self, tool: Tool) -> Tool:
        async def run(*_: Any) -> Artifact:
            kept = next((c for c in self._outside if c.name == tool.name), None)
            if kept is None or kept.artifact is None:
                return Missing(tool=tool.name, reason="unavailable", unavailable=[tool.needs or tool.name])
            self._outside.remove(kept)
            return _ARTIFACT.validate_python(kept.artifact)

        return dataclasses.replace(tool, run=run)


def _refill(queue: deque[Any], items: Iterable[Any]) -> None:
    queue.clear()
    queue.extend(items)
