"""Recent earthquakes: GeoJSON as EMSC and USGS publish it, or AFAD's list, told apart by what is sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter

from tools.geo import distance_m
from tools.guard import Found, Guard, Upstream
from tools.http import Http
from tools.results import Source

EMSC = "https://www.seismicportal.eu/fdsnws/event/1/query"
CENTRE = (41.01, 28.97)
RADIUS_KM = 250
DAYS = 7
LEAST_MAGNITUDE = 2.5
MAX_BYTES = 1024 * 1024


class Earthquake(BaseModel):
    """`at` in UTC, `depth_km` below the ground, `distance_km` from the centre of Istanbul."""

    at: AwareDatetime
    magnitude: Annotated[float, Field(ge=-2, le=10)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    depth_km: Annotated[float, Field(ge=-10, le=800)] | None = None
    region: Annotated[str, Field(max_length=200)] = ""

    @property
    def distance_km(self) -> float:
        return distance_m(*CENTRE, self.lat, self.lon) / 1000


_LIST = TypeAdapter(list[Earthquake])


@dataclass
class EarthquakeFeed:
    """`url` is an FDSN event service (`…/query`), AFAD's `…/filter`, or a file with a feed."""

    url: str | None
    http: Http
    guard: Guard

    def __post_init__(self) -> None:
        self.upstream = Upstream(self.guard, parsed)

    async def get(self, now: datetime) -> Found[list[Earthquake]]:
        """What was felt or measured around Istanbul in the last week, newest first. Raises `Unavailable`."""
        query = _query(self.url or "", now.astimezone(UTC) - timedelta(days=DAYS), now.astimezone(UTC))
        return await self.upstream.get(
            "marmara", lambda seconds: self.http.get(self.url or "", query, seconds=seconds, max_bytes=MAX_BYTES)
        )

    def source(self, now: datetime) -> Source:
        host = urlsplit(self.url or "").hostname or ""
        title, publisher, url = next((v for k, v in _PUBLISHERS.items() if k in host), ("Earthquake feed", host, None))
        return Source(id=f"earthquakes@{now.date()}", title=title, publisher=publisher, url=url, as_of=now.date())


_PUBLISHERS: dict[str, tuple[str, str, str | None]] = {
    "seismicportal": (
        "Recent earthquakes",
        "European-Mediterranean Seismological Centre (EMSC)",
        "https://www.seismicportal.eu",
    ),
    "usgs": ("Recent earthquakes", "U.S. Geological Survey", "https://earthquake.usgs.gov"),
    "afad": ("Recent earthquakes (Son Depremler)", "AFAD", "https://deprem.afad.gov.tr"),
}


def _query(url: str, first: datetime, last: datetime) -> dict[str, str]:
    """Parameters of https://www.fdsn.org/webservices/fdsnws-event-1.2.pdf, or AFAD's own; none for a file."""
    path, host = urlsplit(url).path.rstrip("/"), urlsplit(url).hostname or ""
    if path.endswith("/query"):
        return {
            "format": "geojson" if "usgs" in host else "json", "starttime": f"{first:%Y-%m-%dT%H:%M:%S}",
            "latitude": str(CENTRE[0]), "longitude": str(CENTRE[1]), "maxradius": f"{RADIUS_KM / 111.195:.3f}",
            "minmagnitude": str(LEAST_MAGNITUDE),
            "orderby": "time", "limit": "100",
        }  # fmt: skip
    if path.endswith("/filter"):
        return {
            "start": f"{first:%Y-%m-%d %H:%M:%S}", "end": f"{last:%Y-%m-%d %H:%M:%S}",
            "lat": str(CENTRE[0]), "lon": str(CENTRE[1]), "maxrad": str(RADIUS_KM * 1000),
            "minmag": str(LEAST_MAGNITUDE), "orderby": "timedesc", "limit": "100",
        }  # fmt: skip
    return {}


def parsed(body: bytes) -> list[Earthquake]:
    """Raises `ValueError`: `ValidationError` when it is JSON, but no list of earthquakes that can have happened."""
    data: Any = json.loads(body)
    rows = (
        [_feature(f) for f in data["features"]] if isinstance(data, dict) and isinstance(data.get("features"), list) else data
    )
    if isinstance(data, list):
        rows = [_afad(row) for row in data]
    found = _LIST.validate_python(rows)
    near = [q for q in found if q.distance_km <= RADIUS_KM and q.magnitude >= LEAST_MAGNITUDE]
    return sorted(near, key=lambda q: q.at, reverse=True)


def _feature(feature: Any) -> Any:
    """One GeoJSON feature; EMSC gives `flynn_region` and times as text, USGS `place` and milliseconds."""
    if not isinstance(feature, dict):
        return feature
    facts, geometry = feature.get("properties"), feature.get("geometry")
    facts, geometry = facts if isinstance(facts, dict) else {}, geometry if isinstance(geometry, dict) else {}
    position = geometry.get("coordinates")
    lon, lat, depth, *_ = [*(position if isinstance(position, list) else []), None, None, None]
    at = facts.get("time")
    return {
        "at": datetime.fromtimestamp(at / 1000, UTC) if isinstance(at, int | float) and abs(at) < 1e14 else at,
        "magnitude": facts.get("mag"),
        "lat": facts.get("lat", lat),
        "lon": facts.get("lon", lon),
        "depth_km": facts.get("depth", abs(depth) if isinstance(depth, int | float) else None),
        "region": facts.get("flynn_region") or facts.get("place") or "",
    }


def _afad(row: Any) -> Any:
    """One row of AFAD's list; its times are UTC without a zone."""
    if not isinstance(row, dict):
        return row
    at = row.get("date") or row.get("eventDate")
    return {
        "at": f"{at}Z" if isinstance(at, str) and at[-1:] not in ("Z", "") and "+" not in at else at,
        "magnitude": row.get("magnitude"),
        "lat": row.get("latitude"),
        "lon": row.get("longitude"),
        "depth_km": row.get("depth"),
        "region": row.get("location") or "",
    }
