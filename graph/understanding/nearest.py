"""Signals of the labelled messages nearest in meaning, beside what the small model says: for those who have an embedding model.

Off in the base install. `python -m graph.understanding.train_nearest MODEL` embeds the labelled messages and learns how much
the neighbours are worth beside the model, on scores of messages that neither had seen; what it writes is used from then on
where `EMBEDDING_MODEL` names the same model. When the embedder fails, the small model's scores stand.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import structlog
from numpy.typing import NDArray

from graph import linear
from tools.embed import Embedder, Vectors, sentence_transformer

log = structlog.get_logger(__name__)

NEIGHBOURS = 16
SHARPNESS = 12.0
"""How fast a neighbour's word loses weight with its distance: e to this power for a whole unit of similarity."""
SMOOTHED = 0.02
"""What the share of neighbours is kept away from 0 and 1 by."""
_ARRAYS = ("vectors", "labels", "blend", "thresholds")


def logit(chance: NDArray[Any]) -> NDArray[np.float64]:
    kept = np.clip(np.asarray(chance, np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(kept / (1 - kept)))


def shares(similar: Vectors, labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each label, the weighted share of the nearest messages that carry it; `similar` has shape (messages,), `labels`
    (messages, labels)."""
    kept = min(NEIGHBOURS, len(similar))
    near = np.argpartition(-similar, kept - 1)[:kept]
    weight = np.exp(SHARPNESS * (similar[near] - similar[near].max()).astype(np.float64))
    return np.asarray(SMOOTHED / 2 + (1 - SMOOTHED) * (weight @ labels[near]) / weight.sum())


@dataclass(frozen=True)
class Nearest:
    """`vectors` has shape (messages, dimensions), `labels` (messages, labels); `blend` (3, labels) holds the worth of the small
    model's log-odds, that of the neighbours', and an offset; `thresholds` are per language, as the detector's."""

    names: tuple[str, ...]
    embedder: Embedder
    vectors: Vectors
    labels: NDArray[np.bool_]
    blend: NDArray[np.float32]
    thresholds: dict[Any, dict[str, float]]

    def scores(self, text: str, own: dict[str, float]) -> dict[str, float]:
        """The model's `own` probabilities with those of the neighbours taken in; `own` itself when the embedder fails."""
        try:
            query = self.embedder.query(text)
            near = shares(self.vectors @ query, self.labels)
        except Exception:
            log.exception("nearest_unavailable")
            return own
        worth, theirs, offset = self.blend
        odds = worth * logit(np.array([own[name] for name in self.names])) + theirs * logit(near) + offset
        return dict(zip(self.names, (1 / (1 + np.exp(-odds))).tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Writes all but the embedder, the same bytes for the same values."""
        path.parent.mkdir(parents=True, exist_ok=True)
        settings = json.dumps(self.thresholds, sort_keys=True).encode()
        arrays = {"vectors": self.vectors.astype(np.float16), "labels": self.labels, "blend": self.blend,
                  "thresholds": np.frombuffer(settings, np.uint8)}  # fmt: skip
        linear.write(path, self.names, arrays)

    @classmethod
    def load(cls, path: Path, embedder: Embedder) -> Nearest:
        """Reads what was saved for this embedder. Raises `OSError` or `ValueError` when it is missing or not one."""
        names, arrays = linear.read(path, _ARRAYS)
        thresholds = json.loads(arrays.pop("thresholds").tobytes())
        vectors = arrays.pop("vectors").astype(np.float32)
        return cls(tuple(names), embedder, vectors, thresholds=thresholds, **arrays)


def artefact(folder: Path, model: str) -> Path:
    """Where the neighbours for a sentence-transformers model are kept."""
    return folder / f"signals-{hashlib.sha256(model.encode()).hexdigest()[:16]}.nearest"


def installed(model: str | None, folder: Path) -> Nearest | None:
    """The neighbours for the named model, if they were written; None, and a line in the log, when they cannot be used."""
    if model is None or not (path := artefact(folder, model)).exists():
        return None
    try:
        return Nearest.load(path, sentence_transformer(model))
    except (ImportError, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        log.warning("nearest_unavailable", reason=str(error)[:200])
        return None
