"""Trains what hears a message after a card: `python -m graph.triage.train_hearing`, from the `train` rows of
`evals/data/follow_up/<language>.jsonl`. The same data give the same bytes. Needs the `dev` extra.
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

from data.schema import LANGUAGES, Language
from graph.linear import laid_out, quantised
from graph.triage import hearing
from graph.triage.follow_up import ORDER, FollowUps
from graph.triage.hearing import BLOCKS, COLUMNS, NOTHING
from graph.understanding.train import FOLDS, calibrated, calibration, stacked

MESSAGES = Path(__file__).resolve().parents[2] / "evals" / "data" / "follow_up"
LABELS = (*ORDER, NOTHING)
COST = 3.0


@dataclass(frozen=True)
class Heard:
    """A message after the card of `kind`, and what somebody says it is about."""

    language: Language
    kind: str
    text: str
    intent: str

    @property
    def label(self) -> str:
        return self.intent if self.intent in ORDER else NOTHING


def heard(*splits: str) -> Iterator[Heard]:
    for language in LANGUAGES:
        for line in (MESSAGES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["split"] in splits:
                yield Heard(language, row["kind"], row["text"], row["intent"])


def trained(found: Sequence[Heard]) -> tuple[hearing.Hearing, NDArray[np.float64]]:
    """The model, and the chance of every label for each message from models that had not seen it."""
    replies = FollowUps.load(model=None)
    x = stacked([laid_out(replies.laid(row.text, row.kind), BLOCKS) for row in found], COLUMNS)
    folds = np.array([crc32(row.text.encode()) % FOLDS for row in found])
    weights, bias, platt, chances = [], [], [], []
    for label in LABELS:
        y = np.array([row.label == label for row in found])
        model = LogisticRegression(C=COST, class_weight="balanced", solver="liblinear", random_state=0, max_iter=2000)
        margin = cross_val_predict(model, x, y, cv=PredefinedSplit(folds), method="decision_function")
        model.fit(x, y)
        weights.append(model.coef_[0])
        bias.append(float(model.intercept_[0]))
        platt.append(calibration(margin, y))
        chances.append(calibrated(margin, platt[-1]))
    model = quantised(LABELS, np.array(weights).T, np.array(bias), np.array(platt).T)
    return hearing.Hearing(model), np.array(chances).T


def main() -> None:
    found = list(heard("train"))
    learnt, chances = trained(found)
    learnt.model.save(hearing.ARTEFACT)
    told = np.array([LABELS[i] for i in chances.argmax(axis=1)])
    truth = np.array([row.label for row in found])
    print(f"{len(found)} messages, out of fold {np.mean(told == truth):.3f}")
    for label in LABELS:
        right = ((told == label) & (truth == label)).sum()
        print(f"  {label}: recall {right / (truth == label).sum():.2f}, precision {right / max((told == label).sum(), 1):.2f}")


if __name__ == "__main__":
    main()
