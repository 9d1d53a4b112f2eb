"""Six languages: every text there, the page's own words, direction, and the disclosure before the first message."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import pytest
from playwright.sync_api import expect

from data.schema import LANGUAGES, Eatery, Gem, Language, NightPlace, Shop, Sight, Stay
from tests.page.conftest import Opening
from tests.page.reading import ask, last, say
from tests.page.stage import PAGE, Stage, answer
from tools.transit.advice import PARAMETERS, Code

PLURALS = {
    "en": {"one", "other"},
    "tr": {"other"},
    "fr": {"one", "other"},
    "ru": {"one", "few", "many", "other"},
    "de": {"one", "other"},
    "ar": {"other"},
}
DISCLOSURE = {
    "en": "an AI",
    "tr": "yapay zekâ",
    "fr": "intelligence artificielle",
    "ru": "искусственным интеллектом",
    "de": "einer KI",
    "ar": "ذكاء اصطناعي",
}
NEVER_ROUTED = {Code.SAME_PLACE, Code.OUTSIDE_CITY, Code.FAR_FROM_NETWORK, Code.NO_ROUTE, Code.AVOID_IGNORED}
"""Codes that come instead of a route: there is no route card to show them on."""


def words(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAGE / "text" / f"{language}.json").read_text("utf-8"))
    return found


def _names(text: Any) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", json.dumps(text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: Language) -> None:
    english, its = words("en"), words(language)
    assert list(its) == list(english)
    for key, text in its.items():
        assert text, key
        assert _names(text) - {"n"} == _names(english[key]) - {"n"}, key
        assert not re.search("[٠-٩۰-۹]", json.dumps(text, ensure_ascii=False)), f"{key}: Western digits only"
        if isinstance(text, dict):
            assert set(text) >= PLURALS[language], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_data_calls_for_exist(language: Language) -> None:
    its = words(language)
    assert {f"kind_{kind}" for kind in _kinds()} <= set(its)
    assert {f"warn_{code.value}" for code in set(PARAMETERS) - NEVER_ROUTED} <= set(its)


def _kinds() -> set[str]:
    """Every kind a place of the pack can have."""
    kinds: set[str] = set()
    for family in (Sight, Gem, Eatery, Shop, NightPlace, Stay):
        kinds |= _literals(family.model_fields["kind"].annotation)
    return kinds


def _literals(annotation: Any) -> set[str]:
    return {annotation} if isinstance(annotation, str) else set().union(*map(_literals, get_args(annotation)))


def test_every_word_the_page_asks_for_exists() -> None:
    scripts = "".join(path.read_text("utf-8") for path in PAGE.glob("*.js"))
    by_scripts = set(re.findall(r'say\("([a-z0-9_]+)"', scripts))
    by_page = set(re.findall(r'data-(?:text|label|placeholder|tip)="(\w+)"', _html()))
    assert by_scripts | by_page <= set(words("en"))


def _html() -> str:
    return (PAGE / "index.html").read_text("utf-8")


def test_the_page_needs_nobody_else() -> None:
    html = _html()
    assert "default-src 'self'" in html
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
    assert not re.search(r"\son\w+=", html) and "style=" not in html and "<style" not in html
    assert re.findall(r"<script([^>]*)>", html) == [' type="module" src="/page/main.js"']
    css = (PAGE / "style.css").read_text("utf-8")
    assert "url(" not in css and "@import" not in css


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_disclosure_is_seen_before_the_first_message(opened: Opening, language: Language) -> None:
    page = opened(locale=language)
    first = page.locator("#disclosure p").first
    assert first.get_attribute("lang") == language
    expect(first).to_contain_text(DISCLOSURE[language])
    expect(first).to_be_in_viewport()
    for other, text in DISCLOSURE.items():
        expect(page.locator(f"#disclosure p[lang={other}]")).to_be_visible()
        expect(page.locator(f"#disclosure p[lang={other}]")).to_contain_text(text)
    expect(page.locator("#starters button")).to_have_count(6)


def test_arabic_turns_the_page_round(opened: Opening) -> None:
    page = opened(locale="ar", width=400)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ar"
    reply = ask(page, "كيف أصل من تقسيم إلى السلطان أحمد؟")
    expect(reply).to_have_attribute("dir", "rtl")
    expect(reply.locator(".route .leg").first).to_be_visible()
    assert not re.search("[٠-٩]", reply.inner_text())
    legs = reply.locator(".route .leg").first
    icon, text = legs.locator("svg").bounding_box(), legs.locator("div").bounding_box()
    assert icon and text and icon["x"] > text["x"], "the icon stands on the right"


def test_a_message_keeps_its_own_direction(on_stage: Opening, stage: Stage) -> None:
    page = on_stage()
    say(page, "أين نأكل؟")
    stage.next().done(answer("مرحبا", language="ar"))
    expect(last(page)).to_have_attribute("dir", "rtl")
    assert page.locator(".asked p").evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.locator("html").get_attribute("dir") == "ltr"


def test_the_language_choice_holds_for_the_page_and_its_requests(on_stage: Opening, stage: Stage) -> None:
    page = on_stage()
    say(page, "Hello")
    turn = stage.next()
    assert "language" not in turn.body, "automatic leaves it to the service"
    turn.done(answer("Hi."))
    page.get_by_label("Language").select_option("ru")
    expect(page.get_by_role("button", name="Новый разговор")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "ru"
    say(page, "Привет")
    turn = stage.next()
    assert turn.body["language"] == "ru"
    turn.done(answer("Здравствуйте.", language="ru"))
    page.reload()
    expect(page.locator("#language")).to_have_value("ru")
    assert page.title() == words("ru")["title"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_service_answers_in_the_language_chosen(opened: Opening, language: Language) -> None:
    page = opened(locale=language)
    page.locator("#language").select_option(language)
    reply = ask(page, words(language)["starter_4"])
    expect(reply).to_have_attribute("lang", language)
    expect(reply.locator(".place-card").first).to_contain_text(words(language)["step_free"])
