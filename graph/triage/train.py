"""Trains the triage model: `python -m graph.triage.train`. Needs scikit-learn; the same data gives the same bytes.

Learns from the train and dev parts of `evals/data/emergency`; the locked part is never read here. One logistic regression
a label: alarm (emergency or possible), emergency, and each kind among the alarms.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from graph.linear import LinearModel, quantised
from graph.triage.features import BUCKETS, Grid, Reading
from graph.triage.lexicon import Lexicon
from graph.triage.triage import ALARM, EMERGENCY, MODEL

DATA = Path(__file__).resolve().parents[2] / "evals" / "data" / "emergency"
TRAVEL = DATA.parent / "signals"
ORDINARY_WEIGHT = 0.6
INVERSE_REGULARISATION = 10.0
SEED = 1
LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip

Row = tuple[NDArray[np.int64], NDArray[np.float32]]


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


def ordinary(folder: Path = TRAVEL) -> list[Message]:
    """What travellers ask on an ordinary day: the signal detector's messages, all harmless. Its locked part is not read."""
    out: list[Message] = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["split"] != "locked":
                out.append(Message(row["id"], path.stem, row["text"], "none", None, row["split"], ORDINARY_WEIGHT))
    return out


def copies(message: Message) -> list[Message]:
    """The message, with a mistyped copy, and for Russian one in Latin letters."""
    out = [message]
    text = message.text
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


def examples(found: Sequence[Message], lexicon: Lexicon) -> tuple[list[Row], list[Message]]:
    """Windows to learn from: the whole of every message; of a harmless one also every part, as none of it is a danger."""
    rows: list[Row] = []
    owners: list[Message] = []
    for message in found:
        for copy in copies(message):
            reading = Reading(copy.text, lexicon)
            if not reading.words:
                continue
            grid = Grid(reading)
            for window in reading.windows():
                if window.whole or (copy.level == "none" and copy.weight == 1.0):
                    rows.append(grid.vector(window, reading.features(window)))
                    owners.append(copy if window.whole else replace(copy, weight=0.5))
    return rows, owners


def fit(found: Sequence[Message], lexicon: Lexicon, c: float = INVERSE_REGULARISATION) -> LinearModel:
    """The model these messages teach."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows, owners = examples(found, lexicon)
    lengths = np.array([len(index) for index, _ in rows])
    matrix = csr_matrix(
        (np.concatenate([v for _, v in rows]), np.concatenate([i for i, _ in rows]), np.concatenate([[0], np.cumsum(lengths)])),
        shape=(len(rows), BUCKETS),
    )
    matrix.sum_duplicates()
    weight = np.array([m.weight for m in owners])
    kinds = sorted({m.kind for m in owners if m.kind})
    alarms = np.array([m.level != "none" for m in owners])
    labels = [ALARM, EMERGENCY, *kinds]
    weights = np.zeros((BUCKETS, len(labels)))
    bias = np.zeros(len(labels))
    for column, label in enumerate(labels):
        chosen = slice(None) if column < 2 else np.flatnonzero(alarms)
        if label == ALARM:
            truth = alarms
        elif label == EMERGENCY:
            truth = np.array([m.level == EMERGENCY for m in owners])
        else:
            truth = np.array([m.kind == label for m in owners])
        model = LogisticRegression(C=c, solver="liblinear", random_state=SEED, class_weight="balanced", tol=1e-4)
        model.fit(matrix[chosen], truth[chosen], sample_weight=weight[chosen])
        weights[:, column] = model.coef_[0]
        bias[column] = model.intercept_[0]
    platt = np.stack([np.ones(len(labels)), np.zeros(len(labels))])
    return quantised(labels, weights, bias, platt)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODEL)
    out: Path = parser.parse_args().out
    found = messages(("train", "dev")) + ordinary()
    fit(found, Lexicon.load()).save(out)
    print(f"{out.name}: {len(found)} messages, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
