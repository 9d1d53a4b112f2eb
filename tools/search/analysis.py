"""From texts to search terms: folded, stemmed by each language's rules, with the idea a word stands for.

A word gives its Snowball stem (Porter 2001), its first five letters (which serve Turkish as well as a morphological
analyser does: Can et al. 2008, JASIST 59(3)) and the vocabulary's entries it is a word for, the same in every language.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from bm25s import stopwords

from data.load import PACK
from data.schema import LANGUAGES, Language, Word
from tools.stems import bare, stem
from tools.text import fold, words

PREFIX = 5
LONGEST_IDEA = 4
TOLD = 3
"""Words an idea must have to stand for them, so that they are not looked for one by one."""
_FUNCTION = {
    "en": stopwords.STOPWORDS_EN, "tr": stopwords.STOPWORDS_TURKISH, "fr": stopwords.STOPWORDS_FRENCH,
    "ru": stopwords.STOPWORDS_RUSSIAN, "de": stopwords.STOPWORDS_GERMAN, "ar": (),
}  # fmt: skip
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_LATIN: tuple[Language, ...] = ("en", "tr", "fr", "de")


def languages_of(text: str) -> tuple[Language, ...]:
    """The languages a text may be in, by its letters: a traveller's declared language need not be that of the question."""
    if _CYRILLIC.search(text):
        return ("ru",)
    return ("ar",) if _ARABIC.search(text) else _LATIN


def stems(text: str) -> list[str]:
    """The truncated words of a text, without clitics: Turkish suffixes after an apostrophe, the Arabic article."""
    return [bare(word)[:PREFIX] for word in words(fold(text))]


def _folded(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(w for text in listed for w in words(fold(text)))


class Analyzer:
    """`index` and `query` give terms that meet: what an entry says in one language and a question asks in another."""

    def __init__(self, vocabulary: Iterable[Word], asking: Path = PACK / "vocabulary" / "common.json") -> None:
        """`asking` lists, by language, the words of asking ("show me", "worth a visit"), which tell nothing."""
        self._ideas: dict[Language, dict[tuple[str, ...], list[str]]] = {language: defaultdict(list) for language in LANGUAGES}
        forms: set[tuple[str, Language]] = set()
        for word in vocabulary:
            for language in LANGUAGES:
                for form in (word.name.in_(language), *word.aliases.get(language, ()), *word.asks.get(language, ())):
                    forms.add((fold(form), language))
                    key = tuple(stem(w, language) for w in words(fold(form)))
                    known = self._ideas[language][key]
                    if word.id not in known:
                        known.append(word.id)
        own: Mapping[str, Sequence[str]] = json.loads(asking.read_bytes())
        self.common: dict[Language, frozenset[str]] = {
            language: frozenset(w for w in _folded(_FUNCTION[language]) if (w, language) not in forms) | _folded(own[language])
            for language in LANGUAGES
        }
        """Function words, unless the vocabulary knows them for something else ("été"), and the words of asking."""
        self._common_latin = frozenset().union(*(self.common[language] for language in _LATIN))

    def index(self, text: str, language: Language) -> list[str]:
        """The terms of a sentence that is known to be in a language."""
        found = words(fold(text))
        terms = [t for w in found if w not in self.common[language] for t in (bare(w)[:PREFIX], f"${stem(w, language)}")]
        return terms + self._ideas_in(found, language)

    def name(self, text: str) -> list[str]:
        """The terms of a name, whose every word counts, in a language nobody stated."""
        return [t for w in words(fold(text)) for t in self._word(w, languages_of(w))]

    def query(self, text: str, spell: Callable[[str], str] = str) -> list[list[str]]:
        """The terms of each word of a question, and of the ideas that several words name together.

        Function words are left out, unless there are no others. `spell` mends a word nobody knows.
        """
        languages = languages_of(text)
        found = words(fold(text))
        asked = self.content(found, languages) or found
        mended = {w: spell(w) for w in asked}
        groups = [[*self._word(mended[w], languages), *self._ideas_of([mended[w]], languages)] for w in asked]
        said = {idea for group in groups for idea in group}
        together = self._ideas_of([mended.get(w, w) for w in found], languages, shortest=2)
        told = self._told_together([mended.get(w, w) for w in found], languages)
        groups = [group for w, group in zip(asked, groups, strict=True) if mended[w] not in told]
        return [*groups, *([idea] for idea in together if idea not in said or told)]

    def _told_together(self, found: Sequence[str], languages: Sequence[Language]) -> set[str]:
        """The words that several of them together are an idea for: "animal" and "products" of "no animal products"."""
        told: set[str] = set()
        for language in languages:
            known, stemmed = self._ideas[language], [stem(w, language) for w in found]
            for size in range(LONGEST_IDEA, TOLD - 1, -1):
                for first in range(len(stemmed) - size + 1):
                    if tuple(stemmed[first : first + size]) in known:
                        told.update(found[first : first + size])
        return told

    def content(self, found: Sequence[str], languages: Sequence[Language]) -> list[str]:
        """The folded words that say what is looked for."""
        common = self._common_latin if len(languages) > 1 else self.common[languages[0]]
        return [w for w in found if w not in common and bare(w) not in common]

    @staticmethod
    def _word(word: str, languages: Sequence[Language]) -> list[str]:
        return [bare(word)[:PREFIX], *dict.fromkeys(f"${stem(word, language)}" for language in languages)]

    def _ideas_of(self, found: Sequence[str], languages: Sequence[Language], shortest: int = 1) -> list[str]:
        return list(dict.fromkeys(idea for language in languages for idea in self._ideas_in(found, language, shortest)))

    def _ideas_in(self, found: Sequence[str], language: Language, shortest: int = 1) -> list[str]:
        known, stemmed = self._ideas[language], [stem(w, language) for w in found]
        return [
            f"@{idea}"
            for size in range(LONGEST_IDEA, shortest - 1, -1)
            for first in range(len(stemmed) - size + 1)
            for idea in known.get(tuple(stemmed[first : first + size]), ())
        ]
