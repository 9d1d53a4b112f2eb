"""How fast routes are planned: on the pack, on generated cities that grow, and on any network that was imported.

    python -m evals.bench --routes [--network FOLDER]

A folder is one that `data.network.load` reads, as made from a GTFS feed. On every network the same questions go to
networkx's Dijkstra on a graph of average times, in the same run: an easier question, without timetable or waiting, so
the ratio flatters nobody but it. Times are of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import networkx as nx

from data import network as networks
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
        started = process_time()
        ask(question)
        took.append((process_time() - started) * 1000)
    took.sort()
    return took[len(took) // 2], took[int(0.95 * (len(took) - 1))]


def pack(queries: int) -> list[dict[str, Any]]:
    """Whole plans on the real network: places near stops, at any minute of a week."""
    planner, chance = Planner.load(), random.Random(1)
    planner.warm()
    stops = planner.stop_names()
    week = [DAY + timedelta(days=n) for n in range(7)]

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
    rows = []
    for name, options in kinds:
        middle, high = timed(questions, lambda q, o=options: planner.plan(*q, **o))  # type: ignore[misc]
        rows.append({"what": f"pack, {name}", "stops": len(stops), "median_ms": middle, "p95_ms": high})
    return rows


def searched(name: str, network: Network, queries: int) -> dict[str, Any]:
    """Earliest arrivals from stop to stop on a network, beside networkx."""
    chance, maker = random.Random(2), TimetableMaker(network)
    timetable = maker.around(DAY)
    bounds = Bounds(timetable)
    size = len(maker.stop_ids)
    questions = [(*chance.sample(range(size), 2), chance.randrange(6 * 3600, 22 * 3600)) for _ in range(queries)]
    middle, high = timed(questions, lambda q: search(timetable, {q[0]: q[2]}, {q[1]: 0}, left=bounds.to({q[1]: 0})))
    graph: nx.DiGraph[int] = nx.DiGraph()
    for run in timetable.runs:
        for i, (a, b) in enumerate(pairwise(run.stops)):
            graph.add_edge(a, b, seconds=run.arrives[i + 1] - run.leaves[i])
    for a, walks in enumerate(timetable.walks):
        for b, seconds in walks:
            graph.add_edge(a, b, seconds=seconds)
    theirs, theirs_high = timed(questions, lambda q: dijkstra(graph, q[0], q[1]))
    return {
        "what": name, "stops": size, "median_ms": middle, "p95_ms": high,
        "networkx_ms": theirs, "networkx_p95_ms": theirs_high, "ratio": middle / theirs,
    }  # fmt: skip


def dijkstra(graph: nx.DiGraph[int], a: int, b: int) -> float | None:
    """The least average time between two stops; None where there is no way."""
    try:
        return float(nx.dijkstra_path_length(graph, a, b, weight="seconds"))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return None


def measured(queries: int, sizes: Iterable[int] = (400, 2000, 10_000), folder: Path | None = None) -> list[dict[str, Any]]:
    """Every row of the table."""
    rows = pack(queries)
    rows.append(searched("pack, search alone", networks.load(), queries))
    rows += [searched("generated city", city(stops), max(20, queries // 10)) for stops in sizes]
    if folder is not None:
        rows.append(searched(str(folder), networks.load(folder), max(20, queries // 10)))
    return rows


def shown(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as a table."""
    lines = [f"{'routes':26}{'stops':>7}{'median':>10}{'p95':>10}{'networkx':>12}{'p95':>10}{'ratio':>8}"]
    for row in rows:
        theirs = f"{row['networkx_ms']:9.2f} ms{row['networkx_p95_ms']:7.2f} ms{row['ratio']:8.2f}" if "ratio" in row else ""
        lines.append(f"{row['what']:26}{row['stops']:>7}{row['median_ms']:>7.2f} ms{row['p95_ms']:>7.2f} ms{theirs}")
    return "\n".join(lines)
