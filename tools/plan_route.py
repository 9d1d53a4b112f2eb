"""A journey by metro, tram, ferry and on foot between two places."""

from __future__ import annotations

from dataclasses import replace
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
    prefer: Annotated[str | None, Field(description="ferry, metro or tram: a way that uses it comes first")] = None


_RIDES = {"metro", "tram", "marmaray", "ferry", "funicular", "metrobus", "cable_car", "bus"}
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
    if args.depart_at and not 1980 <= args.depart_at.year <= 2200:
        return found.model_copy(update={"problem": "no_route"})
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
    if args.prefer and not any(leg.mode == args.prefer for route in journeys.routes for leg in route.legs):
        others = frozenset(_RIDES - {args.prefer})
        wanted = city.planner.plan(start.at, goal.at, at, step_free=args.step_free, avoid=others, limit=1,
                                   origin_name=start.name, destination_name=goal.name)  # fmt: skip
        if any(leg.mode == args.prefer for route in wanted.routes for leg in route.legs):
            journeys = replace(
                journeys,
                routes=[*wanted.routes, *journeys.routes],
                geometry=[*wanted.geometry, *journeys.geometry],
                sources=list(dict.fromkeys([*wanted.sources, *journeys.sources])),
            )
    order = sorted(range(len(journeys.routes)), key=lambda n: all(leg.mode != args.prefer for leg in journeys.routes[n].legs))
    keys = [f"{source}@{as_of}" for source, as_of in journeys.sources]
    return found.model_copy(
        update={
            "routes": [journeys.routes[n] for n in order],
            "maps": [journeys.geometry[n] for n in order],
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
