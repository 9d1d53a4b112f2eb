"""A journey with its times, and the comparison of journeys."""

from __future__ import annotations

from dataclasses import dataclass

from data.ground import Point
from tools.transit.raptor import Ride
from tools.transit.timetable import Run

TRANSFER_COST_MIN, WALK_COST = 4.0, 0.8
"""What a change and a minute on foot weigh in minutes of travel when journeys are compared."""
SPARSE_S = 30 * 60
"""From this headway on, not knowing the exact departure matters; half the headway may be lost, or none."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An end of a leg. `stop` is the number of a stop, or `None` for a place off the network."""

    point: Point
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """Seconds after midnight; `meters` along the streets, an estimate."""

    start: int
    end: int
    origin: Spot
    goal: Spot
    meters: int


@dataclass(frozen=True, slots=True)
class Journey:
    """Legs in order, from `start` (the moment asked for, or the moment to leave) to `end`."""

    start: int
    end: int
    legs: tuple[Walk | Ride, ...]

    @property
    def rides(self) -> tuple[Ride, ...]:
        return tuple(leg for leg in self.legs if isinstance(leg, Ride))

    @property
    def walks(self) -> tuple[Walk, ...]:
        return tuple(leg for leg in self.legs if isinstance(leg, Walk))

    @property
    def transfers(self) -> int:
        return max(0, len(self.rides) - 1)

    @property
    def walking_s(self) -> int:
        return sum(walk.end - walk.start for walk in self.walks)

    @property
    def walking_m(self) -> int:
        return sum(walk.meters for walk in self.walks)

    @property
    def longest_walk_m(self) -> int:
        return max((walk.meters for walk in self.walks), default=0)

    @property
    def lines(self) -> frozenset[str]:
        return frozenset(ride.run.pattern.line for ride in self.rides)

    @property
    def cost(self) -> float:
        """Minutes, with changes, walking and uncertain departures weighed in: the lower, the better a compromise."""
        minutes = (self.end - self.start + WALK_COST * self.walking_s) / 60 + TRANSFER_COST_MIN * self.transfers
        return minutes + sum(ride.headway / 240 for ride in self.rides if is_sparse(ride) and ride.headway)


def forwards(ride: Ride, mirror: Run) -> Ride:
    """A ride found on a reversed timetable, seen in the right direction of time on `mirror`, the same run forwards."""
    last = len(mirror.stops) - 1
    return Ride(mirror, -ride.departure - mirror.arrives[-1], last - ride.alight, last - ride.board)


def is_sparse(ride: Ride) -> bool:
    """Whether a ride hangs on a departure that is rare and only known by its frequency."""
    return ride.run.pattern.confidence == "frequency" and (ride.headway or 0) >= SPARSE_S


def worth(quickest: int) -> int:
    """Seconds a journey may take to be worth a look beside one that takes `quickest` seconds."""
    return round(1.35 * quickest) + 10 * 60


def choose(journeys: list[Journey], limit: int, few_transfers: bool = False, deadline: int | None = None) -> list[Journey]:
    """At most `limit` journeys that differ from one another, the best compromise first.

    With a `deadline`, the time one arrives too early weighs like time on the way.

    Left out are those that ride the lines of a better one, or some of them, or those and more, and those that take so
    much longer than the quickest that nobody would choose them.
    """
    if not journeys:
        return []

    def rank(journey: Journey) -> tuple[float, ...]:
        early = (deadline - journey.end) / 60 if deadline is not None else 0
        return journey.transfers if few_transfers else 0, journey.cost + early, journey.end, journey.walking_s

    ranked = sorted(journeys, key=rank)
    quickest = min(journey.end - journey.start for journey in journeys)
    kept: list[Journey] = []
    for journey in ranked:
        if len(kept) == limit:
            break
        if journey.end - journey.start > worth(quickest):
            continue
        if any(_alike(other, journey) for other in kept):
            continue
        kept.append(journey)
    return kept or ranked[:1]


def _alike(a: Journey, b: Journey) -> bool:
    """Whether two journeys are the same way to travel: the lines of one among those of the other, or the same modes
    over mostly the same lines. A walk all the way is a way of its own."""
    if not a.lines or not b.lines:
        return a.lines == b.lines
    if a.lines <= b.lines or b.lines <= a.lines:
        return True
    shared = len(a.lines & b.lines) / len(a.lines | b.lines)
    return shared >= 0.5 and {ride.run.mode for ride in a.rides} == {ride.run.mode for ride in b.rides}
