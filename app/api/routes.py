"""A route between two places."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.responses import BODY, problems
from app.contract import RouteReply, RouteRequest
from app.dependencies import TheServices
from app.problems import ProblemError
from tools import plan_route
from tools.city import Asking
from tools.results import RouteFound

router = APIRouter(prefix="/api/v1", tags=["routes"])

_PROBLEMS = {
    "unknown_origin": (404, "the origin is not known"),
    "unknown_destination": (404, "the destination is not known"),
    "unknown_via": (404, "the place to pass is not known"),
    "outside": (404, "the place lies outside Istanbul"),
}


@router.post("/routes", response_model=RouteReply, responses=problems(*BODY, 404))
async def routes(request: RouteRequest, services: TheServices) -> RouteReply:
    """Up to three ways, the best first; an empty list, and why, when there is none."""
    city = services.loaded.city
    args = plan_route.Args(
        origin=request.origin,
        destination=request.destination,
        via=request.via,
        depart_at=request.depart_at,
        arrive_by=request.arrive_by,
        avoid=request.avoid,
        step_free=request.step_free,
        assume=True,
    )
    found = await plan_route.run(args, city, Asking(request.language, services.clock()))
    assert isinstance(found, RouteFound)
    if found.problem in _PROBLEMS:
        status, detail = _PROBLEMS[found.problem]
        raise ProblemError(status, found.problem, detail)
    return RouteReply(routes=found.routes, sources=found.sources, maps=found.maps, problem=found.problem, advice=found.advice)
