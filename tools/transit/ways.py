"""From a question to journeys: searches, the walks between rides, and the candidates worth comparing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.ground import Point, walk_seconds
from data.network import Network
from data.schema import Tristate
from tools.transit.access import Surroundings
from tools.transit.bounds import Bounds
from tools.transit.journey import Journey, Spot, Walk, choose, forwards, is_sparse, worth
from tools.transit.raptor import NEVER, Found, Ride, search
from tools.transit.timetable import Run, Timetable, TimetableMaker

DIRECT_WALK_M = 2500
"""Up to here walking all the way is offered beside the rides; where nothing rides, up to twice as far."""
SHORT_WALK_M = 650
LIKELY_S = 40 * 60
Feet = dict[int, int]
"""Stops and the metres on foot to them."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One question, as numbers: two places, seconds after midnight of `day`, and what may be used.

    `seconds` is when to leave or, with `arrive_by`, when to be there. `banned` holds line ids; `access` the step-free
    states a platform may have, or `None` for any.
    """

    origin: Point
    goal: Point
    day: date
    seconds: int
    arrive_by: bool = False
    banned: frozenset[str] = frozenset()
    short_walks: bool = False
    few_transfers: bool = False
    access: frozenset[Tristate] | None = None


class Ways:
    """Finds journeys on one network."""

    def __init__(self, network: Network, surroundings: Surroundings) -> None:
        self._maker = TimetableMaker(network)
        self._surroundings = surroundings
        self._bounds: dict[bool, Bounds] = {}
        self._points: list[Point] = [(stop.lat, stop.lon) for stop in network.stops.values()]
        self._meters: dict[tuple[int, int], int] = {}
        for transfer in network.transfers:
            a, b = self._maker.index[transfer.a], self._maker.index[transfer.b]
            self._meters[a, b] = self._meters[b, a] = transfer.meters

    def find(self, demand: Demand, limit: int, via: Point | None = None) -> list[Journey]:
        """At most `limit` different journeys, the best compromise first; over `via` if given."""
        if via is None:
            return self._between(demand, limit)
        if demand.arrive_by:
            ends = self._between(replace(demand, origin=via), 1)
            return [joined(begin, end) for end in ends
                    for begin in self._between(replace(demand, goal=via, seconds=end.start), limit)]  # fmt: skip
        begins = self._between(replace(demand, goal=via), 1)
        return [joined(begin, end) for begin in begins
                for end in self._between(replace(demand, origin=via, seconds=begin.end), limit)]  # fmt: skip

    def earliest(self, demand: Demand) -> list[Journey]:
        """The Pareto set over time and number of rides alone, without a walk all the way."""
        return self._search(demand, self._ends(demand), demand.banned)

    def runs(self, day: date) -> Sequence[Run]:
        """Every run of a day, forwards."""
        return self._maker.around(day).runs

    def warm(self, accesses: Iterable[frozenset[Tristate] | None]) -> None:
        """Makes the timetables of a whole week beforehand, for each demand on accessibility."""
        week = [date(2026, 1, 5) + timedelta(days=n) for n in range(7)]
        for access in accesses:
            for day in week:
                for backwards in (False, True):
                    self._bound(self._maker.around(day, access=access, backwards=backwards))

    def _between(self, demand: Demand, limit: int) -> list[Journey]:
        ends = self._ends(demand)
        found = self._search(demand, ends, demand.banned)
        walk = self._direct(demand, bool(found))
        if limit > 1 and found:
            found += self._other_ways(demand, ends, found)
        if walk:
            found = [j for j in found if j.walking_s < walk.walking_s and j.end - j.start < 3 * (walk.end - walk.start)]
            found.append(walk)
        return choose(found, limit, demand.few_transfers, demand.seconds if demand.arrive_by else None)

    def _ends(self, demand: Demand) -> tuple[Feet, Feet]:
        ends = self._surroundings.walkable(demand.origin), self._surroundings.walkable(demand.goal)
        return (_nearby(ends[0]), _nearby(ends[1])) if demand.short_walks else ends

    def _other_ways(self, demand: Demand, ends: tuple[Feet, Feet], found: list[Journey]) -> list[Journey]:
        """More candidates: with less walking, and without a line that the best one leans on, twice over."""
        longest = worth(min(journey.end - journey.start for journey in found))
        more: list[Journey] = []
        short = _nearby(ends[0]), _nearby(ends[1])
        if short != ends and any(journey.longest_walk_m > SHORT_WALK_M for journey in found):
            more += self._search(demand, short, demand.banned, longest)
        banned, latest = demand.banned, found + more
        for _ in range(2):
            for line in _leaned_on(min(latest, key=lambda journey: journey.cost)):
                latest = self._search(demand, ends, banned | {line}, longest)
                if latest:
                    banned |= {line}
                    break
            else:
                break
            more += latest
        return more

    def _bound(self, timetable: Timetable) -> Bounds:
        if timetable.reversed not in self._bounds:
            self._bounds[timetable.reversed] = Bounds(timetable)
        return self._bounds[timetable.reversed]

    def _search(self, demand: Demand, ends: tuple[Feet, Feet], banned: frozenset[str], longest: int = NEVER) -> list[Journey]:
        """Journeys of at most `longest` seconds, in the order of the search."""
        near, far = ends
        forward = self._maker.around(demand.day, access=demand.access)
        if not demand.arrive_by:
            return [
                self._unfold(found.rides, demand, ends, found.first_stop, found.last_stop)
                for found in self._bounded(forward, demand.seconds, near, far, banned=banned, longest=longest)
            ]
        backward = self._maker.around(demand.day, access=demand.access, backwards=True)
        journeys = []
        for found in self._bounded(backward, -demand.seconds, far, near, banned=banned, longest=longest):
            rides = tuple(forwards(ride, forward.runs[ride.run.index]) for ride in reversed(found.rides))
            journeys.append(self._unfold(rides, demand, ends, found.last_stop, found.first_stop))
        return journeys

    def _bounded(
        self, timetable: Timetable, seconds: int, near: Feet, far: Feet, *, banned: frozenset[str], longest: int
    ) -> list[Found]:
        """Looks first among journeys not much longer than the least possible; that is quick and nearly always enough."""
        start = {stop: seconds + walk_seconds(meters) for stop, meters in near.items()}
        target = {stop: walk_seconds(meters) for stop, meters in far.items()}
        if not start or not target:
            return []
        left = self._bound(timetable).to(target)
        least = min(time + left[stop] for stop, time in start.items()) - seconds
        likely = 2 * least + LIKELY_S
        if likely < longest:
            found = search(timetable, start, target, banned=banned, latest=seconds + likely, left=left)
            if found or longest != NEVER:
                return found
        return search(timetable, start, target, banned=banned, latest=seconds + longest, left=left)

    def _unfold(self, rides: tuple[Ride, ...], demand: Demand, ends: tuple[Feet, Feet], entry: int, exit_: int) -> Journey:
        """The rides with the walks between them put in. `entry` and `exit_` are the stops the outer walks lead to and from."""
        first, last = rides[0], rides[-1]
        boarded, left = first.run.stops[first.board], last.run.stops[last.alight]
        lead_m, lead_s = self._outer(ends[0][entry], entry, boarded)
        tail_m, tail_s = self._outer(ends[1][exit_], exit_, left)
        start = first.leaves - self._maker.slack(first.run) - lead_s if demand.arrive_by else demand.seconds
        legs: list[Walk | Ride] = []
        if lead_s:
            legs.append(Walk(start, start + lead_s, Spot(demand.origin), self._spot(boarded), lead_m))
        for previous, ride in zip((None, *rides), rides, strict=False):
            if previous is not None:
                a, b = previous.run.stops[previous.alight], ride.run.stops[ride.board]
                if a != b:
                    meters = self._meters[a, b]
                    legs.append(
                        Walk(previous.arrives, previous.arrives + walk_seconds(meters), self._spot(a), self._spot(b), meters)
                    )
            legs.append(ride)
        if tail_s:
            legs.append(Walk(last.arrives, last.arrives + tail_s, self._spot(left), Spot(demand.goal), tail_m))
        return Journey(start, last.arrives + tail_s, tuple(legs))

    def _outer(self, meters: int, stop: int, other: int) -> tuple[int, int]:
        """Metres and seconds of the walk to or from the network, which may pass one stop on the way to another."""
        if stop == other:
            return meters, walk_seconds(meters)
        between = self._meters[stop, other]
        return meters + between, walk_seconds(meters) + walk_seconds(between)

    def _spot(self, stop: int) -> Spot:
        return Spot(self._points[stop], stop)

    def _direct(self, demand: Demand, rides: bool) -> Journey | None:
        meters = self._surroundings.walk_m(demand.origin, demand.goal)
        if meters is None or meters > DIRECT_WALK_M * (1 if rides else 2):
            return None
        seconds = walk_seconds(meters)
        start = demand.seconds - seconds if demand.arrive_by else demand.seconds
        return Journey(
            start, start + seconds, (Walk(start, start + seconds, Spot(demand.origin), Spot(demand.goal), round(meters)),)
        )


def _leaned_on(journey: Journey) -> list[str]:
    """The two lines of a journey to try without: those that run rarely first, then those ridden longest."""
    rides = sorted(journey.rides, key=lambda ride: (not is_sparse(ride), ride.leaves - ride.arrives))
    return list(dict.fromkeys(ride.run.pattern.line for ride in rides))[:2]


def _nearby(feet: Feet) -> Feet:
    """Only the stops a short walk away; the nearest where there is none."""
    short = {stop: meters for stop, meters in feet.items() if meters <= SHORT_WALK_M}
    return short or dict(sorted(feet.items(), key=lambda entry: entry[1])[:1])


def joined(begin: Journey, end: Journey) -> Journey:
    """One journey out of two that meet."""
    return Journey(begin.start, end.end, begin.legs + end.legs)
