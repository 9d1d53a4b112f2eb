"""After a card: the right fixed text, and a way back to the trip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.schema import LANGUAGES, Language
from graph.triage.follow_up import ORDER, UNCLEAR, FollowUps, begin, leads
from graph.triage.lint import FORBIDDEN
from graph.triage.triage import Verdict
from tools.text import fold


@pytest.fixture(scope="module")
def follow_ups() -> FollowUps:
    return FollowUps.load()


@pytest.mark.parametrize(
    ("text", "language", "intent"),
    [
        ("she is breathing now", "en", "better"),
        ("artık nefes alıyor", "tr", "better"),
        ("elle respire maintenant", "fr", "better"),
        ("он снова дышит", "ru", "better"),
        ("er atmet wieder", "de", "better"),
        ("هي تتنفس الآن", "ar", "better"),
        ("she stopped breathing again", "en", "worse"),
        ("I don't know the address", "en", "no_address"),
        ("adresi bilmiyorum", "tr", "no_address"),
        ("je ne connais pas l'adresse", "fr", "no_address"),
        ("я не знаю адреса", "ru", "no_address"),
        ("ich kenne die Adresse nicht", "de", "no_address"),
        ("لا أعرف العنوان", "ar", "no_address"),
        ("how do I say chest pain", "en", "how_say"),
        ("false alarm, sorry", "en", "false_alarm"),
        ("yanlış alarm", "tr", "false_alarm"),
        ("fausse alerte", "fr", "false_alarm"),
        ("ложная тревога", "ru", "false_alarm"),
        ("Fehlalarm", "de", "false_alarm"),
        ("إنذار كاذب", "ar", "false_alarm"),
        ("it's ok now", "en", "over"),
        ("скорая приехала", "ru", "over"),
        ("I called 112", "en", "called"),
        ("они не понимают меня", "ru", "cannot_call"),
        ("what do I do now", "en", "what_next"),
    ],
)
def test_a_follow_up_gets_its_text(follow_ups: FollowUps, text: str, language: Language, intent: str) -> None:
    answer = follow_ups.answer(text, language, begin("medical"))
    assert answer.intent == intent and answer.text
    assert answer.state["active"] == (intent not in ("false_alarm", "over"))


@pytest.mark.parametrize(
    ("text", "language", "turkish"),
    [
        ("how do I say chest pain", "en", "Göğsü çok ağrıyor."),
        ("wie sagt man Brustschmerzen", "de", "Göğsü çok ağrıyor."),
        ("comment dire elle ne respire pas", "fr", "Nefes alamıyor."),
        ("как сказать аллергия", "ru", "Alerjisi var, boğazı şişiyor."),
        ("كيف أقول نزيف", "ar", "Çok kanaması var."),
        ("how do you say something in turkish", "en", "Lütfen bana yardım edin."),
    ],
)
def test_a_sentence_is_given_in_turkish(follow_ups: FollowUps, text: str, language: Language, turkish: str) -> None:
    assert turkish in follow_ups.answer(text, language, begin("heart")).text


def test_an_unrelated_message_is_asked_about_once_then_answered(follow_ups: FollowUps) -> None:
    first = follow_ups.answer("best kebab near Taksim?", "en", begin("fire"))
    assert first.intent == UNCLEAR and first.show_card and first.state["active"]
    second = follow_ups.answer("and a museum?", "en", first.state)
    assert second.text == "" and not second.state["active"]


def test_the_state_is_plain_data(follow_ups: FollowUps) -> None:
    state = follow_ups.answer("what now", "en", begin("fire")).state
    assert json.loads(json.dumps(state)) == state


def test_no_text_promises_help(follow_ups: FollowUps) -> None:
    for language in LANGUAGES:
        for intent in (*ORDER, UNCLEAR):
            text = follow_ups._file.replies[intent].text.in_(language)
            assert not any(fold(phrase) in fold(text) for phrase in FORBIDDEN), (language, intent)


@pytest.mark.parametrize(
    ("text", "before", "kind", "evidence", "led"),
    [
        ("how do I say she is not breathing", "medical", "not_breathing", "en:strong.not_breathing:@neg ~ breathing", True),
        ("she is breathing now", "not_breathing", "medical", "en:strong.medical:breath*", True),
        ("I'm so scared", "fire", "self_harm", "en:cue.first:i", True),
        ("we got out, but my father collapsed", "fire", "medical", "en:strong.medical:@who ~ collapsed", False),
        ("there is a fire in the kitchen", "medical", "fire", "en:strong.fire:a fire in", False),
    ],
)
def test_a_new_danger_gets_its_card_and_the_known_one_its_answer(
    follow_ups: FollowUps, text: str, before: str, kind: str, evidence: str, led: bool
) -> None:
    state = begin(before)
    verdict = Verdict("emergency", kind, "en", 0.9, (evidence,))
    assert leads(follow_ups.answer(text, "en", state), verdict, state) is led


HEARD = json.loads((Path(__file__).parent / "denied.json").read_text(encoding="utf-8"))
"""What reviewers of the six languages found taken for its opposite, and what it must still be told from."""


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in HEARD["denied"].items() for text in texts])
def test_what_is_denied_is_no_good_news(follow_ups: FollowUps, language: Language, text: str) -> None:
    reply = follow_ups.answer(text, language, begin("medical"))
    assert reply.intent not in ("better", "over", "called", "false_alarm")
    assert reply.state["active"]


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in HEARD["hopeful"].items() for text in texts])
def test_good_news_is_still_heard(follow_ups: FollowUps, language: Language, text: str) -> None:
    assert follow_ups.answer(text, language, begin("medical")).intent in ("better", "over", "called")
