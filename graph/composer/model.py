"""The grounded composer as a LangChain chat model: plans tool calls and writes answers from what they return.

It reads the turn's understanding from the last human message (`additional_kwargs["reading"]`, put there by the
`understand` node) and the tools' typed artifacts from the tool messages after it. It calls no network and never
invents: without artifacts it has nothing to say about the city.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import TypeAdapter

from graph.composer.plan import Kinds, plan
from graph.composer.write import paragraphs, write
from graph.history import is_result
from graph.understanding.model import Understanding
from tools.results import AnyArtifact, Artifact, Missing

_ARTIFACT: TypeAdapter[Artifact] = TypeAdapter(AnyArtifact)
TYPE = "grounded-composer"
_PIECE = re.compile(r"\S+\s*|\s+")


class GroundedComposer(BaseChatModel):
    """`kinds_of` tells the family and kind of an id. With tools bound and no results yet it answers with tool calls."""

    kinds_of: Kinds
    clock: Callable[[], datetime]
    bound: frozenset[str] = frozenset()

    @property
    def _llm_type(self) -> str:
        return TYPE

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        names = frozenset(convert_to_openai_tool(tool)["function"]["name"] for tool in tools)
        return self.model_copy(update={"bound": names})

    def compose(self, messages: Sequence[BaseMessage]) -> AIMessage:
        """The next message: tool calls when there is something to look up, else the answer.

        The answer's `additional_kwargs` hold `sources` (keys, in the order of their marks) and `suggestions`.
        """
        asked = next((m for m in reversed(messages) if isinstance(m, HumanMessage)), None)
        reading = asked.additional_kwargs.get("reading") if asked else None
        if asked is None or reading is None:
            return AIMessage(content="")
        understanding = Understanding.model_validate(reading["understanding"])
        results = [m for m in messages[list(messages).index(asked) + 1 :] if isinstance(m, ToolMessage) and is_result(m)]
        if self.bound and not results:
            calls = plan(
                str(asked.text), understanding, reading["hints"], self.kinds_of,
                located=reading["located"], shown=reading["shown"], turn_id=reading["turn_id"],
            )  # fmt: skip
            calls = [c for c in calls if c["name"] in self.bound]
            if calls:
                return AIMessage(content="", tool_calls=calls)
        artifacts = [artifact_of(m) for m in results]
        social = reading["hints"].get("social")
        now = datetime.fromisoformat(reading["now"]) if reading.get("now") else self.clock()
        missing = reading.get("missing", [])
        draft = write(understanding, artifacts, now, reading["turn_id"], social.replace("_", "-") if social else None, missing)
        return AIMessage(
            content=paragraphs(draft.blocks),
            additional_kwargs={"sources": draft.sources, "suggestions": draft.suggestions},
        )

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self.compose(messages))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for chunk in _chunks(self.compose(messages)):
            if run_manager:
                run_manager.on_llm_new_token(str(chunk.text), chunk=chunk)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in _chunks(self.compose(messages)):
            if run_manager:
                await run_manager.on_llm_new_token(str(chunk.text), chunk=chunk)
            yield chunk


def pieces(text: str) -> list[str]:
    """The text word by word, as it is streamed."""
    return _PIECE.findall(text)


def _chunks(message: AIMessage) -> Iterator[ChatGenerationChunk]:
    """The message word by word; the last chunk carries tool calls, sources and suggestions."""
    for piece in pieces(str(message.text)):
        yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
    yield ChatGenerationChunk(
        message=AIMessageChunk(
            content="",
            additional_kwargs=message.additional_kwargs,
            tool_call_chunks=[
                {
                    "name": c["name"],
                    "args": json.dumps(c["args"], ensure_ascii=False),
                    "id": c["id"],
                    "index": n,
                    "type": "tool_call_chunk",
                }
                for n, c in enumerate(message.tool_calls)
            ],
            chunk_position="last",
        )
    )


def artifact_of(message: ToolMessage) -> Artifact:
    """The typed artifact of a tool message; a broken or absent one counts as missing."""
    try:
        return _ARTIFACT.validate_python(message.artifact)
    except ValueError:
        return Missing(tool=message.name or "", reason="unavailable")
