"""Whether a message goes on with the turn before ("anything free?", "and on Sunday?", "à vélo ?") or asks for something new,
and whether it speaks of the place the conversation is about without naming it ("is it steep?", "qui y est enterré ?").

A linear model over the words of the message, the concepts and cues found in it, what the turn before was about, and what
the message would be taken for by itself. What one follow-up teaches about concepts serves all six languages. A layered one
scores every signal by the message's words together with the turn before and the topic: "a student discount?" of a museum. Then
every signal is weighed by a small hidden layer: how likely it is by the message alone and in its place, whether the turn before
had it, and what the linear model says (stacked generalisation after Wolpert 1992).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.layered import LayeredModel
from graph.linear import LinearModel, Vector, laid_out
from graph.understanding.cues import Cues
from graph.understanding.model import SIGNALS, Signal
from graph.understanding.roles import PLACES
from graph.understanding.signals import NONE
from tools.gazetteer.names import Mention, Token

ARTEFACT = Path(__file__).parent / "carry.model"
DECISION = Path(__file__).parent / "carry.decision"
CONTEXT = Path(__file__).parent / "carry.context"
MEANT = 0.45
"""Chance from which a signal is meant by a message after another."""
LABELS = ("continues", "points")
CONTINUES = 0.5
"""Chance from which a message is taken to go on with the turn before."""
POINTS = 0.5
"""Chance from which it is taken to speak of the place the conversation is about."""
LONGEST = 20
"""Words up to which a message may go on with the turn before."""
READ = 20
"""Words up to which it is asked what a message points at."""
LIST = "list"
"""The topic where several places were shown."""
BLOCKS = ((2**13, 0.7), (2**12, 2.0), (2**15, 1.5))
"""Columns and stress of each block: n-grams, evidence, pairs of evidence with what was before."""
COLUMNS = sum(columns for columns, _ in BLOCKS)
CONTEXT_BLOCKS = ((2**13, 0.7), (2**12, 1.5), (2**12, 2.0), (2**13, 1.0), (2**10, 2.0), (2**15, 2.5))
"""The same of the layered model: n-grams, stems, evidence and ideas, ideas close together, what was before, and each idea and
piece of evidence with that."""
CONTEXT_COLUMNS = sum(columns for columns, _ in CONTEXT_BLOCKS)
Blocks = tuple[list[str], list[str], list[str]]
Floats = NDArray[np.float64]
SPREAD = 3.0
"""What the measures are divided by, so that most lie within -3 and 3."""
OF_FAMILY: dict[str, Signal] = {
    "sight": "needs_attraction", "gem": "needs_attraction", "eatery": "needs_restaurant", "shop": "needs_shopping",
    "neighborhood": "needs_neighborhood", "district": "needs_neighborhood", "nightlife": "needs_nightlife",
    "stay": "needs_accommodation", "stop": "needs_transportation", "line": "needs_transportation",
    "dish": "needs_restaurant", "side": "needs_neighborhood", "cuisine": "needs_restaurant",
}  # fmt: skip
"""What a name alone asks for, by the family of what it names."""
APART = ("stem:", "near:", "ask:")
"""Evidence that is not crossed with what was before."""
_STEPS = (0.1, 0.25, 0.4, 0.55, 0.7, 0.85)


@dataclass(frozen=True)
class Topic:
    """What the conversation is about: the family of its name ("sight", "list" for several, "" for nothing), and its kind."""

    family: str = ""
    kind: str = ""


def _step(value: float) -> int:
    return sum(value >= step for step in _STEPS)


def features(
    letters: list[str],
    extra: Sequence[str],
    cues: Cues,
    scores: Mapping[str, float],
    before: Sequence[str],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    topic: Topic,
    kinds: Collection[str],
) -> Blocks:
    """The feature strings of each block. `letters` are the message's n-grams, `extra` is its evidence, `scores` what it is
    taken for by itself, `before` the signals of the turn before, `tokens` and `mentions` its words and what they name, `kinds`
    those of the places it speaks of."""
    words, named = len(tokens), sum(m.last - m.first + 1 for m in mentions if m.target.family in PLACES)
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
    found += [f for f in extra if f not in found and not f.startswith(APART)]
    found += ["cue:kin"] if topic.kind in kinds else []
    past = [f"past:{name}" for name in before] + [f"topic:{topic.family}"]
    paired = [f"{p}&{f}" for p in past for f in found if f.startswith(("alone:", "con:", "cue:", "lex:", "fam:"))]
    paired += [f"alone:{len(alone)}&again:{_step(again)}", f"rest:{min(words - named, 9)}&best:{_step(best)}"]
    return letters, [*found, *past], paired


def context(letters: list[str], extra: Sequence[str], before: Sequence[str], topic: Topic, kinds: Collection[str]) -> Vector:
    """Columns and values of a message in its place, for the layered model; what is given is as for `features`."""
    stems = [f for f in extra if f.startswith("stem:")]
    near = [f for f in extra if f.startswith("near:")]
    plain = [f for f in extra if not f.startswith(APART)]
    past = [f"past:{name}" for name in before] + [f"topic:{topic.family}", f"kind:{topic.kind}"]
    past += ["kin"] if topic.kind in kinds else []
    crossed = [f"{p}&{f}" for p in past for f in plain]
    return laid_out((letters, stems, plain, near, past, crossed), CONTEXT_BLOCKS)


def weighed(
    scores: Mapping[str, float],
    placed: Mapping[str, float],
    before: Sequence[str],
    goes_on: float,
    points: float,
    words: int,
    topic: Topic,
) -> Floats:
    """What speaks for and against each signal, of shape (signals, columns): measures, the signal itself, and how many `words`.

    `scores` are the probabilities of every signal and of none by the message alone, `placed` those by the layered model in its
    place, `before` the signals of the turn before, `goes_on` and `points` the probabilities that the message goes on with it
    and that it points at its `topic`.
    """
    own = np.array([log_odds(scores[name]) for name in SIGNALS])
    had = np.array([float(name in before) for name in SIGNALS])
    none, follows, pointed = log_odds(scores[NONE]), log_odds(goes_on), log_odds(points)
    told = np.array([log_odds(placed[name]) for name in SIGNALS])
    about = np.array([float(name == OF_FAMILY.get(topic.family)) for name in SIGNALS])
    second, first = np.sort(own)[-2:]
    other = np.where(own < first, first, second)
    again = float(own[had > 0].max(initial=own.min()))
    new, ones = 1 - had, np.ones_like(own)
    found = {
        "own": own,
        "before": had,
        "before*goes_on": had * follows,
        "before*own": had * own,
        "goes_on": ones * follows,
        "new*goes_on": new * follows,
        "new*other": new * other,
        "before*other": had * other,
        "none": ones * none,
        "before*none": had * none,
        "before*points": had * pointed,
        "new*points": new * pointed,
        "before*many": had * had.sum(),
        "before*again": had * again,
        "new*again": new * again,
        "lead": own - other,
        "new*goes_on*own": new * follows * own,
        "told": told,
        "before*told": had * told,
        "new*told": new * told,
        "told*goes_on": told * follows / SPREAD,
        "about": about,
        "about*points": about * pointed,
        "about*own": about * own,
        "about*none": about * none,
        "about*other": about * other,
        "other*points": (1 - about) * about.any() * pointed,
    }
    measures = np.stack(list(found.values()), axis=1) / SPREAD
    long = np.full((len(SIGNALS), 1), min(words, LONGEST) / LONGEST)
    return np.hstack([measures, np.eye(len(SIGNALS)), long])


def log_odds(chance: float) -> float:
    return float(np.log(max(chance, 1e-4) / max(1 - chance, 1e-4)))


@dataclass(frozen=True)
class Followed:
    """What a message after another is taken for: every signal's chance, and whether it goes on or points at the topic."""

    signals: dict[str, float]
    goes_on: float
    points: float


@dataclass(frozen=True)
class CarryModel:
    """`placed` scores the signals of a message in its place, `decision` weighs what `weighed` measures."""

    model: LinearModel
    placed: LayeredModel
    decision: LayeredModel

    @classmethod
    def load(cls, artefact: Path = ARTEFACT, placed: Path = CONTEXT, decision: Path = DECISION) -> CarryModel:
        """Raises `OSError` or `ValueError`."""
        read, even = LayeredModel.load(decision), dict.fromkeys((*SIGNALS, NONE), 0.5)
        if len(read.table) != weighed(even, even, (), 0.5, 0.5, 1, Topic()).shape[1]:
            raise ValueError("the follow-up decision weighs what is not measured")
        return cls(LinearModel.load(artefact), LayeredModel.load(placed), read)

    def chances(self, blocks: Blocks) -> tuple[float, float]:
        """Calibrated probabilities that the message goes on with the turn before, and that it points at its topic."""
        goes_on, points = self.model.calibrated(self.model.margins_at(*laid_out(blocks, BLOCKS)))
        return float(goes_on), float(points)

    def follow(
        self, blocks: Blocks, placed: Vector, scores: Mapping[str, float], before: Sequence[str], words: int, topic: Topic
    ) -> Followed:
        """`placed` is the message laid out by `context`, `scores` are the probabilities by the message alone, `before` the
        signals of the turn before."""
        goes_on, points = self.chances(blocks)
        told = self.placed.chances(placed)
        chances = self.decision.dense(weighed(scores, told, before, goes_on, points, words, topic))[:, 0]
        return Followed({name: float(c) for name, c in zip(SIGNALS, chances, strict=True)}, goes_on, points)
