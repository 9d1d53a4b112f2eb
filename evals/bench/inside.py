"""How long triage and understanding take inside one process, on messages it has not seen before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from evals.cases import answers
from evals.measures import percentile
from evals.messages import locked
from evals.stand import TUESDAY, Stand

WARM_UP = 200


def timed(texts: Iterable[str], function: Callable[[str], object]) -> list[float]:
    """Milliseconds of every call, each text once: what a cache keeps of common words is fair, a whole message is not."""
    found = []
    for text in texts:
        started = time.perf_counter()
        function(text)
        found.append((time.perf_counter() - started) * 1000)
    return found


async def inside(stand: Stand) -> dict[str, float]:
    """Percentiles in milliseconds: understanding over the questions, triage over them and the labelled messages."""
    loaded = stand.loaded
    others = [message.text for message in locked()]
    questions = [case.text for case in answers()]

    def read(text: str) -> object:
        return loaded.understander.read(text, now=TUESDAY)

    for function in (loaded.triage.assess, read):
        timed(others[:: max(1, len(others) // WARM_UP)], function)
    triage = timed([*questions, *others], loaded.triage.assess)
    understanding = timed(questions, read)
    return {
        "triage p50": percentile(triage, 0.5),
        "triage p99": percentile(triage, 0.99),
        "understand p50": percentile(understanding, 0.5),
        "understand p95": percentile(understanding, 0.95),
    }
