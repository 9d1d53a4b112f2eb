"""The encoder that needs no weights: unit vectors, the same every time, near for what means the same."""

from __future__ import annotations

import numpy as np
import pytest

from tools.embed import Embedder, NgramEncoder

CORPUS = [
    ["A church with mosaics", "Eine Kirche mit Mosaiken", "Церковь с мозаиками"],
    ["A quiet park by the sea", "Ein ruhiger Park am Meer", "Тихий парк у моря"],
    ["Jazz in a small bar", "Jazz in einer kleinen Bar", "Джаз в маленьком баре"],
    ["An underground cistern", "Eine unterirdische Zisterne", "Подземная цистерна"],
]


@pytest.fixture(scope="module")
def encoder() -> NgramEncoder:
    return NgramEncoder.fit(CORPUS)


def test_it_is_an_embedder(encoder: NgramEncoder) -> None:
    assert isinstance(encoder, Embedder)


def test_rows_are_unit_vectors_in_the_order_of_the_texts(encoder: NgramEncoder) -> None:
    rows = encoder.documents(["a church", "a park", "☕"])
    assert rows.shape == (3, encoder.dimensions)
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 1, 0], atol=1e-3)
    assert np.allclose(rows[1], encoder.query("a park"))


def test_no_texts_are_no_rows(encoder: NgramEncoder) -> None:
    assert encoder.documents([]).shape == (0, encoder.dimensions)


def test_a_word_lies_near_its_translation(encoder: NgramEncoder) -> None:
    documents = encoder.documents([texts[0] for texts in CORPUS])
    for query, nearest in (("Kirchen", 0), ("парк", 1), ("цистерны", 3)):
        assert int(np.argmax(documents @ encoder.query(query))) == nearest


def test_the_same_corpus_makes_the_same_encoder(encoder: NgramEncoder) -> None:
    assert NgramEncoder.fit(CORPUS).id == encoder.id
    assert NgramEncoder.fit(CORPUS[1:]).id != encoder.id
