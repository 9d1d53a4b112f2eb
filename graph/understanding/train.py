"""Trains the signal model from the labelled messages: `python -m graph.understanding.train`.

Reads the parts `train` and `dev`, never `locked`. Calibration and thresholds are found on out-of-fold scores (each message
scored by a model that did not see it); the model itself is then fitted on everything. The same data give the same bytes.
Needs the `dev` extra (scikit-learn).
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.neural_network import MLPClassifier

from data.load import load
from data.schema import LANGUAGES, Language
from graph.layered import LayeredModel, quantised
from graph.linear import LinearModel, Vector, vector
from graph.linear import quantised as linear_model
from graph.understanding import lexicon, signals
from graph.understanding.model import SIGNALS
from tools.clock import ISTANBUL
from tools.gazetteer.build import build as gazetteer
from tools.gazetteer.names import Gazetteer
from tools.text import clean

MESSAGES = Path(__file__).parents[2] / "evals" / "data" / "signals"
BUCKETS = 2**15
NOON = datetime(2026, 11, 21, 12, tzinfo=ISTANBUL)
LABELS = (*SIGNALS, signals.NONE)
COST = 5.0
APART_COST = 3.0
"""Of a label learnt apart from the others, from few messages."""
TOLERANCE = 0.1
"""Of the solver; a hundredth of it moves no margin by more than 0.03 and takes twice as long."""
UNITS, ROUNDS, RATE, BATCH = 64, 3, 0.003, 256
"""Of the hidden layer: its units, passes over the messages, and the step and batch of Adam (Kingma and Ba 2015)."""
SLIPPED = 0.5
"""What a message's copy with typing slips counts."""
LONG = 5
"""Letters from which a word gets slips."""
FOLDS = 5
OWN = 4
"""A message of a language counts so often when that language's thresholds are chosen; those of the others count once."""
EASIER = 1.15
"""What the thresholds found here are multiplied by. F1 is best at a threshold of half the F1 that is reached (Lipton, Elkan and
Narayanaswamy 2014); these messages are written to be hard, and on a traveller's own it is higher by about so much."""
SILENCE = 0.94
"""Of the messages left without a signal, the share that shall indeed have none."""


def listed(folder: Path, *splits: str) -> Iterator[tuple[Language, dict[str, Any]]]:
    """The rows of these splits with their languages, from `<language>.jsonl` in a folder. Raises `OSError` or `ValueError`."""
    for language in LANGUAGES:
        for line in (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["split"] in splits:
                yield language, row


def rows(*splits: str) -> Iterator[dict[str, Any]]:
    """The signals' messages of these splits, by the letters of their languages."""
    found = sorted(listed(MESSAGES, *splits), key=lambda told: told[0])
    return ({**row, "language": language} for language, row in found)


def matrix(features: Sequence[Sequence[str]], buckets: int = BUCKETS) -> csr_matrix:
    return stacked([vector(bag, buckets) for bag in features], buckets)


def stacked(vectors: Sequence[Vector], columns: int) -> csr_matrix:
    starts = np.cumsum([0, *(len(index) for index, _ in vectors)])
    data, at = np.concatenate([value for _, value in vectors]), np.concatenate([index for index, _ in vectors])
    return csr_matrix((data, at, starts), shape=(len(vectors), columns))


def fitted(x: csr_matrix, y: NDArray[np.bool_], weight: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of one label's logistic regression."""
    model = LogisticRegression(
        C=COST, class_weight="balanced", solver="liblinear", dual=True, tol=TOLERANCE, random_state=0, max_iter=2000
    )
    model.fit(x, y, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def layered(
    x: Any,
    y: NDArray[np.bool_],
    weight: NDArray[np.float64],
    *,
    units: int = UNITS,
    rounds: int = ROUNDS,
    rate: float = RATE,
    batch: int = BATCH,
    alpha: float = 1e-4,
    seed: int = 0,
) -> MLPClassifier:
    """The hidden layer and what comes out of it, for all labels at once; `x` is sparse or dense."""
    model = MLPClassifier(
        (units,), alpha=alpha, batch_size=batch, learning_rate_init=rate, max_iter=rounds, random_state=seed,
        n_iter_no_change=rounds,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopped early on purpose: later it knows the messages by heart
        return model.fit(x, y.astype(np.int8), sample_weight=weight)


def layered_margins(model: MLPClassifier, x: csr_matrix) -> NDArray[np.float32]:
    """Margins of shape (messages, labels)."""
    (table, out), (start, bias) = model.coefs_, model.intercepts_
    return np.asarray(np.maximum(x @ table + start, 0) @ out + bias, np.float32)


def out_of_fold(
    learn: Callable[[int | None], MLPClassifier], x: csr_matrix, folds: NDArray[np.int64]
) -> tuple[MLPClassifier, NDArray[np.float64]]:
    """The model of all messages, and the margins of each message by one that had not seen its fold.

    `learn` fits without a fold, or on everything; it is called in processes of their own.
    """
    with ProcessPoolExecutor() as pool:
        whole, *parts = pool.map(learn, (None, *range(FOLDS)))
    margins = np.zeros((len(folds), whole.n_outputs_))
    for part, model in enumerate(parts):
        margins[folds == part] = layered_margins(model, x[folds == part])
    return whole, margins


def calibrations(margins: NDArray[np.float64], truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Slopes and offsets, of shape (2, labels), from margins and truth of shape (messages, labels)."""
    return np.array([calibration(margin, y) for margin, y in zip(margins.T, truth.T, strict=True)]).T


def calibration(margins: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset of the sigmoid that makes chances of one label's margins (Platt 1999)."""
    model = LogisticRegression(C=10.0, solver="lbfgs", max_iter=2000).fit(margins.reshape(-1, 1), truth)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def calibrated(margins: NDArray[np.float64], platt: NDArray[np.float64] | tuple[float, float]) -> NDArray[np.float64]:
    """The chances of margins."""
    slope, offset = platt
    return np.asarray(1.0 / (1.0 + np.exp(-(slope * margins + offset))))


@dataclass(frozen=True)
class Label:
    """One label's weights, bias and calibration; `chances` are every message's, from a model that had not seen it where its
    label is known, and `right` whether they tell the label: 1 or 0, NaN where it is not known."""

    weights: NDArray[np.float64]
    bias: float
    platt: tuple[float, float]
    chances: NDArray[np.float64]
    right: NDArray[np.float64]


def label(
    x: csr_matrix, folds: NDArray[np.int64], y: NDArray[np.bool_], known: NDArray[np.bool_], told: NDArray[np.bool_]
) -> Label:
    """Learnt from the rows where the label is known, calibrated on those of them that somebody `told`."""
    model = LogisticRegression(C=APART_COST, class_weight="balanced", solver="liblinear", random_state=0, max_iter=2000)
    at = np.flatnonzero(known)
    unseen = cross_val_predict(model, x[at], y[at], cv=PredefinedSplit(folds[at]), method="decision_function")
    model.fit(x[at], y[at])
    margin = model.decision_function(x)
    margin[at] = unseen
    platt = calibration(margin[known & told], y[known & told])
    chances = calibrated(margin, platt)
    return Label(model.coef_[0], float(model.intercept_[0]), platt, chances, np.where(known, (chances >= 0.5) == y, np.nan))


def linear(names: Sequence[str], learnt: Sequence[Label]) -> LinearModel:
    """The model of labels that were learnt one by one."""
    weights, bias = np.array([each.weights for each in learnt]), np.array([each.bias for each in learnt])
    return linear_model(names, weights.T, bias, np.array([each.platt for each in learnt]).T)


def best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_], weight: NDArray[np.float64]) -> float:
    """The threshold between 0.2 and 0.8 with the best weighted F1, the middle one where several are equal."""
    grid = np.linspace(0.2, 0.8, 61)
    total = (truth * weight).sum()
    f1 = [2 * (weight * (truth & (scores >= t))).sum() / max((weight * (scores >= t)).sum() + total, 1) for t in grid]
    best = np.flatnonzero(np.isclose(f1, max(f1)))
    return float(round(grid[best[len(best) // 2]], 2))


def silence(
    none: NDArray[np.float64], quiet: NDArray[np.bool_], truth: NDArray[np.bool_], weight: NDArray[np.float64]
) -> float:
    """The least probability of "none" below which a message without a signal gets the likeliest one all the same.

    `quiet`: no signal reached its threshold; `truth`: the message indeed has none.
    """
    for limit in np.linspace(0.0, 0.5, 51):
        silent = quiet & (none >= limit)
        if (weight * (silent & truth)).sum() >= SILENCE * (weight * silent).sum():
            return float(round(limit, 2))
    return 0.5


def micro_f1(predicted: NDArray[np.bool_], expected: NDArray[np.bool_]) -> float:
    return float(2 * (predicted & expected).sum() / max(predicted.sum() + expected.sum(), 1))


def slipped(text: str, random: Random, share: float = 0.25) -> str:
    """The text with a typing slip, a letter left out, doubled or swapped with the next, in a share of its longer words and in
    one at least."""
    parts = text.split(" ")
    long = [i for i, word in enumerate(parts) if len(word) >= LONG and word.isalpha()]
    for i in random.sample(long, min(len(long), 1 + int(len(long) * share))):
        word = parts[i]
        at = random.randrange(1, len(word) - 1)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        parts[i] = random.choice((word[:at] + word[at + 1 :], swapped, word[:at] + word[at] + word[at:]))
    return " ".join(parts)


@dataclass(frozen=True)
class Reader:
    """Reads single messages as `Understander.read` does."""

    names: Gazetteer
    lexicons: dict[Language, lexicon.Lexicon]

    @classmethod
    @cache
    def load(cls) -> Reader:
        """One for each process."""
        return cls(gazetteer(load(), stops()), lexicon.load())

    def read(self, text: str, language: Language) -> signals.Read:
        return signals.read(clean(text), self.names, self.lexicons[language], NOON)


def _features(text: str, language: Language) -> Vector:
    return Reader.load().read(text, language).features


@dataclass(frozen=True)
class Trained:
    """A model with its thresholds, and the out-of-fold scores they come from, of shape (messages, labels)."""

    model: LayeredModel
    thresholds: dict[Language, dict[str, float]]
    scores: NDArray[np.float64]
    truth: NDArray[np.bool_]
    languages: NDArray[np.str_]


def main() -> None:
    found = trained(list(rows("train", "dev")))
    found.model.save(signals.ARTEFACT)
    signals.THRESHOLDS.write_text(json.dumps(found.thresholds, indent=1) + "\n", encoding="utf-8")
    report(found)


def trained(read: Sequence[dict[str, Any]]) -> Trained:
    """Everything that follows from labelled messages; the same messages give the same model."""
    random = Random(0)
    texts = [clean(row["text"]) for row in read]
    spoken = [row["language"] for row in read]
    with ProcessPoolExecutor(initializer=Reader.load) as pool:
        told = partial(pool.map, _features, chunksize=256)
        x = stacked(list(told(texts, spoken)), signals.COLUMNS)
        noisy = stacked(list(told([slipped(text, random) for text in texts], spoken)), signals.COLUMNS)
    truth = np.array([[name in row["signals"] for name in SIGNALS] for row in read])
    truth = np.hstack([truth, ~truth.any(axis=1, keepdims=True)])
    folds = folds_of(read)
    languages = np.array([row["language"] for row in read])
    whole, margins = out_of_fold(partial(_layered, x, noisy, truth, folds), x, folds)
    platt = calibrations(margins, truth)
    scores = calibrated(margins, platt)
    model = quantised(LABELS, whole.coefs_, whole.intercepts_, platt)
    return Trained(model, chosen(scores, truth, languages), scores, truth, languages)


def folds_of(read: Sequence[dict[str, Any]]) -> NDArray[np.int64]:
    """Which fold each message is in; "…a" and "…b" are one sentence."""
    return np.array([crc32(row["id"].rstrip("ab").encode()) % FOLDS for row in read])


def _layered(
    x: csr_matrix, noisy: csr_matrix, truth: NDArray[np.bool_], folds: NDArray[np.int64], without: int | None
) -> MLPClassifier:
    """The model of all messages and their copies with slips, or of those of all parts but one."""
    kept = folds != without
    weight = np.concatenate([np.ones(kept.sum()), np.full(kept.sum(), SLIPPED)])
    return layered(vstack([x[kept], noisy[kept]]).tocsr(), np.concatenate([truth[kept], truth[kept]]), weight)


def chosen(
    scores: NDArray[np.float64], truth: NDArray[np.bool_], languages: NDArray[np.str_]
) -> dict[Language, dict[str, float]]:
    """Thresholds per language and label, from calibrated scores and truth of shape (messages, labels)."""
    found: dict[Language, dict[str, float]] = {}
    for code in LANGUAGES:
        weight = np.where(languages == code, float(OWN), 1.0)
        found[code] = {
            name: round(EASIER * best_threshold(scores[:, i], truth[:, i], weight), 2)
            for i, name in enumerate(LABELS)
            if name != signals.NONE
        }
        quiet = np.all(scores[:, :-1] < np.array(list(found[code].values())), axis=1)
        found[code][signals.NONE] = silence(scores[:, -1], quiet, truth[:, -1], weight)
    return found


def decided(scores: NDArray[np.float64], languages: NDArray[np.str_], detector: signals.SignalDetector) -> NDArray[np.bool_]:
    """Which signals the detector gives for scores of shape (messages, labels), of shape (messages, signals)."""
    given = np.zeros((len(scores), len(SIGNALS)), np.bool_)
    for row, (found, code) in enumerate(zip(scores, languages, strict=True)):
        named = dict(zip(LABELS, found.tolist(), strict=True))
        for signal in detector.decide(named, code) or detector.likeliest(named, code):
            given[row, LABELS.index(str(signal.name))] = True
    return given


def report(found: Trained) -> None:
    """Prints what the out-of-fold scores come to."""
    truth, languages = found.truth, found.languages
    predicted = decided(found.scores, languages, signals.SignalDetector(found.model, found.thresholds))
    silent = np.all(~predicted, axis=1)
    print(f"signals: {len(truth)} messages, out of fold: micro-F1 {micro_f1(predicted, truth[:, :-1]):.3f}, "
          f"precision of silence {truth[silent, -1].mean():.3f}, recall {silent[truth[:, -1]].mean():.3f}")  # fmt: skip
    for code in LANGUAGES:
        part = languages == code
        print(f"  {code} {micro_f1(predicted[part], truth[part][:, :-1]):.3f}")


def stops() -> list[tuple[str, str, list[str]]]:
    """The stops' names, as the understanding of a turn sees them."""
    from tools.transit.planner import Planner

    return [(s.id, s.name, list(s.aliases)) for s in Planner.load().stop_names()]


if __name__ == "__main__":
    main()
