"""Is it alive, can it answer, and how is everything it depends on?"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from app.api.responses import problems
from app.dependencies import TheRoom, TheServices, TheStoreProbe
from app.probe import Probe
from app.problems import ProblemError
from graph.answer import Degradation
from graph.degradation import of_names
from tools.dependencies import POLICIES
from tools.guard import Failure, Guard, Step

router = APIRouter(tags=["operation"])


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class LastFailure(BaseModel):
    at: datetime
    failure: Failure


class Dependency(BaseModel):
    """`breaker` is closed while the dependency may be called, half_open while one call tries whether it is well again.

    `chain` is what answers, in order: the first link that has something. `status` is `off` for what is not configured.
    """

    name: str
    status: Literal["ok", "failing", "untried", "off"]
    latency_ms: float | None = None
    breaker: Literal["closed", "open", "half_open"] = "closed"
    required: bool
    chain: list[Step] = []
    last_success: datetime | None = None
    last_failure: LastFailure | None = None

    @classmethod
    def of(cls, guard: Guard) -> Dependency:
        """What a guard knows of its dependency; nothing is called."""
        failed = guard.last_failure
        tried = guard.last_success or failed
        return cls(
            name=guard.name,
            status="off" if not guard.configured else "failing" if guard.failing else "ok" if tried else "untried",
            latency_ms=guard.latency_ms,
            breaker=guard.breaker.state,
            required=guard.policy.required,
            chain=list(guard.policy.chain),
            last_success=guard.last_success,
            last_failure=LastFailure(at=failed[0], failure=failed[1]) if failed else None,
        )


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
async def ready(services: TheServices, room: TheRoom) -> Health:
    """The city is loaded: something true can be said, with or without everything else. Until the service stops."""
    if room.closed:
        raise ProblemError(503, "shutting_down", "the service is stopping", headers={"Retry-After": "5"})
    if not services.ready:
        raise ProblemError(503, "not_ready", "the service is starting", headers={"Retry-After": "1"})
    return Health()


@router.get("/api/health/detailed", response_model=DetailedHealth)
async def detailed(services: TheServices, probe: TheStoreProbe) -> DetailedHealth:
    """Every dependency with its latency and state, and the level an answer would have now."""
    store = await _store(probe)
    pack = Dependency(name="catalogue", status="ok" if services.ready else "untried", required=True, chain=["packed_city"])
    dependencies = [pack, store, *(Dependency.of(guard) for guard in services.guards.all())]
    failing = [d.name for d in dependencies if d.status == "failing"]
    return DetailedHealth(status="degraded" if failing else "ok", dependencies=dependencies, degradation=of_names(failing))


async def _store(probe: Probe) -> Dependency:
    latency, chain = await probe.latency_ms(), list(POLICIES["store"].chain)
    if latency is None:
        return Dependency(name="store", status="failing", required=False, breaker="open", chain=chain)
    return Dependency(name="store", status="ok", latency_ms=latency, required=False, chain=chain)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}})
async def metrics() -> Response:
    """Prometheus metrics."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
