"""The message as a whole: one linear view of all its letters, ideas and patterns together.

The windows of `features.py` find a call for help inside other talk; this view weighs everything that is said at once: "stabbed"
with "chapter nine", "not breathing" with "course". Its blocks have norm 1 each, times a stress, so that none drowns the others.
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from graph.everyday import REACH
from graph.linear import Vector
from graph.triage.features import WHOLE_WORDS, Grid, Reading, bucket, concept_features

LAYOUT = {
    "letters": (2**15, 1.0),
    "spoken": (2**15, 1.0),
    "patterns": (2**14, 2.0),
    "ideas": (2**12, 2.0),
    "near": (2**16, 1.5),
    "together": (2**16, 1.5),
    "told": (2**16, 1.5),
}
"""Columns and stress of each block: n-grams, words and pairs of them, patterns with the shape, ideas, ideas close together, any
two ideas, ideas with patterns."""
COLUMNS = sum(columns for columns, _ in LAYOUT.values())
_BEGINS = tuple(accumulate((columns for columns, _ in LAYOUT.values()), initial=0))[:-1]
_FIRST, _SECOND = 2_654_435_761, 40_503
"""Odd multipliers that spread pairs of numbers over the columns."""

Numbers = NDArray[np.int64]


def blocks(reading: Reading, grid: Grid) -> dict[str, Numbers]:
    """The columns of each block of `LAYOUT`, before they are cut to its size; one that counts twice is there twice."""
    patterns = np.array(
        [bucket(f) for f in (*concept_features(list(reading.concepts), before=False), *reading.shape)], np.int64
    )
    concepts = np.array([bucket(name) for name in reading.concepts], np.int64)
    ideas = np.array(sorted({idea for found in reading.ideas for idea in found}), np.int64)
    if len(reading.words) <= WHOLE_WORDS:
        low, high = np.triu_indices(len(ideas), 1)
        together = _pair(ideas[low], ideas[high])
    else:
        together = np.empty(0, np.int64)
    return {
        "letters": np.concatenate([np.asarray(columns, np.int64) for columns in grid.grams]),
        "spoken": np.concatenate([np.asarray(grid.words, np.int64), np.asarray(grid.pairs, np.int64)]),
        "patterns": patterns,
        "ideas": ideas,
        "near": _near(reading),
        "together": together,
        "told": _pair(np.repeat(ideas, len(concepts)), np.tile(concepts, len(ideas))),
    }


def _pair(a: Numbers, b: Numbers) -> Numbers:
    return ((a * _FIRST) ^ (b * _SECOND)) >> 5


def _near(reading: Reading) -> Numbers:
    """Ideas and those that follow within a few words, in their order."""
    flat = np.array([idea for ideas in reading.ideas for idea in ideas], np.int64)
    lengths = np.array([len(ideas) for ideas in reading.ideas], np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    at = np.repeat(np.arange(len(lengths)), lengths)
    found: list[Numbers] = []
    for reach in range(1, REACH + 1):
        inside = np.flatnonzero(at + reach < len(lengths))
        following = at[inside] + reach
        many = lengths[following]
        first = np.repeat(flat[inside], many)
        ends = np.cumsum(many)
        second = flat[np.arange(len(first)) + np.repeat(starts[following] - (ends - many), many)]
        found.append(_pair(first, second))
    return np.concatenate(found)


def vector(reading: Reading, grid: Grid) -> Vector:
    """Columns and values of a message, block after block."""
    found = blocks(reading, grid)
    columns = np.concatenate(
        [found[name] % size + begin for (name, (size, _)), begin in zip(LAYOUT.items(), _BEGINS, strict=True)]
    )
    index, counts = np.unique(columns, return_counts=True)
    value = 1.0 + np.log(counts)
    starts = np.searchsorted(index, [*_BEGINS, COLUMNS])
    squares = np.concatenate([[0.0], np.cumsum(value * value)])[starts]
    norms = np.sqrt(np.maximum(np.diff(squares), 1.0))
    stress = np.array([stress for _, stress in LAYOUT.values()])
    return index, (value * np.repeat(stress / norms, np.diff(starts))).astype(np.float32)
