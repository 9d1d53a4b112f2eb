"""Puts the walks of a planned route onto streets, where a routing server is configured and answers."""

from __future__ import annotations

import asyncio

from tools import metrics
from tools.city import City
from tools.guard import Unavailable
from tools.results import GeoJSON, Leg, Location, Route
from tools.walking import Way

LEAST_METERS = 100
"""Shorter walks are left as they are."""
LATE_MINUTES = 2
"""A walk that takes so much longer than was estimated may miss the departure it led to: the time of that is withdrawn."""


async def on_streets(city: City, route: Route, shape: GeoJSON) -> tuple[Route, GeoJSON, bool, bool]:
    """The route with walks along streets, its map, whether any was found, and whether the server failed."""
    if not city.live.walking.configured:
        return route, shape, False, False
    walks = [n for n, leg in enumerate(route.legs) if leg.mode == "walk" and (leg.meters or LEAST_METERS) >= LEAST_METERS]
    asked = await asyncio.gather(*(_way(city, route.legs[n]) for n in walks))
    failed = any(isinstance(way, Unavailable) for way in asked)
    ways = {n: way for n, way in zip(walks, asked, strict=True) if isinstance(way, Way)}
    return (*_replaced(route, shape, ways), bool(ways), failed)


async def _way(city: City, leg: Leg) -> Way | Unavailable | None:
    try:
        return await city.live.walking.way(
            Location(lat=leg.from_.lat, lon=leg.from_.lon), Location(lat=leg.to.lat, lon=leg.to.lon)
        )
    except Unavailable as error:
        metrics.FALLBACKS.labels("routing", "straight_line_estimate").inc()
        return error


def _replaced(route: Route, shape: GeoJSON, ways: dict[int, Way]) -> tuple[Route, GeoJSON]:
    legs: list[Leg] = []
    later = 0
    for n, leg in enumerate(route.legs):
        way = ways.get(n)
        if way:
            later += way.minutes - leg.minutes
            legs.append(leg.model_copy(update={"minutes": way.minutes, "meters": way.meters}))
        else:
            legs.append(leg.model_copy(update={"departs": None}) if later >= LATE_MINUTES else leg)
    walked = sum(leg.minutes for leg in legs if leg.mode == "walk")
    features = [
        {
            **feature,
            "geometry": {"type": "LineString", "coordinates": ways[feature["properties"]["order"]].path},
            "properties": {**feature["properties"], "straight": False},
        }
        if feature["properties"].get("order") in ways
        else feature
        for feature in shape["features"]
    ]
    changed = {"legs": legs, "minutes": route.minutes + later, "walking_minutes": walked}
    return route.model_copy(update=changed), {**shape, "features": features}
