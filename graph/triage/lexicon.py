"""The reviewed word lists of triage, one file a language, and how their patterns are found in a message.

A pattern is a row of items: a word, `stem*` for every word that begins so, `a|b` for either (`a|b_c` where one of them
is two words), `~` for up to three words in between, `@name` for a list named under `macros`. All patterns of all
languages are looked for at once. Each item's positions are the bits of one integer, so matching a pattern is a few shifts
whatever the message repeats.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from data.schema import LANGUAGES, Language, Line, Strict
from graph.triage.ideas import Ideas
from graph.triage.letters import SKELETON_MIN, latin_russian_keys, plain_forms, skeleton
from graph.triage.spelling import written_forms

FOLDER = Path(__file__).resolve().parent / "lexicon"
GAP = "~"
GAP_WORDS = 3
BREAK = GAP_WORDS + 2  # positions left empty between sentences, so that no pattern reaches across
FUZZY_MIN = 6
GUESS_MIN = 5  # letters of a stem that is looked for inside a compound or behind a slip
GUESS_SLACK = 3

STEM_MIN: dict[Language, int] = {"tr": 4}  # from this length on, a word of a danger pattern also stands for its suffixed forms
LATIN_TYPED = ("ru", "ar")  # languages whose words are also typed in Latin letters
MASK = "mask"
EVIDENCE_CHARACTERS = 60
EVERYWHERE = frozenset({"strong.general", "cue.urgent"})  # a cry for help is read in any language

Patterns = list[Annotated[str, Field(min_length=1, max_length=1500)]]


class LexiconFile(Strict):
    """`strong` and `weak` by kind of emergency, `cue` by what a cue says about the sentence, `mask` harmless phrases.

    `common` are words only this language has: where another language's stand and none of these do, its patterns are off.
    """

    language: Language
    common: Patterns
    macros: dict[Line, str]
    strong: dict[Line, Patterns]
    weak: dict[Line, Patterns]
    cue: dict[Line, Patterns]
    mask: Patterns


@dataclass(frozen=True, slots=True)
class Pattern:
    """`items` are ids; `gap[i]` says whether words may stand between item i and the one before it.

    `sees_masked`: whether it may match inside a harmless phrase. `everywhere`: whether it counts in any language.
    """

    concept: str
    text: str
    language: Language
    items: tuple[int, ...]
    needs: frozenset[int]
    gap: tuple[bool, ...]
    sees_masked: bool
    everywhere: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a concept ends (`ends`) and which word positions its matched items cover (`covers`), as bits."""

    concept: str
    pattern: str
    ends: int
    covers: int


@dataclass(frozen=True, slots=True)
class Found:
    """`starts`: the position of each sentence's first word; `ideas`: for each word in order, what it is about."""

    hits: list[Hit]
    starts: list[int]
    ideas: list[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """`items` of patterns, `ideas` with the language of the stem, and the language the word is common in, if any."""

    items: tuple[int, ...]
    ideas: tuple[tuple[int, Language], ...]
    common: Language | None


class _Node:
    """A place in the tree of spellings: what ends here, and what everything that begins so stands for."""

    __slots__ = ("exact", "ideas", "next", "prefix")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.exact: tuple[int, ...] = ()
        self.prefix: tuple[int, ...] = ()
        self.ideas: tuple[tuple[int, Language, int], ...] = ()

    def at(self, form: str) -> _Node:
        node = self
        for letter in form:
            node = node.next.setdefault(letter, _Node())
        return node


def _widen(bits: int) -> int:
    """Positions a following item may have: the next one, or up to `GAP_WORDS` further."""
    one = bits << 1
    return one | one << 1 | one << 2 | one << 3


def _narrow(bits: int) -> int:
    one = bits >> 1
    return one | one >> 1 | one >> 2 | one >> 3


class Lexicon:
    """All patterns, compiled. Read-only once built."""

    def __init__(self, files: Iterable[LexiconFile], ideas: Ideas | None = None) -> None:
        self.concepts: set[str] = set()
        self._items: dict[tuple[str, ...], int] = {}
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._prefix: dict[str, list[int]] = defaultdict(list)
        self._by_anchor: dict[int, list[Pattern]] = defaultdict(list)
        self._masks: dict[int, list[Pattern]] = defaultdict(list)
        self._rank: list[int] = []
        self._common: dict[str, Language] = {}
        for file in files:
            for word in file.common:
                for form in written_forms(word, file.language, False):
                    self._common[form] = file.language
            named = [(f"strong.{k}", v) for k, v in file.strong.items()] + [(f"weak.{k}", v) for k, v in file.weak.items()]
            named += [(f"cue.{k}", v) for k, v in file.cue.items()] + [("mask", file.mask)]
            for concept, patterns in named:
                for text in patterns:
                    self._add(concept, text, file)
        self.idea_names = ideas.names if ideas else ()
        self.dangers = ideas.dangers if ideas else frozenset()
        self.own_ideas = ideas.own if ideas else 0
        self._trie = _Node()
        for form, items in self._exact.items():
            self._trie.at(form).exact = tuple(items)
        for form, items in self._prefix.items():
            self._trie.at(form).prefix = tuple(items)
        for form, number, language, slack in ideas.spellings if ideas else ():
            node = self._trie.at(form)
            node.ideas = (*node.ideas, (number, language, slack))
        self._near = self._deletions()
        self.read_word = lru_cache(maxsize=32768)(self._read_word)

    @classmethod
    @cache
    def load(cls, folder: Path = FOLDER) -> Lexicon:
        """Reads every language's file, once. Raises `OSError` or `ValueError` for a missing or malformed one."""
        files = (json.loads((folder / f"{code}.json").read_bytes()) for code in LANGUAGES)
        return cls((LexiconFile.model_validate(file) for file in files), Ideas.load())

    def _add(self, concept: str, text: str, file: LexiconFile) -> None:
        source = re.sub(r"@(\w+)", lambda m: file.macros[m.group(1)], text)
        for parts in _variants(source.split()):
            self._add_row(concept, text, parts, file.language)

    def _add_row(self, concept: str, text: str, parts: list[str], language: Language) -> None:
        items: list[int] = []
        gaps: list[bool] = []
        gap = False
        for part in parts:
            if part == GAP:
                gap = True
                continue
            choices = part.split("|")
            if concept.startswith("strong."):
                least = STEM_MIN.get(language, 99)
                choices = [c if c.endswith("*") or len(c) < least else c + "*" for c in choices]
            items.append(self._item(choices, language, alone=len(parts) == 1))
            gaps.append(gap)
            gap = False
        if not items or gaps[0] or gap:
            raise ValueError(f"{language}: a pattern begins and ends with a word: {text!r}")
        self.concepts.add(concept)
        pattern = Pattern(
            concept,
            f"{language}:{concept}:{text[:EVIDENCE_CHARACTERS]}",
            language,
            tuple(items),
            frozenset(items),
            tuple(gaps),
            sees_masked=concept.startswith("cue.") or concept == MASK,
            everywhere=concept in EVERYWHERE,
        )
        anchor = max(items, key=lambda i: self._rank[i])
        (self._masks if concept == MASK else self._by_anchor)[anchor].append(pattern)

    def _item(self, choices: list[str], language: Language, alone: bool) -> int:
        key = (language, str(alone and language in LATIN_TYPED), *sorted(choices))
        if key in self._items:
            return self._items[key]
        number = self._items[key] = len(self._items)
        # The rarest item anchors a pattern: fewer choices, longer words.
        self._rank.append(10 * min(len(c) for c in choices) - 5 * len(choices))
        for choice in choices:
            stem = choice.endswith("*")
            for form in written_forms(choice.rstrip("*"), language, alone):
                if not form:
                    raise ValueError(f"{language}: empty word in {choices}")
                table = self._prefix if stem else self._exact
                if number not in table[form]:
                    table[form].append(number)
        return number

    def _deletions(self) -> dict[str, list[str]]:
        near: dict[str, list[str]] = defaultdict(list)
        for word in self._exact:
            if len(word) >= FUZZY_MIN and word[0] != "#":
                for i in range(1, len(word)):
                    near[word[:i] + word[i + 1 :]].append(word)
        return dict(near)

    def _read_word(self, word: str, latin: str, arabizi: bool) -> Word:
        """What a word of a folded text may stand for; `latin` is its key as Russian in Latin letters."""
        forms = list(plain_forms(word))
        if word.isascii():
            forms.append("#r" + latin)
            if arabizi and len(bones := skeleton(word)) >= SKELETON_MIN:
                forms.append("#a" + bones)
        items: set[int] = set()
        ideas: dict[tuple[int, Language], None] = {}
        for form in forms:
            node = self._trie
            size = len(form)
            for depth, letter in enumerate(form, start=1):
                if letter not in node.next:
                    break
                node = node.next[letter]
                items.update(node.prefix)
                for number, language, slack in node.ideas:
                    if size - depth <= slack:
                        ideas[number, language] = None
            else:
                items.update(node.exact)
        if not items and len(word) >= FUZZY_MIN and word.isalpha():
            self._misspelt(word, items)
        if not ideas and len(word) >= GUESS_MIN and word.isalpha() and word not in self._common:
            self._guessed(word, ideas)
        common = self._common.get(word) or (self._common.get("#r" + latin) if word.isascii() else None)
        return Word(tuple(sorted(items)), tuple(ideas), common)

    def _guessed(self, word: str, ideas: dict[tuple[int, Language], None]) -> None:
        """Adds the ideas of a compound's last part ("Nasenbluten"), else of a word one slip away."""
        for at in range(3, len(word) - GUESS_MIN + 1):
            self._ideas_from(word[at:], ideas, GUESS_MIN, ("de",))
            if ideas:
                return
        for at in range(1, len(word)):
            for other in (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
            ):
                self._ideas_from(other, ideas, GUESS_MIN, LANGUAGES)
                if ideas:
                    return

    def _ideas_from(
        self, form: str, ideas: dict[tuple[int, Language], None], least: int, languages: Sequence[Language]
    ) -> None:
        """Adds the ideas whose stem of `least` letters or more begins the form."""
        node = self._trie
        for depth, letter in enumerate(form, start=1):
            if letter not in node.next:
                return
            node = node.next[letter]
            if depth >= least:
                for number, language, slack in node.ideas:
                    if len(form) - depth <= min(slack, GUESS_SLACK) and language in languages:
                        ideas[number, language] = None

    def _misspelt(self, word: str, items: set[int]) -> None:
        """Adds what a word one letter away stands for."""
        for i in range(1, len(word)):
            shorter = word[:i] + word[i + 1 :]
            items.update(self._exact.get(shorter, ()))
            for other in self._near.get(shorter, ()):
                items.update(self._exact[other])
        for other in self._near.get(word, ()):
            items.update(self._exact[other])

    def danger_words(self, words: list[str]) -> int:
        """How many of the words name a harm by themselves."""
        dangers = self.dangers
        return sum(any(idea in dangers for idea, _ in self.read_word(word, "", False).ideas) for word in words)

    def find(self, sentences: list[list[str]], arabizi: bool = False) -> Found:
        """Every concept in the sentences, and for each sentence the position of its first word.

        Masked words (a phrase of `mask`) are invisible to `strong` and `weak` patterns.
        """
        places: dict[int, int] = defaultdict(int)
        starts: list[int] = []
        read: list[Word] = []
        position = 0
        spoken: dict[str, int] = defaultdict(int)
        latin = iter(latin_russian_keys([word for sentence in sentences for word in sentence]))
        for sentence in sentences:
            starts.append(position)
            for text in sentence:
                bit = 1 << position
                word = self.read_word(text, next(latin), arabizi)
                read.append(word)
                for item in word.items:
                    places[item] |= bit
                if word.common:
                    spoken[word.common] += 1
                position += 1
            position += BREAK
        foreign = _not_spoken(spoken)
        hits: list[Hit] = []
        masked = 0
        for item in places.keys() & self._masks.keys():
            for pattern in self._masks[item]:
                if pattern.language not in foreign and (hit := _match(pattern, places, 0)):
                    masked |= hit.covers
                    hits.append(hit)
        present = frozenset(places)
        for item in sorted(present & self._by_anchor.keys()):
            for pattern in self._by_anchor[item]:
                if pattern.language in foreign and not pattern.everywhere:
                    continue
                if pattern.needs <= present and (hit := _match(pattern, places, 0 if pattern.sees_masked else masked)):
                    hits.append(hit)
        ideas = [tuple({number: None for number, language in word.ideas if language not in foreign}) for word in read]
        return Found(hits, starts, ideas)


def _variants(parts: list[str]) -> list[list[str]]:
    """The rows a pattern stands for once choices of several words are written out."""
    rows: list[list[str]] = [[]]
    for part in parts:
        choices = part.split("|")
        single = "|".join(c for c in choices if "_" not in c)
        ways = ([[single]] if single else []) + [c.split("_") for c in choices if "_" in c]
        rows = [row + way for row in rows for way in ways]
    return rows


def _match(pattern: Pattern, places: dict[int, int], masked: int) -> Hit | None:
    """All the pattern's matches at once: bits of where each item may stand, then back to drop the dead ends."""
    visible = ~masked
    reached: list[int] = []
    bits = 0
    for index, item in enumerate(pattern.items):
        at = places.get(item, 0) & visible
        if index:
            at &= _widen(bits) if pattern.gap[index] else bits << 1
        if not at:
            return None
        reached.append(at)
        bits = at
    covers = bits
    for index in range(len(reached) - 1, 0, -1):
        bits = reached[index - 1] & (_narrow(bits) if pattern.gap[index] else bits >> 1)
        covers |= bits
    return Hit(pattern.concept, pattern.text, reached[-1], covers)


def _not_spoken(spoken: dict[str, int]) -> set[str]:
    """Languages of Latin letters whose look-alike words should not be read into a message in another language."""
    return {code for code in ("en", "fr", "de", "ru") if not spoken.get(code) and sum(spoken.values()) >= 2}
