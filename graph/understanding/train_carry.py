"""Trains the follow-up model: `python -m graph.understanding.train_carry`, after the signal model, whose scores it reads.

Learns from the `train` rows of `evals/data/ellipsis` (a turn before and a message after it) and, as examples of messages
that stand by themselves, from the signals' training messages after a turn about something else. The same data give the same
bytes. Needs the `dev` extra.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit, cross_val_predict

from data.load import load
from data.schema import LANGUAGES, Language
from graph.linear import LinearModel, quantised
from graph.understanding import carry, cues, lexicon, signals
from graph.understanding.lexicon import Lexicon
from graph.understanding.model import SIGNALS
from graph.understanding.roles import PLACES
from graph.understanding.train import FOLDS, NOON, rows, stacked, stops
from tools.gazetteer.build import build
from tools.gazetteer.names import Gazetteer, tokenize
from tools.text import clean, fold

MESSAGES = Path(__file__).parents[2] / "evals" / "data" / "ellipsis"
COST = 3.0
APART_EVERY = 3
"""One short message of the signals' training in so many is shown after a turn about something else."""


@dataclass(frozen=True)
class FollowUp:
    """A message after a turn with the signals `before`; `signals` is what it needs in that place, `labelled` by somebody."""

    id: str
    language: Language
    before: tuple[str, ...]
    text: str
    signals: frozenset[str]
    labelled: bool = True

    @property
    def continues(self) -> bool:
        """Whether it asks for nothing but what the turn before asked for."""
        return bool(self.signals) and self.signals <= set(self.before)


def follow_ups(*splits: str) -> Iterator[FollowUp]:
    """The labelled follow-ups that have something to go on with."""
    for language in LANGUAGES:
        for line in (MESSAGES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["split"] in splits and row["before_signals"]:
                yield FollowUp(row["id"], language, tuple(row["before_signals"]), row["text"], frozenset(row["signals"]))


def apart() -> Iterator[FollowUp]:
    """Messages that stand by themselves, each after a turn about something else."""
    for row in rows("train"):
        key = crc32(row["id"].encode())
        before = SIGNALS[key // 7 % len(SIGNALS)]
        if key % APART_EVERY == 0 and before not in row["signals"] and len(row["text"].split()) <= carry.LONGEST:
            yield FollowUp(row["id"], row["language"], (before,), row["text"], frozenset(row["signals"]), labelled=False)


@dataclass(frozen=True)
class Reader:
    """What lays a follow-up out as `Understander.read` does."""

    names: Gazetteer
    lexicons: dict[Language, Lexicon]
    detector: signals.SignalDetector

    def blocks(self, row: FollowUp) -> carry.Blocks:
        text = clean(row.text)
        tokens, folded, lex = tokenize(text), fold(text), self.lexicons[row.language]
        mentions = self.names.mentions(tokens, row.language)
        found = cues.read(folded, tokens, lex, NOON)
        extra = signals.evidence(folded, lex, mentions, found)
        named = sum(m.last - m.first + 1 for m in mentions if m.target.family in PLACES)
        return carry.features(text, extra, found, self.detector.scores(text, extra), row.before, len(tokens), named)


def trained(found: Sequence[FollowUp]) -> tuple[LinearModel, NDArray[np.bool_]]:
    """The model these messages give, and of which of them it is right without having seen them."""
    reader = Reader(build(load(), stops()), lexicon.load(), signals.SignalDetector.load())
    x = stacked([carry.laid_out(reader.blocks(row)) for row in found], carry.COLUMNS)
    y = np.array([row.continues for row in found])
    folds = np.array([crc32(row.text.encode()) % FOLDS for row in found])
    model = LogisticRegression(C=COST, class_weight="balanced", solver="liblinear", random_state=0, max_iter=2000)
    margin = cross_val_predict(model, x, y, cv=PredefinedSplit(folds), method="decision_function").reshape(-1, 1)
    model.fit(x, y)
    labelled = np.array([row.labelled for row in found])
    calibration = LogisticRegression(C=10.0, solver="lbfgs", max_iter=2000).fit(margin[labelled], y[labelled])
    platt = np.array([calibration.coef_[0], calibration.intercept_])
    right = (calibration.predict_proba(margin)[:, 1] >= carry.CONTINUES) == y
    return quantised((carry.LABEL,), model.coef_.T, model.intercept_, platt), right


def main() -> None:
    found = [*follow_ups("train"), *apart()]
    model, right = trained(found)
    model.save(carry.ARTEFACT)
    labelled = np.array([row.labelled for row in found])
    print(f"follow-ups: {labelled.sum()}, out of fold {right[labelled].mean():.3f}; others {right[~labelled].mean():.3f}")


if __name__ == "__main__":
    main()
