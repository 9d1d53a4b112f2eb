"""The least time any journey can take between two stops, so that a search can drop what can no longer win.

Waiting is left out and every ride and walk counted at its scheduled length, so the bound is never above the truth.
All pairs by R. W. Floyd: Algorithm 97, Shortest Path, Communications of the ACM 5 (1962) 345, a row at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tools.transit.timetable import Timetable

TOO_MANY_STOPS = 1200
FAR = 1 << 28


class Bounds:
    """Lower bounds in seconds on one network. On a network too large for a table of all pairs every bound is zero."""

    def __init__(self, timetable: Timetable) -> None:
        self._size = len(timetable.serving)
        self._table = _all_pairs(timetable) if self._size <= TOO_MANY_STOPS else None

    def to(self, target: Mapping[int, int]) -> list[int]:
        """For every stop, at least how many seconds it takes from there to the end of a journey."""
        if self._table is None or not target:
            return [0] * self._size
        columns = self._table[:, list(target)] + np.fromiter(target.values(), np.int32, len(target))
        least: list[int] = columns.min(axis=1).tolist()
        return least


def _all_pairs(timetable: Timetable) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    size = len(timetable.serving)
    table = np.full((size, size), FAR, np.int32)
    np.fill_diagonal(table, 0)
    for run in timetable.runs:
        for i in range(len(run.stops) - 1):
            a, b = run.stops[i], run.stops[i + 1]
            table[a, b] = min(int(table[a, b]), run.arrives[i + 1] - run.leaves[i])
    for a, walks in enumerate(timetable.walks):
        for b, seconds in walks:
            table[a, b] = min(int(table[a, b]), seconds)
    for k in range(size):
        np.minimum(table, table[:, k, None] + table[k], out=table)
    return table
