"""From where the traveller stands to a place: on foot as an honest estimate, by public transport when it is far."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from tools.city import Asking, City, collection, feature
from tools.geo import DETOUR, compass, distance_m, walking_minutes
from tools.resolve import inside, spot
from tools.results import Artifact, Walk

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
        return walk
    journeys = city.planner.plan(here, goal.at, asking.now, step_free=args.step_free, destination_name=goal.name)
    if not journeys.routes:
        return walk.model_copy(update={"problem": "too_far"})
    keys = [_key(city, goal.id), *(f"{source}@{as_of}" for source, as_of in journeys.sources)]
    return walk.model_copy(update={"route": journeys.routes[0], "map": journeys.geometry[0], "sources": city.sources(keys)})


def _key(city: City, goal_id: str | None) -> str:
    if goal_id and (place := city.pack.places.get(goal_id)):
        return f"{place.source}@{place.as_of}"
    area = city.pack.neighborhoods.get((goal_id or "").partition(":")[2])
    return f"{area.source}@{area.as_of}" if area else "osm@2026-06-28"
