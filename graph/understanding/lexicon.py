"""Words that carry meaning, per language, from `lexicon/<language>.json`.

A term is matched on folded text. `*` at the end of a word stands for any ending, alone for any word. Arabic terms may
carry the conjunction, a preposition and the article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from data.schema import LANGUAGES, Language
from tools.text import fold

FOLDER = Path(__file__).parent / "lexicon"
_ARABIC_PREFIX = "(?:[وف]?(?:ال|لل|[بلك](?:ال)?)?)"


def compiled(terms: Iterable[str], language: Language) -> re.Pattern[str]:
    """One pattern for all terms, longest first; matches nothing when there are none."""
    alternatives = []
    for term in sorted((t for t in terms if t), key=len, reverse=True):
        words = [r"\S+" if word == "*" else _word(word) for word in term.split()]
        alternatives.append(r"\s+".join(words))
    if not alternatives:
        return re.compile(r"(?!)")
    prefix = _ARABIC_PREFIX if language == "ar" else ""
    return re.compile(rf"(?<!\w){prefix}(?:{'|'.join(alternatives)})(?!\w)")


def _word(word: str) -> str:
    stem = word.rstrip("*")
    return re.escape(fold(stem)) + (r"[\w']*" if word.endswith("*") else "")


@dataclass(frozen=True)
class Lexicon:
    """The lexicon of one language: `group("diet")` maps names to patterns, `any_of("here")` is a single pattern."""

    language: Language
    raw: dict[str, Any]

    @cached_property
    def _groups(self) -> dict[str, dict[str, re.Pattern[str]]]:
        return {
            key: {name: compiled(terms, self.language) for name, terms in value.items()}
            for key, value in self.raw.items()
            if isinstance(value, dict) and key != "numbers"
        }

    @cached_property
    def _lists(self) -> dict[str, re.Pattern[str]]:
        return {key: compiled(value, self.language) for key, value in self.raw.items() if isinstance(value, list)}

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {fold(word): int(value) for word, value in self.raw["numbers"].items()}

    @cached_property
    def _first(self) -> dict[str, frozenset[str]]:
        return {
            key: frozenset(fold(term) for term in value) for key, value in self.raw.items() if key.endswith(("_before", "_suffix"))
        }

    def group(self, name: str) -> dict[str, re.Pattern[str]]:
        return self._groups[name]

    def any_of(self, name: str) -> re.Pattern[str]:
        return self._lists[name]

    def terms(self, name: str) -> frozenset[str]:
        """The folded terms of a `…_before` or `…_suffix` list."""
        return self._first[name]

    def found(self, group: str, folded: str) -> list[str]:
        """Names of a group that occur, in file order."""
        return [name for name, pattern in self._groups[group].items() if pattern.search(folded)]


def load(folder: Path = FOLDER) -> dict[Language, Lexicon]:
    """All six lexicons. Raises `OSError` or `ValueError` when one is missing or broken."""
    return {
        language: Lexicon(language, json.loads((folder / f"{language}.json").read_text(encoding="utf-8")))
        for language in LANGUAGES
    }
