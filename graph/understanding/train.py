"""Trains the signal model from the labelled messages: `python -m graph.understanding.train`.

Fits on `train`, calibrates and tunes the thresholds on `dev`; the `locked` part is not read. The same data give the same
bytes. Needs the `dev` extra (scikit-learn).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from data.load import load
from data.schema import LANGUAGES
from graph.linear import LinearModel, quantised, vector
from graph.understanding import cues, lexicon, signals
from graph.understanding.model import SIGNALS
from tools.clock import ISTANBUL
from tools.gazetteer.build import build as gazetteer
from tools.gazetteer.names import tokenize
from tools.text import clean, fold

MESSAGES = Path(__file__).parents[2] / "evals" / "data" / "signals"
BUCKETS = 2**15
NOON = datetime(2026, 11, 21, 12, tzinfo=ISTANBUL)


def rows(split: str) -> Iterator[dict[str, Any]]:
    for path in sorted(MESSAGES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["split"] == split:
                yield {**row, "language": path.stem}


def matrix(features: Sequence[Sequence[str]], buckets: int = BUCKETS) -> csr_matrix:
    data, columns, starts = [], [], [0]
    for bag in features:
        index, value = vector(bag, buckets)
        columns.append(index)
        data.append(value)
        starts.append(starts[-1] + len(index))
    return csr_matrix((np.concatenate(data), np.concatenate(columns), starts), shape=(len(features), buckets))


def fit(
    x: csr_matrix, labels: Sequence[str], y: NDArray[np.bool_], cost: float, dev: tuple[csr_matrix, NDArray[np.bool_]]
) -> LinearModel:
    """One-vs-rest logistic regression; Platt's slope and offset are fitted on the development part."""
    weights, bias, platt = [], [], []
    for column in range(len(labels)):
        model = LogisticRegression(C=cost, class_weight="balanced", solver="liblinear", random_state=0, max_iter=2000)
        model.fit(x, y[:, column])
        weights.append(model.coef_[0])
        bias.append(model.intercept_[0])
        margin = dev[0] @ model.coef_[0] + model.intercept_[0]
        calibration = LogisticRegression(C=10.0, solver="lbfgs", max_iter=2000).fit(margin.reshape(-1, 1), dev[1][:, column])
        platt.append((calibration.coef_[0][0], calibration.intercept_[0]))
    return quantised(labels, np.array(weights).T, np.array(bias), np.array(platt).T)


def best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The threshold between 0.2 and 0.8 with the best F1, the middle one where several are equal."""
    grid = np.linspace(0.2, 0.8, 61)
    f1 = [2 * (hit := ((scores >= t) & truth).sum()) / max((scores >= t).sum() + truth.sum(), 1) + 0 * hit for t in grid]
    best = np.flatnonzero(np.isclose(f1, max(f1)))
    return float(round(grid[best[len(best) // 2]], 2))


def micro_f1(predicted: NDArray[np.bool_], expected: NDArray[np.bool_]) -> float:
    return float(2 * (predicted & expected).sum() / max(predicted.sum() + expected.sum(), 1))


def main() -> None:
    train, dev = list(rows("train")), list(rows("dev"))
    pack = load()
    names, lexicons = gazetteer(pack, stops()), lexicon.load()

    def signal_features(row: dict[str, Any]) -> list[str]:
        text = clean(row["text"])
        tokens, folded, lex = tokenize(text), fold(text), lexicons[row["language"]]
        mentions = names.mentions(tokens, row["language"])
        return signals.features(text, signals.evidence(folded, lex, mentions, cues.read(folded, tokens, lex, NOON)))

    def truth(part: list[dict[str, Any]]) -> NDArray[np.bool_]:
        return np.array([[name in row["signals"] for name in SIGNALS] for row in part])

    dev_features = [signal_features(r) for r in dev]
    model = fit(matrix([signal_features(r) for r in train]), SIGNALS, truth(train), 20.0, (matrix(dev_features), truth(dev)))
    model.save(signals.ARTEFACT)
    scores = np.array([[model.probabilities(f)[name] for name in SIGNALS] for f in dev_features])
    expected = truth(dev)
    shared = {name: best_threshold(scores[:, i], expected[:, i]) for i, name in enumerate(SIGNALS)}
    thresholds = {code: dict(shared) for code in LANGUAGES}
    signals.THRESHOLDS.write_text(json.dumps(thresholds, indent=1) + "\n", encoding="utf-8")
    predicted = scores >= np.array([shared[name] for name in SIGNALS])
    hit = (predicted & expected).sum()
    print(f"signals: {len(train)} train, {len(dev)} dev, micro-F1 on dev {2 * hit / (predicted.sum() + expected.sum()):.3f}")
    for code in LANGUAGES:
        part = np.array([row["language"] == code for row in dev])
        print(f"  {code} {micro_f1(predicted[part], expected[part]):.3f}")


def stops() -> list[tuple[str, str, list[str]]]:
    """The stops' names, as the understanding of a turn sees them."""
    from tools.transit.planner import Planner

    return [(s.id, s.name, list(s.aliases)) for s in Planner.load().stop_names()]


if __name__ == "__main__":
    main()
