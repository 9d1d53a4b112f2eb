"""Everyday words stay what they are, and what looks like a price, a child or a wish of somebody's own has to be one."""

from __future__ import annotations

from typing import Any

import pytest

from data.schema import Language
from evals.stand import TUESDAY
from graph.understanding.pipeline import Reading, Understander


def read(understander: Understander, language: Language, text: str) -> Reading:
    return understander.read(text, now=TUESDAY, declared=language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "ищу новую куртку"),
        ("ru", "атака была сильной"),
        ("ar", "المتحف فاتح للزوار اليوم"),
        ("ar", "كانت غلطة مني"),
        ("tr", "halkın çoğu böyle durumda ne yapıyor"),
        ("tr", "halıcıya güvenilir mi"),
        ("tr", "milyon tane kedi var"),
        ("fr", "on a touché le fond"),
        ("de", "die Bürger der Stadt"),
        ("en", "the merger of two universities"),
    ],
)
def test_an_everyday_word_names_nothing(understander: Understander, language: Language, text: str) -> None:
    assert read(understander, language, text).understanding.entities == []


@pytest.mark.parametrize(
    ("language", "text", "constraints"),
    [
        ("fr", "du thé dans de petits verres", {}),
        ("de", "die 500-jährige Moschee", {}),
        ("ru", "расскажи детально об этом", {}),
        ("ar", "كم عمرها آيا صوفيا", {}),
        ("en", "is the ticket expensive?", {}),
        ("en", "our bus was two hours late", {}),
        ("tr", "pahalı olmasın, biz üç kişiyiz", {"budget": "cheap", "party_size": 3}),
        ("de", "wir essen kein Schweinefleisch", {"avoid": ["pork"]}),
        ("ar", "ما باكل سمك", {"diet": ["seafood_free"]}),
        ("fr", "on sera cinq", {"party_size": 5}),
        ("en", "a visa for 90 days", {}),
    ],
)
def test_only_what_is_wished_is_a_constraint(
    understander: Understander, language: Language, text: str, constraints: dict[str, Any]
) -> None:
    assert read(understander, language, text).understanding.constraints.model_dump(mode="json") == constraints


def test_a_landmark_is_meant_before_the_quarter_of_its_name(understander: Understander) -> None:
    alone, quarter = (read(understander, "tr", t).understanding.entities[0].name for t in ("Süleymaniye", "Süleymaniye semti"))
    assert (alone, quarter) == ("Süleymaniye Camii", "Süleymaniye")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "we land at Sabiha Gökçen, how do we get to Taksim"),
        ("tr", "Sabiha Gökçen'e iniyoruz, Taksim'e nasıl gideriz"),
        ("ru", "прилетаем в Сабиху Гёкчен, как добраться до Таксима"),
        ("de", "wir kommen in Sabiha Gökçen an, wie kommen wir nach Taksim"),
        ("fr", "on atterrit à Sabiha Gökçen, comment aller à Taksim"),
        ("ar", "واصلين مطار صبيحة، كيف نروح تقسيم"),
    ],
)
def test_one_starts_where_one_arrives(understander: Understander, language: Language, text: str) -> None:
    found = read(understander, language, text).understanding.constraints
    assert (found.origin, found.destination) == ("Sabiha Gökçen Havalimanı", "Taksim")


def test_one_place_may_be_gone_to_and_looked_around_in(understander: Understander) -> None:
    found = read(understander, "en", "kumpir in Ortaköy and how do I get there").understanding.constraints
    assert (found.area, found.destination, found.origin) == ("Ortaköy", "Ortaköy", None)
