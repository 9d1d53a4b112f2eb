"""Which district, and which side of the city, a point is in: by polygon, because no longitude separates the two."""

from __future__ import annotations

import json
from functools import cache
from typing import Literal, get_args

from shapely import STRtree
from shapely.geometry import Point, shape

from data.load import PACK

Side = Literal["asian", "european"]
SIDES: tuple[Side, ...] = get_args(Side)
_POLYGONS = PACK / "city" / "districts.geojson"
NEAREST_DEGREES = 0.02
"""About two kilometres: a point on the water belongs to the shore it is nearest to, one farther out to none."""


@cache
def _districts() -> tuple[list[str], STRtree]:
    features = json.loads(_POLYGONS.read_bytes())["features"]
    return [f["properties"]["id"] for f in features], STRtree([shape(f["geometry"]) for f in features])


def district_of(lat: float, lon: float) -> str | None:
    """The id of the district a point lies in, or of the nearest one when it is on the water; None outside the city."""
    ids, tree = _districts()
    point = Point(lon, lat)
    inside = tree.query(point, predicate="within")
    found = inside if len(inside) else tree.query_nearest(point, max_distance=NEAREST_DEGREES)
    return ids[int(found[0])] if len(found) else None
