"""Which stops can be walked to from a place, and how far it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import cos, radians

from data.ground import Ground, Point, distance_m
from data.network import Network

NEAR_M, FAR_M = 1500, 3000
"""Metres on foot to a stop: what is ordinary, and what is accepted where nothing is nearer."""
METERS_PER_DEGREE = 111_195.0


class Surroundings:
    """The stops of a network as points on a plane."""

    def __init__(self, network: Network) -> None:
        self._ground: Ground = network.ground
        self._points: list[Point] = [(stop.lat, stop.lon) for stop in network.stops.values()]
        routed = {stop for p in network.patterns.values() if network.lines[p.line].status == "operating" for stop in p.stops}
        self._routed = [stop in routed for stop in network.stops]
        self._northwards = sorted(range(len(self._points)), key=lambda number: self._points[number])
        self._latitudes = [self._points[number][0] for number in self._northwards]

    def stops_near(self, point: Point, meters: float, *, routed: bool = True) -> list[tuple[int, float]]:
        """Stops and metres as the crow flies, nearest first; with `routed`, only those where something departs."""
        lat, lon = point
        tall = meters / METERS_PER_DEGREE
        wide = tall / cos(radians(lat))
        band = self._northwards[bisect_left(self._latitudes, lat - tall) : bisect_right(self._latitudes, lat + tall)]
        found = [
            (number, distance_m(point, self._points[number]))
            for number in band
            if abs(self._points[number][1] - lon) <= wide and (self._routed[number] or not routed)
        ]
        return sorted((entry for entry in found if entry[1] <= meters), key=lambda entry: entry[1])

    def on_foot(self, point: Point, limit_m: float = NEAR_M) -> dict[int, int]:
        """Stops within `limit_m` metres on foot, and how many metres they are away."""
        ground = self._ground.around(point, limit_m)
        found: dict[int, int] = {}
        for number, _ in self.stops_near(point, limit_m):
            meters = ground.walk_m(point, self._points[number])
            if meters is not None and meters <= limit_m:
                found[number] = round(meters)
        return found

    def walkable(self, point: Point) -> dict[int, int]:
        """Like `on_foot`; the nearest three up to 3000 metres where there is none within 1500."""
        found = self.on_foot(point)
        if not found:
            far = sorted(self.on_foot(point, FAR_M).items(), key=lambda entry: entry[1])
            found = dict(far[:3])
        return found

    def walk_m(self, a: Point, b: Point) -> float | None:
        """Metres on foot between two places; `None` when there is water between them."""
        return self._ground.walk_m(a, b)
