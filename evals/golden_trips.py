"""Golden trips: what someone who lives here expects of a journey, and how an answer is held against it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from data.schema import Language
from tools.results import Location, Route
from tools.transit.planner import ISTANBUL, Journeys, Planner

FILE = Path(__file__).parent / "data" / "routes" / "golden.jsonl"
SPOKEN = FILE.with_name("languages.jsonl")


class Place(BaseModel):
    name: str
    lat: float
    lon: float

    @property
    def location(self) -> Location:
        return Location(lat=self.lat, lon=self.lon)


class Expectation(BaseModel):
    """`first_uses` and `some_uses` are lists of sets of lines or modes: all of one set, in the first or in any route.

    `stops` must all be boarded at or left at in some route, `not_stops` in none. `warning` codes must all be given.
    """

    model_config = ConfigDict(extra="forbid")
    minutes: tuple[int, int] | None = None
    first_uses: list[list[str]] = []
    some_uses: list[list[str]] = []
    never_uses: list[str] = []
    stops: list[str] = []
    not_stops: list[str] = []
    step_free: list[str] = []
    warning: list[str] = []
    no_route: bool = False


class Trip(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    origin: Place
    destination: Place
    at: datetime
    arrive_by: bool = False
    step_free: bool = False
    avoid: list[str] = []
    via: Place | None = None
    expect: Expectation = Field(default_factory=Expectation)


def trips() -> list[Trip]:
    """Every golden trip of the file."""
    return [Trip.model_validate_json(row) for row in FILE.read_text(encoding="utf-8").splitlines() if row.strip()]


class SpokenTrip(BaseModel):
    """One trip as it is asked for in each language, with inflected and misspelt names. `ends` are Turkish names."""

    model_config = ConfigDict(extra="forbid")
    id: str
    ends: tuple[str, str]
    ferry: bool = False
    texts: dict[Language, str]


def spoken() -> list[SpokenTrip]:
    """Every trip asked for in words."""
    return [SpokenTrip.model_validate_json(row) for row in SPOKEN.read_text(encoding="utf-8").splitlines() if row.strip()]


def asked(planner: Planner, trip: Trip) -> Journeys:
    """What the planner answers."""
    return planner.plan(
        trip.origin.location,
        trip.destination.location,
        trip.at.replace(tzinfo=ISTANBUL),
        arrive_by=trip.arrive_by,
        step_free=trip.step_free,
        avoid=frozenset(trip.avoid),
        via=trip.via.location if trip.via else None,
        origin_name=trip.origin.name,
        destination_name=trip.destination.name,
    )


def used(route: Route) -> set[str]:
    """Lines and modes of a route."""
    return {leg.mode for leg in route.legs} | {leg.line for leg in route.legs if leg.line}


def stops(route: Route) -> set[str]:
    """Where a route boards and alights."""
    return {stop.name for leg in route.legs if leg.mode != "walk" for stop in (leg.from_, leg.to)}


def complaints(trip: Trip, answer: Journeys) -> list[str]:
    """How the answer falls short of what is expected; nothing when it does not."""
    want, found = trip.expect, []
    codes = {w["code"] for w in answer.warnings} | {w.partition(":")[0] for r in answer.routes for w in r.warnings}
    found += [f"no warning {code}" for code in want.warning if code not in codes]
    if want.no_route:
        return found + (["a route where there is none"] if answer.routes else [])
    if not answer.routes:
        return [*found, "no route"]
    first = answer.routes[0]
    if want.minutes and not want.minutes[0] <= first.minutes <= want.minutes[1]:
        found.append(f"{first.minutes} minutes, expected {want.minutes[0]} to {want.minutes[1]}")
    if want.first_uses and not any(set(group) <= used(first) for group in want.first_uses):
        found.append(f"the first route uses {sorted(used(first))}, expected one of {want.first_uses}")
    if want.some_uses and not any(set(group) <= used(route) for group in want.some_uses for route in answer.routes):
        found.append(f"no route uses one of {want.some_uses}")
    if unwanted := {name for route in answer.routes for name in used(route)} & set(want.never_uses):
        found.append(f"uses {sorted(unwanted)}")
    seen = {name for route in answer.routes for name in stops(route)}
    found += [f"{name} is not among the stops {sorted(seen)}" for name in want.stops if name not in seen]
    found += [f"stops at {name}" for name in want.not_stops if name in seen]
    if want.step_free and first.step_free not in want.step_free:
        found.append(f"step-free is {first.step_free}, expected {want.step_free}")
    return found
