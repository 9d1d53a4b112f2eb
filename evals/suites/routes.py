"""Golden trips: what someone who lives here expects of a journey."""

from __future__ import annotations

from evals.golden_trips import asked, complaints, trips
from evals.outcome import ALL, Failure, Outcome
from evals.stand import Stand


async def run(stand: Stand) -> Outcome:
    """`passed` is the share of trips without a complaint."""
    outcome, planner = Outcome(), stand.loaded.city.planner
    for trip in trips():
        outcome.cases += 1
        answer = asked(planner, trip)
        if found := complaints(trip, answer):
            shown = [
                " · ".join(f"{leg.line or leg.mode} {leg.from_.name} → {leg.to.name} ({leg.minutes} min)" for leg in route.legs)
                for route in answer.routes
            ]
            text = f"{trip.origin.name} → {trip.destination.name}, {trip.at:%a %H:%M}"
            outcome.failures.append(Failure(trip.id, ALL, text, found, shown))
    if outcome.cases:
        outcome.put("passed", ALL, 1 - len(outcome.failures) / outcome.cases)
    return outcome
