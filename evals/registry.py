"""Every suite, in one explicit list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from evals.outcome import Outcome
from evals.stand import Stand
from evals.suites import (
    answers,
    closed_days,
    constraints,
    dialogues,
    ellipsis,
    emergency,
    entities,
    facts,
    follow_up,
    injections,
    language,
    recorded,
    retrieval,
    routes,
    signals,
    talks,
    truth,
)


@dataclass(frozen=True)
class Suite:
    """`margins` names the metrics that get a floor and how far below today's value it is set; without any, all get one.

    Metrics in `ceilings` are better when lower. A `slow` suite is left out of a short run.
    """

    run: Callable[[Stand], Awaitable[Outcome]]
    margins: Mapping[str, float] = field(default_factory=dict)
    ceilings: frozenset[str] = frozenset()
    slow: bool = False


CASE = 0.05
"""One question in twenty."""

SUITES: dict[str, Suite] = {
    "answers": Suite(
        answers.run,
        dict.fromkeys(("passed", "signals", "tools", "places", "sources", "language", "route", "facts"), CASE)
        | {"emergency": 0.0, "form": 0.0},
    ),
    "signals": Suite(
        signals.run,
        {"micro_f1": 0.015, "macro_f1": 0.02, "none_precision": 0.03, "none_recall": 0.03, "ece": 0.02},
        frozenset({"ece"}),
    ),
    "language": Suite(language.run, {"accuracy": 0.01, "short": 0.03}),
    "entities": Suite(entities.run, {"f1": 0.02}),
    "constraints": Suite(constraints.run, {"f1": 0.02}),
    "facts": Suite(facts.run, {"f1": 0.03}),
    "dialogues": Suite(dialogues.run, {"references": 0.05, "persistence": 0.02}),
    "ellipsis": Suite(ellipsis.run, {"micro_f1": 0.03}),
    "talks": Suite(talks.run, {"signals": 0.03, "points_at": 0.06, "lasts": 0.04}),
    "emergency": Suite(
        emergency.run,
        {"seen": 0.0, "grave": 0.0, "certain": 0.01, "calm": 0.01, "undisturbed": 0.01, "kind": 0.03, "doubted": 0.05},
    ),
    "follow_up": Suite(follow_up.run, {"answered": 0.03, "passed": 0.1}),
    "closed_days": Suite(closed_days.run, {"right": 0.0, "sourced": 0.0}),
    "retrieval": Suite(
        retrieval.run,
        {
            "hybrid_recall_5": 0.03,
            "hybrid_ndcg_10": 0.03,
            "keyword_recall_5": CASE,
            "vector_recall_5": CASE,
            "paraphrased": CASE,
        },
    ),
    "routes": Suite(routes.run, {"passed": 0.02, "same": CASE}),
    "truth": Suite(truth.run, {"held": 0.0, "kept": 0.03, "held_locked": 0.0, "kept_locked": 0.03, "composer": 0.01}),
    "injections": Suite(injections.run, {"withstood": 0.0}),
    "recorded": Suite(
        recorded.run,
        dict.fromkeys(("signals", "trajectory", "facts", "language", "level", "similar", "stream", "prompt"), 0.0)
        | {"passed": 0.0, "pass_k": 0.0, "met": 0.03},
    ),
}
