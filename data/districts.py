"""Which of the 39 districts a point lies in, by their outlines (OpenStreetMap, simplified to about 50 m)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import Point, shape

FILE = Path(__file__).parent / "city" / "districts.geojson"
SHORE_DEGREES = 0.006
"""About 600 m: piers, islets and bridges lie outside every outline, and belong to the nearest shore."""


class Districts:
    """The outlines in memory; asking costs some microseconds."""

    def __init__(self, path: Path = FILE) -> None:
        features = json.loads(path.read_bytes())["features"]
        self._ids = [str(feature["properties"]["id"]) for feature in features]
        self._outlines = [shape(feature["geometry"]) for feature in features]
        self._tree = shapely.STRtree(self._outlines)

    def at(self, lat: float, lon: float) -> str | None:
        """The id of the district, of the nearest one for a point just off its shore, or None outside the province."""
        point = Point(lon, lat)
        inside = self._tree.query(point, predicate="within")
        if len(inside):
            return self._ids[int(np.min(inside))]
        nearest = int(self._tree.nearest(point))
        return self._ids[nearest] if self._outlines[nearest].distance(point) <= SHORE_DEGREES else None

    def meters_off(self, district: str, lat: float, lon: float) -> float:
        """How far a point lies outside a district, in metres, roughly; 0 inside."""
        return float(self._outlines[self._ids.index(district)].distance(Point(lon, lat))) * 100_000
