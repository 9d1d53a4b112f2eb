"""The view of a message as a whole: which columns it has, and what they weigh."""

from __future__ import annotations

import numpy as np
import pytest

from graph.triage.features import WHOLE_WORDS, Grid, Reading
from graph.triage.lexicon import Lexicon
from graph.triage.message import COLUMNS, LAYOUT, blocks, vector

SAID = "my husband is not breathing, call a doctor to the hotel"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def seen(text: str, lexicon: Lexicon) -> tuple[Reading, Grid]:
    reading = Reading(text, lexicon)
    return reading, Grid(reading)


@pytest.mark.parametrize("text", [SAID, "xqzt", "زوجي لا يتنفس", "Bademeister " * 200])
def test_every_block_has_the_norm_it_is_stressed_to(text: str, lexicon: Lexicon) -> None:
    reading, grid = seen(text, lexicon)
    index, values = vector(reading, grid)
    assert len(set(index.tolist())) == len(index) and index.max() < COLUMNS
    begin = 0
    for name, (columns, stress) in LAYOUT.items():
        mine = values[(index >= begin) & (index < begin + columns)]
        wanted = stress if len(blocks(reading, grid)[name]) else 0.0
        assert np.linalg.norm(mine) == pytest.approx(wanted, rel=1e-5), name
        begin += columns


def test_any_two_ideas_are_taken_together_however_far_apart(lexicon: Lexicon) -> None:
    near, far = "the fire is in our film", "the fire is on page nine and ten of all that we read in our film"
    together = [set(blocks(*seen(text, lexicon))["together"].tolist()) for text in ("fire film", near, far)]
    close = [set(blocks(*seen(text, lexicon))["near"].tolist()) for text in ("fire film", far)]
    assert together[0] and together[0] <= together[1] and together[0] <= together[2]
    assert close[0] and not close[0] <= close[1]


def test_of_a_long_message_no_pairs_far_apart_are_made(lexicon: Lexicon) -> None:
    reading, grid = seen(f"{SAID}. " * 20, lexicon)
    assert len(reading.words) > WHOLE_WORDS
    assert len(blocks(reading, grid)["together"]) == 0
