"""What a journey should come with: last departures, long waits, nights, platforms nobody has told us about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from data.ground import Point, distance_m
from data.network import Link, Network
from data.schema import Tristate
from tools.transit.access import NEAR_M, Surroundings
from tools.transit.advice import Advice, Code
from tools.transit.journey import SPARSE_S, Journey, Walk
from tools.transit.raptor import NEVER, Ride
from tools.transit.timetable import DAY_S, Run

LONG_GAP_S = 150 * 60
"""A departure after which nothing leaves for this long is the last of its service."""
LONG_WAIT_S = 30 * 60
RARE_AT_NIGHT_S = 600
FAR_ON_FOOT_M = 1000
BUS_M, COACH_M = 700, 2000
"""How near an end must lie to a place a bus or coach serves."""
HERE_M = 250
HALF_HOUR_S = 1800
OFTEN = 3
"""From three departures an hour on, how often a line runs tells more than a departure computed from its frequency."""
MISSED_WITHIN_S = 5 * 3600
STILL_COMING_S = 60 * 60
NIGHT_END_S = 330 * 60


def clock(seconds: int) -> str:
    """Seconds after midnight, of this day or another, as HH:MM."""
    minutes = minute(seconds) % 1440
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def minute(seconds: int) -> int:
    """The nearest whole minute. Journeys are shown in these, so that parts add up to the whole."""
    return (seconds + 30) // 60


class Hints:
    """Reads warnings off journeys."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._stops = list(network.stops.values())

    def of(self, journey: Journey, step_free: bool, runs: Sequence[Run]) -> list[Advice]:
        """Everything worth saying of one journey; `step_free` adds what matters to a wheelchair user.

        `runs` are all runs of the day, to tell a last departure from the last of one variant of a line.
        """
        found: dict[Advice, None] = {}
        for ride in journey.rides:
            for advice in (*self._timing(ride, runs), *self._places(ride), *(self._access(ride) if step_free else ())):
                found[advice] = None
        for advice in self._waits(journey):
            found[advice] = None
        if journey.longest_walk_m > NEAR_M:
            found[Advice(Code.LONG_WALK, (str(journey.longest_walk_m),))] = None
        if step_free and journey.walking_m > 0:
            found[Advice(Code.WALK_NOT_SURVEYED, (str(journey.walking_m),))] = None
        return list(found)

    def access(self, journey: Journey) -> Tristate:
        """Whether every platform used is step-free: unknown unless all are known. Streets are not judged."""
        states = [state for ride in journey.rides for state in self._states(ride)]
        if "no" in states:
            return "no"
        return "yes" if states and all(state == "yes" for state in states) else "unknown"

    def missed(self, usual: Journey, found: list[Journey], seconds: int, runs: Sequence[Run]) -> list[Advice]:
        """Lines of the `usual` daytime way that have left for the last time when asked at `seconds`."""
        caught = {((r.run.pattern.line, r.run.back), r.leaves) for journey in found for r in journey.rides}
        advice = []
        for ride in usual.rides:
            reach, line, back = seconds + ride.leaves - usual.start, ride.run.pattern.line, ride.run.back
            if any((line, back) == way and leaves - reach <= STILL_COMING_S for way, leaves in caught):
                continue
            last, coming = _around(ride, runs, reach)
            gone = last is not None and reach - last <= MISSED_WITHIN_S
            if last is not None and gone and (coming is None or coming - reach > STILL_COMING_S):
                stop = self._stops[ride.run.stops[ride.board]]
                advice.append(Advice(Code.LAST_DEPARTURE_MISSED, (self._code(ride), clock(last), stop.name)))
        return advice

    def every(self, ride: Ride, runs: Sequence[Run]) -> int | None:
        """About how many minutes lie between departures at that hour, over all variants of the line; `None` if it is rare."""
        start, goal = (ride.run.stops[position] for position in (ride.board, ride.alight))
        leaves = 0
        for run in runs:
            if run.pattern.line == ride.run.pattern.line and start in run.stops and goal in run.stops:
                position = run.stops.index(start)
                if position < run.stops.index(goal):
                    at = ride.leaves - run.leaves[position]
                    leaves += bisect_left(run.departures, at + HALF_HOUR_S) - bisect_left(run.departures, at - HALF_HOUR_S)
        return round(2 * HALF_HOUR_S / leaves / 60) if leaves >= OFTEN else None

    def links(self, best: Journey | None, start: Point, goal: Point) -> list[Advice]:
        """Buses that serve an end of the journey which the network reaches only on a long walk, and airport coaches."""
        walks = {0: FAR_ON_FOOT_M, 1: FAR_ON_FOOT_M}
        if best is not None and best.legs:
            ends = (best.legs[0], best.legs[-1])
            walks = {number: leg.meters if isinstance(leg, Walk) else 0 for number, leg in enumerate(ends)}
        told: dict[tuple[Code, str, str], list[str]] = {}
        for link in self._network.links:
            near = [self._served(link, end) for end in (start, goal)]
            if link.kind == "coach":
                a, b = near
                if a is not None and b is not None and a != b:
                    told.setdefault((Code.COACH_LINK, link.stops[a][0], link.stops[b][0]), []).append(link.code)
                continue
            for number, other in ((0, goal), (1, start)):
                here = near[number]
                if here is None or walks[number] < FAR_ON_FOOT_M:
                    continue
                hub = min(range(len(link.stops)), key=lambda at: distance_m(link.stops[at][1:], other))
                if hub != here:
                    pair = (here, hub) if number == 0 else (hub, here)
                    key = (Code.BUS_LINK, link.stops[pair[0]][0], link.stops[pair[1]][0])
                    told.setdefault(key, []).append(link.code)
        return [Advice(code, (" / ".join(dict.fromkeys(lines)), a, b)) for (code, a, b), lines in told.items()]

    def renamed(self, surroundings: Surroundings, *ends: Point) -> list[Advice]:
        """Ends at a station that is named after an airport and is none."""
        stops = (self._stops[number] for end in ends for number, _ in surroundings.stops_near(end, HERE_M))
        return [*dict.fromkeys(Advice(Code.NOT_AN_AIRPORT, (stop.name,)) for stop in stops
                               for notice in stop.notices if notice.code == "not_an_airport")]  # fmt: skip

    @staticmethod
    def _served(link: Link, end: Point) -> int | None:
        """Which of the places a link serves an end lies at."""
        away = [distance_m(end, stop[1:]) for stop in link.stops]
        nearest = min(range(len(away)), key=away.__getitem__)
        return nearest if away[nearest] <= (COACH_M if link.kind == "coach" else BUS_M) else None

    def times_unknown(self, surroundings: Surroundings, *ends: Point) -> list[Advice]:
        """Lines that serve a stop near one of the ends, but of which nobody has told us when they run."""
        silent = [line for line in self._network.lines.values() if line.status == "schedule_unknown"]
        found: dict[Advice, None] = {}
        for end in ends:
            near = {self._stops[number].id for number, _ in surroundings.stops_near(end, 900, routed=False)}
            for line in silent:
                if any(p.line == line.id and near & set(p.stops) for p in self._network.patterns.values()):
                    found[Advice(Code.TIMES_UNKNOWN, (line.code,))] = None
        return list(found)

    def _timing(self, ride: Ride, runs: Sequence[Run]) -> list[Advice]:
        line = self._network.lines[ride.run.pattern.line]
        _, following = _around(ride, runs, ride.leaves + 1)
        found = []
        if following is None or following - ride.leaves > LONG_GAP_S:
            stop = self._stops[ride.run.stops[ride.board]]
            found.append(Advice(Code.LAST_DEPARTURE, (line.code, clock(ride.leaves), stop.name)))
        headway = ride.headway if ride.headway and ride.headway <= LONG_GAP_S else None
        night = ride.leaves % DAY_S < NIGHT_END_S
        if headway is not None and night and headway >= RARE_AT_NIGHT_S:
            found.append(Advice(Code.NIGHT_SERVICE, (line.code, str(headway // 60))))
        elif headway is not None and headway >= SPARSE_S:
            found.append(Advice(Code.SPARSE_SERVICE, (line.code, str(headway // 60))))
        if line.mode == "ferry":
            found.append(Advice(Code.FERRY_TIMES_ESTIMATED, (line.code,)))
        return found

    def _places(self, ride: Ride) -> list[Advice]:
        ends = (self._stops[ride.run.stops[position]] for position in (ride.board, ride.alight))
        return [Advice(Code(n.code), (stop.name,)) for stop in ends for n in stop.notices if n.code == "closure_possible"]

    def _access(self, ride: Ride) -> list[Advice]:
        ends = (self._stops[ride.run.stops[position]] for position in (ride.board, ride.alight))
        line = ride.run.pattern.line
        return [Advice(Code.STEP_FREE_UNKNOWN, (self._code(ride), stop.name)) for stop in ends
                if stop.step_free(line) == "unknown"]  # fmt: skip

    def _states(self, ride: Ride) -> tuple[Tristate, Tristate]:
        line = ride.run.pattern.line
        board, alight = (self._stops[ride.run.stops[position]] for position in (ride.board, ride.alight))
        return board.step_free(line), alight.step_free(line)

    def _waits(self, journey: Journey) -> list[Advice]:
        now, longest, ending = journey.start, 0, None
        for leg in journey.legs:
            if isinstance(leg, Ride):
                if leg.leaves - now > longest:
                    longest, ending = leg.leaves - now, leg
                now = leg.arrives
            else:
                now = leg.end
        if ending is None or longest < LONG_WAIT_S:
            return []
        return [Advice(Code.LONG_WAIT, (str(longest // 60), self._code(ending), clock(ending.leaves)))]

    def _code(self, ride: Ride) -> str:
        return self._network.lines[ride.run.pattern.line].code


def _around(ride: Ride, runs: Sequence[Run], moment: int) -> tuple[int | None, int | None]:
    """The last departure before `moment` and the first from then on, of the ride's line between the ride's stops."""
    start, goal = ride.run.stops[ride.board], ride.run.stops[ride.alight]
    last: int | None = None
    coming: int | None = None
    for run in runs:
        if run.pattern.line != ride.run.pattern.line or start not in run.stops or goal not in run.stops:
            continue
        position = run.stops.index(start)
        if run.stops.index(goal) < position:
            continue
        offset = run.leaves[position]
        at = bisect_left(run.departures, moment - offset)
        if at:
            last = max(-NEVER if last is None else last, run.departures[at - 1] + offset)
        if at < len(run.departures):
            coming = min(NEVER if coming is None else coming, run.departures[at] + offset)
    return last, coming
