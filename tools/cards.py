"""The emergency cards: fixed, reviewed text from `data/emergency`, checked when loaded, never generated.

`Cards.load()` reads every file once, at start; `Cards.card()` is a lookup and touches no disk.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from data.schema import LANGUAGES, Language, Line, Slug, Strict, Text
from tools.results import Card
from tools.text import clean

DATA = Path(__file__).resolve().parents[1] / "data" / "emergency"
PLACE_SLOT = "{place}"
FALLBACK_KIND = "general"
MAX_PLACE_CHARACTERS = 120

Number = Literal["112", "114", "187"]
Steps = Annotated[list[Line], Field(min_length=3, max_length=6)]


class CardSource(Strict):
    """Where a card's advice comes from: a row of `data/sources.json`, its edition, and the day it was checked."""

    source: Slug
    version: Line
    as_of: date


class StepTexts(Strict):
    en: Steps
    tr: Steps
    fr: Steps
    ru: Steps
    de: Steps
    ar: Steps

    def in_(self, language: Language) -> list[str]:
        return list(getattr(self, language))


class CardText(Strict):
    """One kind of emergency. `show_in_turkish` ends in the place slot, filled by a sentence of its own."""

    kind: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
    numbers: Annotated[list[Number], Field(min_length=1)]
    sources: Annotated[list[CardSource], Field(min_length=1)]
    show_in_turkish: Line
    title: Text
    steps: StepTexts

    @model_validator(mode="after")
    def complete(self) -> CardText:
        if self.numbers[0] != "112":
            raise ValueError("112 comes first")
        if self.show_in_turkish.count(PLACE_SLOT) != 1:
            raise ValueError("show_in_turkish needs one place slot")
        if len({len(self.steps.in_(language)) for language in LANGUAGES}) != 1:
            raise ValueError("every language has the same steps")
        return self


class TurkishSentences(Strict):
    """Sentences every Turkish block shares."""

    place: Line
    no_place: Line
    no_turkish: Line


class Shared(Strict):
    numbers: dict[Number, Text]
    turkish: TurkishSentences


class Cards:
    """All cards, by kind."""

    def __init__(self, texts: dict[str, CardText], shared: Shared) -> None:
        if FALLBACK_KIND not in texts:
            raise ValueError(f"no card of kind {FALLBACK_KIND}")
        self.texts = texts
        self.shared = shared

    @classmethod
    def load(cls, folder: Path = DATA) -> Cards:
        """Reads and checks every card. Raises `OSError` or `ValueError` for a missing or malformed file."""
        texts: dict[str, CardText] = {}
        for path in sorted((folder / "cards").glob("*.json")):
            text = CardText.model_validate_json(path.read_bytes())
            if text.kind != path.stem:
                raise ValueError(f"{path.name} holds the card of {text.kind}")
            texts[text.kind] = text
        return cls(texts, Shared.model_validate(json.loads((folder / "shared.json").read_bytes())))

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.texts)

    def title(self, kind: str | None, language: Language) -> str:
        return self._text(kind).title.in_(language)

    def card(self, kind: str | None, language: Language, place: str | None = None) -> Card:
        """The card of a kind in a language; an unknown kind gets the general one. Never raises.

        `place` is the nearest landmark and district as a person would read them out ("Galata Kulesi yakını, Beyoğlu").
        """
        text = self._text(kind)
        return Card(
            kind=text.kind,
            numbers=[Card.Number(number=n, label=self.shared.numbers[n].in_(language)) for n in text.numbers],
            steps=text.steps.in_(language),
            show_in_turkish=self._turkish(text, language, place),
        )

    def _text(self, kind: str | None) -> CardText:
        return self.texts.get(kind or FALLBACK_KIND, self.texts[FALLBACK_KIND])

    def _turkish(self, text: CardText, language: Language, place: str | None) -> str:
        known = clean(place or "")[:MAX_PLACE_CHARACTERS].rstrip(" .,;")
        turkish = self.shared.turkish
        where = turkish.place.replace(PLACE_SLOT, known) if known else turkish.no_place
        block = text.show_in_turkish.replace(PLACE_SLOT, where)
        return block if language == "tr" else f"{block} {turkish.no_turkish}"


@cache
def _loaded() -> Cards:
    return Cards.load()


def card(kind: str | None, language: Language, place: str | None = None) -> Card:
    """`Cards.card` on the packed cards, read on first use; call it once at start to keep the disk off the path."""
    return _loaded().card(kind, language, place)
