"""The labelled messages and dialogues of `data/understanding`.

Half of the messages and dialogues are `locked`: whoever mends the program reads only the failures of the open half.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from data.schema import LANGUAGES, Language
from evals.cases import DATA, rows

FOLDER = DATA / "understanding"


class _Case(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str

    @property
    def language(self) -> Language:
        return next(code for code in LANGUAGES if self.id.startswith(f"{code}-"))


class Constrained(_Case):
    """A message and every constraint it holds, in the contract's terms."""

    text: str
    constraints: dict[str, Any]
    split: Literal["open", "locked"]


class Named(_Case):
    """A message and the usual Turkish names of all it names; those it `may` name are neither asked for nor wrong."""

    text: str
    names: frozenset[str]
    may: frozenset[str] = frozenset()
    split: Literal["open", "locked"]


class Expected(BaseModel):
    """What the last turn of a dialogue must hold.

    `refers_to` is a name, or `#n` for the n-th place shown before (`#-1` the last one); `entity` a name it names itself.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    refers_to: str | None = None
    entity: str | None = None
    signals: list[str] = []
    constraints: dict[str, Any] = {}


class Dialogue(_Case):
    turns: list[str]
    expect: Expected
    split: Literal["open", "locked"]


class Lasting(_Case):
    """A first turn whose constraints must still hold in the eighth."""

    turns: list[str]
    constraints: dict[str, Any]


Case = TypeVar("Case", bound=_Case)


def read(name: str, kind: type[Case], folder: Path = FOLDER) -> Iterator[Case]:
    """The cases of a set in all languages. Raises `ValidationError` for one that says what nothing checks."""
    for language in LANGUAGES:
        yield from (kind.model_validate_json(row) for row in rows(folder / f"{name}-{language}.jsonl"))
