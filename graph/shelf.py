"""Turns that were answered while the store could not be reached: kept in memory, and handed over when it is back."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver

from graph.builder import Graph
from graph.log import log
from graph.memory import Memory

LIMIT = 1000
"""Conversations. The one that has been silent longest gives way; its answers said that the store was gone."""

Key = tuple[str, str | None]
"""Conversation and owner: who somebody is cannot be checked now, so two who name one conversation share nothing."""


@dataclass
class Shelf:
    """`graph` is compiled over `saver`, which remembers what is said during the outage."""

    graph: Graph
    saver: InMemorySaver
    limit: int = LIMIT
    _begun: OrderedDict[Key, bool] = field(default_factory=OrderedDict, repr=False)

    def __contains__(self, key: Key) -> bool:
        return key in self._begun

    def keys(self) -> list[Key]:
        return list(self._begun)

    def take(self, key: Key, *, begun: bool) -> RunnableConfig:
        """Puts a conversation on the shelf; `begun` when the store knows nothing of it yet. Returns how to run its graph."""
        self._begun[key] = self._begun.get(key, False) or begun
        self._begun.move_to_end(key)
        while len(self._begun) > self.limit:
            oldest = next(iter(self._begun))
            log.warning("shelved_turns_lost", conversation=oldest[0])
            self._drop(oldest)
        return _config(key)

    async def add(self, key: Key, asked: HumanMessage, answer: str, memory: dict[str, Any], *, begun: bool) -> None:
        """Adds a turn whose answer stands although it could not be kept."""
        said = {"messages": [asked, AIMessage(answer)], "memory": memory}
        await self.graph.aupdate_state(self.take(key, begun=begun), said, as_node="remember")

    async def hand_over(self, key: Key, kept: Graph, memory: Memory) -> None:
        """Adds what was said during the outage to the conversation. Raises `StoreUnavailable`; can then be called again."""
        if key not in self._begun:
            return
        conversation_id, owner = key
        if self._begun[key]:
            await memory.create(conversation_id, owner)
        elif not await memory.owned(conversation_id, owner):
            self._drop(key)
            return
        said = (await self.graph.aget_state(_config(key))).values
        config: RunnableConfig = {"configurable": {"thread_id": conversation_id}}
        before = (await kept.aget_state(config)).values
        if missing := _missing(said.get("messages", []), {m.id for m in before.get("messages", [])}):
            carried = {**before.get("memory", {}), **said.get("memory", {})}
            await kept.aupdate_state(config, {"messages": missing, "memory": carried}, as_node="remember")
        self._drop(key)

    def _drop(self, key: Key) -> None:
        del self._begun[key]
        self.saver.delete_thread(_config(key)["configurable"]["thread_id"])


def _config(key: Key) -> RunnableConfig:
    return {"configurable": {"thread_id": f"{key[0]}/{key[1] or ''}"}}


def _missing(said: list[AnyMessage], known: set[str | None]) -> list[AnyMessage]:
    """The turns the store does not have: it may have kept one and died before it could say so."""
    missing: list[AnyMessage] = []
    skipping = False
    for message in said:
        if isinstance(message, HumanMessage):
            skipping = message.id in known
        if not skipping:
            missing.append(message)
    return missing
