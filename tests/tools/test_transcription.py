"""Stops that nobody has named in Russian or Arabic are still recognised in those letters."""

from __future__ import annotations

import pytest

from tools.gazetteer.transcription import transcribed


@pytest.mark.parametrize(
    ("name", "russian"),
    [
        ("Yenikapı", "еникапы"), ("Mecidiyeköy", "меджидиекёй"), ("Osmanbey", "османбей"), ("Şişhane", "шишхане"),
        ("Etiler", "этилер"), ("Üsküdar", "ускюдар"), ("Ayrılık Çeşmesi", "айрылык чешмеси"),
    ],
)  # fmt: skip
def test_russian_follows_the_practical_transcription(name: str, russian: str) -> None:
    assert transcribed(name)[0] == russian


def test_arabic_has_a_spelling_with_and_without_short_vowels() -> None:
    assert transcribed("Yenikapı")[1:] == ["ينيكابي", "ينيكابي"]
    assert transcribed("Levent")[1:] == ["ليفينت", "لفنت"]


@pytest.mark.parametrize("name", ["M2", "4.Levent", "Et", "15 Temmuz"])
def test_numbers_and_short_names_are_left_alone(name: str) -> None:
    assert transcribed(name) == []
