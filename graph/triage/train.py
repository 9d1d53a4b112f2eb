"""Trains the triage model: `python -m graph.triage.train`. Needs scikit-learn; the same data gives the same bytes.

Learns from the train and dev parts of `evals/data/emergency`; the locked part is never read here. One logistic regression
a label: alarm (emergency or possible), emergency, and each kind among the alarms; then the decision over windows, from the
scores each message gets from a model that has not seen it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from graph.layered import quantised as layers
from graph.linear import LinearModel, Vector, quantised, uncalibrated
from graph.triage.decision import LABELS, Decision, Findings, in_order
from graph.triage.decision import PATH as DECISION
from graph.triage.features import BUCKETS, Grid, Reading, Scorer, Weights
from graph.triage.lexicon import Lexicon
from graph.triage.message import COLUMNS, vector
from graph.triage.triage import ALARM, EMERGENCY, FIRST, GRAVE, MEANING, MINUTES, MODEL, WHOLE
from graph.understanding.train import layered, listed
from tools.text import fold

DATA = Path(__file__).resolve().parents[2] / "evals" / "data" / "emergency"
TRAVEL = DATA.parent / "signals"
ELLIPSIS = DATA.parent / "ellipsis"
FACTS = DATA.parent / "facts"
TALKS = DATA.parent / "talks"
AFTER = DATA.parent / "follow_up"
PAST = frozenset({"over", "false_alarm", "travel"})
"""What is written after a card and calls for no help."""
ORDINARY_WEIGHT = 1.0
INVERSE_REGULARISATION = 10.0
MEANING_REGULARISATION = 1.0
WHOLE_REGULARISATION = 2.0
DECISION_LEARNING: dict[str, Any] = {"units": 32, "rounds": 12, "rate": 0.001, "batch": 200, "alpha": 1e-3}
TOLERANCE = 0.1  # of the solver
KIND_BESIDE = 6  # one harmless row in so many is set beside the alarms of a kind, so that a kind is not what nothing else is
PART_WEIGHT = 0.5
FOLDS = 4
EMBEDDED_EVERY, ORDINARY_EMBEDDED_EVERY = 4, 12
EMBEDDED_WEIGHT = 0.5
ENDS = (".", ".", "!", ",")
COMPARED = 2_000  # messages compared with all others at a time
ALIKE = 0.55  # cosine of character n-grams from which two messages count as almost the same
SEED = 1
LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip

Numbers = dict[str, float]
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


def ordinary(folders: Sequence[Path] = (TRAVEL, DATA / "ordinary", ELLIPSIS, FACTS)) -> list[Message]:
    """What travellers say on an ordinary day, all harmless: the signal detector's messages but for its locked part, what they
    say next and of themselves, and questions about the places of the pack."""
    out: list[Message] = []
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if row["split"] != "locked":
                    out.append(Message(row["id"], path.stem, row["text"], "none", None, row["split"], ORDINARY_WEIGHT))
    return out


def spoken() -> list[Message]:
    """What is harmless in conversations: the messages of open ones that call for no help, and what people write after a card
    when it is over, never was, or they have come back to the journey."""
    out: list[Message] = []
    for code, talk in listed(TALKS, "open"):
        plain = [(n, said["text"]) for n, said in enumerate(talk["turns"]) if "emergency" not in said["signals"]]
        out += [Message(f"{talk['id']}-{n}", code, text, "none", None, "train", ORDINARY_WEIGHT) for n, text in plain]
    for code, row in listed(AFTER, "train"):
        if row["intent"] in PAST:
            out.append(Message(row["id"], code, row["text"], "none", None, "train", 1.0))
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
    """What one message teaches: itself as a whole, rows certain to carry its label, with their weight, and rows of parts that
    may."""

    message: Message
    whole: Vector
    rows: list[tuple[Row, float]]
    parts: list[Row]


def examples(message: Message, lexicon: Lexicon) -> Examples:
    """The whole of the message and of its copies; of a harmless one also every part, as none of it is a danger.

    Of an alarming one it is not known which part alarms: its parts are only candidates.
    """
    rows: list[tuple[Row, float]] = []
    parts: list[Row] = []
    whole: Vector = np.empty(0, np.int64), np.empty(0, np.float32)
    for copy in copies(message):
        reading = Reading(copy.text, lexicon)
        if not reading.words:
            continue
        grid = Grid(reading)
        if copy is message:
            whole = vector(reading, grid)
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
    return Examples(message, whole, rows, parts)


_lexicon = cache(Lexicon.load)
"""One for each process."""


def _taught(message: Message) -> Examples:
    return examples(message, _lexicon())


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


def fit_whole(found: Sequence[Examples]) -> LinearModel:
    """The model of messages as a whole."""
    matrix = _matrix([e.whole for e in found], COLUMNS)
    weight = np.array([e.message.weight for e in found])
    owners = [e.message for e in found]
    fitted = [_regression(WHOLE_REGULARISATION).fit(matrix, _truth(owners, label), sample_weight=weight) for label in LABELS]
    weights = np.stack([model.coef_[0] for model in fitted], axis=1)
    return quantised(LABELS, weights, np.array([model.intercept_[0] for model in fitted]), uncalibrated(LABELS))


def _truth(owners: Sequence[Message], label: str) -> NDArray[np.bool_]:
    """Which messages carry a label: one of `FIRST` or a kind."""
    if label == ALARM:
        return np.array([m.level != "none" for m in owners])
    if label == MINUTES:
        return np.array([m.kind in GRAVE for m in owners])
    if label in FIRST:
        return np.array([m.level == EMERGENCY for m in owners])
    return np.array([m.kind == label for m in owners])


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(
        C=strength, solver="liblinear", dual=True, random_state=SEED, class_weight="balanced", tol=TOLERANCE, max_iter=1000
    )


def _matrix(rows: Sequence[Vector], columns: int = BUCKETS) -> Any:
    lengths = np.array([len(row[0]) for row in rows])
    matrix = csr_matrix(
        (np.concatenate([r[1] for r in rows]), np.concatenate([r[0] for r in rows]), np.concatenate([[0], np.cumsum(lengths)])),
        shape=(len(rows), columns),
    )
    matrix.sum_duplicates()
    return matrix


def _regressions(
    rows: Sequence[Row], owners: Sequence[Message], weights: Sequence[float], labels: Sequence[str]
) -> LinearModel:
    matrix = _matrix([(index, values) for index, values, _ in rows])
    meaning = _matrix([(index[len(index) - n :], values[len(index) - n :]) for index, values, n in rows])
    weight = np.array(weights)
    learnt = np.zeros((BUCKETS, len(labels)))
    bias = np.zeros(len(labels))
    beside = np.flatnonzero(_truth(owners, ALARM) | (np.arange(len(owners)) % KIND_BESIDE == 0))
    for column, label in enumerate(labels):
        chosen = slice(None) if label in FIRST else beside
        truth = _truth(owners, label)
        strength = MEANING_REGULARISATION if label == MEANING else INVERSE_REGULARISATION
        model = _regression(strength)
        model.fit((meaning if label == MEANING else matrix)[chosen], truth[chosen], sample_weight=weight[chosen])
        learnt[:, column] = model.coef_[0]
        bias[column] = model.intercept_[0]
    return quantised(labels, learnt, bias, uncalibrated(labels))


def folds(found: Sequence[Message], parts: int = FOLDS) -> NDArray[np.int64]:
    """A part for each message; messages that are almost the same, or have one id, are in the same part."""
    texts: dict[str, str] = {}
    for message in found:
        texts.setdefault(message.id, fold(message.text))
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True)
    vectors = grams.fit_transform(texts.values())
    pairs: list[NDArray[np.int64]] = []
    for first in range(0, len(texts), COMPARED):
        near = (vectors[first : first + COMPARED] @ vectors.T).tocoo()
        alike = near.data > ALIKE
        pairs.append(np.stack([near.row[alike] + first, near.col[alike]]).astype(np.int64))
    here, there = np.concatenate(pairs, axis=1)
    graph = csr_matrix((np.ones(len(here)), (here, there)), shape=(len(texts), len(texts)))
    groups = connected_components(graph, directed=False)[1]
    drawn = np.random.default_rng(SEED).integers(0, parts, groups.max() + 1)[groups]
    part = dict(zip(texts, drawn.tolist(), strict=True))
    return np.array([part[m.id] for m in found], np.int64)


@dataclass
class Material:
    """The examples, and the part each is in; every worker process inherits them as they are."""

    taught: list[Examples]
    part: NDArray[np.int64]


_material: list[Material] = []


def _fitted(without: int | None) -> tuple[LinearModel, LinearModel]:
    """The models of windows and of whole messages, of everything or of all parts but one."""
    taught, part = _material[0].taught, _material[0].part
    kept = [example for example, p in zip(taught, part, strict=True) if p != without]
    return fit(kept, kinds=without is None), fit_whole(kept)


def learnt(taught: list[Examples], part: NDArray[np.int64]) -> tuple[LinearModel, LinearModel, list[Numbers]]:
    """The models of windows and of whole messages, and the evidence on each message by two that did not learn from it."""
    _material.append(Material(taught, part))
    try:
        with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
            model = pool.submit(_fitted, None)
            numbers = unseen_numbers(taught, part, pool)
            return *model.result(), numbers
    finally:
        _material.clear()


def unseen_numbers(found: Sequence[Examples], part: NDArray[np.int64], pool: Executor) -> list[Numbers]:
    """The evidence on each message by a window model that did not learn from it."""
    out: list[Numbers] = [{} for _ in found]
    for number, (model, whole) in enumerate(pool.map(_fitted, range(part.max() + 1))):
        weights = Weights(model, labels=len(FIRST))
        for at in (int(n) for n in np.flatnonzero(part == number)):
            reading = Reading(found[at].message.text, _lexicon())
            if reading.words:
                out[at] = Findings.of(reading, Scorer(reading, weights), whole).numbers()
    return out


def fit_decision(found: Sequence[Message], numbers: Sequence[Numbers]) -> Decision:
    """The weights of `decision.py`, from evidence on messages the models of windows and messages had not seen."""
    kept = [(m, n) for m, n in zip(found, numbers, strict=True) if n]
    owners = [m for m, _ in kept]
    truth = np.stack([_truth(owners, label) for label in LABELS], axis=1)
    weight = np.array([m.weight for m in owners])
    model = layered(np.array([in_order(n) for _, n in kept]), truth, weight, seed=SEED, **DECISION_LEARNING)
    return Decision(layers(LABELS, model.coefs_, model.intercepts_, uncalibrated(LABELS)))


def material() -> list[Message]:
    """Everything there is to learn from."""
    labelled, plain = messages(("train", "dev")), [*ordinary(), *spoken()]
    return [
        *labelled,
        *plain,
        *embedded(labelled, plain, EMBEDDED_EVERY),
        *embedded(plain, plain, ORDINARY_EMBEDDED_EVERY),
    ]


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    found = material()
    with ProcessPoolExecutor() as pool:
        taught = list(pool.map(_taught, found, chunksize=512))
    model, whole, numbers = learnt(taught, folds(found))
    decision = fit_decision(found, numbers)
    model.save(MODEL)
    whole.save(WHOLE)
    decision.model.save(DECISION)
    print(f"{MODEL.name}: {len(found)} messages, {MODEL.stat().st_size} bytes")
    report(found, numbers, decision)


def report(found: Sequence[Message], numbers: Sequence[Numbers], decision: Decision) -> None:
    """Prints what the decision makes of evidence from models that had not seen the messages."""
    chances = {m.id: decision.chances(n)[1] for m, n in zip(found, numbers, strict=True) if n and m.weight == 1.0}
    levels = {m.id: m.level for m in found}
    for level in ("emergency", "possible", "none"):
        listed = [chance for id, chance in chances.items() if levels[id] == level]
        shares = ", ".join(f"{sum(chance >= at for chance in listed) / len(listed):.3f} at {at}" for at in (0.25, 0.5, 0.75))
        print(f"  {level}: {len(listed)} messages, taken for an emergency {shares}")


if __name__ == "__main__":
    main()
