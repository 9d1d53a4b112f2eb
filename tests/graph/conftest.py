"""A graph over the packed city, with a memory of its own and no server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

import pytest
from langchain_core.messages import HumanMessage
from langgraph.checkpoint.memory import InMemorySaver

from graph.builder import Graph, build
from graph.context import Context
from graph.recall import AnswerCache
from graph.services import Loaded, Services
from tests.serving import NOON, settings


@pytest.fixture(scope="session")
def services(unreachable: str) -> Services:
    """Started services; the weather cannot be reached."""
    found = Services(settings(weather_base_url=unreachable, weather_timeout_seconds=0.5), clock=lambda: NOON)
    asyncio.run(found.start())
    return found


class Changed:
    """The services with an answer cache of their own; parts of what was loaded may be exchanged for others."""

    def __init__(self, services: Services, **parts: Any) -> None:
        self._services, self._parts = services, parts
        self.cache = AnswerCache(300, 64)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._services, name)

    @property
    def loaded(self) -> Loaded:
        return replace(self._services.loaded, **self._parts)


Turn = Callable[..., Any]


@pytest.fixture
def graph(built: Callable[..., Graph]) -> Graph:
    """A graph that works."""
    return built()


@pytest.fixture
def built(services: Services) -> Callable[..., Graph]:
    """A graph in which parts of what was loaded are exchanged."""
    return lambda **parts: build(cast(Services, Changed(services, **parts)), InMemorySaver())


async def turn(graph: Graph, message: str, thread: str | None = None, **context: Any) -> dict[str, Any]:
    """One turn; the graph's output."""
    config = {"configurable": {"thread_id": thread or uuid4().hex}}
    found: dict[str, Any] = await graph.ainvoke(
        {"messages": [HumanMessage(message)]},
        config,
        context=Context(**context),
        durability="exit",  # type: ignore[arg-type]
    )
    return found
