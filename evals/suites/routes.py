"""Golden trips: what someone who lives here expects of a journey; and the same trip asked for in six languages."""

from __future__ import annotations

from collections import defaultdict

from evals.golden_trips import asked, complaints, spoken, trips
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand
from tools import plan_route
from tools.city import Asking
from tools.results import Location, Route, RouteFound


async def run(stand: Stand) -> Outcome:
    """`passed` is the share of golden trips without a complaint, `same` of spoken trips answered with the expected route."""
    outcome = Outcome()
    _golden(stand, outcome)
    await _spoken(stand, outcome)
    return outcome


def _golden(stand: Stand, outcome: Outcome) -> None:
    planner, failed = stand.loaded.city.planner, 0
    for trip in trips():
        outcome.cases += 1
        answer = asked(planner, trip)
        if found := complaints(trip, answer):
            failed += 1
            shown = [_shown(route) for route in answer.routes]
            text = f"{trip.origin.name} → {trip.destination.name}, {trip.at:%a %H:%M}"
            outcome.failures.append(Failure(trip.id, ALL, text, found, shown))
    if outcome.cases:
        outcome.put("passed", ALL, 1 - failed / outcome.cases)


async def _spoken(stand: Stand, outcome: Outcome) -> None:
    """Through the whole program: what was understood, which tool ran, what came back."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for trip in spoken():
        origin, destination = trip.ends
        args = plan_route.Args(origin=origin, destination=destination, prefer="ferry" if trip.ferry else None)
        expected = await plan_route.run(args, stand.loaded.city, Asking("tr", stand.services.clock()))
        way = expected.routes[0] if isinstance(expected, RouteFound) and expected.routes else None
        for language, text in trip.texts.items():
            outcome.cases += 1
            turn = await stand.turn(text, id=f"{trip.id}-{language}")
            found = turn.answer.route
            right = found is not None and way is not None and _way(found) == _way(way)
            for key in (language, ALL):
                hits[key].append(right)
            if not right:
                shown = [_shown(found)] if found else [turn.answer.text]
                reason = f"expected {_shown(way) if way else 'a way'}"
                outcome.failures.append(Failure(f"{trip.id}-{language}", language, text, [reason], shown))
    for key, listed in hits.items():
        outcome.put("same", key, rate(listed) or 0.0)


def _way(route: Route) -> list[tuple[str, str | None, Location, Location]]:
    """The legs of a route by what does not depend on the language."""
    return [(leg.mode, leg.line, _at(leg.from_.lat, leg.from_.lon), _at(leg.to.lat, leg.to.lon)) for leg in route.legs]


def _at(lat: float, lon: float) -> Location:
    return Location(lat=lat, lon=lon)


def _shown(route: Route) -> str:
    return " · ".join(f"{leg.line or leg.mode} {leg.from_.name} → {leg.to.name} ({leg.minutes} min)" for leg in route.legs)
