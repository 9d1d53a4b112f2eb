"""A journey on the map."""

from __future__ import annotations

from data.network import Network
from tools.results import GeoJSON
from tools.transit.journey import Journey, Walk
from tools.transit.raptor import Ride

WALK_COLOR = "#6B7280"


def collection(network: Network, journey: Journey, names: list[tuple[str, str]]) -> GeoJSON:
    """A GeoJSON FeatureCollection (RFC 7946): a line per leg in order, then a point per end of a leg.

    `names` are the two ends of each leg as shown to the traveller. Walks are straight lines: nothing here knows streets.
    """
    features = []
    pins: dict[tuple[float, float], str] = {}
    for order, (leg, (start, end)) in enumerate(zip(journey.legs, names, strict=True)):
        if isinstance(leg, Walk):
            path = [(round(spot.point[1], 6), round(spot.point[0], 6)) for spot in (leg.origin, leg.goal)]
            properties = {"mode": "walk", "line": None, "color": WALK_COLOR, "straight": True}
        else:
            line = network.lines[leg.run.pattern.line]
            path = ride_path(network, leg)
            properties = {"mode": leg.run.mode, "line": line.code, "color": line.color, "straight": False}
        features.append({
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": path},
            "properties": {"kind": "leg", "order": order, "from": start, "to": end, **properties},
        })  # fmt: skip
        pins.setdefault(path[0], start)
        pins.setdefault(path[-1], end)
    for place, name in pins.items():
        features.append({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": place},
            "properties": {"kind": "stop", "name": name},
        })  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def ride_path(network: Network, ride: Ride) -> list[tuple[float, float]]:
    """The way of a ride as (lon, lat), from the stop boarded to the stop left."""
    pattern = ride.run.pattern
    stops = pattern.stops[::-1] if ride.run.back else pattern.stops
    path: list[tuple[float, float]] = []
    for a, b in zip(stops[ride.board : ride.alight], stops[ride.board + 1 : ride.alight + 1], strict=True):
        segment = network.segments.get((pattern.line, a, b))
        part = segment.path if segment else network.segments[pattern.line, b, a].path[::-1]
        path += part[1:] if path else part
    return path
