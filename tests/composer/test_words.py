"""Every language has every sentence, takes the same facts, and words them without error."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import Any, get_args

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from data.schema import Language
from graph.composer.words import words
from prompts.load import text

LANGUAGES: tuple[Language, ...] = get_args(Language)
OTHERS = tuple(language for language in LANGUAGES if language != "en")
COUNTS = (0, 1, 2, 3, 5, 11, 21, 100)
NUMBERS = {
    "minutes",
    "transfers",
    "stops",
    "meters",
    "now",
    "min",
    "max",
    "rain",
    "percent",
    "speed",
    "degrees",
    "radius",
    "days",
    "distance",
    "total",
}
OPTIONAL = ("intro-", "leg-ride", "event-line", "step-", "quake-line")
"""Messages whose names may be "none"."""
NAMES: dict[Language, str] = {
    "en": "Galata Tower", "tr": "Galata Kulesi", "fr": "Tour de Galata", "ru": "Галатская башня", "de": "Galataturm",
    "ar": "برج غلطة",
}  # fmt: skip


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(str(node.id.name))


@cache
def sentences(language: Language) -> dict[tuple[str, str | None], frozenset[str]]:
    """The facts each sentence takes, by message and variant (None for the message itself)."""
    found: dict[tuple[str, str | None], frozenset[str]] = {}
    for entry in FluentParser().parse(text(f"grounded/{language}.ftl")).body or []:
        if isinstance(entry, ast.Junk):
            pytest.fail(f"{language}: cannot be parsed: {(entry.content or '')[:80]!r}")
        if not isinstance(entry, ast.Message | ast.Term):
            continue
        name = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
        if entry.value:
            assert (name, None) not in found, f"{language}: {name} occurs twice"
            found[name, None] = _variables(entry.value)
        for attribute in entry.attributes:
            assert (name, attribute.id.name) not in found, f"{language}: {name} occurs twice"
            found[name, attribute.id.name] = _variables(attribute.value)
    return found


def _variables(pattern: ast.Pattern) -> frozenset[str]:
    visitor = _Variables()
    visitor.visit(pattern)
    return frozenset(visitor.names)


def results(language: Language, message: str, variant: str | None) -> list[str]:
    """The sentence with every kind of fact: each count, with and without the optional names."""
    facts = sorted(sentences(language)[message, variant])
    choices: list[tuple[Any, ...]] = []
    for fact in facts:
        if fact == "stops" and message == "area-stops":
            choices.append((NAMES[language],))
        elif fact in NUMBERS:
            choices.append(COUNTS)
        elif fact in ("area", "direction", "place", "street", "region") and message.startswith(OPTIONAL):
            choices.append(("none", NAMES[language]))
        else:
            choices.append((NAMES[language],))
    said = []
    for combination in product(*choices):
        try:
            said.append(words(language)._format(message, variant, dict(zip(facts, combination, strict=True))))
        except KeyError as error:
            pytest.fail(str(error))
    return said


@pytest.mark.parametrize("language", OTHERS)
def test_has_the_messages_and_facts_of_english(language: Language) -> None:
    own, english = sentences(language), sentences("en")
    missing = [f"{name}.{variant}" if variant else name for name, variant in english.keys() - own.keys()]
    unknown = [f"{name}.{variant}" if variant else name for name, variant in own.keys() - english.keys()]
    assert not missing, f"{language}: missing {sorted(missing)}"
    assert not unknown, f"{language}: not in English {sorted(unknown)}"
    for key, facts in english.items():
        assert own[key] == facts, f"{language}: {key[0]} takes {sorted(own[key])}, English {sorted(facts)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: Language) -> None:
    for name, variant in sentences(language):
        if name.startswith("-"):
            continue
        for said in results(language, name, variant):
            where = f"{language}: {name}: {said!r}"
            assert said.strip() == said and said, where
            assert not re.search(r"  |\{|\}|\bnone\b| [,.)،]", said), where


def test_french_keeps_punctuation_on_the_line() -> None:
    for name, variant in sentences("fr"):
        if not name.startswith("-"):
            for said in results("fr", name, variant):
                assert not re.search(r"[^\u202f][;!?»]|(?<=\D)(?<!\u202f):|«[^\u202f]", said), f"fr: {name}: {said!r}"


@pytest.mark.parametrize(
    ("language", "message", "facts", "expected"),
    [
        ("ru", "weather-stale", {"minutes": 1}, "1 минуту"),
        ("ru", "weather-stale", {"minutes": 2}, "2 минуты"),
        ("ru", "weather-stale", {"minutes": 5}, "5 минут "),
        ("ru", "weather-stale", {"minutes": 11}, "11 минут "),
        ("ru", "weather-stale", {"minutes": 21}, "21 минуту"),
        ("ar", "weather-stale", {"minutes": 2}, "دقيقتان"),
        ("ar", "weather-stale", {"minutes": 5}, "دقائق"),
        ("ar", "weather-stale", {"minutes": 21}, "دقيقة"),
        ("tr", "suggest-route-to", {"name": "Kadıköy"}, "Kadıköy'e"),
        ("tr", "leg-ferry", {"from": "Üsküdar", "to": "Adalar İskelesi", "minutes": 20}, "Üsküdar'dan Adalar İskelesi'ne"),
        ("de", "weather-stale", {"minutes": 1}, "1 Minute alt"),
    ],
)
def test_numbers_and_names_are_inflected(language: Language, message: str, facts: dict[str, Any], expected: str) -> None:
    assert expected in words(language).say(message, **facts)
