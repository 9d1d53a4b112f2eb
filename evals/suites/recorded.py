"""Recorded conversations, answered again: the same signals, tools, facts and words, and what was expected of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from data.schema import Language
from evals.outcome import ALL, Failure, Outcome, rate
from evals.recorded.cases import Conversation, conversations
from evals.recorded.compare import CHECKS, complaints, disappointments, matches, similarity
from evals.recorded.replay import Replayed, Replayer
from evals.stand import Stand

RUNS = 2
"""`pass_k`: conversations that pass in every one of so many replays."""


async def run(stand: Stand) -> Outcome:
    """Shares of turns, but `passed` and `pass_k` of conversations. `similarity` is a mean; `met` needs no recording."""
    return await replay(conversations(), await Replayer.start())


async def replay(found: list[Conversation], replayer: Replayer, runs: int = RUNS) -> Outcome:
    outcome = Outcome()
    figures: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for conversation in found:
        outcome.cases += 1
        tries = [await replayer.run(conversation) for _ in range(runs)]
        reasons, shown = [], []
        for n, (turn, again) in enumerate(zip(conversation.turns, tries[0], strict=True), start=1):
            wrong = complaints(turn, again, replayer.prompts[turn.said.language])
            missed = list(disappointments(turn, again))
            reasons += [f"turn {n}: {check}: {reason}" for check, reason in wrong]
            reasons += [f"turn {n}: expected: {reason}" for reason in missed]
            shown.append({"traveller": turn.text, "companion": again.said.text, "tools": [c.name for c in again.calls]})
            for key in (conversation.language, ALL):
                for check in CHECKS:
                    figures[check][key].append(check not in {c for c, _ in wrong})
                figures["met"][key].append(not missed)
                figures["strict"][key].append(matches(turn.calls, again.calls, "strict"))
                figures["subset"][key].append(matches(turn.calls, again.calls, "subset"))
                figures["similarity"][key].append(similarity(turn.said.text, again.said.text))
        passes = [_passes(conversation, again, replayer.prompts) for again in tries]
        for key in (conversation.language, ALL):
            figures["passed"][key].append(passes[0])
            figures["pass_k"][key].append(all(passes) and all(t == tries[0] for t in tries))
        if reasons:
            outcome.failures.append(
                Failure(conversation.id, conversation.language, conversation.turns[0].text, reasons, {"turns": shown})
            )
    for metric, values in figures.items():
        for key, hits in values.items():
            outcome.put(metric, key, rate(hits) or 0.0)
    return outcome


def _passes(conversation: Conversation, again: list[Replayed], prompts: Mapping[Language, str]) -> bool:
    return not any(complaints(t, a, prompts[t.said.language]) for t, a in zip(conversation.turns, again, strict=True))
