"""Is it alive, can it answer, and how is everything it depends on?"""

from __future__ import annotations

import asyncio
import time
from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from app.api.responses import problems
from app.dependencies import TheMemory, TheServices
from app.problems import ProblemError
from graph.answer import Degradation

router = APIRouter(tags=["operation"])

PROBE_SECONDS = 1.0


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class Dependency(BaseModel):
    """`breaker` is closed while the dependency may be called."""

    name: str
    status: Literal["ok", "failing", "untried"]
    latency_ms: float | None = None
    breaker: Literal["closed", "open"] = "closed"
    required: bool


class DetailedHealth(BaseModel):
    status: Literal["ok", "degraded"]
    dependencies: list[Dependency]
    degradation: Degradation


@router.get("/api/health", response_model=Health)
@router.get("/api/health/live", response_model=Health)
async def live() -> Health:
    """The process answers."""
    return Health()


@router.get("/api/health/ready", response_model=Health, responses=problems(503))
async def ready(services: TheServices) -> Health:
    """The city is loaded: something true can be said."""
    if not services.ready:
        raise ProblemError(503, "not_ready", "the service is starting", headers={"Retry-After": "1"})
    return Health()


@router.get("/api/health/detailed", response_model=DetailedHealth)
async def detailed(services: TheServices, memory: TheMemory) -> DetailedHealth:
    """Every dependency with its latency and state, and the level an answer would have now."""
    store = await _store(memory)
    forecast = services.loaded.city.forecasts.state() if services.ready else "untried"
    weather = Dependency(name="weather", status=forecast, breaker="open" if forecast == "failing" else "closed", required=False)
    pack = Dependency(name="catalogue", status="ok" if services.ready else "untried", required=True)
    dependencies = [pack, store, weather]
    failing = [d.name for d in dependencies if d.status == "failing"]
    level = 1 if not failing else 3 if "store" in failing else 2
    return DetailedHealth(
        status="degraded" if failing else "ok", dependencies=dependencies, degradation=Degradation.of(level, failing)
    )


async def _store(memory: TheMemory) -> Dependency:
    started = time.perf_counter()
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            await memory.records.ping()
    except Exception:
        return Dependency(name="store", status="failing", required=False, breaker="open")
    return Dependency(name="store", status="ok", latency_ms=round((time.perf_counter() - started) * 1000, 3), required=False)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}})
async def metrics() -> Response:
    """Prometheus metrics."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
