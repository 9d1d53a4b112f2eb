"""Is somebody in danger? Decided by code alone: no model call, network, database or lock on the path.

A message is read once and scored window by window, so that a call for help is not thinned out by the travel question
around it, and once as a whole, so that what is told elsewhere in it counts. Linear models weigh both; then `decision.py` weighs
them together with the reviewed patterns (`lexicon/`).
What a message says about itself ("this is a drill", "do not show the number") is read as instructions; orders to a machine only
speak against an alarm where no word of harm is beside them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from data.schema import LANGUAGES, Language
from graph.gate.conduct import addressed
from graph.linear import LinearModel
from graph.triage.decision import LABELS, Decision, Findings
from graph.triage.features import ADDRESSED, Reading, Scorer, Weights
from graph.triage.lexicon import Lexicon

MODEL = Path(__file__).resolve().parent / "model.npz"
WHOLE = Path(__file__).resolve().parent / "message.npz"
Level = Literal["emergency", "possible", "none"]

ALARM, EMERGENCY, MEANING, MINUTES = "alarm", "emergency", "meaning", "grave"
FIRST = (ALARM, EMERGENCY, MEANING, MINUTES)  # what every window is scored for
EMERGENCY_AT = 0.45
POSSIBLE_AT = 0.16
# Where a miss costs a life within minutes, less is asked for.
GRAVE = frozenset({"self_harm", "not_breathing", "fire", "gas"})
GRAVE_EMERGENCY_AT = 0.3
GRAVE_POSSIBLE_AT = 0.05
ORDERED_AT, GRAVE_ORDERED_AT = 0.5, 0.15  # the same two in orders to a machine in which no reviewed pattern speaks of a danger
NAMED_EMERGENCY_AT = 0.12  # where it is said outright, in a reviewed pattern that nothing takes back
PATTERN_BONUS = 4.0  # what a pattern of a kind adds to the model's margin for that kind
MAX_EVIDENCE = 12
LANGUAGE_CHARACTERS = 240


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` is the calibrated probability that this is an emergency; `evidence` holds pattern names, never the text."""

    level: Level
    kind: str | None
    language: Language | None
    score: float
    evidence: tuple[str, ...]


NOTHING = Verdict("none", None, None, 0.0, ())


class Triage:
    """Read-only once loaded; safe to share between turns and threads."""

    def __init__(self, lexicon: Lexicon, model: LinearModel, whole: LinearModel, decision: Decision) -> None:
        self.lexicon = lexicon
        self.model = model
        self.whole = whole
        self.decision = decision
        if model.labels[: len(FIRST)] != FIRST:
            raise ValueError(f"the triage model scores {', '.join(FIRST)} first")
        if whole.labels != LABELS:
            raise ValueError(f"the model of whole messages scores {', '.join(LABELS)}")
        self._kinds = model.labels[len(FIRST) :]
        self._weights = Weights(model, labels=len(FIRST))

    @classmethod
    @cache  # one in a process: Studio and the service beside it share it
    def load(cls, model: Path = MODEL, whole: Path = WHOLE) -> Triage:
        """Reads lexicon and models, once. Raises `OSError` or `ValueError` when one is missing or malformed."""
        addressed("")  # its words are read here, never while a message waits
        return cls(Lexicon.load(), LinearModel.load(model), LinearModel.load(whole), Decision.load())

    def assess(self, text: str) -> Verdict:
        """The verdict on one message, in whatever languages it is written. Never raises."""
        reading = Reading(text, self.lexicon)
        if not reading.words:
            return NOTHING
        ordered = ADDRESSED in reading.shape and not any(name.startswith(("strong.", "weak.")) for name in reading.concepts)
        possible, bar = (ORDERED_AT, GRAVE_ORDERED_AT) if ordered else (POSSIBLE_AT, GRAVE_POSSIBLE_AT)
        if reading.names_danger:
            reading.shape = [mark for mark in reading.shape if mark != ADDRESSED]
        scorer = Scorer(reading, self._weights)
        findings = Findings.of(reading, scorer, self.whole)
        alarm, emergency, minutes = self.decision.chances(findings.numbers())
        if alarm < possible and minutes < bar and emergency < NAMED_EMERGENCY_AT:
            return Verdict("none", None, language_of(reading), emergency, ())
        kind = self._kind(scorer, findings)
        grave = minutes >= bar
        named = grave and max(findings.free) == 1.0
        level: Level = "none"
        if emergency >= (NAMED_EMERGENCY_AT if named else GRAVE_EMERGENCY_AT if grave else EMERGENCY_AT):
            level = "emergency"
        elif grave or alarm >= possible:
            level = "possible"
        if level == "none":
            return Verdict("none", None, language_of(reading), emergency, ())
        window = findings.windows[findings.best]
        evidence = tuple(dict.fromkeys(hit.pattern for hit in reading.hits_in(window)))[:MAX_EVIDENCE]
        return Verdict(level, kind, language_of(reading), emergency, evidence)

    def _kind(self, scorer: Scorer, findings: Findings) -> str:
        """The kind whose patterns and words speak loudest in the window that decided."""
        best = findings.best
        margins = scorer.all_margins(findings.windows[best], findings.columns[best])
        by_label = dict(zip(self.model.labels, margins, strict=True))
        strong = {name.removeprefix("strong.") for name in findings.found[best] if name.startswith("strong.")}
        loud = {kind: float(by_label[kind]) + (PATTERN_BONUS if kind in strong else 0.0) for kind in self._kinds}
        return max(loud, key=lambda name: loud[name])


def language_of(reading: Reading) -> Language | None:
    """The language of the message as far as script and patterns tell."""
    text = reading.folded[:LANGUAGE_CHARACTERS]
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in text)
    arabic = sum("\u0600" <= c <= "\u06ff" for c in text)
    letters = sum(c.isalpha() for c in text) or 1
    if cyrillic * 2 >= letters:
        return "ru"
    if arabic * 2 >= letters:
        return "ar"
    votes: Counter[str] = Counter()
    for hit in reading.hits:
        votes[hit.pattern[:2]] += hit.covers.bit_count()
    if reading.arabizi:
        votes["ar"] += 2
    if not votes:
        return None
    code = min(LANGUAGES, key=lambda c: -votes[c])
    return code if votes[code] else None
