"""Distances and directions on the ground. Coordinates are WGS 84 degrees, distances metres."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Literal

EARTH_RADIUS_M = 6_371_008.8
WALK_METERS_PER_MINUTE = 80.0
DETOUR = 1.3
"""Streets are longer than the crow flies: 1.3 is the usual circuity of dense cities (Giacomin & Levinson 2015)."""

Compass = Literal["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"]
_COMPASS: tuple[Compass, ...] = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula."""
    phi1, phi2 = radians(lat1), radians(lat2)
    a = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(a))


def compass(lat1: float, lon1: float, lat2: float, lon2: float) -> Compass:
    """Which of eight directions leads from the first point to the second."""
    phi1, phi2, step = radians(lat1), radians(lat2), radians(lon2 - lon1)
    bearing = degrees(atan2(sin(step) * cos(phi2), cos(phi1) * sin(phi2) - sin(phi1) * cos(phi2) * cos(step)))
    return _COMPASS[round(bearing / 45) % 8]


def walking_minutes(meters_as_the_crow_flies: float) -> int:
    """An estimate: at least one minute, with the usual detour of city streets."""
    return max(1, round(meters_as_the_crow_flies * DETOUR / WALK_METERS_PER_MINUTE))
