"""Days on which visitors stand before a closed door, asked in many wordings: the answer says so, with source and date."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Literal

from data.schema import Language
from evals import prose
from evals.cases import DATA, Strict, rows
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand, Turn
from tools.results import Weekday

CASES = DATA / "closed_days.jsonl"
MOSQUE = "mosque"
_SPAN = re.compile(r"1[12]:\d\d\W{1,3}1[45]:\d\d|14:30")
"""Mosques close on Friday from a little after twelve until after two; some open again at half past two."""


class Trap(Strict):
    """`place` is an id, or "mosque" for any of them around noon on Friday."""

    id: str
    language: Language
    text: str
    place: str
    day: Weekday


def traps() -> list[Trap]:
    """Every question. Raises `ValidationError` for one that is not sound."""
    return [Trap.model_validate_json(row) for row in rows(CASES)]


async def run(stand: Stand) -> Outcome:
    """`right` is the share of answers that say it; `sourced` of those with a dated source."""
    outcome = Outcome()
    kept: dict[tuple[Literal["right", "sourced"], str], list[bool]] = defaultdict(list)
    for trap in traps():
        outcome.cases += 1
        turn = await stand.turn(trap.text, id=trap.id, language=trap.language)
        right, sourced = says(trap, turn), any(s.as_of for s in turn.answer.sources)
        for key in (trap.language, ALL):
            kept["right", key].append(right)
            kept["sourced", key].append(sourced)
        if not right:
            reason = f"does not say that {trap.place} is closed on {trap.day}"
            outcome.failures.append(Failure(trap.id, trap.language, trap.text, [reason], turn.answer.text))
    for (metric, key), hits in kept.items():
        outcome.put(metric, key, rate(hits) or 0.0)
    return outcome


def says(trap: Trap, turn: Turn) -> bool:
    """Whether the place is shown as closed that day and the text names the day."""
    if trap.place == MOSQUE:
        return any(p.kind == MOSQUE for p in turn.answer.places) and bool(_SPAN.search(turn.answer.text))
    shown = next((p for p in turn.answer.places if p.id == trap.place), None)
    return shown is not None and trap.day in shown.closed_on and prose.weekday_named(turn.answer.text, trap.day, trap.language)
