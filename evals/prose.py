"""Does a text read as the language it claims to be? By script and commonest words, not by the program's own detector."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from data.schema import Language
from tools.results import Weekday
from tools.text import fold

_FOLDER = Path(__file__).parent / "data" / "prose"
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"https?://\S+|“[^”]*”|«[^»]*»|„[^“]*“")
"""Addresses and quotations: a phrase in another language is quoted, not spoken."""


@cache
def _read(name: str) -> Any:
    return json.loads((_FOLDER / name).read_text(encoding="utf-8"))


def seems(text: str, language: Language) -> bool:
    """Most letters of the language's script, or more of its commonest words than of any other language's."""
    text = _FOREIGN.sub(" ", text)
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return True
    arabic = sum("\u0600" <= c <= "\u06ff" for c in letters) / len(letters)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in letters) / len(letters)
    if language == "ar":
        return arabic > 0.5
    if language == "ru":
        return cyrillic > 0.5
    if arabic + cyrillic > 0.4:
        return False
    common: dict[str, list[str]] = _read("words.json")
    words = [w.lower() for w in _WORD.findall(text.replace("İ", "i").replace("I", "ı") if language == "tr" else text)]
    counts = {code: sum(w in set(listed) for w in words) for code, listed in common.items()}
    return counts[language] == max(counts.values())


def weekday_named(text: str, day: Weekday, language: Language) -> bool:
    """Whether the text names the day of the week, in any inflection."""
    folded = fold(text)
    return any(fold(stem) in folded for stem in _read("weekdays.json")[language][day])
