"""After a card: what a message means while the emergency lasts, and the fixed, reviewed answer to it.

The caller asks `Triage.assess` first, as for every message; a new emergency brings its own card. Otherwise `FollowUps.answer`
says what is answered, whether the card is shown again, and whether the mode goes on. State is a plain dict of primitives.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from data.schema import LANGUAGES, Language, Line, Strict, Text
from graph.triage.features import Reading
from graph.triage.hearing import ARTEFACT, NOTHING, Hearing, blocks
from graph.triage.lexicon import Lexicon, LexiconFile, Patterns
from graph.triage.triage import Verdict

PATH = Path(__file__).resolve().parents[2] / "data" / "emergency" / "follow_up.json"
TURKISH_SLOT = "{turkish}"
UNRELATED_LIMIT = 2
UNCLEAR = "unclear"
HOW_SAY = "how_say"
WORSE = "worse"
LEFT = "left"
CALLED = "called"
"""With help called, one message about something else is enough to leave the emergency."""
DENIED = "denied"
HOPEFUL = frozenset({"better", "over", CALLED})
"""What is not believed where the message denies or doubts something: "he is not awake", "the ambulance has not come"."""
GOOD = frozenset({"over", "false_alarm"})
"""What ends an emergency."""
SURE, SURE_OF_GOOD, DOUBT = 0.25, 0.6, 0.3
"""Chances from which the model is believed, and that of bad news up to which it is believed that all is well."""
PLAIN = 3
"""Words up to which a reviewed pattern says it all: "never mind"."""
ELSEWHERE = 0.3
"""Chance from which a message that nothing else was heard in does not speak of the emergency."""
# Kinds that are told apart by a word, and are one event to those in it.
CLOSE = (
    frozenset({"medical", "not_breathing", "choking", "heart", "stroke", "bleeding", "drowning", "poison", "accident"}),
    frozenset({"crime", "attack", "sexual_violence"}),
    frozenset({"fire", "gas"}),
    frozenset({"missing_child", "missing_person"}),
)
# When a message says several things, the one that matters most for a life is answered. A request to translate comes
# first: "how do I say she is not breathing" asks for the sentence.
ORDER = (
    HOW_SAY, "worse", "false_alarm", "over", "better", "no_address", "cannot_call", "called", "what_next", "afraid",
)  # fmt: skip


class EmergencyState(TypedDict):
    """`unrelated` counts messages in a row that had nothing to do with the emergency."""

    active: bool
    kind: str
    turns: int
    unrelated: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`text` is shown as it is; `show_card`: the card of `state["kind"]` once more; `state["active"]`: whether it goes on.

    An empty `text` means the message is answered as usual.
    """

    intent: str
    text: str
    show_card: bool
    state: EmergencyState


class _Said(Strict):
    """`mode`: whether the card is shown once more, and whether the emergency goes on."""

    mode: Literal["stay", "card", "end"]
    text: Text


class _Reply(_Said):
    """`kinds` says something else in a kind of emergency: "it is over" is no good news from someone in despair."""

    asks: dict[Language, Patterns]
    kinds: dict[Line, _Said] = Field(default_factory=dict)

    def said(self, kind: str) -> _Said:
        return self.kinds.get(kind, self)


class _Phrase(Strict):
    turkish: Line
    asks: dict[Language, Patterns]


class _File(Strict):
    replies: dict[Line, _Reply]
    phrases: dict[Line, _Phrase]
    denied: dict[Language, Patterns] = Field(description="words that deny or doubt; what is hoped for is then asked about")
    default_phrase: Line = Field(description="said when no phrase is recognised")


class FollowUps:
    """The reviewed texts, and the patterns that choose among them."""

    def __init__(self, file: _File, hearing: Hearing | None) -> None:
        """Without `hearing` the patterns alone choose."""
        if missing := {*ORDER, UNCLEAR} - file.replies.keys():
            raise ValueError(f"no reply for {', '.join(sorted(missing))}")
        self._file, self._hearing = file, hearing
        self._words = Lexicon.load()
        self._lexicon = Lexicon(
            LexiconFile(
                language=language,
                common=[],
                macros={},
                strong={},
                weak={},
                cue={f"reply.{name}": reply.asks.get(language, []) for name, reply in file.replies.items()}
                | {f"phrase.{name}": phrase.asks.get(language, []) for name, phrase in file.phrases.items()}
                | {DENIED: file.denied.get(language, [])},
                mask=[],
            )
            for language in LANGUAGES
        )

    @classmethod
    @cache
    def load(cls, path: Path = PATH, model: Path | None = ARTEFACT) -> FollowUps:
        """Reads the texts and what hears them, once. Raises `OSError` or `ValueError` for a missing or malformed file."""
        return cls(_File.model_validate(json.loads(path.read_bytes())), Hearing.load(model) if model else None)

    def laid(self, text: str, kind: str) -> tuple[list[str], ...]:
        """What the model sees of a message in an emergency of this kind."""
        return blocks(text, Reading(text, self._words), self._found(text), kind)

    def _found(self, text: str) -> set[str]:
        return {name.removeprefix("cue.") for name in Reading(text, self._lexicon).concepts}

    def _intent(self, text: str, found: set[str], kind: str) -> str:
        """What is answered: by the patterns and the model together; good news needs more than other news.

        `NOTHING` for a message that does not speak of the emergency.
        """
        listed = [name for name in ORDER if f"reply.{name}" in found]
        doubted = HOPEFUL if DENIED in found and not HOPEFUL.isdisjoint(listed) else frozenset()
        by_pattern = next((name for name in listed if name not in doubted), None)
        reading = Reading(text, self._words)
        if self._hearing is None or (by_pattern and len(reading.words) <= PLAIN):
            return by_pattern or (UNCLEAR if listed else NOTHING)
        chances = self._hearing.chances(text, reading, found, kind)
        best = max((name for name in chances if name not in doubted), key=lambda name: chances[name])
        sure = chances[best] >= SURE if best not in GOOD else chances[best] >= SURE_OF_GOOD and chances[WORSE] <= DOUBT
        if by_pattern in GOOD and best == WORSE and chances[best] < SURE_OF_GOOD:
            return UNCLEAR  # good news to the patterns, bad news to the model: whoever is there knows
        if sure or best == by_pattern:
            return best
        return by_pattern or (UNCLEAR if listed or chances[NOTHING] < ELSEWHERE else NOTHING)

    def answer(self, text: str, language: Language, state: EmergencyState) -> FollowUp:
        """The answer to one message of an emergency. Never raises."""
        found = self._found(text)
        heard = self._intent(text, found, state["kind"])
        intent = UNCLEAR if heard == NOTHING else heard
        unrelated = state["unrelated"] + 1 if heard == NOTHING else UNRELATED_LIMIT - 1 if heard == CALLED else 0
        reply = self._file.replies[intent].said(state["kind"])
        over = reply.mode == "end" or unrelated >= UNRELATED_LIMIT
        after = EmergencyState(active=not over, kind=state["kind"], turns=state["turns"] + 1, unrelated=unrelated)
        if unrelated >= UNRELATED_LIMIT:
            return FollowUp(LEFT, "", False, after)
        said = reply.text.in_(language)
        if intent == HOW_SAY:
            said = said.replace(TURKISH_SLOT, self._phrase(found))
        return FollowUp(intent, said, reply.mode == "card", after)

    def _phrase(self, found: set[str]) -> str:
        phrases = self._file.phrases
        name = next((name for name in phrases if f"phrase.{name}" in found), self._file.default_phrase)
        return phrases[name].turkish


def leads(reply: FollowUp, verdict: Verdict, state: EmergencyState) -> bool:
    """Whether a message of an emergency under way is answered by `reply`, rather than by a card of its own.

    What alarms anew gets its card, unless it asks for a sentence, or only speaks of the emergency that is known already.
    """
    if verdict.level != "emergency" or reply.intent == HOW_SAY:
        return True
    if reply.intent in (UNCLEAR, LEFT, WORSE):
        return False
    return verdict.kind in _close(state["kind"]) or not any(":strong." in pattern for pattern in verdict.evidence)


def _close(kind: str) -> frozenset[str]:
    return next((kinds for kinds in CLOSE if kind in kinds), frozenset({kind})) | {"general", kind}


def begin(kind: str) -> EmergencyState:
    """The state after a card of this kind was shown."""
    return EmergencyState(active=True, kind=kind, turns=0, unrelated=0)
