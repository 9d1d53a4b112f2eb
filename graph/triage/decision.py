"""From what the windows of a message say to one verdict on the message.

The most alarming window, the message as a whole, the reviewed patterns and what is said around them are a few dozen numbers;
a model with one small hidden layer weighs them, fitted on messages the models of windows and messages had not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.layered import LayeredModel
from graph.linear import LinearModel
from graph.triage.features import ADDRESSED, Reading, Scorer, Window, told_before
from graph.triage.message import vector

PATH = Path(__file__).resolve().parent / "decision.npz"
# An unquenched pattern of these kinds alone is a weaker sign than any other kind's.
DOUBTFUL = frozenset({"strong.general", "strong.stuck_lift", "strong.drowning"})
# What makes a sentence past, invented, supposed or harmless; and what only does so when it speaks of nobody.
QUENCHES = frozenset({"cue.past", "cue.fiction", "cue.hypothetical", "cue.history", "cue.fine", "cue.learn", "mask"})
LIGHT_QUENCHES = frozenset({"cue.info", "cue.calm"})
SOMEBODY = "cue.person"
CUES = (
    "cue.past", "cue.fiction", "cue.hypothetical", "cue.info", "cue.history", "cue.fine", "cue.person", "cue.first", "cue.now",
    "cue.learn", "cue.calm", "cue.urgent", "cue.what_do", "mask",
)  # fmt: skip
SHAPES = ("s:asked", "s:shouted", "s:quoted", "s:capitals", ADDRESSED)
MARGIN_LIMIT = 6.0
LONG_WORDS = 25

Floats = NDArray[np.float32]


def quenched(found: Sequence[str]) -> bool:
    """Whether concepts in the same window say that a danger in it is past, invented, supposed or over."""
    return not QUENCHES.isdisjoint(found) or (SOMEBODY not in found and not LIGHT_QUENCHES.isdisjoint(found))


@dataclass(frozen=True)
class Findings:
    """What each window says, and the message as a whole.

    `margins` has shape (windows, 4): alarm, emergency, emergency by meaning alone, and a danger where minutes count; `message`
    has alarm, emergency and the last.
    """

    reading: Reading
    windows: list[Window]
    found: list[list[str]]
    columns: list[list[int]]
    margins: Floats
    message: Floats

    @classmethod
    def of(cls, reading: Reading, scorer: Scorer, whole: LinearModel) -> Findings:
        """The message must have words. `whole` scores messages as a whole: alarm, emergency, grave."""
        windows = reading.windows()
        columns = [reading.features(window) for window in windows]
        margins = np.array([scorer.margins(w, c) for w, c in zip(windows, columns, strict=True)], np.float32)
        message = whole.margins_at(*vector(reading, scorer.grid))
        return cls(reading, windows, [reading.found(window) for window in windows], columns, margins, message)

    @cached_property
    def best(self) -> int:
        """The most alarming window."""
        return int(np.argmax(self.margins[:, 1] + self.margins[:, 0] + np.array(self.free, np.float32)))

    @cached_property
    def free(self) -> list[float]:
        """For each window 1 if a danger is named in it and nothing takes it back, half for a weaker pattern, else 0."""
        out: list[float] = []
        for window, found in zip(self.windows, self.found, strict=True):
            strong = [name for name in found if name.startswith("strong.")]
            if not strong or quenched(found) or told_before(self.reading, window):
                out.append(0.0)
            else:
                out.append(1.0 if any(name not in DOUBTFUL for name in strong) else 0.5)
        return out

    def numbers(self) -> dict[str, float]:
        """The evidence by name, every value between about -2 and 2."""
        scaled = np.clip(self.margins, -MARGIN_LIMIT, MARGIN_LIMIT) / 3.0
        alarm, emergency, meaning, grave = (float(x) for x in scaled.max(axis=0))
        told = np.clip(self.message, -MARGIN_LIMIT, MARGIN_LIMIT) / 3.0
        message_alarm, message_emergency, message_grave = (float(x) for x in told)
        best = self.best
        window = self.windows[best]
        ideas = {i for position in range(window.first, window.last) for i in self.reading.ideas[position]}
        dangers = len(ideas & self.reading.dangers)
        whole = next((n for n, window in enumerate(self.windows) if window.whole), None)
        concepts = self.reading.concepts
        strong = sum(name.startswith("strong.") for name in concepts)
        free = max(self.free)
        around = [cue for cue in CUES if cue in concepts and cue not in self.found[best]]
        out = {
            "alarm": alarm,
            "emergency": emergency,
            "meaning": meaning,
            "message.alarm": message_alarm,
            "message.emergency": message_emergency,
            "grave": grave,
            "message.grave": message_grave,
            "best.grave": float(scaled[best, 3]),
            "long*message": message_emergency if len(self.reading.words) > LONG_WORDS else 0.0,
            "best.meaning": float(scaled[best, 2]),
            "dangers": min(dangers, 5) / 2.0,
            "no.danger": float(dangers == 0 and max(self.free) == 0.0),
            "one.danger": float(dangers == 1),
            "whole.alarm": float(scaled[whole, 0]) if whole is not None else alarm,
            "whole.emergency": float(scaled[whole, 1]) if whole is not None else emergency,
            "long*emergency": emergency if len(self.reading.words) > LONG_WORDS else 0.0,
            "long": float(len(self.reading.words) > LONG_WORDS),
            "long*whole": float(scaled[whole, 1]) if whole is not None and len(self.reading.words) > LONG_WORDS else 0.0,
            "long*meaning": meaning if len(self.reading.words) > LONG_WORDS else 0.0,
            "long*free": float(free == 1.0 and len(self.reading.words) > LONG_WORDS),
            "windows": min(len(self.windows), 24) / 12.0,
            "best.whole": float(self.windows[best].whole),
            "best.told_before": float(told_before(self.reading, self.windows[best])),
            "free": float(free == 1.0),
            "free.doubtful": float(free == 0.5),
            "free*emergency": emergency if free == 1.0 else 0.0,
            "strong": float(strong > 0),
            "strong.many": min(strong, 4) / 2.0,
            "strong.quenched": float(strong > 0 and free == 0.0),
            "weak": float(any(name.startswith("weak.") for name in concepts)),
            "words": min(len(self.reading.words), 40) / 20.0,
        }
        out |= {f"in:{cue}": 1.0 for cue in CUES if cue in self.found[best]}
        out |= {f"around:{cue}": 1.0 for cue in around}
        out |= {shape: 1.0 for shape in SHAPES if shape in self.reading.shape}
        return out


NAMES = (
    "alarm", "emergency", "meaning", "message.alarm", "message.emergency", "long*message",
    "grave", "message.grave", "best.grave",
    "best.meaning", "dangers", "no.danger", "one.danger",
    "whole.alarm", "whole.emergency", "long",
    "long*emergency",
    "long*meaning",
    "long*free", "long*whole", "windows", "best.whole", "best.told_before", "free", "free.doubtful",
    "free*emergency", "strong", "strong.many", "strong.quenched", "weak", "words",
    *(f"in:{cue}" for cue in CUES), *(f"around:{cue}" for cue in CUES), *SHAPES,
)  # fmt: skip


LABELS = ("alarm", "emergency", "grave")
"""What is decided of a message, and what the model of whole messages scores."""


class Decision:
    """Chances that a message raises an alarm at all, that it is an emergency, and that it tells of a danger where minutes
    count."""

    def __init__(self, model: LayeredModel) -> None:
        self.model = model
        if model.labels != LABELS or len(model.table) != len(NAMES):
            raise ValueError("the decision weighs what is not measured")

    @classmethod
    def load(cls, path: Path = PATH) -> Decision:
        """Raises `OSError` or `ValueError` for a missing or malformed file."""
        return cls(LayeredModel.load(path))

    def chances(self, numbers: dict[str, float]) -> tuple[float, float, float]:
        """(alarm, emergency, grave), each between 0 and 1."""
        alarm, emergency, grave = self.model.dense(in_order(numbers)[None])[0]
        return float(alarm), float(emergency), float(grave)


def in_order(numbers: dict[str, float]) -> NDArray[np.float64]:
    """The evidence in the order of `NAMES`."""
    return np.array([numbers.get(name, 0.0) for name in NAMES])
