"""For everybody: axe-core, the keyboard alone, what a screen reader is told, small screens and large letters."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import Opening
from tests.page.reading import ask, heard, last, listen, say, too_wide, violations
from tests.page.samples import CARD, emergency, everything, finding
from tests.page.stage import Stage, answer

LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 8


def _answered(page: Page, stage: Stage, whole: dict[str, Any]) -> None:
    say(page, "Everything, please")
    turn = stage.next()
    turn.start()
    if whole["emergency"] and whole["understanding"]["emergency"]["level"] == "emergency":
        turn.send("emergency", card=whole["emergency"])
    turn.done(whole)
    expect(last(page)).not_to_have_attribute("aria-busy", "true")


STATES: dict[str, dict[str, Any]] = {
    "everything": everything(),
    "emergency": emergency(),
    "possible": everything(emergency=CARD, understanding=finding("possible")),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("state", ["welcome", *STATES])
def test_axe_finds_nothing(on_stage: Opening, stage: Stage, scheme: str, locale: str, state: str) -> None:
    # Staged, so that every kind of card is looked at. Tall, as axe takes what is scrolled under the message field for covered.
    page = on_stage(locale=locale, scheme=scheme, width=900, height=1400)
    if state in STATES:
        _answered(page, stage, {**STATES[state], "language": locale})
    if state == "everything":
        page.locator(".map svg").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_large_text_or_an_error(on_stage: Opening, stage: Stage, scheme: str) -> None:
    page = on_stage(scheme=scheme, width=400)
    stage.refusals.append((500, "internal_error"))
    say(page, "Hello")
    stage.next()
    expect(last(page).locator(".problem")).to_be_visible()
    assert violations(page) == []
    _answered(page, stage, emergency())
    page.locator(".sos-card").get_by_role("button", name="In large letters").click()
    assert violations(page) == []


def test_axe_finds_nothing_in_a_real_answer(opened: Opening) -> None:
    page = opened(width=700)
    ask(page, "How do I get from Taksim to Sultanahmet?")
    ask(page, "Where can I eat vegan?")
    page.locator(".map svg").last.wait_for()
    assert violations(page) == []


def test_one_announcement_for_every_finished_answer(on_stage: Opening, stage: Stage) -> None:
    # Staged: many tokens, of which none may be read out by itself.
    page = on_stage()
    listen(page)
    for number in (1, 2):
        say(page, "Hello")
        turn = stage.next()
        turn.start()
        for word in ("One ", "two ", "three [1]."):
            turn.send("token", text=word)
        expect(last(page).locator(".body")).to_have_text("One two three [1].")
        assert len(heard(page, "polite")) == number - 1
        turn.done(everything(text="One two three [1]."))
        expect(last(page)).not_to_have_attribute("aria-busy", "true")
        assert len(heard(page, "polite")) == number
    assert heard(page, "polite")[-1] == "One two three.\n1 place below, Route, 2 sources"
    assert heard(page, "assertive") == []


def test_everything_can_be_done_with_the_keyboard(on_stage: Opening, stage: Stage) -> None:
    page = on_stage()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the message field")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.type("Hello")
    page.keyboard.press("Enter")
    turn = stage.next()
    turn.start()
    turn.send("token", text="Wait")
    expect(last(page).locator(".body")).to_have_text("Wait")
    page.keyboard.press("Tab")
    expect(page.locator("#stop")).to_be_focused()
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("Stopped.")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.type("Again")
    page.keyboard.press("Enter")
    stage.next().done(everything())
    expect(last(page).locator(".chip")).to_be_visible()
    seen = _tab_through(page)
    for name in ("Emergency: call 112", "New conversation", "Source 1: National Palaces", "And tomorrow?", "Share my location"):
        assert any(name in one for one in seen), name


def _tab_through(page: Page) -> list[str]:
    """What receives focus from the top of the page on, each with its outline drawn."""
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    page.locator("body").click(position={"x": 2, "y": 300})
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name, outlined = page.evaluate(
            """() => {
                const node = document.activeElement;
                const style = getComputedStyle(node), around = getComputedStyle(node.closest('.field') ?? node);
                const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                const name = node.getAttribute('aria-label') ?? node.textContent.trim();
                return [name, outlined || around.boxShadow !== 'none' || node === document.body];
            }"""
        )
        assert outlined, f"no visible focus: {name}"
        seen.append(name)
    page.keyboard.press("Shift+Tab")
    return seen


def test_escape_stops_an_answer(on_stage: Opening, stage: Stage) -> None:
    page = on_stage()
    say(page, "Hello")
    turn = stage.next()
    turn.start()
    turn.send("token", text="Wait")
    expect(last(page).locator(".body")).to_have_text("Wait")
    page.keyboard.press("Escape")
    expect(last(page)).to_contain_text("Stopped.")


@pytest.mark.parametrize("locale", ["en", "tr", "fr", "ru", "de", "ar"])
def test_nothing_is_wider_than_a_small_phone(on_stage: Opening, stage: Stage, locale: str) -> None:
    page = on_stage(locale=locale, width=360, height=640)
    assert too_wide(page) == 0
    _answered(page, stage, everything(language=locale, text=f"{LONG} [1]", emergency=CARD, understanding=finding("possible")))
    page.locator(".map svg").wait_for()
    assert too_wide(page) == 0
    _answered(page, stage, {**emergency(), "language": locale})
    assert too_wide(page) == 0


def test_nothing_is_lost_at_twice_and_four_times_the_size(on_stage: Opening, stage: Stage) -> None:
    # Zoom makes the viewport smaller in CSS pixels: 1280 × 800 at 200 % and at 400 % (WCAG 1.4.10).
    for width, height in ((640, 400), (320, 256)):
        page = on_stage(width=width, height=height)
        _answered(page, stage, everything())
        assert too_wide(page) == 0
        page.locator("#message").scroll_into_view_if_needed()
        expect(page.locator("#message")).to_be_in_viewport()


def test_motion_is_off_when_nobody_wants_it(on_stage: Opening, stage: Stage) -> None:
    page = on_stage()
    say(page, "Hello")
    turn = stage.next()
    turn.start()
    assert page.locator(".wave").evaluate("node => getComputedStyle(node).animationName") == "none"
    turn.done(answer("Hi."))


def test_large_enough_to_touch(opened: Opening) -> None:
    page = opened(width=360, height=640)
    for node in page.locator("button:visible, .bar a, select").all():
        box = node.bounding_box()
        assert box and box["height"] >= 36 and box["width"] >= 36, node.inner_text()
