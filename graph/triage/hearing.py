"""What a message after a card is about: a small linear model over its letters, the reviewed patterns, and the everyday ideas.

The patterns alone know what their writers thought of; "found her, she was at the kiosk, thank god" is heard by what it shares
with other good news, in any of the six languages.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from graph.everyday import close
from graph.linear import LinearModel, grams, laid_out
from graph.triage.features import Reading

ARTEFACT = Path(__file__).parent / "hearing.npz"
BLOCKS = ((2**14, 1.0), (2**12, 2.0), (2**12, 2.0), (2**14, 1.5), (2**14, 1.5))
"""Columns and stress of each block: n-grams, marks, ideas, ideas close together, ideas with the kind and the patterns."""
COLUMNS = sum(columns for columns, _ in BLOCKS)
NOTHING = "nothing"
"""The label of a message that does not speak of the emergency."""


def blocks(text: str, reading: Reading, found: Collection[str], kind: str) -> tuple[list[str], ...]:
    """The feature strings of each block. `found` are the reviewed patterns that matched, `kind` that of the emergency."""
    marks = [f"kind:{kind}", *sorted(found), *(f"c:{name}" for name in reading.concepts), *reading.shape]
    ideas = sorted({idea for found in reading.ideas for idea in found})
    near = [f"{a}&{b}" for a, b in close(reading.ideas)]
    told = [f"{mark}&{idea}" for idea in ideas for mark in (f"kind:{kind}", *sorted(found))]
    return grams(text), marks, [str(idea) for idea in ideas], near, told


class Hearing:
    """Thread-safe once built."""

    def __init__(self, model: LinearModel) -> None:
        self.model = model

    @classmethod
    def load(cls, path: Path = ARTEFACT) -> Hearing:
        """Raises `OSError` or `ValueError`."""
        model = LinearModel.load(path)
        if model.buckets != COLUMNS:
            raise ValueError("the follow-up model hears what is not laid out")
        return cls(model)

    def chances(self, text: str, reading: Reading, found: Collection[str], kind: str) -> dict[str, float]:
        """The calibrated probability of every intent."""
        return self.model.chances(laid_out(blocks(text, reading, found, kind), BLOCKS))
