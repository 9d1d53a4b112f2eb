"""Trains the model of facts: `python -m graph.understanding.train_facts`.

Learns from the `train` rows of `evals/data/facts`, and from the signals' training messages, where a fact the lexicon finds is one
and the others are not, unless a first model thinks so. Calibrated on scores out of fold. The same data give the same bytes.
Needs the `dev` extra.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from data.schema import LANGUAGES, Language
from graph.linear import LinearModel, Vector, quantised
from graph.understanding import facts, signals
from graph.understanding.train import FOLDS, Reader, rows, stacked
from tools.text import fold, words

MESSAGES = Path(__file__).parents[2] / "evals" / "data" / "facts"
COST = 5.0
BESIDE = 0.3
"""What a message counts of which only the lexicon says what it holds."""
BESIDE_EVERY = 2
"""One such message in so many is read."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """A message with the facts it tells."""

    id: str
    language: Language
    text: str
    facts: tuple[str, ...]


def labelled(*splits: str) -> Iterator[Row]:
    for language in LANGUAGES:
        for line in (MESSAGES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["split"] in splits:
                yield Row(row["id"], language, row["text"], tuple(row["facts"]))


_reader = cache(Reader.load)


def _read(text: str, language: Language) -> tuple[Vector, list[str]]:
    read = _reader().read(text, language)
    found = facts.said(read.cues)
    return facts.seen(signals.features(read.text, read.evidence), found), found


def labels(row: Row) -> frozenset[str]:
    """The model's labels of a row: how many they are is one label where the message has a number, and another where not."""
    numbers = _reader().lexicons[row.language].numbers
    counts = any(word.isdigit() or word in numbers for word in words(fold(row.text)))
    party = {fact for fact in row.facts if fact.startswith("party:")}
    plain = facts.COUNTED if counts or not party <= {facts.PAIR, facts.ALONE} else None
    return frozenset({plain or fact if fact in party else fact for fact in row.facts})


def _fitted(x: csr_matrix, y: NDArray[np.bool_], weight: Floats) -> tuple[Floats, float]:
    model = LogisticRegression(C=COST, class_weight="balanced", solver="liblinear", dual=True, tol=0.1, random_state=0, max_iter=2000)
    model.fit(x, y, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def _columns(given: Sequence[Row]) -> tuple[list[str], list[Language]]:
    return [row.text for row in given], [row.language for row in given]


def trained(told: Sequence[Row], beside: Sequence[Row]) -> tuple[LinearModel, Floats, NDArray[np.bool_]]:
    """The model, the chances of the labelled rows out of fold, and their truth, both of shape (rows, labels)."""
    with ProcessPoolExecutor(initializer=_reader) as pool:
        x = stacked([message for message, _ in pool.map(_read, *_columns(told), chunksize=64)], facts.COLUMNS)
        read = list(pool.map(_read, *_columns(beside), chunksize=64))
    truth = np.array([[label in labels(row) for label in facts.LABELS] for row in told])
    other = stacked([message for message, _ in read], facts.COLUMNS)
    found = np.array([[label in hits for label in facts.LABELS] for _, hits in read])
    folds = np.array([crc32(row.text.encode()) % FOLDS for row in told])
    weights, bias, platt, chances = [], [], [], []
    for y, lexical in zip(truth.T, found.T, strict=True):
        first, start = _fitted(x, y, np.ones(len(y)))
        known = lexical | (np.asarray(other @ first).ravel() + start < 0)
        margin = np.zeros(len(y))
        for part in (*range(FOLDS), None):
            mine = folds != part
            rest = vstack([x[mine], other[known]])
            expected = np.concatenate([y[mine], lexical[known]])
            w, b = _fitted(rest, expected, np.concatenate([np.ones(mine.sum()), np.full(known.sum(), BESIDE)]))
            if part is not None:
                margin[~mine] = np.asarray(x[~mine] @ w).ravel() + b
        calibration = LogisticRegression(C=10.0, solver="lbfgs", max_iter=2000).fit(margin.reshape(-1, 1), y)
        weights.append(w)
        bias.append(b)
        platt.append((float(calibration.coef_[0][0]), float(calibration.intercept_[0])))
        chances.append(calibration.predict_proba(margin.reshape(-1, 1))[:, 1])
    return quantised(facts.LABELS, np.array(weights).T, np.array(bias), np.array(platt).T), np.array(chances).T, truth


def main() -> None:
    told = list(labelled("train"))
    beside = [Row(row["id"], row["language"], row["text"], ()) for row in rows("train")][::BESIDE_EVERY]
    model, chances, truth = trained(told, beside)
    model.save(facts.ARTEFACT)
    heard = chances >= facts.HEARD
    for i, label in enumerate(facts.LABELS):
        right = (heard[:, i] & truth[:, i]).sum()
        print(f"{label:20} {truth[:, i].sum():4} precision {right / max(heard[:, i].sum(), 1):.3f} recall {right / max(truth[:, i].sum(), 1):.3f}")


if __name__ == "__main__":
    main()
