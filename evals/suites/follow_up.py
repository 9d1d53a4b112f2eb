"""Conversations from an emergency to its end: the card, the right fixed answers after it, and back to the trip; and messages
after a card, each by itself, by writers who had not seen the patterns.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from pydantic import BaseModel, ConfigDict

from data.schema import LANGUAGES, Language
from evals.cases import DATA, rows
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand
from graph.triage.follow_up import GOOD, UNCLEAR, EmergencyState, FollowUps, begin, leads

FILE = DATA / "follow_up" / "dialogues.jsonl"
_ELSE = frozenset({"travel", "other"})


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


class _Message(BaseModel):
    """A message after the card of `kind`; "travel" and "other" are intents the program has no words for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: str
    text: str
    intent: str
    split: Literal["train", "locked"]


async def run(stand: Stand) -> Outcome:
    """Over turns after the first, `answered` as expected; over dialogues, all turns `passed`.

    Over locked messages, `heard`: the right intent; `patterns`: the same by the patterns alone; `kept`: of what is no good
    news, what does not end the emergency; `ended`: of good news, what ends it or is told as better.
    """
    outcome = Outcome()
    _messages(stand, outcome)
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


def _messages(stand: Stand, outcome: Outcome) -> None:
    shares: dict[tuple[str, str], list[bool]] = defaultdict(list)
    by_pattern = FollowUps.load(model=None)
    for language in LANGUAGES:
        for row in rows(DATA / "follow_up" / f"{language}.jsonl"):
            message = _Message.model_validate_json(row)
            if message.split != "locked":
                continue
            outcome.cases += 1
            state, expected = begin(message.kind), UNCLEAR if message.intent in _ELSE else message.intent
            reply = stand.loaded.follow_ups.answer(message.text, language, state)
            plain = by_pattern.answer(message.text, language, state)
            for key in (language, ALL):
                shares["heard", key].append(reply.intent == expected)
                shares["patterns", key].append(plain.intent == expected)
                if expected in GOOD:
                    shares["ended", key].append(reply.intent in (*GOOD, "better"))
                else:
                    shares["kept", key].append(reply.intent not in GOOD)
    for (metric, key), listed in shares.items():
        outcome.put(metric, key, rate(listed) or 0.0)


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
