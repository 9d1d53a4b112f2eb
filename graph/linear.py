"""A small multi-label linear model over hashed character n-grams and words: loads in milliseconds, needs only numpy.

Triage and signal detection share it. Features: character n-grams of 2 to 5 inside word boundaries, words and pairs of
words, hashed by CRC-32 into `buckets` columns, log-scaled and L2-normalised (Joulin et al. 2017, arXiv:1607.01759, use
the same hashing trick). Weights are quantised to 8 bits per label, calibrated by Platt's sigmoid (1999).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tools.text import fold, words

Vector = tuple[NDArray[np.int64], NDArray[np.float32]]


def grams(text: str, extra: Iterable[str] = ()) -> list[str]:
    """The feature strings of a message; `extra` are features the caller found by other means ("lex:needs_map")."""
    tokens = words(fold(text))
    out: list[str] = []
    for token in tokens:
        padded = f"<{token[:40]}>"
        length = len(padded)
        out += [padded[i : i + n] for n in (2, 3, 4, 5) if n < length for i in range(length - n + 1)]
        out.append(f"w:{token}")
    out += [f"b:{a} {b}" for a, b in pairwise(tokens)]
    out += [f"x:{feature}" for feature in extra]
    return out


def vector(features: Sequence[str], buckets: int) -> Vector:
    """Column indices and values (L2 norm 1) of a bag of features."""
    if not features:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    counts = Counter(crc32(f.encode()) % buckets for f in features)
    index = np.fromiter(counts.keys(), np.int64, len(counts))
    value = 1.0 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
    return index, (value / np.linalg.norm(value)).astype(np.float32)


def laid_out(blocks: Sequence[Sequence[str]], layout: Sequence[tuple[int, float]]) -> Vector:
    """Columns and values of the feature strings of several blocks, one after the other; `layout` has each block's columns
    and the norm it is stressed to."""
    indices, values, first = [], [], 0
    for features, (columns, stress) in zip(blocks, layout, strict=True):
        index, value = vector(features, columns)
        indices.append(index + first)
        values.append(value * np.float32(stress))
        first += columns
    return np.concatenate(indices), np.concatenate(values)


class LinearModel:
    """Scores a message for every label. `weights` has shape (buckets, labels)."""

    def __init__(
        self,
        labels: Sequence[str],
        weights: NDArray[np.int8],
        scale: NDArray[np.float32],
        bias: NDArray[np.float32],
        platt: NDArray[np.float32],
    ) -> None:
        self.labels = tuple(labels)
        self._weights, self._scale, self._bias, self._platt = weights, scale, bias, platt

    @property
    def buckets(self) -> int:
        return int(self._weights.shape[0])

    @property
    def bias(self) -> NDArray[np.float32]:
        """What every label's margin starts from."""
        return self._bias

    def rows(self, index: NDArray[np.int64], labels: int | None = None) -> NDArray[np.float32]:
        """Weights of the given columns, shape (len(index), labels), for callers that lay out features themselves.

        `labels` cuts the answer to the first so many labels.
        """
        return np.asarray(self._weights[index, :labels].astype(np.float32) * self._scale[:labels], np.float32)

    def calibrated(self, margins: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities of margins, one for each of the first `len(margins)` labels."""
        slope, offset = self._platt[0, : len(margins)], self._platt[1, : len(margins)]
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(slope * margins + offset, -30, 30))), np.float32)

    def margins(self, features: Sequence[str]) -> NDArray[np.float32]:
        """Signed distances from the boundary, one per label, before calibration."""
        return self.margins_at(*vector(features, self.buckets))

    def margins_at(self, index: NDArray[np.int64], value: NDArray[np.float32]) -> NDArray[np.float32]:
        """`margins` of columns and values the caller laid out."""
        raw = value @ self._weights[index].astype(np.float32) if len(index) else np.zeros(len(self.labels), np.float32)
        return np.asarray(raw * self._scale + self._bias, np.float32)

    def chances(self, message: Vector) -> dict[str, float]:
        """Calibrated probability of each label, of columns and values the caller laid out."""
        return dict(zip(self.labels, self.calibrated(self.margins_at(*message)).tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Writes the model so that the same weights always give the same bytes."""
        arrays: dict[str, NDArray[Any]] = {
            "weights": self._weights,
            "scale": self._scale,
            "bias": self._bias,
            "platt": self._platt,
        }
        write(path, self.labels, arrays)

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Reads a saved model. Raises `OSError` or `ValueError` when the file is missing or not one."""
        labels, arrays = read(path, ("weights", "scale", "bias", "platt"))
        return cls(labels, **arrays)


def write(path: Path, labels: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Labels and arrays as one file, the same bytes for the same values."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(_entry("labels.json"), json.dumps(labels))
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(_entry(f"{name}.npy"), buffer.getvalue())


def read(path: Path, names: Iterable[str]) -> tuple[list[str], dict[str, NDArray[Any]]]:
    """Labels and arrays of a file. Raises `OSError` or `ValueError` when it is missing or not one."""
    with zipfile.ZipFile(path) as archive:
        arrays = {name: np.load(io.BytesIO(archive.read(f"{name}.npy")), allow_pickle=False) for name in names}
        return json.loads(archive.read("labels.json")), arrays


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def uncalibrated(labels: Sequence[str]) -> NDArray[np.float64]:
    """Slope and offset for margins that are log-odds as they are."""
    return np.stack([np.ones(len(labels)), np.zeros(len(labels))])


def quantised(
    labels: Sequence[str], weights: NDArray[np.float64], bias: NDArray[np.float64], platt: NDArray[np.float64]
) -> LinearModel:
    """A model from trained float weights of shape (buckets, labels); `platt` has shape (2, labels): slope, offset."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127.0
    return LinearModel(
        labels,
        np.round(weights / scale).astype(np.int8),
        scale.astype(np.float32),
        bias.astype(np.float32),
        platt.astype(np.float32),
    )
