"""The same message typed carelessly means the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

import pytest

from data.schema import LANGUAGES, Language
from evals.messages import locked
from evals.stand import TUESDAY
from graph.understanding.pipeline import Understander
from graph.understanding.train import slipped

UNCHANGED = 0.95
"""Of messages changed in one of these ways, the share that carries the same signals as before."""
EACH = 40
"""Messages of each language."""


def without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("ı", "i")


def shouted(text: str, language: Language) -> str:
    return (text.replace("i", "İ") if language == "tr" else text).upper()


def small(text: str, language: Language) -> str:
    return (text.replace("I", "ı").replace("İ", "i") if language == "tr" else text).lower()


CHANGES: dict[str, Callable[[str, Language, Random], str]] = {
    "a typing slip": lambda text, _, drawn: slipped(text, drawn, share=0),
    "capitals": lambda text, language, _: shouted(text, language),
    "small letters": lambda text, language, _: small(text, language),
    "no diacritics": lambda text, _, __: without_marks(text),
    "emoji": lambda text, _, __: f"{text} 🙏😅",
    "doubled spaces": lambda text, _, __: text.replace(" ", "  "),
}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_careless_hand_changes_nothing(understander: Understander, seed: int) -> None:
    drawn, same = Random(seed), list[bool]()
    every = list(locked())
    for language in LANGUAGES:
        mine = [message.text for message in every if message.language == language]
        for text in drawn.sample(mine, EACH):
            before = _signals(understander, text, language)
            changed = [change(text, language, drawn) for change in CHANGES.values()]
            same += [_signals(understander, other, language) == before for other in changed if other != text]
    assert sum(same) / len(same) >= UNCHANGED, f"{sum(same)} of {len(same)} unchanged"


def _signals(understander: Understander, text: str, language: Language) -> set[str]:
    return {str(s.name) for s in understander.read(text, now=TUESDAY, declared=language).understanding.signals}
