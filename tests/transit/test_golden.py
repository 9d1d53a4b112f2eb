"""The golden trips come out as people here expect."""

from __future__ import annotations

import pytest

from evals.golden_trips import Trip, asked, complaints, trips
from tools.transit.planner import Planner

TRIPS = trips()


def test_there_are_at_least_sixty() -> None:
    assert len(TRIPS) >= 60
    assert len({trip.id for trip in TRIPS}) == len(TRIPS)


@pytest.mark.parametrize("trip", TRIPS, ids=lambda trip: trip.id)
def test_golden_trip(planner: Planner, trip: Trip) -> None:
    assert complaints(trip, asked(planner, trip)) == []
