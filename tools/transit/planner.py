"""Plans journeys: the part of routing that the rest of the program talks to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from data import network as pack
from data.ground import Point, distance_m
from data.network import Network, TransitMode
from data.schema import Tristate
from tools.results import GeoJSON, Location, Route
from tools.transit.access import NEAR_M, Surroundings
from tools.transit.advice import Advice, Code, read
from tools.transit.answer import Ends, Teller
from tools.transit.hints import Hints
from tools.transit.journey import Journey, choose
from tools.transit.lookup import LineFacts, Lookup, StopFacts, StopName
from tools.transit.timetable import DAY_S
from tools.transit.ways import Demand, Ways

ISTANBUL = ZoneInfo("Europe/Istanbul")
SAME_PLACE_M, CLOSE_M = 30, 300
EVENING_S, MORNING_S, NOON_S = 21 * 3600, 6 * 3600 + 1800, 12 * 3600
FIRST_S, LAST_S = 4 * 3600, 5 * 3600
"""When the first ways of a day are looked for, and by when its last ones have ended."""
EARLY_S = 40 * 60
CHANGE_WORTH_S = 15 * 60
"""Leaving so much later is worth one change more."""
Edge = Literal["first", "last"]
SURE: frozenset[Tristate] = frozenset({"yes"})
HOPEFUL: frozenset[Tristate] = frozenset({"yes", "unknown"})
MODE_WORDS: dict[str, tuple[TransitMode, ...]] = {
    "buses": ("bus", "metrobus"), "boat": ("ferry",), "boats": ("ferry",), "ferries": ("ferry",), "trams": ("tram",),
    "trains": ("marmaray",), "subway": ("metro",), "cable_cars": ("cable_car",), "funiculars": ("funicular",),
}  # fmt: skip
WISHES = ("stairs", "walking", "transfers")


@dataclass(frozen=True)
class Journeys:
    """What `plan` found. `geometry[i]` is the map of `routes[i]`; `sources` are pairs of source id and date.

    `advice` concerns the question as a whole; each route carries its own in the compact form of `advice.Code`. `edge` is
    false when the first or last departure was asked for and the last has gone: the routes are then those from now on.
    """

    routes: list[Route]
    geometry: list[GeoJSON] = field(default_factory=list)
    sources: list[tuple[str, date]] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)
    edge: bool = True

    @property
    def warnings(self) -> list[dict[str, str]]:
        """`advice` with its parts by name."""
        return [read(str(advice)) for advice in self.advice]


class Planner:
    """Answers how to get from one place to another. Safe to share: a question leaves nothing behind but timetables."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._surroundings = Surroundings(network)
        self._ways = Ways(network, self._surroundings)
        self._hints = Hints(network)
        self._teller = Teller(network, self._hints)
        self._lookup = Lookup(network, self._surroundings)

    @classmethod
    def load(cls, folder: Path = pack.FOLDER) -> Planner:
        """Reads the network. Raises `data.network.NetworkError` when it cannot be trusted."""
        return cls(pack.load(folder))

    def warm(self) -> None:
        """Makes every timetable there can be, so that no question waits for one. Takes some tenths of a second."""
        self._ways.warm((None, SURE, HOPEFUL))

    def plan(
        self,
        origin: Location,
        destination: Location,
        at: datetime,
        *,
        arrive_by: bool = False,
        edge: Edge | None = None,
        step_free: bool = False,
        avoid: frozenset[str] = frozenset(),
        via: Location | None = None,
        limit: int = 3,
        origin_name: str | None = None,
        destination_name: str | None = None,
        via_name: str | None = None,
    ) -> Journeys:
        """Up to `limit` different ways, the best compromise of time, changes and walking first.

        `at` is when to leave or, with `arrive_by`, when to be there; it must be aware. With `edge`, the first or last way
        of the service day around `at` comes first. With `step_free`, only platforms
        known to be step-free are used; where that leads nowhere, a way over platforms of unknown state is returned and
        says so. `avoid` takes modes and their plurals, line codes, "stairs" (the same as `step_free`), "walking" and
        "transfers". Raises `ValueError` for an `at` without a time zone.
        """
        if at.tzinfo is None:
            raise ValueError("the time of a journey must carry its time zone")
        start, goal = (origin.lat, origin.lon), (destination.lat, destination.lon)
        middle = (via.lat, via.lon) if via else None
        warnings = self._check_ends(start, goal, middle)
        if any(advice.code in (Code.SAME_PLACE, Code.OUTSIDE_CITY) for advice in warnings):
            return Journeys([], advice=warnings)
        banned, wishes, ignored = self._unwanted(avoid)
        warnings += [Advice(Code.AVOID_IGNORED, (word,)) for word in ignored]
        step_free = step_free or "stairs" in wishes
        local = at.astimezone(ISTANBUL)
        demand = Demand(
            origin=start,
            goal=goal,
            day=local.date(),
            seconds=local.hour * 3600 + local.minute * 60 + local.second,
            arrive_by=arrive_by,
            banned=banned,
            short_walks="walking" in wishes,
            few_transfers="transfers" in wishes,
            access=SURE if step_free else None,
        )
        asked, gone = demand, False
        if edge:
            demand = self._edge(asked, edge, middle)
        found = self._ways.find(demand, limit, middle)
        if edge == "last":
            found.sort(key=lambda journey: journey.transfers * CHANGE_WORTH_S - journey.start)
            if gone := bool(found) and found[0].start < asked.seconds:
                demand = asked
                found = self._ways.find(demand, limit, middle)
        if step_free and not any(journey.rides for journey in found):
            # A walk all the way is kept beside what the unknown platforms allow.
            found = choose(found + self._ways.find(replace(demand, access=HOPEFUL), limit, middle), limit)
        if not found and banned:
            found = self._ways.find(replace(demand, banned=frozenset()), limit, middle)
            unmet = [word for word in sorted(avoid) if word not in ignored and word.strip().lower() not in WISHES]
            warnings += [Advice(Code.AVOID_IMPOSSIBLE, (word,)) for word in unmet] if found else []
        if not found:
            way = step_free and self._ways.find(replace(demand, access=None), 1, middle)
            warnings.append(Advice(Code.NO_STEP_FREE_ROUTE if way else Code.NO_ROUTE))
        if not any(journey.rides and journey.longest_walk_m <= NEAR_M for journey in found):
            warnings += self._hints.times_unknown(self._surroundings, start, goal)
        warnings += self._hints.links(found[0] if found else None, start, goal)
        warnings += self._hints.renamed(self._surroundings, start, goal)
        missed = self._missed(demand, found, middle, always=gone)
        if arrive_by and found and (early := demand.seconds - found[0].end) >= EARLY_S:
            warnings.append(Advice(Code.ARRIVES_EARLY, (str(early // 60),)))
        runs = self._ways.runs(demand.day)
        ends = Ends(origin_name, destination_name, via_name)
        told = [self._teller.route(journey, demand.day, ends, step_free, runs=runs, more=missed) for journey in found]
        return Journeys(
            routes=[route for route, _ in told],
            geometry=[drawn for _, drawn in told],
            sources=self._teller.sources(found),
            advice=warnings + missed,
            edge=edge is not None and not gone,
        )

    def _edge(self, asked: Demand, edge: Edge, middle: Point | None) -> Demand:
        """The question whose answer is the first or last way of the service day: a day ends when the first lines start."""
        if edge == "last":
            return replace(asked, seconds=LAST_S + (DAY_S if asked.seconds >= LAST_S else 0), arrive_by=True)
        opening = replace(asked, seconds=FIRST_S + (DAY_S if asked.seconds >= FIRST_S else 0), arrive_by=False)
        found = self._ways.find(opening, 1, middle)
        return replace(opening, seconds=found[0].end, arrive_by=True) if found else opening

    def stop(self, name_or_id: str) -> StopFacts | None:
        """A stop by its id, its name or another name of it, without regard to case and diacritics."""
        return self._lookup.stop(name_or_id)

    def stops_near(self, location: Location, meters: float = 800) -> list[tuple[StopFacts, int]]:
        """Stops within `meters` as the crow flies, with their metres on foot, nearest first."""
        return self._lookup.stops_near((location.lat, location.lon), meters)

    def line(self, code: str) -> LineFacts | None:
        """A line by its code, id or name: when it runs, how often, and where that is from."""
        return self._lookup.line(code)

    def stop_names(self) -> list[StopName]:
        """Every stop with its names, for recognising them in text."""
        return self._lookup.stop_names()

    def _check_ends(self, start: Point, goal: Point, middle: Point | None) -> list[Advice]:
        if distance_m(start, goal) < SAME_PLACE_M and middle is None:
            return [Advice(Code.SAME_PLACE)]
        found = []
        for end, point in (("origin", start), ("destination", goal), ("via", middle)):
            if point is None:
                continue
            if not self.network.area.holds(*point):
                found.append(Advice(Code.OUTSIDE_CITY, (end,)))
            elif not self._surroundings.stops_near(point, CLOSE_M) and not self._surroundings.walkable(point):
                nearest = self._surroundings.stops_near(point, 60_000)
                found.append(Advice(Code.FAR_FROM_NETWORK, (end, str(round(nearest[0][1])) if nearest else "")))
        return found

    def _unwanted(self, avoid: frozenset[str]) -> tuple[frozenset[str], frozenset[str], list[str]]:
        """Line ids to leave out, wishes that change the search, and words that mean nothing here."""
        lines = {key: line.id for line in self.network.lines.values() for key in (line.code.lower(), line.id)}
        banned: set[str] = set()
        wishes: set[str] = set()
        ignored: list[str] = []
        for raw in sorted(avoid):
            word = raw.strip().lower()
            modes = set(MODE_WORDS.get(word, (word,))) & set(get_args(TransitMode))
            if modes:
                banned |= {line.id for line in self.network.lines.values() if line.mode in modes}
            elif word in lines:
                banned.add(lines[word])
            elif word in WISHES:
                wishes.add(word)
            else:
                ignored.append(raw)
        return frozenset(banned), frozenset(wishes), ignored

    def _missed(self, demand: Demand, found: list[Journey], middle: Point | None, *, always: bool) -> list[Advice]:
        """At night, the lines one would take by day that have already gone."""
        if demand.arrive_by or middle is not None:
            return []
        if not always and MORNING_S <= demand.seconds % DAY_S < EVENING_S:
            return []
        usual = self._ways.earliest(replace(demand, seconds=NOON_S))
        if not usual:
            return []
        best = min(usual, key=lambda journey: journey.cost)
        return self._hints.missed(best, found, demand.seconds, self._ways.runs(demand.day))
