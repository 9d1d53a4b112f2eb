"""The questions of `data/answers`, and what their answers must hold. The cases are fixed: answers are mended, not cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from data.schema import LANGUAGES, Diet, Language
from tools.results import Location, Mode, Weekday

DATA = Path(__file__).parent / "data"
ANSWERS = DATA / "answers"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(Strict):
    """Particular facts. `says`: at least one of these strings is in the text, compared without case and diacritics.

    `closed_on`: one of the expected places is closed on that day, and the text names the day; with `closed_today` it need not.
    """

    closed_on: Weekday | None = None
    closed_today: bool = False
    says: list[str] = []
    constraints: dict[str, Any] = {}
    diet_never_no: list[Diet] = []
    modes_any: list[Mode] = []
    modes_none: list[Mode] = []
    lines_any: list[str] = []
    route_step_free: list[Literal["yes", "no", "unknown"]] = []
    goes_to: Annotated[str | None, Field(description="Part of the destination's id or folded name")] = None
    weather: bool = False
    events_min: int = 0
    event_ids: list[str] = []
    map: bool = False
    map_near: Annotated[list[float] | None, Field(description="lat, lon, metres", min_length=3, max_length=3)] = None
    card_number: str | None = None


class Expect(Strict):
    """What an answer's structure must hold. A key that is absent is not checked; `signals_not: ["*"]` is no signal at all.

    `tools`, `kinds`, `ids` and `signals_any` ask for at least one; `kinds` may name a family: sight, gem, eatery, shop,
    night, stay. `emergency` null is none; several kinds are separated by `|`.
    """

    language: Language
    signals: list[str] = []
    signals_any: list[str] = []
    signals_not: list[str] = []
    tools: list[str] = []
    kinds: list[str] = []
    ids: list[str] = []
    not_ids: list[str] = []
    min_places: int = 0
    sources: bool = False
    route: bool = False
    emergency: str | None = None
    fact: Fact = Fact()


class Case(Strict):
    """`declare`: the client says which language it wants, rather than leaving it to be detected."""

    id: str
    text: str
    language: Language
    declare: bool
    location: Location | None = None
    expect: Expect


def rows(file: Path) -> Iterator[str]:
    """The lines of a JSON Lines file."""
    return (row for row in file.read_text(encoding="utf-8").splitlines() if row.strip())


def answers(folder: Path = ANSWERS) -> list[Case]:
    """Every question. Raises `ValidationError` for a case that says what nothing checks."""
    return [Case.model_validate_json(row) for language in LANGUAGES for row in rows(folder / f"{language}.jsonl")]
