"""An order of sights for some hours: open that day, close to each other, with a place to eat between."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from data.schema import Place, Sight
from tools import hours
from tools.catalogue import Wanted
from tools.city import Asking, City, places_found
from tools.geo import distance_m
from tools.resolve import around
from tools.results import Artifact
from tools.when import moment

PACE_MINUTES = 120
"""One stop with the way to it, at a pace that a visitor enjoys."""


class Args(BaseModel):
    area: Annotated[str | None, Field(description="Where to be, by name or id; none means the old city")] = None
    near_me: bool = False
    hours: Annotated[float, Field(gt=0, le=96, description="How long they have")] = 6.0
    with_children: bool = False
    step_free: bool = False
    indoor: bool = False
    free: bool = False
    when: str | None = None
    places: Annotated[list[str], Field(description="Ids that must be in it", max_length=6)] = []
    exclude: list[str] = []


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    at = moment(args.when, asking.now)
    where = around(city, asking, args.area, near_me=args.near_me)
    count = max(2, min(6, round(args.hours * 60 / PACE_MINUTES)))
    fixed = [city.pack.places[i] for i in args.places if i in city.pack.places]
    wanted = Wanted(
        families=("sight",), near=where.at, side=where.side, radius_m=2500,
        with_children=args.with_children, step_free=args.step_free, indoor=args.indoor or None,
        free=args.free, exclude=frozenset([*args.exclude, *args.places]),
    )  # fmt: skip
    found = city.catalogue.find(wanted, 40)
    longest = args.hours * 60 / 2
    usable = [
        p for p in found.places if hours.spans(p, at.date()) != [] and (getattr(p, "visit_minutes", None) or 0) <= longest
    ]
    stops = _ordered([*fixed, *_compact(usable, fixed, count - len(fixed))])
    return places_found(city, asking, "itinerary", stops, at, area=where.name, relaxed=found.relaxed)


def _compact(candidates: list[Place], fixed: list[Place], count: int) -> list[Place]:
    """The best candidate and those worth the walk from it, no more than two of a kind."""
    chosen: list[Place] = []
    anchor = fixed[0] if fixed else candidates[0] if candidates else None
    if anchor is None or count <= 0:
        return []
    ranked = sorted(
        enumerate(candidates), key=lambda pair: pair[0] * 0.12 + _meters(anchor, pair[1]) / 900 - 0.35 * pair[1].prominence
    )
    for _, place in ranked:
        kinds = [p.kind for p in (*fixed, *chosen) if isinstance(p, Sight)]
        if isinstance(place, Sight) and kinds.count(place.kind) < 2:
            chosen.append(place)
        if len(chosen) == count:
            break
    return chosen


def _ordered(stops: list[Place]) -> list[Place]:
    """Nearest neighbour from the first: good enough for six stops."""
    if len(stops) < 3:
        return stops
    ordered, left = [stops[0]], stops[1:]
    while left:
        nearest = min(left, key=lambda p: _meters(ordered[-1], p))
        ordered.append(nearest)
        left.remove(nearest)
    return ordered


def _meters(a: Place, b: Place) -> float:
    return distance_m(a.position.lat, a.position.lon, b.position.lat, b.position.lon)
