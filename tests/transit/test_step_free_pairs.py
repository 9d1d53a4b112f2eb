"""From every stop to every other: nothing of unknown access is passed off as step-free, no line without a dated source."""

from __future__ import annotations

import os
from datetime import date, datetime

import pytest

from data.network import Network
from tools.results import Location, Route
from tools.transit.advice import read
from tools.transit.planner import ISTANBUL, Planner

STRIDE = 1 if int(os.environ.get("ROUTE_CASES", "0")) >= 1000 else 23
"""`ROUTE_CASES=1000` asks for all pairs, otherwise every 23rd, another set for each start."""
MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=ISTANBUL)


def platforms(istanbul: Network, route: Route) -> list[tuple[str, str]]:
    """(line id, stop id) of every boarding and alighting."""
    at = {(stop.name, stop.lat, stop.lon): stop.id for stop in istanbul.stops.values()}
    labels = {p.label: p.line for p in istanbul.patterns.values()} | {line.code: line.id for line in istanbul.lines.values()}
    return [(labels[leg.line or ""], at[end.name, end.lat, end.lon])
            for leg in route.legs if leg.mode != "walk" for end in (leg.from_, leg.to)]  # fmt: skip


@pytest.mark.parametrize("part", range(8))
def test_unknown_is_never_presented_as_step_free(planner: Planner, istanbul: Network, part: int) -> None:
    stops = list(istanbul.stops.values())
    seen = 0
    for number, origin in enumerate(stops):
        if number % 8 != part:
            continue
        for goal in stops[number % STRIDE :: STRIDE]:
            answer = planner.plan(Location(lat=origin.lat, lon=origin.lon), Location(lat=goal.lat, lon=goal.lon), MORNING,
                                  step_free=True, limit=1)  # fmt: skip
            for route in answer.routes:
                seen += 1
                states = {istanbul.stops[stop].step_free(line) for line, stop in platforms(istanbul, route)}
                assert "no" not in states
                if route.step_free == "yes":
                    assert states == {"yes"}
                elif states:
                    named = {read(w)["stop"] for w in route.warnings if w.startswith("step_free_unknown")}
                    unknown = {istanbul.stops[stop].name for line, stop in platforms(istanbul, route)
                               if istanbul.stops[stop].step_free(line) == "unknown"}  # fmt: skip
                    assert named == unknown != set()
                for line, _ in platforms(istanbul, route):
                    fact = istanbul.lines[line]
                    assert fact.status == "operating" and fact.source and date(2025, 1, 1) < fact.as_of <= MORNING.date()
    assert seen
