"""The 120 questions: the graph answers each from nothing, and the answer's structure is checked."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from evals import graders
from evals.cases import Case, answers
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand, Turn


async def run(stand: Stand) -> Outcome:
    """`passed` is the share of questions without a complaint; each check's figure counts only questions it applies to."""
    outcome = Outcome()
    passed: dict[str, list[bool]] = defaultdict(list)
    checks: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for case in answers():
        outcome.cases += 1
        turn, found = await _judged(stand, case)
        wrong = {check for check, _ in found}
        for key in (case.language, ALL):
            passed[key].append(not found)
            for check in graders.asked(case) | wrong:
                checks[check, key].append(check not in wrong)
        if found:
            reasons = [f"{check}: {reason}" for check, reason in found]
            outcome.failures.append(Failure(case.id, case.language, case.text, reasons, _shown(turn)))
    for key, hits in passed.items():
        outcome.put("passed", key, rate(hits) or 0.0)
    for check in graders.CHECKS:
        for key in passed:
            if (value := rate(checks[check, key])) is not None:
                outcome.put(check, key, value)
    return outcome


async def _judged(stand: Stand, case: Case) -> tuple[Turn | None, list[tuple[str, str]]]:
    try:
        turn = await stand.turn(case.text, id=case.id, language=case.language if case.declare else None, location=case.location)
    except Exception as error:
        return None, [("form", f"the turn failed: {type(error).__name__}: {error}")]
    return turn, graders.complaints(case, turn)


def _shown(turn: Turn | None) -> dict[str, Any] | None:
    if turn is None:
        return None
    answer = turn.answer
    understanding = answer.understanding
    return {
        "text": answer.text,
        "language": answer.language,
        "signals": {s.name: s.confidence for s in understanding.signals},
        "constraints": understanding.constraints.model_dump(mode="json"),
        "entities": [f"{e.surface} → {e.id}" for e in understanding.entities],
        "tools": turn.tools,
        "places": [f"{p.id} ({p.kind})" for p in answer.places],
        "route": [f"{leg.mode} {leg.line or ''} {leg.from_.name} → {leg.to.name}" for leg in answer.route.legs]
        if answer.route
        else None,
        "events": [e.id for e in answer.events],
        "sources": [s.id for s in answer.sources],
        "degradation": answer.degradation.model_dump(),
    }
