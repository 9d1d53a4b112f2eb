"""A journey in the words of the contract: legs with minutes that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from data.network import Network
from tools.clock import ISTANBUL
from tools.geo import compass
from tools.results import GeoJSON, Leg, Route, Stop
from tools.transit import shape
from tools.transit.advice import Advice
from tools.transit.fares import fare
from tools.transit.hints import Hints, clock, minute
from tools.transit.journey import Journey, Spot, Walk
from tools.transit.raptor import Ride
from tools.transit.timetable import Run

SHORT_M = 15
"""A walk shorter than this is not worth a line of its own."""
FAR_ENOUGH_M = 250
"""From here on the direction as the crow flies is one a walker can hold on to."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What to call the ends of a journey that are not stops; `None` leaves it to whoever words the answer."""

    origin: str | None = None
    destination: str | None = None
    via: str | None = None


class Teller:
    """Turns journeys into routes."""

    def __init__(self, network: Network, hints: Hints) -> None:
        self._network, self._hints = network, hints
        self._stops = list(network.stops.values())

    def route(
        self, journey: Journey, day: date, ends: Ends, step_free: bool, *, runs: Sequence[Run], more: Sequence[Advice] = ()
    ) -> tuple[Route, GeoJSON]:
        """The route and its map. `runs` are all of the day, `more` are warnings to put before its own."""
        legs = [leg for leg in journey.legs if not (isinstance(leg, Walk) and leg.meters < SHORT_M and journey.rides)]
        told = [self._leg(leg, index, len(legs), ends, runs) for index, leg in enumerate(legs)]
        price = fare(self._network, journey, day)
        warnings = [str(advice) for advice in (*more, *self._hints.of(journey, step_free, runs))]
        route = Route(
            minutes=minute(journey.end) - minute(journey.start),
            transfers=journey.transfers,
            walking_minutes=sum(leg.minutes for leg in told if leg.mode == "walk"),
            step_free=self._hints.access(journey),
            fare=price,
            legs=told,
            warnings=warnings,
            confidence=self._confidence(journey),
            leaves=_iso(day, journey.start),
            arrives=_iso(day, journey.end),
        )
        trimmed = Journey(journey.start, journey.end, tuple(legs))
        return route, shape.collection(self._network, trimmed, [(leg.from_.name, leg.to.name) for leg in told])

    def sources(self, journeys: Sequence[Journey]) -> list[tuple[str, date]]:
        """Every source the journeys rest on, with the oldest date of what was used of it."""
        found: dict[str, date] = {}
        for journey in journeys:
            for ride in journey.rides:
                pattern = ride.run.pattern
                line = self._network.lines[pattern.line]
                rule = self._network.fares.get(line.fare) if line.fare else None
                ends = (self._stops[ride.run.stops[position]] for position in (ride.board, ride.alight))
                for fact in (line, pattern, pattern.timing, *ends, *((rule,) if rule else ())):
                    found[fact.source] = min(found.get(fact.source, fact.as_of), fact.as_of)
        return sorted(found.items())

    def _confidence(self, journey: Journey) -> Literal["timetable", "frequency", "estimate"]:
        if not journey.rides:
            return "estimate"
        return "timetable" if all(r.run.pattern.confidence == "timetable" for r in journey.rides) else "frequency"

    def _leg(self, leg: Walk | Ride, index: int, count: int, ends: Ends, runs: Sequence[Run]) -> Leg:
        if isinstance(leg, Walk):
            return Leg(
                mode="walk",
                line=None,
                from_=self._end(leg.origin, ends.origin if index == 0 else ends.via),
                to=self._end(leg.goal, ends.destination if index == count - 1 else ends.via),
                minutes=minute(leg.end) - minute(leg.start),
                meters=leg.meters,
                stops=None,
                departs=None,
                towards=compass(*leg.origin.point, *leg.goal.point) if leg.meters >= FAR_ENOUGH_M else None,
            )
        line = self._network.lines[leg.run.pattern.line]
        board, alight = (self._stops[leg.run.stops[position]] for position in (leg.board, leg.alight))
        return Leg(
            mode=leg.run.mode,
            line=line.code if line.mode != "metrobus" else leg.run.pattern.label,
            direction=leg.run.headsign,
            from_=Stop(name=board.name, lat=board.lat, lon=board.lon),
            to=Stop(name=alight.name, lat=alight.lat, lon=alight.lon),
            minutes=minute(leg.arrives) - minute(leg.leaves),
            meters=None,
            stops=leg.alight - leg.board,
            departs=clock(leg.leaves),
            every=self._hints.every(leg, runs) if leg.run.pattern.confidence == "frequency" else None,
        )

    def _end(self, spot: Spot, name: str | None) -> Stop:
        if spot.stop is not None:
            stop = self._stops[spot.stop]
            return Stop(name=stop.name, lat=stop.lat, lon=stop.lon)
        return Stop(name=name or "", lat=spot.point[0], lon=spot.point[1])


def _iso(day: date, seconds: int) -> str:
    """A moment in whole minutes, as ISO 8601 with Istanbul's offset."""
    at = datetime.combine(day, time(), ISTANBUL) + timedelta(minutes=minute(seconds))
    return at.isoformat(timespec="minutes")
