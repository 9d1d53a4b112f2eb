"""What single messages mean, in every language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.schema import LANGUAGES, Language
from evals.messages import locked
from graph.understanding.pipeline import Understander
from tools.clock import ISTANBUL

TUESDAY = datetime(2026, 11, 24, 11, tzinfo=ISTANBUL)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("a table for four, two of us are vegan", "en", {"party_size": 4, "diet": ["vegan"]}),
        ("2 Erwachsene und 3 Kinder", "de", {"party_size": 5, "with_children": True}),
        ("на двоих", "ru", {"party_size": 2}),
        ("pour deux nuits", "fr", {}),
        ("where to go on New Year's Eve", "en", {"when": "2026-12-31"}),
        ("was ist Silvester los", "de", {"when": "2026-12-31"}),
        ("послезавтра", "ru", {"when": "2026-11-26"}),
        ("um 8 Uhr abends", "de", {"when": "20:00"}),
        ("on a trois heures", "fr", {"duration_hours": 3.0}),
        ("à trois heures", "fr", {}),
        ("metroya binmeden", "tr", {"avoid": ["metro"]}),
        ("فطور في الجانب الآسيوي", "ar", {"area": "Anadolu Yakası"}),
    ],
)
def test_constraints_are_read(understander: Understander, text: str, language: Language, expected: dict[str, Any]) -> None:
    found = understander.read(text, now=TUESDAY, declared=language).understanding.constraints
    assert found.model_dump(mode="json") == expected


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("la tour Galata", "fr", ["Galata Kulesi"]),
        ("церковь Хора", "ru", ["Kariye Camii"]),
        ("Yerebatan'da sıra var mı", "tr", ["Yerebatan Sarnıcı"]),
        ("unser Guide Fatih Bey", "de", []),
        ("bebek ağlıyor", "tr", []),
        ("Moda'da baklava", "tr", ["Moda", "baklava"]),
    ],
)
def test_names_are_linked(understander: Understander, text: str, language: Language, names: list[str]) -> None:
    found = understander.read(text, now=TUESDAY, declared=language).understanding.entities
    assert [e.name for e in found] == names


def test_a_station_is_told_from_the_palace(understander: Understander) -> None:
    palace = understander.read("is Topkapı worth it", now=TUESDAY, declared="en").understanding.entities
    stop = understander.read("which tram stops at Topkapı station", now=TUESDAY, declared="en").understanding.entities
    assert [e.id for e in palace] == ["topkapi-sarayi"]
    assert stop[0].kind == "stop"


def test_a_quotation_does_not_change_the_language(understander: Understander) -> None:
    assert understander.language('what does "çok teşekkür ederim" mean', None, {})[1] == "en"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), language=st.sampled_from((None, *LANGUAGES)))
@example(text="𐹣 of us", language="en")  # a digit to Unicode, but no number
def test_no_text_is_too_odd(understander: Understander, text: str, language: Language | None) -> None:
    understander.read(text, now=TUESDAY, declared=language)


def test_case_spaces_and_emoji_change_no_signal(understander: Understander) -> None:
    messages = locked()[::8]
    same = 0
    for message in messages:
        plain, *changed = (
            {s.name for s in understander.read(text, now=TUESDAY, declared=message.language).understanding.signals}
            for text in (message.text, message.text.lower(), message.text.replace(" ", "  "), f"{message.text} 🙏")
        )
        same += all(found == plain for found in changed)
    assert same >= 0.95 * len(messages)
