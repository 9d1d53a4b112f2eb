"""Trains the triage model: `python -m graph.triage.train`. Needs scikit-learn; the same data gives the same bytes.

Learns from the train and dev parts of `evals/data/emergency`; the locked part is never read here. One logistic regression
a label: alarm (emergency or possible), emergency, and each kind among the alarms; then the decision over windows, from the
scores each message gets from a model that has not seen it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from graph.linear import LinearModel, quantised
from graph.triage.decision import NAMES, Decision, Findings
from graph.triage.decision import PATH as DECISION
from graph.triage.features import BUCKETS, Grid, Reading, Scorer, Weights
from graph.triage.lexicon import Lexicon
from graph.triage.triage import ALARM, EMERGENCY, FIRST, MEANING, MODEL
from tools.text import fold

DATA = Path(__file__).resolve().parents[2] / "evals" / "data" / "emergency"
TRAVEL = DATA.parent / "signals"
ELLIPSIS = DATA.parent / "ellipsis"
ORDINARY_WEIGHT = 1.0
INVERSE_REGULARISATION = 10.0
MEANING_REGULARISATION = 1.0
DECISION_C = 1.0
TOLERANCE = 0.01  # of the solver; a tenth of it takes twice as long and decides the same
PART_WEIGHT = 0.5
FOLDS = 4
EMBEDDED_EVERY, ORDINARY_EMBEDDED_EVERY = 4, 12
EMBEDDED_WEIGHT = 0.5
ENDS = (".", ".", "!", ",")
ALIKE = 0.55  # cosine of character n-grams from which two messages count as almost the same
SEED = 1
WORKERS = 2
LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip

Row = tuple[NDArray[np.int64], NDArray[np.float32], int]  # columns, values, how many of the last are concepts and ideas


@dataclass(frozen=True, slots=True)
class Message:
    """A labelled message; `weight` is below 1 for a copy made from another."""

    id: str
    language: str
    text: str
    level: str
    kind: str | None
    split: str
    weight: float = 1.0


def messages(splits: Iterable[str], folder: Path = DATA) -> list[Message]:
    """The labelled messages of the given splits, in file order."""
    wanted = set(splits)
    out: list[Message] = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["split"] in wanted:
                out.append(Message(*(row[k] for k in ("id", "language", "text", "level", "kind", "split"))))
    return out


def ordinary(folders: Sequence[Path] = (TRAVEL, DATA / "ordinary", ELLIPSIS)) -> list[Message]:
    """What travellers ask on an ordinary day, all harmless: the signal detector's messages but for its locked part, what they
    say next, and questions about the places of the pack."""
    out: list[Message] = []
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if row["split"] != "locked":
                    out.append(Message(row["id"], path.stem, row["text"], "none", None, row["split"], ORDINARY_WEIGHT))
    return out


def embedded(found: Sequence[Message], around: Sequence[Message], every: int) -> list[Message]:
    """One message in `every` once more in the middle of ordinary questions in its language, as people write in a hurry."""
    by_language: dict[str, list[str]] = {}
    for message in around:
        by_language.setdefault(message.language, []).append(message.text)
    out: list[Message] = []
    for message in found:
        key = crc32(message.id.encode())
        if key % every or not (talk := by_language.get(message.language)):
            continue
        picked = [talk[(key // 7 + step * 911) % len(talk)] for step in range(2 + key // 5 % 5)]
        at = key // 11 % (len(picked) + 1)
        parts = [*picked[:at], message.text, *picked[at:]]
        text = " ".join(part if part[-1] in ".!?؟…" else part + ENDS[key // 13 % len(ENDS)] for part in parts)
        out.append(replace(message, text=text, weight=EMBEDDED_WEIGHT))
    return out


def copies(message: Message) -> list[Message]:
    """The message, with a mistyped copy, and for Russian one in Latin letters."""
    out = [message]
    text = message.text
    if message.weight == EMBEDDED_WEIGHT:
        return out
    if message.language == "ru":
        latin = "".join(LATIN.get(c, c) for c in text.lower())
        if latin != text.lower():
            out.append(replace(message, text=latin, weight=0.5))
    typo = mistyped(text)
    if typo != text:
        out.append(replace(message, text=typo, weight=0.4))
    return out


def mistyped(text: str) -> str:
    """One slip in about every fourth longer word, chosen by the word itself so that it is the same every time."""
    words = []
    for word in text.split(" "):
        key = crc32(word.encode())
        if len(word) >= 5 and key % 4 == 0:
            at = 1 + key // 4 % (len(word) - 2)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            words.append(swapped if key // 64 % 2 else word[:at] + word[at + 1 :])
        else:
            words.append(word)
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Examples:
    """What one message teaches: rows certain to carry its label, with their weight, and rows of parts that may."""

    message: Message
    rows: list[tuple[Row, float]]
    parts: list[Row]


def examples(message: Message, lexicon: Lexicon) -> Examples:
    """The whole of the message and of its copies; of a harmless one also every part, as none of it is a danger.

    Of an alarming one it is not known which part alarms: its parts are only candidates.
    """
    rows: list[tuple[Row, float]] = []
    parts: list[Row] = []
    for copy in copies(message):
        reading = Reading(copy.text, lexicon)
        if not reading.words:
            continue
        grid = Grid(reading)
        for window in reading.windows():
            columns = reading.features(window)
            row = (*grid.vector(window, columns), len(columns))
            if window.whole:
                rows.append((row, copy.weight))
            elif copy.text == message.text and message.weight != EMBEDDED_WEIGHT:
                if message.level == "none":
                    rows.append((row, PART_WEIGHT * message.weight))
                else:
                    parts.append(row)
    return Examples(message, rows, parts)


def fit(found: Sequence[Examples], kinds: bool = True) -> LinearModel:
    """The window model these messages teach; without `kinds` only what every window is scored for.

    Learnt twice: the first model picks the most alarming part of each alarming message, the second learns from that part too
    (multiple-instance learning after Andrews, Tsochantaridis and Hofmann 2002).
    """
    rows: list[Row] = []
    owners: list[Message] = []
    weights: list[float] = []
    for example in found:
        for row, weight in example.rows:
            rows.append(row)
            owners.append(example.message)
            weights.append(weight)
    model = _regressions(rows, owners, weights, (EMERGENCY,))
    for example in found:
        if example.parts:
            margins = [float((model.bias + v @ model.rows(i))[0]) for i, v, _ in example.parts]
            if max(margins) > 0:
                rows.append(example.parts[int(np.argmax(margins))])
                owners.append(example.message)
                weights.append(PART_WEIGHT)
    every = sorted({e.message.kind for e in found if e.message.kind}) if kinds else []
    return _regressions(rows, owners, weights, (*FIRST, *every))


def _matrix(rows: Sequence[Row]) -> Any:
    from scipy.sparse import csr_matrix

    lengths = np.array([len(row[0]) for row in rows])
    matrix = csr_matrix(
        (np.concatenate([r[1] for r in rows]), np.concatenate([r[0] for r in rows]), np.concatenate([[0], np.cumsum(lengths)])),
        shape=(len(rows), BUCKETS),
    )
    matrix.sum_duplicates()
    return matrix


def _regressions(
    rows: Sequence[Row], owners: Sequence[Message], weights: Sequence[float], labels: Sequence[str]
) -> LinearModel:
    from sklearn.linear_model import LogisticRegression

    matrix = _matrix(rows)
    meaning = _matrix([(index[len(index) - n :], values[len(index) - n :], n) for index, values, n in rows])
    weight = np.array(weights)
    alarms = np.array([m.level != "none" for m in owners])
    learnt = np.zeros((BUCKETS, len(labels)))
    bias = np.zeros(len(labels))
    for column, label in enumerate(labels):
        chosen = slice(None) if label in FIRST else np.flatnonzero(alarms)
        if label == ALARM:
            truth = alarms
        elif label in (EMERGENCY, MEANING):
            truth = np.array([m.level == EMERGENCY for m in owners])
        else:
            truth = np.array([m.kind == label for m in owners])
        strength = MEANING_REGULARISATION if label == MEANING else INVERSE_REGULARISATION
        model = LogisticRegression(
            C=strength, solver="liblinear", dual=True, random_state=SEED, class_weight="balanced", tol=TOLERANCE, max_iter=1000
        )
        model.fit((meaning if label == MEANING else matrix)[chosen], truth[chosen], sample_weight=weight[chosen])
        learnt[:, column] = model.coef_[0]
        bias[column] = model.intercept_[0]
    platt = np.stack([np.ones(len(labels)), np.zeros(len(labels))])
    return quantised(labels, learnt, bias, platt)


def folds(found: Sequence[Message], parts: int = FOLDS) -> NDArray[np.int64]:
    """A part for each message; messages that are almost the same, or have one id, are in the same part."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components
    from sklearn.feature_extraction.text import TfidfVectorizer

    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True)
    vectors = grams.fit_transform([fold(m.text) for m in found])
    near = (vectors @ vectors.T).tocoo()
    alike = near.data > ALIKE
    graph = csr_matrix((np.ones(alike.sum()), (near.row[alike], near.col[alike])), shape=near.shape)
    groups = connected_components(graph, directed=False)[1]
    drawn = np.random.default_rng(SEED).integers(0, parts, groups.max() + 1)[groups]
    first: dict[str, int] = {}
    return np.array([first.setdefault(m.id, int(part)) for m, part in zip(found, drawn, strict=True)], np.int64)


def unseen_numbers(found: Sequence[Examples], part: NDArray[np.int64], lexicon: Lexicon) -> list[dict[str, float]]:
    """The evidence on each message by a window model that did not learn from it."""
    out: list[dict[str, float]] = [{} for _ in found]
    with ProcessPoolExecutor(max_workers=WORKERS) as pool:
        others = [[example for example, p in zip(found, part, strict=True) if p != number] for number in range(part.max() + 1)]
        for number, model in enumerate(pool.map(partial(fit, kinds=False), others)):
            weights = Weights(model, labels=len(FIRST))
            for at in (int(n) for n in np.flatnonzero(part == number)):
                reading = Reading(found[at].message.text, lexicon)
                if reading.words:
                    out[at] = Findings.of(reading, Scorer(reading, weights)).numbers()
    return out


def fit_decision(found: Sequence[Message], numbers: Sequence[dict[str, float]]) -> Decision:
    """The weights of `decision.py`, from evidence on messages the window model had not seen."""
    from sklearn.linear_model import LogisticRegression

    kept = [(m, n) for m, n in zip(found, numbers, strict=True) if n]
    matrix = np.array([[n.get(name, 0.0) for name in NAMES] for _, n in kept])
    weight = np.array([m.weight for m, _ in kept])
    weights: dict[str, dict[str, float]] = {}
    for label, truth in (
        (ALARM, np.array([m.level != "none" for m, _ in kept])),
        (EMERGENCY, np.array([m.level == EMERGENCY for m, _ in kept])),
    ):
        model = LogisticRegression(C=DECISION_C, solver="liblinear", random_state=SEED, class_weight="balanced", tol=1e-6)
        model.fit(matrix, truth, sample_weight=weight)
        weights[label] = {name: round(float(w), 3) for name, w in zip(NAMES, model.coef_[0], strict=True)}
        weights[label]["bias"] = round(float(model.intercept_[0]), 3)
    return Decision(weights)


def material() -> list[Message]:
    """Everything there is to learn from."""
    labelled, plain = messages(("train", "dev")), ordinary()
    return [
        *labelled,
        *plain,
        *embedded(labelled, plain, EMBEDDED_EVERY),
        *embedded(plain, plain, ORDINARY_EMBEDDED_EVERY),
    ]


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    found = material()
    lexicon = Lexicon.load()
    taught = [examples(message, lexicon) for message in found]
    fit(taught).save(MODEL)
    fit_decision(found, unseen_numbers(taught, folds(found), lexicon)).save(DECISION)
    print(f"{MODEL.name}: {len(found)} messages, {MODEL.stat().st_size} bytes")


if __name__ == "__main__":
    main()
