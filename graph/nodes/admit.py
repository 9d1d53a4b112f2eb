"""Takes a message in: cleans it, masks what must not be kept, starts the turn, mends what a broken turn left."""

from __future__ import annotations

import re
import time
from typing import Any
from uuid import uuid4

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, RemoveMessage, ToolMessage
from langgraph.runtime import Runtime

from graph.context import Context
from graph.services import Services
from graph.state import State
from tools.text import clean

MAX_CHARACTERS = 2000
KEPT_ARTIFACTS = 3
"""Turns whose tool results stay in full; older ones keep their text."""

_SECRETS = (
    re.compile(r"\b(?:sk|pk|ghp|gho|xox[abp]|AKIA)[-_A-Za-z0-9]{14,}\b"),
    re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)"),
)


class RejectedMessage(ValueError):
    """A message that cannot start a turn; `code` is the contract's."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


async def admit(state: State, runtime: Runtime[Context], services: Services) -> dict[str, Any]:
    """Raises `RejectedMessage` for an empty or over-long message."""
    await services.start()
    messages = state["messages"]
    asked = messages[-1] if messages else None
    if not isinstance(asked, HumanMessage):
        raise RejectedMessage("message_missing", "a turn starts with a human message")
    text = mask(clean(str(asked.text)))
    if not text:
        raise RejectedMessage("message_empty", "the message is empty")
    if len(text) > MAX_CHARACTERS:
        raise RejectedMessage("message_too_long", f"the message is longer than {MAX_CHARACTERS} characters")
    context = runtime.context or Context()
    now = time.time()
    turn: dict[str, Any] = {
        "id": context.turn_id or uuid4().hex,
        "text": text,
        "started_at": now,
        "deadline_at": now + services.settings.turn_deadline_seconds,
        "timings_ms": {},
        "missing": list(context.missing),
    }
    kept = HumanMessage(content=text, id=asked.id)
    return {"turn": turn, "messages": [*mended(messages), *compacted(messages), kept]}


def mask(text: str) -> str:
    """The text without card numbers and keys, which nobody needs to find a restaurant."""
    for pattern in _SECRETS:
        text = pattern.sub("•••", text)
    return text


def mended(messages: list[AnyMessage]) -> list[RemoveMessage]:
    """Removes tool calls that were never answered, with their partial answers: a cancelled turn leaves them."""
    answered = {m.tool_call_id for m in messages if isinstance(m, ToolMessage)}
    removed: list[RemoveMessage] = []
    for message in messages:
        if isinstance(message, AIMessage) and message.tool_calls:
            ids = {c["id"] for c in message.tool_calls}
            if not ids <= answered:
                partial = [m for m in messages if isinstance(m, ToolMessage) and m.tool_call_id in ids]
                removed += [RemoveMessage(id=str(m.id)) for m in (message, *partial)]
    return removed


def compacted(messages: list[AnyMessage]) -> list[AnyMessage]:
    """Older tool results without their artifacts, so that a long conversation stays small."""
    turns, old = 0, []
    for message in reversed(messages):
        turns += isinstance(message, HumanMessage)
        if turns > KEPT_ARTIFACTS and isinstance(message, ToolMessage) and message.artifact is not None:
            old.append(message.model_copy(update={"artifact": None, "content": str(message.content)[:400]}))
    return list(reversed(old))
