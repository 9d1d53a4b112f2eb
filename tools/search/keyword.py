"""Keyword search: BM25 over the analyzer's terms, by bm25s (Lù 2024, arXiv:2407.03618)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from math import log
from typing import Any, cast

import bm25s
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from data.schema import LANGUAGES
from tools.search import Document
from tools.search.analysis import PREFIX, Analyzer, languages_of, stems
from tools.search.cache import Arrays
from tools.stems import bare
from tools.text import fold, words

K1, B = 1.2, 0.5
NAME_WEIGHT = 3
SHORTEST_MENDED, TWO_MISTAKES = 5, 8
"""Letters a word must have to be taken for a misspelt one, and to have two letters wrong."""
MAX_NAMESAKES = 5
"""Entries that bear exactly the name that was searched come first."""


class KeywordIndex:
    """Scores in the order of the documents. `arrays` is all of it that is worth keeping on disk."""

    ARRAYS = frozenset({"data", "indices", "indptr", "size", "weight", "terms", "named", "words"})

    def __init__(self, analyzer: Analyzer, arrays: Arrays) -> None:
        self._analyzer = analyzer
        self._bm25 = bm25s.BM25(k1=K1, b=B)
        self._bm25.scores = {
            **{name: arrays[name] for name in ("data", "indices", "indptr")}, "num_docs": int(arrays["size"][0]),
        }  # fmt: skip
        self._bm25.nonoccurrence_array = None
        self._indices, self._indptr = self._bm25.scores["indices"], self._bm25.scores["indptr"]
        self.size = int(arrays["size"][0])
        self._terms: dict[str, int] = json.loads(arrays["terms"].tobytes())
        self._words: list[str] = json.loads(arrays["words"].tobytes())
        self._weight = cast(NDArray[np.float32], arrays["weight"])
        self._named: dict[str, list[int]] = json.loads(arrays["named"].tobytes())

    @staticmethod
    def build(documents: Sequence[Document], analyzer: Analyzer) -> Arrays:
        """Indexes the documents: a second or so for a thousand entries in six languages."""
        named: dict[str, list[int]] = defaultdict(list)
        corpus: list[list[int]] = []
        terms: dict[str, int] = {}
        spelt: set[str] = set()
        for number, document in enumerate(documents):
            names = list(dict.fromkeys((*document.names.values(), *document.aliases)))
            for name in dict.fromkeys(" ".join(stems(n)) for n in names):
                named[name].append(number)
            found = NAME_WEIGHT * [t for n in names for t in analyzer.name(n)]
            for language in LANGUAGES:
                found += analyzer.index(document.names.get(language, ""), language)
                found += analyzer.index(document.body.get(language, ""), language)
            for text in (*names, *document.body.values()):
                spelt.update(w for word in words(fold(text)) if len(w := bare(word)) >= SHORTEST_MENDED - 1)
            corpus.append([terms.setdefault(t, len(terms)) for t in found])
        bm25 = bm25s.BM25(k1=K1, b=B)
        bm25.index(bm25s.tokenization.Tokenized(ids=corpus, vocab=terms), show_progress=False, create_empty_token=False)
        scores: dict[str, Any] = bm25.scores
        return {
            "data": scores["data"], "indices": scores["indices"], "indptr": scores["indptr"],
            "size": np.asarray([len(documents)]), "weight": np.asarray([d.weight for d in documents], np.float32),
            "terms": _packed(terms), "named": _packed(named), "words": _packed(sorted(spelt)),
        }  # fmt: skip

    def scores(self, query: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """BM25 of every document, and the share of the question, weighed by how rare its words are, that it holds."""
        groups = [[self._terms[t] for t in group if t in self._terms] for group in self._analyzer.query(query, self._spelt)]
        found = list(dict.fromkeys(t for group in groups for t in group))
        if not found:
            return np.zeros(self.size, np.float32), np.zeros(self.size, np.float32)
        scores = self._bm25.get_scores_from_ids(found) * self._weight
        covered, whole = np.zeros(self.size, np.float32), 0.0
        for group in groups:
            holders = [self._indices[self._indptr[t] : self._indptr[t + 1]] for t in group]
            holding = np.unique(np.concatenate(holders)) if holders else np.zeros(0, np.int64)
            rarity = log((self.size + 1) / (len(holding) + 1)) if len(holding) else log(self.size + 1)
            covered[holding] += rarity
            whole += rarity
        return scores.astype(np.float32), covered / max(whole, 1e-6)

    def _spelt(self, word: str) -> str:
        """The word, or the nearest one the index knows when it knows none that begins like it or has its stem."""
        word = bare(word)
        if len(word) < SHORTEST_MENDED or word[:PREFIX] in self._terms:
            return word
        mistakes = 1 if len(word) < TWO_MISTAKES else 2
        firsts = dict.fromkeys(word[:2])  # in this order, so that of two as near the same one is taken every time
        known = [w for first in firsts for w in self._spellings.get(first, ()) if abs(len(w) - len(word)) <= mistakes]
        nearest = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=mistakes)
        return str(nearest[0]) if nearest else word

    @cached_property
    def _spellings(self) -> dict[str, list[str]]:
        """The known words by their first letter."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            found[word[0]].append(word)
        return found

    def namesakes(self, query: str) -> list[int]:
        """The documents that bear this very name, whole or without the words of asking."""
        found = words(fold(query))
        asked = " ".join(stems(" ".join(self._analyzer.content(found, languages_of(query)))))
        return (self._named.get(" ".join(stems(query))) or self._named.get(asked) or [])[:MAX_NAMESAKES]


def _packed(value: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), np.uint8)
