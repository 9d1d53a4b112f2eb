"""The stems of words in the six languages, by the Snowball rules (Porter 2001)."""

from __future__ import annotations

from functools import lru_cache

import Stemmer

from data.schema import Language
from tools import arabic

_SNOWBALL: dict[Language, str] = {
    "en": "english", "tr": "turkish", "fr": "french", "ru": "russian", "de": "german", "ar": "arabic",
}  # fmt: skip
_STEMMERS = {language: Stemmer.Stemmer(name) for language, name in _SNOWBALL.items()}
LONGEST = 40
"""Letters from which a word's stem is not remembered."""


def bare(word: str) -> str:
    """A folded word without a leading French article, a Turkish suffix after an apostrophe or the Arabic article."""
    word = word.partition("'")[2] if word[1:2] == "'" else word.partition("'")[0]
    for article in arabic.ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 2:
            return word[len(article) :]
    return word


def stem(word: str, language: Language) -> str:
    """The stem of a folded word, by the language's rules."""
    return _remembered(word, language) if len(word) <= LONGEST else _stemmed(word, language)


def _stemmed(word: str, language: Language) -> str:
    return str(_STEMMERS[language].stemWord(bare(word)))


_remembered = lru_cache(maxsize=65_536)(_stemmed)
