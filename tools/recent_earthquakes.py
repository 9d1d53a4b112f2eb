"""Earthquakes measured around Istanbul in the last hours and days."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from tools import metrics
from tools.city import Asking, City
from tools.earthquakes import RADIUS_KM
from tools.guard import Unavailable
from tools.results import Artifact, EarthquakesFound, Quake

SHOWN = 4


class Args(BaseModel):
    hours: Annotated[int, Field(ge=1, le=168, description="How far back to look")] = 72
    min_magnitude: Annotated[float, Field(ge=2.5, le=9)] = 3.0


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    asked = EarthquakesFound(hours=args.hours, radius_km=RADIUS_KM, min_magnitude=args.min_magnitude)
    feed = city.live.earthquakes
    try:
        found = await feed.get(asking.now)
    except Unavailable:
        metrics.FALLBACKS.labels("earthquakes", "unknown").inc()
        return asked.model_copy(update={"unavailable": ["earthquakes"]})
    since = asking.now - timedelta(hours=args.hours)
    recent = [
        q for q in found.value if since <= q.at <= asking.now + timedelta(minutes=5) and q.magnitude >= args.min_magnitude
    ]
    source = feed.source(asking.now)
    shown = (
        recent
        if len(recent) <= SHOWN
        else sorted(sorted(recent, key=lambda q: -q.magnitude)[:SHOWN], key=lambda q: q.at, reverse=True)
    )
    return asked.model_copy(
        update={
            "known": True,
            "total": len(recent),
            "earthquakes": [
                Quake(
                    at=q.at.astimezone(asking.now.tzinfo).isoformat(timespec="minutes"),
                    magnitude=round(q.magnitude, 1),
                    distance_km=round(q.distance_km),
                    depth_km=round(q.depth_km) if q.depth_km is not None else None,
                    region=q.region,
                    lat=q.lat,
                    lon=q.lon,
                    source=source.id,
                )
                for q in shown
            ],
            "stale_minutes": found.minutes if found.step == "stale_cache" else None,
            "sources": [source],
            "unavailable": ["earthquakes"] if found.step == "stale_cache" else [],
        }
    )
