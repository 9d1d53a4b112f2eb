"""Trains the model of facts: `python -m graph.understanding.train_facts`.

Learns from the `train` rows of `evals/data/facts`, and from the signals' training messages, where a fact the lexicon finds is
one and the others are not, unless a first model thinks so. Calibrated on scores out of fold. The same data give the same bytes.
Needs the `dev` extra.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from data.schema import Language
from graph.linear import LinearModel, Vector, quantised
from graph.understanding import facts
from graph.understanding.train import FOLDS, Reader, calibrated, calibration, fitted, listed, rows, stacked
from tools.text import fold, words

MESSAGES = Path(__file__).parents[2] / "evals" / "data" / "facts"
BESIDE = 0.3
"""What a message counts of which only the lexicon says what it holds."""
BESIDE_EVERY = 2
"""One such message in so many is read."""
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Row:
    """A message with the facts it tells."""

    id: str
    language: Language
    text: str
    facts: tuple[str, ...]


def labelled(*splits: str) -> Iterator[Row]:
    """The rows of these splits. Raises `OSError` or `ValueError`."""
    return (Row(row["id"], language, row["text"], tuple(row["facts"])) for language, row in listed(MESSAGES, *splits))


def _read(row: Row) -> tuple[Vector, Flags]:
    """What the model sees of a message, and which labels the lexicon found."""
    read = Reader.load().read(row.text, row.language)
    found = facts.said(read.cues)
    seen = facts.seen(read.features, found)
    return seen, np.array([label in found for label in facts.LABELS])


def labels(row: Row) -> frozenset[str]:
    """The model's labels of a row: how many they are is one label where the message has a number, and another where not."""
    numbers = Reader.load().lexicons[row.language].numbers
    counts = any(word.isdecimal() or word in numbers for word in words(fold(row.text)))
    party = {fact for fact in row.facts if fact.startswith("party:")}
    plain = facts.COUNTED if counts or not party <= {facts.PAIR, facts.ALONE} else None
    return frozenset(plain or fact if fact in party else fact for fact in row.facts)


@dataclass(frozen=True)
class Trained:
    """The model, the chances of the labelled rows out of fold, and their truth, both of shape (rows, labels)."""

    model: LinearModel
    chances: Floats
    truth: Flags


def trained(told: Sequence[Row], beside: Sequence[Row]) -> Trained:
    """Everything that follows from labelled messages and those `beside` them; the same messages give the same model."""
    with ProcessPoolExecutor(initializer=Reader.load) as pool:
        read, others = (list(pool.map(_read, part, chunksize=64)) for part in (told, beside))
        x, other = (stacked([seen for seen, _ in part], facts.COLUMNS) for part in (read, others))
        truth = np.array([[label in labels(row) for label in facts.LABELS] for row in told])
        found = np.array([flags for _, flags in others])
        folds = np.array([crc32(row.text.encode()) % FOLDS for row in told])
        learnt = list(pool.map(partial(_label, x, other, folds), truth.T, found.T))
    weights, bias, platt, chances = (np.array(part) for part in zip(*learnt, strict=True))
    return Trained(quantised(facts.LABELS, weights.T, bias, platt.T), chances.T, truth)


def _label(
    x: csr_matrix, other: csr_matrix, folds: NDArray[np.int64], y: Flags, found: Flags
) -> tuple[Floats, float, tuple[float, float], Floats]:
    """One label's weights, bias and calibration, and the chances of rows its model did not see."""
    first, start = fitted(x, y, np.ones(len(y)))
    known = found | (other @ first + start < 0)
    margin = np.zeros(len(y))
    for part in (*range(FOLDS), None):
        mine = folds != part
        weight = np.concatenate([np.ones(mine.sum()), np.full(known.sum(), BESIDE)])
        weights, bias = fitted(vstack([x[mine], other[known]]), np.concatenate([y[mine], found[known]]), weight)
        if part is not None:
            margin[~mine] = x[~mine] @ weights + bias
    platt = calibration(margin, y)
    return weights, bias, platt, calibrated(margin, platt)


def main() -> None:
    beside = [Row(row["id"], row["language"], row["text"], ()) for row in rows("train")][::BESIDE_EVERY]
    learnt = trained(list(labelled("train")), beside)
    learnt.model.save(facts.ARTEFACT)
    for label, chances, truth in zip(facts.LABELS, learnt.chances.T, learnt.truth.T, strict=True):
        heard = chances >= facts.HEARD
        right = (heard & truth).sum()
        precision, recall = right / max(heard.sum(), 1), right / max(truth.sum(), 1)
        print(f"{label:20} {truth.sum():4}, out of fold: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
