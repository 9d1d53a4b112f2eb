"""Conversations from an emergency to its end: the card, the right fixed answers after it, and back to the trip."""

from __future__ import annotations

from collections import defaultdict

from pydantic import BaseModel, ConfigDict

from data.schema import Language
from evals.cases import DATA, rows
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand
from graph.triage.follow_up import EmergencyState, begin, leads

FILE = DATA / "follow_up" / "dialogues.jsonl"


class _Turn(BaseModel):
    """`expect`: `card:` and the kinds that will do, an intent of `follow_up.json`, `end` for any that ends it, or `normal`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    expect: str


class _Dialogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    language: Language
    turns: list[_Turn]


async def run(stand: Stand) -> Outcome:
    """Over turns after the first, `answered` as expected; over dialogues, all turns `passed`."""
    outcome = Outcome()
    answered: dict[str, list[bool]] = defaultdict(list)
    passed: dict[str, list[bool]] = defaultdict(list)
    for row in rows(FILE):
        dialogue = _Dialogue.model_validate_json(row)
        outcome.cases += 1
        state: EmergencyState | None = None
        wrong: list[str] = []
        for number, turn in enumerate(dialogue.turns):
            said, state = _said(stand, turn.text, dialogue.language, state)
            right = _fits(said, turn.expect, state)
            if number:
                for key in (dialogue.language, ALL):
                    answered[key].append(right)
            if not right:
                wrong.append(f"{turn.text}: {said}, expected {turn.expect}")
        for key in (dialogue.language, ALL):
            passed[key].append(not wrong)
        if wrong:
            outcome.failures.append(Failure(dialogue.id, dialogue.language, dialogue.turns[0].text, wrong))
    for metric, hits in (("answered", answered), ("passed", passed)):
        for key, listed in sorted(hits.items()):
            outcome.put(metric, key, rate(listed) or 0.0)
    return outcome


def _said(stand: Stand, text: str, language: Language, state: EmergencyState | None) -> tuple[str, EmergencyState | None]:
    """What the triage node answers with, and the state after it."""
    verdict = stand.loaded.triage.assess(text)
    if state and state["active"]:
        reply = stand.loaded.follow_ups.answer(text, language, state)
        if leads(reply, verdict, state):
            return reply.intent if reply.text else "normal", reply.state
    if verdict.level == "emergency":
        return f"card:{verdict.kind}", begin(verdict.kind or "general")
    return "normal", state


def _fits(said: str, expected: str, state: EmergencyState | None) -> bool:
    if expected == "end":
        return said in ("over", "false_alarm") and state is not None and not state["active"]
    if expected.startswith("card:"):
        return said.startswith("card:") and said.removeprefix("card:") in expected.removeprefix("card:").split("|")
    return said == expected
