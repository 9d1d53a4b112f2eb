"""Which of the six languages a message is written in, even when it is two words long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from data.schema import Language
from graph.linear import LinearModel, grams

ARTEFACT = Path(__file__).parent / "language.model"
_ARABIC = re.compile("[\u0621-\u064a]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
_DIGITS_INSIDE = re.compile(r"(?<![^\W_])(?:[a-z]+[23567][a-z]+|[37][a-z]{2,}|[a-z]{2,}[37])(?![^\W_])", re.IGNORECASE)
_TURKISH_LETTERS = re.compile("[ığşİĞŞ]")
_GERMAN_LETTERS = re.compile("[ßäÄ]")
_FRENCH_LETTERS = re.compile("[èêàùœÈÊÀ]")


@dataclass(frozen=True)
class Guess:
    """`certainty` in 0–1; below 0.5 the message says too little."""

    language: Language
    certainty: float


@dataclass(frozen=True)
class LanguageDetector:
    model: LinearModel

    @classmethod
    def load(cls, artefact: Path = ARTEFACT) -> LanguageDetector:
        return cls(LinearModel.load(artefact))

    @staticmethod
    def by_script(text: str) -> Language | None:
        """Arabic or Russian where their letters prevail."""
        if text.isascii():
            return None
        arabic, cyrillic, latin = (len(p.findall(text)) for p in (_ARABIC, _CYRILLIC, _LATIN))
        if arabic > cyrillic and arabic * 2 >= latin:
            return "ar"
        return "ru" if cyrillic and cyrillic * 2 >= latin else None

    def guess(self, text: str) -> Guess | None:
        """The language of a text from which place names have been taken out; None when nothing is left to judge."""
        if script := self.by_script(text):
            return Guess(script, 1.0)
        if not _LATIN.search(text):
            return None
        margins = self.model.margins([*grams(text), *letters(text)])
        odds = np.exp(margins - margins.max())
        best = int(odds.argmax())
        return Guess(cast(Language, self.model.labels[best]), float(odds[best] / odds.sum()))


def letters(text: str) -> list[str]:
    """Letters that folding takes away but only some languages have."""
    marks = (("tr", _TURKISH_LETTERS), ("de", _GERMAN_LETTERS), ("fr", _FRENCH_LETTERS))
    found = [f"x:letters:{name}" for name, pattern in marks if pattern.search(text)]
    return [*found, "x:digits inside"] if _DIGITS_INSIDE.search(text) else found
