"""From where the traveller stands to a place: on foot along streets or as an honest estimate, else by public transport."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from tools import metrics
from tools.city import Asking, City, collection, feature
from tools.geo import DETOUR, compass, distance_m, walking_minutes
from tools.guard import Unavailable
from tools.resolve import inside, spot
from tools.results import Artifact, Location, Walk
from tools.streets import on_streets

FAR_METERS = 2500


class Args(BaseModel):
    origin: Annotated[str | None, Field(description="Where they say they are; their position goes before it")] = None
    destination: Annotated[str | None, Field(description="Name or id of where to go")] = None
    step_free: bool = False


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    goal = spot(city, args.destination, asking.language) if args.destination else None
    if goal is None:
        return Walk(destination=args.destination, problem="unknown_destination" if args.destination else None)
    start = spot(city, args.origin, asking.language) if args.origin and asking.location is None else None
    here = asking.location or (start.at if start else None)
    if here is None:
        return Walk(destination=goal.name, problem="location_missing")
    if not inside(here):
        return Walk(destination=goal.name, problem="outside")
    crow = distance_m(here.lat, here.lon, goal.at.lat, goal.at.lon)
    walk = Walk(
        destination=goal.name,
        meters=round(crow * DETOUR / 10) * 10,
        minutes=walking_minutes(crow),
        direction=compass(here.lat, here.lon, goal.at.lat, goal.at.lon),
        map=collection([feature(goal.at.lat, goal.at.lon, name=goal.name)]),
        sources=city.sources([_key(city, goal.id)]),
    )
    if crow <= FAR_METERS:
        return await _along_streets(city, asking, walk, here, goal.at)
    journeys = city.planner.plan(here, goal.at, asking.now, step_free=args.step_free, destination_name=goal.name)
    if not journeys.routes:
        return walk.model_copy(update={"problem": "too_far"})
    keys = [_key(city, goal.id), *(f"{source}@{as_of}" for source, as_of in journeys.sources)]
    route, shape, found, failed = await on_streets(city, journeys.routes[0], journeys.geometry[0])
    sources = [*city.sources(keys), *([city.live.walking.source(asking.now.date())] if found else [])]
    missing = ["routing"] if failed else []
    return walk.model_copy(update={"route": route, "map": shape, "sources": sources, "unavailable": missing})


async def _along_streets(city: City, asking: Asking, walk: Walk, here: Location, goal: Location) -> Walk:
    """The walk with its streets, if a server is configured and knows a way; else the estimate it was."""
    if not city.live.walking.configured:
        return walk
    try:
        way = await city.live.walking.way(here, goal)
    except Unavailable:
        metrics.FALLBACKS.labels("routing", "straight_line_estimate").inc()
        return walk.model_copy(update={"unavailable": ["routing"]})
    if way is None:
        return walk
    line = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": way.path},
            "properties": {"kind": "leg", "mode": "walk", "order": 0, "straight": False}}  # fmt: skip
    shape = collection([line, *(walk.map or {"features": []})["features"]])
    changed = {"meters": way.meters, "minutes": way.minutes, "steps": way.steps, "map": shape}
    return walk.model_copy(update={**changed, "sources": [city.live.walking.source(asking.now.date()), *walk.sources]})


def _key(city: City, goal_id: str | None) -> str:
    if goal_id and (place := city.pack.places.get(goal_id)):
        return f"{place.source}@{place.as_of}"
    area = city.pack.neighborhoods.get((goal_id or "").partition(":")[2])
    return f"{area.source}@{area.as_of}" if area else "osm@2026-06-28"
