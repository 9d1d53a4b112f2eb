"""Every question in every language is worded without a missing message, in the script of that language, with its marks."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import httpx
import pytest

from graph.composer.words import words
from tests.app.test_chat import check
from tests.serving import ask

LANGUAGES = ["en", "tr", "fr", "ru", "de", "ar"]
QUESTIONS: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "questions.json").read_text(encoding="utf-8"))
NEEDS_SOURCE = {"eat", "see", "one", "route", "area", "weather", "gems", "phrase", "day", "shop", "map"}
SCRIPT = {"ru": "CYRILLIC", "ar": "ARABIC"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(QUESTIONS))
def test_a_question_is_answered_in_its_own_language(client: httpx.Client, kind: str, language: str) -> None:
    answer = ask(client, QUESTIONS[kind][language])
    check(answer)
    text = answer["text"]
    assert answer["language"] == language
    assert answer["degradation"]["level"] <= 2, answer["degradation"]
    assert not re.search(r"[{}]|\bnone\b|\bNone\b|-brand|undefined|  ", text), text
    assert not re.search(r"[٠-٩۰-۹]", text), "digits are Western everywhere"
    if kind in NEEDS_SOURCE:
        assert answer["sources"] and "[1]" in text, text
    letters = [c for c in re.sub(r"https?://\S+", "", text) if c.isalpha()]
    wanted = SCRIPT.get(language, "LATIN")
    assert sum(wanted in unicodedata.name(c, "") for c in letters) > 0.5 * len(letters), text
    for suggestion in answer["suggestions"]:
        assert suggestion == suggestion.strip() and "{" not in suggestion


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(QUESTIONS))
def test_an_ordinary_question_raises_no_alarm(client: httpx.Client, kind: str, language: str) -> None:
    found = client.post("/api/v1/understand", json={"message": QUESTIONS[kind][language]}).json()
    assert found["emergency"] is None, found["emergency"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_can_be_asked(client: httpx.Client, language: str) -> None:
    answer = ask(client, QUESTIONS["one"][language])
    assert 1 <= len(answer["suggestions"]) <= 3
    for suggestion in answer["suggestions"]:
        later = ask(client, suggestion, conversation_id=answer["conversation_id"], language=language)
        check(later)
        assert later["understanding"]["signals"], suggestion


ALLERGY = {
    "en": "Somewhere for dinner in Karaköy, my daughter has a nut allergy",
    "tr": "Karaköy'de akşam yemeği, kızımın fıstık alerjisi var",
    "fr": "Où dîner à Karaköy ? Ma fille est allergique aux fruits à coque",
    "ru": "Где поужинать в Каракёй? У дочки аллергия на орехи",
    "de": "Wo essen wir abends in Karaköy? Meine Tochter hat eine Nussallergie",
    "ar": "أين نتعشى في كاراكوي؟ ابنتي عندها حساسية من المكسرات",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_allergy_nobody_vouches_for_is_said_before_the_places(client: httpx.Client, language: str) -> None:
    answer = ask(client, ALLERGY[language])
    said = words(language)
    before, listed, _ = answer["text"].partition("\n1. ")
    assert listed and answer["understanding"]["constraints"]["diet"] == ["nut_free"]
    assert said.say("allergy") in before and said.say("diet-nut_free") in before
