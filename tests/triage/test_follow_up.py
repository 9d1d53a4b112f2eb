"""After a card: the right fixed text, and a way back to the trip."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from data.schema import LANGUAGES, Language
from graph.triage.follow_up import ORDER, PATH, UNCLEAR, FollowUps, begin, leads
from graph.triage.lint import FORBIDDEN, KINDS
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
        ("скорая приехала", "ru", "called"),
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
        ("how do I say call the police", "en", "Lütfen polis çağırın."),
        ("comment dire appelez une ambulance", "fr", "Lütfen ambulans çağırın."),
        ("comment dire que mon fils a bu de la javel", "fr", "Zehirlendi, bunu içti."),
        ("wie sagt man, mein Kind hat sich das Bein gebrochen", "de", "Bir yeri kırıldı, kıpırdatmayın."),
        ("как сказать, что моя дочь попала в аварию", "ru", "Kaza oldu, yaralı var."),
        ("how do I say my daughter lost consciousness", "en", "Bilinci kapalı, uyandıramıyorum."),
        ("comment dire que ma fille a perdu connaissance", "fr", "Bilinci kapalı, uyandıramıyorum."),
        ("wie sagt man, meine Tochter hat das Bewusstsein verloren", "de", "Bilinci kapalı, uyandıramıyorum."),
        ("how do I say my son is missing", "en", "Çocuğum kayboldu."),
        ("çocuğum kayboldu türkçesi", "tr", "Çocuğum kayboldu."),
        ("comment dire que ma fille a disparu", "fr", "Çocuğum kayboldu."),
        ("как сказать, что пропал мой сын", "ru", "Çocuğum kayboldu."),
        ("wie sagt man, dass mein Sohn verschwunden ist", "de", "Çocuğum kayboldu."),
        ("كيف أقول ابني ضاع", "ar", "Çocuğum kayboldu."),
        ("how do I say heart medicine", "en", "Kalp ilacı kullanıyor."),
        ("kalp ilacı türkçesi nasıl denir", "tr", "Kalp ilacı kullanıyor."),
        ("comment dire médicament pour le cœur", "fr", "Kalp ilacı kullanıyor."),
        ("как сказать лекарство для сердца", "ru", "Kalp ilacı kullanıyor."),
        ("wie sagt man Herzmedikament", "de", "Kalp ilacı kullanıyor."),
        ("كيف أقول دواء القلب", "ar", "Kalp ilacı kullanıyor."),
        ("как сказать аллергия на лекарство", "ru", "Alerjisi var, boğazı şişiyor."),
        ("how do I say he drank bad water", "en", "Zehirlendi, bunu içti."),
        ("bu çocuk kayboldu nasıl denir", "tr", "Çocuğum kayboldu."),
        ("wie kann ich sagen, mein Kind ist weg", "de", "Çocuğum kayboldu."),
        ("wie sagt man, er hat Tabletten verschluckt", "de", "Zehirlendi, bunu içti."),
        ("how do I say I hurt myself", "en", "Lütfen bana yardım edin."),
        ("comment dire il veut me faire du mal", "fr", "Lütfen bana yardım edin."),
        ("wie sagt man, er will mir etwas antun", "de", "Lütfen bana yardım edin."),
        ("how do I say she fell in the sea", "en", "Biri suda boğuluyor."),
        ("denize düştü nasıl denir", "tr", "Biri suda boğuluyor."),
        ("comment dire il est tombé à l'eau", "fr", "Biri suda boğuluyor."),
        ("как сказать человек тонет", "ru", "Biri suda boğuluyor."),
        ("wie sagt man, jemand ist ins Wasser gefallen", "de", "Biri suda boğuluyor."),
        ("كيف أقول سقط في البحر", "ar", "Biri suda boğuluyor."),
        ("how do I say he can't breathe, he is choking", "en", "Boğazına bir şey kaçtı, nefes alamıyor."),
        ("boğazına bir şey kaçtı nasıl denir", "tr", "Boğazına bir şey kaçtı, nefes alamıyor."),
        ("comment dire il s'étouffe", "fr", "Boğazına bir şey kaçtı, nefes alamıyor."),
        ("как сказать он подавился", "ru", "Boğazına bir şey kaçtı, nefes alamıyor."),
        ("wie sagt man, er hat sich verschluckt", "de", "Boğazına bir şey kaçtı, nefes alamıyor."),
        ("كيف أقول إنه يختنق", "ar", "Boğazına bir şey kaçtı, nefes alamıyor."),
        ("how do I say we are stuck in the lift", "en", "Asansörde kaldık."),
        ("asansörde kaldık türkçesi", "tr", "Asansörde kaldık."),
        ("comment dire on est bloqués dans l'ascenseur", "fr", "Asansörde kaldık."),
        ("как сказать мы застряли в лифте", "ru", "Asansörde kaldık."),
        ("wie sagt man, wir stecken im Aufzug fest", "de", "Asansörde kaldık."),
        ("كيف أقول نحن عالقون في المصعد", "ar", "Asansörde kaldık."),
        ("how do I say I want to hurt myself", "en", "Kendime zarar vermekten korkuyorum, lütfen yanımda kalın."),
        ("kendime zarar vermekten korkuyorum nasıl denir", "tr", "Kendime zarar vermekten korkuyorum, lütfen yanımda kalın."),
        ("comment dire j'ai peur de me faire du mal", "fr", "Kendime zarar vermekten korkuyorum, lütfen yanımda kalın."),
        ("как сказать я боюсь что-то с собой сделать", "ru", "Kendime zarar vermekten korkuyorum, lütfen yanımda kalın."),
        ("wie sagt man, ich will mir etwas antun", "de", "Kendime zarar vermekten korkuyorum, lütfen yanımda kalın."),
        ("كيف أقول أخاف أن أؤذي نفسي", "ar", "Kendime zarar vermekten korkuyorum, lütfen yanımda kalın."),
    ],
)
def test_a_sentence_is_given_in_turkish(follow_ups: FollowUps, text: str, language: Language, turkish: str) -> None:
    assert turkish in follow_ups.answer(text, language, begin("heart")).text


def test_an_unrelated_message_is_asked_about_once_then_answered(follow_ups: FollowUps) -> None:
    first = follow_ups.answer("best kebab near Taksim?", "en", begin("fire"))
    assert first.intent == UNCLEAR and first.show_card and first.state["active"]
    second = follow_ups.answer("and a museum?", "en", first.state)
    assert second.text == "" and not second.state["active"]


def test_bad_news_again_and_again_is_no_other_subject(follow_ups: FollowUps) -> None:
    first = follow_ups.answer("we have not found him", "en", begin("missing_person"))
    second = follow_ups.answer("the police hasn't arrived", "en", first.state)
    assert second.intent == UNCLEAR and second.state["active"]


INVITED = re.compile(r"[\"“„«]\s*(.+?)\s*[\"”“»]")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "active"), [("medical", False), ("self_harm", True)])
def test_the_words_that_are_invited_are_understood(follow_ups: FollowUps, language: Language, kind: str, active: bool) -> None:
    asked = follow_ups.answer("kebab?", language, begin(kind))
    assert asked.intent == UNCLEAR
    (invited,) = INVITED.findall(asked.text)
    answer = follow_ups.answer(invited, language, asked.state)
    assert answer.intent == "over" and answer.state["active"] is active


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("it is over", "en"),
        ("it's over", "en"),
        ("it's all over", "en"),
        ("it is over. never mind", "en"),
        ("bitti", "tr"),
        ("her şey bitti", "tr"),
        ("boş ver, bitti", "tr"),
        ("c'est fini", "fr"),
        ("tout est fini", "fr"),
        ("laisse tomber, c'est fini", "fr"),
        ("всё закончилось", "ru"),
        ("всё кончено", "ru"),
        ("es ist vorbei", "de"),
        ("alles vorbei", "de"),
        ("vergiss es, es ist vorbei", "de"),
        ("انتهى الأمر", "ar"),
        ("خلصنا", "ar"),
        ("انسى، انتهى كل شيء", "ar"),
    ],
)
def test_words_of_farewell_are_no_good_news(follow_ups: FollowUps, text: str, language: Language) -> None:
    state = begin("self_harm")
    for _ in range(3):
        answer = follow_ups.answer(text, language, state)
        replies = follow_ups._file.replies
        assert answer.text == replies[answer.intent].kinds["self_harm"].text.in_(language)
        assert answer.text != replies["over"].text.in_(language)
        state = answer.state
        assert state["active"] and state["unrelated"] == 0


@pytest.mark.parametrize(
    ("text", "language", "intent"),
    [
        ("it is getting worse", "en", "worse"),
        ("daha kötü", "tr", "worse"),
        ("c'est pire", "fr", "worse"),
        ("мне хуже", "ru", "worse"),
        ("es wird schlimmer", "de", "worse"),
        ("حالتي أسوأ", "ar", "worse"),
        ("I feel better", "en", "better"),
        ("daha iyi hissediyorum", "tr", "better"),
        ("je me sens mieux", "fr", "better"),
        ("мне лучше", "ru", "better"),
        ("ich fühle mich besser", "de", "better"),
        ("أشعر أني أفضل", "ar", "better"),
        ("never mind", "en", "false_alarm"),
        ("önemli değil", "tr", "false_alarm"),
        ("laissez tomber", "fr", "false_alarm"),
        ("забудьте", "ru", "false_alarm"),
        ("schon gut", "de", "false_alarm"),
        ("كنت أمزح", "ar", "false_alarm"),
    ],
)
def test_someone_in_despair_is_answered_in_words_of_their_own(
    follow_ups: FollowUps, text: str, language: Language, intent: str
) -> None:
    answer = follow_ups.answer(text, language, begin("self_harm"))
    reply = follow_ups._file.replies[intent]
    assert answer.intent == intent and answer.state["active"]
    assert answer.text == reply.kinds["self_harm"].text.in_(language) != reply.text.in_(language)
    assert follow_ups.answer(text, language, begin("medical")).text == reply.text.in_(language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("the fire, it is over there", "en"), ("there is blood, it's all over the floor", "en"), ("it's over his leg", "en")],
)
def test_what_is_over_there_is_not_over(follow_ups: FollowUps, text: str, language: Language) -> None:
    assert follow_ups.answer(text, language, begin("fire")).state["active"]


def test_every_text_of_a_kind_names_112(follow_ups: FollowUps) -> None:
    own = {(name, kind): said for name, reply in follow_ups._file.replies.items() for kind, said in reply.kinds.items()}
    assert {(name, "self_harm") for name in ("worse", "better", "over", "false_alarm", UNCLEAR)} <= own.keys()
    assert {kind for _, kind in own} <= KINDS
    assert all("112" in said.text.in_(language) for said in own.values() for language in LANGUAGES)


def test_a_text_of_a_kind_is_demanded_in_every_language(tmp_path: Path) -> None:
    file = json.loads(PATH.read_text(encoding="utf-8"))
    del file["replies"]["over"]["kinds"]["self_harm"]["text"]["ar"]
    path = tmp_path / "follow_up.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    with pytest.raises(ValidationError):
        FollowUps.load(path)


def test_the_state_is_plain_data(follow_ups: FollowUps) -> None:
    state = follow_ups.answer("what now", "en", begin("fire")).state
    assert json.loads(json.dumps(state)) == state


def test_no_text_promises_help(follow_ups: FollowUps) -> None:
    for language in LANGUAGES:
        for intent in (*ORDER, UNCLEAR):
            reply = follow_ups._file.replies[intent]
            for said in (reply, *reply.kinds.values()):
                text = fold(said.text.in_(language))
                assert not any(fold(phrase) in text for phrase in FORBIDDEN), (language, intent)


def test_no_range_is_written_with_a_dash(follow_ups: FollowUps) -> None:
    for language in LANGUAGES:
        for reply in follow_ups._file.replies.values():
            assert not re.search(r"\d\s?[–-]\s?\d", reply.text.in_(language))


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
