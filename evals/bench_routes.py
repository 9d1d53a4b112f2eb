"""How fast routes are planned: on the pack, and on generated cities that grow.

    python -m evals.bench_routes [--queries 1000] [--stops 400 2000 10000]

Prints one table. For the generated cities the same questions go to networkx's Dijkstra on a graph of average times, if
networkx is installed: it answers an easier question, without timetable or waiting.
"""

from __future__ import annotations

import argparse
import importlib
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from time import perf_counter
from typing import Any

from data.ground import Ground
from data.network import Line, Network, Pattern, Segment, Stop, Transfer
from data.schema import Provenance
from tools.results import Location
from tools.transit.bounds import Bounds
from tools.transit.planner import ISTANBUL, Planner
from tools.transit.raptor import search
from tools.transit.timetable import TimetableMaker

DAY = date(2026, 11, 23)
DATED: dict[str, Any] = {"source": "editorial", "as_of": DAY}


def city(stops: int, seed: int = 7) -> Network:
    """A made-up city of about that many stops: lines along the rows and columns of a grid, every third one missing."""
    chance = random.Random(seed)
    side = max(4, round(stops**0.5))
    at = {(r, c): (40.8 + r * 0.7 / side, 28.2 + c * 1.5 / side) for r in range(side) for c in range(side)}
    ways = [[(r, c) for c in range(side)] for r in range(side) if r % 3 != 2]
    ways += [[(r, c) for r in range(side)] for c in range(side) if c % 3 != 2]
    used = {cell for way in ways for cell in way}
    network = Network({}, {}, {}, {}, [], {}, [], Ground())
    for r, c in sorted(used):
        lat, lon = at[r, c]
        network.stops[f"s{r}-{c}"] = Stop(id=f"s{r}-{c}", name=f"{r}/{c}", kind="station", lat=lat, lon=lon, **DATED)
    for number, way in enumerate(ways):
        line, names = f"l{number}", [f"s{r}-{c}" for r, c in way]
        network.lines[line] = Line(id=line, code=f"L{number}", name=line, mode="tram", color="#000000", **DATED)
        bands = [(300 + chance.randrange(10), 1440, chance.choice((240, 300, 420, 600)))]
        network.patterns[line] = Pattern(
            id=line, line=line, label=line, stops=names, run_s=[chance.randrange(70, 160) for _ in names[1:]],
            dwell_s=[15] * len(names), headsign=names[-1], headsign_back=names[0],
            bands={"weekday": bands, "saturday": bands, "sunday": bands}, timing=Provenance(**DATED), **DATED,
        )  # fmt: skip
        for a, b in pairwise(names):
            ends = [(network.stops[stop].lon, network.stops[stop].lat) for stop in (a, b)]
            network.segments[line, a, b] = Segment(line=line, a=a, b=b, meters=800, path=ends, **DATED)
    for r, c in sorted(used):
        if (r + 1, c) in used and chance.random() < 0.1:
            network.transfers.append(Transfer(a=f"s{r}-{c}", b=f"s{r + 1}-{c}", meters=400, **DATED))
    return network


def timed(questions: list[Any], ask: Callable[[Any], object]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    took = []
    for question in questions:
        started = perf_counter()
        ask(question)
        took.append((perf_counter() - started) * 1000)
    took.sort()
    return took[len(took) // 2], took[int(0.95 * (len(took) - 1))]


def pack(queries: int) -> None:
    """Whole plans on the real network: places near stops, at any minute of a week."""
    planner, chance = Planner.load(), random.Random(1)
    planner.warm()
    stops = planner.stop_names()
    week = [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]

    def place() -> Location:
        stop = chance.choice(stops)
        return Location(lat=stop.lat + chance.uniform(-0.006, 0.006), lon=stop.lon + chance.uniform(-0.006, 0.006))

    questions = [
        (place(), place(), datetime(d.year, d.month, d.day, chance.randrange(24), chance.randrange(60), tzinfo=ISTANBUL))
        for d in (chance.choice(week) for _ in range(queries))
    ]
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("three ways", {}), ("one way", {"limit": 1}), ("arrive by", {"arrive_by": True}), ("step-free", {"step_free": True}),
    ]  # fmt: skip
    for name, options in kinds:
        median, high = timed(questions, lambda q, o=options: planner.plan(*q, **o))  # type: ignore[misc]
        row(f"pack, {name}", len(stops), median, high)


def grown(stops: int, queries: int) -> None:
    """One earliest arrival from stop to stop on a generated city, with and without networkx."""
    network, chance = city(stops), random.Random(2)
    maker = TimetableMaker(network)
    timetable = maker.around(DAY)
    bounds = Bounds(timetable)
    size = len(maker.stop_ids)
    pairs = [chance.sample(range(size), 2) for _ in range(queries)]
    questions = [(a, b, chance.randrange(6 * 3600, 22 * 3600)) for a, b in pairs]
    median, high = timed(questions, lambda q: search(timetable, {q[0]: q[2]}, {q[1]: 0}, left=bounds.to({q[1]: 0})))
    row("generated, timetable", size, median, high)
    try:
        nx: Any = importlib.import_module("networkx")
    except ImportError:
        return
    graph = nx.DiGraph()
    for run in timetable.runs:
        for i, (a, b) in enumerate(zip(run.stops, run.stops[1:], strict=False)):
            graph.add_edge(a, b, seconds=run.arrives[i + 1] - run.leaves[i])
    median, high = timed(questions, lambda q: nx.dijkstra_path_length(graph, q[0], q[1], weight="seconds"))
    row("generated, networkx Dijkstra", size, median, high)


def row(name: str, stops: int, median: float, high: float) -> None:
    """One line of the table."""
    print(f"{name:32} {stops:>7} stops   median {median:8.2f} ms   p95 {high:8.2f} ms")


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--stops", type=int, nargs="*", default=[400, 2000, 10000])
    told = parser.parse_args()
    pack(told.queries)
    for stops in told.stops:
        grown(stops, max(20, told.queries // 10))


if __name__ == "__main__":
    main()
