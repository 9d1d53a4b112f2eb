"""The client's process: reads one job as JSON from standard input, writes its measurements as JSON to standard output."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from evals.bench.wire import ask, connect, crowd, frames, request


def record(job: dict[str, Any]) -> list[list[dict[str, str]]]:
    """The frames of every question, once; this also warms the server up."""
    opened = connect(job["port"])
    return [list(frames(ask(opened, request(q)).body)) for q in job["questions"]]


def alternate(job: dict[str, Any]) -> dict[str, Any]:
    """Turns one after the other, each question to every server in turn, so that the machine's moods hit all alike."""
    opened = {name: connect(port) for name, port in job["ports"].items()}
    first: dict[str, list[float]] = {name: [] for name in opened}
    whole: dict[str, list[float]] = {name: [] for name in opened}
    timings: list[dict[str, float]] = []
    for turn in range(job["turns"]):
        prepared = request(job["questions"][turn % len(job["questions"])])
        for name, connection in opened.items():
            heard = ask(connection, prepared)
            first[name].append(heard.first_ms)
            whole[name].append(heard.whole_ms)
            if name == job["timed"]:
                last = list(frames(heard.body))[-1]
                timings.append({**json.loads(last["data"])["timings_ms"], "client": heard.whole_ms})
    return {"first_ms": first, "whole_ms": whole, "timings_ms": timings}


def rates(job: dict[str, Any]) -> dict[str, dict[str, list[float]]]:
    """With many streams at once, server by server, in rounds: turns per second, and the server's CPU milliseconds per turn.

    Other work on the machine slows the first; the second hardly feels it.
    """
    prepared = [request(q) for q in job["questions"]]
    for port in job["ports"].values():
        crowd(port, prepared, job["streams"], job["streams"])
    found: dict[str, dict[str, list[float]]] = {name: {"per_second": [], "cpu_ms": []} for name in job["ports"]}
    for _ in range(job["rounds"]):
        for name, port in job["ports"].items():
            turns, pid = job["turns"][name], job["pids"][name]
            before = cpu_seconds(pid)
            found[name]["per_second"].append(turns / crowd(port, prepared, job["streams"], turns))
            found[name]["cpu_ms"].append((cpu_seconds(pid) - before) * 1000 / turns)
    return found


def memory(job: dict[str, Any]) -> list[tuple[int, int]]:
    """(turns so far, resident kilobytes of the server) while turns go on, eight at a time."""
    prepared = [request(q) for q in job["questions"]]
    step, samples = job["step"], []
    for done in range(0, job["turns"], step):
        at = done % len(prepared)
        crowd(job["port"], prepared[at:] + prepared[:at], 8, step)
        samples.append((done + step, resident_kb(job["pid"])))
    return samples


def cpu_seconds(pid: int) -> float:
    """Processor time a process has used, all threads, user and system; in steps of a clock tick."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_kb(pid: int) -> int:
    """Resident set size of a process, from `/proc`."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))


JOBS = {"record": record, "alternate": alternate, "rates": rates, "memory": memory}

if __name__ == "__main__":
    given = json.load(sys.stdin)
    json.dump(JOBS[given["job"]](given), sys.stdout)
