"""Sights: one that was named, or the best for an area, a kind, children, rain or a wheelchair."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from tools.catalogue import Wanted
from tools.city import Asking, City, places_found
from tools.resolve import around
from tools.results import Artifact
from tools.when import moment, names_an_hour

CLOSED_LISTED = 8


class Args(BaseModel):
    """Every wish is optional."""

    places: Annotated[list[str], Field(description="Ids of sights that were asked about by name", max_length=6)] = []
    area: Annotated[str | None, Field(description="Neighbourhood, sight or station, by name or id")] = None
    near_me: Annotated[bool, Field(description="Near the traveller's own position")] = False
    kinds: Annotated[list[str], Field(description="museum, mosque, palace, park, viewpoint, hammam, church …")] = []
    query: Annotated[str, Field(description="What they look for, in their own words", max_length=400)] = ""
    with_children: bool = False
    step_free: Annotated[bool, Field(description="No place with steps; those known to be step-free first")] = False
    indoor: bool = False
    free: Annotated[bool, Field(description="Only places without an entrance fee")] = False
    when: Annotated[str | None, Field(description="A `when` value; places known to be closed then are left out")] = None
    time: Annotated[
        str | None, Field(description="HH:MM on that day at which they shall be open", pattern="^\\d{2}:\\d{2}$")
    ] = None
    closed: Annotated[bool, Field(description="Only places known to be closed on the day of `when`")] = False
    exclude: Annotated[list[str], Field(description="Ids already shown")] = []
    limit: Annotated[int, Field(ge=1, le=6)] = 3


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    at = moment(args.when, asking.now, args.time)
    named = [city.pack.places[i] for i in args.places if i in city.pack.places]
    if named:
        return places_found(city, asking, "attraction", named, at, subject=True)
    where = around(city, asking, args.area, near_me=args.near_me)
    found = city.catalogue.find(
        Wanted(
            families=("sight",),
            query="" if args.closed else args.query,
            kinds=frozenset([*args.kinds, "palace"] if args.closed and "museum" in args.kinds else args.kinds),
            near=where.at,
            side=where.side,
            nearest_first=args.near_me,
            radius_m=1500,
            with_children=args.with_children,
            step_free=args.step_free,
            indoor=args.indoor or None,
            free=args.free,
            open_on=None if args.closed else at.date(),
            open_at=at if names_an_hour(args.when, args.time) and not args.closed else None,
            closed_on=at.date() if args.closed else None,
            exclude=frozenset(args.exclude),
        ),
        CLOSED_LISTED if args.closed else args.limit,
    )
    return places_found(
        city,
        asking,
        "attraction",
        [] if args.closed and found.relaxed else found.places,
        at,
        area=where.name,
        relaxed=found.relaxed,
        from_here=args.near_me,
        closed=args.closed,
    )
