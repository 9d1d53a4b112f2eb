"""Conversations somebody wrote for this set: the traveller's messages, what each must bring, and at times a model's replies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from data.schema import LANGUAGES, Language
from evals.cases import rows
from evals.recorded.cases import FOLDER, Wanted
from tools.results import Location

SCRIPTS = FOLDER / "scripts"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Line(Strict):
    """`minutes` after the message before. `model`: replies of the scripted endpoint, as `evals.endpoint` reads them."""

    text: str
    minutes: float = 1.0
    location: Location | None = None
    expect: Wanted = Wanted()
    model: list[dict[str, Any]] = []


class Script(Strict):
    """`declared`: the page said its language with every message."""

    id: str
    language: Language
    start: AwareDatetime
    declared: bool = True
    turns: list[Line] = Field(min_length=3, max_length=8)


def scripts(folder: Path = SCRIPTS) -> list[Script]:
    """Every script. Raises `ValidationError` for one that cannot be played."""
    return [
        Script.model_validate_json(row)
        for language in LANGUAGES
        if (folder / f"{language}.jsonl").exists()
        for row in rows(folder / f"{language}.jsonl")
    ]
