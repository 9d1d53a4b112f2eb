"""What an area is like, whom it suits, how to get there; or which areas suit a wish."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from data.schema import District, Neighborhood
from tools.catalogue import Wanted, source_key
from tools.city import Asking, City
from tools.results import AreaFound, AreasFound, Artifact, Location


class Args(BaseModel):
    areas: Annotated[list[str], Field(description="Ids such as neighborhood:moda or district:kadikoy", max_length=3)] = []
    near_me: bool = False
    query: Annotated[str, Field(description="The wish in the traveller's own words", max_length=2000)] = ""
    suits: Annotated[list[str], Field(description="families, couples, nightlife, budget, luxury, quiet, history, food …")] = []
    limit: Annotated[int, Field(ge=1, le=4)] = 3


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    entries = [e for i in args.areas if (e := _entry(city, i))]
    if not entries and args.near_me and asking.location and (near := city.catalogue.nearest_neighborhood(asking.location)):
        entries = [near]
    if not entries:
        entries = list(_suited(city, args))
    areas = [_found(city, asking, e, with_places=len(entries) == 1) for e in entries]
    return AreasFound(
        areas=areas, sources=city.sources(key for a in areas for key in (a.source, *(p.source for p in a.places)))
    )


def _entry(city: City, area_id: str) -> Neighborhood | District | None:
    family, _, rest = area_id.partition(":")
    return city.pack.districts.get(rest) if family == "district" else city.pack.neighborhoods.get(rest or family)


def _suited(city: City, args: Args) -> list[Neighborhood]:
    areas = (f"neighborhood:{i}" for i in city.pack.neighborhoods)
    matches = city.catalogue.matches(args.query, areas) if args.query else {}
    wanted = set(args.suits)
    ranked = sorted(
        city.pack.neighborhoods.values(),
        key=lambda n: (-len(wanted & set(n.suits)) - matches.get(f"neighborhood:{n.id}", 0.0) - 0.2 * n.prominence, n.id),
    )
    return ranked[: args.limit]


def _found(city: City, asking: Asking, entry: Neighborhood | District, *, with_places: bool) -> AreaFound:
    district = city.pack.districts[entry.district] if isinstance(entry, Neighborhood) else entry
    at = Location(lat=entry.position.lat, lon=entry.position.lon) if isinstance(entry, Neighborhood) else None
    places = []
    if with_places:
        radius = entry.radius_m if isinstance(entry, Neighborhood) else 1500
        wanted = Wanted(families=("sight", "gem"), near=at, radius_m=radius,
                        district=None if at else district.id)  # fmt: skip
        found = city.catalogue.find(wanted, 3)
        places = [city.catalogue.as_place(p, asking.language, asking.now) for p in found.places if "area" not in found.relaxed]
    return AreaFound(
        name=entry.name.in_(asking.language),
        description=entry.about.in_(asking.language),
        side=district.side,
        suits=list(entry.suits) if isinstance(entry, Neighborhood) else [],
        stops=list(entry.stops) if isinstance(entry, Neighborhood) else [],
        places=places,
        lat=at.lat if at else None,
        lon=at.lon if at else None,
        source=source_key(entry),
    )
