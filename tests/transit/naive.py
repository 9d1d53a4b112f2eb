"""A second opinion: the earliest arrival by Dijkstra over every single trip, sharing no code with the router.

It reads the same network, but expands headways, orders trips and searches in its own, slow way. Only what both must
agree on is taken over: how long boarding and a metre on foot take.
"""

from __future__ import annotations

import heapq
from datetime import date, timedelta

from data.network import Network

SLACK = {"metro": 120, "tram": 30, "marmaray": 150, "ferry": 120, "funicular": 60, "metrobus": 60, "cable_car": 60}
DAYS = ("weekday", "weekday", "weekday", "weekday", "weekday", "saturday", "sunday")


class Naive:
    """All trips of the day before, the day itself and the day after, each as a list of (stop, arrives, leaves)."""

    def __init__(self, network: Network, day: date, allowed: frozenset[str] | None = None) -> None:
        self.allowed = allowed
        self.network = network
        self.trips: list[tuple[str, list[tuple[str, int, int]]]] = []
        for shift in (-1, 0, 1):
            sort = DAYS[(day + timedelta(days=shift)).weekday()]
            for pattern in network.patterns.values():
                for back in (False, True):
                    bands = pattern.bands_back if back and pattern.bands_back is not None else pattern.bands
                    for start in self._starts(bands.get(sort, [])):  # type: ignore[call-overload]
                        self.trips.append((pattern.line, self._calls(pattern, back, start + shift * 86400)))
        self.calling: dict[str, list[tuple[int, int]]] = {}
        for number, (_, calls) in enumerate(self.trips):
            for position, (stop, _, _) in enumerate(calls):
                self.calling.setdefault(stop, []).append((number, position))
        self.walks: dict[str, list[tuple[str, int]]] = {}
        for transfer in network.transfers:
            seconds = round(transfer.meters * 3600 / 4800)
            self.walks.setdefault(transfer.a, []).append((transfer.b, seconds))
            self.walks.setdefault(transfer.b, []).append((transfer.a, seconds))

    @staticmethod
    def _starts(bands: list[tuple[int, int, int]]) -> list[int]:
        found = []
        for start, end, headway in bands:
            moment = start * 60
            while moment < end * 60:
                found.append(moment)
                moment += headway
            if all(other[0] != end for other in bands):
                found.append(end * 60)
        return found

    @staticmethod
    def _calls(pattern: object, back: bool, start: int) -> list[tuple[str, int, int]]:
        stops, run, dwell = list(pattern.stops), list(pattern.run_s), list(pattern.dwell_s)  # type: ignore[attr-defined]
        if back:
            stops, run, dwell = stops[::-1], run[::-1], dwell[::-1]
        calls, now = [(stops[0], start, start)], start
        for i in range(1, len(stops)):
            arrives = now + run[i - 1]
            now = arrives if i == len(stops) - 1 else arrives + dwell[i]
            calls.append((stops[i], arrives, now))
        return calls

    def _may_use(self, stop: str, line: str) -> bool:
        return self.allowed is None or self.network.stops[stop].step_free(line) in self.allowed

    def arrivals(self, start: dict[str, int], wanted: set[str]) -> dict[str, int]:
        """When every stop can be reached, from stops and the times one is there; it ends when all `wanted` are."""
        heap = [(moment, stop, True) for stop, moment in start.items()]
        missing = set(wanted)
        heapq.heapify(heap)
        settled: dict[tuple[str, bool], int] = {}
        boarded: dict[int, int] = {}
        while heap:
            now, stop, rode = heapq.heappop(heap)
            if (stop, rode) in settled:
                continue
            settled[stop, rode] = now
            missing.discard(stop)
            if not missing:
                break
            if rode:
                for other, seconds in self.walks.get(stop, []):
                    heapq.heappush(heap, (now + seconds, other, False))
            if (stop, not rode) in settled:
                continue
            for trip, position in self.calling.get(stop, []):
                line, calls = self.trips[trip]
                if calls[position][2] < now + SLACK[self.network.lines[line].mode] or boarded.get(trip, 1 << 30) <= position:
                    continue
                if not self._may_use(stop, line):
                    continue
                boarded[trip] = position
                for other, arrives, _ in calls[position + 1 :]:
                    if self._may_use(other, line):
                        heapq.heappush(heap, (arrives, other, True))
        earliest: dict[str, int] = {}
        for (stop, _), moment in settled.items():
            earliest[stop] = min(moment, earliest.get(stop, moment))
        return earliest
