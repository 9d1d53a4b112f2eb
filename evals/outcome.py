"""What a suite hands back: figures per language, and every case that failed with its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

ALL = "all"
"""The key of a figure over all languages together, or of a suite that has none."""

Figures = dict[str, dict[str, float]]
"""Metric → language (or `all`) → value."""


@dataclass(frozen=True)
class Failure:
    """One case that was not as it should be. `shown` is what the program answered, for a reader of the report."""

    id: str
    language: str
    text: str
    reasons: list[str]
    shown: Any = None


@dataclass
class Outcome:
    """The result of one suite."""

    figures: Figures = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    cases: int = 0
    notes: list[str] = field(default_factory=list)

    def put(self, metric: str, language: str, value: float) -> None:
        self.figures.setdefault(metric, {})[language] = round(value, 4)


def rate(hits: Iterable[float]) -> float | None:
    """The share of hits; None when there was nothing to hit."""
    listed = list(hits)
    return sum(listed) / len(listed) if listed else None
