"""Places as GeoJSON points, and a link to the open map."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from tools.catalogue import source_key
from tools.city import Asking, City, collection, feature
from tools.resolve import by_id
from tools.results import Artifact, MapShown


class Args(BaseModel):
    places: Annotated[list[str], Field(description="Ids of places, neighbourhoods or stops", max_length=12)] = []


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    spots = [s for i in args.places if (s := by_id(city, i, asking.language))]
    features = [feature(s.at.lat, s.at.lon, id=s.id, name=s.name) for s in spots]
    known = {**city.pack.places, **{f"neighborhood:{k}": v for k, v in city.pack.neighborhoods.items()}}
    keys = [source_key(known[i]) for i in args.places if i in known]
    first = spots[0].at if spots else None
    link = (
        f"https://www.openstreetmap.org/?mlat={first.lat:.5f}&mlon={first.lon:.5f}#map=17/{first.lat:.5f}/{first.lon:.5f}"
        if first
        else None
    )
    return MapShown(map=collection(features), names=[s.name for s in spots], link=link, sources=city.sources(keys))
