"""The emergency card: first, pinned, dialled with one tap, read out at once, and there without a network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import Opening
from tests.page.reading import ask, heard, in_view, last, listen, say
from tests.page.samples import CARD, emergency, finding
from tests.page.stage import Stage, answer

CRY = "my wife is not breathing"


def test_the_real_service_pins_a_card_with_112_first(opened: Opening) -> None:
    page = opened()
    listen(page)
    ask(page, CRY)
    card = page.get_by_role("alert").locator(".sos-card")
    first = card.locator("a").first
    assert first.get_attribute("href") == "tel:112"
    assert in_view(page, first)
    expect(card.locator(".sos-steps li").first).to_contain_text("112")
    expect(card.locator("[lang=tr]")).to_contain_text("ACİL")
    assert len(heard(page, "assertive")) == 1, "read out once, at once"
    assert heard(page, "polite") == ["What to do now is in the card at the top of the page. Call 112."]
    page.mouse.wheel(0, 5000)
    assert in_view(page, first)


@pytest.mark.parametrize(("width", "height"), [(360, 640), (640, 360), (1100, 800)])
def test_the_number_stays_in_view_on_every_screen(opened: Opening, width: int, height: int) -> None:
    page = opened(width=width, height=height)
    ask(page, CRY)
    assert in_view(page, page.locator(".sos-card a.call").first)
    page.mouse.wheel(0, 3000)
    assert in_view(page, page.locator(".sos-card a.call").first)


def test_the_turkish_text_fills_the_screen_and_escape_closes_it(opened: Opening) -> None:
    page = opened(width=390, height=780)
    ask(page, CRY)
    button = page.locator(".sos-card").get_by_role("button", name="In large letters")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    box = dialog.bounding_box()
    assert box and (box["width"], box["height"]) == (390, 780)
    text = page.locator("#large-text")
    expect(text).to_contain_text("ACİL")
    assert text.get_attribute("lang") == "tr"
    assert float(text.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")) >= 28
    assert dialog.locator("a").get_attribute("href") == "tel:112"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    expect(page.locator(".sos-card")).to_be_visible()


def test_the_card_works_when_the_network_is_gone(opened: Opening) -> None:
    page = opened()
    ask(page, CRY)
    page.context.set_offline(True)
    page.locator(".sos-card").get_by_role("button", name="In large letters").click()
    expect(page.locator("#large-text")).to_contain_text("ACİL")
    page.get_by_role("button", name="Close").click()
    say(page, "and now?")
    expect(last(page).locator(".problem")).to_contain_text("In an emergency call 112.")
    expect(page.locator(".sos-card a.call").first).to_be_visible()


def _pinned(on_stage: Opening, stage: Stage) -> Page:
    page = on_stage()
    say(page, "I smell gas")
    turn = stage.next()
    turn.start()
    turn.send("emergency", card=CARD)
    turn.send("understanding", understanding=finding("emergency"))
    turn.send("token", text=emergency()["text"])
    turn.done(emergency())
    expect(last(page)).not_to_have_attribute("aria-busy", "true")
    return page


def test_the_card_is_there_before_the_answer(on_stage: Opening, stage: Stage) -> None:
    # Staged: nothing but the first event has come.
    page = on_stage()
    say(page, "I smell gas")
    turn = stage.next()
    turn.start()
    turn.send("emergency", card=CARD)
    expect(page.get_by_role("alert")).to_contain_text("Leave the building now.")
    turn.cut()
    expect(last(page).locator(".problem")).to_be_visible()
    expect(page.locator(".sos-card")).to_be_visible()


def test_112_comes_first_whatever_the_order_given(on_stage: Opening, stage: Stage) -> None:
    # Staged: a card in the wrong order.
    page = _pinned(on_stage, stage)
    assert [a.get_attribute("href") for a in page.locator(".sos-card a").all()] == ["tel:112", "tel:187"]
    expect(page.locator(".sos-card")).to_contain_text("This page can’t call anyone.")


def test_the_card_folds_when_an_answer_comes_without_one_and_is_put_away_by_the_reader(on_stage: Opening, stage: Stage) -> None:
    # Staged: the turn after an emergency.
    page = _pinned(on_stage, stage)
    listen(page)
    say(page, "false alarm")
    stage.next().done(answer("Good that everyone is well."))
    expect(page.locator(".sos-steps")).to_be_hidden()
    expect(page.locator(".sos-card a.call").first).to_be_visible()
    page.get_by_role("button", name="Show the steps").click()
    expect(page.locator(".sos-steps")).to_be_visible()
    assert heard(page, "assertive") == [], "folding is not read out"
    page.get_by_role("button", name="Put the card away").click()
    expect(page.locator(".sos-card")).to_have_count(0)
    page.get_by_role("button", name="Show the emergency card").click()
    expect(page.locator(".sos-card a").first).to_be_focused()


def test_a_reload_brings_the_card_back(opened: Opening) -> None:
    page = opened()
    ask(page, CRY)
    page.reload()
    expect(page.locator(".sos-card a.call").first).to_be_visible()


def test_a_new_conversation_takes_the_card_away(opened: Opening) -> None:
    page = opened()
    ask(page, CRY)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".sos-card")).to_have_count(0)


def test_a_possible_emergency_is_offered_above_the_answer(on_stage: Opening, stage: Stage) -> None:
    # Staged: independent of what triage thinks of a message today.
    page = on_stage()
    listen(page)
    say(page, "It smells odd here")
    turn = stage.next()
    turn.start()
    turn.send("understanding", understanding=finding("possible"))
    expect(last(page).locator("a[href='tel:112']")).to_be_visible()
    turn.done(answer("Is everyone safe?", emergency=CARD, understanding=finding("possible")))
    offered = last(page).locator(".sos-possible")
    assert offered.locator("a").first.get_attribute("href") == "tel:112"
    expect(page.locator(".sos-card")).to_have_count(0)
    assert heard(page, "assertive") == []
    offered.locator("summary").click()
    expect(offered).to_contain_text("Leave the building now.")
    offered.get_by_role("button", name="In large letters").click()
    expect(page.get_by_role("dialog")).to_contain_text("gaz kokusu")


def test_buttons_follow_the_language_of_the_message(on_stage: Opening, stage: Stage) -> None:
    # Staged: an Arabic message on an English page.
    page = on_stage()
    say(page, "أشم رائحة غاز")
    turn = stage.next()
    turn.start()
    turn.send("emergency", card=CARD)
    turn.send("understanding", understanding={**finding("emergency"), "language": "ar"})
    card = page.locator(".sos-card")
    expect(card).to_have_attribute("lang", "ar")
    expect(card).to_have_attribute("dir", "rtl")
    expect(card.get_by_role("button", name="بخط كبير")).to_be_visible()
    turn.done({**emergency(), "language": "ar"})


def test_112_can_be_dialled_at_any_time(opened: Opening) -> None:
    page = opened(width=360, height=640)
    link = page.get_by_role("link", name="Emergency: call 112")
    assert link.get_attribute("href") == "tel:112"
    assert in_view(page, link)
