"""`python -m evals.bench` measures the service against a bare endpoint that streams the same frames, in one run."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from evals.bench import chaos, first_event, models, routes, search, servers, understanding
from evals.bench.guards import overhead
from evals.bench.inside import inside
from evals.cases import answers
from evals.measures import percentile, slope
from evals.report import FOLDER
from evals.stand import stand

STREAMS = 32


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    turns: int
    crowd: int
    rounds: int
    memory: int
    starts: int
    guards: int


FULL = Size(turns=360, crowd=320, rounds=3, memory=2000, starts=3, guards=200)
SHORT = Size(turns=60, crowd=96, rounds=1, memory=200, starts=1, guards=60)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; 0 unless something breaks, or chaos costs a turn."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a minute rather than several")
    parser.add_argument("--models", action="store_true", help="instead: what is added to a scripted language model")
    parser.add_argument("--chaos", action="store_true", help="instead: fifty conversations while half of all calls fail")
    parser.add_argument("--seconds", type=float, default=60, help="how long, with --chaos")
    parser.add_argument("--search", action="store_true", help="only: how search grows, beside a plain scan")
    parser.add_argument("--understanding", action="store_true", help="only: how fast messages are understood")
    parser.add_argument("--routes", action="store_true", help="only: how fast routes are planned, beside networkx")
    parser.add_argument("--network", type=Path, help="with --routes: one more network, as imported from a GTFS feed")
    given = parser.parse_args(arguments)
    if given.models:
        spoken = models.measured(40, 24) if given.short else models.measured(200, 80)
        print(models.shown(spoken))
        return 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    if given.search:
        print(search.table(search.measured(given.short)))
        return 0
    if given.understanding:
        print(understanding.shown(understanding.measured(given.short)))
        return 0
    if given.routes:
        print(_routes(given.short, given.network))
        return 0
    if given.chaos:
        stormy = chaos.measured(given.seconds)
        print(chaos.shown(stormy))
        (FOLDER / "chaos.json").write_text(json.dumps(stormy, indent=1), encoding="utf-8")
        return int(chaos.failed(stormy))
    found = measured(SHORT if given.short else FULL)
    print(shown(found))
    print(_routes(given.short, given.network))
    print("\nhow search grows, beside a plain scan of the same entries:", search.table(search.measured(given.short)), sep="\n")
    print("\n" + understanding.shown(understanding.measured(given.short)))
    found["first_event"] = first_event.measured()
    print("\n" + first_event.shown(found["first_event"]))
    (FOLDER / "bench.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0


def _routes(short: bool, folder: Path | None) -> str:
    rows = routes.measured(200 if short else 1000, folder=folder)
    (FOLDER / "bench-routes.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return routes.shown(rows)


def measured(size: Size) -> dict[str, Any]:
    """Every figure of a run."""
    questions = _questions()
    found: dict[str, Any] = {"machine": _machine(), "load_before": os.getloadavg()}
    with tempfile.TemporaryDirectory() as name, servers.weather() as weather:
        folder = Path(name)
        found["start_seconds"] = []
        for _ in range(size.starts):
            with servers.ours(folder, weather) as server:
                found["start_seconds"].append(servers.first_answer(server, questions[0])[0])
        with servers.ours(folder, weather) as our:
            recorded = _client({"job": "record", "port": our.port, "questions": questions})
            frames = {q["message"]: f for q, f in zip(questions, recorded, strict=True)}
            found["frames_per_turn"] = mean(len(f) for f in recorded)
            with servers.bare(folder, frames) as bare:
                ports = {"ours": our.port, "bare": bare.port}
                _client({"job": "record", "port": bare.port, "questions": questions})
                found["sequential"] = _client(
                    {"job": "alternate", "ports": ports, "questions": questions, "turns": size.turns, "timed": "ours"}
                )
                found["rates"] = _client({
                    "job": "rates", "ports": ports, "pids": {"ours": our.pid, "bare": bare.pid}, "questions": questions,
                    "streams": STREAMS, "rounds": size.rounds,
                    "turns": {"ours": size.crowd, "bare": size.crowd * 3},
                })  # fmt: skip
        with servers.ours(folder, weather) as our:
            step = max(20, size.memory // 40)
            found["memory_kb"] = _client(
                {"job": "memory", "port": our.port, "pid": our.pid, "questions": questions, "turns": size.memory, "step": step}
            )
        found["complaints"] = (folder / servers.LOG).read_text(encoding="utf-8", errors="replace").splitlines()
    found["inside_ms"] = asyncio.run(_inside())
    found["guards_ms"] = asyncio.run(overhead(size.guards))
    found["load_after"] = os.getloadavg()
    return found


async def _inside() -> dict[str, float]:
    async with stand() as program:
        return await inside(program)


def _questions() -> list[dict[str, Any]]:
    """The 120 questions as requests, languages by turns."""
    by_language: dict[str, list[dict[str, Any]]] = {}
    for case in answers():
        question: dict[str, Any] = {"message": case.text}
        if case.declare:
            question["language"] = case.language
        if case.location:
            question["location"] = case.location.model_dump()
        by_language.setdefault(case.language, []).append(question)
    return [q for together in zip(*by_language.values(), strict=True) for q in together]


def _client(job: dict[str, Any]) -> Any:
    """Has a client process do a job. Raises `CalledProcessError` when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "evals.bench.client"], input=json.dumps(job), text=True, stdout=subprocess.PIPE, check=True,
        cwd=servers.ROOT,
    )  # fmt: skip
    return json.loads(done.stdout)


def _machine() -> str:
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return f"{os.cpu_count()} cores, {cpu}, Python {platform.python_version()}"


def shown(found: dict[str, Any]) -> str:
    """The run as a table."""
    first, whole = found["sequential"]["first_ms"], found["sequential"]["whole_ms"]
    lines = [
        found["machine"],
        f"load {found['load_before'][0]:.1f} before, {found['load_after'][0]:.1f} after; "
        f"{len(first['ours'])} turns one by one, {found['frames_per_turn']:.0f} frames a turn",
        "",
        f"{'':34}{'ours':>10}{'bare':>10}{'added':>10}{'ratio':>8}",
    ]
    for label, values in (("time to first token", first), ("whole turn", whole)):
        for name, share in (("median", 0.5), ("p95", 0.95)):
            a, b = percentile(values["ours"], share), percentile(values["bare"], share)
            lines.append(f"{f'{label}, {name} (ms)':34}{a:10.2f}{b:10.2f}{a - b:10.2f}{a / b:8.2f}")
    for label, name in ((f"turns per second, {STREAMS} streams", "per_second"), ("server CPU per turn (ms)", "cpu_ms")):
        ours, bare = median(found["rates"]["ours"][name]), median(found["rates"]["bare"][name])
        lines.append(f"{label:34}{ours:10.2f}{bare:10.2f}{ours - bare:10.2f}{ours / bare:8.2f}")
    samples = found["memory_kb"]
    warm = samples[len(samples) // 4 :]
    resident = ", ".join(f"{kb / 1024:.1f} MB after {turns}" for turns, kb in (samples[0], warm[0], samples[-1]))
    guards = found["guards_ms"]
    starts = ", ".join(f"{seconds:.2f}" for seconds in found["start_seconds"])
    lines += [
        "",
        f"memory: {resident} turns; slope after warm-up {slope(warm) * 1000 / 1024:+.2f} MB per 1,000 turns",
        f"start to first answer: {median(found['start_seconds']):.2f} s ({starts})",
        "inside, milliseconds: " + ", ".join(f"{name} {value:.2f}" for name, value in found["inside_ms"].items()),
        f"guards, three live services asked: {guards['guarded']:.2f} ms with, {guards['bare']:.2f} without, "
        f"added {guards['added']:+.2f} ms a turn, ratio {guards['guarded'] / guards['bare']:.3f}",
        *(f"the servers complained {len(c)} times, first: {c[0][:200]}" for c in [found["complaints"]] if c),
        "",
        "where a turn's time goes, mean milliseconds:",
    ]
    return "\n".join([*lines, *_shares(found["sequential"]["timings_ms"])])


def _shares(timings: list[dict[str, float]]) -> list[str]:
    nodes = list(dict.fromkeys(k for t in timings for k in t if k not in ("total", "client")))
    client = mean(t["client"] for t in timings)
    means = {n: sum(t.get(n, 0.0) for t in timings) / len(timings) for n in nodes}
    rest = mean(t["total"] for t in timings) - sum(means.values())
    parts = {**means, "between nodes": rest, "outside the graph": client - rest - sum(means.values())}
    ordered = sorted(parts.items(), key=lambda item: -item[1])
    return [f"  {name:20}{value:8.2f}{value / client * 100:7.1f} %" for name, value in ordered] + [
        f"  {'whole turn':20}{client:8.2f}"
    ]


if __name__ == "__main__":
    sys.exit(main())
