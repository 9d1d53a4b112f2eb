"""Which words of a language people use every day, and how often (Speer 2022, wordfreq).

A name is never read out of such a word by repairing its spelling: "куртку" is a jacket, not Kurtköy.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from wordfreq import get_frequency_list

from data.schema import LANGUAGES
from tools.stems import stem
from tools.text import fold


@cache
def frequent(language: str) -> Mapping[str, int]:
    """Words that occur at least once in a million with centibels of their frequency: higher is commoner, 0 is the top."""
    if language not in LANGUAGES:
        return {}
    return {word: -bel for bel, words in enumerate(get_frequency_list(language, "small")) for word in words}


@cache
def folded(language: str) -> frozenset[str]:
    """The frequent words as `fold` has them."""
    return frozenset(map(fold, frequent(language)))


@cache
def stemmed(language: str) -> frozenset[str]:
    """The stems of the frequent words."""
    return frozenset(stem(word, code) for code in LANGUAGES if code == language for word in folded(code))


def lower(surface: str, language: str) -> str:
    """A word as the list has it: in lower case, in Turkish with the dot where it belongs."""
    return (surface.replace("I", "ı").replace("İ", "i") if language == "tr" else surface).lower().replace("’", "'")
