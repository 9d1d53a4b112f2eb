"""How far an answer can be relied on, from what was missing: the one place where names become levels.

1 full. 2 partial: something optional is down, and the answer says so. 3 minimal: the catalogue or the store is down, or
nothing that was looked up answered. 4 emergency: nothing could be written; fixed texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.answer import Degradation
from tools.results import Artifact, Missing

_LEVELS = {"catalogue": 3, "store": 3, "composer": 4}
"""Levels of what is more than optional. All else is 2."""


def of_names(unavailable: Iterable[str], least: int = 1) -> Degradation:
    """The level that follows from what is unavailable, at least `least`."""
    names = sorted(set(unavailable))
    return Degradation.of(max([least, *(_LEVELS.get(name, 2) for name in names)]), names)


def of_turn(artifacts: Sequence[Artifact], missing: Iterable[str] = ()) -> Degradation:
    """The level of a turn, from what it asked for: a service it did not need may be down without harm."""
    nothing = bool(artifacts) and all(isinstance(a, Missing) for a in artifacts)
    return of_names({*missing, *(name for a in artifacts for name in a.unavailable)}, 3 if nothing else 1)


def worsened(before: Mapping[str, Any] | None, *names: str, least: int = 1) -> Degradation:
    """The level once more things turn out to be missing."""
    known = Degradation.model_validate(before or {})
    return of_names([*known.unavailable, *names], max(least, known.level))
