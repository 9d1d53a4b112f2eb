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
    serving, walks = timetable.serving, timetable.walks
    best = [_OUT_OF_REACH] * size
    for stop, time in start.items():
        best[stop] = time
    rode: list[dict[int, tuple[Run, int, int, int]]] = [{}]
    walked: list[dict[int, int]] = [{}]
    for stop, time in start.items():
        for other, seconds in walks[stop]:
            if time + seconds < best[other]:
                best[other] = time + seconds
                walked[0][other] = stop
    before = best[:]
    marked: set[int] = set(start) | set(walked[0])
    bound = latest + 1
    found: list[Found] = []
    for _ in range(max_rides):
        queue: dict[Run, int] = {}
        rode_last, walked_last = rode[-1], walked[-1]
        for stop in marked:
            step = rode_last.get(stop)
            # Boarding the line just left, onwards or back, never gains anything.
            same = step[0].pattern if step is not None and stop not in walked_last else None
            for run, call in serving[stop]:
                if run.pattern is same:
                    continue
                first = queue.get(run)
                if first is None or call < first:
                    queue[run] = call
        rides: dict[int, tuple[Run, int, int, int]] = {}
        for run, first in queue.items():
            if banned and run.pattern.line in banned:
                continue
            _scan(run, first, before, best, remaining, bound, rides)
        on_foot: dict[int, int] = {}
        reached = [(stop, best[stop]) for stop in rides]
        for stop, time in reached:
            for other, seconds in walks[stop]:
                then = time + seconds
                if then < best[other] and then + remaining[other] < bound:
                    best[other] = then
                    on_foot[other] = stop
        rode.append(rides)
        walked.append(on_foot)
        marked = set(rides)
        marked.update(on_foot)
        if not marked:
            break
        goal = -1
        for stop in marked:
            seconds_left = target.get(stop)
            if seconds_left is not None and best[stop] + seconds_left < bound:
                bound = best[stop] + seconds_left
                goal = stop
        if goal >= 0:
            taken = _unwind(goal, len(rode) - 1, rode, walked)
            boarded = taken[0].run.stops[taken[0].board]
            found.append(Found(bound, taken, walked[0].get(boarded, boarded), goal))
        before = best[:]
    return found


def _scan(
    run: Run,
    first: int,
    before: list[int],
    best: list[int],
    remaining: Sequence[int],
    bound: int,
    rides: dict[int, tuple[Run, int, int, int]],
) -> None:
    """Rides a run from its usable stop number `first` on, boarding the earliest trip that can be caught at each."""
    trips, count = run.departures, len(run.departures)
    trip = one_before = NEVER
    boarded = 0
    for position, stop, arrives, leaves in run.calls[first:] if first else run.calls:
        if trip != NEVER:
            time = trip + arrives
            if time < best[stop] and time + remaining[stop] < bound:
                best[stop] = time
                rides[stop] = (run, trip, boarded, position)
        # A bisection only where it finds an earlier trip than the one ridden.
        needed = before[stop] - leaves
        if needed <= one_before:
            at = bisect_left(trips, needed)
            if at < count and trips[at] < trip:
                trip, boarded = trips[at], position
                one_before = trips[at - 1] if at else -NEVER


def _unwind(
    goal: int, round_: int, rode: list[dict[int, tuple[Run, int, int, int]]], walked: list[dict[int, int]]
) -> tuple[Ride, ...]:
    rides: list[Ride] = []
    stop = goal
    while round_ > 0:
        origin = walked[round_].get(stop)
        step = rode[round_].get(stop if origin is None else origin)
        if step is None:
            round_ -= 1
            continue
        run, departure, board, alight = step
        rides.append(Ride(run, departure, board, alight))
        stop = run.stops[board]
        round_ -= 1
    return tuple(reversed(rides))
