"""The everyday ideas: the same in every language, and found in running text."""

from __future__ import annotations

import pytest

from data.schema import LANGUAGES, Language
from graph.everyday import terms
from graph.triage.ideas import Ideas
from graph.understanding import lexicon
from tools.text import fold


def test_every_idea_has_words_in_every_language() -> None:
    names = set(terms()["en"])
    for language in LANGUAGES:
        assert set(terms()[language]) == names
        assert all(terms()[language].values()), language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_is_empty_and_stars_end_words(language: Language) -> None:
    bad = [
        term
        for listed in terms()[language].values()
        for term in listed
        if not fold(term.replace("*", "")).strip() or any("*" in word[:-1] for word in term.split())
    ]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_is_a_letter_with_a_sign(language: Language) -> None:
    every = [term for listed in terms()[language].values() for term in listed]
    assert [term for term in every if sum(map(str.isalnum, term)) < 2 and len(term) > 1] == []  # "a+" would stand for any "a"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "dinner without alcohol"), ("fr", "un dîner sans alcool"), ("de", "Abendessen ohne Alkohol"),
        ("ru", "ужин без алкоголя"), ("ar", "عشاء بدون كحول"), ("tr", "alkol olmadan akşam yemeği"),
    ],
)  # fmt: skip
def test_one_sentence_names_the_same_ideas_in_every_language(language: Language, text: str) -> None:
    found = {name for names in lexicon.load()[language].ideas(fold(text)) for name in names}
    assert {"dinner", "without"} <= found


def test_triage_knows_them_after_its_own() -> None:
    ideas = Ideas.load()
    assert ideas.names[ideas.own :] == tuple(f"everyday.{name}" for name in terms()["en"])


def test_of_a_word_without_end_only_the_beginning_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    deletes = lexicon._deletes
    monkeypatch.setattr(lexicon, "_deletes", lambda word: looked.append(word) or deletes(word))
    concepts = lexicon.Concepts({"mosque": ["mosques"]}, "en")
    looked.clear()
    assert concepts.found("mosqes" * 300) == []
    assert max(map(len, looked)) <= len("mosques") + 1
