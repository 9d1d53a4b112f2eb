"""Learns the neighbours for an embedding model: `python -m graph.understanding.train_nearest MODEL [FOLDER]`.

MODEL is what `EMBEDDING_MODEL` will name (a sentence-transformers model, extra `models`), FOLDER the cache folder (default: the
setting's). Reads the parts `train` and `dev`, never `locked`. The worth of the neighbours beside the small model is a logistic
regression for each signal on scores of messages neither had seen: the model's out of fold, the neighbours' from the other
folds. Prints the F1 of both. Needs the `dev` extra; some minutes, most of them for the embedding.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from graph.settings import Settings
from graph.understanding import train
from graph.understanding.nearest import Nearest, artefact, logit, shares
from graph.understanding.signals import SignalDetector
from tools.embed import Embedder, Vectors, sentence_transformer
from tools.text import clean


def others(vectors: Vectors, labels: NDArray[np.bool_], folds: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each message the shares of its neighbours in the other folds, of shape (messages, labels)."""
    found = np.zeros(labels.shape)
    for fold in np.unique(folds):
        apart, known = np.flatnonzero(folds == fold), folds != fold
        carried = labels[known]
        for row, similar in zip(apart, vectors[apart] @ vectors[known].T, strict=True):
            found[row] = shares(similar, carried)
    return found


def trained(read: Sequence[dict[str, Any]], embedder: Embedder) -> tuple[Nearest, float, float]:
    """The neighbours, with the F1 out of fold of the small model alone and of both."""
    alone = train.trained(read)
    vectors = embedder.documents([clean(row["text"]) for row in read])
    near = others(vectors, alone.truth, train.folds_of(read))
    fitted = [
        LogisticRegression(C=10.0).fit(np.column_stack([logit(own), logit(theirs)]), truth)
        for own, theirs, truth in zip(alone.scores.T, near.T, alone.truth.T, strict=True)
    ]
    blend = np.array([[*model.coef_[0], model.intercept_[0]] for model in fitted], np.float32).T
    odds = blend[0] * logit(alone.scores) + blend[1] * logit(near) + blend[2]
    both = 1 / (1 + np.exp(-odds))
    thresholds = train.chosen(both, alone.truth, alone.languages)
    found = Nearest(tuple(train.LABELS), embedder, vectors, alone.truth, blend, thresholds)
    before, after = (
        train.micro_f1(train.decided(scores, alone.languages, SignalDetector(alone.model, limits)), alone.truth[:, :-1])
        for scores, limits in ((alone.scores, alone.thresholds), (both, thresholds))
    )
    return found, before, after


def main() -> None:
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    embedder = sentence_transformer(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) == 3 else Settings().cache_dir
    found, before, after = trained(list(train.rows("train", "dev")), embedder)
    found.save(artefact(folder, sys.argv[1]))
    print(f"micro-F1 out of fold: {before:.3f} alone, {after:.3f} with its neighbours; written for {embedder.id}")


if __name__ == "__main__":
    main()
