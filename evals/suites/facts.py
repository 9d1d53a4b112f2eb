"""What is heard of the travellers, however they word it: diets, stairs, children, money, how many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from evals.measures import Tally
from evals.outcome import ALL, Failure, Outcome
from evals.stand import TUESDAY, Stand
from graph.understanding.model import Constraints
from graph.understanding.train_facts import labelled


async def run(stand: Stand) -> Outcome:
    """`f1` of the locked messages' facts, micro-averaged. What no longer holds needs a conversation and is not judged here."""
    outcome = Outcome()
    tallies: dict[str, Tally] = defaultdict(Tally)
    for row in labelled("locked"):
        outcome.cases += 1
        found = stand.loaded.understander.read(row.text, now=TUESDAY, declared=row.language).understanding.constraints
        expected = frozenset(fact for fact in row.facts if not fact.startswith("drop:"))
        got = frozenset(held(found))
        for key in (row.language, ALL):
            tallies[key].add(expected, got)
        if got != expected:
            outcome.failures.append(Failure(row.id, row.language, row.text, [f"{sorted(got)}, expected {sorted(expected)}"]))
    for key, tally in tallies.items():
        outcome.put("f1", key, tally.micro_f1)
    return outcome


def held(found: Constraints) -> Iterator[str]:
    """Constraints as the labels of the messages name them."""
    yield from (f"diet:{diet}" for diet in found.diet or ())
    if isinstance(found.budget, str):
        yield f"budget:{found.budget}"
    yield from (slot for slot in ("step_free", "with_children") if getattr(found, slot))
    if found.party_size:
        yield f"party:{found.party_size}"
