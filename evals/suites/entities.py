"""Whether what a message names is found and linked: F1 over names, in their usual Turkish spelling."""

from __future__ import annotations

from collections import defaultdict

from evals.measures import Tally
from evals.outcome import ALL, Failure, Outcome
from evals.stand import TUESDAY, Stand
from evals.understanding import Named, read


async def run(stand: Stand) -> Outcome:
    """`f1` over the locked half, `open` over the half whose failures are shown."""
    outcome = Outcome()
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for case in read("entities", Named):
        outcome.cases += 1
        reading = stand.loaded.understander.read(case.text, now=TUESDAY, declared=case.language)
        found = frozenset(e.name for e in reading.understanding.entities) - case.may
        metric = "f1" if case.split == "locked" else "open"
        for key in (case.language, ALL):
            tallies[metric, key].add(case.names, found)
        if found != case.names and case.split == "open":
            reasons = [f"expected {sorted(case.names)}, found {sorted(found)}"]
            outcome.failures.append(Failure(case.id, case.language, case.text, reasons))
    for (metric, key), tally in tallies.items():
        outcome.put(metric, key, tally.micro_f1)
    return outcome
