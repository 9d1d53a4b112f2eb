"""What the classifier sees of a message, window by window.

Three families, each scaled on its own so that length does not drown meaning: character n-grams of 2 to 5 over the folded
words (divided by the root of their number), words and pairs of words (likewise), and the concepts of the lexicon with
their pairs (a fixed weight each, the same in every language: what one language teaches serves the others).
N-grams are hashed by a polynomial over the whole text in numpy, so any window's score is a difference of running sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from graph.gate.conduct import addressed
from graph.linear import LinearModel
from graph.triage.letters import is_arabizi, sentences, unmasked
from graph.triage.lexicon import BREAK, Hit, Lexicon
from tools.text import fold

BUCKETS = 1 << 18
SIZES = (2, 3, 4, 5)
GRAM_WEIGHT = 2.0
WORD_WEIGHT = 2.0
CONCEPT_WEIGHT = 0.6
MEANING = 2  # the label scored by concepts and ideas alone, whatever the letters
MAX_CHARACTERS = 4000
LONG_SENTENCE = 28
WINDOW_WORDS = 20
WINDOW_STEP = 10
CHUNK_WORDS = 34  # of a long message
WHOLE_WORDS = 90
READ_WORDS = 200  # of a longer message only the telling pieces are read
TELLING_PIECES = 4
PAIR_WORDS = 48
MANY_SENTENCES = 14
IDEA_REACH = 6  # words between two ideas that are taken together
ADDRESSED = "s:addressed"
"""In the shape of a message that gives orders to the machine."""
STORY = ("cue.fiction", "cue.history")
IDEA_LIMIT = 4096
PAIR_FACTOR = 40_503  # odd, so that a pair of words and its reverse fall into different columns
PAIR_SHIFT = 12_289
TELLING_CUES = (
    "cue.past", "cue.fiction", "cue.hypothetical", "cue.info", "cue.history", "cue.fine", "cue.person", "cue.now", "cue.learn",
)  # fmt: skip

QUOTED = re.compile(r"[\"“„«].{4,}?[\"”“»]")

Indices = NDArray[np.int64]
Floats = NDArray[np.float32]


@lru_cache(maxsize=32768)
def bucket(feature: str) -> int:
    """The column of a named feature."""
    return crc32(feature.encode()) % BUCKETS


@lru_cache(maxsize=131072)
def _column(family: str, number: int) -> int:
    """The column of an idea, or of two together (`first * IDEA_LIMIT + second`)."""
    return crc32(f"{family}:{number}".encode()) % BUCKETS


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words: `first` to `last` (exclusive) in the message, and the same run as position bits."""

    first: int
    last: int
    bits: int
    whole: bool


class Reading:
    """A message, read once: its words, the concepts in it, and its windows."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.folded = unmasked(fold(text[:MAX_CHARACTERS]))
        self.sentences = _telling(sentences(self.folded), lexicon)
        self.words = [word for sentence in self.sentences for word in sentence]
        self.arabizi = is_arabizi(self.words)
        found = lexicon.find(self.sentences, self.arabizi)
        self.hits, starts, self.ideas = found.hits, found.starts, found.ideas
        self.concepts: dict[str, int] = {}
        for hit in self.hits:
            self.concepts[hit.concept] = self.concepts.get(hit.concept, 0) | hit.ends
        self.dangers = lexicon.dangers
        self._own = lexicon.own_ideas
        self._told = [name for name in TELLING_CUES if name in self.concepts]
        self.shape = self._shape(text[:MAX_CHARACTERS])
        self._nearby = self._pairs()
        self._positions = [
            start + i for start, sentence in zip(starts, self.sentences, strict=True) for i in range(len(sentence))
        ]

    def _shape(self, text: str) -> list[str]:
        """How the message looks as a whole: asked, shouted, long, with orders to the machine."""
        out = [f"s:length{min(len(self.words).bit_length(), 7)}"]
        if "?" in self.folded:
            out.append("s:asked")
        if "!" in self.folded:
            out.append("s:shouted")
        if QUOTED.search(text):
            out.append("s:quoted")
        if addressed(text):
            out.append(ADDRESSED)
        letters = [c for c in text if c.isalpha()]
        if len(letters) > 5 and sum(c.isupper() for c in letters) > len(letters) * 0.7:
            out.append("s:capitals")
        return out

    @property
    def names_danger(self) -> bool:
        """Whether a word or pattern of harm is in it, in whatever sense."""
        return any(name.startswith(("strong.", "weak.")) for name in self.concepts) or any(
            not self.dangers.isdisjoint(ideas) for ideas in self.ideas
        )

    def windows(self) -> list[Window]:
        """The whole message, every sentence and neighbouring sentences; of a long message, pieces of some 30 words."""
        total = len(self.words)
        edges: list[tuple[int, int]] = []
        first = 0
        for sentence in self.sentences:
            edges.append((first, first + len(sentence)))
            first += len(sentence)
        spans: dict[tuple[int, int], None] = {}
        if total <= WHOLE_WORDS and len(edges) <= MANY_SENTENCES:
            spans[(0, total)] = None
            for begin, end in edges:
                spans.update(dict.fromkeys(_pieces(begin, end)))
            for (begin, _), (_, end) in pairwise(edges):
                if end - begin <= PAIR_WORDS:
                    spans[(begin, end)] = None
        else:
            begin = 0
            for at, end in edges:
                if at > begin and end - begin > CHUNK_WORDS:
                    spans[(begin, at)] = None
                    begin = at
                if end - begin >= CHUNK_WORDS:
                    spans.update(dict.fromkeys(_pieces(begin, end, CHUNK_WORDS, CHUNK_WORDS - WINDOW_STEP)))
                    begin = end
            if begin < total:
                spans[(begin, total)] = None
        return [Window(a, b, self._bits(a, b), (a, b) == (0, total)) for a, b in spans]

    def _bits(self, first: int, last: int) -> int:
        low, high = self._positions[first], self._positions[last - 1]
        return ((1 << (high + 1)) - 1) & ~((1 << low) - 1)

    def found(self, window: Window) -> list[str]:
        """Names of the concepts that end in the window."""
        return [name for name, ends in self.concepts.items() if ends & window.bits]

    def features(self, window: Window) -> list[int]:
        """Columns of everything but letters and words: concepts, ideas, their pairs, and the shape of the message."""
        found = self.found(window)
        out = {bucket(f) for f in concept_features(found, told_before(self, window))}
        out.update(map(bucket, self.shape))
        if not window.whole:
            level = level_of(found)
            out.update(bucket(f"o:{cue}|{level}") for cue in self._told if cue not in found)
        names: set[int] = set()
        for position in range(window.first, window.last):
            names.update(self.ideas[position])
            out.update(self._nearby[position])
        cues = [(number + 1) * IDEA_LIMIT for number, name in enumerate(TELLING_CUES) if name in found]
        asked = "s:asked" in self.shape
        for idea in names:
            out.add(_column("i", idea))
            for cue in cues:
                out.add(_column("k", cue + idea))
            if asked:
                out.add(_column("q", idea))
        if not window.whole:
            around = self.ideas[: window.first] + self.ideas[window.last :]
            out.update(_column("r", idea) for idea in {idea for ideas in around for idea in ideas} - names)
        elif len(self.words) <= LONG_SENTENCE:
            dangers = names & self.dangers
            out.update(_column("d", danger * IDEA_LIMIT + idea) for danger in dangers for idea in names if idea != danger)
        for idea in self.ideas[window.first]:
            out.add(_column("f", idea))
        for idea in self.ideas[window.last - 1]:
            out.add(_column("l", idea))
        return list(out)

    def _pairs(self) -> list[set[int]]:
        """For each word, the columns of its ideas with those of the few words before it."""
        out: list[set[int]] = []
        own = self._own
        reach = IDEA_REACH if len(self.words) <= WHOLE_WORDS else IDEA_REACH // 2
        for position, ideas in enumerate(self.ideas):
            pairs: set[int] = set()
            for earlier in self.ideas[max(0, position - reach) : position]:
                for other in earlier:
                    for idea in ideas:
                        if idea != other and (idea < own or other < own):
                            low, high = (idea, other) if idea < other else (other, idea)
                            pairs.add(_column("j", low * IDEA_LIMIT + high))
            out.append(pairs)
        return out

    def hits_in(self, window: Window) -> Iterator[Hit]:
        return (hit for hit in self.hits if hit.ends & window.bits)


def _telling(found: list[list[str]], lexicon: Lexicon) -> list[list[str]]:
    """The sentences; of a very long message its beginning, its end, and the pieces between that speak most of harm."""
    if sum(map(len, found)) <= READ_WORDS:
        return found
    pieces: list[list[list[str]]] = [[]]
    size = 0
    for sentence in found:
        for at in range(0, len(sentence), CHUNK_WORDS):
            part = sentence[at : at + CHUNK_WORDS]
            if size + len(part) > CHUNK_WORDS and pieces[-1]:
                pieces.append([])
                size = 0
            pieces[-1].append(part)
            size += len(part)
    worth = [sum(lexicon.danger_words(sentence) for sentence in piece) for piece in pieces]
    between = sorted(range(1, len(pieces) - 1), key=lambda n: -worth[n])[:TELLING_PIECES]
    return [sentence for n in sorted({0, *between, len(pieces) - 1}) for sentence in pieces[n]]


def _pieces(begin: int, end: int, size: int = WINDOW_WORDS, step: int = WINDOW_STEP) -> list[tuple[int, int]]:
    """The run itself, or overlapping parts of it when it is long."""
    if end - begin <= max(size, LONG_SENTENCE):
        return [(begin, end)]
    return [(at, min(at + size, end)) for at in range(begin, end - (size - step), step)]


def level_of(found: list[str]) -> str:
    """How dangerous the concepts of a window are: the strongest kind of them."""
    if any(name.startswith("strong.") for name in found):
        return "strong"
    return "weak" if any(name.startswith("weak.") for name in found) else "none"


def concept_features(found: list[str], before: bool) -> list[str]:
    """Concepts, and pairs of a danger with a cue. `before`: a sentence before the window speaks of fiction or history."""
    strong = [name for name in found if name.startswith("strong.")]
    weak = [name for name in found if name.startswith("weak.")]
    cues = [name for name in found if name.startswith("cue.")]
    out = [f"c:{name}" for name in found]
    level = level_of(found)
    out.append(f"c:any.{level}")
    if len(strong) > 1:
        out.append("c:many.strong")
    if len(weak) > 1:
        out.append("c:many.weak")
    out += [f"p:{level}|{cue}" for cue in cues]
    out += [f"p:{name}|{cue}" for name in strong for cue in cues]
    out += [f"p:{a}|{b}" for i, a in enumerate(weak) for b in weak[i + 1 :]]
    out += [f"p:{a}|{b}" for i, a in enumerate(cues) for b in cues[i + 1 :]]
    if before:
        out.append(f"c:before|{level}")
    return out


def told_before(reading: Reading, window: Window) -> bool:
    """Whether a sentence before the window speaks of a film, a book or history."""
    earlier = (window.bits & -window.bits) - 1
    return any(reading.concepts.get(name, 0) & earlier for name in STORY)


class Grid:
    """Bucket indices of every n-gram, word and pair of words of a reading, addressable by window."""

    def __init__(self, reading: Reading) -> None:
        words = reading.words
        text = " " + " ".join(words) + " "
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
        lengths = np.fromiter((len(w) for w in words), np.int64, len(words))
        self.begins = np.concatenate([[0], np.cumsum(lengths + 1)])  # the space before each word, and the last space
        self.grams: list[Indices] = []
        rolling = np.zeros(len(codes), np.uint64)
        for n in range(1, max(SIZES) + 1):
            rolling = rolling[: len(codes) - n + 1] * np.uint64(1_000_003) + codes[n - 1 :]
            if n in SIZES:
                mixed = (rolling ^ np.uint64(n)) * np.uint64(0x9E3779B97F4A7C15)
                self.grams.append((mixed >> np.uint64(64 - BUCKETS.bit_length() + 1)).astype(np.int64))
            if len(codes) <= n:
                break
        self.words: Indices = np.fromiter((bucket("w:" + w) for w in words), np.int64, len(words))
        self.pairs: Indices = (self.words[:-1] * PAIR_FACTOR + self.words[1:] * PAIR_SHIFT) % BUCKETS

    def vector(self, window: Window, columns: list[int]) -> tuple[Indices, Floats]:
        """The window as columns and values, for training; the last `len(columns)` are `columns`."""
        begin, end = int(self.begins[window.first]), int(self.begins[window.last])
        grams = np.concatenate([g[begin : max(begin, end - n + 2)] for n, g in zip(SIZES, self.grams, strict=False)])
        words = np.concatenate(
            [self.words[window.first : window.last], self.pairs[window.first : max(window.first, window.last - 1)]]
        )
        ideas = np.array(columns, np.int64)
        values = np.concatenate(
            [
                np.full(len(grams), GRAM_WEIGHT / max(len(grams), 1) ** 0.5, np.float32),
                np.full(len(words), WORD_WEIGHT / max(len(words), 1) ** 0.5, np.float32),
                np.full(len(ideas), CONCEPT_WEIGHT, np.float32),
            ]
        )
        return np.concatenate([grams, words, ideas]), values


class Weights:
    """A model's weights laid out for scoring: the first labels, which every window is scored for, and the rest."""

    def __init__(self, model: LinearModel, labels: int) -> None:
        self.model = model
        self.labels = labels
        self.first = np.ascontiguousarray(model.rows(np.arange(model.buckets), labels))


class Scorer:
    """Running sums of the first labels' weights over a reading: the margins of any window in constant time."""

    def __init__(self, reading: Reading, weights: Weights) -> None:
        self.weights = weights
        self.grid = Grid(reading)
        self._grams = [_running(weights.first[g]) for g in self.grid.grams]
        self._words = _running(weights.first[self.grid.words])
        self._pairs = _running(weights.first[self.grid.pairs])

    def margins(self, window: Window, columns: list[int]) -> Floats:
        """Signed distance from the boundary for the first labels."""
        begin, end = int(self.grid.begins[window.first]), int(self.grid.begins[window.last])
        total = np.zeros(self.weights.labels, np.float32)
        count = 0
        for n, sums in zip(SIZES, self._grams, strict=False):
            last_gram = len(sums) - 1
            start = min(begin, last_gram)
            stop = max(start, min(end - n + 2, last_gram))
            total += sums[stop] - sums[start]
            count += stop - start
        first, last = window.first, window.last
        stop = max(first, last - 1)
        spoken = self._words[last] - self._words[first] + self._pairs[stop] - self._pairs[first]
        words = last - first + stop - first
        ideas = self.weights.first[columns].sum(axis=0)
        letters = total * np.float32(GRAM_WEIGHT / max(count, 1) ** 0.5) + spoken * np.float32(
            WORD_WEIGHT / max(words, 1) ** 0.5
        )
        letters[MEANING] = 0.0
        return np.asarray(
            self.weights.model.bias[: self.weights.labels] + letters + ideas * np.float32(CONCEPT_WEIGHT), np.float32
        )

    def all_margins(self, window: Window, columns: list[int]) -> Floats:
        """Margins of every label for one window."""
        index, values = self.grid.vector(window, columns)
        model = self.weights.model
        return np.asarray(model.bias + values @ model.rows(index), np.float32)


def _running(rows: Floats) -> Floats:
    out = np.zeros((len(rows) + 1, rows.shape[1]), np.float32)
    np.cumsum(rows, axis=0, out=out[1:])
    return out


__all__ = ["BREAK", "BUCKETS", "Grid", "Reading", "Scorer", "Window", "bucket", "concept_features"]
