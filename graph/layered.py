"""A multi-label model with one hidden layer over hashed features: what is learnt of one label serves the others.

The message's columns, as `linear.vector` gives them, are summed through a table of 8-bit rows, cut at zero, and weighed for
every label (the architecture of Joulin et al. 2017, arXiv:1607.01759, with a rectifier). Needs only numpy to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.linear import Vector, read, write

Floats = NDArray[np.float32]
_ARRAYS = ("table", "scale", "start", "out", "bias", "platt")


@dataclass(frozen=True)
class LayeredModel:
    """`table` has shape (columns, units), each unit with its `scale` and `start`; `out` (units, labels) with `bias`; `platt`
    (2, labels): slope and offset of the calibration."""

    labels: tuple[str, ...]
    table: NDArray[np.int8]
    scale: Floats
    start: Floats
    out: Floats
    bias: Floats
    platt: Floats

    def _hidden(self, message: Vector) -> Floats:
        index, value = message
        raw = value @ self.table[index].astype(np.float32)
        return np.asarray(np.maximum(raw * self.scale + self.start, 0.0), np.float32)

    def _told(self, hidden: NDArray[Any]) -> Floats:
        slope, offset = self.platt
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(slope * (hidden @ self.out + self.bias) + offset, -30, 30))), np.float32)

    def chances(self, message: Vector) -> dict[str, float]:
        """The calibrated probability of each label."""
        return dict(zip(self.labels, self._told(self._hidden(message)).tolist(), strict=True))

    def dense(self, rows: NDArray[np.float64]) -> Floats:
        """The calibrated probabilities of rows with a value for every column, of shape (rows, labels)."""
        return self._told(np.maximum(rows @ self.table * self.scale + self.start, 0.0))

    def spoke(self, message: Vector, label: str) -> Floats:
        """How much each column of the message speaks for a label: exact, as the units that are cut off stay so."""
        awake = self._hidden(message) > 0
        weight = self.out[:, self.labels.index(label)] * self.scale * awake
        return np.asarray(self.table[message[0]].astype(np.float32) @ weight * message[1], np.float32)

    def save(self, path: Path) -> None:
        """Writes the model so that the same weights always give the same bytes."""
        write(path, self.labels, {name: getattr(self, name) for name in _ARRAYS})

    @classmethod
    def load(cls, path: Path) -> LayeredModel:
        """Reads a saved model. Raises `OSError` or `ValueError` when the file is missing or not one."""
        labels, arrays = read(path, _ARRAYS)
        return cls(tuple(labels), **arrays)


def quantised(
    labels: Sequence[str], weights: Sequence[NDArray[Any]], biases: Sequence[NDArray[Any]], platt: NDArray[np.float64]
) -> LayeredModel:
    """A model from trained weights and biases of the two layers, shaped as in `LayeredModel`."""
    (table, out), (start, bias) = weights, biases
    scale = np.maximum(np.abs(table).max(axis=0), 1e-9) / 127.0
    return LayeredModel(
        tuple(labels), np.round(table / scale).astype(np.int8), scale.astype(np.float32), start.astype(np.float32),
        out.astype(np.float32), bias.astype(np.float32), platt.astype(np.float32),
    )  # fmt: skip
