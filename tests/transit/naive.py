"""A second opinion: earliest arrivals by running through every hop of every trip in order of time.

It shares no code and no method with the router: it expands headways its own way and scans connections (J. Dibbelt and
others, Connection Scan Algorithm, JEA 23 (2018) 1.7) without any pruning. Only what both must agree on is taken over:
how long boarding and a metre on foot take.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta

from data.network import Network, Pattern

SLACK = {"metro": 120, "tram": 30, "marmaray": 150, "ferry": 120, "funicular": 60, "metrobus": 60, "cable_car": 60}
DAYS = ("weekday", "weekday", "weekday", "weekday", "weekday", "saturday", "sunday")
FIRST, LAST = -2 * 3600, 38 * 3600
UNSEEN = 1 << 40


class Naive:
    """Every hop of the day, and of the hours before and after it, as (leaves, arrives, from, to, trip)."""

    def __init__(self, network: Network, day: date) -> None:
        self.network = network
        self.line_of: list[str] = []
        self.hops: list[tuple[int, int, str, str, int]] = []
        for shift in (-1, 0, 1):
            sort = DAYS[(day + timedelta(days=shift)).weekday()]
            for pattern in network.patterns.values():
                for back in (False, True):
                    bands = pattern.bands_back if back and pattern.bands_back is not None else pattern.bands
                    for start in self._starts(dict(bands).get(sort, [])):  # type: ignore[call-overload]
                        self._add(pattern, back, start + shift * 86400)
        self.hops.sort()
        self.walks: dict[str, list[tuple[str, int]]] = {}
        for transfer in network.transfers:
            seconds = round(transfer.meters * 3600 / 4800)
            self.walks.setdefault(transfer.a, []).append((transfer.b, seconds))
            self.walks.setdefault(transfer.b, []).append((transfer.a, seconds))

    @staticmethod
    def _starts(bands: list[tuple[int, int, int]]) -> set[int]:
        found = set()
        for start, end, headway in bands:
            moment = start * 60
            while moment < end * 60:
                found.add(moment)
                moment += headway
            if all(other[0] != end for other in bands):
                found.add(end * 60)
        return found

    def _add(self, pattern: Pattern, back: bool, now: int) -> None:
        stops, run, dwell = list(pattern.stops), list(pattern.run_s), list(pattern.dwell_s)
        if back:
            stops, run, dwell = stops[::-1], run[::-1], dwell[::-1]
        trip = len(self.line_of)
        self.line_of.append(pattern.line)
        for i, seconds in enumerate(run):
            leaves = now + (dwell[i] if i else 0)
            now = leaves + seconds
            if FIRST <= leaves <= LAST:
                self.hops.append((leaves, now, stops[i], stops[i + 1], trip))

    def arrivals(self, start: dict[str, int], wanted: set[str], allowed: frozenset[str] | None = None) -> dict[str, int]:
        """When every stop can be reached, from stops and the times one is there; it ends when all `wanted` are.

        `allowed` are the step-free states a platform may have.
        """
        rode, best = dict(start), dict(start)
        for stop, moment in start.items():
            for other, seconds in self.walks.get(stop, []):
                best[other] = min(best.get(other, UNSEEN), moment + seconds)
        aboard: set[int] = set()
        begin = bisect_left(self.hops, (min(start.values()),))
        for number, (leaves, arrives, a, b, trip) in enumerate(self.hops[begin:]):
            if number % 500 == 0 and all(best.get(stop, UNSEEN) <= leaves for stop in wanted):
                break
            line = self.line_of[trip]
            if trip not in aboard:
                if best.get(a, UNSEEN) + SLACK[self.network.lines[line].mode] > leaves or not self._open(a, line, allowed):
                    continue
                aboard.add(trip)
            if arrives < rode.get(b, UNSEEN) and self._open(b, line, allowed):
                rode[b] = arrives
                best[b] = min(best.get(b, UNSEEN), arrives)
                for other, seconds in self.walks.get(b, []):
                    best[other] = min(best.get(other, UNSEEN), arrives + seconds)
        return best

    def _open(self, stop: str, line: str, allowed: frozenset[str] | None) -> bool:
        return allowed is None or self.network.stops[stop].step_free(line) in allowed
