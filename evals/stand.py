"""The program on the test stand: offline, with a fixed clock, no cache, no language model, the weather service down."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from langchain_core.messages import HumanMessage, ToolMessage

from data.schema import Language
from graph.answer import Answer
from graph.builder import Graph, build
from graph.context import Context
from graph.services import Loaded, Services
from graph.settings import Settings
from tools.clock import ISTANBUL
from tools.results import Location

TUESDAY = datetime(2026, 11, 24, 11, 0, tzinfo=ISTANBUL)
"""The moment of every case: a Tuesday, when Topkapı Palace is closed, late in the morning."""
NOWHERE = "http://127.0.0.1:9/v1/forecast"
"""Nothing listens on the discard port, and a refused connection costs no time."""


def offline_settings(**changes: Any) -> Settings:
    """Settings that neither the environment nor a `.env` can change."""
    fixed: dict[str, Any] = {
        "llm_base_url": None, "llm_model": None, "llm_api_key": None, "llm_fallbacks": [],
        "answer_cache_seconds": 0.0, "weather_base_url": NOWHERE, "marine_base_url": None, "rates_url": None,
        "earthquakes_url": None, "events_feeds": [], "routing_base_url": None,
    }  # fmt: skip
    return Settings(_env_file=None, **{**fixed, **changes})


@dataclass(frozen=True)
class Turn:
    """What one message brought about."""

    answer: Answer
    events: list[tuple[str, dict[str, Any]]]
    tools: list[tuple[str, str]]
    """Name and status (`success`, `error`) of every tool that ran."""
    milliseconds: float

    @property
    def streamed(self) -> str:
        """What a reader of the stream has on the screen in the end."""
        text = ""
        for name, data in self.events:
            text = "" if name == "reset" else text + data["text"] if name == "token" else text
        return text


@dataclass(frozen=True)
class Stand:
    services: Services
    graph: Graph
    loaded: Loaded

    async def turn(self, text: str, *, id: str, language: Language | None = None, location: Location | None = None) -> Turn:
        """One turn of a new conversation. Raises what the graph raises."""
        context = Context(
            language=language, lat=location.lat if location else None, lon=location.lon if location else None, turn_id=id
        )
        events: list[tuple[str, dict[str, Any]]] = []
        state: dict[str, Any] = {}
        started = time.perf_counter()
        mode: str
        part: Any
        async for mode, part in self.graph.astream(
            {"messages": [HumanMessage(text)]}, context=context, stream_mode=["custom", "values"]
        ):
            if mode == "custom":
                events.append((part["event"], part["data"]))
            else:
                state = part
        took = (time.perf_counter() - started) * 1000
        ran = [(str(m.name), str(m.status)) for m in state["messages"] if isinstance(m, ToolMessage)]
        return Turn(Answer.model_validate(state["turn"]["answer"]), events, ran, took)


@asynccontextmanager
async def stand() -> AsyncIterator[Stand]:
    """The started program; closed in the end."""
    services = Services(offline_settings(), clock=lambda: TUESDAY)
    loaded = await services.start()
    loaded.city.catalogue.index.warm()
    try:
        yield Stand(services, build(services), loaded)
    finally:
        await services.aclose()
