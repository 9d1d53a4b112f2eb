"""Figures for multi-label predictions with confidences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import linear_regression

Labels = frozenset[str]


@dataclass
class Counts:
    """True positives, false positives and false negatives of one label."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def f1(self) -> float | None:
        """None for a label that is neither expected nor predicted anywhere."""
        total = 2 * self.hit + self.extra + self.missed
        return 2 * self.hit / total if total else None


@dataclass
class Tally:
    """Adds up predictions; figures can be read at any time."""

    per_label: dict[str, Counts] = field(default_factory=dict)
    silent: Counts = field(default_factory=Counts)
    exact: int = 0
    cases: int = 0

    def add(self, expected: Labels, predicted: Labels) -> None:
        self.cases += 1
        self.exact += expected == predicted
        for label in expected | predicted:
            counts = self.per_label.setdefault(label, Counts())
            counts.hit += label in expected and label in predicted
            counts.extra += label not in expected
            counts.missed += label not in predicted
        self.silent.hit += not expected and not predicted
        self.silent.extra += bool(expected) and not predicted
        self.silent.missed += not expected and bool(predicted)

    @property
    def micro_f1(self) -> float:
        """F1 over all labels' counts together; 0 when nothing was expected or predicted."""
        hit = sum(c.hit for c in self.per_label.values())
        wrong = sum(c.extra + c.missed for c in self.per_label.values())
        return 2 * hit / (2 * hit + wrong) if hit or wrong else 0.0

    @property
    def macro_f1(self) -> float:
        """The mean of the labels' F1."""
        found = [f for c in self.per_label.values() if (f := c.f1) is not None]
        return sum(found) / len(found) if found else 0.0

    @property
    def none_precision(self) -> float:
        """Of the messages that were given no label, the share that indeed has none; 1 when none was left silent."""
        said = self.silent.hit + self.silent.extra
        return self.silent.hit / said if said else 1.0

    @property
    def none_recall(self) -> float:
        """Of the messages that have no label, the share that was given none; 1 when there are no such messages."""
        real = self.silent.hit + self.silent.missed
        return self.silent.hit / real if real else 1.0


def expected_calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """How far confidences are from frequencies, weighted by bin size (Naeini et al. 2015, equal-width bins)."""
    if not pairs:
        return 0.0
    grouped: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, true in pairs:
        grouped[min(bins - 1, int(confidence * bins))].append((confidence, true))
    error = 0.0
    for group in grouped:
        if group:
            confidence = sum(c for c, _ in group) / len(group)
            frequency = sum(t for _, t in group) / len(group)
            error += abs(confidence - frequency) * len(group) / len(pairs)
    return error


def percentile(values: Iterable[float], share: float) -> float:
    """The nearest-rank percentile; `share` in 0–1. Raises `ValueError` for no values."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    rank = max(1, -(-int(share * 10_000) * len(ordered) // 10_000))
    return ordered[min(rank, len(ordered)) - 1]


def slope(samples: Sequence[tuple[float, float]]) -> float:
    """Least-squares change of y per x; 0 for fewer than two samples."""
    if len(samples) < 2:
        return 0.0
    return float(linear_regression([x for x, _ in samples], [y for _, y in samples]).slope)
