"""Texts as vectors: the interface, the weight-free encoder that is the default, and sentence-transformers by setting.

The default learns from the pack itself. An entry says the same in six languages, so its texts together are one document;
the strongest directions of the documents' weighted character n-grams (latent semantic indexing: Deerwester et al. 1990;
across languages: Dumais et al. 1997) are a space in which a word of one language lies near its translations.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Protocol, runtime_checkable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tools.text import fold, words

Vectors = NDArray[np.float32]


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into vectors whose dot product is a similarity. Any backend takes one: in memory, MongoDB.

    Rows are unit vectors, or zero for a text nothing is known about. Calls are thread-safe and block: run them in a thread.
    """

    @property
    def id(self) -> str:
        """Names the model and all that its vectors depend on; two embedders with one id give the same vectors."""

    @property
    def dimensions(self) -> int: ...

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Shape (number of texts, dimensions)."""

    def query(self, text: str) -> Vectors:
        """Shape (dimensions,)."""


BUCKETS = 1 << 14
DIMENSIONS = 512


@lru_cache(maxsize=65_536)
def _buckets(word: str) -> tuple[int, ...]:
    """Where a word is counted: itself, and its n-grams of three to five letters with the edges marked (as fastText does)."""
    marked = f"<{word}>"
    grams = {marked[i : i + n] for n in (3, 4, 5) for i in range(len(marked) - n + 1)}
    return tuple(crc32(gram.encode()) % BUCKETS for gram in sorted(grams | {marked}))


def _counted(text: str) -> tuple[NDArray[np.int64], Vectors]:
    found = [bucket for word in words(fold(text)) for bucket in _buckets(word)]
    where, count = np.unique(np.asarray(found, np.int64), return_counts=True)
    return where, np.asarray(1 + np.log(np.maximum(count, 1)), np.float32)


def _unit(rows: Vectors) -> Vectors:
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1), np.float32)


class NgramEncoder:
    """Character n-grams, weighted by rarity and projected onto what a parallel corpus has in common."""

    def __init__(self, rarity: Vectors, projection: NDArray[np.float16]) -> None:
        """`rarity` has shape (BUCKETS,), `projection` (BUCKETS, dimensions)."""
        self.rarity, self.projection = rarity, projection
        self._id = f"ngrams-{hashlib.sha256(rarity.tobytes() + projection.tobytes()).hexdigest()[:16]}"

    @classmethod
    def fit(cls, documents: Iterable[Sequence[str]], dimensions: int = DIMENSIONS) -> NgramEncoder:
        """Learns from documents, each a list of texts that say the same in several languages. Deterministic."""
        parallel = [[_counted(text) for text in texts] for texts in documents]
        seen = np.zeros(BUCKETS, np.float32)
        for texts in parallel:
            buckets = [where for where, _ in texts]
            seen[np.unique(np.concatenate(buckets)) if buckets else []] += 1
        rarity = np.where(seen > 0, np.log((1 + len(parallel)) / (1 + seen)) + 1, 0).astype(np.float32)
        rows = np.zeros((len(parallel), BUCKETS), np.float32)
        for row, texts in zip(rows, parallel, strict=True):
            for where, weight in texts:
                value = weight * rarity[where]
                row[where] += value / (np.linalg.norm(value) or 1.0)
        rows = _unit(rows)
        values, vectors = np.linalg.eigh(rows @ rows.T)
        kept = np.argsort(-values, kind="stable")[:dimensions]
        kept = kept[values[kept] > 1e-6]
        vectors = vectors[:, kept] * np.sign(vectors[np.abs(vectors[:, kept]).argmax(axis=0), kept])
        projection = rows.T @ (vectors / np.sqrt(values[kept]))
        return cls(rarity, projection.astype(np.float16))

    @property
    def id(self) -> str:
        return self._id

    @property
    def dimensions(self) -> int:
        return int(self.projection.shape[1])

    def documents(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.query(text) for text in texts]) if texts else np.zeros((0, self.dimensions), np.float32)

    def query(self, text: str) -> Vectors:
        where, weight = _counted(text)
        return _unit((weight * self.rarity[where]) @ self.projection[where].astype(np.float32))


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or folder (extra `models`). Raises `ImportError` when that is not installed."""

    def __init__(self, model: str) -> None:
        from sentence_transformers import SentenceTransformer

        self._model: Any = SentenceTransformer(model, device="cpu")
        self._dimensions = len(self.query("a"))
        self._id = f"sentence-transformers:{model}"

    @property
    def id(self) -> str:
        return self._id

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def documents(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(self._model.encode_document(list(texts), normalize_embeddings=True), np.float32)

    def query(self, text: str) -> Vectors:
        return np.asarray(self._model.encode_query(text, normalize_embeddings=True), np.float32)


@cache
def sentence_transformer(model: str) -> SentenceTransformerEmbedder:
    """A model, loaded once in a process. Raises `ImportError` without the extra `models`, `OSError` for no such model."""
    return SentenceTransformerEmbedder(model)
