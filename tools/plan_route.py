"""A journey by metro, tram, ferry and on foot between two places."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from tools.city import Asking, City
from tools.resolve import Spot, inside, spot
from tools.results import Artifact, Location, RouteFound
from tools.when import moment


class Args(BaseModel):
    """`origin` and `destination` are names in any of the six languages, ids, or coordinates."""

    origin: Annotated[str | Location | None, Field(description="Where it starts; none means the traveller's position")] = None
    destination: Annotated[str | Location | None, Field(description="Where it ends")] = None
    depart_at: Annotated[datetime | None, Field(description="ISO 8601; none means `when`")] = None
    when: Annotated[str | None, Field(description="A `when` value; none means now")] = None
    step_free: bool = False
    avoid: Annotated[list[str], Field(description="ferries, metro, buses, stairs")] = []


_AVOIDED = {"ferries": "ferry", "metro": "metro", "buses": "bus", "trams": "tram"}


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    begin = args.origin or asking.location
    start = spot(city, begin, asking.language) if begin else None
    goal = spot(city, args.destination, asking.language) if args.destination else None
    found = RouteFound(
        origin=start.name if start else str(args.origin or "") or None,
        destination=goal.name if goal else str(args.destination or "") or None,
    )
    problem = _problem(args, start, goal)
    if problem or start is None or goal is None:
        return found.model_copy(update={"problem": problem})
    at = args.depart_at or moment(args.when, asking.now)
    at = at.replace(tzinfo=asking.now.tzinfo) if at.tzinfo is None else at.astimezone(asking.now.tzinfo)
    if args.when and args.depart_at is None and at.date() != asking.now.date() and len(args.when) != 5:
        at = at.replace(hour=max(at.hour, 10), minute=0)
    journeys = city.planner.plan(
        start.at,
        goal.at,
        at,
        step_free=args.step_free or "stairs" in args.avoid,
        avoid=frozenset(_AVOIDED[a] for a in args.avoid if a in _AVOIDED),
        origin_name=start.name,
        destination_name=goal.name,
    )
    keys = [f"{source}@{as_of}" for source, as_of in journeys.sources]
    return found.model_copy(
        update={
            "routes": journeys.routes,
            "maps": journeys.geometry,
            "problem": None if journeys.routes else "no_route",
            "depart_at": at.isoformat(timespec="minutes") if at - asking.now > timedelta(minutes=2) else None,
            "sources": city.sources(keys),
        }
    )


def _problem(args: Args, start: Spot | None, goal: Spot | None) -> str | None:
    if not args.destination:
        return "destination_missing"
    if goal is None:
        return "unknown_destination"
    if start is None:
        return "unknown_origin" if args.origin else "origin_missing"
    if not inside(start.at) or not inside(goal.at):
        return "outside"
    return "same_place" if start.at == goal.at else None
