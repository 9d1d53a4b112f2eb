"""What an answer carries besides its text."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.page.conftest import Opening
from tests.page.reading import ask, last, say
from tests.page.samples import MAP, PLACE, everything
from tests.page.stage import Stage, answer


def _whole(on_stage: Opening, stage: Stage, **given: object) -> Locator:
    """An answer with every part; staged, as no one question brings them all."""
    page = on_stage()
    say(page, "Everything, please")
    turn = stage.next()
    turn.start()
    turn.done(everything(**given))
    reply = last(page)
    expect(reply).not_to_have_attribute("aria-busy", "true")
    return reply


def test_a_place_says_what_is_known_and_what_is_not(on_stage: Opening, stage: Stage) -> None:
    card = _whole(on_stage, stage).locator(".place-card")
    for text in (
        "Topkapı Palace", "Palace · Sultanahmet", "Seat of the sultans.", "It is close to you.", "09:00–17:30", "open now",
        "Tuesday",
        "₺2,750 (as of 15 May 2026)", "Step-freenot known", "Confirmedvegan", "Not suitablehalal", "Not confirmednut-free",
    ):  # fmt: skip
        expect(card).to_contain_text(text)
    expect(card.locator("a.mark")).to_have_text("1")


def test_open_now_is_not_said_of_another_day(on_stage: Opening, stage: Stage) -> None:
    understanding = {**answer("")["understanding"], "constraints": {"when": "tomorrow"}}
    card = _whole(on_stage, stage, understanding=understanding).locator(".place-card")
    expect(card).to_contain_text("Hours that day09:00–17:30")
    expect(card).not_to_contain_text("open now")


def test_unknown_hours_are_called_unknown(on_stage: Opening, stage: Stage) -> None:
    place = {**PLACE, "hours_today": None, "open_now": None, "price": None, "closed_on": []}
    card = _whole(on_stage, stage, places=[place]).locator(".place-card")
    expect(card).to_contain_text("Todaynot known")
    expect(card).not_to_contain_text("open")
    expect(card).not_to_contain_text("Price")


def test_a_route_tells_its_steps_and_only_known_warnings(on_stage: Opening, stage: Stage) -> None:
    route = _whole(on_stage, stage).locator(".route")
    for text in (
        "27 min", "1 change · 4 min on foot", "Tram T1 towards", "7 stops", "leaves about 06:31", "314 m",
        "₺70 (as of 26 September 2026)",
        "from published frequencies, not live", "station is sometimes closed at short notice",
    ):  # fmt: skip
        expect(route).to_contain_text(text)
    expect(route).not_to_contain_text("made_up")
    expect(route.locator(".warnings li")).to_have_count(1)
    assert route.locator(".line").evaluate("node => node.style.backgroundColor") == "rgb(0, 79, 125)"


def test_weather_and_events_are_compact(on_stage: Opening, stage: Stage) -> None:
    reply = _whole(on_stage, stage)
    told = "rain · 9 to 15 °C · chance of rain 80 % · 6.5 mm of rain · wind up to 30 km/h"
    expect(reply.locator(".weather li")).to_contain_text(told)
    expect(reply.locator(".events li")).to_contain_text("Organic Market")
    expect(reply.locator(".events li")).to_contain_text("Bomonti · free · usual date, check before you go")


def test_sources_are_numbered_dated_and_linked(on_stage: Opening, stage: Stage) -> None:
    reply = _whole(on_stage, stage)
    first, second = reply.locator(".sources li").all()
    expect(first).to_have_text("National Palaces · Millî Saraylar · as of 15 May 2026")
    assert first.locator("a").get_attribute("href") == "https://www.millisaraylar.gov.tr/"
    assert second.locator("a").count() == 0
    expect(reply.locator(".body a.mark")).to_have_text(["1", "2", "1", "2"])
    expect(reply.locator(".body")).to_contain_text("Unknown mark [9].")
    reply.locator(".body a.mark").first.click()
    expect(first).to_be_in_viewport()


def test_text_keeps_its_paragraphs_and_lists(on_stage: Opening, stage: Stage) -> None:
    body = _whole(on_stage, stage).locator(".body")
    expect(body.locator("p")).to_have_count(2)
    expect(body.locator("ol li")).to_have_count(2)


def test_what_is_missing_is_said_in_plain_words(on_stage: Opening, stage: Stage) -> None:
    reply = _whole(on_stage, stage)
    expect(reply.locator(".degraded")).to_contain_text("may be incomplete. Missing: live weather.")


def test_the_map_is_drawn_here_with_its_attribution(on_stage: Opening, stage: Stage) -> None:
    reply = _whole(on_stage, stage)
    drawing = reply.locator(".map svg")
    drawing.wait_for()
    assert "Topkapı Palace" in (drawing.get_attribute("aria-label") or "")
    assert drawing.locator("path.land").count() > 3
    assert drawing.locator("path.way").get_attribute("stroke") == MAP["features"][0]["properties"]["color"]
    expect(drawing.locator(".pin")).to_have_count(1)
    expect(drawing.locator("text.name")).to_have_text(["Topkapı Palace", "Kabataş"])
    expect(reply.locator(".map figcaption")).to_contain_text("© OpenStreetMap contributors")


def test_the_map_can_be_moved_and_enlarged_by_key_and_button(on_stage: Opening, stage: Stage) -> None:
    reply = _whole(on_stage, stage)
    way = reply.locator(".map svg path.way").first
    way.wait_for(state="attached")
    whole = way.get_attribute("d")
    reply.locator(".map .roam button").first.click()
    expect(way).not_to_have_attribute("d", whole or "")
    reply.locator(".map .canvas").press("0")
    expect(way).to_have_attribute("d", whole or "")
    reply.locator(".map .canvas").press("+")
    larger = way.get_attribute("d")
    reply.locator(".map .canvas").press("ArrowRight")
    expect(way).not_to_have_attribute("d", larger or "")


def test_the_real_service_draws_a_route(opened: Opening) -> None:
    page = opened()
    reply = ask(page, "How do I get from Taksim to Sultanahmet?")
    expect(reply.locator(".route .leg").first).to_be_visible()
    reply.locator(".map svg path.way").first.wait_for(state="attached")
    expect(reply.locator(".sources")).to_contain_text("as of")


def test_an_answer_with_unknown_or_missing_parts_still_shows(on_stage: Opening, stage: Stage) -> None:
    # Staged: an older or newer service.
    page = on_stage()
    say(page, "Hello")
    turn = stage.next()
    turn.send("something_new", value=1)
    turn.done({"text": "Plain.", "language": "en", "conversation_id": "c1", "message_id": "m1"})
    expect(last(page).locator(".body")).to_have_text("Plain.")
