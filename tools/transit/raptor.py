"""Round-based search for earliest arrivals: RAPTOR.

D. Delling, T. Pajor, R. F. Werneck: Round-Based Public Transit Routing, Transportation Science 49 (2015) 591-604.
Round k finds the earliest arrival at every stop with at most k rides, so each round that reaches the target sooner
gives one journey of the Pareto set over arrival time and number of rides. Trips of a run never overtake one another,
which lets one bisection find the trip to board.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.transit.timetable import Run, Timetable

NEVER = 1 << 40
_OUT_OF_REACH = 2 * NEVER
Step = tuple[Run, int, int, int]
"""The ride that led to a stop, or to where one walked from: run, departure, positions of boarding and alighting."""
MAX_RIDES = 6


@dataclass(frozen=True, slots=True)
class Ride:
    """One ride: the trip that leaves the run's first stop at `departure`, from position `board` to `alight`."""

    run: Run
    departure: int
    board: int
    alight: int

    @property
    def leaves(self) -> int:
        return self.departure + self.run.leaves[self.board]

    @property
    def arrives(self) -> int:
        return self.departure + self.run.arrives[self.alight]

    @property
    def headway(self) -> int | None:
        """Seconds to the neighbouring departure, the nearer of both; `None` when it is the only one."""
        trips = self.run.departures
        at = bisect_left(trips, self.departure)
        around = trips[max(0, at - 1) : at + 2]
        return min((abs(trip - self.departure) for trip in around if trip != self.departure), default=None)


@dataclass(frozen=True, slots=True)
class Found:
    """A way to the target: the rides in order, and the stops of `start` and `target` it begins and ends at.

    Where one ride's end differs from what comes next, a transfer is walked; so too before the first and after the last.
    """

    arrival: int
    rides: tuple[Ride, ...]
    first_stop: int
    last_stop: int


def search(
    timetable: Timetable,
    start: Mapping[int, int],
    target: Mapping[int, int],
    *,
    banned: frozenset[str] = frozenset(),
    latest: int = NEVER,
    left: Sequence[int] | None = None,
    max_rides: int = MAX_RIDES,
) -> list[Found]:
    """The Pareto set over arrival and rides, from fewest rides to earliest arrival.

    `start` maps stops to the time one can be there, `target` maps stops to the seconds from there to the end.
    Lines in `banned` are not used; nothing later than `latest` is returned. `left` holds, for every stop, seconds that
    the rest of a journey takes at least: what cannot arrive in time any more is dropped early. On a reversed timetable
    times run backwards: give negated times and read the answer negated.
    """
    size = len(timetable.serving)
    remaining = [0] * size if left is None else left
    # Two labels a stop: the earliest arrival, and the earliest by ride, which alone may be followed by a walk.
    best, ridden = [_OUT_OF_REACH] * size, [_OUT_OF_REACH] * size
    walked_first: dict[int, int] = {}
    for stop, time in start.items():
        best[stop] = ridden[stop] = time
    for stop, time in start.items():
        for other, seconds in timetable.walks[stop]:
            if time + seconds < best[other]:
                best[other] = time + seconds
                walked_first[other] = stop
    before = best[:]
    marked: dict[int, Step | None] = dict.fromkeys([*start, *walked_first])
    rounds: list[dict[int, Step]] = []
    bound = latest + 1
    found: list[Found] = []
    for _ in range(max_rides):
        rides: dict[int, Step] = {}
        for run, first in _within_reach(timetable, marked).items():
            if run.pattern.line not in banned:
                _scan(run, first, before, ridden, remaining, bound, rides)
        gained = _gains(rides, timetable, (ridden, best), remaining, bound)
        if not gained:
            break
        rounds.append(gained)
        marked = dict(gained)
        goal = -1
        for stop in gained:
            seconds_left = target.get(stop)
            if seconds_left is not None and best[stop] + seconds_left < bound:
                bound = best[stop] + seconds_left
                goal = stop
        if goal >= 0:
            taken = _unwind(goal, rounds)
            boarded = taken[0].run.stops[taken[0].board]
            found.append(Found(bound, taken, walked_first.get(boarded, boarded), goal))
        before = best[:]
    return found


def _within_reach(timetable: Timetable, marked: Mapping[int, Step | None]) -> dict[Run, int]:
    """The runs worth scanning after a round that reached the `marked` stops, and the first call to board each at."""
    reach: dict[Run, int] = {}
    for stop, step in marked.items():
        # Boarding the line just left, onwards or back, never gains anything.
        same = step[0].pattern if step is not None and step[0].stops[step[3]] == stop else None
        for run, call in timetable.serving[stop]:
            if run.pattern is same:
                continue
            first = reach.get(run)
            if first is None or call < first:
                reach[run] = call
    return reach


def _gains(
    rides: Mapping[int, Step], timetable: Timetable, labels: tuple[list[int], list[int]], remaining: Sequence[int], bound: int
) -> dict[int, Step]:
    """Takes over what the rides of a round have improved, walks on from there, and says which stops gained."""
    ridden, best = labels
    gained: dict[int, Step] = {}
    for stop, step in rides.items():
        if ridden[stop] < best[stop]:
            best[stop] = ridden[stop]
            gained[stop] = step
    for stop, step in rides.items():
        for other, seconds in timetable.walks[stop]:
            then = ridden[stop] + seconds
            if then < best[other] and then + remaining[other] < bound:
                best[other] = then
                gained[other] = step
    return gained


def _scan(
    run: Run,
    first: int,
    before: list[int],
    ridden: list[int],
    remaining: Sequence[int],
    bound: int,
    rides: dict[int, Step],
) -> None:
    """Rides a run from its usable stop number `first` on, boarding the earliest trip that can be caught at each."""
    trips, count = run.departures, len(run.departures)
    trip = one_before = NEVER
    boarded = 0
    for position, stop, arrives, leaves in run.calls[first:] if first else run.calls:
        if trip != NEVER:
            time = trip + arrives
            if time < ridden[stop] and time + remaining[stop] < bound:
                ridden[stop] = time
                rides[stop] = (run, trip, boarded, position)
        # A bisection only where it finds an earlier trip than the one ridden.
        needed = before[stop] - leaves
        if needed <= one_before:
            at = bisect_left(trips, needed)
            if at < count and trips[at] < trip:
                trip, boarded = trips[at], position
                one_before = trips[at - 1] if at else -NEVER


def _unwind(goal: int, rounds: list[dict[int, Step]]) -> tuple[Ride, ...]:
    """The rides that led to `goal`, in order, read off backwards."""
    rides: list[Ride] = []
    stop = goal
    for gained in reversed(rounds):
        step = gained.get(stop)
        if step is not None:
            rides.append(Ride(*step))
            stop = rides[-1].run.stops[rides[-1].board]
    return tuple(reversed(rides))
