"""Figures that must not fall below what was once reached, kept in `floors.json` as suite → metric → language → value.

A floor is set by `python -m evals --write-floors` and by nothing else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.outcome import Figures, Outcome

FILE = Path(__file__).parent / "floors.json"
Floors = dict[str, Figures]


@dataclass(frozen=True)
class Breach:
    """A figure on the wrong side of its floor. `value` is None when a suite no longer measures it."""

    suite: str
    metric: str
    language: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        value = "not measured" if self.value is None else f"{self.value:.3f}"
        return f"{self.suite} / {self.metric} / {self.language}: {value}, floor {self.floor:.3f}"


def load(file: Path = FILE) -> Floors:
    """The floors; none when there is no file yet. Raises `ValueError` for a broken one."""
    if not file.exists():
        return {}
    floors: Floors = json.loads(file.read_text(encoding="utf-8"))
    return floors


def breaches(suite: str, outcome: Outcome, floors: Floors, ceilings: frozenset[str] = frozenset()) -> list[Breach]:
    """Every figure of a suite that is worse than its floor. Metrics in `ceilings` are better when lower."""
    found = []
    for metric, languages in floors.get(suite, {}).items():
        for language, floor in languages.items():
            value = outcome.figures.get(metric, {}).get(language)
            worse = value is None or (value > floor + 1e-9 if metric in ceilings else value < floor - 1e-9)
            if worse:
                found.append(Breach(suite, metric, language, floor, value))
    return found


def from_figures(
    figures: Figures, margins: Mapping[str, float], ceilings: frozenset[str] = frozenset(), *, margin: float = 0.02
) -> Figures:
    """Floors a little worse than the present figures. Only metrics with a margin, or all when `margins` is empty, get one."""
    floors: Figures = {}
    for metric, languages in figures.items():
        if margins and metric not in margins:
            continue
        give = margins.get(metric, margin)
        for language, value in languages.items():
            # Rounded towards the lenient side: a floor that rounds up would refuse the very figures it came from.
            bound = math.ceil((value + give) * 1000) if metric in ceilings else math.floor(max(0.0, value - give) * 1000)
            floors.setdefault(metric, {})[language] = bound / 1000
    return floors


def save(floors: Floors, file: Path = FILE) -> None:
    file.write_text(json.dumps(floors, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
