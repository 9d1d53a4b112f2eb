"""The reviewed word lists of triage, one file a language, and how their patterns are found in a message.

A pattern is a row of items: a word, `stem*` for every word that begins so, `a|b` for either (`a|b_c` where one of them
is two words), `~` for up to three words in between, `@name` for a list named under `macros`. All patterns of all languages are looked for at once. Each item's
positions are the bits of one integer, so matching a pattern is a few shifts whatever the message repeats.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from data.schema import LANGUAGES, Language, Line, Strict
from graph.triage.ideas import Ideas
from graph.triage.letters import SKELETON_MIN, latin_russian, plain_forms, skeleton
from graph.triage.spelling import written_forms

FOLDER = Path(__file__).resolve().parent / "lexicon"
GAP = "~"
GAP_WORDS = 3
BREAK = GAP_WORDS + 2  # positions left empty between sentences, so that no pattern reaches across
FUZZY_MIN = 6

STEM_MIN: dict[Language, int] = {"tr": 4}  # from this length on, a word of a danger pattern also stands for its suffixed forms
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
    ideas: list[tuple[str, ...]]


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
        self._lengths = sorted({len(p) for p in self._prefix})
        self._near = self._deletions()
        self.items_of = lru_cache(maxsize=16384)(self._items_of)
        self.ideas_of = lru_cache(maxsize=16384)(ideas.of) if ideas else None

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Lexicon:
        """Reads every language's file. Raises `OSError` or `ValueError` for a missing or malformed one."""
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
            tuple(gaps),
            sees_masked=concept.startswith("cue.") or concept == MASK,
            everywhere=concept in EVERYWHERE,
        )
        anchor = max(items, key=lambda i: self._rank[i])
        (self._masks if concept == MASK else self._by_anchor)[anchor].append(pattern)

    def _item(self, choices: list[str], language: Language, alone: bool) -> int:
        key = (language, str(alone), *sorted(choices))
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

    def _lookup(self, form: str, found: set[int]) -> None:
        if form in self._exact:
            found.update(self._exact[form])
        size = len(form)
        for length in self._lengths:
            if length > size:
                break
            hit = self._prefix.get(form[:length])
            if hit:
                found.update(hit)

    def _items_of(self, word: str, arabizi: bool) -> tuple[int, ...]:
        """The items a word of a folded text may stand for."""
        found: set[int] = set()
        for form in plain_forms(word):
            self._lookup(form, found)
        if word.isascii():
            self._lookup("#r" + latin_russian(word), found)
            if arabizi:
                bones = skeleton(word)
                if len(bones) >= SKELETON_MIN:
                    self._lookup("#a" + bones, found)
        if not found and len(word) >= FUZZY_MIN and word.isalpha():
            for i in range(1, len(word)):
                shorter = word[:i] + word[i + 1 :]
                found.update(self._exact.get(shorter, ()))
                for other in self._near.get(shorter, ()):
                    found.update(self._exact[other])
            for other in self._near.get(word, ()):
                found.update(self._exact[other])
        return tuple(sorted(found))

    def find(self, sentences: list[list[str]], arabizi: bool = False) -> Found:
        """Every concept in the sentences, and for each sentence the position of its first word.

        Masked words (a phrase of `mask`) are invisible to `strong` and `weak` patterns.
        """
        places: dict[int, int] = defaultdict(int)
        starts: list[int] = []
        position = 0
        spoken: dict[str, int] = defaultdict(int)
        for sentence in sentences:
            starts.append(position)
            for word in sentence:
                bit = 1 << position
                language = self._common.get(word) or (self._common.get("#r" + latin_russian(word)) if word.isascii() else None)
                if language:
                    spoken[language] += 1
                for item in self.items_of(word, arabizi):
                    places[item] |= bit
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
        for item in sorted(places.keys() & self._by_anchor.keys()):
            for pattern in self._by_anchor[item]:
                if pattern.language in foreign and not pattern.everywhere:
                    continue
                for other in pattern.items:
                    if other not in places:
                        break
                else:
                    if hit := _match(pattern, places, 0 if pattern.sees_masked else masked):
                        hits.append(hit)
        ideas: list[tuple[str, ...]] = []
        if self.ideas_of:
            for sentence in sentences:
                for word in sentence:
                    ideas.append(tuple(name for name, language in self.ideas_of(word, arabizi) if language not in foreign))
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
