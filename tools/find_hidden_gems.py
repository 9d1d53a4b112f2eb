"""Places few visitors find, and why each is one."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from tools.catalogue import Wanted
from tools.city import Asking, City, places_found
from tools.resolve import around
from tools.results import Artifact
from tools.when import moment, names_an_hour


class Args(BaseModel):
    """Every wish is optional."""

    area: Annotated[str | None, Field(description="Neighbourhood, sight or station, by name or id")] = None
    near_me: Annotated[bool, Field(description="Near the traveller's own position")] = False
    with_children: bool = False
    step_free: bool = False
    when: Annotated[str | None, Field(description="A `when` value")] = None
    query: Annotated[str, Field(max_length=400)] = ""
    exclude: list[str] = []
    limit: Annotated[int, Field(ge=1, le=6)] = 3


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    at = moment(args.when, asking.now)
    where = around(city, asking, args.area, near_me=args.near_me)
    found = city.catalogue.find(
        Wanted(
            families=("gem",),
            query=args.query,
            near=where.at,
            side=where.side,
            nearest_first=args.near_me,
            radius_m=2000,
            with_children=args.with_children,
            step_free=args.step_free,
            open_on=at.date(),
            open_at=at if names_an_hour(args.when) else None,
            exclude=frozenset(args.exclude),
        ),
        args.limit,
    )
    return places_found(
        city,
        asking,
        "gem",
        found.places,
        at,
        area=where.name,
        relaxed=found.relaxed,
        from_here=args.near_me,
    )
