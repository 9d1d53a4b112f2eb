"""The cards: complete in every language, 112 first, nothing they must never say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from data.schema import LANGUAGES, Language
from graph.triage.lint import KINDS, problems
from tools.cards import Cards, CardText

SOURCES = Path(__file__).resolve().parents[2] / "data" / "sources.json"


@pytest.fixture(scope="module")
def cards() -> Cards:
    return Cards.load()


def test_the_linter_finds_nothing(cards: Cards) -> None:
    assert problems(cards) == []


def test_every_kind_has_a_card_in_every_language(cards: Cards) -> None:
    for kind in KINDS:
        for language in LANGUAGES:
            card = cards.card(kind, language)
            assert card.kind == kind and card.numbers[0].number == "112" and 3 <= len(card.steps) <= 6


UNRESPONSIVE: dict[Language, str] = {
    "en": "not answer|stop answering|go limp",
    "tr": "cevap ver|tepki ver|kendinden geç",
    "fr": "répond p|perd connaissance",
    "ru": "не отвечает|обмяк",
    "de": "(antwort|reagier)[^,:]* nicht|schlaff",
    "ar": "(لا|يعد) يستجيب|فقد وعيه",
}
"""How a card says that somebody no longer answers."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_chest_pushes_are_for_those_who_do_not_answer(cards: Cards, language: Language) -> None:
    for kind in cards.kinds:
        steps = cards.card(kind, language).steps
        for i, step in enumerate(steps):
            if re.search(r"\b100\b", step):
                said = steps[i - 1] if kind == "not_breathing" else step
                assert re.search(UNRESPONSIVE[language], said, re.IGNORECASE), (kind, step)


def test_no_range_is_written_with_a_dash(cards: Cards) -> None:
    for kind in cards.kinds:
        for language in LANGUAGES:
            if (kind, language) == ("bleeding", "ru"):
                continue  # "пять-семь сантиметров" is what people say
            for step in cards.card(kind, language).steps:
                assert not re.search(r"\d\s?[–-]\s?\d", step), (kind, language, step)


def test_the_linter_sees_a_forbidden_claim(cards: Cards) -> None:
    text = cards.texts["fire"].model_dump()
    text["steps"]["en"][0] = "Stay calm, help is on the way."
    wrong = Cards({**cards.texts, "fire": CardText.model_validate(text)}, cards.shared)
    assert any("on the way" in problem for problem in problems(wrong))


def test_the_linter_sees_eastern_digits(cards: Cards) -> None:
    text = cards.texts["fire"].model_dump()
    text["steps"]["ar"][0] = "اتصل بالرقم ١١٢"
    wrong = Cards({**cards.texts, "fire": CardText.model_validate(text)}, cards.shared)
    assert any("digits" in problem for problem in problems(wrong))


@pytest.mark.parametrize(
    "place", [None, "", "Galata Kulesi yakını, Beyoğlu", "Galata Kulesi yakını, Beyoğlu.", "a" * 500, "{place}"]
)
def test_the_turkish_block_reads_with_and_without_a_place(cards: Cards, place: str | None) -> None:
    for kind in cards.kinds:
        block = cards.card(kind, "en", place).show_in_turkish
        assert block.endswith(".") and ".." not in block and "  " not in block
        assert ("Bulunduğumuz yer:" in block) == bool(place)


def test_only_a_reader_of_turkish_is_spared_the_sentence_that_they_know_none(cards: Cards) -> None:
    assert "bilmiyorum" not in cards.card("fire", "tr").show_in_turkish
    assert "Ben Türkçe bilmiyorum." in cards.card("fire", "ar").show_in_turkish


def test_an_unknown_kind_gets_the_general_card(cards: Cards) -> None:
    assert cards.card("flood", "de").kind == "general" and cards.card(None, "fr").kind == "general"


def test_every_source_is_listed(cards: Cards) -> None:
    known = {row["id"] for row in json.loads(SOURCES.read_text(encoding="utf-8"))}
    assert {source.source for text in cards.texts.values() for source in text.sources} <= known
