"""Trains what hears a message after a card: `python -m graph.triage.train_hearing`, from the `train` rows of
`evals/data/follow_up/<language>.jsonl`. The same data give the same bytes. Needs the `dev` extra.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from data.schema import Language
from graph.linear import laid_out
from graph.triage import hearing
from graph.triage.follow_up import ORDER, FollowUps
from graph.triage.hearing import BLOCKS, COLUMNS, NOTHING
from graph.understanding.train import FOLDS, label, linear, listed, stacked

MESSAGES = Path(__file__).resolve().parents[2] / "evals" / "data" / "follow_up"
LABELS = (*ORDER, NOTHING)


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
    for language, row in listed(MESSAGES, *splits):
        yield Heard(language, row["kind"], row["text"], row["intent"])


def trained(found: Sequence[Heard]) -> tuple[hearing.Hearing, NDArray[np.float64]]:
    """The model, and the chance of every label for each message from models that had not seen it."""
    replies = FollowUps.load(model=None)
    x = stacked([laid_out(replies.laid(row.text, row.kind), BLOCKS) for row in found], COLUMNS)
    folds = np.array([crc32(row.text.encode()) % FOLDS for row in found])
    every = np.ones(len(found), bool)
    learnt = [label(x, folds, np.array([row.label == name for row in found]), every, every) for name in LABELS]
    return hearing.Hearing(linear(LABELS, learnt)), np.array([each.chances for each in learnt]).T


def main() -> None:
    found = list(heard("train"))
    learnt, chances = trained(found)
    learnt.model.save(hearing.ARTEFACT)
    told = np.array([LABELS[i] for i in chances.argmax(axis=1)])
    truth = np.array([row.label for row in found])
    print(f"{len(found)} messages, out of fold {np.mean(told == truth):.3f}")
    for name in LABELS:
        right = ((told == name) & (truth == name)).sum()
        print(f"  {name}: recall {right / (truth == name).sum():.2f}, precision {right / max((told == name).sum(), 1):.2f}")


if __name__ == "__main__":
    main()
