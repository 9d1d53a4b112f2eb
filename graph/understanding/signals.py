"""Which of the seventeen signals a message carries: a small model over words and what they stand for, thresholds as data.

The model has one hidden layer and sees blocks of features, each of norm 1 and stressed by a factor: character n-grams;
evidence, which is the concepts, names and cues found; pairs of evidence, which tell "museum" with "rain" from "museum" with
"ticket"; stems; everyday ideas, pairs of them, close together or anywhere, and ideas with evidence; and what is in the part of
a longer message that asks. Evidence and ideas are shared by all languages, so that each language teaches the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import cast

from data.schema import Language
from graph.everyday import close
from graph.layered import LayeredModel
from graph.linear import Vector, grams, laid_out, vector
from graph.understanding import cues as reading
from graph.understanding import kinds
from graph.understanding.cues import Cues
from graph.understanding.lexicon import Lexicon
from graph.understanding.model import SIGNALS, DetectedSignal, Signal
from graph.understanding.nearest import Nearest
from tools.gazetteer.names import Gazetteer, Mention, Token, tokenize
from tools.stems import stem
from tools.text import fold, words

ARTEFACT = Path(__file__).parent / "signals.model"
THRESHOLDS = Path(__file__).parent / "thresholds.json"
NONE = "none"
"""The model's label for a message without a signal, and in the thresholds the probability below which it is not believed."""
LENIENCE = 0.02
BLOCKS = ((2**14, 1.0), (2**13, 2.0), (2**14, 2.0), (2**14, 1.0), (2**12, 2.0), (2**14, 1.5), (2**14, 1.5), (2**14, 1.5),
          (2**13, 2.0))  # fmt: skip
"""Columns and stress of each block: n-grams, evidence, pairs of evidence, stems, ideas, ideas close together, pairs of ideas
anywhere, ideas with evidence, and what is in the part that asks."""
LONG = 14
"""Words from which a message of one sentence is taken apart at its commas."""
_SENTENCE = re.compile(r"(?<=[!?])\s*|(?<=[^\W\d_]{3}[.])\s+|(?<=[.]{3})\s*")
_CLAUSE = re.compile(r"[,;:-]\s+")
COLUMNS = sum(columns for columns, _ in BLOCKS)


def asked(folded: str) -> str:
    """The sentences that end with a question mark, or else the last sentence or, of a long one, the last clause; nothing of a
    short message of one sentence."""
    parts = [part for part in _SENTENCE.split(folded) if " " in part.strip()]
    if len(parts) < 2 and len(folded.split()) >= LONG:
        parts = [part for part in _CLAUSE.split(folded) if " " in part.strip()]
    if len(parts) < 2:
        return ""
    return " ".join(part for part in parts if "?" in part) or parts[-1]


def _said(folded: str, lexicon: Lexicon, lexical: Sequence[str], ideas: Sequence[Sequence[str]]) -> list[str]:
    """Lexical hits, concepts, stems and ideas of a text."""
    found = [f"lex:{name}" for name in lexical]
    found += [f"con:{name}" for name in lexicon.found("concepts", folded)]
    found += [f"stem:{stem(word, lexicon.language)}" for word in words(folded)]
    return found + [f"idea:{name}" for name in sorted({name for names in ideas for name in names})]


def evidence(folded: str, lexicon: Lexicon, mentions: Sequence[Mention], cues: Cues, lexical: Sequence[str]) -> list[str]:
    """The features beside n-grams: `lexical` hits, concepts, stems, ideas, families of what is named and cues, and once more
    what is said in the part that asks."""
    ideas = lexicon.ideas(folded)
    found = _said(folded, lexicon, lexical, ideas)
    found += [f"fam:{family}" for family in sorted({m.target.family for m in mentions})]
    places = sum(m.target.family not in ("cuisine", "dish", "line") for m in mentions)
    found.append(f"places:{min(places, 2)}")
    found += [f"cue:{name}" for name, on in (("here", cues.here), ("meal", cues.meal), ("diet", cues.diet), ("when", cues.when),
                                             ("children", cues.with_children), ("duration", cues.duration_hours),
                                             ("social", cues.social)) if on]  # fmt: skip
    found += [f"near:{a}&{b}" for a, b in close(ideas) if a != b]
    if part := asked(folded):
        found += [f"ask:{f}" for f in _said(part, lexicon, lexicon.found("signals", part), lexicon.ideas(part))]
    return found


@dataclass(frozen=True)
class Read:
    """What is seen of a message without knowing anything else."""

    text: str
    folded: str
    tokens: list[Token]
    mentions: list[Mention]
    cues: Cues
    lexical: list[str]
    evidence: list[str]

    @property
    def features(self) -> Vector:
        return features(self.text, self.evidence)


def read(text: str, names: Gazetteer, lexicon: Lexicon, now: datetime) -> Read:
    """Reads a clean message in the lexicon's language, by itself."""
    tokens, folded = tokenize(text), fold(text)
    mentions = kinds.joined(names.mentions(tokens, lexicon.language), tokens, lexicon, names)
    found = reading.read(folded, tokens, lexicon, now)
    lexical = lexicon.found("signals", folded)
    return Read(text, folded, tokens, mentions, found, lexical, evidence(folded, lexicon, mentions, found, lexical))


def blocks(text: str, extra: Sequence[str]) -> tuple[list[str], ...]:
    """The feature strings of each block."""
    kinds: dict[str, list[str]] = {"stem": [], "idea": [], "near": [], "ask": []}
    plain: list[str] = []
    for feature in extra:
        kinds.get(feature.partition(":")[0], plain).append(feature)
    paired = sorted({f for f in plain if f.startswith(("con:", "fam:", "cue:"))})
    pairs = [f"{a}&{b}" for a, b in combinations(paired, 2)]
    ideas = kinds["idea"]
    together = [f"{a}&{b}" for a, b in combinations(ideas, 2)]
    mixed = [f"{idea}&{f}" for idea in ideas for f in paired]
    own = [f"x:{f}" for f in plain]
    return grams(text), own, pairs, kinds["stem"], ideas, kinds["near"], together, mixed, kinds["ask"]


def features(text: str, extra: Sequence[str]) -> Vector:
    """Columns and values of a message, block after block."""
    return laid_out(blocks(text, extra), BLOCKS)


@dataclass(frozen=True)
class SignalDetector:
    """`nearest` are the labelled messages as vectors, where an embedding model is installed."""

    model: LayeredModel
    thresholds: dict[Language, dict[str, float]]
    nearest: Nearest | None = None

    @classmethod
    def load(cls, nearest: Nearest | None = None) -> SignalDetector:
        """Reads model and thresholds. Raises `OSError` or `ValueError`."""
        limits = nearest.thresholds if nearest else json.loads(THRESHOLDS.read_text(encoding="utf-8"))
        model = LayeredModel.load(ARTEFACT)
        if len(model.table) != COLUMNS:
            raise ValueError(f"the signal model has {len(model.table)} columns instead of {COLUMNS}")
        return cls(model, limits, nearest)

    def scores(self, message: Vector, text: str = "") -> dict[str, float]:
        """Calibrated probability of every signal, and of `NONE`, of a message laid out by `features`.

        Given its text, the neighbours are asked, too, where there are any.
        """
        own = self.model.chances(message)
        return self.nearest.scores(text, own) if self.nearest and text else own

    def decide(self, scores: dict[str, float], language: Language, lexical: Sequence[str] = ()) -> list[DetectedSignal]:
        """Signals above their threshold, most confident first; one whose own words are there needs a little less."""
        limits = self.thresholds[language]
        found = [n for n in SIGNALS if scores[n] >= limits[n] - (LENIENCE if n in lexical else 0.0)]
        return [DetectedSignal(name=n, confidence=round(scores[n], 4)) for n in sorted(found, key=lambda n: (-scores[n], n))]

    def likeliest(self, scores: dict[str, float], language: Language) -> list[DetectedSignal]:
        """The best guess where no signal reaches its threshold, unless the message is likely to carry none."""
        if scores[NONE] >= self.thresholds[language][NONE]:
            return []
        name = max(SIGNALS, key=lambda signal: scores[signal])
        return [DetectedSignal(name=name, confidence=round(scores[name], 4))]

    def explain(self, text: str, extra: Sequence[str], signal: Signal, top: int = 8) -> list[tuple[str, float]]:
        """The features that spoke loudest for or against a signal."""
        message = features(text, extra)
        columns = dict(zip(message[0].tolist(), self.model.spoke(message, cast(str, signal)).tolist(), strict=True))
        spoke: dict[str, float] = {}
        first = 0
        for strings, (width, _) in zip(blocks(text, extra), BLOCKS, strict=True):
            spoke |= {feature: columns[int(vector([feature], width)[0][0]) + first] for feature in set(strings)}
            first += width
        return sorted(spoke.items(), key=lambda item: -abs(item[1]))[:top]
