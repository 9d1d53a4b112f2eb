"""Neighbours in an embedding space, with the encoder a package can carry: n-grams of the messages themselves, no weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from graph.understanding import nearest, train_nearest
from graph.understanding.nearest import Nearest
from graph.understanding.signals import NONE, SignalDetector
from graph.understanding.train import rows
from tools.embed import NgramEncoder, Vectors


class Broken:
    """An embedder that fails, as one whose memory ran out would."""

    id, dimensions = "broken", 8

    def documents(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError("out of memory")

    def query(self, text: str) -> Vectors:
        raise RuntimeError("out of memory")


@pytest.fixture(scope="module")
def learnt() -> tuple[Nearest, float, float]:
    messages = [row for row in rows("dev") if row["language"] == "en"]
    return train_nearest.trained(messages, NgramEncoder.fit([[row["text"]] for row in messages], 64))


def test_neighbours_and_model_are_weighed_on_messages_neither_saw(learnt: tuple[Nearest, float, float]) -> None:
    found, alone, both = learnt
    assert both >= alone - 0.02
    assert set(found.thresholds) == {"en", "tr", "fr", "ru", "de", "ar"} and NONE in found.thresholds["en"]


def test_a_message_is_pulled_towards_its_likes(learnt: tuple[Nearest, float, float]) -> None:
    found = learnt[0]
    certain = Nearest(
        found.names, found.embedder, found.vectors, found.labels, np.float32([[0] * 18, [1] * 18, [0] * 18]), found.thresholds
    )
    own = dict.fromkeys(found.names, 0.1)
    message = next(row for row in rows("dev") if row["language"] == "en" and row["signals"] == ["needs_weather"])
    scores = certain.scores(message["text"], own)
    assert max(scores, key=lambda name: scores[name]) == "needs_weather"


def test_what_is_saved_is_read(learnt: tuple[Nearest, float, float], tmp_path: Path) -> None:
    found = learnt[0]
    for name in ("first", "second"):
        found.save(tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    again = Nearest.load(tmp_path / "first", found.embedder)
    own = dict.fromkeys(found.names, 0.3)
    told, said = again.scores("somewhere to eat", own), found.scores("somewhere to eat", own)
    assert told == pytest.approx(said, abs=0.01) and again.thresholds == found.thresholds


def test_the_models_scores_stand_when_the_embedder_fails(learnt: tuple[Nearest, float, float]) -> None:
    found = learnt[0]
    broken = Nearest(found.names, Broken(), found.vectors, found.labels, found.blend, found.thresholds)
    own = dict.fromkeys(found.names, 0.3)
    assert broken.scores("somewhere to eat", own) == own
    assert SignalDetector.load(broken).thresholds == found.thresholds


def test_nothing_is_used_that_was_not_written(tmp_path: Path) -> None:
    assert nearest.installed(None, tmp_path) is None
    assert nearest.installed("some/model", tmp_path) is None
    nearest.artefact(tmp_path, "some/model").write_bytes(b"damaged")
    assert nearest.installed("some/model", tmp_path) is None
