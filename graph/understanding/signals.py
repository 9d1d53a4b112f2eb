"""Which of the seventeen signals a message carries: a linear model over n-grams and lexical evidence, thresholds as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from data.schema import Language
from graph.linear import LinearModel, grams
from graph.understanding.cues import Cues
from graph.understanding.lexicon import Lexicon
from graph.understanding.model import SIGNALS, DetectedSignal, Signal
from tools.gazetteer.names import Mention

ARTEFACT = Path(__file__).parent / "signals.model"
THRESHOLDS = Path(__file__).parent / "thresholds.json"
STRESS = 8  # a message has a hundred n-grams and a handful of evidence: counted once, the evidence would hardly be heard

BESIDE = 0.45
"""A second signal counts only if it is not far less likely than the first."""


def evidence(folded: str, lexicon: Lexicon, mentions: Sequence[Mention], cues: Cues) -> list[str]:
    """The features beside n-grams: lexical hits, families of what is named, and cues."""
    found = [f"lex:{name}" for name in lexicon.found("signals", folded)]
    found += [f"con:{name}" for name in lexicon.found("concepts", folded)]
    found += [f"fam:{family}" for family in {m.target.family for m in mentions}]
    places = sum(m.target.family not in ("cuisine", "dish", "line") for m in mentions)
    found.append(f"places:{min(places, 2)}")
    found += [f"cue:{name}" for name, on in (("here", cues.here), ("meal", cues.meal), ("diet", cues.diet), ("when", cues.when),
                                             ("children", cues.with_children), ("duration", cues.duration_hours),
                                             ("social", cues.social)) if on]  # fmt: skip
    return found


def features(text: str, extra: Sequence[str]) -> list[str]:
    """What the model reads: the n-grams of the text and the evidence, stressed."""
    return grams(text, (*extra,) * STRESS)


@dataclass(frozen=True)
class SignalDetector:
    model: LinearModel
    thresholds: dict[Language, dict[Signal, float]]

    @classmethod
    def load(cls, artefact: Path = ARTEFACT, thresholds: Path = THRESHOLDS) -> SignalDetector:
        """Reads model and thresholds. Raises `OSError` or `ValueError`."""
        return cls(LinearModel.load(artefact), json.loads(thresholds.read_text(encoding="utf-8")))

    def detect(self, text: str, language: Language, extra: Sequence[str]) -> list[DetectedSignal]:
        """Signals above their threshold, most confident first."""
        scores = self.model.probabilities(features(text, extra))
        return self.decide(scores, language)

    def decide(self, scores: dict[str, float], language: Language) -> list[DetectedSignal]:
        limits = self.thresholds[language]
        found = [
            DetectedSignal(name=name, confidence=round(scores[name], 4)) for name in SIGNALS if scores[name] >= limits[name]
        ]
        best = max((s.confidence for s in found), default=0.0)
        return sorted((s for s in found if s.confidence >= BESIDE * best), key=lambda s: (-s.confidence, s.name))

    def explain(self, text: str, extra: Sequence[str], signal: Signal) -> list[tuple[str, float]]:
        return self.model.contributions(features(text, extra), cast(str, signal))
