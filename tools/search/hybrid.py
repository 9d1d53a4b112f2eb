"""Search in memory: BM25 and exact vectors, fused by rank, and what follows when they find nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from functools import cached_property, partial
from threading import Lock
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from data.schema import LANGUAGES, Word
from tools.embed import BUCKETS, DIMENSIONS, Embedder, NgramEncoder, Vectors
from tools.search import Document, Hit, Hits, Strategy
from tools.search.analysis import PREFIX, Analyzer, languages_of
from tools.search.cache import Arrays, DiskCache
from tools.search.keyword import K1, NAME_WEIGHT, B, KeywordIndex
from tools.text import fold, words

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_] | None
"""Which documents may be found; None is all."""
Found = tuple[Scores, Scores] | None
"""What orders the documents, and how relevant each is; None when nothing was found."""

CHAIN: tuple[Strategy, ...] = ("hybrid", "keyword", "broader", "popular")
"""Tried in this order until one finds something. "broader" looks at parts of words; "popular" does not look at the words."""
RANK_CONSTANT = 5
KEYWORD_WEIGHT, VECTOR_WEIGHT = 2.5, 1.0
"""Reciprocal rank fusion (Cormack et al. 2009): weight / (constant + rank), summed. Keywords are the surer half."""
DEPTH = 100
"""Ranks beyond this add nothing that is seen."""
NEAR, BROADLY = 0.25, 0.12
"""Cosines below which a vector says that two texts have nothing in common; the second when nothing else is left."""
LEARNT_FROM = 3000
"""Documents the default encoder learns from at most, evenly drawn: its cost grows with the cube of their number."""
FORMAT = 5
"""Raised when the analysis or the layout of the arrays changes, so that old caches are left alone."""


_ENCODED = {"rarity", "projection", "rows"}


class HybridSearch:
    """Over fixed documents. Until the vectors are there, or when they cannot be had, the chain starts at "keyword"."""

    def __init__(
        self,
        documents: Sequence[Document],
        vocabulary: Collection[Word],
        cache: DiskCache,
        embedder: Callable[[], Embedder] | None = None,
    ) -> None:
        """`embedder` makes the one to use; None learns the weight-free default from the documents and the vocabulary."""
        self._documents, self._vocabulary, self._cache, self._embedder = documents, vocabulary, cache, embedder
        self.ids = [d.id for d in documents]
        self._where = {entry: n for n, entry in enumerate(self.ids)}
        self._popularity = np.asarray([d.popularity for d in documents], np.float32)
        self._vectors: tuple[Embedder, Vectors] | None = None
        self._building, self._looked = Lock(), False
        self._finders: dict[Strategy, Callable[[str, Mask], Found]] = {
            "hybrid": self._hybrid, "keyword": self._keyword, "broader": self._broader, "popular": self._popular,
        }  # fmt: skip

    @cached_property
    def analyzer(self) -> Analyzer:
        return Analyzer(self._vocabulary)

    @cached_property
    def content_hash(self) -> str:
        """Names everything the keyword index and the default encoder are built from."""
        common = {language: sorted(found) for language, found in self.analyzer.common.items()}
        vocabulary = [w.model_dump(mode="json") for w in self._vocabulary]
        settings = [FORMAT, PREFIX, NAME_WEIGHT, K1, B, BUCKETS, DIMENSIONS]
        content = json.dumps([settings, self._documents, vocabulary, common], ensure_ascii=False, default=dict)
        return hashlib.sha256(content.encode()).hexdigest()[:20]

    @cached_property
    def keyword(self) -> KeywordIndex:
        build = partial(KeywordIndex.build, self._documents, self.analyzer)
        return KeywordIndex(self.analyzer, self._cache.get("keyword", self.content_hash, KeywordIndex.ARRAYS, build))

    @property
    def embedder(self) -> Embedder | None:
        """What the vectors are made with; None until they are there."""
        if self._vectors is None and not self._looked:
            self._found_on_disk()
        return self._vectors[0] if self._vectors else None

    def warm(self) -> None:
        """Makes or loads the vectors; seconds the first time. Raises what a configured embedder raises."""
        with self._building:
            if self._vectors is None:
                self._vectors = self._with_encoder() if self._embedder is None else self._with(self._embedder())

    def _with(self, embedder: Embedder) -> tuple[Embedder, Vectors]:
        key = hashlib.sha256(f"{self.content_hash} {embedder.id}".encode()).hexdigest()[:20]
        return embedder, _widened(self._cache.get("embedded", key, {"rows"}, lambda: {"rows": self._rows(embedder)}))

    def _with_encoder(self) -> tuple[Embedder, Vectors]:
        return _restored(self._cache.get("vectors", self.content_hash, _ENCODED, self._learnt))

    def _learnt(self) -> Arrays:
        heard = self._documents[:: max(1, -(-len(self._documents) // LEARNT_FROM))]
        corpus = [[f"{d.names.get(n, '')} {d.body.get(n, '')}" for n in LANGUAGES] for d in heard]
        corpus += [
            [" ".join([w.name.in_(n), *w.aliases.get(n, ()), *w.asks.get(n, ())]) for n in LANGUAGES] for w in self._vocabulary
        ]
        encoder = NgramEncoder.fit(corpus)
        return {"rarity": encoder.rarity, "projection": encoder.projection, "rows": self._rows(encoder)}

    def _rows(self, embedder: Embedder) -> NDArray[np.float16]:
        return embedder.documents([d.passage for d in self._documents]).astype(np.float16)

    def _found_on_disk(self) -> None:
        """Vectors that were built before are there for the first search; building them is not for a search to wait for."""
        self._looked = True
        if self._embedder is None and (arrays := self._cache.load("vectors", self.content_hash, _ENCODED)):
            self._vectors = _restored(arrays)

    def search(self, query: str, limit: int = 10, allowed: Collection[str] | None = None) -> Hits:
        """As `Search.search` promises."""
        mask = None
        if allowed is not None:
            mask = np.zeros(len(self.ids), bool)
            mask[[self._where[entry] for entry in allowed if entry in self._where]] = True
        if self._vectors is None and not self._looked:
            self._found_on_disk()
        for strategy in CHAIN:
            found = self._finders[strategy](query, mask)
            if found is not None:
                return Hits(strategy, self._hits(query, *found, limit))
        return Hits("popular", [])

    def by(self, way: Literal["keyword", "vector", "hybrid"], query: str, limit: int) -> list[Hit]:
        """One way of searching by itself, to compare them. "vector" and "hybrid" want `warm` to have run."""
        if way != "vector":
            found = self._finders[way](query, None)
            return self._hits(query, *found, limit) if found else []
        near = self._near(query, None, 0.0)
        return [Hit(self.ids[n], float(near[n]), float(near[n])) for n in _ranking(near, limit)]

    def _hits(self, query: str, scores: Scores, relevance: Scores, limit: int) -> list[Hit]:
        namesakes = [n for n in self.keyword.namesakes(query) if scores[n] > 0]
        order = sorted(namesakes, key=lambda n: -scores[n]) + _ranking(scores, limit).tolist()
        return [Hit(self.ids[n], float(scores[n]), float(relevance[n])) for n in list(dict.fromkeys(order))[:limit]]

    def _hybrid(self, query: str, mask: Mask) -> Found:
        if self._vectors is None:
            return None
        known, covered = self.keyword.scores(query)
        keyword, near = (
            _only(known, mask),
            self._near(query, mask, NEAR) if known.any() or self._embedder else np.zeros_like(known),
        )
        if not near.any() and not keyword.any():
            return None  # also when no word is known: n-grams of noise are near to something, too
        return _fused(keyword, near), np.maximum(covered, near)

    def _keyword(self, query: str, mask: Mask) -> Found:
        found, covered = self.keyword.scores(query)
        found = _only(found, mask)
        return (found, covered) if found.any() else None

    def _broader(self, query: str, mask: Mask) -> Found:
        known = self.keyword.scores(query)[0].any() or self._embedder is not None
        found = self._near(query, mask, BROADLY) if self._vectors and known else None
        return (found, found) if found is not None and found.any() else None

    def _popular(self, query: str, mask: Mask) -> Found:
        found = _only(self._popularity + 1e-3, mask)
        return found, np.zeros_like(found)

    def _near(self, query: str, mask: Mask, least: float) -> Scores:
        assert self._vectors is not None
        embedder, rows = self._vectors
        asked = " ".join(self.analyzer.content(words(fold(query)), languages_of(query)))
        if not asked:
            return np.zeros(len(self.ids), np.float32)
        found = rows @ embedder.query(query if self._embedder else asked)
        return _only(np.where(found >= least, found, 0).astype(np.float32), mask)


def _restored(arrays: Arrays) -> tuple[Embedder, Vectors]:
    encoder = NgramEncoder(cast(Vectors, arrays["rarity"]), cast(NDArray[np.float16], arrays["projection"]))
    return encoder, _widened(arrays)


def _widened(arrays: Arrays) -> Vectors:
    return arrays["rows"].astype(np.float32)


def _only(scores: Scores, mask: Mask) -> Scores:
    return scores if mask is None else np.where(mask, scores, 0).astype(np.float32)


def _ranking(scores: Scores, limit: int) -> NDArray[np.intp]:
    """The best `limit` positions, best first, equal ones in order; only those above zero."""
    limit = min(limit, int(np.count_nonzero(scores > 0)))
    if limit < len(scores):
        least = np.partition(scores, -limit)[-limit] if limit else np.inf
        chosen = np.flatnonzero(scores >= least)
    else:
        chosen = np.arange(len(scores))
    return chosen[np.argsort(-scores[chosen], kind="stable")][:limit]


def _fused(keyword: Scores, near: Scores) -> Scores:
    fused = np.zeros_like(keyword)
    for scores, weight in ((keyword, KEYWORD_WEIGHT), (near, VECTOR_WEIGHT)):
        order = _ranking(scores, DEPTH)
        fused[order] += weight / (RANK_CONSTANT + 1 + np.arange(len(order), dtype=np.float32))
    return fused
