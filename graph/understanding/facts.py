"""What a message says of the travellers that holds on, however it is worded: "peanuts could kill my son", "my knees don't do
stairs", "cep delik", "my wife and I", "dad has just wired us money".

The lexicon knows the standard words (`cues.py`); a linear model over what the signal detector sees, and over what the lexicon
found, hears the rest and takes back what was found in passing ("what is halal exactly"). Every label is a fact, or one that no
longer holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np

from data.schema import Diet
from graph.linear import LinearModel, Vector, vector
from graph.understanding import signals
from graph.understanding.cues import Cues
from graph.understanding.model import BudgetLevel

ARTEFACT = Path(__file__).parent / "facts.model"
DIETS: tuple[Diet, ...] = get_args(Diet)
LEVELS: tuple[BudgetLevel, ...] = get_args(BudgetLevel)
COUNTED, PAIR, ALONE = "party", "party:2", "party:1"
DROPPED = ("diet", "budget", "step_free", "with_children")
LABELS = (
    *(f"diet:{diet}" for diet in DIETS), *(f"budget:{level}" for level in LEVELS), "step_free", "with_children",
    COUNTED, PAIR, ALONE, *(f"drop:{slot}" for slot in DROPPED),
)  # fmt: skip
"""`party`: a number says how many they are; `party:2` and `party:1`: without one."""
SAID = (2**11, 2.0)
"""Columns and stress of the block of what the lexicon found."""
COLUMNS = signals.COLUMNS + SAID[0]
HEARD = 0.6
"""Chance from which a fact is heard that the lexicon does not know."""
NAMED = 0.7
"""The same where the food is named that the diet is without: "where to eat fish" is no allergy."""
PASSING = 0.08
"""Chance below which what the lexicon found is taken for something said in passing."""
_WITHOUT = {"seafood": "diet:seafood_free"}
"""What a cuisine offers that a diet is without."""
_COVERED: dict[str, frozenset[str]] = {"vegan": frozenset({"vegetarian", "lactose_free", "seafood_free"})}
"""What a diet holds within itself."""


def said(cues: Cues) -> list[str]:
    """The facts the lexicon found, by label."""
    found = [f"diet:{diet}" for diet in cues.diet]
    found += [f"budget:{cues.budget}"] if isinstance(cues.budget, str) else ["budget:sum"] if cues.budget else []
    found += [name for name in ("step_free", "with_children") if getattr(cues, name)]
    found += [COUNTED] if cues.party_size else []
    return found + [f"drop:{slot}" for slot in cues.drop]


def seen(message: Vector, found: Sequence[str]) -> Vector:
    """What the model sees: the signal detector's columns and values, and the facts `found` by the lexicon."""
    columns, stress = SAID
    index, value = vector([*found, *(f"{a}&{b}" for a in found for b in found if a < b)], columns)
    return np.concatenate([message[0], index + signals.COLUMNS]), np.concatenate([message[1], value * np.float32(stress)])


@dataclass(frozen=True)
class FactsModel:
    model: LinearModel

    @classmethod
    def load(cls, artefact: Path = ARTEFACT) -> FactsModel:
        """Raises `OSError` or `ValueError`."""
        model = LinearModel.load(artefact)
        if model.labels != LABELS or model.buckets != COLUMNS:
            raise ValueError("the model of facts has other labels or columns")
        return cls(model)

    def chances(self, message: Vector, cues: Cues) -> dict[str, float]:
        """The probability of every label. `message` is what the signal detector sees."""
        return self.model.chances(seen(message, said(cues)))


def hear(cues: Cues, chances: Mapping[str, float], number: int | None, cuisines: Iterable[str]) -> None:
    """Puts the facts heard into the cues and takes out those said in passing. `number` is the one number of the message that
    may count people, if it has one; `cuisines` are those it names."""
    without = {_WITHOUT.get(cuisine) for cuisine in cuisines}
    heard = {label for label, chance in chances.items() if chance >= (NAMED if label in without else HEARD)}
    if "pork" in cues.avoid:
        heard.discard("diet:halal")  # who eats no pork may well drink
    passing = {label for label, chance in chances.items() if chance < PASSING}
    told = {label.partition(":")[0] for label in (*said(cues), *heard) if not label.startswith("drop:")}
    cues.drop += [slot for slot in DROPPED if f"drop:{slot}" in heard and slot not in told and slot not in cues.drop]
    diets = [diet for diet in cues.diet if f"diet:{diet}" not in passing]
    diets += [diet for diet in DIETS if f"diet:{diet}" in heard and diet not in diets]
    covered = {other for diet in diets for other in _COVERED.get(diet, ())}
    cues.diet = [diet for diet in diets if diet not in covered and "diet" not in cues.drop]
    for slot in ("step_free", "with_children"):
        there = getattr(cues, slot) and slot not in passing
        setattr(cues, slot, (there or slot in heard) and slot not in cues.drop)
    if isinstance(cues.budget, str) and f"budget:{cues.budget}" in passing:
        cues.budget = None
    if cues.budget is None and "budget" not in cues.drop:
        levels = [level for level in LEVELS if f"budget:{level}" in heard]
        cues.budget = max(levels, key=lambda level: chances[f"budget:{level}"], default=None)
    if cues.party_size is not None and chances[COUNTED] < PASSING:
        cues.party_size = None
    if cues.party_size is None:
        cues.party_size = number if COUNTED in heard and number else 2 if PAIR in heard else 1 if ALONE in heard else None
