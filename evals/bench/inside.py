"""How long triage and understanding take, measured inside one process with nothing remembered between messages."""

from __future__ import annotations

import time
from collections.abc import Callable

from evals.cases import answers
from evals.measures import percentile
from evals.stand import TUESDAY, Stand
from tools.text import fold


def timed(texts: list[str], function: Callable[[str], object], passes: int) -> list[float]:
    """Milliseconds of every call."""
    found = []
    for turn in range(passes + 1):
        for text in texts:
            fold.cache_clear()
            started = time.perf_counter()
            function(text)
            if turn:
                found.append((time.perf_counter() - started) * 1000)
    return found


async def inside(stand: Stand, passes: int) -> dict[str, float]:
    """Percentiles in milliseconds over the questions; the first pass is thrown away."""
    texts = [case.text for case in answers()]
    loaded = stand.loaded
    triage = timed(texts, loaded.triage.assess, passes)
    understanding = timed(texts, lambda text: loaded.understander.read(text, now=TUESDAY), passes)
    return {
        "triage p50": percentile(triage, 0.5), "triage p99": percentile(triage, 0.99),
        "understand p50": percentile(understanding, 0.5), "understand p95": percentile(understanding, 0.95),
        "understand p99": percentile(understanding, 0.99),
    }  # fmt: skip
