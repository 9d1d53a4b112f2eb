"""Asking and answering: streaming, stopping, starting anew, and everything that goes wrong on the way."""

from __future__ import annotations

from playwright.sync_api import Page, Request, expect

from tests.page.conftest import Opening
from tests.page.reading import ask, heard, last, listen, say
from tests.page.samples import HOSTILE, hostile
from tests.page.stage import Stage, answer
from tests.serving import PATIENCE

OUTSIDE = "https://"


def test_a_question_is_answered_with_sources(opened: Opening) -> None:
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    reply = ask(page, "Is Topkapı Palace open today?")
    expect(reply.locator(".body")).to_contain_text("Topkapı")
    expect(reply.locator(".place-card")).to_contain_text("Tuesday")
    expect(reply.locator(".sources li").first).to_contain_text("2026")
    mark = reply.locator(".body a.mark").first
    target = mark.get_attribute("href")
    assert target and page.locator(target).count() == 1
    assert not [url for url in asked if url.startswith(OUTSIDE)], "the page asks nobody but its own server"


def test_words_appear_while_the_answer_is_still_coming(on_stage: Opening, stage: Stage) -> None:
    # Staged: the real service is too fast for a test to look between two tokens.
    page = on_stage()
    say(page, "Hello")
    turn = stage.next()
    turn.start()
    turn.send("token", text="Good ")
    expect(last(page).locator(".body")).to_have_text("Good")
    turn.send("token", text="morning [1]")
    expect(last(page).locator(".body")).to_have_text("Good morning [1]")
    assert last(page).get_attribute("aria-busy") == "true"
    turn.done(answer("Good morning."))
    expect(last(page).locator(".body")).to_have_text("Good morning.")
    expect(last(page)).not_to_have_attribute("aria-busy", "true")


def test_stop_ends_the_answer_and_the_request(on_stage: Opening, stage: Stage) -> None:
    # Staged: an answer that is still coming when the reader stops it.
    page = on_stage()
    expect(page.locator("#stop")).to_be_hidden()
    say(page, "Tell me everything")
    turn = stage.next()
    turn.start()
    turn.send("token", text="First of all")
    expect(last(page).locator(".body")).to_have_text("First of all")
    page.get_by_role("button", name="Stop the answer").click()
    assert turn.left.wait(PATIENCE), "the server never saw the page leave"
    expect(last(page)).to_contain_text("First of all")
    expect(last(page)).to_contain_text("Stopped.")
    expect(page.locator("#stop")).to_be_hidden()
    say(page, "Something shorter")
    again = stage.next()
    assert again.body["conversation_id"] == "c1"
    again.done(answer("Short."))
    expect(last(page).locator(".body")).to_have_text("Short.")


def test_a_second_message_does_not_wait_for_the_first_answer(on_stage: Opening, stage: Stage) -> None:
    # Staged: the second message may be the urgent one, so the first answer gives way.
    page = on_stage()
    say(page, "A long story please")
    first = stage.next()
    first.start()
    say(page, "Stop, help")
    assert first.left.wait(PATIENCE)
    stage.next().done(answer("Here."))
    expect(last(page).locator(".body")).to_have_text("Here.")
    expect(page.locator(".turn")).to_have_count(2)


def test_the_conversation_goes_on_in_this_tab_only(opened: Opening) -> None:
    page = opened()
    bodies: list[dict[str, object]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/chat/stream"):
            bodies.append(request.post_data_json or {})

    page.on("request", note)
    ask(page, "Is Topkapı Palace open today?")
    ask(page, "How do I get there from Taksim?")
    assert "conversation_id" not in bodies[0]
    kept = page.evaluate("() => sessionStorage.getItem('companion.conversation')")
    assert kept and bodies[1]["conversation_id"] == kept
    assert page.evaluate("() => localStorage.length") == 0
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".place-card").first).to_contain_text("Topkapı")
    expect(page.locator("#welcome")).to_be_hidden()


def test_a_new_conversation_erases_the_old_one(on_stage: Opening, stage: Stage) -> None:
    # Staged: only a stage can say what it was asked to erase.
    page = on_stage()
    say(page, "Hello")
    turn = stage.next()
    turn.start()
    turn.done(answer("Hi."))
    expect(last(page).locator(".body")).to_have_text("Hi.")
    with page.expect_response("**/api/v1/conversations/*"):
        page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#disclosure")).to_be_visible()
    expect(page.locator("#message")).to_be_focused()
    assert stage.erased == ["c1"]
    say(page, "Hello again")
    turn = stage.next()
    assert "conversation_id" not in turn.body
    turn.done(answer("Hi again."))


def test_a_conversation_the_service_forgot_starts_again_by_itself(on_stage: Opening, stage: Stage) -> None:
    # Staged: a database that was emptied under an open tab.
    page = on_stage()
    page.evaluate("() => sessionStorage.setItem('companion.conversation', 'gone')")
    stage.refusals.append((404, "conversation_not_found"))
    say(page, "Hello")
    assert stage.next().body["conversation_id"] == "gone"
    turn = stage.next()
    assert "conversation_id" not in turn.body
    turn.done(answer("Hi."))
    expect(last(page).locator(".body")).to_have_text("Hi.")


def test_reset_clears_what_was_shown(on_stage: Opening, stage: Stage) -> None:
    # Staged: a model that fails in the middle of its sentence.
    page = on_stage()
    say(page, "Hello")
    turn = stage.next()
    turn.start()
    turn.send("token", text="Wrong beginning")
    expect(last(page).locator(".body")).to_have_text("Wrong beginning")
    turn.send("reset", reason="model")
    expect(last(page).locator(".body")).to_be_hidden()
    turn.send("token", text="Right")
    expect(last(page).locator(".body")).to_have_text("Right")
    turn.done(answer("Right end."))
    expect(page.locator("body")).not_to_contain_text("Wrong beginning")


def test_errors_are_said_in_plain_words_and_can_be_retried(on_stage: Opening, stage: Stage) -> None:
    # Staged: refusals, an `error` event and a stream that breaks off.
    page = on_stage()
    listen(page)
    stage.refusals.append((503, "not_ready"))
    say(page, "Hello")
    stage.next()
    expect(last(page).locator(".problem")).to_contain_text("just starting")
    expect(last(page).locator(".problem")).to_contain_text("112")
    page.get_by_role("button", name="Try again").click()
    turn = stage.next()
    assert turn.body["message"] == "Hello"
    turn.start()
    turn.send("error", problem={"code": "internal_error", "status": 500})
    turn.cut()
    expect(last(page).locator(".problem")).to_contain_text("went wrong on our side")
    page.get_by_role("button", name="Try again").click()
    turn = stage.next()
    turn.start()
    turn.send("token", text="Half an ans")
    turn.cut()
    expect(last(page).locator(".problem")).to_contain_text("connection broke")
    expect(last(page).locator(".body")).to_have_text("Half an ans")
    expect(page.locator(".turn")).to_have_count(1)
    assert len(heard(page, "polite")) == 3
    page.get_by_role("button", name="Try again").click()
    stage.next().done(answer("Whole."))
    expect(last(page).locator(".body")).to_have_text("Whole.")


def test_without_a_network_it_says_so(on_stage: Opening) -> None:
    page = on_stage()
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_contain_text("offline")
    say(page, "Hello")
    expect(last(page).locator(".problem")).to_contain_text("could not be sent")
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_empty()


def test_too_long_a_message_is_not_sent(on_stage: Opening) -> None:
    page = on_stage()
    page.locator("#message").fill("ü" * 2003)
    expect(page.locator("#limit")).to_have_text("3 characters too many. Please shorten the message.")
    page.locator("#message").press("Enter")
    expect(page.locator("#send")).to_be_disabled()
    expect(page.locator(".turn")).to_have_count(0)
    page.locator("#message").fill("😀" * 2000)
    expect(page.locator("#limit")).to_be_empty()


def test_shift_enter_makes_a_new_line(on_stage: Opening, stage: Stage) -> None:
    page = on_stage()
    page.locator("#message").press_sequentially("one")
    page.locator("#message").press("Shift+Enter")
    page.locator("#message").press_sequentially("two")
    page.locator("#message").press("Enter")
    turn = stage.next()
    assert turn.body["message"] == "one\ntwo"
    turn.done(answer("Two lines."))


def test_chips_send_and_stand_under_the_last_answer_only(on_stage: Opening, stage: Stage) -> None:
    page = on_stage()
    page.locator("#starters button").first.click()
    turn = stage.next()
    assert turn.body["message"] == "What should I see on my first day?"
    turn.done(answer("A lot.", suggestions=["And tomorrow?"]))
    page.get_by_role("button", name="And tomorrow?").click()
    turn = stage.next()
    assert turn.body["message"] == "And tomorrow?"
    expect(last(page)).to_be_focused()
    turn.done(answer("Even more.", suggestions=["And then?"]))
    expect(page.locator(".turns .chip")).to_have_text(["And then?"])


def _located(page: Page) -> None:
    expect(page.locator("#share-about")).to_contain_text("On.")


def test_the_position_is_sent_only_while_shared(on_stage: Opening, stage: Stage) -> None:
    page = on_stage(geolocation={"latitude": 41.00851234, "longitude": 28.98021234}, permissions=["geolocation"])
    switch = page.get_by_role("switch", name="Share my location")
    assert switch.get_attribute("aria-checked") == "false"
    expect(page.locator("#share-about")).to_contain_text("Off. When on, your position goes with each message")
    say(page, "near me")
    turn = stage.next()
    assert "location" not in turn.body
    turn.done(answer("Where?"))
    switch.click()
    _located(page)
    say(page, "near me")
    turn = stage.next()
    assert turn.body["location"] == {"lat": 41.0085, "lon": 28.9802}
    turn.done(answer("Here."))
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    say(page, "near me")
    turn = stage.next()
    assert "location" not in turn.body
    turn.done(answer("Where?"))
    assert "28.98" not in page.evaluate("() => JSON.stringify({...sessionStorage, ...localStorage})")


def test_a_refused_position_is_explained(on_stage: Opening) -> None:
    page = on_stage()
    page.get_by_role("switch", name="Share my location").click()
    expect(page.locator("#share-about")).to_contain_text("does not allow")
    assert page.locator("#share").get_attribute("aria-checked") == "false"


def test_markup_in_an_answer_is_inert(on_stage: Opening, stage: Stage) -> None:
    # Staged: no tool of the real service returns markup.
    page = on_stage()
    say(page, HOSTILE)
    turn = stage.next()
    turn.start()
    turn.send("token", text=HOSTILE)
    turn.done(hostile())
    expect(last(page)).not_to_have_attribute("aria-busy", "true")
    page.locator(".map svg").wait_for()
    assert page.evaluate("() => window.hacked") is None
    assert page.locator("#turns img, #turns script, #turns iframe").count() == 0
    assert page.locator("#turns [href^='javascript']").count() == 0
    expect(last(page).locator(".body")).to_contain_text("<img src=x")
    names = page.evaluate("() => [...document.querySelectorAll('*')].flatMap(node => node.getAttributeNames())")
    assert not [name for name in names if name.startswith("on")]
