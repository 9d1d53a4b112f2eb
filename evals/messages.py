"""The labelled messages of `data/signals`. Only the locked part is read here: training never sees it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from data.schema import LANGUAGES, Language
from evals.cases import DATA, rows

FOLDER = DATA / "signals"


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    text: str
    signals: frozenset[str]
    split: str


@dataclass(frozen=True)
class Message:
    id: str
    text: str
    language: Language
    signals: frozenset[str]

    @property
    def is_short(self) -> bool:
        """Three words or fewer."""
        return len(self.text.split()) <= 3


def locked(folder: Path = FOLDER) -> list[Message]:
    """The locked messages of every language that has a file."""
    found = []
    for language in LANGUAGES:
        file = folder / f"{language}.jsonl"
        if file.exists():
            read = (_Row.model_validate_json(row) for row in rows(file))
            found += [Message(r.id, r.text, language, r.signals - {"emergency"}) for r in read if r.split == "locked"]
    return found
