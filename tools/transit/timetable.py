"""The network in memory: every pattern and direction with all its departures around one day.

Times are seconds after midnight of that day, negative for the evening before. Where only headways are known the
departures are generated from them, from the first minute of a band on, so the same question always has the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from data.ground import walk_seconds
from data.network import Bands, DayType, Network, Pattern, TransitMode
from data.schema import Tristate

DAY_S = 86_400

BOARDING_S: dict[TransitMode, int] = {
    "metro": 120, "tram": 30, "marmaray": 150, "ferry": 120, "funicular": 60, "metrobus": 60, "cable_car": 60, "bus": 30,
    "train": 180,
}  # fmt: skip
"""Gate, stairs and platform: what lies between reaching a stop and being able to board there. An estimate."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A pattern in one direction, seen forwards or, for arrive-by searches, backwards in time.

    A trip leaves its first stop at an entry of `departures`; it reaches stop i `arrives[i]` and leaves it `leaves[i]`
    seconds later. `calls` is what a search reads: (position, stop, seconds to when one has alighted, seconds to when one
    must be at the stop) of every stop that may be used, boarding time taken into account.
    """

    index: int
    pattern: Pattern
    mode: TransitMode
    back: bool
    stops: tuple[int, ...]
    arrives: tuple[int, ...]
    leaves: tuple[int, ...]
    departures: list[int]
    calls: tuple[tuple[int, int, int, int], ...]

    @property
    def headsign(self) -> str:
        return self.pattern.headsign_back if self.back else self.pattern.headsign


@dataclass(frozen=True, slots=True, eq=False)
class Timetable:
    """Everything a search needs. `serving[s]` lists (run, number of the call) for stop s, `walks[s]` lists (stop, seconds)."""

    runs: tuple[Run, ...]
    serving: tuple[tuple[tuple[Run, int], ...], ...]
    walks: tuple[tuple[tuple[int, int], ...], ...]
    reversed: bool


def day_type(day: date) -> DayType:
    """Which timetable a calendar day follows. Public holidays are not told apart: nothing dated says what runs then."""
    return "sunday" if day.weekday() == 6 else "saturday" if day.weekday() == 5 else "weekday"


def departures(bands: Bands, day: DayType) -> list[int]:
    """Seconds after midnight at which trips leave the first stop on a day, the last departure of a service included."""
    rows = bands.get(day, [])
    found: set[int] = set()
    for index, (start, end, headway) in enumerate(rows):
        found.update(range(start * 60, end * 60, headway))
        if index + 1 == len(rows) or rows[index + 1][0] != end:
            found.add(end * 60)
    return sorted(found)


class TimetableMaker:
    """Expands the network, once for each sort of day and each demand on accessibility."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.stop_ids = tuple(network.stops)
        self.index = {stop: i for i, stop in enumerate(self.stop_ids)}
        self._ready: dict[tuple[tuple[DayType, DayType, DayType], frozenset[Tristate] | None, bool], Timetable] = {}
        self._trips: dict[tuple[str, bool, tuple[DayType, DayType, DayType]], list[int]] = {}
        self._walks = self._transfers()

    def around(self, day: date, *, access: frozenset[Tristate] | None = None, backwards: bool = False) -> Timetable:
        """The timetable of a day with the evening before and the day after.

        With `access`, only platforms whose step-free state is among those given may be used.
        """
        days = (day_type(day - timedelta(days=1)), day_type(day), day_type(day + timedelta(days=1)))
        key = (days, access, backwards)
        if key not in self._ready:
            self._ready[key] = self._make(days, access, backwards)
        return self._ready[key]

    @staticmethod
    def slack(run: Run) -> int:
        """Seconds to allow between reaching a stop and boarding this run there."""
        return BOARDING_S[run.mode]

    def _make(self, days: tuple[DayType, DayType, DayType], access: frozenset[Tristate] | None, backwards: bool) -> Timetable:
        runs: list[Run] = []
        for pattern in self.network.patterns.values():
            for back in (False, True):
                # Numbered also where nothing leaves, so that a number means the same run in every timetable.
                runs.append(self._run(len(runs), pattern, back, days, access=access, backwards=backwards))
        serving: list[list[tuple[Run, int]]] = [[] for _ in self.stop_ids]
        for run in runs:
            if run.departures:
                # Nothing can be boarded at the last stop.
                for number, call in enumerate(run.calls[:-1]):
                    serving[call[1]].append((run, number))
        return Timetable(tuple(runs), tuple(tuple(row) for row in serving), self._walks, backwards)

    def _run(
        self,
        number: int,
        pattern: Pattern,
        back: bool,
        days: tuple[DayType, DayType, DayType],
        *,
        access: frozenset[Tristate] | None,
        backwards: bool,
    ) -> Run:
        line = self.network.lines[pattern.line]
        names = pattern.stops[::-1] if back else pattern.stops
        arrives, leaves = offsets(pattern, back)
        trips = self._trips_of(pattern, back, days)
        usable = [access is None or self.network.stops[name].step_free(line.id) in access for name in names]
        stops = [self.index[name] for name in names]
        slack = BOARDING_S[line.mode]
        if backwards:
            total = arrives[-1]
            arrives, leaves = tuple(total - t for t in reversed(leaves)), tuple(total - t for t in reversed(arrives))
            trips = sorted(-(t + total) for t in trips)
            usable.reverse()
            stops.reverse()
        # Seen backwards in time, the boarding time is spent on leaving the vehicle.
        before, after = (0, slack) if backwards else (slack, 0)
        calls = tuple(
            (position, stop, arrives[position] + after, leaves[position] - before)
            for position, stop in enumerate(stops)
            if usable[position]
        )
        return Run(number, pattern, line.mode, back, tuple(stops), arrives, leaves, trips, calls)

    def _trips_of(self, pattern: Pattern, back: bool, days: tuple[DayType, DayType, DayType]) -> list[int]:
        key = (pattern.id, back, days)
        if key not in self._trips:
            bands = pattern.bands_back if back and pattern.bands_back is not None else pattern.bands
            self._trips[key] = sorted(
                {t + shift * DAY_S for shift, day in zip((-1, 0, 1), days, strict=True) for t in departures(bands, day)}
            )
        return self._trips[key]

    def _transfers(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        walks: list[list[tuple[int, int]]] = [[] for _ in self.stop_ids]
        for transfer in self.network.transfers:
            a, b, seconds = self.index[transfer.a], self.index[transfer.b], walk_seconds(transfer.meters)
            walks[a].append((b, seconds))
            walks[b].append((a, seconds))
        return tuple(tuple(row) for row in walks)


def offsets(pattern: Pattern, back: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """When a trip reaches and leaves each stop, in seconds after leaving its first."""
    run_s = pattern.run_s[::-1] if back else pattern.run_s
    dwell_s = pattern.dwell_s[::-1] if back else pattern.dwell_s
    arrives, leaves = [0], [0]
    for position, seconds in enumerate(run_s, start=1):
        arrives.append(leaves[-1] + seconds)
        leaves.append(arrives[-1] + (dwell_s[position] if position < len(run_s) else 0))
    return tuple(arrives), tuple(leaves)


def gaps(run: Run) -> list[int]:
    """Seconds between consecutive departures."""
    return [b - a for a, b in pairwise(run.departures)]
