"""The router finds what a naive search over every trip finds: no earlier, no later."""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data import network
from tests.transit.naive import Naive
from tools.transit.bounds import Bounds
from tools.transit.raptor import search
from tools.transit.timetable import TimetableMaker

ISTANBUL = network.load()
MAKER = TimetableMaker(ISTANBUL)
STOPS = MAKER.stop_ids
CASES = int(os.environ.get("ROUTE_CASES", "40"))
"""Each case compares twelve targets. `ROUTE_CASES=1000` for a thorough run."""
SURE = frozenset({"yes"})


@cache
def naive(day: date) -> Naive:
    return Naive(ISTANBUL, day)


@cache
def bounds(backwards: bool) -> Bounds:
    return Bounds(MAKER.around(date(2026, 11, 23), backwards=backwards))


DAYS = [date(2026, 11, 28), date(2026, 11, 30)] if CASES < 100 else [date(2026, 11, 24) + timedelta(days=n) for n in range(7)]
days = st.sampled_from(DAYS)
stop_numbers = st.integers(0, len(STOPS) - 1)
hurried = settings(
    max_examples=CASES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@hurried
@given(
    day=days,
    sure=st.booleans(),
    minute=st.integers(0, 1439),
    starts=st.dictionaries(stop_numbers, st.integers(0, 1200), min_size=1, max_size=3),
    targets=st.lists(stop_numbers, min_size=12, max_size=12, unique=True),
)
def test_earliest_arrival_is_the_same(day: date, sure: bool, minute: int, starts: dict[int, int], targets: list[int]) -> None:
    at = {stop: minute * 60 + seconds for stop, seconds in starts.items()}
    expected = naive(day).arrivals(
        {STOPS[stop]: time for stop, time in at.items()},
        {STOPS[target] for target in targets if target not in at},
        SURE if sure else None,
    )
    timetable = MAKER.around(day, access=SURE if sure else None)
    for target in targets:
        # What is reached on foot from the start is not the router's business.
        if target in at or any(target == other for stop in at for other, _ in timetable.walks[stop]):
            continue
        for left in (None, bounds(False).to({target: 45})):
            found = search(timetable, at, {target: 45}, left=left, max_rides=25)
            arrival = found[-1].arrival - 45 if found else None
            assert arrival == expected.get(STOPS[target]), f"{STOPS[target]} from {at} on {day}"


@hurried
@given(day=days, minute=st.integers(0, 1439), start=stop_numbers, target=stop_numbers)
def test_backwards_undoes_forwards(day: date, minute: int, start: int, target: int) -> None:
    """Asked to arrive when a journey arrives, the search leaves no earlier than that journey."""
    if start == target:
        return
    forward, backward = MAKER.around(day), MAKER.around(day, backwards=True)
    found = search(forward, {start: minute * 60}, {target: 0}, left=bounds(False).to({target: 0}))
    if not found or found[-1].arrival > 30 * 3600:
        return
    back = search(backward, {target: -found[-1].arrival}, {start: 0}, left=bounds(True).to({start: 0}))
    assert back
    assert -back[-1].arrival >= minute * 60
    again = search(forward, {start: -back[-1].arrival}, {target: 0})
    assert again[-1].arrival == found[-1].arrival


@hurried
@given(day=days, minute=st.integers(0, 1400), later=st.integers(1, 90), start=stop_numbers, target=stop_numbers)
def test_leaving_later_never_arrives_earlier(day: date, minute: int, later: int, start: int, target: int) -> None:
    if start == target:
        return
    timetable = MAKER.around(day)
    early = search(timetable, {start: minute * 60}, {target: 0})
    late = search(timetable, {start: (minute + later) * 60}, {target: 0})
    if late:
        assert early[-1].arrival <= late[-1].arrival


@hurried
@given(day=days, minute=st.integers(360, 1200), start=stop_numbers, middle=stop_numbers, target=stop_numbers)
def test_a_stopover_never_pays(day: date, minute: int, start: int, middle: int, target: int) -> None:
    """Triangle: getting off at a stop on the way and starting again from there is no quicker than going straight on."""
    if len({start, middle, target}) < 3:
        return
    timetable = MAKER.around(day)
    there = search(timetable, {start: minute * 60}, {middle: 0}, max_rides=25)
    if not there:
        return
    last = there[-1].rides[-1]
    if last.run.stops[last.alight] != middle:
        return
    onward = search(timetable, {middle: there[-1].arrival}, {target: 0}, max_rides=25)
    if onward:
        straight = search(timetable, {start: minute * 60}, {target: 0}, max_rides=25)
        assert straight[-1].arrival <= onward[-1].arrival


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 29)])
def test_fewer_rides_arrive_later(day: date) -> None:
    timetable = MAKER.around(day)
    for start in range(0, len(STOPS), 41):
        for target in range(5, len(STOPS), 37):
            found = search(timetable, {start: 36000}, {target: 0}) if start != target else []
            assert [len(f.rides) for f in found] == sorted({len(f.rides) for f in found})
            assert [f.arrival for f in found] == sorted({f.arrival for f in found}, reverse=True)
