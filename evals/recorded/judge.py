"""A language model's opinion of recorded answers. It informs; no floor and no exit code depends on it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from evals.recorded.cases import Conversation
from prompts.load import text as prompt

_MARK = re.compile(r"\b([1-5])\b")


async def judged(found: Iterable[Conversation], model: BaseChatModel) -> dict[str, float]:
    """Mean mark of the answers, 0 to 1, by language. A reply without a mark counts for nothing."""
    marks: dict[str, list[float]] = {}
    for conversation in found:
        shown = "\n\n".join(f"Traveller: {t.text}\nCompanion: {t.said.text}" for t in conversation.turns)
        reply = await model.ainvoke([SystemMessage(prompt("judge.md")), HumanMessage(shown)])
        if mark := _MARK.search(str(reply.text)):
            marks.setdefault(conversation.language, []).append((int(mark.group(1)) - 1) / 4)
    return {language: sum(given) / len(given) for language, given in marks.items()}
