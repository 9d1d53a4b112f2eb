"""Somewhere to eat or drink, by area, cuisine, dish, diet, budget, meal and setting."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from data.schema import Diet
from tools.catalogue import Wanted
from tools.city import Asking, City, places_found
from tools.resolve import around
from tools.results import Artifact
from tools.when import moment, names_an_hour

LEVELS = {"cheap": (None, 1), "moderate": (2, 3), "expensive": (3, None)}
"""Price levels from and to. The answer calls level 1 cheap, 2 moderate; who asks for cheap hears when there is none."""


class Args(BaseModel):
    """Every wish is optional."""

    area: Annotated[str | None, Field(description="Neighbourhood, sight or station to eat near, by name or id")] = None
    near_me: Annotated[bool, Field(description="Near the traveller's own position")] = False
    cuisine: Annotated[str | None, Field(description="One English word such as seafood, kebab, vegan")] = None
    dish: Annotated[str | None, Field(description="Id of a dish, such as lahmacun")] = None
    diet: Annotated[list[Diet], Field(description="Diets that must be confirmed by a source")] = []
    budget: Annotated[str | None, Field(description="cheap, moderate or expensive", pattern="^(cheap|moderate|expensive)$")] = (
        None
    )
    meal: Annotated[str | None, Field(description="breakfast, lunch, dinner, coffee, dessert, snack or late_night")] = None
    setting: Annotated[str | None, Field(description="bosphorus_view, rooftop, waterfront, quiet, historic")] = None
    step_free: Annotated[bool, Field(description="No place with steps; those known to be step-free first")] = False
    when: Annotated[str | None, Field(description="A `when` value; places known to be closed then are left out")] = None
    place: Annotated[str | None, Field(description="Id of one eatery that was asked about by name")] = None
    exclude: Annotated[list[str], Field(description="Ids already shown")] = []
    limit: Annotated[int, Field(ge=1, le=6)] = 3


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    at = moment(args.when, asking.now)
    if args.place and (named := city.pack.places.get(args.place)):
        return places_found(city, asking, "restaurant", [named], at, subject=True, diets=args.diet)
    where = around(city, asking, args.area, near_me=args.near_me)
    low, high = LEVELS.get(args.budget or "", (None, None))
    found = city.catalogue.find(
        Wanted(
            families=("eatery",),
            near=where.at,
            side=where.side,
            nearest_first=args.near_me,
            radius_m=1200 if where.name and where.kind != "district" else 1500,
            cuisine=args.cuisine.replace("_", "-") if args.cuisine and args.cuisine not in args.diet else None,
            dish=args.dish,
            diet=tuple(args.diet),
            min_price_level=low,
            max_price_level=high,
            meal=args.meal,
            setting=args.setting,
            step_free=args.step_free,
            open_on=at.date(),
            open_at=at if names_an_hour(args.when) else None,
            exclude=frozenset(args.exclude),
        ),
        args.limit,
    )
    return places_found(
        city, asking, "restaurant", found.places, at,
        area=where.name, relaxed=found.relaxed, from_here=args.near_me, unconfirmed=found.unconfirmed,
        diets=args.diet,
    )  # fmt: skip
