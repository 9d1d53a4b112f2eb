"""Whether every constraint of a message is read, and nothing else: exact value per slot."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from evals.measures import Tally
from evals.outcome import ALL, Failure, Outcome
from evals.stand import TUESDAY, Stand
from evals.understanding import Constrained, read


async def run(stand: Stand) -> Outcome:
    """`f1` over the slots of the locked half, `open` over the half whose failures are shown."""
    outcome = Outcome()
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for case in read("constraints", Constrained):
        outcome.cases += 1
        reading = stand.loaded.understander.read(case.text, now=TUESDAY, declared=case.language)
        found = slots(reading.understanding.constraints.model_dump(mode="json"))
        expected = slots(case.constraints)
        metric = "f1" if case.split == "locked" else "open"
        for key in (case.language, ALL):
            tallies[metric, key].add(expected, found)
        if found != expected and case.split == "open":
            reasons = [f"missed {sorted(expected - found)}, extra {sorted(found - expected)}"]
            outcome.failures.append(Failure(case.id, case.language, case.text, reasons))
    for (metric, key), tally in tallies.items():
        outcome.put(metric, key, tally.micro_f1)
    return outcome


def slots(constraints: dict[str, Any]) -> frozenset[str]:
    """Each slot with its value, as one comparable string; the order of a list does not matter."""
    return frozenset(f"{slot}={json.dumps(_plain(value), sort_keys=True)}" for slot, value in constraints.items())


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return sorted(value) if isinstance(value, list) else value
