"""Scripted replies with planted inventions: none gets out, true sentences stay, and the composer's own answers pass whole."""

from __future__ import annotations

from collections import defaultdict

from langchain_core.messages import HumanMessage, ToolMessage

from evals import truth
from evals.cases import answers
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import TUESDAY, Stand
from graph.composer.model import artifact_of
from graph.context import Context
from graph.gate.evidence import Evidence
from graph.gate.gate import Gate, Stopped


async def run(stand: Stand) -> Outcome:
    """`held`: inventions kept back. `kept`: true sentences shown. `composer`: clauses of the composer's own answers shown.

    `held_locked` and `kept_locked` are over the half of the replies that no rule was tuned on.
    """
    outcome = Outcome()
    hits: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for language, reply in truth.everything():
        outcome.cases += 1
        judged = truth.judged(reply, language, stand.loaded.city.gazetteer)
        suffixes = ("", "_locked") if reply.locked else ("",)
        for said in reply.said:
            metric, right = ("held", said not in judged.escaped) if said.invented else ("kept", said not in judged.lost)
            for key in (language, ALL):
                for suffix in suffixes:
                    hits[metric + suffix, key].append(right)
        if judged.escaped or judged.lost:
            reasons = [f"got out ({s.invented}): {s.text}" for s in judged.escaped] + [f"lost: {s.text}" for s in judged.lost]
            shown = [f"{f.check}: {f.reason}" for f in judged.reasons]
            outcome.failures.append(Failure(reply.id, language, reply.results, reasons, shown))
    await _composer(stand, outcome, hits)
    for (metric, key), listed in hits.items():
        outcome.put(metric, key, rate(listed) or 0.0)
    return outcome


async def _composer(stand: Stand, outcome: Outcome, hits: dict[tuple[str, str], list[bool]]) -> None:
    gazetteer = stand.loaded.city.gazetteer
    for case in answers():
        context = Context(
            language=case.language, lat=case.location.lat if case.location else None,
            lon=case.location.lon if case.location else None, turn_id=case.id,
        )  # fmt: skip
        state = await stand.graph.ainvoke({"messages": [HumanMessage(case.text)]}, context=context)  # type: ignore[arg-type]
        answer = state["turn"]["answer"]
        if answer["emergency"]:
            continue
        artifacts = [artifact_of(m) for m in state["messages"] if isinstance(m, ToolMessage)]
        gate = Gate(Evidence.of(artifacts, case.text, answer["language"], TUESDAY, gazetteer), gazetteer)
        try:
            gate.feed(answer["text"])
            gate.finish()
        except Stopped as stopped:
            outcome.failures.append(Failure(case.id, case.language, case.text, [f"stopped by {stopped.check}"], stopped.text))
        lost = {f.text: f for f in gate.failures}
        for key in (case.language, ALL):
            hits["composer", key] += [False] * len(lost) + [True] * (gate.judged - len(lost))
        if lost:
            reasons = [f"{f.check}: {f.reason} in {text.strip()}" for text, f in lost.items()]
            outcome.failures.append(Failure(case.id, case.language, case.text, reasons, answer["text"]))
