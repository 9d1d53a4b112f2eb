"""Which language a message is in, told by its words alone."""

from __future__ import annotations

from collections import defaultdict

from evals.messages import locked
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand


async def run(stand: Stand) -> Outcome:
    """`accuracy` over all locked messages, `short` over those of three words or fewer."""
    outcome = Outcome()
    whole: dict[str, list[bool]] = defaultdict(list)
    short: dict[str, list[bool]] = defaultdict(list)
    for message in locked():
        outcome.cases += 1
        found = stand.loaded.understander.language(message.text, None, {})[1]
        right = found == message.language
        for key in (message.language, ALL):
            whole[key].append(right)
            if message.is_short:
                short[key].append(right)
        if not right:
            outcome.failures.append(Failure(message.id, message.language, message.text, [f"read as {found}"]))
    for metric, hits in (("accuracy", whole), ("short", short)):
        for key, listed in hits.items():
            outcome.put(metric, key, rate(listed) or 0.0)
    return outcome
