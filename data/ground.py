"""Distance on foot: great circles, the detour of streets, and water that cannot be walked over.

Coordinates are WGS 84 degrees, distances metres. The Bosphorus and the channels between the islands are walls; the
Golden Horn is one too, but has bridges with a footway. Both are lines in `transit/water.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

EARTH_RADIUS_M = 6_371_008.8
DETOUR = 1.3
"""Streets are longer than the crow flies: 1.3 is the usual circuity of dense cities (Giacomin & Levinson 2015)."""
WALK_METERS_PER_SECOND = 4800 / 3600

Point = tuple[float, float]


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance between two (lat, lon) points by the haversine formula."""
    phi1, phi2 = radians(a[0]), radians(b[0])
    h = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(h))


@dataclass(frozen=True, slots=True)
class Wall:
    """A line of water. `bridges` are the middles of what a pedestrian may cross by; none means no way over."""

    pieces: tuple[tuple[Point, Point], ...]
    bridges: tuple[Point, ...]

    def stands_between(self, a: Point, b: Point) -> bool:
        """Whether the straight line from `a` to `b` crosses this water, an odd number of times."""
        between = False
        for p, q in self.pieces:
            if _side(a, b, p) * _side(a, b, q) < 0 and _side(p, q, a) * _side(p, q, b) < 0:
                between = not between
        return between

    def within(self, center: Point, meters: float) -> Wall | None:
        """The part of this wall that a straight walk of `meters` from `center` could meet."""
        up = meters / 111_000
        aside = up / cos(radians(center[0]))
        south, north, west, east = center[0] - up, center[0] + up, center[1] - aside, center[1] + aside
        near = tuple(
            (p, q)
            for p, q in self.pieces
            if min(p[0], q[0]) <= north and max(p[0], q[0]) >= south and min(p[1], q[1]) <= east and max(p[1], q[1]) >= west
        )
        return Wall(near, self.bridges) if near else None


def _side(p: Point, q: Point, r: Point) -> float:
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])


class Ground:
    """Where one can walk."""

    def __init__(self, walls: tuple[Wall, ...] = ()) -> None:
        self._walls = walls

    @classmethod
    def load(cls, path: Path) -> Ground:
        """Reads the walls. Raises `OSError`, `ValueError` or `KeyError` when the file is not one of them."""
        raw = json.loads(path.read_bytes())
        return cls(
            tuple(
                Wall(
                    tuple(((a, b), (c, d)) for (a, b), (c, d) in zip(wall["line"], wall["line"][1:], strict=False)),
                    tuple((lat, lon) for lat, lon in wall["bridges"]),
                )
                for wall in raw["walls"]
            )
        )

    def around(self, center: Point, meters: float) -> Ground:
        """The same ground for walks from `center` of at most `meters` as the crow flies; quicker to ask."""
        return Ground(tuple(near for wall in self._walls if (near := wall.within(center, meters))))

    def walk_m(self, a: Point, b: Point) -> float | None:
        """Metres on foot from `a` to `b`, an estimate; `None` when water without a bridge lies between."""
        crossed = [wall for wall in self._walls if wall.stands_between(a, b)]
        if not crossed:
            return distance_m(a, b) * DETOUR
        if len(crossed) > 1 or not crossed[0].bridges:
            return None
        return DETOUR * min(distance_m(a, bridge) + distance_m(bridge, b) for bridge in crossed[0].bridges)


def walk_seconds(meters: float) -> int:
    """Time for a walk at 4.8 km/h, the pace of an unhurried adult."""
    return round(meters / WALK_METERS_PER_SECOND)
