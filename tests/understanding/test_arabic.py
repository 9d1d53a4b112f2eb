"""What is written onto the front of Arabic words, read in one way by names, terms and stems."""

from __future__ import annotations

import re

import pytest

from graph.understanding import lexicon
from graph.understanding.pipeline import Understander
from tools import arabic
from tools.gazetteer.names import tokenize
from tools.stems import stem


@pytest.mark.parametrize("word", ["البيت", "بالبيت", "عالبيت", "هالبيت", "وعالبيت", "للبيت", "وبيت", "فللبيت", "بيت"])
def test_a_word_is_known_behind_every_head(word: str) -> None:
    assert lexicon.Concepts({"home": ["بيت"]}, "ar").found(word) == ["home"]
    assert re.fullmatch(arabic.PATTERN + "بيت", word)


@pytest.mark.parametrize("word", ["هنروح", "حنروح", "سنروح"])
def test_a_verb_is_known_behind_the_mark_of_the_future(word: str) -> None:
    assert lexicon.Concepts({"go": ["نروح"]}, "ar").found(word) == ["go"]


def test_a_short_word_has_no_mark_of_the_future() -> None:
    assert lexicon.Concepts({"x": ["ته"]}, "ar").found("سته") == []  # "six"


def test_stems_lose_the_article_of_every_dialect() -> None:
    assert len({stem(word, "ar") for word in ("القهوه", "عالقهوه", "هالقهوه", "وبالقهوه", "للقهوه")}) == 1


@pytest.mark.parametrize("typed", ["عتقسيم", "بتقسيم", "وبتقسيم", "لتقسيم", "تقسيم"])
def test_a_place_is_known_behind_a_preposition(understander: Understander, typed: str) -> None:
    assert [m.target.name for m in understander.gazetteer.mentions(tokenize(typed), "ar")] == ["Taksim"]


@pytest.mark.parametrize(
    ("word", "other"), [("وياخدوها", "اخد"), ("بتاكل", "اكل"), ("المسافرين", "مسافر"), ("وصلتني", "وصلت"), ("يمكنني", "يمكن")]
)
def test_words_of_one_stem_are_related(word: str, other: str) -> None:
    assert arabic.light(word) == arabic.light(other)
    assert lexicon.Concepts({"x": [other]}, "ar", related=True).found(word) == ["x"]


@pytest.mark.parametrize("word", ["من", "بيت", "شمس"])
def test_a_short_word_keeps_its_letters(word: str) -> None:
    assert arabic.light(word) == word
