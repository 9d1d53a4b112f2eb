"""Street-by-street ways on foot from an OSRM-compatible server (https://project-osrm.org/docs/v5.24.0/api/#route-service)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from tools.geo import distance_m
from tools.guard import Guard, Upstream
from tools.http import Http
from tools.results import Location, Source, WalkStep

MAX_BYTES = 1024 * 1024
MAX_METERS = 20_000
SNAP_METERS = 300
"""Where the way begins may be so far from where it was asked to, to the nearest street."""
_SPEEDS = (0.3, 3.0)
"""Metres per second that a way on foot can take, from a stroll with stops to a run."""

_Position = Annotated[list[float], Field(min_length=2, max_length=3)]


class _Maneuver(BaseModel):
    type: str
    modifier: str | None = None


class _Step(BaseModel):
    distance: Annotated[float, Field(ge=0, le=MAX_METERS)]
    name: Annotated[str, Field(max_length=200)] = ""
    maneuver: _Maneuver


class _Leg(BaseModel):
    steps: list[_Step]


class _Line(BaseModel):
    type: Literal["LineString"]
    coordinates: Annotated[list[_Position], Field(min_length=2, max_length=20_000)]


class _Route(BaseModel):
    distance: Annotated[float, Field(ge=0, le=MAX_METERS)]
    duration: Annotated[float, Field(ge=0, le=MAX_METERS / 0.3)]
    geometry: _Line
    legs: Annotated[list[_Leg], Field(min_length=1)]

    @model_validator(mode="after")
    def _possible(self) -> _Route:
        """Nobody walks that fast or slowly, and no way is shorter than the straight line between its ends."""
        (lon1, lat1, *_), (lon2, lat2, *_) = self.geometry.coordinates[0], self.geometry.coordinates[-1]
        if self.distance > 50 and not _SPEEDS[0] <= self.distance / max(self.duration, 0.1) <= _SPEEDS[1]:
            raise ValueError("nobody walks at that speed")
        if self.distance + 50 < 0.95 * distance_m(lat1, lon1, lat2, lon2):
            raise ValueError("shorter than the straight line")
        return self


class _Answer(BaseModel):
    code: Literal["Ok"]
    routes: Annotated[list[_Route], Field(min_length=1)]


@dataclass(frozen=True)
class Way:
    """A way along streets; `path` as (lon, lat)."""

    meters: int
    minutes: int
    steps: list[WalkStep]
    path: list[tuple[float, float]]


@dataclass
class Walking:
    """`base_url` is an OSRM server with a `foot` profile."""

    base_url: str | None
    http: Http
    guard: Guard

    def __post_init__(self) -> None:
        self.upstream = Upstream(self.guard, _Answer.model_validate_json)

    @property
    def configured(self) -> bool:
        return self.guard.configured

    async def way(self, start: Location, goal: Location) -> Way | None:
        """The way between two points; None when the server's streets begin too far away. Raises `Unavailable`."""
        ends = f"{start.lon:.5f},{start.lat:.5f};{goal.lon:.5f},{goal.lat:.5f}"
        url = f"{(self.base_url or '').rstrip('/')}/route/v1/foot/{ends}"
        query = {"overview": "full", "geometries": "geojson", "steps": "true", "alternatives": "false"}
        found = await self.upstream.get(ends, lambda seconds: self.http.get(url, query, seconds=seconds, max_bytes=MAX_BYTES))
        route = found.value.routes[0]
        path = [(round(p[0], 6), round(p[1], 6)) for p in route.geometry.coordinates]
        for (lon, lat), at in ((path[0], start), (path[-1], goal)):
            if distance_m(lat, lon, at.lat, at.lon) > SNAP_METERS:
                return None
        return Way(round(route.distance), max(1, round(route.duration / 60)), _steps(route), path)

    @staticmethod
    def source(today: date) -> Source:
        return Source(
            id=f"osrm@{today}", title="Streets of OpenStreetMap, routed by OSRM", publisher="OpenStreetMap contributors (ODbL)",
            url="https://www.openstreetmap.org/copyright", as_of=today,
        )  # fmt: skip


_TURNS: dict[str, Literal["straight", "left", "right", "slight_left", "slight_right", "around"]] = {
    "straight": "straight", "left": "left", "sharp left": "left", "right": "right", "sharp right": "right",
    "slight left": "slight_left", "slight right": "slight_right", "uturn": "around",
}  # fmt: skip


def _steps(route: _Route) -> list[WalkStep]:
    """The instructions; going on along the same street is none of its own."""
    steps: list[WalkStep] = []
    for step in (s for leg in route.legs for s in leg.steps):
        kind = step.maneuver.type
        turn = _TURNS.get(step.maneuver.modifier or "straight", "straight")
        made = WalkStep(
            turn=kind if kind in ("depart", "arrive") else "roundabout" if kind in ("roundabout", "rotary") else turn,
            street=step.name.strip(), meters=round(step.distance),
        )  # fmt: skip
        if steps and made.turn == "straight" and made.street == steps[-1].street:
            steps[-1] = steps[-1].model_copy(update={"meters": steps[-1].meters + made.meters})
        elif kind not in ("exit roundabout", "exit rotary", "notification"):
            steps.append(made)
    return steps
