"""Names that stand for two places far apart ("Topkapı", "the airport"), and what tells which of them is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from data.schema import Language
from tools.text import fold, words

FILE = Path(__file__).parent / "namesakes.json"
FAMILY = "which"
"""The family of an id that leaves open which place is meant: `which:airport`."""


class Choice(BaseModel):
    """One of the places. `told_by` are ids that tell it in the question; `words` are beginnings of words that pick it when
    asked, `alone` words that do so only by themselves, because they are ordinary ones elsewhere ("ist", "saw").
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    label: dict[Language, str]
    told_by: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def stems(self) -> tuple[str, ...]:
        """The beginnings of words, folded, without the Arabic article."""
        return tuple(fold(word).removeprefix("ال") for word in self.words)


class Namesake(BaseModel):
    """A shared name; the likeliest choice comes first."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    names: tuple[str, ...]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]

    @property
    def key(self) -> str:
        """The id that leaves the choice open."""
        return f"{FAMILY}:{self.id}"

    def told(self, ids: Iterable[str]) -> Choice | None:
        """The only choice that these ids name or tell."""
        given = set(ids)
        found = [c for c in self.choices if c.id in given or given.intersection(c.told_by)]
        return found[0] if len(found) == 1 else None

    def picked(self, text: str, ids: Iterable[str]) -> Choice | None:
        """The only choice that an answer to the question picks, by ids or in words; None when it picks none or several."""
        if told := self.told(ids):
            return told
        given = [word.removeprefix("ال") for word in words(fold(text))]
        found = [c for c in self.choices if len(given) == 1 and given[0] in c.alone]
        found = found or [c for c in self.choices if any(word.startswith(c.stems) for word in given)]
        return found[0] if len(found) == 1 else None


@cache
def every() -> dict[str, Namesake]:
    """Every shared name by its id that leaves the choice open."""
    rows = TypeAdapter(list[Namesake]).validate_json(FILE.read_bytes())
    return {row.key: row for row in rows}


@cache
def _by_name() -> dict[str, Namesake]:
    return {" ".join(words(fold(name))): row for row in every().values() for name in row.names}


def of(name: Sequence[str], target_id: str) -> Namesake | None:
    """The shared name that the folded words `name` are, when they were taken for its likeliest choice."""
    found = _by_name().get(" ".join(name))
    return found if found and found.choices[0].id == target_id else None
