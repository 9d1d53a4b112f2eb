"""Looking things up in the network: a stop, a line, what is near, every name there is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from data.ground import Point
from data.network import Bands, DayType, Network, Stop
from data.schema import Tristate
from tools.transit.access import Surroundings
from tools.transit.hints import clock
from tools.transit.timetable import day_type


@dataclass(frozen=True, slots=True)
class StopName:
    """One stop and everything it is called. `lines` are codes."""

    id: str
    name: str
    aliases: tuple[str, ...]
    lat: float
    lon: float
    lines: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class StopFacts:
    """A stop with its lines; `step_free` is told per line, because platforms of one station differ."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    lines: tuple[str, ...]
    step_free: dict[str, Tristate]
    notices: tuple[str, ...]
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Service:
    """When a line runs on one sort of day. Headways in minutes; times HH:MM, `last` may be after midnight."""

    first: str
    last: str
    headway_min: float
    headway_max: float
    night: bool


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line: its termini, stops by name, and service by sort of day. `services` is empty when times are not known.

    `state` is "operating", "schedule_unknown", "construction" or "unconfirmed"; only the first is ever routed.
    """

    id: str
    code: str
    name: str
    mode: str | None
    color: str | None
    state: str
    termini: tuple[str, ...]
    stops: tuple[str, ...]
    services: dict[str, Service]
    confidence: str
    source: str
    as_of: date
    timing_source: str | None
    timing_as_of: date | None

    def service_on(self, moment: datetime | date) -> Service | None:
        """The service of the day, if it is known."""
        return self.services.get(day_type(moment.date() if isinstance(moment, datetime) else moment))


class Lookup:
    """Answers by id, code or name, without regard to case and diacritics."""

    def __init__(self, network: Network, surroundings: Surroundings) -> None:
        self._network, self._surroundings = network, surroundings
        self._stops = list(network.stops.values())
        self._serving: dict[str, list[str]] = {stop: [] for stop in network.stops}
        for pattern in network.patterns.values():
            for name in pattern.stops:
                if pattern.line not in self._serving[name]:
                    self._serving[name].append(pattern.line)
        self._by_name: dict[str, Stop] = {}
        # A busier stop goes before a namesake, a station before a pier.
        for stop in sorted(self._stops, key=lambda s: (s.kind != "station", -len(self._serving[s.id]))):
            for name in (stop.id, stop.name, *stop.aliases):
                self._by_name.setdefault(plain(name), stop)
        for stop in self._stops:
            self._by_name[plain(stop.id)] = stop

    def stop(self, name_or_id: str) -> StopFacts | None:
        stop = self._network.stops.get(name_or_id) or self._by_name.get(plain(name_or_id))
        return self._facts(stop) if stop else None

    def stops_near(self, point: Point, meters: float) -> list[tuple[StopFacts, int]]:
        found = []
        for number, _ in self._surroundings.stops_near(point, meters, routed=False):
            stop = self._stops[number]
            walk = self._surroundings.walk_m(point, (stop.lat, stop.lon))
            if walk is not None:
                found.append((self._facts(stop), round(walk)))
        return sorted(found, key=lambda entry: entry[1])

    def stop_names(self) -> list[StopName]:
        return [StopName(s.id, s.name, tuple(s.aliases), s.lat, s.lon, self._codes(s.id), s.kind) for s in self._stops]

    def line(self, code: str) -> LineFacts | None:
        key = plain(code)
        for line in self._network.lines.values():
            patterns = [p for p in self._network.patterns.values() if p.line == line.id]
            if key in {plain(name) for name in (line.id, line.code, line.name, *line.aliases, *(p.label for p in patterns))}:
                longest = max(patterns, key=lambda p: len(p.stops))
                return LineFacts(
                    id=line.id, code=line.code, name=line.name, mode=line.mode, color=line.color, state=line.status,
                    termini=(longest.headsign_back, longest.headsign),
                    stops=tuple(self._network.stops[stop].name for stop in longest.stops),
                    services=_services([bands for p in patterns for bands in (p.bands, p.bands_back or {})]),
                    confidence=longest.confidence, source=line.source, as_of=line.as_of,
                    timing_source=longest.timing.source, timing_as_of=longest.timing.as_of,
                )  # fmt: skip
        for plan in self._network.planned:
            if key in {plain(plan.code or plan.id), plain(plan.name)}:
                return LineFacts(
                    id=plan.id, code=plan.code or plan.name, name=plan.name, mode=None, color=None, state=plan.state,
                    termini=(), stops=(), services={}, confidence="timetable", source=plan.source, as_of=plan.as_of,
                    timing_source=None, timing_as_of=None,
                )  # fmt: skip
        return None

    def _facts(self, stop: Stop) -> StopFacts:
        access = {self._network.lines[line].code: stop.step_free(line) for line in self._serving[stop.id]}
        notices = tuple(notice.code for notice in stop.notices)
        return StopFacts(stop.id, stop.name, stop.kind, stop.lat, stop.lon, self._codes(stop.id), access, notices,
                         stop.source, stop.as_of)  # fmt: skip

    def _codes(self, stop: str) -> tuple[str, ...]:
        return tuple(self._network.lines[line].code for line in self._serving[stop])


def plain(text: str) -> str:
    """A name without case, diacritics and punctuation, so that "Kadıköy" and "kadikoy" meet."""
    bare = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("İ", "i").lower())
    return "".join(char for char in bare if char.isalnum())


def _services(all_bands: list[Bands]) -> dict[str, Service]:
    found = {}
    for day in get_args(DayType):
        rows = [row for bands in all_bands for row in bands.get(day, [])]
        daytime = [row for row in rows if row[0] >= 240]
        if not daytime:
            continue
        headways = [row[2] / 60 for row in daytime]
        first, last = min(row[0] for row in daytime), max(row[1] for row in daytime)
        night = any(row[0] < 240 and row[1] > 120 for row in rows)
        found[day] = Service(clock(first * 60), clock(last * 60), round(min(headways), 1), round(max(headways), 1), night)
    return found
