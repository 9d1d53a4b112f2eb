"""Short messages after a turn: what they need in that place, where their words alone often do not say it."""

from __future__ import annotations

from collections import defaultdict

from evals.measures import Tally
from evals.outcome import ALL, Failure, Outcome
from evals.stand import TUESDAY, Stand
from graph.understanding.dialogue import Memory, wished
from graph.understanding.train_carry import follow_ups


async def run(stand: Stand) -> Outcome:
    """Micro F1 of the signals over the locked rows; `alone` is the same with nothing remembered."""
    outcome, read = Outcome(), stand.loaded.understander.read
    ours: dict[str, Tally] = defaultdict(Tally)
    alone: dict[str, Tally] = defaultdict(Tally)
    for row in follow_ups("locked"):
        outcome.cases += 1
        memory = Memory(language=row.language, signals=list(row.before), wished=wished(list(row.before)))
        found, by_itself = (
            frozenset(
                str(s.name) for s in read(row.text, now=TUESDAY, declared=row.language, memory=known).understanding.signals
            )
            for known in (memory, None)
        )
        for key in (row.language, ALL):
            ours[key].add(row.signals, found)
            alone[key].add(row.signals, by_itself)
        if found != row.signals:
            reasons = [f"after {sorted(row.before)}: found {sorted(found)}, expected {sorted(row.signals)}"]
            outcome.failures.append(Failure(row.id, row.language, "(locked)", reasons))
    for key, tally in ours.items():
        outcome.put("micro_f1", key, tally.micro_f1)
        outcome.put("alone", key, alone[key].micro_f1)
    return outcome
