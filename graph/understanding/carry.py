"""Whether a message goes on with the turn before ("anything free?", "and on Sunday?", "à vélo ?") or asks for something new.

A linear model over the words of the message, the concepts and cues found in it, what the turn before was about, and what
the message would be taken for by itself. What one follow-up teaches about concepts serves all six languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graph.linear import LinearModel, Vector, grams, vector
from graph.understanding.cues import Cues
from graph.understanding.model import SIGNALS
from graph.understanding.signals import NONE

ARTEFACT = Path(__file__).parent / "carry.model"
LABEL = "continues"
CONTINUES = 0.5
"""Chance from which a message is taken to go on with the turn before."""
LONGEST = 12
"""Words from which a message stands by itself."""
BLOCKS = ((2**13, 0.7), (2**12, 2.0), (2**15, 1.5))
"""Columns and stress of each block: n-grams, evidence, pairs of evidence with what was before."""
COLUMNS = sum(columns for columns, _ in BLOCKS)
Blocks = tuple[list[str], list[str], list[str]]
_STEPS = (0.1, 0.25, 0.4, 0.55, 0.7, 0.85)


def _step(value: float) -> int:
    return sum(value >= step for step in _STEPS)


def features(
    text: str, extra: Sequence[str], cues: Cues, scores: Mapping[str, float], before: Sequence[str], words: int, named: int
) -> Blocks:
    """The feature strings of each block. `extra` is the message's evidence, `scores` what it is taken for by itself,
    `before` the signals of the turn before, `words` and `named` its words and how many of them name a place."""
    alone = sorted((name for name in SIGNALS if scores[name] >= 0.5), key=lambda name: -scores[name])[:3]
    best = max(scores[name] for name in SIGNALS)
    again = max((scores[name] for name in before), default=0.0)
    flags = ("continuation", "there", "it", "here", "correction", "way", "opening", "step_free", "with_children", "indoor")
    found = [f"cue:{flag}" for flag in flags if getattr(cues, flag)]
    for name in (
        "when",
        "budget",
        "diet",
        "party_size",
        "duration_hours",
        "ordinal",
        "meal",
        "prefer",
        "avoid",
        "drop",
        "social",
    ):
        if getattr(cues, name):
            found.append(f"cue:{name}")
    found += [f"rest:{min(words - named, 9)}", f"named:{min(named, 2)}", f"best:{_step(best)}", f"again:{_step(again)}"]
    found += [f"none:{_step(scores[NONE])}", f"lead:{_step(best - again)}", *(f"alone:{name}" for name in alone)]
    found += [f for f in extra if f not in found]
    past = [f"past:{name}" for name in before]
    paired = [f"{p}&{f}" for p in past for f in found if f.startswith(("alone:", "con:", "cue:", "lex:", "fam:"))]
    paired += [f"alone:{len(alone)}&again:{_step(again)}", f"rest:{min(words - named, 9)}&best:{_step(best)}"]
    return grams(text), [*found, *past], paired


def laid_out(blocks: Blocks) -> Vector:
    """Columns and values, block after block."""
    indices, values, first = [], [], 0
    for found, (columns, stress) in zip(blocks, BLOCKS, strict=True):
        index, value = vector(found, columns)
        indices.append(index + first)
        values.append(value * np.float32(stress))
        first += columns
    return np.concatenate(indices), np.concatenate(values)


@dataclass(frozen=True)
class CarryModel:
    model: LinearModel

    @classmethod
    def load(cls, artefact: Path = ARTEFACT) -> CarryModel:
        """Raises `OSError` or `ValueError`."""
        return cls(LinearModel.load(artefact))

    def chance(self, blocks: Blocks) -> float:
        """Calibrated probability that the message goes on with the turn before."""
        return float(self.model.calibrated(self.model.margins_at(*laid_out(blocks)))[0])
