"""Is somebody in danger? Decided by code alone: no model call, network, database or lock on the path.

A message is read once and scored window by window, so that a call for help is not thinned out by the travel question
around it. A calibrated linear model weighs the windows; reviewed patterns (`lexicon/`) set a floor under what it says.
What a message says about itself ("this is a drill", "do not show the number") is read as instructions and weighs nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from data.schema import LANGUAGES, Language
from graph.linear import LinearModel
from graph.triage.features import Reading, Scorer, Weights, Window, told_before
from graph.triage.lexicon import Lexicon

MODEL = Path(__file__).resolve().parent / "model.npz"
Level = Literal["emergency", "possible", "none"]

ALARM, EMERGENCY = "alarm", "emergency"
EMERGENCY_AT = 0.55
POSSIBLE_AT = 0.25
# An unquenched pattern of these kinds alone offers the card; any other kind's shows it.
DOUBTFUL = frozenset({"strong.general", "strong.stuck_lift", "strong.drowning"})
# What makes a sentence past, invented, supposed or harmless; and what only does so when it speaks of nobody.
QUENCHES = frozenset({"cue.past", "cue.fiction", "cue.hypothetical", "cue.history", "cue.fine", "cue.learn", "mask"})
LIGHT_QUENCHES = frozenset({"cue.info", "cue.calm"})
SOMEBODY = "cue.person"
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

    def __init__(self, lexicon: Lexicon, model: LinearModel) -> None:
        self.lexicon = lexicon
        self.model = model
        if model.labels[:2] != (ALARM, EMERGENCY):
            raise ValueError("the triage model scores alarm and emergency first")
        self._kinds = model.labels[2:]
        self._weights = Weights(model, labels=2)

    @classmethod
    def load(cls, model: Path = MODEL) -> Triage:
        """Reads lexicon and model. Raises `OSError` or `ValueError` when one is missing or malformed."""
        return cls(Lexicon.load(), LinearModel.load(model))

    def assess(self, text: str) -> Verdict:
        """The verdict on one message, in whatever languages it is written. Never raises."""
        reading = Reading(text, self.lexicon)
        if not reading.words:
            return NOTHING
        windows = reading.windows()
        scorer = Scorer(reading, self._weights)
        best: tuple[float, float, Window] | None = None
        alarm = emergency = 0.0
        floor: Level = "none"
        floor_window: Window | None = None
        for window in windows:
            found = reading.found(window)
            chances = self.model.calibrated(scorer.margins(window, reading.features(window)))
            a, e = float(chances[0]), float(chances[1])
            alarm, emergency = max(alarm, a), max(emergency, e)
            if best is None or (e, a) > best[:2]:
                best = (e, a, window)
            strong = [name for name in found if name.startswith("strong.")]
            if strong and not _quenched(found) and not told_before(reading, window):
                certain = any(name not in DOUBTFUL for name in strong)
                if certain and floor != "emergency":
                    floor, floor_window = "emergency", window
                elif floor == "none":
                    floor, floor_window = "possible", window
        assert best is not None
        level: Level = "none"
        if emergency >= EMERGENCY_AT or floor == "emergency":
            level = "emergency"
        elif alarm >= POSSIBLE_AT or floor == "possible":
            level = "possible"
        if level == "none":
            return Verdict("none", None, language_of(reading), emergency, ())
        window = floor_window if floor_window is not None and floor == level else best[2]
        evidence = tuple(dict.fromkeys(hit.pattern for hit in reading.hits_in(window)))[:MAX_EVIDENCE]
        return Verdict(level, self._kind(reading, scorer, window), language_of(reading), emergency, evidence)

    def _kind(self, reading: Reading, scorer: Scorer, window: Window) -> str:
        """The kind whose patterns and words speak loudest in the window that decided."""
        found = reading.found(window)
        margins = scorer.all_margins(window, reading.features(window))
        by_label = dict(zip(self.model.labels, margins, strict=True))
        strong = {name.removeprefix("strong.") for name in found if name.startswith("strong.")}
        return max(self._kinds, key=lambda kind: float(by_label[kind]) + (PATTERN_BONUS if kind in strong else 0.0))


def _quenched(found: list[str]) -> bool:
    return not QUENCHES.isdisjoint(found) or (SOMEBODY not in found and not LIGHT_QUENCHES.isdisjoint(found))


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
